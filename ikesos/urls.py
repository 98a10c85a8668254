"""URLs of this floor."""

from __future__ import annotations

from django.urls import URLPattern, path

from ikesos.views import ahp, guna, hitungan, indeks, isian, laporan, rpjmd, rpjmd_isi, struktur, wilayah

app_name = "ikesos"
urlpatterns: list[URLPattern] = [
    path("", indeks.indeks_saya, name="indeks_saya"),
    path("indeks/<str:kode>/", indeks.indeks, name="indeks"),
    path("indeks/<str:kode>/<str:simpul>/", indeks.simpul, name="simpul"),
    path("peta/<str:kode>/", guna.peta, name="peta"),
    path("tren/<str:kode>/", guna.tren, name="tren"),
    path("andai/<str:kode>/", guna.andai, name="andai"),
    path("banding/<str:kode>/", guna.banding, name="banding"),
    path("kokoh/<str:kode>/", guna.kokoh, name="kokoh"),
    path("laporan/<str:kode>/pdf/", laporan.pdf, name="laporan_pdf"),
    path("laporan/<str:kode>/xlsx/", laporan.xlsx, name="laporan_xlsx"),
    path("hitung/", indeks.hitung, name="hitung"),
    path("hitung/ulang/", guna.ulang, name="hitung_ulang"),
    path("isian/", isian.isian, name="isian"),
    path("isian/kewajiban/", isian.kewajiban, name="isian_kewajiban"),
    path("isian/<int:pk>/ingatkan/", isian.isian_ingatkan, name="isian_ingatkan"),
    path("isian/<int:pk>/putus/", isian.isian_putus, name="isian_putus"),
    path("isian/<int:pk>/dokumen/", isian.isian_dokumen, name="isian_dokumen"),
    path("isian/<str:indikator>/<str:periode>/", isian.isian_isi, name="isian_isi"),
    path("isian/<str:indikator>/<str:periode>/templat/", isian.isian_templat, name="isian_templat"),
    path("isian/<str:indikator>/<str:periode>/unggah/", isian.isian_unggah, name="isian_unggah"),
    path("hitungan/", hitungan.hitungan, name="hitungan"),
    path("hitungan/<int:pk>/", hitungan.detail, name="hitungan_detail"),
    path("hitungan/<int:pk>/kemajuan/", hitungan.kemajuan, name="hitungan_kemajuan"),
    path("hitungan/<int:pk>/terbitkan/", hitungan.terbitkan, name="hitungan_terbitkan"),
    path("struktur/", indeks.struktur, name="struktur"),
    path("struktur/muat/", struktur.muat, name="struktur_muat"),
    path("struktur/<str:kode>/unduh/<str:bentuk>/", struktur.unduh, name="struktur_unduh"),
    path("struktur/<str:kode>/berlakukan/", struktur.berlakukan, name="struktur_berlakukan"),
    path("ahp/", ahp.sesi, name="ahp"),
    path("ahp/saya/", ahp.saya, name="ahp_saya"),
    path("ahp/<int:pk>/", ahp.detail, name="ahp_detail"),
    path("ahp/<int:pk>/<str:simpul>/", ahp.nilai, name="ahp_nilai"),
    path("wilayah/", wilayah.wilayah_saya, name="wilayah_saya"),
    path("wilayah/<str:kode>/", wilayah.wilayah, name="wilayah"),
    path("rpjmd/", rpjmd.rpjmd, name="rpjmd"),
    path("rpjmd/indikator-baru/", rpjmd_isi.indikator_baru, name="rpjmd_baru"),
    path("rpjmd/target/", rpjmd_isi.target_buku, name="rpjmd_target_buku"),
    path("rpjmd/target/templat.xlsx", rpjmd_isi.target_templat, name="rpjmd_target_templat"),
    path("rpjmd/laporan/<int:tahun>.pdf", rpjmd.laporan_pdf, name="rpjmd_pdf"),
    path("rpjmd/laporan/<int:tahun>.xlsx", rpjmd.laporan_xlsx, name="rpjmd_xlsx"),
    path("rpjmd/realisasi/<int:pk>/sahkan/", rpjmd_isi.sahkan, name="rpjmd_sahkan"),
    path("rpjmd/realisasi/<int:pk>/tolak/", rpjmd_isi.tolak, name="rpjmd_tolak"),
    path("rpjmd/<str:kode>/", rpjmd.indikator, name="rpjmd_indikator"),
    path("rpjmd/<str:kode>/ubah/", rpjmd_isi.indikator_ubah, name="rpjmd_ubah"),
    path("rpjmd/<str:kode>/target/", rpjmd_isi.target, name="rpjmd_target"),
    path("rpjmd/<str:kode>/realisasi/", rpjmd_isi.realisasi, name="rpjmd_realisasi"),
    path("rpjmd/<str:kode>/narasi/", rpjmd_isi.narasi, name="rpjmd_narasi"),
    path("rpjmd/<str:kode>/bekukan/", rpjmd_isi.bekukan, name="rpjmd_bekukan"),
]
