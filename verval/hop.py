"""One hop of a case: the table says whether, compare-and-set says when, the hop log and the trail say who and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import Orang
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.transisi import Tabel, Transition
from verval import pesan
from verval.access import attach_people, izin_di, people_of, protected_case
from verval.jenis_bukti import JENIS as JENIS_BUKTI
from verval.models import AlasanTolak, Langkah, Pembaruan, Perkara, SyaratBukti, Temuan
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


@transaction.atomic
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
    induk = reason_of(kasus, alasan_kode, alasan) if langkah.alasan_induk else None
    if kurang := [satu for satu, ada in evidence_for(kasus, aksi) if satu.penting == "wajib" and not ada]:
        raise KasusDitolak("bukti_kurang", f"Lampirkan dahulu {kinds(kurang[0])}.", "bukti")
    saat = timezone.now()
    isian = {"status": langkah.ke, **_stamps(kasus, status, langkah, pelaku, saat), **(lagi or {})}
    _compare_and_set(kasus, status, pengajuan_ke, isian)
    tercatat = Langkah.objects.create(
        **{kasus.JENIS: kasus},
        aksi=aksi,
        dari=status,
        ke=langkah.ke,
        pelaku=pelaku,
        waktu=saat,
        alasan_induk=induk,
        catatan=alasan.strip(),
    )
    audit.record(
        pelaku=pelaku,
        aksi=f"{kasus.JENIS}.{aksi}",
        objek=kasus.objek,
        rincian={"dari": status, "ke": langkah.ke, **({"alasan_kode": induk.pk} if induk else {})},
        alasan="" if protected_case(kasus) else alasan.strip(),
        **subjects(kasus),
    )
    kasus.refresh_from_db(fields=list(isian))
    if not isinstance(kasus, Temuan):
        # Behind a finding stands no resident who follows it.
        pesan.hop_taken(kasus, tercatat)
    return langkah


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
    syarat = list(SyaratBukti.objects.filter(kasus=kasus.jenis_syarat, aksi=aksi))
    ada = set(kasus.bukti.values_list("jenis", flat=True)) if syarat else set()
    return [(satu, bool(ada & set(satu.pilihan))) for satu in syarat]


def kinds(syarat: SyaratBukti) -> str:
    """The kinds of evidence in words: "berita acara musyawarah atau SPTJM kepala desa/lurah"."""
    kata = [JENIS_BUKTI.get(jenis, jenis) for jenis in syarat.pilihan]
    return " atau ".join(satu if satu[:2].isupper() else satu[:1].lower() + satu[1:] for satu in kata)


def _compare_and_set(kasus: Perkara, status: str, pengajuan_ke: int | None, isian: dict[str, Any]) -> None:
    dilihat: dict[str, Any] = {"status": status}
    if pengajuan_ke is not None:
        dilihat["pengajuan_ke"] = pengajuan_ke
    try:
        with transaction.atomic():
            berubah = type(kasus)._default_manager.filter(pk=kasus.pk, **dilihat).update(**isian)
            if berubah and isinstance(kasus, Pembaruan):
                # What holds its facts follows the status in the same breath: the constraint sees both or neither.
                kasus.butir.update(penahan=holder(isian["status"], kasus.pembuat_id))
    except IntegrityError as galat:
        raise KasusDitolak(
            "kasus_terbuka", "Sudah ada kasus lain yang belum selesai tentang hal ini. Selesaikan yang itu dahulu."
        ) from galat
    if berubah != 1:
        raise StaleStatus
