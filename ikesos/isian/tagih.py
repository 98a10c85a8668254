"""Reminding offices of what they owe: in the daily digest of their people (`verval/pesan/pengingat.py`), or on request.

One digest a person and day, whoever asks for it; when an office was last reminded is read from those digests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import boleh, preload, require
from dtsen.accounts.models import User
from dtsen.lib.tampil import tanggal
from ikesos.isian import utang
from ikesos.isian.alur import ISI, KONFIRMASI, IsianDitolak
from ikesos.isian.utang import Utang
from ikesos.models import AnggotaInstansi, Instansi
from verval.models import Pengingat
from verval.pengingat import Butir
from verval.pesan import pengingat

JENIS = "isian"
MENJELANG = (14, 7, 3, 1, 0)
"""Days before a deadline on which people are reminded; once it has passed, every Monday."""
SENIN = 0


@dataclass(slots=True)
class Tagihan:
    """An office with what it owes, its people with an address, and when they were last reminded."""

    instansi: Instansi
    utang: list[Utang] = field(default_factory=list)
    orang: list[User] = field(default_factory=list)
    terakhir: datetime | None = None
    terkirim: bool = False
    hari_ini: bool = False

    @property
    def sampai(self) -> date:
        return min(u.sampai for u in self.utang)

    @property
    def lewat(self) -> int:
        return sum(u.lewat for u in self.utang)


def due_for(user: User, hari: date, banyak: int, diminta: bool) -> Butir | None:
    """What the digest of a person says about inputs; None where nothing is owed or it is not the day."""
    milik = [u for u in utang.open_on(hari, user=user) if u.ditagih]
    if not milik or not (diminta or any(_on_day(u, hari) for u in milik)):
        return None
    return Butir(JENIS, len(milik), [], min(u.sampai for u in milik), kalimat=[_line(u) for u in milik[:banyak]])


def _on_day(u: Utang, hari: date) -> bool:
    return hari.weekday() == SENIN if u.sampai < hari else (u.sampai - hari).days in MENJELANG


def _line(u: Utang) -> str:
    return f"{u.simpul.nama}, {u.periode}, sampai {tanggal(u.sampai)}, {u.kosong} dari {len(u.isi)} wilayah belum"


def bills(hari: date, *, pk: int | None = None) -> list[Tagihan]:
    """Every office that owes something on a day (`pk`: one of them), the most pressing first."""
    hasil: dict[int, Tagihan] = {}
    for u in utang.open_on(hari):
        if u.ditagih and pk in (None, u.tugas.instansi_id):
            hasil.setdefault(u.tugas.instansi_id, Tagihan(u.tugas.instansi)).utang.append(u)
    anggota = AnggotaInstansi.objects.filter(instansi__in=hasil, user__is_active=True).exclude(user__email="")
    semua = list(anggota.select_related("user").order_by("user_id"))
    preload(satu.user for satu in semua)
    for satu in semua:
        if boleh(satu.user, ISI):
            hasil[satu.instansi_id].orang.append(satu.user)
    milik: dict[int, list[Pengingat]] = {}
    for surat in Pengingat.objects.filter(akun__in={u.pk for t in hasil.values() for u in t.orang}).order_by("-hari"):
        milik.setdefault(surat.akun_id, []).append(surat)
    for satu_tagihan in hasil.values():
        _reminded(satu_tagihan, [milik.get(u.pk, []) for u in satu_tagihan.orang], hari)
    return sorted(hasil.values(), key=lambda t: (t.sampai, t.instansi.nama))


def _reminded(tagihan: Tagihan, surat: list[list[Pengingat]], hari: date) -> None:
    isian = [s for semua in surat for s in semua if JENIS in s.rincian and s.status != "lewat"]
    if isian:
        akhir = max(isian, key=lambda s: s.dibuat)
        tagihan.terakhir = akhir.dibuat
        tagihan.terkirim = any(s.status == "terkirim" for s in isian if s.hari == akhir.hari)
    tagihan.hari_ini = bool(surat) and all(any(s.hari == hari for s in semua) for semua in surat)


@transaction.atomic
def remind(instansi: Instansi, *, pelaku: User) -> int:
    """Write to the people of an office now; returns how many. Raises IsianDitolak (`lunas`, `orang`, `hari`)."""
    require(pelaku, KONFIRMASI)
    hari = timezone.localdate()
    semua = bills(hari, pk=instansi.pk)
    if not semua:
        raise IsianDitolak("lunas", f"{instansi} tidak lagi berutang isian.")
    if not semua[0].orang:
        raise IsianDitolak("orang", f"{instansi} belum punya pengisi dengan alamat surel. Minta admin mencatatnya.")
    banyak = sum(pengingat.ask(u, hari, JENIS, len(semua[0].utang)) for u in semua[0].orang)
    if not banyak:
        raise IsianDitolak("hari", f"Pengisi {instansi} sudah mendapat pengingat hari ini. Coba lagi besok.")
    audit.record(
        pelaku=pelaku, aksi="ikesos.isian_ingatkan", objek=f"instansi:{instansi.pk}", rincian={"orang": banyak}
    )
    return banyak
