"""Whether a family or person may be proposed for a programme: every refusal names rule, value and way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dtsen.lib.samar import mask_text
from dtsen.lib.tampil import tanggal
from dtsen.registry.fakta import KEBERADAAN_HIDUP, Fakta
from dtsen.registry.logic import umur_tahun
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from verval.bulan import label_bulan, months_before
from verval.hasil_kelayakan import against, holding
from verval.jadwal import period_of
from verval.models import (
    AturanProgram,
    HasilKelayakan,
    KomponenAturan,
    LaranganAturan,
    Penerima,
    PengecualianPenerima,
    ProgramBansos,
    Usulan,
)
from verval.models.usulan import TIDAK_MENGHALANGI
from verval.syarat import met

KEPALA, PASANGAN = 1, 2
BULAN_BASI = 6
"""A list of recipients older than this says nothing about whether somebody still receives."""
DESIL = frozenset({"belum_ada_desil", "desil_di_luar"})
"""Codes of the refusals that an assessment can stand in for."""


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

    @property
    def boleh_dengan_asesmen(self) -> bool:
        """Whether nothing but the desil stands against it, and the rule takes an assessment instead."""
        return (
            self.aturan is not None
            and self.aturan.boleh_asesmen
            and bool(self.penolakan)
            and all(p.kode in DESIL for p in self.penolakan)
        )


@dataclass(frozen=True, slots=True)
class Bahan:
    """What the checks read, loaded once for all programmes: the family as it stands, and what the month holds.

    `periode` is the month that a filing of `hari` counts for; `usulan` are the proposals of that month that count, of
    the family and of its people wherever they were filed;
    `pengecualian` the exclusions that hold, `hasil` the outcome of kelayakan that does; `penerima` what the family and
    its people receive by the newest list of each programme.
    """

    keluarga: Keluarga
    hari: date
    periode: str
    resmi: DesilResmi | None
    anggota: list[Individu]
    usulan: list[Usulan]
    pengecualian: list[PengecualianPenerima]
    hasil: HasilKelayakan | None
    penerima: list[Penerima]


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


def _komponen(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
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


def _larangan(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
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


def _pengecualian(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    for satu in bahan.pengecualian:
        if satu.program_id not in {None, aturan.program_id}:
            continue
        if satu.individu_id is not None and (orang is None or satu.individu_id != orang.pk):
            continue
        siapa = "Keluarga ini" if satu.individu_id is None else "Orang ini"
        sampai = f" sampai {tanggal(satu.berlaku_sampai)}" if satu.berlaku_sampai else ""
        yield Penolakan(
            "dikecualikan",
            f"{siapa} dikecualikan dari {aturan.program.singkatan} sejak {tanggal(satu.berlaku_dari)}{sampai}: "
            f"{satu.get_status_display()} ({mask_text(satu.sumber)}).",
            "Bila keliru, ajukan sanggahan lewat desa atau Dinas Sosial.",
        )


def _hasil(bahan: Bahan, aturan: AturanProgram) -> Iterable[Penolakan]:
    """An outcome of kelayakan that the rule does not go with; none of them touches a desil."""
    ada = bahan.hasil
    if ada is None or ada.hasil not in against(aturan):
        return
    sebab = f": {ada.sebab.lower() if ada.alasan else ada.sebab}" if ada.sebab else ""
    sejak = f"sejak {tanggal(ada.berlaku_dari)}{sebab} (pembaruan {ada.pembaruan.kode_lacak})"
    if ada.hasil == "tidak_miskin":
        pesan = f"Musyawarah menyatakan keluarga ini tidak miskin {sejak}."
        jalan = 'Bila keadaannya berubah, ajukan "Kelayakan keluarga" untuk dibahas lagi dalam musyawarah.'
    else:
        pesan = f"Keluarga ini tidak layak menerima {aturan.program.singkatan} {sejak}."
        jalan = 'Bila sebabnya sudah tidak ada, ajukan "Kelayakan keluarga" dengan hasil yang baru.'
    yield Penolakan(ada.hasil, pesan, jalan)


def _sudah(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    """At most one reason: the nearest proposal of the month that stands in the way."""
    program, bulan = aturan.program.singkatan, label_bulan(bahan.periode)
    for ada in bahan.usulan:
        if ada.program_id == aturan.program_id and _same_unit(ada, aturan, bahan.keluarga, orang):
            siapa = "Keluarga ini" if aturan.unit == "keluarga" else "Orang ini"
            yield Penolakan(
                "sudah_diusulkan",
                f"{siapa} sudah diusulkan untuk {program} bulan {bulan} ({_named(ada)}).",
                "Satu usulan untuk satu program setiap bulan. Lihat usulan itu.",
            )
            return
    for ada in bahan.usulan:
        if aturan.tunai and ada.tunai and ada.keluarga_id == bahan.keluarga.pk:
            yield Penolakan(
                "satu_tunai",
                f"Keluarga ini sudah diusulkan untuk {ada.program.singkatan} bulan {bulan} ({_named(ada)}); satu KK "
                f"hanya untuk satu bantuan tunai setiap bulan.",
                f"Usulkan {program} bulan depan, atau batalkan usulan itu lebih dahulu.",
            )
            return
    for ada in bahan.usulan:
        if aturan.satu_per_nik and ada.satu_per_nik and orang is not None and ada.individu_id == orang.pk:
            yield Penolakan(
                "satu_nik",
                f"Orang ini sudah diusulkan untuk {ada.program.singkatan} bulan {bulan} ({_named(ada)}); satu NIK "
                f"hanya untuk satu usulan setiap bulan.",
                "Pilih anggota keluarga yang lain, atau usulkan bulan depan.",
            )
            return


def _menerima(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    """At most one reason: the programme itself is received already, or one whose recipients it leaves out."""
    for ada in bahan.penerima:
        if ada.program_id == aturan.program_id and _is_received(ada, bahan.keluarga, orang):
            siapa = "Keluarga ini" if ada.unit == "keluarga" else "Orang ini"
            yield Penolakan(
                "sudah_menerima",
                f"{siapa} tercatat menerima {aturan.program.singkatan} bulan {label_bulan(ada.bulan)} "
                f"({ada.get_status_display()}).",
                "Tidak perlu diusulkan lagi. Bila bantuannya sudah berhenti, minta Dinas Sosial mengimpor daftar "
                "penerima terbaru.",
            )
            return
    for ada in bahan.penerima:
        if ada.program_id in aturan.tidak_bersama and ada.keluarga_id == bahan.keluarga.pk:
            yield Penolakan(
                "menerima_lain",
                f"Keluarga ini tercatat menerima {ada.program.singkatan} bulan {label_bulan(ada.bulan)}; "
                f"{aturan.program.singkatan} tidak untuk penerima {ada.program.singkatan}.",
                f"Bila {ada.program.singkatan} sudah berhenti, minta Dinas Sosial mengimpor daftar penerima terbaru.",
            )
            return


def _is_received(ada: Penerima, keluarga: Keluarga, orang: Individu | None) -> bool:
    if ada.unit == "keluarga":
        return ada.keluarga_id == keluarga.pk
    return orang is not None and ada.individu_id == orang.pk


def _same_unit(ada: Usulan, aturan: AturanProgram, keluarga: Keluarga, orang: Individu | None) -> bool:
    if ada.unit != aturan.unit:
        return False
    if aturan.unit == "keluarga":
        return ada.keluarga_id == keluarga.pk
    return orang is not None and ada.individu_id == orang.pk


def _named(ada: Usulan) -> str:
    return f"{ada.kode_lacak}, {ada.get_status_display().lower()}"


def default_recipient(aturan: AturanProgram | None, anggota: Iterable[Individu]) -> Individu | None:
    """The head, else the spouse, where the rule wants one of them; nobody where a person has to be chosen."""
    if aturan is None or aturan.penerima != "kepala_pasangan":
        return None
    calon = sorted(
        (a for a in anggota if a.status_hubungan_keluarga in {KEPALA, PASANGAN}),
        key=lambda a: (a.status_hubungan_keluarga or 0, a.pk),
    )
    return calon[0] if calon else None


def gather(
    keluarga: Keluarga,
    *,
    hari: date,
    individu: Individu | None = None,
    kecuali: int | None = None,
    putus: date | None = None,
    periode: str = "",
) -> Bahan:
    """Load what the checks read, in at most seven queries whatever the number of programmes and members.

    `kecuali`, `putus` and `periode` as in `assess`.
    """
    periode = periode or period_of(hari)
    siapa = Q(keluarga=keluarga) | Q(individu__keluarga=keluarga)
    siapa |= Q(individu=individu) if individu is not None else Q()
    usulan = (
        Usulan.objects.filter(siapa, periode=periode)
        .exclude(status__in=TIDAK_MENGHALANGI)
        .exclude(pk=kecuali or 0)
        .select_related("program")
        .order_by("id")
    )
    return Bahan(
        keluarga,
        hari,
        periode,
        desil_terakhir(keluarga),
        living(keluarga),
        list(usulan),
        list(PengecualianPenerima.objects.berlaku(putus or hari).filter(keluarga=keluarga)),
        holding(keluarga.pk, putus or hari),
        _received(siapa, periode),
    )


def _received(siapa: Q, periode: str) -> list[Penerima]:
    """What these receive by the newest list of each programme, where that is not too old to say so."""
    terkini = Penerima.objects.filter(siapa, bulan__gte=months_before(periode, BULAN_BASI)).menerima()
    return list(terkini.terkini(sampai=periode).select_related("program").order_by("program__urut", "id"))


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
        tolak += _desil(aturan, resmi, asesmen=asesmen)
        tolak += _penerima(keluarga, aturan, penerima)
        tolak += _komponen(bahan, aturan, penerima)
        tolak += _larangan(bahan, aturan, penerima)
        tolak += _pengecualian(bahan, aturan, penerima)
        tolak += _hasil(bahan, aturan)
        tolak += _menerima(bahan, aturan, penerima)
        tolak += _sudah(bahan, aturan, penerima)
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
