"""An operation line by line in words, for whom the veil lets see it: as it was seen, as it will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.nik import parse_nik
from dtsen.lib.samar import mask
from dtsen.registry.fakta import INDIVIDU, KELUARGA
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.susunan import MENINGGAL, SEJAK, TUJUAN, Isian
from dtsen.registry.values import NilaiJson, tulis
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT
from verval.keputusan import CARA, HASIL_KELAYAKAN
from verval.kunjungan.daftar import KRITERIA
from verval.models import AlasanMusyawarah, KelompokTidakLayak, Pembaruan, ProgramBansos
from verval.models.pembaruan import KELUARGA_BARU
from verval.ringkas import HUBUNGAN, NASIB, TANPA_NOMOR
from verval.susunan.dasar import ORANG, state_words
from verval.susunan.simpan import NIK_ORANG, nik_of

TIDAK_ADA = "tidak ada di wilayah Anda"


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the case page: of whom or what, as it was seen, as it will be."""

    perihal: str
    lama: str
    baru: str


def attach_arriving(user: User, kasus: Pembaruan) -> None:
    """Name the person who moves in to those whose scope reaches further than the maker's did.

    Before anything is recorded or veiled: the person then counts as one who has a part in the case.
    """
    if kasus.jenis == "pindah_masuk" and not kasus.terlibat:
        nik = parse_nik(kasus.nomor["nik"][1])
        orang = Individu.objects.dalam(cakupan_of(user, LIHAT)).dengan_nik(nik).select_related("keluarga")
        kasus.terlibat = list(orang.exclude(keberadaan=MENINGGAL)[:1])


def rows(kasus: Pembaruan, tabir: Tabir) -> list[Baris]:
    """Return the operation line by line: persons by the names that the user may see, numbers masked."""
    operasi = kasus.operasi
    if operasi is None:
        return []
    orang = {o.pk: tabir.person(o).nama for o in kasus.terlibat}
    hasil: list[Baris] = []
    for satu in operasi.isian:
        if satu.nama in kasus.nomor:
            hasil.append(_number_row(kasus, satu))
        elif satu.nama in kasus.isi:
            hasil += _lines(kasus, satu, orang, tabir)
    if kasus.jenis == "pindah_masuk":
        hasil += [Baris(nama, "di keluarga lain", "Anggota keluarga ini") for nama in orang.values()]
    return hasil


def _lines(kasus: Pembaruan, satu: Isian, orang: Mapping[int, str], tabir: Tabir) -> list[Baris]:
    nilai = kasus.isi[satu.nama]
    if satu.jenis in ORANG:
        return [_person_row(kasus, satu, orang)]
    if satu.jenis == "anggota":
        return [Baris(orang.get(int(pk), TIDAK_ADA), _old(kasus, int(pk)), _moved(kasus, h)) for pk, h in nilai.items()]
    if satu.jenis == "orang":
        nik = [Baris("NIK", "–", mask(kasus.nomor[NIK_ORANG][1]))] if NIK_ORANG in kasus.nomor else []
        return [*(Baris(INDIVIDU[n].label, "–", tulis(INDIVIDU[n], v)) for n, v in nilai.items()), *nik]
    if satu.jenis == "daftar_orang":
        return [_new_row(kasus, ke, satu_orang) for ke, satu_orang in enumerate(nilai)]
    if satu.jenis == "alamat":
        akhir = "" if kasus.jenis == KELUARGA_BARU else " KK baru"
        return [Baris(f"{KELUARGA[n].label}{akhir}", "–", str(v)) for n, v in nilai.items()]
    if satu.jenis == "kriteria":
        return [Baris(satu.label, "–", KRITERIA[kode]) for kode in nilai]
    return [Baris(satu.label, "–", _plain(satu, nilai, tabir))]


def _new_row(kasus: Pembaruan, ke: int, orang: Mapping[str, Any]) -> Baris:
    """One new member on one line: relation, birth, NIK masked."""
    isi = [tulis(HUBUNGAN, orang["status_hubungan_keluarga"])]
    if lahir := orang.get("tanggal_lahir"):
        isi.append(f"lahir {tulis(INDIVIDU['tanggal_lahir'], lahir)}")
    nik = kasus.nomor.get(nik_of(ke))
    isi.append(f"NIK {mask(nik[1])}" if nik else "NIK belum ada")
    return Baris(orang["nama"], "–", ", ".join(isi))


def _number_row(kasus: Pembaruan, satu: Isian) -> Baris:
    lama, baru = kasus.nomor[satu.nama]
    bandingkan = kasus.jenis in {"perbaikan_nik", "perbaikan_kk"}
    return Baris(satu.label, (mask(lama) or TANPA_NOMOR) if bandingkan else "–", mask(baru))


def _old(kasus: Pembaruan, pk: int) -> str:
    return state_words(kasus, kasus.dasar["individu"].get(str(pk)))


def _person_row(kasus: Pembaruan, satu: Isian, orang: Mapping[int, str]) -> Baris:
    pk = kasus.isi[satu.nama]
    baru = {
        "kepala_baru": "Kepala keluarga",
        "tetap": "Data yang dipakai",
        "ditutup": "Ditutup sebagai data ganda",
        "individu": NASIB.get(kasus.jenis, "NIK diperbaiki"),
    }[satu.nama]
    return Baris(orang.get(pk, TIDAK_ADA), _old(kasus, pk), baru)


def _moved(kasus: Pembaruan, hubungan: int | None) -> str:
    tujuan = kasus.isi.get("tujuan", "")
    if tujuan and tujuan != "keluarga":
        return f"Pindah {TUJUAN[tujuan].lower()}"
    tempat = {"pecah_kk": "KK baru", "gabung": "keluarga ini"}.get(kasus.jenis, "keluarga yang dituju")
    return f"{tulis(HUBUNGAN, hubungan)} di {tempat}"


def _plain(satu: Isian, nilai: NilaiJson, tabir: Tabir) -> str:
    if satu.jenis == "keluarga":
        keluarga = Keluarga.objects.filter(pk=str(nilai)).first()
        return tabir.family(keluarga).nama_kepala if keluarga else TIDAK_ADA
    if satu.jenis == "tujuan":
        return TUJUAN[str(nilai)]
    if satu.jenis == "cara":
        return CARA[str(nilai)]
    if satu.jenis == "hasil":
        return HASIL_KELAYAKAN[str(nilai)]
    if satu.jenis == "sebab":
        return str(AlasanMusyawarah.objects.filter(pk=str(nilai)).first() or nilai)
    if satu.jenis == "kelompok":
        return str(KelompokTidakLayak.objects.filter(pk=str(nilai)).first() or nilai)
    if satu.jenis == "program":
        return str(ProgramBansos.objects.filter(pk=str(nilai)).first() or nilai)
    if satu.jenis == "desa":
        return str(Wilayah.objects.filter(pk=str(nilai)).first() or nilai)
    return tulis({"tanggal": SEJAK, "hubungan": HUBUNGAN}.get(satu.jenis, KELUARGA["alamat"]), nilai)
