"""The world of the isolation matrix: Aminah of Perian with cases, imports and a run, and one person for every peran at
every kind of place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from allauth.socialaccount.models import SocialAccount
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from dtsen.accounts import dua_faktor
from dtsen.accounts.models import Penugasan, TugasKeluarga, User
from dtsen.accounts.oidc import PENYEDIA
from dtsen.accounts.peran import IZIN_KABUPATEN, PERAN
from dtsen.ranking.models import Run
from dtsen.registry import lingkup
from dtsen.registry.models import AntreanImpor, BatchImpor, Individu, Keluarga, PetaKode
from tests import berkas
from tests.cast import KUKAR, MELAYU, PERIAN, RAHASIA, user
from tests.families import aminah, yuliani
from tests.kasus import advance
from tests.layanan import answered, dispute, excluded, found, reactivation, take
from tests.musdes import opened
from tests.ranking.desa import load_default_model
from tests.unggahan import foto
from verval import bukti, massal, pembaruan, usulan
from verval.bansos import program
from verval.kunjungan import atur
from verval.kuota import susun
from verval.models import (
    AturanProgram,
    BarisJawaban,
    BerkasPenerima,
    EksporUsulan,
    JawabanKemensos,
    KasusMusyawarah,
    Musyawarah,
    Pembaruan,
    Penerima,
    ProgramBansos,
    Usulan,
)
from verval.musdes import hadir, sesi
from verval.sanggah import kerja

MUARA_MUNTAI, TENGGARONG = "640201", "640206"
TEMPAT = {"desa": PERIAN, "desa_lain": MELAYU, "kecamatan": MUARA_MUNTAI, "kecamatan_lain": TENGGARONG, "kab": KUKAR}


@dataclass(frozen=True, slots=True)
class Siapa:
    """One person: the permissions and reach the matrix reckons with, worked out apart from dtsen/accounts/access.py."""

    nama: str
    izin: frozenset[str]
    di_dalam: bool
    """Whether Aminah's family is in scope."""
    seluruh_desa: bool
    """Whether all of Perian is in scope, so that its page of numbers opens."""
    akun: User | None = None


def people(keluarga: Keluarga) -> list[Siapa]:
    """Every peran at every kind of place, and those whose assignment is narrow, over, to come, or missing."""
    hasil = [Siapa("tanpa masuk", frozenset(), di_dalam=False, seluruh_desa=False)]
    for peran, isi in PERAN.items():
        for tempat, kode in TEMPAT.items():
            akun = User.objects.create_user(f"{peran}.{tempat}")
            Penugasan.objects.create(user=akun, peran=peran, wilayah_id=kode, mulai=date(2026, 1, 1))
            if isi.dua_faktor:
                dua_faktor.put(akun, RAHASIA)
            izin = isi.izin if tempat == "kab" else isi.izin - IZIN_KABUPATEN
            di_dalam = tempat in {"desa", "kecamatan", "kab"}
            hasil.append(Siapa(akun.username, izin, di_dalam, di_dalam, akun))
    return hasil + _special(keluarga)


def _special(keluarga: Keluarga) -> list[Siapa]:
    hari = timezone.localdate()
    operator, pendamping = PERAN["operator_desa"].izin, PERAN["pendamping"].izin
    tanpa = User.objects.create_user("tanpa.penugasan")
    hasil = [Siapa("tanpa penugasan", frozenset(), di_dalam=False, seluruh_desa=False, akun=tanpa)]
    for nama, izin, dalam, isi in (
        ("lewat", frozenset(), False, {"mulai": date(2026, 1, 1), "selesai": hari - timedelta(days=1)}),
        ("mendatang", frozenset(), False, {"mulai": hari + timedelta(days=1)}),
        ("rt_sendiri", operator, True, {"rt": keluarga.rt, "rw": keluarga.rw, "mulai": date(2026, 1, 1)}),
        ("rt_lain", operator, False, {"rt": "009", "rw": "001", "mulai": date(2026, 1, 1)}),
    ):
        akun = User.objects.create_user(f"operator.{nama}")
        Penugasan.objects.create(user=akun, peran="operator_desa", wilayah_id=PERIAN, **isi)
        hasil.append(Siapa(nama, izin, dalam, seluruh_desa=False, akun=akun))
    for nama, dalam, selesai in (("tugas", True, None), ("tugas_lewat", False, hari - timedelta(days=1))):
        akun = User.objects.create_user(f"pendamping.{nama}")
        tugas = Penugasan.objects.create(
            user=akun, peran="pendamping", wilayah_id=MELAYU, mulai=date(2026, 1, 1), hanya_tugas=True
        )
        TugasKeluarga.objects.create(penugasan=tugas, keluarga_id=keluarga.pk, mulai=date(2026, 1, 1), selesai=selesai)
        hasil.append(Siapa(nama, pendamping, dalam, seluruh_desa=False, akun=akun))
    return hasil


TANDA = "UJIISOLASI"
"""Part of every name of Aminah's family here, and of nothing else."""


def _unmistakable(keluarga: Keluarga) -> Keluarga:
    for model, kolom in ((Individu, "nama"), (Individu, "nama_norm"), (Keluarga, "nama_kepala")):
        model._default_manager.filter(kode_desa=PERIAN).update(**{kolom: Concat(kolom, Value(f" {TANDA}"))})
    keluarga.refresh_from_db()
    return keluarga


@dataclass(frozen=True, slots=True)
class Dunia:
    """Numbers of what the addresses speak about."""

    keluarga: Keluarga
    individu: int
    kepala: int
    pembaruan: Pembaruan
    usulan: Usulan
    bukti: int
    massal: int
    batch: int
    run: int
    peta: int
    ekspor: int
    jawaban: int
    daftar: int
    aturan: int
    kuota: int
    kunjungan: int
    daftar_temuan: int
    temuan: int
    reaktivasi: int
    pengecualian: int
    sengketa: int
    musyawarah: Musyawarah
    peserta: int
    baris: int
    foto: int
    sanggah: int
    tanda: tuple[str, ...]
    """Words that only Aminah's family and its cases bring into a page."""
    sesi: dict[str, str] = field(default_factory=dict)
    """Who has signed in already, and the session of each."""


def _recipients(keluarga: Keluarga) -> int:
    """Aminah new in November, with two programmes; returns a file that waits for confirmation."""
    for nomor, (kode, bulan) in enumerate((("pkh", "2026-10"), ("pkh", "2026-11"), ("sembako", "2026-11"))):
        berkas_ = BerkasPenerima.objects.create(
            program_id=kode, bulan=bulan, sidik=f"{nomor}" * 64, status="diterapkan", pembuat=user("petugas")
        )
        if bulan == "2026-11":
            Penerima.objects.create(
                program_id=kode, bulan=bulan, unit="keluarga", keluarga=keluarga, kode_desa=keluarga.kode_desa,
                individu=keluarga.anggota.order_by("pk").first(), status="salur", berkas=berkas_,
            )  # fmt: skip
    tunggu = BerkasPenerima.objects.create(program_id="pkh", bulan="2026-11", sidik="a" * 64, pembuat=user("petugas"))
    return tunggu.pk


def _rule() -> int:
    dasar = AturanProgram.objects.get(program="pkh", status="aktif")
    isi: program.Isi = {
        "desil_min": 1, "desil_maks": 2, "boleh_asesmen": False, "nominal": None, "tiap": "", "catatan": "",
        "dasar_hukum": "Keputusan uji", "sumber_lemah": False, "berlaku_dari": date(2098, 1, 1),
        "berlaku_sampai": None, "komponen": {"lansia": None}, "larangan": [4],
    }  # fmt: skip
    return program.draft(dasar, isi, pelaku=user("admin")).pk


def _quota() -> int:
    isi: susun.Isi = {
        "periode": "2099", "jumlah": 1, "dokumen": "Surat uji", "dasar": "keluarga", "desil_maks": 10,
        "metode": "sisa_terbesar", "batas_sasaran": False, "acuan": None, "persen": None,
    }  # fmt: skip
    return susun.draft(ProgramBansos.objects.get(pk="pkh"), isi, pelaku=user("petugas")).pk


def build(folder: Path) -> Dunia:
    """Fill an empty clone; everything is committed by the time it returns."""
    with lingkup.within(lingkup.INDONESIA):
        yuliani()
        keluarga, operator = _unmistakable(aminah()), user("operator.perian")
        satu = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen.", pelaku=operator)
        rumah = bukti.attach(satu, foto(), jenis="foto_depan", pelaku=operator)
        pembaruan.move(satu, "ajukan", pelaku=operator, status="draf")
        dua = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=operator, ajukan=True)
        for kasus in (satu, dua):
            advance(kasus)
        kunjungan = atur.assign(
            keluarga,
            Penugasan.objects.get(user__username="pendamping.perian"),
            batas=timezone.localdate() + timedelta(days=7),
            pelaku=user("verifikator"),
        )
        tiga = pembaruan.draft(
            keluarga, "jenis_atap_terluas", 5, alasan="Atap sudah diganti seng.", pelaku=operator, ajukan=True
        )
        sidang = opened()
        peserta = hadir.invite_person(sidang, "Suriansyah", "ketua", pelaku=operator)
        gambar = sesi.add_photo(sidang, foto(), jenis="kegiatan", pelaku=operator)
        banyak = massal.compose("pembaruan", "diperiksa", {satu.pk: 1}, pelaku=user("verifikator"))
        individu = Individu.objects.get(nama__startswith="BAHRUN")
        kepala = Individu.objects.get(nama__startswith="AMINAH")
        rusak = {**berkas.BAHRUN_, "nama": "B4HRUN"}
    batch = berkas.read("dtsen", berkas.dtsen(folder, anggota=[berkas.ANGGOTA, rusak]))
    assert BatchImpor.objects.get().status == "siap"
    run = Run.objects.create(
        periode="2026-T4", model=load_default_model(), dimulai_oleh=user("admin"), status="diperiksa"
    )
    with lingkup.within(lingkup.INDONESIA):
        AntreanImpor.objects.create(
            batch=batch,
            jenis="keluarga_tidak_ada",
            berkas="a.csv",
            baris=2,
            kode_desa=PERIAN,
            data={"nama": f"AMINAH {TANDA}"},
        )
        ekspor = EksporUsulan.objects.create(
            program=dua.program,
            kode_desa=PERIAN,
            periode=dua.periode,
            sidik="0" * 64,
            jumlah=1,
            pembuat=user("petugas"),
        )
        jawaban = JawabanKemensos.objects.create(sidik="0" * 64, pembuat=user("petugas"))
        BarisJawaban.objects.create(jawaban=jawaban, baris=2, usulan=dua, hasil="terima", keadaan="belum_dikirim")
        daftar, aturan, kuota = _recipients(keluarga), _rule(), _quota()
        layanan = _services(folder, individu)
        sanggah = _objection()
    peta = PetaKode.objects.create(sumber="dtks", kolom="lantai", nilai="77").pk
    SocialAccount.objects.create(user=user("verifikator"), provider=PENYEDIA, uid="p-1")
    baris = KasusMusyawarah.objects.using("pemilik").get(pembaruan=tiga).pk
    tanda = (satu.kode_lacak, dua.kode_lacak, tiga.kode_lacak, TANDA, "JL. POROS")
    return Dunia(
        keluarga,
        individu.pk,
        kepala.pk,
        satu,
        dua,
        rumah.pk,
        banyak.pk,
        batch.pk,
        run.pk,
        peta,
        ekspor.pk,
        jawaban.pk,
        daftar,
        aturan,
        kuota,
        kunjungan.pk,
        *layanan,
        sidang,
        peserta.pk,
        baris,
        gambar.pk,
        sanggah,
        tanda,
    )


def _objection() -> int:
    """About somebody of Perian, not matched yet."""
    laporan = kerja.Laporan("data_salah", PERIAN, "Aminah", "Rumahnya sudah roboh.", "Saksi", "6402015906560006")
    return kerja.receive(laporan, foto()).pk


def _services(folder: Path, orang: Individu) -> tuple[int, int, int, int, int]:
    """A finding with its answer, a filed reactivation, an exclusion, and a filed dispute of another one."""
    temuan = answered(found(orang, folder))
    reaktivasi = take(reactivation(orang), "ajukan", "operator.perian")
    dikecualikan = excluded(orang.keluarga, "sekolah_rakyat")
    sengketa = take(dispute(excluded(orang.keluarga, "sembako")), "ajukan", "operator.perian")
    return temuan.daftar_id, temuan.pk, reaktivasi.pk, dikecualikan.pk, sengketa.pk
