"""Plans about who is there: new, dead, not found, found again. The order of steps is the order of writing."""

from __future__ import annotations

from datetime import date

from dtsen.lib.nik import NomorSalah
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan.baca import (
    KEPALA,
    MENINGGAL,
    TIDAK_DITEMUKAN,
    TINGGAL_BERSAMA,
    free_kk,
    free_nik,
    is_alive,
    member,
    new_family,
    new_person,
    relation,
    require_open,
    since,
    successor,
)
from dtsen.registry.susunan.rencana import Isi, KeluargaBaru, OrangBaru, Rencana, Ubah
from dtsen.registry.values import FaktaSalah, Nilai

NIK_DI_LAIN = (
    "NIK ini sudah tercatat di keluarga lain. Ajukan pecah KK dari keluarga itu, atau keluarkan orang ini dari daftar "
    "lalu ajukan pindah masuk sesudah keluarga baru disetujui."
)

HILANG = "hilang"
"""Status of a family that nobody of was found."""


def anggota_baru(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    return Rencana([new_person(isi["orang"], keluarga, hari)])


def keluarga_baru(calon: Keluarga | None, isi: Isi, hari: date) -> Rencana:
    """A whole family; `calon` is the row that a case proposed it by, which becomes the family."""
    baru = new_family(isi, calon.kode_desa if calon else str(isi["desa"]), {}, hari)
    daftar = isi["anggota"]
    if not isinstance(daftar, list | tuple):
        raise FaktaSalah("bentuk", "Isi data anggota keluarganya satu per satu.", "anggota")
    keluarga: Keluarga | KeluargaBaru = calon or baru
    orang = [_numbered_person(ke, satu, keluarga, hari) for ke, satu in enumerate(daftar)]
    nik = [o.nilai["nik"] for o in orang if "nik" in o.nilai]
    if len(set(nik)) < len(nik):
        raise FaktaSalah("nik_dipakai", "Dua anggota ditulis dengan NIK yang sama. Periksa kembali KK.", "nik")
    if calon is None:
        return Rencana([baru, *orang])
    if not any(o.nilai["status_hubungan_keluarga"] == KEPALA for o in orang):
        raise FaktaSalah("tanpa_kepala", "Pilih siapa yang menjadi kepala keluarga.", "anggota")
    return Rencana([Ubah(calon, {"status": "aktif", **baru.nilai}), *orang])


def _numbered_person(ke: int, mentah: object, keluarga: Keluarga | KeluargaBaru, hari: date) -> OrangBaru:
    """Read one of several new persons; a refusal says which (`anggota_0_nik`)."""
    try:
        return new_person(mentah, keluarga, hari)
    except FaktaSalah as galat:
        pesan = NIK_DI_LAIN if galat.kode == "nik_dipakai" else galat.pesan
        raise FaktaSalah(galat.kode, f"Anggota {ke + 1}: {pesan}", f"anggota_{ke}_{galat.fakta}") from None
    except NomorSalah as galat:
        raise FaktaSalah(galat.kode, f"Anggota {ke + 1}: {galat.pesan}", f"anggota_{ke}_nik") from None


def meninggal(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    orang = member(keluarga, "individu", isi["individu"])
    nilai: dict[str, Nilai] = {"keberadaan": MENINGGAL, "keberadaan_sejak": since(isi, hari, [orang])}
    return Rencana([Ubah(orang, nilai), *successor(keluarga, isi, [orang])])


def tidak_ditemukan(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    orang = member(keluarga, "individu", isi["individu"])
    nilai: dict[str, Nilai] = {"keberadaan": TIDAK_DITEMUKAN, "keberadaan_sejak": since(isi, hari, [orang])}
    return Rencana([Ubah(orang, nilai), *successor(keluarga, isi, [orang])], {keluarga.pk: HILANG})


def tinggal_bersama(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    """Somebody recorded as dead, moved or not found lives here after all, or again."""
    orang = member(keluarga, "individu", isi["individu"], hidup=False)
    require_open(orang, "individu")
    if is_alive(orang.keberadaan):
        raise FaktaSalah("tidak_berubah", "Orang ini sudah tercatat tinggal bersama keluarga.", "individu")
    if orang.keberadaan == MENINGGAL and orang.nik is not None:
        free_nik(orang.nik, orang.pk)
    nilai: dict[str, Nilai] = {"keberadaan": TINGGAL_BERSAMA, "keberadaan_sejak": since(isi, hari, [orang])}
    if isi.get("hubungan"):
        nilai["status_hubungan_keluarga"] = relation(isi["hubungan"])
    return Rencana([Ubah(orang, nilai)])


def keluarga_hilang(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    """Nobody of the family was found at the address; it counts nowhere until it is found again."""
    orang = list(Individu.objects.for_keluarga(keluarga.pk).hidup())
    if not orang:
        raise FaktaSalah("tidak_ada_anggota", "Keluarga ini tidak punya anggota yang tercatat tinggal di sini.")
    nilai: dict[str, Nilai] = {"keberadaan": TIDAK_DITEMUKAN, "keberadaan_sejak": since(isi, hari, orang)}
    return Rencana([Ubah(satu, nilai) for satu in orang], {keluarga.pk: HILANG})


def keluarga_ditemukan(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    """The family is there again, with everybody who was not found; whoever is still missing is recorded anew."""
    semua = Individu.objects.for_keluarga(keluarga.pk).filter(keberadaan=TIDAK_DITEMUKAN, sama_dengan=None)
    orang = list(semua)
    if not orang:
        raise FaktaSalah("tidak_ada_anggota", "Tidak ada anggota keluarga ini yang tercatat tidak ditemukan.")
    if keluarga.nomor_kk is not None:
        free_kk(keluarga.nomor_kk, keluarga.pk)
    nilai: dict[str, Nilai] = {"keberadaan": TINGGAL_BERSAMA, "keberadaan_sejak": since(isi, hari, orang)}
    return Rencana([Ubah(keluarga, {"status": "aktif"}), *(Ubah(satu, nilai) for satu in orang)])
