"""Apply an answer row by row, and close by the clock what has a new desil."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import lingkup
from dtsen.registry.models import DesilResmi
from verval import pembaruan, usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.jawaban.cocok import KIRIM, Kasus
from verval.jawaban.kerja import rows
from verval.models import BarisJawaban, JawabanKemensos, Pembaruan, Usulan

LANJUTAN = {
    "usulan": {"dikirim": "terima", "diterima": "selesaikan"},
    "pembaruan": {"dikirim": "terima", "diterima": "tunggu_desil"},
}
"""The way of an accepted case: status -> hop, until there is none."""

SETUMPUK = 100
"""Rows of one transaction: what is lost when a worker dies is done again by the next."""

PESAN_MAKS = 300


def apply(jawaban_id: int) -> None:
    """Take the hops of every matched row, a few at a time; each row stands or falls alone."""
    jawaban = JawabanKemensos.objects.select_related("penerap").filter(pk=jawaban_id, status="menerapkan").first()
    if jawaban is None or jawaban.penerap is None:
        return
    pelaku = jawaban.penerap
    while True:
        with lingkup.within(cakupan_of(pelaku, KIRIM)):
            tumpuk = list(_next(jawaban, pelaku))
            for satu in tumpuk:
                _apply(satu, pelaku)
        if not tumpuk:
            break
    with lingkup.within(lingkup.INDONESIA):
        # Rows of desa outside this user's reach wait for somebody who may.
        sisa = jawaban.baris_jawaban.filter(keadaan="cocok").exists()
    # Also where another start of the same answer has come to its end meanwhile.
    milik = JawabanKemensos.objects.filter(pk=jawaban_id, status__in=("siap", "menerapkan"))
    milik.update(status="siap" if sisa else "diterapkan", diterapkan=timezone.now())


def _next(jawaban: JawabanKemensos, pelaku: User) -> QuerySet[BarisJawaban]:
    # Locked: a task delivered twice waits, and then finds the rows done.
    antre = rows(jawaban, pelaku, "cocok").filter(Q(usulan__isnull=False) | Q(pembaruan__isnull=False))
    return antre.select_for_update(of=("self",)).order_by("baris")[:SETUMPUK]


def _apply(satu: BarisJawaban, pelaku: User) -> None:
    try:
        with transaction.atomic():
            _walk(satu, pelaku)
    except (AksiDitolak, StaleStatus, KasusDitolak) as galat:
        satu.keadaan, satu.pesan = "gagal", galat.pesan[:PESAN_MAKS]
    else:
        satu.keadaan = "diterapkan"
    satu.save(update_fields=["keadaan", "pesan"])


def _walk(satu: BarisJawaban, pelaku: User) -> None:
    kasus: Kasus | None = satu.usulan or satu.pembaruan
    if kasus is None:
        raise ValueError(f"baris {satu.pk} tanpa kasus")
    hari = f"Jawaban tanggal {satu.tanggal:%d/%m/%Y}." if satu.tanggal else ""
    catatan = f"{satu.alasan} {hari}".strip()
    if satu.hasil == "tolak_kemensos":
        _move(kasus, "tolak_kemensos", pelaku, kasus.status, catatan)
        return
    status, jalan = kasus.status, LANJUTAN[kasus.JENIS]
    if status not in jalan:
        raise StaleStatus
    while status in jalan:
        status = _move(kasus, jalan[status], pelaku, status, catatan)
        catatan = ""


def _move(kasus: Kasus, aksi: str, pelaku: User | None, status: str, alasan: str = "") -> str:
    if isinstance(kasus, Usulan):
        return usulan.move(kasus, aksi, pelaku=pelaku, status=status, alasan=alasan).ke
    return pembaruan.move(kasus, aksi, pelaku=pelaku, status=status, alasan=alasan).ke


def close_with_new_desil() -> int:
    """Close by the clock every pembaruan whose family has an official desil newer than the one it was sent under.

    Returns how many. Cases that meanwhile moved, or whose newest version is not the newer one, stay.
    """
    baru = DesilResmi.objects.filter(keluarga=OuterRef("keluarga"), versi__gt=OuterRef("versi_lama"))
    with lingkup.within(lingkup.INDONESIA):
        antre = Pembaruan.objects.filter(Exists(baru), status="menunggu_desil").order_by("pk")
        kasus = list(antre)
    selesai = 0
    for satu in kasus:
        try:
            # One transaction a case: an import of the whole kabupaten may end thousands.
            with lingkup.within(lingkup.INDONESIA):
                _move(satu, "selesaikan", None, "menunggu_desil")
        except (StaleStatus, KasusDitolak):
            continue
        selesai += 1
    return selesai
