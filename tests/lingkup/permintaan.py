"""One request or more for every route of the URLconf, each with a body that would really do something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.socialaccount.models import SocialAccount
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dtsen.accounts.models import AlasanBuka, Penugasan
from dtsen.wilayah.models import KodeWilayah
from ikesos.models import AturanLampu, Instansi, KemiskinanBps, Layak, RealisasiRpjmd, TugasIsian
from tests.cast import KUKAR, PERIAN, user
from tests.lingkup.dunia import Dunia
from tests.unggahan import foto
from verval.models import (
    AturanMusyawarah,
    BatasLayanan,
    KalenderBulanan,
    SyaratBukti,
    SyaratKuorum,
    TemplatPesan,
)

GALAT = 409
Alamat = Callable[[Dunia], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Minta:
    """A request and the status for somebody who may make it."""

    metode: str = "get"
    alamat: Alamat = field(default=lambda _: {})
    isi: Callable[[Dunia], dict[str, Any]] = field(default=lambda _: {})
    berhasil: int = 200
    atau: int = 0
    """Another status that is as good (what the deed finds differs from person to person)."""
    kueri: str = ""
    kepala: Callable[[], dict[str, str]] = dict
    """Headers."""
    ikut: bool = False
    """Whether the answer's redirect is followed."""
    izin: str = ""
    """What the deed needs beside the route's own permission, and the status without it."""
    tanpa_izin: int = 403
    bertanda: bool = False
    """Whether the answer names Aminah's family, for those who may see it."""


def _kunci() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def _keluarga(d: Dunia) -> dict[str, Any]:
    return {"pk": d.keluarga.pk}


def _pembaruan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.pembaruan.pk}


def _usulan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.usulan.pk}


def _bukti(d: Dunia) -> dict[str, Any]:
    return {"pk": d.bukti}


def _batch(d: Dunia) -> dict[str, Any]:
    return {"pk": d.batch}


def _rpjmd_kosong(d: Dunia) -> dict[str, Any]:
    """An indicator without a figure of 2026."""
    RealisasiRpjmd.objects.filter(indikator="KEM.1", tahun=2026).delete()
    return {"kode": "KEM.1"}


def _rpjmd(d: Dunia) -> dict[str, Any]:
    """A figure of the petugas that waits for the second person; what came before is taken away."""
    _rpjmd_kosong(d)
    satu = RealisasiRpjmd.objects.create(
        indikator_id="KEM.1", tahun=2026, nilai=6.5, asal="manual", rujukan="Uji", oleh=user("petugas")
    )
    return {"pk": satu.pk}


def _run(d: Dunia) -> dict[str, Any]:
    return {"pk": d.run}


def _jawaban(d: Dunia) -> dict[str, Any]:
    return {"pk": d.jawaban}


def _daftar(d: Dunia) -> dict[str, Any]:
    return {"pk": d.daftar}


def _aturan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.aturan}


def _pkh(_: Dunia) -> dict[str, Any]:
    return {"kode": "pkh"}


def _aturan_isi(_: Dunia) -> dict[str, Any]:
    return {"desil_min": 1, "desil_maks": 3, "dasar_hukum": "Keputusan uji", "berlaku_dari": "2099-01-01"}


def _kuota(d: Dunia) -> dict[str, Any]:
    return {"pk": d.kuota}


def _tunggu(_: Dunia) -> dict[str, Any]:
    return {"kode": "pbi_jk", "desa": PERIAN}


def _kuota_isi(_: Dunia) -> dict[str, Any]:
    isi = {"program": "pkh", "periode": str(timezone.localdate().year), "jumlah": 1, "dokumen": "Surat uji"}
    return {**isi, "dasar": "keluarga", "desil_maks": 10, "metode": "sisa_terbesar"}


def _daftar_temuan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.daftar_temuan}


def _temuan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.temuan}


def _reaktivasi(d: Dunia) -> dict[str, Any]:
    return {"pk": d.reaktivasi}


def _pengecualian(d: Dunia) -> dict[str, Any]:
    return {"pk": d.pengecualian}


def _sengketa(d: Dunia) -> dict[str, Any]:
    return {"pk": d.sengketa}


def _langkah(aksi: str) -> Callable[[Dunia], dict[str, Any]]:
    return lambda _: {"aksi": aksi, "status": "diajukan", "pengajuan_ke": 1}


def _reaktivasi_baru(d: Dunia) -> dict[str, Any]:
    hapus = timezone.localdate() - timedelta(days=9)
    return {"individu": d.kepala, "tanggal_hapus": hapus.isoformat(), "faskes": "RSUD AM Parikesit"}


def _sengketa_baru(d: Dunia) -> dict[str, Any]:
    return {"pengecualian": d.pengecualian, "alasan": "Tidak ada yang ASN."}


def _orang(_: Dunia) -> dict[str, Any]:
    return {"pk": user("verifikator").pk}


def _baru(d: Dunia) -> dict[str, Any]:
    return {"keluarga": d.keluarga.pk, "fakta": "daya_terpasang", "nilai_baru": 2, "alasan": "Daya dinaikkan PLN."}


def _kk_betul(_: Dunia) -> dict[str, Any]:
    return {"nomor_kk": "6402011203100090", "alasan": "Salah ketik, lihat KK."}


def _susunan(d: Dunia) -> dict[str, Any]:
    isi = {"individu": d.individu, "sejak": "2026-11-02"}
    return {"keluarga": d.keluarga.pk, "jenis": "meninggal", "isi": isi, "alasan": "Akta kematian dari desa."}


def _usul(d: Dunia) -> dict[str, Any]:
    return {"keluarga": d.keluarga.pk, "program": "atensi", "individu": d.individu}


def _massal(d: Dunia) -> dict[str, Any]:
    return {"pk": d.massal}


def _banyak(d: Dunia) -> dict[str, Any]:
    return {"jenis": "pembaruan", "status": "diperiksa", "kasus": [f"{d.pembaruan.pk}-1"]}


def _sidang(d: Dunia) -> dict[str, Any]:
    return {"pk": d.musyawarah.pk}


def _orang_sidang(d: Dunia) -> dict[str, Any]:
    return {"pk": d.musyawarah.pk, "orang": d.peserta}


def _kasus_sidang(d: Dunia) -> dict[str, Any]:
    return {"pk": d.musyawarah.pk, "baris": d.baris}


def _putusan(_: Dunia) -> dict[str, Any]:
    return {"keputusan": "setuju", "alasan": "tidak_bekerja"}


def _setujui(_: Dunia) -> dict[str, Any]:
    return {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1}


def _terlambat(_: Dunia) -> dict[str, Any]:
    return {"pengajuan_ke": 1, "alasan": "Sinyal di desa putus."}


def _ambil(_: Dunia) -> dict[str, Any]:
    return {"aksi": "ambil_alih", "dari": user("verifikator").pk, "alasan": "Pemeriksanya cuti."}


def _kunjungan(d: Dunia) -> dict[str, Any]:
    return {"pk": d.kunjungan}


def _tugaskan(d: Dunia) -> dict[str, Any]:
    akun = Penugasan.objects.get(user__username="pendamping.desa_lain")
    return {"penugasan": akun.pk, "batas": str(timezone.localdate()), "status": "ditugaskan", "aksi": "alihkan"}


def _sanggah(d: Dunia) -> dict[str, Any]:
    return {"pk": d.sanggah}


def _lapor(_: Dunia) -> dict[str, Any]:
    return {
        "jenis": "data_salah", "kode_desa": PERIAN, "nama": "Siti", "uraian": "Pindah.", "pelapor_nama": "Saksi",
        "pelapor_nik": "6402015906560006", "berkas": SimpleUploadedFile("a.jpg", foto(), "image/jpeg"),
    }  # fmt: skip


def _sampel(_: Dunia) -> dict[str, Any]:
    """Nobody but a pendamping of elsewhere goes, so the family of Perian is drawn for him alone."""
    akun = Penugasan.objects.get(user__username="pendamping.desa_lain")
    isi = {"judul": "Uji", "wilayah": PERIAN, "banyak": 1, "benih": 1, "petugas": [akun.pk]}
    return {**isi, "batas": str(timezone.localdate())}


def _nol(_: Dunia) -> dict[str, Any]:
    return {"pk": 0}


def _isian(_: Dunia) -> dict[str, Any]:
    return {"indikator": "KD2.1", "periode": "2026"}


def _simpul_ahp(_: Dunia) -> dict[str, Any]:
    return {"pk": 0, "simpul": "IKS"}


PERMINTAAN: dict[str, tuple[Minta, ...]] = {
    "beranda": (Minta(),),
    "lacak": (Minta(), Minta("post", isi=lambda d: {"kode": d.pembaruan.kode_lacak})),
    "sanggah": (Minta(), Minta("post", isi=_lapor, berhasil=302)),
    "sanggah_terkirim": (Minta(berhasil=302),),
    "periksa": (Minta(), Minta("post", isi=lambda _: {"kode": "x"}, berhasil=422)),
    "periksa_kode": (Minta(alamat=lambda _: {"kode": "23456789ABCD"}, berhasil=422),),
    "komponen": (Minta(),),
    "accounts:masuk": (Minta(),),
    "accounts:keluar": (Minta("post", berhasil=302),),
    "accounts:ganti_sandi": (Minta(),),
    "accounts:akses_penuh": (Minta(),),
    "accounts:akses_penuh_matikan": (Minta("post", berhasil=302),),
    "accounts:sso_masuk": (Minta("post", berhasil=404),),
    "accounts:dua_faktor_pasang": (Minta(),),
    "accounts:dua_faktor_cadangan": (Minta("post", berhasil=302, atau=200),),
    "accounts:perangkat": (Minta(),),
    "accounts:tetap": (Minta("post", berhasil=204),),
    "accounts:pengguna_keamanan": (
        Minta(alamat=_orang),
        Minta("post", _orang, lambda _: {"aksi": "sesi", "alasan": "Telepon hilang."}, berhasil=302),
    ),
    "accounts:pemulihan": (Minta(),),
    "accounts:pemulihan_putus": (Minta("post", lambda _: {"pk": 0}, lambda _: {"putus": "tolak"}, berhasil=404),),
    "accounts:penugasan_putus": (Minta("post", lambda _: {"pk": 0}, lambda _: {"putus": "tolak"}, berhasil=404),),
    "accounts:jejak": (Minta(),),
    "account_login": (Minta(),),
    "masuk_kelola": (Minta(),),
    "ganti_sandi_kelola": (Minta(berhasil=302),),
    "mfa_authenticate": (Minta(berhasil=302),),
    "socialaccount_login": (Minta("post", berhasil=404),),
    "openid_connect_callback": (Minta(alamat=lambda _: {"provider_id": "sso"}, berhasil=404),),
    "accounts:jejak_tentang": (Minta(),),
    "accounts:jejak_jangkar": (Minta(),),
    "accounts:jejak_periksa": (Minta("post", berhasil=302),),
    "accounts:jejak_unduh": (Minta(),),
    "registry:keluarga": (Minta(alamat=_keluarga, bertanda=True),),
    "registry:buka": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta("post", _keluarga, lambda _: {"sebab": "ktp", "alasan": ""}, berhasil=302),
    ),
    "registry:impor": (Minta(), Minta("post", isi=lambda _: {"sumber": "dtsen"}, berhasil=400)),
    "registry:impor_detail": (Minta(alamat=_batch),),
    "registry:impor_kemajuan": (Minta(alamat=_batch),),
    "registry:impor_terapkan": (Minta("post", _batch, berhasil=302),),
    "registry:impor_batal": (Minta("post", _batch, berhasil=302),),
    "registry:impor_tolakan": (Minta(alamat=_batch, izin="impor.mulai|impor.terapkan", tanpa_izin=404),),
    "registry:jejak_warga": (Minta(), Minta("post", isi=lambda _: {"nik": "6402015203800001"}, berhasil=302)),
    "registry:antrean": (Minta(),),
    "ranking:run": (Minta(),),
    "ranking:run_mulai": (Minta("post", berhasil=400),),
    "ranking:run_detail": (Minta(alamat=_run),),
    "ranking:run_kemajuan": (Minta(alamat=_run),),
    "ranking:run_terbitkan": (Minta("post", _run, berhasil=302),),
    "ranking:run_batalkan": (Minta("post", _run, lambda _: {"alasan": "Salah periode."}, berhasil=302),),
    "ranking:keluarga_desil": (Minta(alamat=_keluarga, bertanda=True),),
    "verval:warga": (Minta(), Minta("post", isi=lambda _: {"q": "AMINAH"}, bertanda=True, ikut=True)),
    "verval:keluarga": (Minta(alamat=_keluarga, bertanda=True),),
    "verval:pembaruan_baru": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta(
            "post",
            _keluarga,
            lambda _: {"nilai_baru": "2", "alasan": "Daya dinaikkan PLN."},
            302,
            kueri="?data=daya_terpasang",
        ),
        Minta(alamat=_keluarga, kueri="?operasi=meninggal", bertanda=True),
        Minta("post", _keluarga, _kk_betul, 302, kueri="?operasi=perbaikan_kk"),
    ),
    "verval:keluarga_baru": (Minta(), Minta("post", isi=lambda _: {"banyak": 1}, berhasil=422)),
    "verval:pembaruan_lengkap": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta("post", _keluarga, lambda _: {"daya_terpasang": "2"}, 302, kueri="?langkah=listrik-air"),
        Minta(alamat=_keluarga, kueri="?langkah=periksa", bertanda=True),
    ),
    "verval:pembaruan_nomor": (
        Minta("post", _keluarga, lambda _: {"nomor_kk": "6402011203100090"}, kueri="?operasi=perbaikan_kk"),
    ),
    "verval:usulan_baru": (
        Minta(alamat=_keluarga, bertanda=True),
        Minta("post", _keluarga, lambda d: {"individu": d.individu}, 302, kueri="?program=atensi"),
    ),
    "verval:pembaruan": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:pembaruan_detail": (Minta(alamat=_pembaruan, bertanda=True),),
    "verval:pembaruan_ubah": (Minta(alamat=_pembaruan, berhasil=302),),
    "verval:pembaruan_langkah": (Minta("post", _pembaruan, _setujui, 302, izin="pembaruan.periksa", tanpa_izin=GALAT),),
    "verval:pembaruan_pemeriksa": (Minta("post", _pembaruan, _ambil, 302, izin="pembaruan.periksa"),),
    "verval:pembaruan_salin": (Minta("post", _pembaruan, berhasil=302),),
    "verval:pembaruan_terlambat": (Minta("post", _pembaruan, _terlambat, 302, izin="pembaruan.periksa"),),
    "verval:usulan_salin": (Minta("post", _usulan, berhasil=302),),
    "verval:usulan_terlambat": (Minta("post", _usulan, _terlambat, 302, izin="usulan.periksa"),),
    "verval:pembaruan_kontak": (Minta("post", _pembaruan, lambda _: {"surel": "warga@contoh.example"}, berhasil=302),),
    "verval:pembaruan_bukti": (Minta("post", _pembaruan, berhasil=422),),
    "verval:usulan_pemeriksa": (Minta("post", _usulan, _ambil, 302, izin="usulan.periksa"),),
    "verval:usulan_kontak": (Minta("post", _usulan, lambda _: {"surel": "warga@contoh.example"}, berhasil=302),),
    "verval:usulan_bukti": (Minta("post", _usulan, berhasil=422),),
    "verval:massal_susun": (Minta("post", isi=_banyak, berhasil=302, izin="pembaruan.periksa"),),
    # A decision is seen by whoever composed it, who is nobody of the matrix.
    "verval:massal": (Minta(alamat=_massal, berhasil=404),),
    "verval:massal_jalankan": (Minta("post", _massal, berhasil=404),),
    "verval:musyawarah": (Minta(),),
    "verval:musyawarah_kewajiban": (Minta(),),
    "verval:musyawarah_baru": (Minta(), Minta("post", berhasil=422)),
    "verval:sptjm_baru": (Minta(), Minta("post", berhasil=422)),
    "verval:musyawarah_detail": (Minta(alamat=_sidang, bertanda=True),),
    "verval:musyawarah_ubah": (Minta(alamat=_sidang),),
    "verval:musyawarah_langkah": (Minta("post", _sidang, lambda _: {"aksi": "catat", "catatan": "Ramai."}, 302),),
    "verval:musyawarah_peserta": (Minta("post", _sidang, lambda _: {"nama": "Lina", "peran": "operator"}, 302),),
    "verval:musyawarah_hadir": (
        Minta(alamat=_orang_sidang),
        Minta("post", _orang_sidang, lambda _: {"aksi": "hadir"}, 302),
    ),
    "verval:musyawarah_kasus": (
        Minta(alamat=_kasus_sidang, bertanda=True),
        Minta("post", _kasus_sidang, _putusan, 302),
    ),
    "verval:musyawarah_peringkat": (
        Minta(alamat=_sidang),
        Minta("post", _sidang, lambda _: {"aksi": "cara", "cara": "kartu"}, 302),
    ),
    "verval:musyawarah_foto": (Minta("post", _sidang, berhasil=302),),
    "verval:musyawarah_foto_lihat": (Minta(alamat=lambda d: {"pk": d.musyawarah.pk, "foto": d.foto}),),
    "verval:musyawarah_pindai": (Minta("post", _sidang, berhasil=302),),
    "verval:musyawarah_dokumen": (Minta(alamat=_sidang, berhasil=404),),
    "verval:musyawarah_papan": (Minta(alamat=_sidang, berhasil=404),),
    "verval:bukti_lihat": (Minta(alamat=_bukti),),
    "verval:bukti_kecil": (Minta(alamat=_bukti),),
    "verval:bukti_hapus": (Minta("post", _bukti, berhasil=302),),
    "verval:usulan": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:usulan_unduh": (Minta(bertanda=True),),
    "verval:kirim": (Minta(),),
    "verval:kirim_unduh": (Minta("post", berhasil=302),),
    "verval:kirim_catat": (Minta("post", lambda d: {"pk": d.ekspor}, berhasil=302),),
    "verval:pengesahan": (Minta(izin="kasus.sahkan_bupati|kasus.kirim"),),
    "verval:pengesahan_pdf": (Minta(izin="kasus.sahkan_bupati|kasus.kirim"),),
    "verval:ponsel": (Minta(),),
    "verval:ponsel_pekerja": (Minta(),),
    "verval:kunjungan_atur": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:kunjungan_baru": (Minta(alamat=_keluarga, bertanda=True), Minta("post", _keluarga, _tugaskan, 302)),
    "verval:kunjungan_sampel": (Minta(), Minta("post", isi=_sampel, berhasil=302, atau=422)),
    "verval:kunjungan_detail": (Minta(alamat=_kunjungan, bertanda=True, izin="kunjungan.atur"),),
    "verval:kunjungan_ubah": (Minta("post", _kunjungan, _tugaskan, 302),),
    "verval:kunjungan_tinjau": (Minta("post", _kunjungan, lambda _: {"status": "ditugaskan"}, GALAT),),
    "verval:konsolidasi": (Minta(),),
    "verval:konsolidasi_unduh": (Minta("post", berhasil=302),),
    "verval:jawaban": (Minta(), Minta("post", berhasil=422)),
    "verval:jawaban_detail": (Minta(alamat=_jawaban, bertanda=True),),
    "verval:jawaban_terapkan": (Minta("post", _jawaban, berhasil=302),),
    "verval:keluarga_program": (Minta(alamat=_keluarga, bertanda=True),),
    "verval:program": (Minta(),),
    "verval:program_detail": (Minta(alamat=_pkh),),
    "verval:aturan_baru": (Minta(alamat=_pkh), Minta("post", _pkh, _aturan_isi, berhasil=302)),
    "verval:aturan_simulasi": (Minta(alamat=_aturan),),
    "verval:aturan_sahkan": (Minta("post", _aturan, berhasil=302),),
    "verval:aturan_hapus": (Minta("post", _aturan, berhasil=302),),
    "verval:kuota": (Minta(),),
    "verval:kuota_baru": (Minta(), Minta("post", isi=_kuota_isi, berhasil=302)),
    "verval:kuota_detail": (Minta(alamat=_kuota),),
    "verval:kuota_kemajuan": (Minta(alamat=_kuota),),
    "verval:kuota_batas": (Minta("post", _kuota, lambda _: {"kecamatan": "640201"}, 302),),
    "verval:kuota_tetapkan": (Minta("post", _kuota, berhasil=302),),
    "verval:kuota_hapus": (Minta("post", _kuota, berhasil=302),),
    "verval:kuota_unduh": (Minta(alamat=_kuota),),
    "verval:kuota_pdf": (Minta(alamat=_kuota),),
    "verval:tunggu_desa": (Minta(alamat=_pkh),),
    "verval:tunggu": (Minta(alamat=_tunggu, bertanda=True),),
    "verval:desil_warga": (Minta(bertanda=True),),
    "verval:desil_warga_unduh": (Minta(bertanda=True),),
    "verval:penerima": (Minta(kueri="?program=pkh", bertanda=True),),
    "verval:ketepatan": (Minta(kueri="?program=pkh"),),
    "verval:ketepatan_daftar": (Minta(kueri="?program=pkh&lihat=tepat"), Minta(kueri="?program=pkh&lihat=bocor")),
    "verval:ketepatan_unduh": (Minta(kueri="?program=pkh"),),
    "verval:ketepatan_daftar_unduh": (Minta(kueri="?program=pkh&lihat=tepat"),),
    "verval:sanggah": (Minta(),),
    "verval:sanggah_catat": (Minta(), Minta("post", berhasil=422)),
    "verval:sanggah_detail": (Minta(alamat=_sanggah),),
    "verval:sanggah_cocokkan": (
        Minta("post", _sanggah, lambda d: {"keluarga": d.keluarga.pk}, berhasil=302, atau=GALAT),
    ),
    "verval:sanggah_kunjungan": (Minta("post", _sanggah, berhasil=422),),
    "verval:sanggah_langkah": (
        Minta(
            "post",
            _sanggah,
            lambda _: {"aksi": "periksa", "status": "diterima", "alasan": "Jelas."},
            berhasil=302,
            atau=GALAT,
        ),
    ),
    "verval:sanggah_pelapor": (Minta(alamat=_sanggah), Minta("post", _sanggah, berhasil=422)),
    "verval:sanggah_foto": (Minta(alamat=_sanggah),),
    "verval:penerima_tumpang": (Minta(bertanda=True),),
    "verval:penerima_perubahan": (Minta(kueri="?program=pkh", bertanda=True),),
    "verval:penerima_berkas": (Minta(), Minta("post", berhasil=422)),
    "verval:penerima_berkas_detail": (Minta(alamat=_daftar),),
    "verval:penerima_berkas_sahkan": (Minta("post", _daftar, berhasil=302),),
    "verval:penerima_berkas_cocokkan": (Minta("post", _daftar, berhasil=302),),
    "verval:penerima_berkas_batal": (Minta("post", _daftar, berhasil=302),),
    "verval:penerima_berkas_tolakan": (Minta(alamat=_daftar),),
    "verval:usulan_detail": (Minta(alamat=_usulan, bertanda=True),),
    "verval:usulan_ubah": (Minta(alamat=_usulan, berhasil=302),),
    # The family receives PKH already, which the approval says (409, 400).
    "verval:usulan_langkah": (Minta("post", _usulan, _setujui, 302, 409, izin="usulan.periksa", tanpa_izin=GALAT),),
    "verval:layanan": (Minta(),),
    "verval:temuan": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:temuan_kemajuan": (Minta(),),
    "verval:temuan_detail": (Minta(alamat=_temuan, bertanda=True),),
    # Filed: there is nothing to write any more.
    "verval:temuan_isi": (Minta(alamat=_temuan, berhasil=302),),
    "verval:temuan_langkah": (
        Minta("post", _temuan, _langkah("verifikasi"), 302, izin="pembaruan.periksa", tanpa_izin=GALAT),
    ),
    "verval:temuan_bukti": (Minta("post", _temuan, berhasil=422),),
    "verval:daftar_temuan": (Minta(), Minta("post", berhasil=422)),
    "verval:daftar_temuan_detail": (Minta(alamat=_daftar_temuan, bertanda=True),),
    "verval:daftar_temuan_terapkan": (Minta("post", _daftar_temuan, berhasil=302),),
    "verval:daftar_temuan_batal": (Minta("post", _daftar_temuan, berhasil=302),),
    "verval:daftar_temuan_tolakan": (Minta("post", _daftar_temuan, berhasil=302),),
    "verval:daftar_temuan_unduh": (Minta("post", _daftar_temuan, berhasil=302),),
    "verval:reaktivasi_baru": (Minta(alamat=_keluarga, bertanda=True), Minta("post", _keluarga, berhasil=422)),
    "verval:reaktivasi": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:reaktivasi_detail": (Minta(alamat=_reaktivasi, bertanda=True),),
    "verval:reaktivasi_ubah": (Minta(alamat=_reaktivasi, berhasil=302),),
    "verval:reaktivasi_langkah": (
        Minta("post", _reaktivasi, _langkah("verifikasi"), 302, izin="usulan.periksa", tanpa_izin=GALAT),
    ),
    "verval:reaktivasi_kontak": (
        Minta("post", _reaktivasi, lambda _: {"surel": "warga@contoh.example"}, berhasil=302),
    ),
    "verval:reaktivasi_bukti": (Minta("post", _reaktivasi, berhasil=422),),
    "verval:pengecualian": (Minta(bertanda=True),),
    "verval:sengketa_baru": (Minta(alamat=_pengecualian, bertanda=True),),
    "verval:sengketa": (Minta(kueri="?lihat=semua", bertanda=True),),
    "verval:sengketa_detail": (Minta(alamat=_sengketa, bertanda=True),),
    "verval:sengketa_ubah": (Minta(alamat=_sengketa, berhasil=302),),
    "verval:sengketa_langkah": (
        Minta("post", _sengketa, _langkah("periksa"), 302, izin="usulan.periksa", tanpa_izin=GALAT),
    ),
    "verval:sengketa_kontak": (Minta("post", _sengketa, lambda _: {"surel": "warga@contoh.example"}, berhasil=302),),
    "verval:sengketa_bukti": (Minta("post", _sengketa, berhasil=422),),
    "ikesos:indeks_saya": (Minta(berhasil=302),),
    "ikesos:indeks": (Minta(alamat=lambda _: {"kode": PERIAN}),),
    "ikesos:simpul": (Minta(alamat=lambda _: {"kode": PERIAN, "simpul": "KD1.2"}),),
    "ikesos:struktur": (Minta(),),
    **{
        f"ikesos:{nama}": (Minta(alamat=lambda _: {"kode": PERIAN}),)
        for nama in ("peta", "tren", "andai", "banding", "kokoh")
    },
    # Nothing has been calculated in this world: nobody finds a report.
    "ikesos:laporan_pdf": (Minta(alamat=lambda _: {"kode": PERIAN}, berhasil=404),),
    "ikesos:laporan_xlsx": (Minta(alamat=lambda _: {"kode": PERIAN}, berhasil=404),),
    "api:indeks_detail": (Minta(alamat=lambda _: {"kode": PERIAN}, berhasil=404),),
    "api:indeks_baris": (Minta(berhasil=404),),
    "api:indeks_baris_csv": (Minta(berhasil=404),),
    "api:indeks_csv": (Minta(alamat=lambda _: {"kode": PERIAN}, berhasil=404),),
    "ikesos:hitung": (Minta("post", isi=lambda _: {"periode": ""}, berhasil=302),),
    "ikesos:hitung_ulang": (Minta("post", berhasil=302),),
    # The world of the matrix has no structure, calculation or session: nobody finds one.
    "ikesos:isian": (Minta(),),
    "ikesos:isian_kewajiban": (Minta(),),
    "ikesos:isian_isi": (Minta(alamat=_isian, berhasil=404), Minta("post", _isian, berhasil=404)),
    "ikesos:isian_templat": (Minta(alamat=_isian, berhasil=404),),
    "ikesos:isian_unggah": (Minta("post", _isian, berhasil=404),),
    "ikesos:isian_ingatkan": (Minta("post", _nol, berhasil=404),),
    "ikesos:isian_putus": (Minta("post", _nol, berhasil=404),),
    "ikesos:isian_dokumen": (Minta(alamat=_nol, berhasil=404),),
    "ikesos:hitungan": (Minta(), Minta("post", isi=lambda _: {"periode": ""}, berhasil=422)),
    "ikesos:hitungan_detail": (Minta(alamat=_nol, berhasil=404),),
    "ikesos:hitungan_kemajuan": (Minta(alamat=_nol, berhasil=404),),
    "ikesos:hitungan_terbitkan": (Minta("post", _nol, berhasil=404),),
    "ikesos:hitungan_tarik": (Minta("post", _nol, berhasil=404),),
    "ikesos:struktur_muat": (Minta(), Minta("post", berhasil=422)),
    "ikesos:struktur_unduh": (Minta(alamat=lambda _: {"kode": "x", "bentuk": "json"}, berhasil=404),),
    "ikesos:struktur_berlakukan": (Minta("post", lambda _: {"kode": "x"}, berhasil=404),),
    "ikesos:ahp": (Minta(), Minta("post", berhasil=422)),
    "ikesos:ahp_detail": (Minta(alamat=_nol, berhasil=404), Minta("post", _nol, berhasil=404)),
    "ikesos:ahp_nilai": (Minta(alamat=_simpul_ahp, berhasil=404), Minta("post", _simpul_ahp, berhasil=404)),
    "ikesos:ahp_saya": (Minta(),),
    "ikesos:wilayah_saya": (Minta(berhasil=302),),
    "ikesos:wilayah": (Minta(alamat=lambda _: {"kode": PERIAN}),),
    "ikesos:rpjmd": (Minta(),),
    "ikesos:rpjmd_indikator": (Minta(alamat=lambda _: {"kode": "KEM.1"}),),
    "ikesos:rpjmd_pdf": (Minta(alamat=lambda _: {"tahun": 2025}),),
    "ikesos:rpjmd_xlsx": (Minta(alamat=lambda _: {"tahun": 2025}),),
    "ikesos:rpjmd_baru": (Minta(), Minta("post", isi=lambda _: {"nama": ""}, berhasil=422)),
    "ikesos:rpjmd_ubah": (
        Minta(alamat=lambda _: {"kode": "KEM.1"}),
        Minta("post", lambda _: {"kode": "KEM.1"}, lambda _: {"nama": ""}, 422),
    ),
    "ikesos:rpjmd_target_buku": (Minta(), Minta("post", berhasil=422)),
    "ikesos:rpjmd_target_templat": (Minta(),),
    "ikesos:rpjmd_target": (
        Minta(alamat=lambda _: {"kode": "KEM.1"}, izin="rpjmd.kelola"),
        Minta(
            "post",
            lambda _: {"kode": "KEM.1"},
            lambda _: {"tahun": 2026, "nilai": "6,4", "dokumen": "Uji"},
            302,
            izin="rpjmd.kelola",
        ),
    ),
    "ikesos:rpjmd_realisasi": (
        Minta(alamat=lambda _: {"kode": "KEM.1"}, izin="rpjmd.kelola"),
        Minta(
            "post", _rpjmd_kosong, lambda _: {"tahun": 2026, "nilai": "6,4", "rujukan": "Uji"}, 302, izin="rpjmd.kelola"
        ),
    ),
    "ikesos:rpjmd_narasi": (
        Minta(alamat=lambda _: {"kode": "KEM.1"}, izin="rpjmd.kelola"),
        Minta("post", lambda _: {"kode": "KEM.1"}, lambda _: {"tahun": 2026, "isi": "Uji"}, 302, izin="rpjmd.kelola"),
    ),
    "ikesos:rpjmd_bekukan": (
        Minta("post", lambda _: {"kode": "KEM.1"}, lambda _: {"tahun": 2025}, 302, izin="rpjmd.kelola"),
    ),
    "ikesos:rpjmd_sahkan": (Minta("post", _rpjmd, berhasil=302),),
    "ikesos:rpjmd_tolak": (Minta("post", _rpjmd, lambda _: {"alasan": "Uji"}, 302, izin="rpjmd.sahkan"),),
    "api:rpjmd": (Minta(),),
    "api:garis_kemiskinan": (Minta(),),
    "api:skema": (Minta(),),
    "api:dokumen": (Minta(),),
    "api:warga_cari": (Minta("post", isi=lambda _: {"nama": "AMINAH"}, bertanda=True),),
    "api:keluarga_detail": (Minta(alamat=_keluarga, bertanda=True),),
    "api:pembaruan": (
        Minta(bertanda=True),
        Minta("post", isi=_baru, berhasil=201),
        Minta("post", isi=_susunan, berhasil=201),
    ),
    "api:pembaruan_detail": (Minta(alamat=_pembaruan, bertanda=True),),
    "api:pembaruan_langkah": (Minta("post", _pembaruan, _setujui, 200, izin="pembaruan.periksa"),),
    # In time, or past the endorsement, on most days: then the deed is refused, not the route.
    "api:pembaruan_salin": (Minta("post", _pembaruan, berhasil=409),),
    "api:pembaruan_terlambat": (Minta("post", _pembaruan, _terlambat, 400, atau=200, izin="pembaruan.periksa"),),
    "api:usulan_salin": (Minta("post", _usulan, berhasil=409),),
    "api:usulan_terlambat": (Minta("post", _usulan, _terlambat, 400, atau=200, izin="usulan.periksa"),),
    "api:usulan": (Minta(bertanda=True), Minta("post", isi=_usul, berhasil=201)),
    "api:usulan_detail": (Minta(alamat=_usulan, bertanda=True),),
    "api:usulan_langkah": (Minta("post", _usulan, _setujui, 200, 400, izin="usulan.periksa"),),
    # The visit is that of somebody outside the matrix: others who visit are told so, and see a list without it.
    "api:kunjungan": (Minta(),),
    "api:kunjungan_kirim": (
        Minta("post", _kunjungan, lambda _: {"aksi": "isi", "penugasan_ke": 1}, GALAT, kepala=_kunci),
    ),
    "api:kunjungan_foto": (Minta("post", _kunjungan, berhasil=415, kepala=_kunci),),
    "api:temuan": (Minta(bertanda=True),),
    "api:temuan_detail": (Minta(alamat=_temuan, bertanda=True),),
    "api:temuan_isi": (Minta("post", _temuan, lambda _: {"status": "diajukan"}, GALAT),),
    "api:temuan_langkah": (Minta("post", _temuan, _langkah("verifikasi"), 200, izin="pembaruan.periksa"),),
    "api:reaktivasi": (Minta(bertanda=True), Minta("post", isi=_reaktivasi_baru, berhasil=201)),
    "api:reaktivasi_detail": (Minta(alamat=_reaktivasi, bertanda=True),),
    "api:reaktivasi_langkah": (Minta("post", _reaktivasi, _langkah("verifikasi"), 200, izin="usulan.periksa"),),
    "api:pengecualian": (Minta(bertanda=True),),
    "api:sengketa": (Minta(bertanda=True), Minta("post", isi=_sengketa_baru, berhasil=201)),
    "api:sengketa_detail": (Minta(alamat=_sengketa, bertanda=True),),
    "api:sengketa_langkah": (Minta("post", _sengketa, _langkah("periksa"), 200, izin="usulan.periksa"),),
    "api:musyawarah": (Minta(),),
    "api:musyawarah_detail": (Minta(alamat=_sidang, bertanda=True),),
    "api:program": (Minta(),),
    "api:kuota": (Minta(),),
    "api:kuota_detail": (Minta(alamat=_kuota),),
    "api:tunggu": (Minta(alamat=_tunggu),),
    "api:sanggah": (Minta(),),
    "api:sanggah_detail": (Minta(alamat=_sanggah),),
    "api:sanggah_langkah": (
        Minta(
            "post",
            _sanggah,
            lambda _: {"aksi": "periksa", "status": "diterima", "alasan": "Jelas."},
            berhasil=200,
            atau=GALAT,
        ),
    ),
    "api:ketepatan": (Minta(kueri="?program=pkh"),),
    "api:penerima": (Minta(kueri="?program=pkh", bertanda=True),),
    "api:nik_buka": (Minta("post", lambda d: {"pk": d.individu}, lambda _: {"sebab": "x"}, berhasil=400),),
    "api:kk_buka": (Minta("post", _keluarga, lambda _: {"sebab": "x"}, berhasil=400),),
    "api:token": (Minta("post", isi=lambda _: {"nama": "x"}, berhasil=400),),
    "api:token_cabut": (Minta("post", berhasil=204),),
    "admin:login": (Minta(berhasil=302),),
    "admin:logout": (Minta("post", berhasil=302),),
    "admin:index": (Minta(),),
    "admin:password_change": (Minta(berhasil=302),),
    "admin:password_change_done": (Minta(),),
    "admin:auth_user_password_change": (Minta(alamat=lambda d: _row("auth_user_password_change", d), berhasil=302),),
    "admin:jsi18n": (Minta(),),
    "admin:app_list": (Minta(alamat=lambda _: {"app_label": "accounts"}),),
    "admin:autocomplete": (Minta(berhasil=403),),
    "admin:view_on_site": (Minta(alamat=lambda _: {"content_type_id": 1, "object_id": 1}, berhasil=404),),
}

TAK_PERNAH = {
    "accounts_user_delete",
    "accounts_penugasan_delete",
    "socialaccount_socialaccount_add",
    "registry_petakode_add",
    "verval_masasimpan_add",
    "verval_masasimpan_delete",
    "verval_kalenderbulanan_delete",
    "verval_bataslayanan_delete",
    "verval_aturanmusyawarah_delete",
    "verval_syaratkuorum_delete",
    "ikesos_layak_delete",
    "ikesos_aturanlampu_delete",
    "ikesos_kemiskinanbps_delete",
    "ikesos_sasaran_delete",
}
"""Pages of /kelola/ that stay closed for everybody: accounts and assignments end, they are not deleted,
and the rules asked for here hold already, which keeps them."""


def _row(nama: str, d: Dunia) -> dict[str, Any]:
    """The object that a page of one row under /kelola/ is about."""
    verifikator = user("verifikator")
    milik = {
        "accounts_user": verifikator.pk,
        "auth_user": verifikator.pk,
        "accounts_penugasan": Penugasan.objects.get(user=verifikator).pk,
        "wilayah_wilayah": KUKAR,
        "wilayah_kodewilayah": KodeWilayah.objects.order_by("pk").values_list("pk", flat=True)[0],
        "registry_petakode": d.peta,
        "verval_alasantolak": "lainnya",
        "verval_aturanmusyawarah": AturanMusyawarah.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_syaratkuorum": SyaratKuorum.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_alasanmusyawarah": "tidak_bekerja",
        "verval_kalenderbulanan": KalenderBulanan.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_syaratbukti": SyaratBukti.objects.order_by("pk").values_list("pk", flat=True)[0],
        "accounts_alasanbuka": AlasanBuka.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_bataslayanan": BatasLayanan.objects.order_by("pk").values_list("pk", flat=True)[0],
        "verval_harilibur": "2026-08-17",
        "verval_masasimpan": "pesan",
        "verval_templatpesan": TemplatPesan.objects.order_by("pk").values_list("pk", flat=True)[0],
        "ikesos_instansi": Instansi.objects.order_by("pk").values_list("pk", flat=True)[0],
        "ikesos_layak": Layak.objects.order_by("pk").values_list("pk", flat=True)[0],
        "ikesos_aturanlampu": AturanLampu.objects.order_by("pk").values_list("pk", flat=True)[0],
        "ikesos_kemiskinanbps": KemiskinanBps.objects.order_by("pk").values_list("pk", flat=True)[0],
        "ikesos_sasaran": "KEM",
        "ikesos_tugasisian": TugasIsian.objects.order_by("pk").values_list("pk", flat=True)[0],
        "socialaccount_socialaccount": SocialAccount.objects.get(user=verifikator).pk,
    }
    pk = next(v for k, v in milik.items() if nama.startswith(k))
    return {"id": pk} if nama.startswith("auth_user") else {"object_id": pk}


def requests_for(nama: str) -> tuple[Minta, ...]:
    """The requests of a route; KeyError where nobody has thought about it yet."""
    if nama in PERMINTAAN:
        return PERMINTAAN[nama]
    depan, _, halaman = nama.partition(":")
    if depan != "admin" or not halaman:
        raise KeyError(nama)
    berhasil = 403 if halaman in TAK_PERNAH else 200
    if halaman.endswith(("_changelist", "_add")):
        return (Minta(berhasil=berhasil),)
    return (Minta(alamat=lambda d: _row(halaman, d), berhasil=berhasil),)
