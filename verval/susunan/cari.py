"""Whom or what a number names, inside the scope of whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.nik import parse_kk, parse_nik
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.susunan import Operasi, free_kk, free_nik
from dtsen.registry.values import FaktaSalah
from verval.access import LIHAT

LAINNYA = 8
"""The relation with which a person who moves in is looked at before the real one is chosen."""


def find(pelaku: User, nama: str, nomor: str) -> int:
    """Return the number of the person (`ditutup`) or active family that a NIK or No KK names, inside the scope.

    Raises NomorSalah, or FaktaSalah (`di_luar_lingkup`) without a word about whether it is somewhere else.
    """
    cakupan = cakupan_of(pelaku, LIHAT)
    orang = Individu.objects.dalam(cakupan)
    if nama == "ditutup":
        pk = orang.dengan_nik(parse_nik(nomor)).values_list("pk", flat=True).first()
    else:
        aktif = Keluarga.objects.dalam(cakupan).aktif()
        angka = parse_kk(nomor).angka
        pk = aktif.filter(nomor_kk=angka).values_list("pk", flat=True).first()
        pk = pk or orang.filter(nik=angka, keluarga__status="aktif").values_list("keluarga_id", flat=True).first()
    if pk is None:
        raise FaktaSalah(
            "di_luar_lingkup",
            "Nomor itu tidak ada di wilayah Anda. Periksa kembali, atau minta petugas kabupaten mengerjakannya.",
            nama,
        )
    return pk


@dataclass(frozen=True, slots=True)
class Temuan:
    """What is said of a number that somebody just wrote, and whom the answer shows."""

    pesan: str
    beres: bool = True
    keluarga: tuple[int, ...] = ()
    individu: tuple[int, ...] = ()


def look(pelaku: User, keluarga: Keluarga, operasi: Operasi, kolom: str, nomor: str) -> Temuan:
    """Return what is known of the number in a field of the form. Of a person outside the scope: that there is one.

    Raises NomorSalah or FaktaSalah as saving would.
    """
    if not nomor.strip():
        return Temuan("")
    if kolom == "nomor_kk":
        free_kk(nomor, keluarga.pk if operasi.kode == "perbaikan_kk" else 0)
        return Temuan("No KK ini dapat dipakai.")
    if kolom.endswith("_kk"):
        rumah = Keluarga.objects.get(pk=find(pelaku, kolom.removesuffix("_kk"), nomor))
        nama = Tabir.of(pelaku, [rumah]).family(rumah).nama_kepala
        return Temuan(f"Keluarga {nama}.", keluarga=(rumah.pk,))
    if operasi.kode == "pindah_masuk":
        rencana = operasi.check(keluarga, {"nik": nomor, "hubungan": LAINNYA})
        if rencana.tunggu:
            return Temuan(rencana.tunggu, beres=False)
        return _named(pelaku, rencana.people()[0])
    if kolom == "ditutup_nik":
        return _named(pelaku, Individu.objects.get(pk=find(pelaku, "ditutup", nomor)))
    free_nik(nomor)
    return Temuan("NIK ini dapat dipakai.")


def _named(pelaku: User, orang: Individu) -> Temuan:
    tampil = Tabir.of(pelaku, [orang.keluarga]).person(orang)
    return Temuan(f"NIK ini atas nama {tampil.nama}.", keluarga=(orang.keluarga_id,), individu=(orang.pk,))
