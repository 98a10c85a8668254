"""The refusals by what is recorded of the family and the person: desil, recipient, component, groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dtsen.registry.fakta import KEBERADAAN_HIDUP, Fakta
from dtsen.registry.logic import umur_tahun
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from verval.kelayakan.bahan import Bahan
from verval.kelayakan.jawab import Penolakan
from verval.models import (
    AturanProgram,
    KomponenAturan,
    LaranganAturan,
)
from verval.syarat import met

KEPALA, PASANGAN = 1, 2


def check_desil(aturan: AturanProgram, resmi: DesilResmi | None, *, asesmen: str) -> Iterable[Penolakan]:
    nasional = resmi.nasional if resmi else None
    if nasional is not None and aturan.desil_min <= nasional <= aturan.desil_maks:
        return
    if aturan.boleh_asesmen and asesmen.strip():
        return
    atau = " Tulis hasil asesmen bila ada." if aturan.boleh_asesmen else ""
    if nasional is None:
        yield Penolakan(
            "belum_ada_desil",
            f"Keluarga ini belum punya desil nasional; {aturan.program.singkatan} menerima {aturan.rentang} "
            f"({aturan.dasar_hukum}).",
            f"Ajukan pembaruan data supaya keluarga ikut pemeringkatan berikutnya.{atau}",
        )
    else:
        yield Penolakan(
            "desil_di_luar",
            f"Desil nasional {nasional}; {aturan.program.singkatan} menerima {aturan.rentang} ({aturan.dasar_hukum}).",
            f"Ajukan pembaruan data bila keadaan berubah.{atau}",
        )


def check_recipient(keluarga: Keluarga, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    if orang is None:
        if aturan.penerima == "kepala_pasangan":
            yield Penolakan(
                "kepala_pasangan",
                "Keluarga ini tidak punya kepala keluarga atau istri/suami yang tercatat hidup.",
                "Ajukan pembaruan hubungan dengan kepala keluarga lebih dahulu.",
            )
        return
    if orang.keluarga_id != keluarga.pk:
        yield Penolakan("bukan_anggota", "Orang ini bukan anggota keluarga ini.", "Cari keluarganya yang sekarang.")
        return
    if orang.keberadaan is not None and orang.keberadaan not in KEBERADAAN_HIDUP:
        yield Penolakan("tidak_tinggal", "Orang ini tidak lagi tinggal bersama keluarga.", "Pilih anggota yang lain.")
    if aturan.penerima == "kepala_pasangan" and orang.status_hubungan_keluarga not in {KEPALA, PASANGAN}:
        yield Penolakan(
            "kepala_pasangan",
            f"{aturan.program.singkatan} hanya atas nama kepala keluarga atau istri/suaminya.",
            "Pilih kepala keluarga atau pasangannya.",
        )
    if orang.nik is None:
        yield Penolakan(
            "nik_tidak_ada",
            "NIK orang ini belum ada atau rusak di registri.",
            "Bawa KTP atau KK ke Dinas Sosial supaya NIK diperbaiki lebih dahulu.",
        )


def check_component(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    komponen = list(aturan.komponen.all())
    # Of a programme for persons it is the person who counts, not somebody else in the family.
    dilihat = [a for a in bahan.anggota if aturan.unit == "keluarga" or orang is None or a.pk == orang.pk]
    if not komponen or any(_is(satu, seorang, bahan.hari) for satu in komponen for seorang in dilihat):
        return
    # Whoever reads this may not know who is ill, pregnant or a child: the family is named, nobody in it.
    yield Penolakan(
        "tanpa_komponen",
        f"Keluarga ini belum punya komponen {aturan.program.singkatan} yang tercatat.",
        "Bila ada, ajukan pembaruan sekolah, kehamilan, tanggal lahir, atau disabilitas lebih dahulu.",
    )


def _is(komponen: KomponenAturan, orang: Individu, hari: date) -> bool:
    """Whether a person is this component on a day; with an age asked for, an unknown one does not count."""
    if komponen.usia_min is not None or komponen.usia_maks is not None:
        if orang.tanggal_lahir is None:
            return False
        umur = umur_tahun(orang.tanggal_lahir, hari)
        if umur < (komponen.usia_min or 0) or (komponen.usia_maks is not None and umur > komponen.usia_maks):
            return False
    return not komponen.syarat or bool(met(komponen.syarat, orang))


def check_groups(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    for larangan in aturan.larangan.all():
        for dilihat in _looked_at(larangan, bahan.anggota, orang):
            if fakta := met(larangan.syarat, dilihat):
                siapa = "Orang ini" if larangan.siapa == "penerima" else "Ada anggota keluarga yang"
                yield Penolakan(
                    "kelompok_tidak_layak",
                    f"{siapa} termasuk kelompok {larangan.kelompok_id} yang tidak layak menerima "
                    f"{aturan.program.singkatan}: {larangan.kelompok.nama}.",
                    _way_out(fakta),
                )
                break


def _looked_at(larangan: LaranganAturan, anggota: list[Individu], orang: Individu | None) -> list[Individu]:
    """Return the members in whom a group is looked for."""
    if larangan.siapa == "anggota":
        return anggota
    return [a for a in anggota if (orang is not None and a.pk == orang.pk) == (larangan.siapa == "penerima")]


def _way_out(fakta: tuple[Fakta, ...]) -> str:
    """Say where the facts that were found can be mended: here, or at Dukcapil."""
    label = " dan ".join(satu.label for satu in fakta)
    if all(satu.boleh_ubah for satu in fakta):
        return f'Bila keliru, ajukan pembaruan "{label}".'
    return f'Bila keliru, "{label}" diperbaiki di Disdukcapil lebih dahulu.'


def default_recipient(aturan: AturanProgram | None, anggota: Iterable[Individu]) -> Individu | None:
    """The head, else the spouse, where the rule wants one of them; nobody where a person has to be chosen."""
    if aturan is None or aturan.penerima != "kepala_pasangan":
        return None
    calon = sorted(
        (a for a in anggota if a.status_hubungan_keluarga in {KEPALA, PASANGAN}),
        key=lambda a: (a.status_hubungan_keluarga or 0, a.pk),
    )
    return calon[0] if calon else None
