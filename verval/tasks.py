"""Celery tasks of the case work: ids in, one use case each; the use case asks whether it still has to run."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from verval import jawaban, kedaluwarsa, kiriman, massal, reaktivasi
from verval.kuota import hitung
from verval.pesan import kirim, pengingat, simpan
from verval.sanggah import jam, pelapor


@shared_task(name="pesan.kirim")
def send_message(pesan_id: int) -> None:
    """Make one attempt to send a message, and come again when it is due again."""
    tunggu = kirim.send(pesan_id)
    if tunggu is not None:
        kirim.queue(pesan_id, tunggu)


@shared_task(name="pesan.susulkan")
def sweep_messages() -> None:
    """Queue messages and reminders whose task got lost."""
    kirim.sweep()
    pengingat.sweep()


@shared_task(name="pesan.buang")
def forget_messages() -> int:
    """Take away messages, and reporters of objections, that have been kept long enough."""
    return simpan.sweep() + pelapor.forget()


@shared_task(name="pengingat.tulis")
def write_reminders() -> int:
    """Write the reminders of the day; running twice adds nothing."""
    return pengingat.write(timezone.localdate())


@shared_task(name="pengingat.kirim")
def send_reminder(pengingat_id: int) -> None:
    """Make one attempt to send a reminder, and come again when it is due again."""
    tunggu = pengingat.send(pengingat_id)
    if tunggu is not None:
        pengingat.queue(pengingat_id, tunggu)


@shared_task(name="kasus.kedaluwarsa")
def expire_cases() -> int:
    """Close filed cases whose musyawarah did not come in time; running twice changes nothing."""
    return kedaluwarsa.expire(timezone.localdate())


@shared_task(name="kasus.massal")
def decide_many(keputusan_id: int) -> None:
    """Move the cases of a bulk decision that have not had their turn."""
    massal.run(keputusan_id)


@shared_task(name="kuota.hitung")
def count_quota(kuota_id: int) -> None:
    """Count the bases of a quota and spread it."""
    hitung.run(kuota_id)


@shared_task(name="kiriman.sapu")
def sweep_keys() -> None:
    """Forget idempotency keys that are a week old."""
    kiriman.sweep()


@shared_task(name="jawaban.terapkan")
def apply_answer(jawaban_id: int) -> None:
    """Take the hops that an answer of Kemensos asks for."""
    jawaban.apply(jawaban_id)


@shared_task(name="kasus.desil_baru")
def close_with_new_desil() -> None:
    """Close corrections that waited for the official desil which an import has brought."""
    jawaban.close_with_new_desil()


@shared_task(name="reaktivasi.kewajiban")
def tend_reactivations() -> dict[str, int]:
    """Close the duties of reactivations that were met, and let lapse those whose day has passed."""
    return reaktivasi.tend(timezone.localdate())


@shared_task(name="sanggah.naikkan")
def escalate_objections() -> dict[str, int]:
    """Raise objections that have waited 10 and 14 days, follow families that moved; twice changes nothing."""
    return jam.tend(timezone.localdate())
