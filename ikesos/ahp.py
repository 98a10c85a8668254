"""Weights by experts: a session on a version, judgements of one node by one expert, what the group says, a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.tampil import angka
from ikesos import structure
from ikesos.models import PakarAhp, PenilaianAhp, SesiAhp, Simpul, StrukturVersi
from ikesos.stats import ahp
from ikesos.stats.ahp import HasilAhp, group, solve
from ikesos.structure_faults import KODE

KELOLA = "ikesos.hitung"
TABEL = "saaty-1980"
SKALA = {
    9: "mutlak lebih penting", 8: "jauh sekali lebih penting", 7: "jauh lebih penting",
    6: "cukup jauh lebih penting", 5: "lebih penting", 4: "agak lebih penting",
    3: "sedikit lebih penting", 2: "sedikit sekali lebih penting", 1: "sama penting",
}  # fmt: skip
"""Saaty's scale in words."""


class AhpDitolak(Ditolak):
    """A step that cannot be taken; `kode`: judul, pakar, status, nilai, kosong, kode."""


@dataclass(frozen=True, slots=True)
class Tingkat:
    """One node whose parts are compared: two to ten of them."""

    simpul: Simpul
    anak: list[Simpul]

    @property
    def pasangan(self) -> list[tuple[int, int]]:
        return list(combinations(range(len(self.anak)), 2))


@dataclass(frozen=True, slots=True)
class Gabungan:
    """What the experts say of one node together. `pakai`: consistent judgements; `lain`: those left out."""

    tingkat: Tingkat
    pakai: list[PenilaianAhp]
    lain: list[PenilaianAhp]
    hasil: HasilAhp | None

    @property
    def bobot(self) -> list[tuple[Simpul, float]]:
        return [] if self.hasil is None else list(zip(self.tingkat.anak, map(float, self.hasil.bobot), strict=True))


def levels(versi: StrukturVersi) -> list[Tingkat]:
    """Every node of a version with two to ten parts, from the index down."""
    semua = sorted(versi.simpul.all(), key=lambda s: s.urut)
    hasil = [Tingkat(s, [a for a in semua if a.induk_id == s.pk]) for s in semua]
    return [t for t in hasil if 2 <= len(t.anak) <= len(ahp.TABEL_RI[TABEL])]


@transaction.atomic
def open_session(judul: str, versi: StrukturVersi, *, pelaku: User) -> SesiAhp:
    """Open a session. Raises TidakBerwenang, AhpDitolak (`judul`)."""
    require(pelaku, KELOLA)
    judul = judul.strip()
    if not 3 <= len(judul) <= 120:
        raise AhpDitolak("judul", "Tulis judul sesi, 3 sampai 120 huruf.")
    ini = SesiAhp.objects.create(judul=judul, versi=versi, pembuat=pelaku)
    audit.record(pelaku=pelaku, aksi="ikesos.ahp_buka", objek=f"sesi_ahp:{ini.pk}", rincian={"versi": versi.pk})
    return ini


@transaction.atomic
def invite(sesi: SesiAhp, username: str, *, pelaku: User) -> PakarAhp:
    """Invite an account as an expert. Raises AhpDitolak (`pakar`, `status`)."""
    require(pelaku, KELOLA)
    _require_open(sesi)
    orang = User.objects.filter(username=username.strip(), is_active=True).first()
    if orang is None:
        raise AhpDitolak("pakar", "Tidak ada akun dengan nama itu. Minta admin membuatkannya.")
    try:
        with transaction.atomic():
            ini = PakarAhp.objects.create(sesi=sesi, user=orang)
    except IntegrityError as galat:
        raise AhpDitolak("pakar", "Orang ini sudah diundang.") from galat
    audit.record(
        pelaku=pelaku, aksi="ikesos.ahp_undang", objek=f"sesi_ahp:{sesi.pk}", rincian={"pakar": orang.username}
    )
    return ini


def _require_open(sesi: SesiAhp) -> None:
    if not SesiAhp.objects.filter(pk=sesi.pk, status="terbuka").exists():
        raise AhpDitolak("status", "Sesi ini sudah selesai.")


def read(tingkat: Tingkat, ketik: Mapping[str, str]) -> list[list[float]]:
    """Return the reciprocal matrix of what was chosen, {"i-j": -9..-2, 1..9}: below zero the second one weighs more.

    Raises AhpDitolak (`nilai`) where a pair is missing.
    """
    n = len(tingkat.anak)
    a = np.ones((n, n))
    for i, j in tingkat.pasangan:
        teks = ketik.get(f"{i}-{j}", "")
        nilai = int(teks) if teks.removeprefix("-").isascii() and teks.removeprefix("-").isdigit() else 0
        if abs(nilai) not in SKALA or nilai == -1:
            raise AhpDitolak("nilai", f"Bandingkan {tingkat.anak[i].nama} dengan {tingkat.anak[j].nama}.")
        a[i, j] = nilai if nilai > 0 else 1 / -nilai
        a[j, i] = 1 / a[i, j]
    return [[float(v) for v in baris] for baris in a]


def chosen(penilaian: PenilaianAhp | None, tingkat: Tingkat) -> dict[str, int]:
    """What an expert chose, as `read` takes it; nothing where the parts are others by now."""
    if penilaian is None or penilaian.kode != [a.kode for a in tingkat.anak]:
        return {}
    a = penilaian.matriks
    return {f"{i}-{j}": round(a[i][j]) if a[i][j] >= 1 else -round(1 / a[i][j]) for i, j in tingkat.pasangan}


@transaction.atomic
def judge(pakar: PakarAhp, tingkat: Tingkat, ketik: Mapping[str, str], *, pelaku: User) -> HasilAhp:
    """Keep an expert's comparison of one node. Raises AhpDitolak (`pakar`, `status`, `nilai`)."""
    if pakar.user_id != pelaku.pk:
        raise AhpDitolak("pakar", "Hanya pakar yang diundang menilai.")
    _require_open(pakar.sesi)
    matriks = read(tingkat, ketik)
    hasil = solve(np.array(matriks), tabel=TABEL)
    PenilaianAhp.objects.update_or_create(
        pakar=pakar,
        simpul=tingkat.simpul.kode,
        defaults={
            "kode": [a.kode for a in tingkat.anak],
            "matriks": matriks,
            "cr": hasil.cr,
            "tabel_ri": hasil.tabel_ri,
            "diubah": timezone.now(),
        },
    )
    audit.record(
        pelaku=pelaku,
        aksi="ikesos.ahp_nilai",
        objek=f"sesi_ahp:{pakar.sesi_id}",
        rincian={"simpul": tingkat.simpul.kode, "cr": round(hasil.cr, 4)},
    )
    return hasil


def contradictions(matriks: list[list[float]], tingkat: Tingkat) -> list[tuple[str, ...]]:
    """The triads that contradict each other most, a sentence each: two that were said, what follows, what was said."""
    a, nama = np.array(matriks), [s.nama for s in tingkat.anak]
    return [
        (
            f"{_say(nama[i], nama[j], a[i, j])}.",
            f"{_say(nama[j], nama[k], a[j, k])}.",
            f"Dari keduanya: {_say(nama[i], nama[k], a[i, j] * a[j, k])}.",
            f"Anda menulis: {_say(nama[i], nama[k], a[i, k])}.",
        )
        for i, j, k, _ in ahp.worst_triads(a)
    ]


def _say(kiri: str, kanan: str, nilai: float) -> str:
    if abs(nilai - 1) < 1e-9:
        return f"“{kiri}” sama penting dengan “{kanan}”"
    if nilai < 1:
        kiri, kanan, nilai = kanan, kiri, 1 / nilai
    return f"“{kiri}” {angka(nilai, 0 if abs(nilai - round(nilai)) < 0.05 else 1)} kali “{kanan}”"


def together(sesi: SesiAhp) -> list[Gabungan]:
    """What the group says of each node: geometric mean of the judgements with CR below 0.10 (AIJ, methods A.5)."""
    semua = list(PenilaianAhp.objects.filter(pakar__sesi=sesi).select_related("pakar__user").order_by("pakar"))
    hasil = []
    for tingkat in levels(sesi.versi):
        kode = [a.kode for a in tingkat.anak]
        milik = [p for p in semua if p.simpul == tingkat.simpul.kode and p.kode == kode]
        pakai = [p for p in milik if p.cr < ahp.TERIMA]
        bersama = solve(group([np.array(p.matriks) for p in pakai]), tabel=TABEL) if pakai else None
        hasil.append(Gabungan(tingkat, pakai, [p for p in milik if p.cr >= ahp.TERIMA], bersama))
    return hasil


@transaction.atomic
def adopt(sesi: SesiAhp, kode: str, *, pelaku: User) -> StrukturVersi:
    """Make a draft version with the weights of the group; nodes nobody judged keep theirs. Ends the session.

    Raises TidakBerwenang, AhpDitolak (`kosong`, `status`, `kode`).
    """
    require(pelaku, KELOLA)
    gabungan = [g for g in together(sesi) if g.hasil is not None]
    if not gabungan:
        raise AhpDitolak("kosong", "Belum ada penilaian yang konsisten.")
    if not KODE.fullmatch(kode) or len(kode) > 40 or StrukturVersi.objects.filter(pk=kode).exists():
        raise AhpDitolak("kode", "Tulis kode versi yang belum dipakai: huruf, angka, titik atau tanda hubung.")
    isi = structure.export(sesi.versi)
    bobot = {anak.kode: round(nilai, 6) for g in gabungan for anak, nilai in g.bobot}
    for satu in isi["simpul"]:
        satu["bobot"] = bobot.get(satu["kode"], satu["bobot"])
    pakar = len({p.pakar_id for g in gabungan for p in g.pakai})
    sumber = f"Bobot AHP sesi {sesi.pk} ({sesi.judul}), {pakar} pakar, {len(gabungan)} simpul, RI {TABEL}."
    isi |= {
        "kode": kode,
        "nama": f"{sesi.versi.nama}, bobot AHP"[:120],
        "status": "draf",
        "dokumen": f"{sumber} Dari {sesi.versi.pk}: {sesi.versi.dokumen}"[:300],
    }
    if not SesiAhp.objects.filter(pk=sesi.pk, status="terbuka").update(status="selesai"):
        raise AhpDitolak("status", "Sesi ini sudah selesai.")
    versi, _ = structure.load(isi, pelaku=pelaku)
    SesiAhp.objects.filter(pk=sesi.pk).update(hasil=versi)
    audit.record(pelaku=pelaku, aksi="ikesos.ahp_pakai", objek=f"sesi_ahp:{sesi.pk}", rincian={"versi": kode})
    return versi
