"""URLs of the API, `/api/v1/`."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from dtsen.accounts import api as accounts
from dtsen.registry import api as registry
from ikesos.api import baris
from ikesos.api import indeks as ikesos
from ikesos.rpjmd import api as rpjmd
from verval.api import keluarga, pembaruan, program, reaktivasi, sengketa, temuan, usulan
from verval.bansos import api as bansos
from verval.ketepatan import api as ketepatan
from verval.kunjungan import api as kunjungan
from verval.kuota import api as kuota
from verval.musdes import api as musdes
from verval.sanggah import api as sanggah

app_name = "api"
urlpatterns = [
    path("skema/", SpectacularAPIView.as_view(), name="skema"),
    path("", SpectacularSwaggerSplitView.as_view(url_name="api:skema"), name="dokumen"),
    path("token/", accounts.token_buat, name="token"),
    path("token/cabut/", accounts.token_cabut, name="token_cabut"),
    path("warga/cari/", registry.cari, name="warga_cari"),
    path("warga/<int:pk>/nik/", registry.nik_buka, name="nik_buka"),
    path("keluarga/<int:pk>/nomor-kk/", registry.kk_buka, name="kk_buka"),
    path("keluarga/<int:pk>/", keluarga.keluarga_detail, name="keluarga_detail"),
    path("pembaruan/", pembaruan.pembaruan_list, name="pembaruan"),
    path("pembaruan/<int:pk>/", pembaruan.pembaruan_detail, name="pembaruan_detail"),
    path("pembaruan/<int:pk>/langkah/", pembaruan.pembaruan_langkah, name="pembaruan_langkah"),
    path("pembaruan/<int:pk>/salin/", pembaruan.pembaruan_salin, name="pembaruan_salin"),
    path("pembaruan/<int:pk>/terlambat/", pembaruan.pembaruan_terlambat, name="pembaruan_terlambat"),
    path("usulan/", usulan.usulan_list, name="usulan"),
    path("usulan/<int:pk>/", usulan.usulan_detail, name="usulan_detail"),
    path("usulan/<int:pk>/langkah/", usulan.usulan_langkah, name="usulan_langkah"),
    path("kunjungan/", kunjungan.kunjungan_list, name="kunjungan"),
    path("kunjungan/<int:pk>/kirim/", kunjungan.kunjungan_kirim, name="kunjungan_kirim"),
    path("kunjungan/<int:pk>/foto/", kunjungan.kunjungan_foto, name="kunjungan_foto"),
    path("temuan/", temuan.temuan_list, name="temuan"),
    path("temuan/<int:pk>/", temuan.temuan_detail, name="temuan_detail"),
    path("temuan/<int:pk>/isi/", temuan.temuan_isi, name="temuan_isi"),
    path("temuan/<int:pk>/langkah/", temuan.temuan_langkah, name="temuan_langkah"),
    path("reaktivasi/", reaktivasi.reaktivasi_list, name="reaktivasi"),
    path("reaktivasi/<int:pk>/", reaktivasi.reaktivasi_detail, name="reaktivasi_detail"),
    path("reaktivasi/<int:pk>/langkah/", reaktivasi.reaktivasi_langkah, name="reaktivasi_langkah"),
    path("pengecualian/", sengketa.pengecualian_list, name="pengecualian"),
    path("sengketa/", sengketa.sengketa_list, name="sengketa"),
    path("sengketa/<int:pk>/", sengketa.sengketa_detail, name="sengketa_detail"),
    path("sengketa/<int:pk>/langkah/", sengketa.sengketa_langkah, name="sengketa_langkah"),
    path("usulan/<int:pk>/salin/", usulan.usulan_salin, name="usulan_salin"),
    path("usulan/<int:pk>/terlambat/", usulan.usulan_terlambat, name="usulan_terlambat"),
    path("musyawarah/", musdes.musyawarah_list, name="musyawarah"),
    path("musyawarah/<int:pk>/", musdes.musyawarah_detail, name="musyawarah_detail"),
    path("program/", program.program_list, name="program"),
    path("rpjmd/", rpjmd.rpjmd_list, name="rpjmd"),
    path("garis-kemiskinan/", rpjmd.garis_kemiskinan, name="garis_kemiskinan"),
    path("indeks-baris/", baris.baris_list, name="indeks_baris"),
    path("indeks-baris/csv/", baris.baris_csv, name="indeks_baris_csv"),
    path("indeks/<str:kode>/", ikesos.indeks_detail, name="indeks_detail"),
    path("indeks/<str:kode>/csv/", ikesos.indeks_csv, name="indeks_csv"),
    path("kuota/", kuota.kuota_list, name="kuota"),
    path("kuota/<int:pk>/", kuota.kuota_detail, name="kuota_detail"),
    path("program/<slug:kode>/tunggu/<str:desa>/", kuota.tunggu, name="tunggu"),
    path("sanggah/", sanggah.sanggah_list, name="sanggah"),
    path("sanggah/<int:pk>/", sanggah.sanggah_detail, name="sanggah_detail"),
    path("sanggah/<int:pk>/langkah/", sanggah.sanggah_langkah, name="sanggah_langkah"),
    path("ketepatan/", ketepatan.ketepatan_list, name="ketepatan"),
    path("penerima/", bansos.penerima_list, name="penerima"),
]
