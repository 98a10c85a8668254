"""One hop of a case: the table says whether, compare-and-set says when, the hop log and the trail say who and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import Orang
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.transisi import AksiDitolak, Tabel, Transition
from verval import pesan
from verval.access import attach_people, izin_di, people_of, protected_case
from verval.jenis_bukti import JENIS as JENIS_BUKTI
from verval.models import AlasanTolak, Bukti, ButirPembaruan, Langkah, Pembaruan, Perkara, SyaratBukti, Temuan
from verval.models.butir import holder


class KasusDitolak(Ditolak):
    """A case that cannot be written as asked: `kode` for machines, `pesan` says what to do."""

    def __init__(self, kode: str, pesan: str, kolom: str = "", rincian: dict[str, Any] | None = None) -> None:
        super().__init__(kode, pesan)
        self.kolom = kolom
        self.rincian = rincian or {}


class StaleStatus(RuntimeError):
    """Someone else moved the case after this user saw it."""

    kode = "status_berubah"
    pesan = "Kasus ini baru saja diubah atau diproses orang lain. Lihat keadaan terbarunya, lalu lanjutkan dari sana."

    def __init__(self) -> None:
        super().__init__(self.pesan)


@dataclass(frozen=True, slots=True)
class Gerak:
    """One of the cases that take a hop together: its note, and the filing that was on the screen (None: any)."""

    kasus: Perkara
    alasan: str
    pengajuan_ke: int | None = None


class Tertahan(RuntimeError):
    """Why the cases do not take the hop together: `sebab` is what `kasus` would have been refused by alone."""

    def __init__(self, kasus: Perkara, sebab: Exception) -> None:
        super().__init__(str(sebab))
        self.kasus = kasus
        self.sebab = sebab


def buttons(kasus: Perkara, tabel: Tabel, user: Orang) -> dict[str, Transition]:
    """Return the hops this user may take now: the buttons of the page, the actions of the API."""
    return tabel.aksi(
        kasus.status,
        izin=izin_di(user, kasus.keluarga),
        pembuat=kasus.pengaju_id == user.pk,
        pemutus=kasus.pemutus_id == user.pk,
    )


class Tentang(TypedDict):
    """Whom a line of the trail is about: the two arguments of `audit.record`."""

    keluarga: list[int]
    individu: list[int]


def subjects(*kasus: Perkara) -> Tentang:
    """Return whom cases are about, as `audit.record` takes it."""
    attach_people(kasus)
    orang = [o for k in kasus for o in people_of(k)]
    return {
        "keluarga": [*(k.keluarga_id for k in kasus), *(o.keluarga_id for o in orang)],
        "individu": [*(k.individu_id for k in kasus if k.individu_id is not None), *(o.pk for o in orang)],
    }


def viewed(kasus: Perkara, *, pelaku: User, rincian: dict[str, Any] | None = None) -> None:
    """Leave a line about somebody who has read a case."""
    audit.record(pelaku=pelaku, aksi=f"{kasus.JENIS}.lihat", objek=kasus.objek, rincian=rincian, **subjects(kasus))


def viewed_list(jenis: str, kasus: Iterable[Perkara], *, pelaku: User) -> None:
    """Leave one line about somebody who has read a page of cases; none for an empty page."""
    semua = list(kasus)
    if semua:
        audit.record(pelaku=pelaku, aksi=f"{jenis}.daftar", **subjects(*semua))


def step(
    kasus: Perkara,
    tabel: Tabel,
    aksi: str,
    *,
    pelaku: User | None,
    alasan: str,
    status: str,
    pengajuan_ke: int | None = None,
    alasan_kode: str = "",
    lagi: Mapping[str, Any] | None = None,
    lewat: str = "",
) -> Transition:
    """Take one hop from `status`, the status the actor saw, on the filing `pengajuan_ke` that was on the screen.

    `pelaku` None is the program itself, `lagi` columns to be set with the status. `pengajuan_ke` None: any filing will
    do (for callers that have just written or read the case themselves). Raises AksiDitolak (the table refuses),
    StaleStatus (it is not there, or not the same, any more) or KasusDitolak (`bukti_kurang`, `alasan_kode`, `alasan`;
    `kasus_terbuka` where the database refuses).
    """
    try:
        return steps(
            [Gerak(kasus, alasan, pengajuan_ke)],
            tabel,
            aksi,
            pelaku=pelaku,
            status=status,
            alasan_kode=alasan_kode,
            lagi=lagi,
            lewat=lewat,
        )
    except Tertahan as galat:
        raise galat.sebab from galat.sebab.__cause__


@transaction.atomic
def steps(
    gerak: Sequence[Gerak],
    tabel: Tabel,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan_kode: str = "",
    lagi: Mapping[str, Any] | None = None,
    lewat: str = "",
) -> Transition:
    """Take the same hop with cases (one at least) of one kind, all or none, in a number of statements that does not
    grow with them.

    Raises Tertahan with the first case that cannot go on.
    """
    semua = [satu.kasus for satu in gerak]
    bukti = evidence_of(semua, aksi)
    for satu in gerak:
        try:
            langkah, induk = _allowed(satu, tabel, aksi, pelaku=pelaku, status=status, kode=alasan_kode, lewat=lewat)
            if kurang := [s for s, ada in bukti[satu.kasus.pk] if s.penting == "wajib" and not ada]:
                raise KasusDitolak("bukti_kurang", f"Lampirkan dahulu {kinds(kurang[0])}.", "bukti")
        except (AksiDitolak, KasusDitolak) as galat:
            raise Tertahan(satu.kasus, galat) from galat
    saat = timezone.now()
    isian = {"status": langkah.ke, **_stamps(semua[0], status, langkah, pelaku, saat), **(lagi or {})}
    _compare_and_set(gerak, status, isian)
    tercatat = Langkah.objects.bulk_create(
        Langkah(
            **{satu.kasus.JENIS: satu.kasus},
            aksi=aksi,
            dari=status,
            ke=langkah.ke,
            pelaku=pelaku,
            waktu=saat,
            alasan_induk=induk,
            catatan=satu.alasan.strip(),
        )
        for satu in gerak
    )
    attach_people(semua)
    rincian = {"dari": status, "ke": langkah.ke, **({"alasan_kode": induk.pk} if induk else {})}
    audit.record_all(
        [
            audit.Baris(
                aksi=f"{satu.kasus.JENIS}.{aksi}",
                objek=satu.kasus.objek,
                rincian=rincian,
                alasan="" if protected_case(satu.kasus) else satu.alasan.strip(),
                **subjects(satu.kasus),
            )
            for satu in gerak
        ],
        pelaku=pelaku,
    )
    _refresh(semua, list(isian))
    # Behind a finding stands no resident who follows it.
    pesan.hops_taken([(k, t) for k, t in zip(semua, tercatat, strict=True) if not isinstance(k, Temuan)])
    return langkah


def _allowed(
    satu: Gerak, tabel: Tabel, aksi: str, *, pelaku: User | None, status: str, kode: str, lewat: str
) -> tuple[Transition, AlasanTolak | None]:
    """The hop and its reason as the table and the list of reasons allow it."""
    kasus, alasan = satu.kasus, satu.alasan
    if pelaku is None:
        langkah = tabel.check_clock(status, aksi)
    else:
        langkah = tabel.check(
            status,
            aksi,
            izin=izin_di(pelaku, kasus.keluarga),
            pembuat=kasus.pengaju_id == pelaku.pk,
            pemutus=kasus.pemutus_id == pelaku.pk,
            alasan=alasan,
            lewat=lewat,
        )
    return langkah, reason_of(kasus, kode, alasan) if langkah.alasan_induk else None


def _refresh(semua: list[Perkara], kolom: list[str]) -> None:
    """Read columns of cases of one kind as they stand now."""
    model = type(semua[0])
    segar = model._default_manager.only(*kolom).in_bulk([k.pk for k in semua])
    milik = [satu.attname for satu in model._meta.concrete_fields if satu.name in kolom]
    for kasus in semua:
        for nama in milik:
            setattr(kasus, nama, getattr(segar[kasus.pk], nama))


def _stamps(kasus: Perkara, dari: str, langkah: Transition, pelaku: User | None, saat: datetime) -> dict[str, Any]:
    """Who and when, as columns of the case."""
    ke = langkah.ke
    if ke == "diajukan":
        return {"diajukan": saat, "pengajuan_ke": F("pengajuan_ke") + 1}
    if ke in kasus.PUTUS:
        # A musyawarah decides as a body: its recorder is no `pemutus`.
        return {"pemutus": None if langkah.lewat else pelaku, "diputuskan": saat}
    if ke == "diperiksa":
        # Taken back from a decision, it is undecided again and stays with whoever examined it.
        ditarik = dari in ("disetujui", "disahkan_opd")
        return {"pemutus": None, "diputuskan": None} if ditarik else {"pemeriksa": pelaku}
    return {}


def reasons(kasus: Perkara) -> list[AlasanTolak]:
    """The reasons by which a case of this kind may be refused."""
    return list(AlasanTolak.objects.filter(aktif=True, kasus__in=["", kasus.JENIS]))


def reason_of(kasus: Perkara, kode: str, alasan: str, *, tentang: str = "") -> AlasanTolak:
    """Return the reason of the list; raises KasusDitolak (`alasan_kode`, `alasan`), naming what is refused."""
    awal = f"{tentang}: " if tentang else ""
    pilihan = reasons(kasus)
    induk = next((satu for satu in pilihan if satu.pk == kode), None)
    if induk is None:
        raise KasusDitolak(
            "alasan_kode",
            f"{awal}{'pilih' if awal else 'Pilih'} alasan penolakan dari daftar.",
            "alasan_kode",
            {"pilihan": {satu.pk: satu.label for satu in pilihan}},
        )
    if induk.perlu_catatan and not alasan.strip():
        kata = f"{awal}{'alasan' if awal else 'Alasan'} “{induk.label}” perlu catatan. Tulis penjelasannya."
        raise KasusDitolak("alasan", kata, "alasan")
    return induk


def evidence_for(kasus: Perkara, aksi: str) -> list[tuple[SyaratBukti, bool]]:
    """What evidence a hop asks for, each with whether the case has it; no second query where nothing is asked."""
    return evidence_of([kasus], aksi)[kasus.pk]


def evidence_of(semua: Sequence[Perkara], aksi: str) -> dict[int, list[tuple[SyaratBukti, bool]]]:
    """The same of cases of one kind, by id."""
    syarat: dict[str, list[SyaratBukti]] = defaultdict(list)
    for satu in SyaratBukti.objects.filter(kasus__in={k.jenis_syarat for k in semua}, aksi=aksi):
        syarat[satu.kasus].append(satu)
    ada: dict[int, set[str]] = defaultdict(set)
    if syarat:
        milik = semua[0].JENIS
        punya = Bukti.objects.filter(**{f"{milik}__in": [k.pk for k in semua]})
        for pk, jenis in punya.values_list(f"{milik}_id", "jenis"):
            ada[pk].add(jenis)
    return {k.pk: [(s, bool(ada[k.pk] & set(s.pilihan))) for s in syarat[k.jenis_syarat]] for k in semua}


def kinds(syarat: SyaratBukti) -> str:
    """The kinds of evidence in words: "berita acara musyawarah atau SPTJM kepala desa/lurah"."""
    kata = [JENIS_BUKTI.get(jenis, jenis) for jenis in syarat.pilihan]
    return " atau ".join(satu if satu[:2].isupper() else satu[:1].lower() + satu[1:] for satu in kata)


def _compare_and_set(gerak: Sequence[Gerak], status: str, isian: dict[str, Any]) -> None:
    """Set the columns of every case that still stands where it was seen; raises Tertahan where one does not."""
    try:
        with transaction.atomic():
            _set(gerak, status, isian)
    except (IntegrityError, StaleStatus) as galat:
        if len(gerak) > 1:  # one by one: the one that holds the others up is named
            for satu in gerak:
                _compare_and_set([satu], status, isian)
            return
        sebab: Exception = galat
        if isinstance(galat, IntegrityError):
            sebab = KasusDitolak(
                "kasus_terbuka", "Sudah ada kasus lain yang belum selesai tentang hal ini. Selesaikan yang itu dahulu."
            )
            sebab.__cause__ = galat
        raise Tertahan(gerak[0].kasus, sebab) from galat


def _set(gerak: Sequence[Gerak], status: str, isian: dict[str, Any]) -> None:
    model = type(gerak[0].kasus)
    pengajuan: dict[int | None, list[int]] = defaultdict(list)
    for satu in gerak:
        pengajuan[satu.pengajuan_ke].append(satu.kasus.pk)
    for ke, nomor in pengajuan.items():
        dilihat = {"status": status} if ke is None else {"status": status, "pengajuan_ke": ke}
        if model._default_manager.filter(pk__in=nomor, **dilihat).update(**isian) != len(nomor):
            raise StaleStatus
    penahan: dict[str, list[int]] = defaultdict(list)
    for satu in gerak:
        if isinstance(satu.kasus, Pembaruan):
            # What holds its facts follows the status in the same breath: the constraint sees both or neither.
            penahan[holder(isian["status"], satu.kasus.pembuat_id)].append(satu.kasus.pk)
    for nilai, nomor in penahan.items():
        ButirPembaruan.objects.filter(pembaruan__in=nomor).update(penahan=nilai)
