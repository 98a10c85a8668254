"""Upload an answer, see its rows, have them applied."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import partial
from pathlib import Path

from celery import current_app
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from kombu.exceptions import OperationalError

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from verval.jawaban.baca import read
from verval.jawaban.cocok import KIRIM, match
from verval.models import BarisJawaban, JawabanKemensos, Pembaruan, Usulan


class JawabanDitolak(Ditolak):
    """A step that may not be taken now: `kode` and what to do."""


@transaction.atomic
def upload(berkas: Path, *, pelaku: User) -> JawabanKemensos:
    """Read and match a file; nothing happens to cases yet. The same file again is matched anew, never applied twice.

    Raises TidakBerwenang, BerkasSalah, or JawabanDitolak (`status`) while the file is being applied.
    """
    require(pelaku, KIRIM)
    terbaca = read(berkas)
    with berkas.open("rb") as isi:
        sidik = hashlib.file_digest(isi, "sha256").hexdigest()
    JawabanKemensos.objects.bulk_create([JawabanKemensos(sidik=sidik, pembuat=pelaku)], ignore_conflicts=True)
    jawaban = JawabanKemensos.objects.select_for_update().get(sidik=sidik)
    if jawaban.status == "menerapkan":
        raise JawabanDitolak("status", "Berkas ini sedang diterapkan. Tunggu sampai selesai.")
    lama = jawaban.baris_jawaban.exclude(keadaan="diterapkan")
    lama.delete()
    tetap = set(jawaban.baris_jawaban.values_list("baris", flat=True))
    baru = [satu for satu in match(terbaca, pelaku=pelaku) if satu.baris not in tetap]
    for satu in baru:
        satu.jawaban = jawaban
    # Rows of desa that this user does not see stay as they are.
    BarisJawaban.objects.bulk_create(baru, batch_size=1000, ignore_conflicts=True)
    jawaban.status = "siap" if any(satu.keadaan == "cocok" for satu in baru) else jawaban.status
    jawaban.save(update_fields=["status"])
    audit.record(
        pelaku=pelaku,
        aksi="jawaban.unggah",
        objek=f"jawaban:{jawaban.pk}",
        rincian={"sidik": sidik, "baris": len(terbaca), **Counter(satu.keadaan for satu in baru)},
    )
    return jawaban


def visible(user: User) -> QuerySet[JawabanKemensos]:
    """Answers that the user uploaded, or with a row about a case in reach."""
    cakupan = cakupan_of(user, KIRIM)
    milik = BarisJawaban.objects.filter(
        Q(usulan__in=Usulan.objects.dalam(cakupan)) | Q(pembaruan__in=Pembaruan.objects.dalam(cakupan)),
        jawaban=OuterRef("pk"),
    )
    return JawabanKemensos.objects.filter(Q(pembuat=user) | Exists(milik)).order_by("-pk")


def rows(jawaban: JawabanKemensos, user: User, keadaan: str = "") -> QuerySet[BarisJawaban]:
    """The rows in reach: those about no case only for whoever uploaded the file."""
    cakupan = cakupan_of(user, KIRIM)
    terjangkau = Q(usulan__in=Usulan.objects.dalam(cakupan)) | Q(pembaruan__in=Pembaruan.objects.dalam(cakupan))
    if jawaban.pembuat_id == user.pk:
        terjangkau |= Q(usulan=None, pembaruan=None)
    semua = jawaban.baris_jawaban.filter(terjangkau).select_related("usulan__program", "pembaruan")
    return semua.filter(keadaan=keadaan) if keadaan else semua


@transaction.atomic
def start(jawaban: JawabanKemensos, *, pelaku: User) -> None:
    """Have the matched rows applied by the worker, in the name and reach of this user.

    Also for an answer whose worker died: what is done stays done. Raises TidakBerwenang or JawabanDitolak (`status`).
    """
    require(pelaku, KIRIM)
    milik = JawabanKemensos.objects.filter(pk=jawaban.pk, status__in=("siap", "menerapkan"))
    if not milik.update(status="menerapkan", penerap=pelaku):
        raise JawabanDitolak("status", "Jawaban ini sudah diterapkan.")
    audit.record(pelaku=pelaku, aksi="jawaban.terapkan", objek=f"jawaban:{jawaban.pk}")
    transaction.on_commit(partial(_queue, jawaban.pk))


def _queue(jawaban_id: int) -> None:
    try:
        current_app.send_task("jawaban.terapkan", [jawaban_id])
    except OperationalError:
        # Back to where a person can press again.
        JawabanKemensos.objects.filter(pk=jawaban_id, status="menerapkan").update(status="siap")
