"""Whether a family or person may be proposed for a programme: every refusal names rule, value and way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dtsen.registry.fakta import KEBERADAAN_HIDUP
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from verval.bulan import bulan_of, label_bulan
from verval.models import AturanProgram, ProgramBansos, Usulan
from verval.models.usulan import TIDAK_MENGHALANGI

KEPALA, PASANGAN = 1, 2


@dataclass(frozen=True, slots=True)
class Penolakan:
    """One reason against: `kode` for machines, `pesan` what is so, `jalan` what can be done."""

    kode: str
    pesan: str
    jalan: str = ""

    @property
    def lengkap(self) -> str:
        return f"{self.pesan} {self.jalan}".strip()


@dataclass(frozen=True, slots=True)
class Kelayakan:
    """The answer for one programme: the rule in force, the official desil seen, the recipient, every refusal."""

    program: ProgramBansos
    aturan: AturanProgram | None
    penerima: Individu | None
    desil_nasional: int | None
    desil_versi: str
    periode: str
    penolakan: tuple[Penolakan, ...]

    @property
    def boleh(self) -> bool:
        return not self.penolakan


def desil_terakhir(keluarga: Keluarga) -> DesilResmi | None:
    """The official desil of the newest version that names this family."""
    return DesilResmi.objects.filter(keluarga=keluarga).order_by("-tanggal", "-versi").first()


def living(keluarga: Keluarga) -> list[Individu]:
    """Living members in the order of a family card."""
    return list(Individu.objects.for_keluarga(keluarga.pk).hidup())


def _desil(aturan: AturanProgram, resmi: DesilResmi | None, *, asesmen: str) -> Iterable[Penolakan]:
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


def _penerima(keluarga: Keluarga, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
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


def _sudah(
    keluarga: Keluarga, aturan: AturanProgram, orang: Individu | None, periode: str, kecuali: int | None
) -> Iterable[Penolakan]:
    semua = Usulan.objects.filter(program=aturan.program_id, periode=periode).exclude(status__in=TIDAK_MENGHALANGI)
    lain = (
        semua.filter(unit="keluarga", keluarga=keluarga)
        if aturan.unit == "keluarga"
        else semua.filter(unit="individu", individu=orang)
        if orang is not None
        else semua.none()
    )
    ada = lain.exclude(pk=kecuali or 0).first()
    if ada is not None:
        siapa = "Keluarga ini" if aturan.unit == "keluarga" else "Orang ini"
        yield Penolakan(
            "sudah_diusulkan",
            f"{siapa} sudah diusulkan untuk {aturan.program.singkatan} bulan {label_bulan(periode)} "
            f"({ada.kode_lacak}, {ada.get_status_display().lower()}).",
            "Satu usulan untuk satu program setiap bulan. Lihat usulan itu.",
        )


def default_recipient(aturan: AturanProgram | None, anggota: Iterable[Individu]) -> Individu | None:
    """The head, else the spouse, where the rule wants one of them; nobody where a person has to be chosen."""
    if aturan is None or aturan.penerima != "kepala_pasangan":
        return None
    calon = sorted(
        (a for a in anggota if a.status_hubungan_keluarga in {KEPALA, PASANGAN}),
        key=lambda a: (a.status_hubungan_keluarga or 0, a.pk),
    )
    return calon[0] if calon else None


def assess(
    keluarga: Keluarga,
    program: ProgramBansos,
    *,
    hari: date,
    individu: Individu | None = None,
    asesmen: str = "",
    kecuali: int | None = None,
) -> Kelayakan:
    """Return every reason against proposing this family (or member) for the programme in the month of `hari`.

    `kecuali` is a proposal that does not count as "already proposed": the one that is being checked again.
    """
    aturan = AturanProgram.objects.berlaku(hari).filter(program=program).first()
    resmi = desil_terakhir(keluarga)
    penerima = individu or default_recipient(aturan, living(keluarga))
    periode = bulan_of(hari)
    tolak: list[Penolakan] = []
    if keluarga.status != "aktif":
        tolak.append(
            Penolakan(
                "keluarga_tidak_aktif",
                f"Keluarga ini tidak aktif lagi ({keluarga.get_status_display().lower()}).",
                "Cari keluarga tempat orang ini sekarang tercatat.",
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
        tolak += _desil(aturan, resmi, asesmen=asesmen)
        tolak += _penerima(keluarga, aturan, penerima)
        tolak += _sudah(keluarga, aturan, penerima, periode, kecuali)
    return Kelayakan(
        program,
        aturan,
        penerima,
        resmi.nasional if resmi else None,
        resmi.versi if resmi else "",
        periode,
        tuple(tolak),
    )


def assess_all(keluarga: Keluarga, *, hari: date) -> list[Kelayakan]:
    """The answer for every programme, in the order of the list."""
    return [assess(keluarga, program, hari=hari) for program in ProgramBansos.objects.order_by("urut", "kode")]
