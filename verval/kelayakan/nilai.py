"""Assess a family or person for one programme or for all."""

from __future__ import annotations

from datetime import date

from dtsen.registry.models import Individu, Keluarga
from verval.kelayakan.bahan import Bahan, gather
from verval.kelayakan.bantrok import check_exclusion, check_outcome, check_proposed, check_received
from verval.kelayakan.jawab import Kelayakan, Penolakan
from verval.kelayakan.tolak import check_component, check_desil, check_groups, check_recipient, default_recipient
from verval.models import (
    AturanProgram,
    ProgramBansos,
)


def assess(
    keluarga: Keluarga,
    program: ProgramBansos,
    *,
    hari: date,
    individu: Individu | None = None,
    asesmen: str = "",
    kecuali: int | None = None,
    putus: date | None = None,
    periode: str = "",
) -> Kelayakan:
    """Return every reason against proposing this family (or member) for the programme in the month of `hari`.

    `kecuali` is a proposal that does not count as "already proposed": the one that is being checked again. `putus` is
    the day on which exclusions are looked at, where that is another one: the day of the decision. `periode` is the
    month, where it is not the one that a filing of `hari` counts for: of a late filing that was accepted.
    """
    bahan = gather(keluarga, hari=hari, individu=individu, kecuali=kecuali, putus=putus, periode=periode)
    aturan = AturanProgram.objects.berlaku(hari).filter(program=program).first()
    return _answer(bahan, program, aturan, individu=individu, asesmen=asesmen)


def _answer(
    bahan: Bahan,
    program: ProgramBansos,
    aturan: AturanProgram | None,
    *,
    individu: Individu | None = None,
    asesmen: str = "",
) -> Kelayakan:
    keluarga, resmi = bahan.keluarga, bahan.resmi
    penerima = individu or default_recipient(aturan, bahan.anggota)
    tolak: list[Penolakan] = []
    if keluarga.status != "aktif":
        tolak.append(
            Penolakan(
                "keluarga_tidak_aktif",
                f"Keluarga ini tidak aktif lagi ({keluarga.get_status_display().lower()}).",
                "Cari keluarga tempat orang ini sekarang tercatat.",
            )
        )
    if not program.lewat_usulan:
        tolak.append(
            Penolakan(
                "bukan_lewat_usulan",
                f"{program.singkatan} tidak diusulkan lewat aplikasi ini.",
                f"Tanyakan kepada {program.get_penyelenggara_display()} sebagai penyelenggaranya.",
            )
        )
    if aturan is None:
        tolak.append(
            Penolakan(
                "aturan_tidak_ada",
                f"{program.singkatan} belum punya aturan yang berlaku.",
                "Tanyakan kepada admin Dinas Sosial.",
            )
        )
    else:
        tolak += check_desil(aturan, resmi, asesmen=asesmen)
        tolak += check_recipient(keluarga, aturan, penerima)
        tolak += check_component(bahan, aturan, penerima)
        tolak += check_groups(bahan, aturan, penerima)
        tolak += check_exclusion(bahan, aturan, penerima)
        tolak += check_outcome(bahan, aturan)
        tolak += check_received(bahan, aturan, penerima)
        tolak += check_proposed(bahan, aturan, penerima)
    return Kelayakan(
        program,
        aturan,
        penerima,
        resmi.nasional if resmi else None,
        resmi.versi if resmi else "",
        bahan.periode,
        tuple(tolak),
    )


def assess_all(keluarga: Keluarga, *, hari: date) -> list[Kelayakan]:
    """The answer for every programme that is proposed here, in the order of the list; a fixed number of queries."""
    bahan = gather(keluarga, hari=hari)
    aturan = {satu.program_id: satu for satu in AturanProgram.objects.berlaku(hari)}
    semua = ProgramBansos.objects.filter(lewat_usulan=True).order_by("urut", "kode")
    return [_answer(bahan, program, aturan.get(program.pk)) for program in semua]
