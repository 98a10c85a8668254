"""What a case keeps of an operation, and what the operation is told again from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from dtsen.lib.nama import normalize
from dtsen.lib.nik import parse_kk, parse_nik
from dtsen.lib.samar import mask_deep
from dtsen.registry.fakta import KELUARGA
from dtsen.registry.susunan import SEJAK, Isi, Isian, Operasi, OrangBaru, Rencana
from dtsen.registry.values import FaktaSalah, parse, to_json
from verval.kunjungan.daftar import KRITERIA
from verval.models import Pembaruan
from verval.models.pembaruan import KELUARGA_BARU
from verval.susunan.dasar import seen

KOSONG: tuple[object, ...] = (None, "", [], {})

NIK_ORANG = "orang.nik"
"""Where `nomor` keeps the NIK of a person that the operation adds."""


def main_person(operasi: Operasi) -> Isian | None:
    """The field that names the one member an operation is about (`Kasus.individu`), if it is about one."""
    return next((satu for satu in operasi.isian if satu.jenis == "individu" and satu.wajib), None)


def keep(operasi: Operasi, isi: Isi, rencana: Rencana, dasar: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{isi, nomor, dasar}` as the case keeps them; `isi` has passed the check that made `rencana`.

    Raises FaktaSalah (`bentuk`) where a number was written into a text.
    """
    polos: dict[str, Any] = {}
    nomor: dict[str, list[str | None]] = {}
    for satu in operasi.isian:
        nilai = isi.get(satu.nama)
        if nilai in KOSONG or (satu.nama == "ke" and isi.get("tujuan") != "keluarga"):
            continue
        if satu.jenis in {"nik", "nomor_kk"}:
            angka = parse_nik(str(nilai)).angka if satu.jenis == "nik" else parse_kk(str(nilai)).angka
            nomor[satu.nama] = [dasar.get(satu.nama), angka]
        elif satu.jenis == "daftar_orang":
            semua = [s.nilai for s in rencana.langkah if isinstance(s, OrangBaru)]
            polos[satu.nama] = [_plain_person(orang) for orang in semua]
            nomor |= {nik_of(ke): [None, str(o["nik"])] for ke, o in enumerate(semua) if "nik" in o}
        elif satu.jenis == "orang":
            baru = next(s for s in rencana.langkah if isinstance(s, OrangBaru)).nilai
            polos[satu.nama] = _plain_person(baru)
            if "nik" in baru:
                nomor[NIK_ORANG] = [None, str(baru["nik"])]
        else:
            baca: Callable[[Any], Any] = BENTUK.get(satu.jenis, _number)
            polos[satu.nama] = baca(nilai)
    polos = {n: v for n, v in polos.items() if v is not None}
    if mask_deep(polos) != polos:
        raise FaktaSalah("bentuk", "Tulis NIK dan No KK hanya di kolomnya sendiri, tidak di alamat atau nama.")
    return {"isi": polos, "nomor": nomor, "dasar": seen(rencana, polos, operasi, dasar)}


def nik_of(ke: int) -> str:
    """Where `nomor` keeps the NIK of one of several new persons."""
    return f"anggota.{ke}.nik"


def _plain_person(baru: Mapping[str, Any]) -> dict[str, Any]:
    return {n: to_json(v) for n, v in baru.items() if n not in {"nik", "keberadaan"}}


def _number(nilai: Any) -> int | None:
    """A number of the registry or a code; what the operation did not read may be anything and is left out."""
    teks = str(nilai).strip()
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 19 else None


BENTUK: dict[str, Callable[[Any], Any]] = {
    "anggota": lambda nilai: {str(_number(pk)): _number(hubungan) for pk, hubungan in nilai.items()},
    "tanggal": lambda nilai: to_json(parse(SEJAK, nilai, hari=timezone.localdate())),
    "alamat": lambda nilai: {n: to_json(parse(KELUARGA[n], v, hari=timezone.localdate())) for n, v in nilai.items()},
    "tujuan": str,
    "program": str,
    "cara": str,
    "hasil": str,
    "sebab": str,
    "kriteria": lambda nilai: [kode for kode in KRITERIA if kode in nilai],
    "desa": str,
}


def told(kasus: Pembaruan) -> dict[str, Any]:
    """Return what the operation is told, numbers with it: for the operation alone, never to show or log."""
    isi = {**kasus.isi, **{n: baru for n, (_, baru) in kasus.nomor.items() if "." not in n}}
    if kasus.jenis == KELUARGA_BARU:
        isi["anggota"] = [
            {**orang, **({"nik": kasus.nomor[nik_of(ke)][1]} if nik_of(ke) in kasus.nomor else {})}
            for ke, orang in enumerate(kasus.isi["anggota"])
        ]
    if NIK_ORANG in kasus.nomor:
        isi["orang"] = {**kasus.orang_baru, "nik": kasus.nomor[NIK_ORANG][1]}
    return isi


def filled(kasus: Pembaruan, isi: Isi) -> dict[str, Any]:
    """Return new content with the numbers of the case where they were left blank: a form never shows them again."""
    lama = told(kasus)
    hasil: dict[str, Any] = dict(isi)
    if kasus.jenis == KELUARGA_BARU:
        anggota: list[Mapping[str, Any]] = [*hasil["anggota"]]
        hasil["anggota"] = [_with_nik(ke, orang, lama["anggota"]) for ke, orang in enumerate(anggota)]
    for nama in kasus.nomor:
        if nama == NIK_ORANG:
            orang = hasil.get("orang")
            if isinstance(orang, Mapping) and not orang.get("nik"):
                hasil["orang"] = {**orang, "nik": lama["orang"]["nik"]}
        elif "." not in nama and hasil.get(nama) in KOSONG:
            hasil[nama] = lama[nama]
    return hasil


def _with_nik(ke: int, orang: Mapping[str, Any], lama: list[dict[str, Any]]) -> dict[str, Any]:
    """A number stays with its person: where another name was written on the same line, it is asked for again."""
    dulu = lama[ke] if ke < len(lama) else {}
    if orang.get("nik") or "nik" not in dulu or normalize(str(orang.get("nama"))) != normalize(dulu["nama"]):
        return dict(orang)
    return {**orang, "nik": dulu["nik"]}
