"""Families that somebody is to visit: given and taken back by the case work, read by `access.py`.

Saving and deleting a `TugasKeluarga` writes its own line in the trail (`changes.py`).
"""

from __future__ import annotations

from dtsen.accounts.access import KUNJUNGAN
from dtsen.accounts.models import Penugasan, TugasKeluarga
from dtsen.accounts.peran import PERAN

PERAN_BERKUNJUNG = tuple(kode for kode, isi in PERAN.items() if KUNJUNGAN in isi.izin)


def visitors(kode_desa: str = "") -> list[Penugasan]:
    """Return the assignments in force that may visit, those whose region holds the desa first."""
    semua = (
        Penugasan.objects.aktif()
        .filter(peran__in=PERAN_BERKUNJUNG, user__is_active=True)
        .select_related("user", "wilayah")
        .order_by("wilayah_id", "user__nama", "id")
    )
    return sorted(semua, key=lambda p: not (kode_desa and kode_desa.startswith(p.wilayah_id)))


def give(penugasan: Penugasan, keluarga_id: int, *, dasar: str) -> TugasKeluarga:
    """Let the holder of an assignment see one family until `take_back` with the same `dasar`.

    A task that an admin has given by hand stays what it is.
    """
    lama = TugasKeluarga.objects.filter(penugasan=penugasan, keluarga_id=keluarga_id).first()
    if lama is None:
        return TugasKeluarga.objects.create(penugasan=penugasan, keluarga_id=keluarga_id, dasar=dasar)
    if not TugasKeluarga.objects.aktif().filter(pk=lama.pk).exists():
        baru = TugasKeluarga(penugasan=penugasan, keluarga_id=keluarga_id, dasar=dasar)
        lama.dasar, lama.mulai, lama.selesai = baru.dasar, baru.mulai, None
        lama.save()
    return lama


def take_back(penugasan: Penugasan, keluarga_id: int, *, dasar: str) -> None:
    """End what `give` began, at once; nothing where an admin's own task stands."""
    for tugas in TugasKeluarga.objects.filter(penugasan=penugasan, keluarga_id=keluarga_id, dasar=dasar):
        tugas.delete()
