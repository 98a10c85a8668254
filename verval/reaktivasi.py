"""PBI-JK taken up again (Permensos 3/2026; domain §4.6): checked, filed, followed to Kemensos, and the duty after it.

The duty "update DTSEN within two periods or be removed in the third" is read as: the two quarters after the one of the
reactivation; `batas_pembaruan` is the last day of the second.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.periode import Periode
from dtsen.lib.tampil import tanggal as tulis_tanggal
from dtsen.lib.transisi import Transition
from dtsen.registry import lingkup
from dtsen.registry.fakta import KEBERADAAN_HIDUP
from dtsen.registry.models import Individu
from verval import alur, alur_layanan, hop
from verval.access import izin_di
from verval.hop import KasusDitolak, StaleStatus
from verval.kelayakan import Penolakan, desil_terakhir
from verval.models import Pembaruan, Reaktivasi
from verval.models.layanan import REAKTIVASI_TANPA_HASIL

TABEL = alur_layanan.REAKTIVASI
AJUKAN = alur_layanan.AJUKAN_LAYANAN
BULAN_MAKS = 6
MEMENUHI = ("disetujui", "disahkan_opd", "dikirim", "diterima", "menunggu_desil", "selesai")
"""Statuses of a pembaruan that the Dinsos has approved."""
BARU = "Usulkan sebagai PBI-JK baru lewat Usulan bansos."


class ReaktivasiDitolak(KasusDitolak):
    """Not open to this person: every reason with its way out."""

    def __init__(self, penolakan: list[Penolakan]) -> None:
        rincian = {"penolakan": [asdict(satu) for satu in penolakan]}
        super().__init__(penolakan[0].kode, penolakan[0].lengkap, rincian=rincian)
        self.penolakan = penolakan


def months_later(hari: date, bulan: int) -> date:
    """Return the same day some months later, or the last of that month."""
    nomor = hari.month - 1 + bulan
    tahun, ke = hari.year + nomor // 12, nomor % 12 + 1
    return date(tahun, ke, min(hari.day, monthrange(tahun, ke)[1]))


def duty_ends(aktif_sejak: date) -> date:
    """Return the last day on which an update of DTSEN keeps a reactivation."""
    return Periode.of(aktif_sejak).berikut.berikut.selesai


def check(orang: Individu, tanggal_hapus: date, *, hari: date, kasus: Reaktivasi | None = None) -> list[Penolakan]:
    """Return every reason against a filing on a day, with the way out; `kasus` is the one that asks."""
    hasil = []
    batas = months_later(tanggal_hapus, BULAN_MAKS)
    if tanggal_hapus > hari:
        hasil.append(Penolakan("tanggal", "Tanggal dihapus belum terjadi.", "Periksa tanggalnya di SIKS-NG."))
    elif hari > batas:
        hasil.append(
            Penolakan(
                "lewat_enam_bulan",
                f"Dihapus {tulis_tanggal(tanggal_hapus)}; reaktivasi paling lambat {BULAN_MAKS} bulan sesudahnya, "
                f"yaitu {tulis_tanggal(batas)} (Permensos 3/2026).",
                BARU,
            )
        )
    lain = Reaktivasi.objects.filter(individu=orang).exclude(status__in=REAKTIVASI_TANPA_HASIL)
    if lain.exclude(pk=kasus.pk if kasus else 0).exists():
        hasil.append(
            Penolakan("sudah_sekali", "Reaktivasi PBI-JK hanya sekali untuk setiap orang, dan sudah dipakai.", BARU)
        )
    if orang.keberadaan is not None and orang.keberadaan not in KEBERADAAN_HIDUP:
        hasil.append(
            Penolakan("tidak_tinggal", "Orang ini tidak lagi tercatat tinggal bersama keluarga.", "Periksa datanya.")
        )
    if orang.nik is None:
        hasil.append(
            Penolakan("nik_tidak_ada", "NIK orang ini belum ada atau rusak.", "Perbaiki NIK lewat pembaruan dahulu.")
        )
    return hasil


def _snapshot(orang: Individu) -> dict[str, Any]:
    resmi = desil_terakhir(orang.keluarga)
    return {"desil_nasional": resmi.nasional if resmi else None, "desil_versi": resmi.versi if resmi else ""}


@dataclass(frozen=True, slots=True)
class Isian:
    """What is written about a reactivation."""

    tanggal_hapus: date
    faskes: str
    nomor_surat: str = ""
    catatan: str = ""

    def kolom(self) -> dict[str, Any]:
        if not self.faskes.strip():
            raise KasusDitolak("isian", "Tulis nama fasilitas kesehatan pada suratnya.", "faskes")
        return {
            "tanggal_hapus": self.tanggal_hapus,
            "faskes": self.faskes.strip(),
            "nomor_surat": self.nomor_surat.strip(),
            "catatan": self.catatan.strip(),
        }


@transaction.atomic
def draft(orang: Individu, isian: Isian, *, pelaku: User) -> Reaktivasi:
    """Write a reactivation of one person, not filed yet.

    Raises TidakBerwenang, ReaktivasiDitolak (the rules) or KasusDitolak (`isian`).
    """
    keluarga = orang.keluarga
    if AJUKAN not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(AJUKAN)
    kolom = isian.kolom()
    if tolak := check(orang, isian.tanggal_hapus, hari=timezone.localdate()):
        raise ReaktivasiDitolak(tolak)
    kasus = Reaktivasi(
        keluarga=keluarga, individu=orang, kode_desa=keluarga.kode_desa, pembuat=pelaku, **kolom, **_snapshot(orang)
    )
    try:
        with transaction.atomic():
            kasus.save(force_insert=True)
    except IntegrityError as galat:
        raise KasusDitolak("sudah_sekali", f"Reaktivasi orang ini sudah dibuat orang lain. {BARU}") from galat
    audit.record(pelaku=pelaku, aksi="reaktivasi.draf", objek=kasus.objek, **hop.subjects(kasus))
    return kasus


@transaction.atomic
def revise(kasus: Reaktivasi, isian: Isian, *, pelaku: User) -> None:
    """Change one's own draft or returned reactivation. Raises KasusDitolak (`isian`) or StaleStatus."""
    milik = Reaktivasi.objects.filter(pk=kasus.pk, pembuat=pelaku, status__in=kasus.DIISI)
    if not milik.update(**isian.kolom(), disimpan=timezone.now()):
        raise StaleStatus
    audit.record(pelaku=pelaku, aksi="reaktivasi.ubah", objek=kasus.objek, **hop.subjects(kasus))


@transaction.atomic
def move(
    kasus: Reaktivasi,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str = "",
    pengajuan_ke: int | None = None,
    tanggal: date | None = None,
    hari: date | None = None,
    pembaruan: Pembaruan | None = None,
) -> Transition:
    """Take one hop. Filing checks the rules again and keeps the official desil; `terima` begins the duty on `tanggal`.

    Raises AksiDitolak, StaleStatus, ReaktivasiDitolak or KasusDitolak (`tanggal` and those of `hop.step`).
    """
    kasus = Reaktivasi.objects.select_related("keluarga", "individu").get(pk=kasus.pk)
    hari = hari or timezone.localdate()
    lagi: dict[str, Any] = {}
    if aksi == "ajukan" and kasus.individu is not None:
        # The day of the first filing counts: a case that was sent back for repair has kept its time.
        dulu = timezone.localtime(kasus.diajukan).date() if kasus.diajukan else hari
        if tolak := check(kasus.individu, kasus.tanggal_hapus, hari=dulu, kasus=kasus):
            raise ReaktivasiDitolak(tolak)
        lagi |= _snapshot(kasus.individu)
    elif aksi == "terima":
        sejak = tanggal or hari
        if not kasus.tanggal_hapus <= sejak <= hari:
            raise KasusDitolak("tanggal", "Aktif sejak: sesudah dihapus dari PBI-JK, paling lambat hari ini.")
        lagi |= {"aktif_sejak": sejak, "batas_pembaruan": duty_ends(sejak)}
    elif pembaruan is not None:
        lagi["pembaruan"] = pembaruan
    return hop.step(
        kasus, TABEL, aksi, pelaku=pelaku, alasan=alasan, status=status, pengajuan_ke=pengajuan_ke, lagi=lagi
    )


# --- the duty afterwards ------------------------------------------------------------------------------------


def met_by(kasus: Reaktivasi) -> Pembaruan | None:
    """Return the first approved pembaruan of the family between activation and the last day."""
    semua = Pembaruan.objects.filter(
        keluarga=kasus.keluarga_id,
        status__in=MEMENUHI,
        diputuskan__date__gte=kasus.aktif_sejak,
        diputuskan__date__lte=kasus.batas_pembaruan,
    )
    return semua.order_by("diputuskan").first()


def pending(kasus: Reaktivasi) -> bool:
    """Whether a pembaruan was filed in time and is not decided: the lapse waits for it."""
    terbuka = Q(status__in=alur.TERBUKA) & Q(diajukan__date__lte=kasus.batas_pembaruan)
    return Pembaruan.objects.filter(terbuka, keluarga=kasus.keluarga_id).exists()


def tend(hari: date) -> dict[str, int]:
    """Close the duties that were met, and let lapse those whose day has passed; returns how many of each.

    Every one leaves a hop and a line in the trail. One transaction each; running twice changes nothing.
    """
    with lingkup.within(lingkup.INDONESIA):
        nomor = list(Reaktivasi.objects.filter(status="aktif").order_by("pk").values_list("pk", flat=True))
    hasil = {"dipenuhi": 0, "gugur": 0}
    for pk in nomor:
        with lingkup.within(lingkup.INDONESIA):
            jadi = _tend_one(pk, hari)
        if jadi:
            hasil[jadi] += 1
    return hasil


def _tend_one(pk: int, hari: date) -> str:
    kasus = Reaktivasi.objects.filter(pk=pk, status="aktif").first()
    if kasus is None or kasus.batas_pembaruan is None:
        return ""
    try:
        if pembaruan := met_by(kasus):
            move(kasus, "penuhi", pelaku=None, status="aktif", pembaruan=pembaruan)
            return "dipenuhi"
        if hari > kasus.batas_pembaruan and not pending(kasus):
            move(
                kasus,
                "gugurkan",
                pelaku=None,
                status="aktif",
                alasan=f"Data keluarga tidak diperbarui sampai {tulis_tanggal(kasus.batas_pembaruan)}.",
            )
            return "gugur"
    except StaleStatus:
        pass
    return ""
