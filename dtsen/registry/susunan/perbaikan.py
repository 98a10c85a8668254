"""Plans that mend the record: two of one person, a wrong NIK, a wrong No KK."""

from __future__ import annotations

from datetime import date

from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan.baca import TIDAK_DITEMUKAN, free_kk, free_nik, member, read_number, require_open
from dtsen.registry.susunan.rencana import Isi, Rencana, Ubah
from dtsen.registry.values import FaktaSalah, Nilai


def ganda(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    tetap = member(keluarga, "tetap", isi["tetap"], hidup=False)
    ditutup = Individu.objects.filter(pk=read_number("ditutup", isi["ditutup"])).first()
    if ditutup is None:
        raise FaktaSalah(
            "di_luar_lingkup", "Data itu tidak ada di wilayah Anda. Minta petugas kabupaten menutupnya.", "ditutup"
        )
    if tetap.pk == ditutup.pk:
        raise FaktaSalah("orang_sama", "Keduanya data yang sama. Pilih data yang lain.", "ditutup")
    require_open(tetap, "tetap")
    require_open(ditutup, "ditutup")
    nilai: dict[str, Nilai] = {"keberadaan": TIDAK_DITEMUKAN, "sama_dengan_id": tetap.pk}
    # A NIK of its own stays on the closed record: a file that still carries it then finds this one and makes no third.
    pindah = ditutup.nik is not None and tetap.nik in {None, ditutup.nik}
    langkah = [Ubah(ditutup, nilai | ({"nik": None} if pindah else {}))]
    if pindah and tetap.nik is None:
        langkah.append(Ubah(tetap, {"nik": ditutup.nik}))
    return Rencana([*langkah], {ditutup.keluarga_id: "gabung"})


def perbaikan_nik(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    orang = member(keluarga, "individu", isi["individu"], hidup=False)
    require_open(orang, "individu")
    nik = free_nik(isi["nik"], orang.pk)
    if nik == orang.nik:
        raise FaktaSalah("tidak_berubah", "NIK ini sudah tercatat pada orang ini. Tidak ada yang diperbaiki.", "nik")
    return Rencana([Ubah(orang, {"nik": nik})])


def perbaikan_kk(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    nomor = free_kk(isi["nomor_kk"], keluarga.pk)
    if nomor == keluarga.nomor_kk:
        raise FaktaSalah("tidak_berubah", "No KK ini sudah tercatat. Tidak ada yang diperbaiki.", "nomor_kk")
    return Rencana([Ubah(keluarga, {"nomor_kk": nomor})])
