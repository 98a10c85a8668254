"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from verval.views import (
    antrean,
    bukti,
    jawaban,
    keluarga,
    kirim,
    konsolidasi,
    lengkap,
    massal,
    pembaruan,
    pengesahan,
    usulan,
    warga,
)

app_name = "verval"
urlpatterns: list[URLPattern] = [
    path("warga/", warga.warga, name="warga"),
    path("keluarga/<int:pk>/", keluarga.keluarga, name="keluarga"),
    path("keluarga/<int:pk>/pembaruan/", pembaruan.pembaruan_baru, name="pembaruan_baru"),
    path("keluarga/<int:pk>/pembaruan/lengkap/", lengkap.pembaruan_lengkap, name="pembaruan_lengkap"),
    path("keluarga/<int:pk>/pembaruan/nomor/", pembaruan.pembaruan_nomor, name="pembaruan_nomor"),
    path("keluarga/<int:pk>/usulan/", usulan.usulan_baru, name="usulan_baru"),
    path("pembaruan/", pembaruan.pembaruan_list, name="pembaruan"),
    path("pembaruan/<int:pk>/", pembaruan.pembaruan_detail, name="pembaruan_detail"),
    path("pembaruan/<int:pk>/ubah/", pembaruan.pembaruan_ubah, name="pembaruan_ubah"),
    path("pembaruan/<int:pk>/langkah/", pembaruan.pembaruan_langkah, name="pembaruan_langkah"),
    path("pembaruan/<int:pk>/pemeriksa/", antrean.pembaruan_pemeriksa, name="pembaruan_pemeriksa"),
    path("pembaruan/<int:pk>/kontak/", pembaruan.pembaruan_kontak, name="pembaruan_kontak"),
    path("pembaruan/<int:pk>/bukti/", pembaruan.pembaruan_bukti, name="pembaruan_bukti"),
    path("usulan/", usulan.usulan_list, name="usulan"),
    path("usulan/unduh/", usulan.usulan_unduh, name="usulan_unduh"),
    path("usulan/kirim/", kirim.kirim, name="kirim"),
    path("usulan/kirim/unduh/", kirim.kirim_unduh, name="kirim_unduh"),
    path("usulan/kirim/<int:pk>/catat/", kirim.kirim_catat, name="kirim_catat"),
    path("usulan/pengesahan/", pengesahan.pengesahan, name="pengesahan"),
    path("usulan/pengesahan/pdf/", pengesahan.pengesahan_pdf, name="pengesahan_pdf"),
    path("usulan/<int:pk>/", usulan.usulan_detail, name="usulan_detail"),
    path("usulan/<int:pk>/ubah/", usulan.usulan_ubah, name="usulan_ubah"),
    path("usulan/<int:pk>/langkah/", usulan.usulan_langkah, name="usulan_langkah"),
    path("usulan/<int:pk>/pemeriksa/", antrean.usulan_pemeriksa, name="usulan_pemeriksa"),
    path("usulan/<int:pk>/kontak/", usulan.usulan_kontak, name="usulan_kontak"),
    path("usulan/<int:pk>/bukti/", usulan.usulan_bukti, name="usulan_bukti"),
    path("massal/", massal.massal_susun, name="massal_susun"),
    path("massal/<int:pk>/", massal.massal_detail, name="massal"),
    path("massal/<int:pk>/jalankan/", massal.massal_jalankan, name="massal_jalankan"),
    path("konsolidasi/", konsolidasi.konsolidasi, name="konsolidasi"),
    path("konsolidasi/unduh/", konsolidasi.konsolidasi_unduh, name="konsolidasi_unduh"),
    path("jawaban/", jawaban.jawaban, name="jawaban"),
    path("jawaban/<int:pk>/", jawaban.jawaban_detail, name="jawaban_detail"),
    path("jawaban/<int:pk>/terapkan/", jawaban.jawaban_terapkan, name="jawaban_terapkan"),
    path("bukti/<int:pk>/", bukti.bukti_lihat, name="bukti_lihat"),
    path("bukti/<int:pk>/kecil/", bukti.bukti_kecil, name="bukti_kecil"),
    path("bukti/<int:pk>/hapus/", bukti.bukti_hapus, name="bukti_hapus"),
]
