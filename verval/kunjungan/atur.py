"""Making visits: to one family, handed on, called off. Who visits sees the family from here until the visit ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dtsen.accounts import audit, tugas
from dtsen.accounts.access import Orang, TidakBerwenang
from dtsen.accounts.models import Penugasan, User
from dtsen.lib.transisi import Transition
from dtsen.registry.models import Keluarga
from verval.access import izin_di
from verval.kunjungan.alur import ATUR, TABEL
from verval.kunjungan.galat import KunjunganBerubah, KunjunganDitolak
from verval.models import Kunjungan, Pembaruan, SampelKunjungan, Usulan

BATAS_TERJAUH_HARI = 90
DIPERIKSA = "diperiksa"


def buttons(kunjungan: Kunjungan, user: Orang) -> dict[str, Transition]:
    """Return the hops this user may take now; those of the field only to whoever holds the visit."""
    aksi = TABEL.aksi(kunjungan.status, izin=izin_di(user, kunjungan.keluarga), pembuat=False)
    return {a: t for a, t in aksi.items() if t.izin != "kunjungan.isi" or kunjungan.petugas_id == user.pk}


def check_due(batas: date) -> None:
    """Raise KunjunganDitolak (`batas`) for a day that has passed, or lies too far away."""
    sisa = (batas - timezone.localdate()).days
    if not 0 <= sisa <= BATAS_TERJAUH_HARI:
        raise KunjunganDitolak(
            "batas", f"Batas waktu mulai hari ini, paling jauh {BATAS_TERJAUH_HARI} hari lagi.", "batas"
        )


@transaction.atomic
def assign(
    keluarga: Keluarga,
    penugasan: Penugasan,
    *,
    batas: date,
    pelaku: User,
    pesan: str = "",
    kasus: Pembaruan | Usulan | None = None,
    sampel: SampelKunjungan | None = None,
) -> Kunjungan:
    """Send the holder of an assignment to a family until `batas`; `kasus` is the case under examination it is for.

    Raises TidakBerwenang or KunjunganDitolak (`batas | keluarga_tidak_aktif | kasus | penugasan | sudah_ada`).
    """
    if ATUR not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(ATUR)
    check_due(batas)
    if keluarga.status != "aktif":
        raise KunjunganDitolak("keluarga_tidak_aktif", "Keluarga ini tidak aktif lagi. Cari keluarga yang sekarang.")
    if kasus is not None and (kasus.keluarga_id != keluarga.pk or kasus.status != DIPERIKSA):
        raise KunjunganDitolak("kasus", "Kunjungan untuk kasus hanya saat kasusnya diperiksa. Mulai periksa dahulu.")
    _require_visitor(penugasan)
    kunjungan = _insert(
        Kunjungan(
            keluarga=keluarga,
            kode_desa=keluarga.kode_desa,
            sampel=sampel,
            pembaruan=kasus if isinstance(kasus, Pembaruan) else None,
            usulan=kasus if isinstance(kasus, Usulan) else None,
            penugasan=penugasan,
            petugas=penugasan.user,
            pembuat=pelaku,
            batas=batas,
            pesan=pesan.strip(),
        )
    )
    tugas.give(penugasan, keluarga.pk, dasar=kunjungan.objek)
    record(kunjungan, "tugaskan", pelaku, {"petugas": penugasan.user_id, "kasus": kasus.objek if kasus else ""})
    return kunjungan


def _require_visitor(penugasan: Penugasan) -> None:
    if penugasan.pk not in {p.pk for p in tugas.visitors()}:
        raise KunjunganDitolak("penugasan", "Pilih pendamping yang sedang bertugas.", "penugasan")


def _insert(kunjungan: Kunjungan) -> Kunjungan:
    try:
        with transaction.atomic():
            kunjungan.save(force_insert=True)
    except IntegrityError as galat:
        raise KunjunganDitolak(
            "sudah_ada",
            f"{kunjungan.petugas} sudah punya kunjungan ke keluarga ini yang belum ditinjau. Pilih orang lain.",
            "penugasan",
        ) from galat
    return kunjungan


def record(kunjungan: Kunjungan, aksi: str, pelaku: User, rincian: dict[str, Any] | None = None) -> None:
    """Leave a line about a hop of a visit."""
    audit.record(
        pelaku=pelaku,
        aksi=f"kunjungan.{aksi}",
        objek=kunjungan.objek,
        rincian=rincian,
        keluarga=[kunjungan.keluarga_id],
    )


def step(
    kunjungan: Kunjungan, aksi: str, *, pelaku: User, status: str, alasan: str = "", isian: dict[str, Any]
) -> Transition:
    """Take one hop from `status` with columns `isian`: the table says whether, compare-and-set says when.

    Raises AksiDitolak or KunjunganBerubah.
    """
    langkah = TABEL.check(
        status, aksi, izin=izin_di(pelaku, kunjungan.keluarga), pembuat=False, alasan=alasan
    )  # fmt: skip
    berubah = Kunjungan.objects.filter(pk=kunjungan.pk, status=status, penugasan_ke=kunjungan.penugasan_ke)
    if berubah.update(status=langkah.ke, **isian) != 1:
        raise KunjunganBerubah("Kunjungan ini baru saja diubah orang lain. Lihat keadaan terbarunya.")
    kunjungan.refresh_from_db()
    return langkah


@transaction.atomic
def cancel(kunjungan: Kunjungan, *, alasan: str, pelaku: User, status: str) -> None:
    """Call a visit off: the visitor sees the family no longer, and what the telephone holds is refused."""
    step(kunjungan, "batalkan", pelaku=pelaku, status=status, alasan=alasan, isian={"alasan": alasan.strip()})
    tugas.take_back(kunjungan.penugasan, kunjungan.keluarga_id, dasar=kunjungan.objek)
    record(kunjungan, "batalkan", pelaku, {"status": status})


@transaction.atomic
def reassign(kunjungan: Kunjungan, penugasan: Penugasan, *, batas: date, pelaku: User, status: str) -> None:
    """Hand a visit to somebody else, or give it another day. Answers saved so far stay with the visit."""
    check_due(batas)
    _require_visitor(penugasan)
    lama = kunjungan.penugasan
    isian = {
        "penugasan": penugasan,
        "petugas": penugasan.user,
        "batas": batas,
        "penugasan_ke": F("penugasan_ke") + 1,
    }
    try:
        with transaction.atomic():
            step(kunjungan, "alihkan", pelaku=pelaku, status=status, isian=isian)
    except IntegrityError as galat:
        raise KunjunganDitolak(
            "sudah_ada", f"{penugasan.user} sudah punya kunjungan ke keluarga ini.", "penugasan"
        ) from galat
    tugas.take_back(lama, kunjungan.keluarga_id, dasar=kunjungan.objek)
    tugas.give(penugasan, kunjungan.keluarga_id, dasar=kunjungan.objek)
    record(kunjungan, "alihkan", pelaku, {"dari": lama.user_id, "kepada": penugasan.user_id})
