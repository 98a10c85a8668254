"""Reading what an operation is told: members, families, numbers, dates, new persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from dtsen.lib.nik import parse_kk, parse_nik
from dtsen.registry import logic
from dtsen.registry.fakta import FAKTA_INDIVIDU, INDIVIDU, KEBERADAAN_HIDUP, KELUARGA, TANGGAL, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.riwayat import PELANGGARAN
from dtsen.registry.susunan.rencana import Isi, KeluargaBaru, OrangBaru, Ubah
from dtsen.registry.values import FaktaSalah, Nilai, fakta_of, kosong, parse
from dtsen.wilayah.models import Wilayah

KEPALA = 1

TINGGAL_BERSAMA, MENINGGAL, PINDAH, KE_LUAR_NEGERI, ANGGOTA_BARU, TIDAK_DITEMUKAN = 1, 2, 3, 4, 5, 6

ALAMAT_BARU = ("alamat", "rt", "rw", "dusun")

SEJAK = Fakta("sejak", "Tanggal kejadian", TANGGAL)


def is_alive(keberadaan: object) -> bool:
    return keberadaan is None or keberadaan in KEBERADAAN_HIDUP


def require_active(keluarga: Keluarga | None) -> Keluarga:
    if keluarga is None:
        raise FaktaSalah(
            "di_luar_lingkup", "Keluarga itu tidak ada di wilayah Anda. Minta desa tujuan mencatat pindah masuk.",
            "keluarga",
        )  # fmt: skip
    if keluarga.status != "aktif":
        raise FaktaSalah("keluarga_tidak_aktif", "Keluarga ini tidak aktif lagi. Cari keluarga yang masih aktif.")
    return keluarga


def read_number(nama: str, mentah: object) -> int:
    teks = str(mentah)
    if not (teks.isascii() and teks.isdigit() and len(teks) < 19):
        raise FaktaSalah("bukan_angka", "Pilihannya tidak dikenal. Pilih lagi dari daftar.", nama)
    return int(teks)


def other(keluarga: Keluarga, nama: str, mentah: object) -> Keluarga:
    lain = require_active(Keluarga.objects.filter(pk=read_number(nama, mentah)).first())
    if lain.pk == keluarga.pk:
        raise FaktaSalah("keluarga_sama", "Keluarga itu keluarga yang sama. Pilih keluarga lain.", nama)
    return lain


def member(keluarga: Keluarga, nama: str, mentah: object, *, hidup: bool = True) -> Individu:
    orang = Individu.objects.filter(pk=read_number(nama, mentah), keluarga_id=keluarga.pk).first()
    if orang is None:
        raise FaktaSalah("bukan_anggota", "Orang ini bukan lagi anggota keluarga ini. Cari lagi orangnya.", nama)
    if hidup and not is_alive(orang.keberadaan):
        raise FaktaSalah(
            "bukan_anggota_hidup", "Orang ini tercatat sudah meninggal, pindah, atau tidak ditemukan.", nama
        )
    return orang


def members(keluarga: Keluarga, nama: str, mentah: object) -> list[tuple[Individu, object]]:
    if not isinstance(mentah, Mapping):
        raise FaktaSalah("bentuk", "Pilih anggota keluarganya dari daftar.", nama)
    return [(member(keluarga, nama, pk), hubungan) for pk, hubungan in mentah.items()]


def relation(mentah: object) -> Nilai:
    fakta = INDIVIDU["status_hubungan_keluarga"]
    nilai = parse(fakta, mentah, hari=date.max)
    if nilai is None:
        raise FaktaSalah("kosong", f"{fakta.label} harus diisi.", fakta.nama)
    return nilai


def since(isi: Isi, hari: date, orang: Iterable[Individu]) -> Nilai:
    nilai = parse(SEJAK, isi.get("sejak"), hari=hari)
    for o in orang:
        if isinstance(nilai, date) and o.tanggal_lahir and nilai < o.tanggal_lahir:
            raise FaktaSalah(
                "sebelum_lahir", "Tanggal kejadian sebelum tanggal lahir orangnya. Periksa keduanya.", "sejak"
            )
    return nilai


def is_taken(fungsi: str, angka: str, selain: int) -> bool:
    """Ask across the scope whether somebody else holds a number."""
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {fungsi}(%s, %s)", [angka, selain])
        return bool(kursor.fetchone()[0])


def free_nik(mentah: object, selain: int = 0) -> str:
    """Return the digits of a NIK that nobody living but `selain` carries; raises NikSalah or FaktaSalah."""
    angka = parse_nik(str(mentah)).angka
    if is_taken("registry_nik_dipakai", angka, selain):
        raise FaktaSalah(
            "nik_dipakai",
            "NIK ini tercatat atas nama orang lain yang masih hidup. Pakai pindah masuk atau data ganda.",
            "nik",
        )
    return angka


def free_kk(mentah: object, selain: int = 0) -> str:
    """Return the digits of a No KK that no active family but `selain` carries; raises KKSalah or FaktaSalah."""
    angka = parse_kk(str(mentah)).angka
    if is_taken("registry_kk_dipakai", angka, selain):
        salah = PELANGGARAN["keluarga_kk_unik_aktif"]
        raise FaktaSalah(salah.kode, salah.pesan, salah.fakta)
    return angka


def new_person(mentah: object, keluarga: Keluarga | KeluargaBaru, hari: date) -> OrangBaru:
    """Read a new person: facts by the fact table and the skips of the questionnaire, the NIK if it is known."""
    if not isinstance(mentah, Mapping):
        raise FaktaSalah("bentuk", "Isi data orangnya lebih dahulu.", "orang")
    baru = {n: parse(fakta_of(n, individu=True), v, hari=hari) for n, v in mentah.items() if n != "nik"}
    if not baru.get("nama"):
        raise FaktaSalah("kosong", "Nama harus diisi.", "nama")
    baru["status_hubungan_keluarga"] = relation(mentah.get("status_hubungan_keluarga"))
    baru["keberadaan"] = ANGGOTA_BARU
    baru = {n: v for n, v in baru.items() if v is not None and v != ""}
    logic.check({f.nama: kosong(f) for f in FAKTA_INDIVIDU}, baru, individu=True, hari=hari)
    if mentah.get("nik"):
        baru["nik"] = free_nik(mentah["nik"])
    return OrangBaru(keluarga, baru)


def require_desa(kode_desa: str) -> None:
    """Raise FaktaSalah (`di_luar_lingkup`) unless this is a desa or kelurahan inside the scope of the transaction."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT wilayah_dalam(%s, NULL)", [kode_desa])
        dalam = bool(kursor.fetchone()[0])
    if not dalam or not Wilayah.objects.filter(kode=kode_desa, jenis__in=("desa", "kelurahan")).exists():
        raise FaktaSalah("di_luar_lingkup", "Desa itu di luar wilayah Anda. Pilih desa dari daftar.", "desa")


def new_family(isi: Isi, kode_desa: str, alamat: Mapping[str, Nilai], hari: date) -> KeluargaBaru:
    tulis = isi.get("alamat") or {}
    if not isinstance(tulis, Mapping) or set(tulis) - set(ALAMAT_BARU):
        raise FaktaSalah("bentuk", "Isi alamat, RT, RW, dan dusun saja.", "alamat")
    baru = {n: parse(KELUARGA[n], v, hari=hari) for n, v in tulis.items()}
    require_desa(kode_desa)
    nilai: dict[str, Nilai] = {"nomor_kk": free_kk(isi["nomor_kk"]), **(baru or alamat)}
    return KeluargaBaru(kode_desa, {n: v for n, v in nilai.items() if v})


def successor(keluarga: Keluarga, isi: Isi, pergi: Iterable[Individu]) -> list[Ubah]:
    """The member who becomes head of those who stay, if somebody was named."""
    if not isi.get("kepala_baru"):
        return []
    orang = member(keluarga, "kepala_baru", isi["kepala_baru"])
    if orang.pk in {o.pk for o in pergi}:
        raise FaktaSalah("bukan_anggota_hidup", "Kepala yang baru harus anggota yang tetap tinggal.", "kepala_baru")
    return [Ubah(orang, {"status_hubungan_keluarga": KEPALA})]


def require_open(orang: Individu, nama: str) -> None:
    if orang.sama_dengan_id is not None:
        raise FaktaSalah("sudah_ditutup", "Data ini sudah ditutup sebagai data ganda. Pakai data yang satunya.", nama)
