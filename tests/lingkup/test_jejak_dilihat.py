"""No page shows a person without a line in the trail: every address, every peran, every name and masked number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils import timezone

from config.rute import routes
from dtsen.accounts.models import Jejak, Penugasan
from dtsen.lib.samar import mask
from dtsen.registry.models import AntreanImpor, BatchImpor, Individu, Keluarga
from tests.cast import PENGGUNA, PERIAN, user
from tests.families import aminah, member, yuliani
from tests.layanan import answered, dispute, excluded, found, reactivation, take
from tests.lingkup.hakim import SEMUA
from tests.musdes import opened
from tests.unggahan import foto
from verval import bukti, massal, pembaruan, usulan
from verval.kunjungan import atur, isi
from verval.models import AturanProgram, BerkasPenerima, Pembaruan, Penerima, ProgramBansos
from verval.musdes import hadir, sesi
from verval.sanggah import kerja

EKOR = " UJIJEJAK"
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Panggilan:
    """One way to call an address: path, what is sent (None: GET), and whether as JSON."""

    jalur: str
    isi: Mapping[str, object] | None = None
    json: bool = False


@dataclass(frozen=True)
class Dunia:
    """What stands in the registry, and the ids that addresses need."""

    keluarga: Keluarga
    pembaruan: int
    usulan: int
    draf_pembaruan: int
    draf_usulan: int
    susunan: int
    bukti: int
    massal: int
    kunjungan: int
    batch: int
    layanan: dict[str, int]
    sidang: int
    baris: int
    peserta: int
    foto: int
    rancangan: int
    sanggah: int


@pytest.fixture
def dunia(tmp_path: Path) -> Dunia:
    keluarga, lain = aminah(), yuliani()
    # Names and a number that stand nowhere else: the sheet of components shows an Aminah of its own.
    Individu.objects.filter(nik="6402015203800001").update(nik="6402015203807713")
    for model, kolom in ((Individu, "nama"), (Individu, "nama_norm"), (Keluarga, "nama_kepala")):
        model._default_manager.update(**{kolom: Concat(kolom, Value(EKOR))})
    keluarga.refresh_from_db()
    operator = user("operator.perian")
    p = pembaruan.draft(
        keluarga, "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen.", pelaku=operator, ajukan=True
    )
    draf = pembaruan.draft(
        keluarga,
        "status_kawin",
        4,
        alasan="Akta cerai dari pengadilan.",
        pelaku=operator,
        individu=member(keluarga, "BAHRUN" + EKOR),
    )
    susunan = pembaruan.draft_operasi(
        keluarga,
        "pindah_keluar",
        {"anggota": {member(keluarga, "NURHALIZA" + EKOR).pk: None}, "tujuan": "luar_negeri", "sejak": "2026-11-02"},
        alasan="Kata ketua RT, dilihat sendiri.",
        pelaku=operator,
    )
    u = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=operator, ajukan=True)
    rumah = bukti.attach(draf, foto(), jenis="foto_depan", pelaku=operator)
    draf_u = usulan.draft(
        keluarga, ProgramBansos.objects.get(pk="atensi"), pelaku=operator, individu=member(keluarga, "BAHRUN" + EKOR)
    )
    pembaruan.draft(
        lain, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.melayu"), ajukan=True
    )
    banyak = massal.compose("pembaruan", "disahkan_desa", {p.pk: 1}, pelaku=user("verifikator"))
    satu = atur.assign(
        keluarga,
        Penugasan.objects.get(user__username="pendamping.perian"),
        batas=timezone.localdate(),
        pelaku=user("verifikator"),
    )
    dilihat = [isi.Jawaban("status_kawin", 2, 3, member(keluarga, "AMINAH" + EKOR).pk)]
    isi.receive(satu, isi.Isian("selesaikan", 1, dilihat, ditemui="kepala"), pelaku=user("pendamping.perian"))
    batch = BatchImpor.objects.create(
        sumber="regsosek", tanggal="2026-01-01", sidik="x", status="siap", dimulai_oleh=user("petugas")
    )
    AntreanImpor.objects.create(
        batch=batch, jenis="nik_ganda", berkas="a.csv", baris=1, kode_desa=lain.kode_desa,
        individu=member(lain, "YULIANI" + EKOR), data={"nama": "YULIANI" + EKOR, "nik": "6402••••••••0005"},
    )  # fmt: skip
    sidang = opened()
    return Dunia(
        keluarga,
        p.pk,
        u.pk,
        draf.pk,
        draf_u.pk,
        susunan.pk,
        rumah.pk,
        banyak.pk,
        satu.pk,
        batch.pk,
        services(keluarga, tmp_path),
        sidang.pk,
        sidang.kasus.get(usulan=u).pk,
        hadir.invite_person(sidang, "Suriansyah", "ketua", pelaku=operator).pk,
        sesi.add_photo(sidang, foto(), jenis="kegiatan", pelaku=operator).pk,
        receives(keluarga),
        kerja.receive(kerja.Laporan("data_salah", PERIAN, "AMINAH", "Roboh.", "Saksi", "6402015906560006"), foto()).pk,
    )


def services(keluarga: Keluarga, folder: Path) -> dict[str, int]:
    """A finding, a reactivation and a dispute that were filed, and an exclusion that is not disputed."""
    orang = member(keluarga, "BAHRUN" + EKOR)
    temuan = answered(found(orang, folder))
    return {
        "daftar": temuan.daftar_id,
        "temuan": temuan.pk,
        "reaktivasi": take(reactivation(orang), "ajukan", "operator.perian").pk,
        "pengecualian": excluded(keluarga, "sekolah_rakyat").pk,
        "sengketa": take(dispute(excluded(keluarga, "sembako")), "ajukan", "operator.perian").pk,
    }


def service_calls(d: Dunia, langkah: Mapping[str, object]) -> dict[str, list[Panggilan]]:
    """The same for the services and their API."""
    k, awal, n = d.keluarga.pk, "/verval/layanan/", d.layanan
    hasil = {
        "verval:layanan": [Panggilan(awal)],
        "verval:temuan_kemajuan": [Panggilan(f"{awal}temuan/kemajuan/")],
        "verval:temuan_isi": [Panggilan(f"{awal}temuan/{n['temuan']}/isi/")],
        "verval:daftar_temuan": [Panggilan(f"{awal}daftar-temuan/"), Panggilan(f"{awal}daftar-temuan/", {})],
        "verval:daftar_temuan_detail": [Panggilan(f"{awal}daftar-temuan/{n['daftar']}/")],
        "verval:reaktivasi_baru": [Panggilan(f"/verval/keluarga/{k}/reaktivasi/")],
        "verval:pengecualian": [Panggilan(f"{awal}pengecualian/")],
        "verval:sengketa_baru": [Panggilan(f"{awal}pengecualian/{n['pengecualian']}/sengketa/")],
        "api:pengecualian": [Panggilan("/api/v1/pengecualian/")],
        "api:temuan_isi": [Panggilan(f"/api/v1/temuan/{n['temuan']}/isi/", {"status": "baru"}, json=True)],
    }
    for aksi in ("terapkan", "batal", "tolakan", "unduh"):
        hasil[f"verval:daftar_temuan_{aksi}"] = [Panggilan(f"{awal}daftar-temuan/{n['daftar']}/{aksi}/", {})]
    for jenis in ("temuan", "reaktivasi", "sengketa"):
        alamat = f"{awal}{jenis}/{n[jenis]}/"
        hasil |= {
            f"verval:{jenis}": [Panggilan(f"{awal}{jenis}/"), Panggilan(f"{awal}{jenis}/?lihat=semua")],
            f"verval:{jenis}_detail": [Panggilan(alamat)],
            f"verval:{jenis}_langkah": [Panggilan(f"{alamat}langkah/", langkah)],
            f"verval:{jenis}_bukti": [Panggilan(f"{alamat}bukti/", {})],
            f"api:{jenis}": [Panggilan(f"/api/v1/{jenis}/")],
            f"api:{jenis}_detail": [Panggilan(f"/api/v1/{jenis}/{n[jenis]}/")],
            f"api:{jenis}_langkah": [Panggilan(f"/api/v1/{jenis}/{n[jenis]}/langkah/", langkah, json=True)],
        }
        if jenis != "temuan":
            hasil[f"verval:{jenis}_ubah"] = [Panggilan(f"{alamat}ubah/")]
            hasil[f"verval:{jenis}_kontak"] = [
                Panggilan(f"{alamat}kontak/", {"surel": surel}) for surel in ("bukan surel", "warga@contoh.example")
            ]
    return hasil


def receives(keluarga: Keluarga) -> int:
    """Aminah with two programmes for two months; returns a draft under which she would leave PKH."""
    for nomor, (kode, bulan) in enumerate((("pkh", "2026-10"), ("pkh", "2026-11"), ("sembako", "2026-11"))):
        daftar = BerkasPenerima.objects.create(
            program_id=kode, bulan=bulan, sidik=f"{nomor}" * 64, status="diterapkan", pembuat=user("petugas")
        )
        Penerima.objects.create(
            program_id=kode, bulan=bulan, unit="keluarga", keluarga=keluarga, kode_desa=keluarga.kode_desa,
            individu=member(keluarga, "AMINAH" + EKOR), status="salur", berkas=daftar,
        )  # fmt: skip
    return AturanProgram.objects.get(program="pkh", status="draf").pk


def calls(d: Dunia) -> dict[str, list[Panggilan]]:
    """How each address is called. One that is missing here fails the last test."""
    k, anggota = d.keluarga.pk, member(d.keluarga, "AMINAH" + EKOR).pk
    langkah = {"aksi": "tidak_ada", "status": "diajukan", "pengajuan_ke": 1}
    terlambat = {"pengajuan_ke": 1, "alasan": "Sinyal di desa putus."}
    return service_calls(d, langkah) | {
        "beranda": [Panggilan("/")],
        "lacak": [
            Panggilan("/lacak/"),
            Panggilan("/lacak/", {"kode": Pembaruan.objects.get(pk=d.pembaruan).kode_lacak}),
            Panggilan("/lacak/", {"kode": Pembaruan.objects.get(pk=d.draf_pembaruan).kode_lacak}),
        ],
        "komponen": [Panggilan("/komponen/")],
        "accounts:masuk": [Panggilan("/akun/masuk/")],
        "accounts:ganti_sandi": [Panggilan("/akun/kata-sandi/")],
        "accounts:akses_penuh": [Panggilan("/akun/akses-penuh/")],
        "accounts:akses_penuh_matikan": [Panggilan("/akun/akses-penuh/matikan/", {})],
        "accounts:sso_masuk": [Panggilan("/akun/masuk/sso/", {})],
        "accounts:dua_faktor_pasang": [Panggilan("/akun/dua-faktor/")],
        "accounts:dua_faktor_cadangan": [Panggilan("/akun/dua-faktor/cadangan/", {})],
        "accounts:perangkat": [Panggilan("/akun/perangkat/")],
        "accounts:tetap": [Panggilan("/akun/perangkat/tetap/", {})],
        "accounts:pemulihan": [Panggilan("/akun/pemulihan/")],
        "accounts:pemulihan_putus": [Panggilan("/akun/pemulihan/0/putus/", {"putus": "tolak"})],
        "accounts:penugasan_putus": [Panggilan("/akun/penugasan/0/putus/", {"putus": "tolak"})],
        "accounts:pengguna_keamanan": [Panggilan(f"/akun/pengguna/{user('verifikator').pk}/keamanan/")],
        "account_login": [Panggilan("/akun/masuk/")],
        "masuk_kelola": [Panggilan("/kelola/login/")],
        "ganti_sandi_kelola": [Panggilan("/kelola/password_change/")],
        "mfa_authenticate": [Panggilan("/akun/masuk/kode/")],
        "socialaccount_login": [Panggilan("/akun/masuk/sso/", {})],
        "openid_connect_callback": [Panggilan("/akun/masuk/sso/kembali/")],
        "accounts:jejak": [Panggilan("/akun/jejak/")],
        "accounts:jejak_tentang": [Panggilan(f"/akun/jejak/tentang/?keluarga={k}&individu={anggota}")],
        "accounts:jejak_jangkar": [Panggilan("/akun/jejak/jangkar/")],
        "accounts:jejak_periksa": [Panggilan("/akun/jejak/periksa/", {})],
        "accounts:jejak_unduh": [Panggilan(f"/akun/jejak/unduh/?keluarga={k}&individu={anggota}")],
        "registry:keluarga": [Panggilan(f"/dtsen/keluarga/{k}/"), Panggilan(f"/dtsen/keluarga/{k}/?anggota={anggota}")],
        "registry:buka": [
            Panggilan(f"/dtsen/keluarga/{k}/buka/"),
            Panggilan(f"/dtsen/keluarga/{k}/buka/?anggota={anggota}"),
            Panggilan(f"/dtsen/keluarga/{k}/buka/", {"sebab": "x", "alasan": "Mencocokkan KK di loket."}),
        ],
        "registry:impor": [Panggilan("/dtsen/impor/")],
        "registry:impor_detail": [Panggilan(f"/dtsen/impor/{d.batch}/")],
        "registry:impor_kemajuan": [Panggilan(f"/dtsen/impor/{d.batch}/kemajuan/")],
        "registry:impor_terapkan": [Panggilan(f"/dtsen/impor/{d.batch + 99}/terapkan/", {})],
        "registry:impor_batal": [Panggilan(f"/dtsen/impor/{d.batch + 99}/batal/", {})],
        "registry:impor_tolakan": [Panggilan(f"/dtsen/impor/{d.batch}/tolakan/")],
        "registry:jejak_warga": [
            Panggilan("/dtsen/jejak-warga/"),
            Panggilan("/dtsen/jejak-warga/", {"nik": "6402065508850005"}),
            Panggilan("/dtsen/jejak-warga/", {"nik": "6402065508850006"}),
        ],
        "registry:antrean": [Panggilan("/dtsen/antrean/")],
        "ranking:run": [Panggilan("/dtsen/peringkat/")],
        "ranking:run_mulai": [Panggilan("/dtsen/peringkat/mulai/", {})],
        "ranking:run_detail": [Panggilan("/dtsen/peringkat/99/")],
        "ranking:run_kemajuan": [Panggilan("/dtsen/peringkat/99/kemajuan/")],
        "ranking:run_terbitkan": [Panggilan("/dtsen/peringkat/99/terbitkan/", {})],
        "ranking:run_batalkan": [Panggilan("/dtsen/peringkat/99/batalkan/", {})],
        "ranking:keluarga_desil": [Panggilan(f"/dtsen/keluarga/{k}/desil/")],
        "verval:warga": [
            Panggilan("/verval/warga/"),
            Panggilan("/verval/warga/", {"q": "AMINAH"}),
            Panggilan("/verval/warga/?hasil=1"),
            Panggilan("/verval/warga/", {"q": "6402"}),
        ],
        "verval:keluarga": [Panggilan(f"/verval/keluarga/{k}/")],
        "verval:pembaruan_baru": [
            Panggilan(f"/verval/keluarga/{k}/pembaruan/"),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/?anggota={anggota}"),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/?data=daya_terpasang"),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/?data=status_kawin&anggota={anggota}", {"nilai_baru": "x"}),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/?operasi=pecah_kk"),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/?operasi=meninggal", {"individu": "0"}),
        ],
        "verval:pembaruan_lengkap": [
            Panggilan(f"/verval/keluarga/{k}/pembaruan/lengkap/"),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/lengkap/?langkah=anggota-{anggota}"),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/lengkap/?langkah=rumah", {"luas_lantai_m2": "x"}),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/lengkap/?langkah=periksa"),
        ],
        "verval:pembaruan_nomor": [
            Panggilan(f"/verval/keluarga/{k}/pembaruan/nomor/?operasi=pindah_masuk", {"nik": "6402065508850005"}),
            Panggilan(f"/verval/keluarga/{k}/pembaruan/nomor/?operasi=pindah_keluar", {"ke_kk": "6402061508120004"}),
        ],
        "verval:usulan_baru": [
            Panggilan(f"/verval/keluarga/{k}/usulan/"),
            Panggilan(f"/verval/keluarga/{k}/usulan/?program=pkh"),
            Panggilan(f"/verval/keluarga/{k}/usulan/?program=pkh", {"individu": "0"}),
        ],
        "verval:keluarga_baru": [
            Panggilan("/verval/keluarga/baru/"),
            Panggilan("/verval/keluarga/baru/", {"banyak": "1"}),
        ],
        "verval:pembaruan": [Panggilan("/verval/pembaruan/"), Panggilan("/verval/pembaruan/?lihat=semua")],
        "verval:pembaruan_detail": [
            Panggilan(f"/verval/pembaruan/{d.pembaruan}/"),
            Panggilan(f"/verval/pembaruan/{d.draf_pembaruan}/"),
            Panggilan(f"/verval/pembaruan/{d.susunan}/"),
        ],
        "verval:pembaruan_ubah": [
            Panggilan(f"/verval/pembaruan/{d.draf_pembaruan}/ubah/"),
            Panggilan(f"/verval/pembaruan/{d.draf_pembaruan}/ubah/", {"alasan": ""}),
            Panggilan(f"/verval/pembaruan/{d.susunan}/ubah/"),
            Panggilan(f"/verval/pembaruan/{d.susunan}/ubah/", {"alasan": ""}),
        ],
        "verval:pembaruan_langkah": [Panggilan(f"/verval/pembaruan/{d.pembaruan}/langkah/", langkah)],
        "verval:pembaruan_pemeriksa": [
            Panggilan(f"/verval/pembaruan/{d.pembaruan}/pemeriksa/", {"aksi": "ambil_alih"})
        ],
        "verval:pembaruan_salin": [Panggilan(f"/verval/pembaruan/{d.pembaruan}/salin/", {})],
        "verval:pembaruan_terlambat": [Panggilan(f"/verval/pembaruan/{d.pembaruan}/terlambat/", terlambat)],
        "verval:usulan_salin": [Panggilan(f"/verval/usulan/{d.usulan}/salin/", {})],
        "verval:usulan_terlambat": [Panggilan(f"/verval/usulan/{d.usulan}/terlambat/", terlambat)],
        "verval:pembaruan_kontak": [
            Panggilan(f"/verval/pembaruan/{d.draf_pembaruan}/kontak/", {"surel": "bukan surel"}),
            Panggilan(f"/verval/pembaruan/{d.draf_pembaruan}/kontak/", {"surel": "warga@contoh.example"}),
        ],
        "verval:pembaruan_bukti": [Panggilan(f"/verval/pembaruan/{d.draf_pembaruan}/bukti/", {})],
        "verval:usulan_pemeriksa": [Panggilan(f"/verval/usulan/{d.usulan}/pemeriksa/", {"aksi": "ambil_alih"})],
        "verval:usulan_kontak": [
            Panggilan(f"/verval/usulan/{d.draf_usulan}/kontak/", {"surel": "bukan surel"}),
            Panggilan(f"/verval/usulan/{d.draf_usulan}/kontak/", {"surel": "warga@contoh.example"}),
        ],
        "verval:usulan_bukti": [Panggilan(f"/verval/usulan/{d.draf_usulan}/bukti/", {})],
        "verval:massal_susun": [
            Panggilan("/verval/massal/", {"jenis": "pembaruan", "status": "disahkan_desa", "kasus": f"{d.pembaruan}-1"})
        ],
        "verval:massal": [Panggilan(f"/verval/massal/{d.massal}/")],
        "verval:massal_jalankan": [Panggilan(f"/verval/massal/{d.massal}/jalankan/", {})],
        "periksa": [Panggilan("/periksa/"), Panggilan("/periksa/", {"kode": "x"})],
        "periksa_kode": [Panggilan("/periksa/23456789ABCD/")],
        "verval:musyawarah": [Panggilan("/verval/musyawarah/")],
        "verval:musyawarah_kewajiban": [Panggilan("/verval/musyawarah/kewajiban/")],
        "verval:musyawarah_baru": [Panggilan("/verval/musyawarah/baru/")],
        "verval:sptjm_baru": [Panggilan("/verval/musyawarah/sptjm/")],
        "verval:musyawarah_detail": [Panggilan(f"/verval/musyawarah/{d.sidang}/")],
        "verval:musyawarah_ubah": [Panggilan(f"/verval/musyawarah/{d.sidang}/ubah/")],
        "verval:musyawarah_langkah": [Panggilan(f"/verval/musyawarah/{d.sidang}/langkah/", {"aksi": "tutup"})],
        "verval:musyawarah_peserta": [Panggilan(f"/verval/musyawarah/{d.sidang}/peserta/", {"nama": ""})],
        "verval:musyawarah_hadir": [Panggilan(f"/verval/musyawarah/{d.sidang}/peserta/{d.peserta}/")],
        "verval:musyawarah_kasus": [
            Panggilan(f"/verval/musyawarah/{d.sidang}/kasus/{d.baris}/"),
            Panggilan(f"/verval/musyawarah/{d.sidang}/kasus/{d.baris}/", {"keputusan": "x"}),
        ],
        "verval:musyawarah_peringkat": [
            Panggilan(f"/verval/musyawarah/{d.sidang}/peringkat/", {"aksi": "cara", "cara": "kartu"}),
            Panggilan(f"/verval/musyawarah/{d.sidang}/peringkat/"),
        ],
        "verval:musyawarah_foto": [Panggilan(f"/verval/musyawarah/{d.sidang}/foto/", {})],
        "verval:musyawarah_foto_lihat": [Panggilan(f"/verval/musyawarah/{d.sidang}/foto/{d.foto}/")],
        "verval:musyawarah_pindai": [Panggilan(f"/verval/musyawarah/{d.sidang}/pindai/", {})],
        "verval:musyawarah_dokumen": [Panggilan(f"/verval/musyawarah/{d.sidang}/dokumen/")],
        "verval:musyawarah_papan": [Panggilan(f"/verval/musyawarah/{d.sidang}/pengumuman/")],
        "api:musyawarah": [Panggilan("/api/v1/musyawarah/")],
        "api:musyawarah_detail": [Panggilan(f"/api/v1/musyawarah/{d.sidang}/")],
        "verval:bukti_lihat": [Panggilan(f"/verval/bukti/{d.bukti}/")],
        "verval:bukti_kecil": [Panggilan(f"/verval/bukti/{d.bukti}/kecil/")],
        "verval:bukti_hapus": [Panggilan("/verval/bukti/9999/hapus/", {})],
        "verval:usulan": [Panggilan("/verval/usulan/"), Panggilan("/verval/usulan/?lihat=semua")],
        "verval:usulan_unduh": [Panggilan("/verval/usulan/unduh/")],
        "verval:kirim": [Panggilan("/verval/usulan/kirim/")],
        "verval:kirim_unduh": [Panggilan("/verval/usulan/kirim/unduh/", {})],
        "verval:kirim_catat": [Panggilan("/verval/usulan/kirim/9999/catat/", {})],
        "verval:pengesahan": [Panggilan("/verval/usulan/pengesahan/")],
        "verval:pengesahan_pdf": [Panggilan("/verval/usulan/pengesahan/pdf/?keadaan=disahkan")],
        "verval:ponsel": [Panggilan("/verval/kunjungan/")],
        "verval:ponsel_pekerja": [Panggilan("/verval/kunjungan/pekerja.js")],
        "verval:kunjungan_atur": [Panggilan("/verval/kunjungan/atur/?lihat=semua")],
        "verval:kunjungan_baru": [
            Panggilan(f"/verval/keluarga/{k}/kunjungan/"),
            Panggilan(f"/verval/keluarga/{k}/kunjungan/", {"batas": "x"}),
        ],
        "verval:kunjungan_sampel": [Panggilan("/verval/kunjungan/sampel/"), Panggilan("/verval/kunjungan/sampel/", {})],
        "verval:kunjungan_detail": [Panggilan(f"/verval/kunjungan/{d.kunjungan}/")],
        "verval:kunjungan_ubah": [Panggilan(f"/verval/kunjungan/{d.kunjungan}/ubah/", {})],
        "verval:kunjungan_tinjau": [Panggilan(f"/verval/kunjungan/{d.kunjungan}/tinjau/", {})],
        "verval:konsolidasi": [Panggilan("/verval/konsolidasi/")],
        "verval:konsolidasi_unduh": [Panggilan("/verval/konsolidasi/unduh/", {})],
        "verval:keluarga_program": [Panggilan(f"/verval/keluarga/{k}/program/")],
        "verval:program": [Panggilan("/verval/program/")],
        "verval:program_detail": [Panggilan("/verval/program/pkh/")],
        "verval:aturan_baru": [Panggilan("/verval/program/pkh/aturan/"), Panggilan("/verval/program/pkh/aturan/", {})],
        "verval:aturan_simulasi": [Panggilan(f"/verval/aturan/{d.rancangan}/simulasi/?lihat=keluar")],
        "verval:aturan_sahkan": [Panggilan("/verval/aturan/9999/sahkan/", {})],
        "verval:aturan_hapus": [Panggilan("/verval/aturan/9999/hapus/", {})],
        "verval:desil_warga": [Panggilan("/verval/desil/")],
        "verval:desil_warga_unduh": [Panggilan("/verval/desil/unduh/")],
        "verval:penerima": [Panggilan("/verval/penerima/")],
        "verval:ketepatan": [Panggilan("/verval/ketepatan/?program=pkh")],
        "verval:ketepatan_daftar": [
            Panggilan(f"/verval/ketepatan/daftar/?program=pkh&lihat={satu}") for satu in ("luput", "bocor", "tepat")
        ],
        "verval:ketepatan_daftar_unduh": [Panggilan("/verval/ketepatan/daftar/unduh/?program=pkh&lihat=tepat")],
        "verval:ketepatan_unduh": [Panggilan("/verval/ketepatan/unduh/?program=pkh")],
        "sanggah": [Panggilan("/sanggah/"), Panggilan("/sanggah/", {})],
        "sanggah_terkirim": [Panggilan("/sanggah/terkirim/")],
        "verval:sanggah": [Panggilan("/verval/sanggah/")],
        "verval:sanggah_catat": [Panggilan("/verval/sanggah/catat/"), Panggilan("/verval/sanggah/catat/", {})],
        "verval:sanggah_detail": [Panggilan(f"/verval/sanggah/{d.sanggah}/?cari=AMINAH")],
        "verval:sanggah_cocokkan": [Panggilan(f"/verval/sanggah/{d.sanggah}/cocokkan/", {"keluarga": d.keluarga.pk})],
        "verval:sanggah_kunjungan": [Panggilan(f"/verval/sanggah/{d.sanggah}/kunjungan/", {})],
        "verval:sanggah_langkah": [Panggilan(f"/verval/sanggah/{d.sanggah}/langkah/", {})],
        "verval:sanggah_pelapor": [
            Panggilan(f"/verval/sanggah/{d.sanggah}/pelapor/"),
            Panggilan(f"/verval/sanggah/{d.sanggah}/pelapor/", {}),
        ],
        "verval:sanggah_foto": [Panggilan(f"/verval/sanggah/{d.sanggah}/foto/")],
        "verval:penerima_tumpang": [Panggilan("/verval/penerima/tumpang/")],
        "verval:penerima_perubahan": [Panggilan("/verval/penerima/perubahan/?program=pkh&lihat=tetap")],
        "verval:kuota": [Panggilan("/verval/kuota/")],
        "verval:kuota_baru": [Panggilan("/verval/kuota/baru/"), Panggilan("/verval/kuota/baru/", {})],
        **{
            f"verval:kuota_{satu}": [Panggilan(f"/verval/kuota/9999/{satu}/", {})]
            for satu in ("batas", "tetapkan", "hapus", "unduh", "pdf")
        },
        "verval:kuota_kemajuan": [Panggilan("/verval/kuota/9999/kemajuan/")],
        "verval:kuota_detail": [Panggilan("/verval/kuota/9999/")],
        "verval:tunggu_desa": [Panggilan("/verval/program/pbi_jk/tunggu/")],
        "verval:tunggu": [Panggilan(f"/verval/program/pbi_jk/tunggu/{d.keluarga.kode_desa}/")],
        "api:kuota": [Panggilan("/api/v1/kuota/")],
        "api:kuota_detail": [Panggilan("/api/v1/kuota/9999/")],
        "api:tunggu": [Panggilan(f"/api/v1/program/pbi_jk/tunggu/{d.keluarga.kode_desa}/")],
        "verval:penerima_berkas": [Panggilan("/verval/penerima/berkas/"), Panggilan("/verval/penerima/berkas/", {})],
        "verval:penerima_berkas_detail": [Panggilan("/verval/penerima/berkas/9999/")],
        "verval:penerima_berkas_sahkan": [Panggilan("/verval/penerima/berkas/9999/sahkan/", {})],
        "verval:penerima_berkas_cocokkan": [Panggilan("/verval/penerima/berkas/9999/cocokkan/", {})],
        "verval:penerima_berkas_batal": [Panggilan("/verval/penerima/berkas/9999/batal/", {})],
        "verval:penerima_berkas_tolakan": [Panggilan("/verval/penerima/berkas/9999/tolakan/")],
        "verval:jawaban": [Panggilan("/verval/jawaban/"), Panggilan("/verval/jawaban/", {})],
        "verval:jawaban_detail": [Panggilan("/verval/jawaban/9999/")],
        "verval:jawaban_terapkan": [Panggilan("/verval/jawaban/9999/terapkan/", {})],
        "verval:usulan_detail": [
            Panggilan(f"/verval/usulan/{d.usulan}/"),
            Panggilan(f"/verval/usulan/{d.draf_usulan}/"),
        ],
        "verval:usulan_ubah": [Panggilan(f"/verval/usulan/{d.draf_usulan}/ubah/")],
        "verval:usulan_langkah": [Panggilan(f"/verval/usulan/{d.usulan}/langkah/", langkah)],
        "ikesos:indeks_saya": [Panggilan("/ikesos/")],
        "ikesos:indeks": [Panggilan("/ikesos/indeks/6402/")],
        "ikesos:simpul": [Panggilan("/ikesos/indeks/6402/IKS/")],
        "ikesos:struktur": [Panggilan("/ikesos/struktur/")],
        **{
            f"ikesos:{nama}": [Panggilan(f"/ikesos/{nama}/6402/")]
            for nama in ("peta", "tren", "andai", "banding", "kokoh")
        },
        "ikesos:laporan_pdf": [Panggilan("/ikesos/laporan/6402/pdf/")],
        "ikesos:laporan_xlsx": [Panggilan("/ikesos/laporan/6402/xlsx/")],
        "api:indeks_detail": [Panggilan("/api/v1/indeks/6402/")],
        "api:indeks_baris": [Panggilan("/api/v1/indeks-baris/")],
        "api:indeks_baris_csv": [Panggilan("/api/v1/indeks-baris/csv/")],
        "api:indeks_csv": [Panggilan("/api/v1/indeks/6402/csv/")],
        "ikesos:hitung_ulang": [Panggilan("/ikesos/hitung/ulang/", {})],
        "ikesos:hitung": [Panggilan("/ikesos/hitung/", {"periode": ""})],
        "ikesos:isian": [Panggilan("/ikesos/isian/")],
        "ikesos:isian_kewajiban": [Panggilan("/ikesos/isian/kewajiban/")],
        "ikesos:isian_isi": [Panggilan("/ikesos/isian/KD2.1/2026/")],
        "ikesos:isian_templat": [Panggilan("/ikesos/isian/KD2.1/2026/templat/")],
        "ikesos:isian_unggah": [Panggilan("/ikesos/isian/KD2.1/2026/unggah/", {})],
        "ikesos:isian_ingatkan": [Panggilan("/ikesos/isian/9999/ingatkan/", {})],
        "ikesos:isian_putus": [Panggilan("/ikesos/isian/9999/putus/", {})],
        "ikesos:isian_dokumen": [Panggilan("/ikesos/isian/9999/dokumen/")],
        "ikesos:hitungan": [Panggilan("/ikesos/hitungan/"), Panggilan("/ikesos/hitungan/", {"periode": ""})],
        "ikesos:hitungan_detail": [Panggilan("/ikesos/hitungan/9999/")],
        "ikesos:hitungan_kemajuan": [Panggilan("/ikesos/hitungan/9999/kemajuan/")],
        "ikesos:hitungan_terbitkan": [Panggilan("/ikesos/hitungan/9999/terbitkan/", {})],
        "ikesos:hitungan_tarik": [Panggilan("/ikesos/hitungan/9999/tarik/", {})],
        "ikesos:struktur_muat": [Panggilan("/ikesos/struktur/muat/"), Panggilan("/ikesos/struktur/muat/", {})],
        "ikesos:struktur_unduh": [Panggilan("/ikesos/struktur/x/unduh/json/")],
        "ikesos:struktur_berlakukan": [Panggilan("/ikesos/struktur/x/berlakukan/", {})],
        "ikesos:ahp": [Panggilan("/ikesos/ahp/"), Panggilan("/ikesos/ahp/", {})],
        "ikesos:ahp_detail": [Panggilan("/ikesos/ahp/9999/"), Panggilan("/ikesos/ahp/9999/", {})],
        "ikesos:ahp_nilai": [Panggilan("/ikesos/ahp/9999/IKS/"), Panggilan("/ikesos/ahp/9999/IKS/", {})],
        "ikesos:ahp_saya": [Panggilan("/ikesos/ahp/saya/")],
        "ikesos:wilayah_saya": [Panggilan("/ikesos/wilayah/")],
        "ikesos:wilayah": [Panggilan("/ikesos/wilayah/6402/")],
        "ikesos:rpjmd": [Panggilan("/ikesos/rpjmd/")],
        "ikesos:rpjmd_indikator": [Panggilan("/ikesos/rpjmd/KEM.1/")],
        "ikesos:rpjmd_pdf": [Panggilan("/ikesos/rpjmd/laporan/2025.pdf")],
        "ikesos:rpjmd_xlsx": [Panggilan("/ikesos/rpjmd/laporan/2025.xlsx")],
        "ikesos:rpjmd_baru": [Panggilan("/ikesos/rpjmd/indikator-baru/")],
        "ikesos:rpjmd_ubah": [Panggilan("/ikesos/rpjmd/KEM.1/ubah/")],
        "ikesos:rpjmd_target_buku": [Panggilan("/ikesos/rpjmd/target/"), Panggilan("/ikesos/rpjmd/target/", {})],
        "ikesos:rpjmd_target_templat": [Panggilan("/ikesos/rpjmd/target/templat.xlsx")],
        "ikesos:rpjmd_target": [Panggilan("/ikesos/rpjmd/KEM.1/target/")],
        "ikesos:rpjmd_realisasi": [Panggilan("/ikesos/rpjmd/KEM.1/realisasi/")],
        "ikesos:rpjmd_narasi": [Panggilan("/ikesos/rpjmd/KEM.1/narasi/")],
        "ikesos:rpjmd_bekukan": [Panggilan("/ikesos/rpjmd/KEM.1/bekukan/", {"tahun": 2025})],
        "ikesos:rpjmd_sahkan": [Panggilan("/ikesos/rpjmd/realisasi/1/sahkan/", {})],
        "ikesos:rpjmd_tolak": [Panggilan("/ikesos/rpjmd/realisasi/1/tolak/", {"alasan": "Uji"})],
        "api:rpjmd": [Panggilan("/api/v1/rpjmd/")],
        "api:garis_kemiskinan": [Panggilan("/api/v1/garis-kemiskinan/")],
        "api:skema": [Panggilan("/api/v1/skema/")],
        "api:dokumen": [Panggilan("/api/v1/")],
        "api:warga_cari": [
            Panggilan("/api/v1/warga/cari/", {"nama": "YULIANI"}, json=True),
            Panggilan("/api/v1/warga/cari/", {"kk": "6402011203100001"}, json=True),
        ],
        "api:nik_buka": [Panggilan(f"/api/v1/warga/{anggota}/nik/", {"sebab": "x", "alasan": "y"}, json=True)],
        "api:kk_buka": [Panggilan(f"/api/v1/keluarga/{k}/nomor-kk/", {"sebab": "x", "alasan": "y"}, json=True)],
        "api:token": [Panggilan("/api/v1/token/", {"nama": "x"}, json=True)],
        "api:token_cabut": [Panggilan("/api/v1/token/cabut/", {}, json=True)],
        "api:keluarga_detail": [Panggilan(f"/api/v1/keluarga/{k}/")],
        "api:pembaruan": [Panggilan("/api/v1/pembaruan/")],
        "api:pembaruan_detail": [
            Panggilan(f"/api/v1/pembaruan/{d.pembaruan}/"),
            Panggilan(f"/api/v1/pembaruan/{d.susunan}/"),
        ],
        "api:pembaruan_langkah": [Panggilan(f"/api/v1/pembaruan/{d.pembaruan}/langkah/", langkah, json=True)],
        "api:pembaruan_salin": [Panggilan(f"/api/v1/pembaruan/{d.pembaruan}/salin/", {}, json=True)],
        "api:pembaruan_terlambat": [Panggilan(f"/api/v1/pembaruan/{d.pembaruan}/terlambat/", terlambat, json=True)],
        "api:usulan_salin": [Panggilan(f"/api/v1/usulan/{d.usulan}/salin/", {}, json=True)],
        "api:usulan_terlambat": [Panggilan(f"/api/v1/usulan/{d.usulan}/terlambat/", terlambat, json=True)],
        "api:usulan": [Panggilan("/api/v1/usulan/")],
        "api:usulan_detail": [Panggilan(f"/api/v1/usulan/{d.usulan}/")],
        "api:usulan_langkah": [Panggilan(f"/api/v1/usulan/{d.usulan}/langkah/", langkah, json=True)],
        "api:kunjungan": [Panggilan("/api/v1/kunjungan/")],
        "api:kunjungan_kirim": [Panggilan(f"/api/v1/kunjungan/{d.kunjungan}/kirim/", {}, json=True)],
        "api:kunjungan_foto": [Panggilan(f"/api/v1/kunjungan/{d.kunjungan}/foto/", {})],
        "api:program": [Panggilan("/api/v1/program/")],
        "api:sanggah": [Panggilan("/api/v1/sanggah/")],
        "api:sanggah_detail": [Panggilan(f"/api/v1/sanggah/{d.sanggah}/")],
        "api:sanggah_langkah": [Panggilan(f"/api/v1/sanggah/{d.sanggah}/langkah/", {"aksi": "x", "status": "x"})],
        "api:ketepatan": [Panggilan("/api/v1/ketepatan/")],
        "api:penerima": [Panggilan("/api/v1/penerima/")],
    }


BELUM_DIPANGGIL = {"accounts:keluar"}
"""Shows nothing and would end the session of the crawl."""


def people() -> dict[re.Pattern[str], Individu]:
    """What on a screen betrays a person: the name (of a member or, for the family, its head) and the masked NIK."""
    tanda: dict[re.Pattern[str], Individu] = {}
    for orang in Individu.objects.select_related("keluarga"):
        tanda[re.compile(rf"\b{orang.nama}\b", re.IGNORECASE)] = orang
        if orang.nik:
            tanda[re.compile(mask(orang.nik))] = orang
            tanda[re.compile(orang.nik)] = orang
    return tanda


def shown(isi: bytes, tanda: dict[re.Pattern[str], Individu]) -> set[Individu]:
    if is_zipfile(BytesIO(isi)):
        with ZipFile(BytesIO(isi)) as arsip:
            isi = b"\n".join(arsip.read(nama) for nama in arsip.namelist())
    teks = isi.decode(errors="replace")
    return {orang for pola, orang in tanda.items() if pola.search(teks)}


def call(klien: Client, p: Panggilan) -> bytes:
    if p.isi is None:
        jawaban = klien.get(p.jalur)
    else:
        jawaban = klien.post(p.jalur, p.isi, content_type="application/json") if p.json else klien.post(p.jalur, p.isi)
    return jawaban.getvalue()


@pytest.mark.parametrize("siapa", sorted(PENGGUNA) if SEMUA else ["operator.perian", "verifikator", "auditor", "dpo"])
def test_nobody_is_shown_without_a_line(siapa: str, dunia: Dunia) -> None:
    tanda = people()
    klien = Client(raise_request_exception=False)
    klien.force_login(user(siapa))
    terlihat: set[str] = set()
    for nama, semua in calls(dunia).items():
        for panggilan in semua:
            sebelum = set(Jejak.objects.values_list("id", flat=True))
            orang = shown(call(klien, panggilan), tanda)
            baris = Jejak.objects.exclude(id__in=sebelum).filter(pelaku=user(siapa))
            individu = {i for satu in baris for i in satu.individu}
            keluarga = {i for satu in baris for i in satu.keluarga}
            # The head's name stands for the family on pages that are about the family.
            lolos = {
                o.nama
                for o in orang
                if o.pk not in individu and not (o.nama == o.keluarga.nama_kepala and o.keluarga_id in keluarga)
            }
            assert not lolos, f"{nama} {panggilan.jalur} memperlihatkan {sorted(lolos)} tanpa jejak"
            terlihat |= {nama} if orang else set()
    if siapa == "verifikator":
        # The crawl sees something: most of the pages that are about persons.
        assert terlihat >= {
            "registry:keluarga", "registry:antrean", "ranking:keluarga_desil", "verval:warga", "verval:keluarga",
            "verval:pembaruan", "verval:pembaruan_detail", "verval:pembaruan_langkah", "verval:massal", "verval:usulan",
            "verval:musyawarah_detail", "verval:musyawarah_kasus",
            "verval:usulan_unduh", "verval:usulan_detail", "api:warga_cari", "api:keluarga_detail", "api:pembaruan",
            "api:usulan_detail",
        }  # fmt: skip


def test_pages_of_kelola_show_nobody(dunia: Dunia) -> None:
    """Every list and every empty form of Kelola, as the admin."""
    klien = Client()
    klien.force_login(user("admin"))
    tanda = people()
    for rute in routes():
        if rute.nama.startswith("admin:") and not set("<(") & set(rute.pola) and "logout" not in rute.pola:
            assert not shown(klien.get(f"/{rute.pola}", follow=True).content, tanda), rute.pola


def test_every_address_is_called(dunia: Dunia) -> None:
    semua = {rute.nama for rute in routes() if not rute.nama.startswith("admin:")}
    assert semua == set(calls(dunia)) | BELUM_DIPANGGIL
