"""The answer of Kemensos: read a file, match its rows with cases, show what they would do, do it once.

Layout (domain §2.7): NO_USULAN, NIK, NOKK, PROGRAM, HASIL, ALASAN, TANGGAL as csv or workbook. NO_USULAN is our
tracking code; a row without it is a usulan found by NIK and PROGRAM, or No KK where it names nobody. The file itself
is not kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from celery import current_app
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.nik import Nik, NomorKK, NomorSalah, parse_kk, parse_nik
from dtsen.lib.samar import mask_text
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import lingkup
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import NULL, Tanggal, find
from dtsen.registry.imports.tables import Lembar, open_tables
from dtsen.registry.models import DesilResmi
from verval import alur, pembaruan, usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import BarisJawaban, JawabanKemensos, Pembaruan, Usulan
from verval.models.kasus import read_code
from verval.siks import program_name

KIRIM = alur.KIRIM
KOLOM = ("NO_USULAN", "NIK", "NOKK", "PROGRAM", "HASIL", "ALASAN", "TANGGAL")
ARTI = {
    **dict.fromkeys(("DITERIMA", "TERIMA", "DISETUJUI", "SETUJU"), "terima"),
    **dict.fromkeys(("DITOLAK", "TOLAK", "TIDAK DISETUJUI", "TIDAK DITERIMA"), "tolak_kemensos"),
}
"""What HASIL may say; the words are ours until a real file is seen."""
TERJAWAB = frozenset({"diterima", "menunggu_desil", "selesai", "ditolak_kemensos"})
LANJUTAN = {
    "usulan": {"dikirim": "terima", "diterima": "selesaikan"},
    "pembaruan": {"dikirim": "terima", "diterima": "tunggu_desil"},
}
"""The way of an accepted case: status -> hop, until there is none."""
BARIS_MAKS = 50_000
SETUMPUK = 100
"""Rows of one transaction: what is lost when a worker dies is done again by the next."""
ALASAN_MAKS, PESAN_MAKS = 500, 300
Kasus = Usulan | Pembaruan


class JawabanDitolak(ValueError):
    """A step that may not be taken now: `kode` and what to do."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One row as read: numbers as plain digits ("" where missing), or in `salah` what is wrong with it."""

    baris: int
    kode: str = ""
    nik: str = ""
    kk: str = ""
    program: str = ""
    hasil: str = ""
    alasan: str = ""
    tanggal: date | None = None
    salah: str = ""


# --- reading ------------------------------------------------------------------------------------------------


def read(berkas: Path) -> list[Terbaca]:
    """Read a file; raises BerkasSalah where it is not an answer at all. A bad row carries its fault."""
    sisik.inspect(berkas)
    lembar = next((satu for satu in open_tables(berkas) if _is_answer(satu)), None)
    if lembar is None:
        raise BerkasSalah(
            "kolom_kurang",
            f"Kolom HASIL dan NO_USULAN (atau NIK dan PROGRAM) tidak ada. Pakai judul {', '.join(KOLOM)}.",
        )
    tempat, tanggal = find(lembar.judul), Tanggal()
    hasil: list[Terbaca] = []
    for nomor, baris in lembar.rows:
        isi = {k: baris[i].strip() for k in KOLOM if (i := tempat.get(k.lower(), len(baris))) < len(baris)}
        if not any(isi.values()):
            continue
        if len(hasil) == BARIS_MAKS:
            raise BerkasSalah("terlalu_panjang", f"Lebih dari {BARIS_MAKS} baris. Bagi menjadi beberapa berkas.")
        hasil.append(_row(nomor, isi, tanggal))
    if not hasil:
        raise BerkasSalah("kosong", "Berkas hanya berisi judul kolom. Unduh ulang berkas yang berisi jawaban.")
    return hasil


def _is_answer(lembar: Lembar) -> bool:
    ada = set(find(lembar.judul))
    return "hasil" in ada and ("no_usulan" in ada or {"nik", "program"} <= ada)


def _row(nomor: int, isi: dict[str, str], tanggal: Tanggal) -> Terbaca:
    try:
        return _parse(nomor, isi, tanggal)
    except ValueError as galat:
        return Terbaca(nomor, salah=str(galat))


def _parse(nomor: int, isi: dict[str, str], tanggal: Tanggal) -> Terbaca:
    """Raises ValueError with words that repeat nothing of the row."""
    hasil = ARTI.get(" ".join(isi.get("HASIL", "").upper().split()))
    if hasil is None:
        raise ValueError("HASIL harus DITERIMA atau DITOLAK.")
    alasan = mask_text(isi.get("ALASAN", ""))[:ALASAN_MAKS]
    if hasil == "tolak_kemensos" and not alasan:
        raise ValueError("ALASAN kosong. Yang ditolak perlu alasannya.")
    hari = tanggal[isi.get("TANGGAL", "")]
    if hari == "?" or (hari != NULL and date.fromisoformat(hari) > timezone.localdate()):
        raise ValueError("TANGGAL harus tanggal yang sudah lewat, ditulis seperti 31/01/2026.")
    tulisan = isi.get("NO_USULAN", "")
    kode = read_code(tulisan)
    if tulisan and not kode:
        raise ValueError("NO_USULAN bukan kode usulan. Tulis 8 huruf dan angka seperti K7M3-9QXA, atau kosongkan.")
    nik, kk = _digits(isi.get("NIK", ""), parse_nik, "NIK"), _digits(isi.get("NOKK", ""), parse_kk, "NOKK")
    program = " ".join(isi.get("PROGRAM", "").upper().split())
    if not kode and not (program and (nik or kk)):
        raise ValueError("Isi NO_USULAN, atau NIK dan PROGRAM.")
    return Terbaca(nomor, kode, nik, kk, program, hasil, alasan, None if hari == NULL else date.fromisoformat(hari))


def _digits(teks: str, baca: Callable[[str], Nik | NomorKK], kolom: str) -> str:
    try:
        return baca(teks).angka if teks else ""
    except NomorSalah as galat:
        raise ValueError(f"{kolom} bukan nomor yang sah. Perbaiki dari KTP atau KK.") from galat


# --- matching -----------------------------------------------------------------------------------------------


def match(terbaca: Iterable[Terbaca], *, pelaku: User) -> list[BarisJawaban]:
    """Return the rows with their cases in the scope of the user, unsaved; a constant number of queries."""
    semua = list(terbaca)
    calon = _Calon.of(pelaku, semua)
    hasil = [_judge(satu, *calon.find(satu)) for satu in semua]
    _settle_repeated(hasil)
    return hasil


@dataclass(frozen=True, slots=True)
class _Calon:
    """The cases that rows may mean."""

    kode: dict[str, Kasus]
    nik: dict[str, list[Usulan]]
    kk: dict[str, list[Usulan]]

    @classmethod
    def of(cls, pelaku: User, semua: list[Terbaca]) -> _Calon:
        cakupan = cakupan_of(pelaku, KIRIM)
        tercari = {t.kode for t in semua if t.kode}
        nomor = [t for t in semua if not t.kode]
        milik = Usulan.objects.dalam(cakupan).select_related("keluarga", "individu", "program")
        kode: dict[str, Kasus] = {}
        for kasus in milik.filter(kode_lacak__in=tercari).exclude(status="draf"):
            kode[kasus.kode_lacak] = kasus
        koreksi = Pembaruan.objects.dalam(cakupan).select_related("keluarga", "individu").exclude(status="draf")
        for satu in koreksi.filter(kode_lacak__in=tercari):
            kode[satu.kode_lacak] = satu
        per_nik, per_kk = defaultdict[str, list[Usulan]](list), defaultdict[str, list[Usulan]](list)
        terkirim = milik.filter(status__in=TERJAWAB | {"dikirim"})
        for kasus in terkirim.filter(individu__nik__in={t.nik for t in nomor if t.nik}):
            per_nik[kasus.individu.nik or "" if kasus.individu else ""].append(kasus)
        for kasus in terkirim.filter(individu=None, keluarga__nomor_kk__in={t.kk for t in nomor if t.kk}):
            per_kk[kasus.keluarga.nomor_kk or ""].append(kasus)
        return cls(kode, dict(per_nik), dict(per_kk))

    def find(self, t: Terbaca) -> tuple[Kasus | None, str]:
        """Return (the case, "") or (None, why not): `salah`, `tidak_dikenal` or `rancu`."""
        if t.salah:
            return None, "salah"
        if t.kode:
            kasus = self.kode.get(t.kode)
            return (kasus, "") if kasus is not None else (None, "tidak_dikenal")
        calon = [k for k in (*self.nik.get(t.nik, ()), *self.kk.get(t.kk, ())) if _is_program(k, t.program)]
        # Last month's answered proposal of the same person is no rival of the one that waits.
        pilih = [k for k in calon if k.status == "dikirim"] or calon
        if len(pilih) == 1:
            return pilih[0], ""
        if pilih and all(k.status in TERJAWAB for k in pilih):
            return max(pilih, key=lambda k: k.pk), ""
        return None, "rancu" if pilih else "tidak_dikenal"


def _is_program(kasus: Usulan, program: str) -> bool:
    return program in {program_name(kasus.program), kasus.program.pk.upper(), kasus.program.nama.upper()}


PESAN = {
    "tidak_dikenal": "Tidak ada kasusnya di wilayah Anda. Periksa NO_USULAN, atau NIK dan PROGRAM.",
    "rancu": "Lebih dari satu kasus cocok. Isi NO_USULAN pada baris ini.",
}


def _judge(t: Terbaca, kasus: Kasus | None, sebab: str) -> BarisJawaban:
    if kasus is None:
        return BarisJawaban(baris=t.baris, hasil=t.hasil, keadaan=sebab, pesan=t.salah or PESAN[sebab])
    if beda := _differs(t, kasus):
        return BarisJawaban(baris=t.baris, hasil=t.hasil, keadaan="salah", pesan=beda)
    keadaan, pesan = _standing(t.hasil, kasus)
    return BarisJawaban(
        baris=t.baris,
        usulan=kasus if isinstance(kasus, Usulan) else None,
        pembaruan=kasus if isinstance(kasus, Pembaruan) else None,
        hasil=t.hasil,
        alasan=t.alasan,
        tanggal=t.tanggal,
        keadaan=keadaan,
        pesan=pesan,
    )


def _differs(t: Terbaca, kasus: Kasus) -> str:
    """What contradicts the case that NO_USULAN names; blank where nothing does."""
    orang = kasus.individu
    if t.nik and orang is not None and orang.nik and orang.nik != t.nik:
        return "NIK bukan milik orang pada NO_USULAN ini. Periksa baris ini ke Kemensos."
    if t.program and isinstance(kasus, Usulan) and not _is_program(kasus, t.program):
        return "PROGRAM bukan program NO_USULAN ini. Periksa baris ini ke Kemensos."
    return ""


def _standing(hasil: str, kasus: Kasus) -> tuple[str, str]:
    if kasus.status == "dikirim" or (kasus.status == "diterima" and hasil == "terima"):
        return "cocok", ""
    if kasus.status not in TERJAWAB:
        return "belum_dikirim", f"Kasus ini {alur.LABEL[kasus.status].lower()}. Catat dahulu sudah dikirim."
    dulu = "tolak_kemensos" if kasus.status == "ditolak_kemensos" else "terima"
    beda = " Jawaban ini berbeda; tidak ada yang diubah." if dulu != hasil else ""
    return "sudah", f"{alur.LABEL[kasus.status]} sebelum berkas ini.{beda}"


def _settle_repeated(hasil: list[BarisJawaban]) -> None:
    """Two rows about one case: the same answer counts once, two answers count for nothing."""
    milik: dict[tuple[int | None, int | None], list[BarisJawaban]] = defaultdict(list)
    for satu in hasil:
        if satu.keadaan == "cocok":
            milik[satu.usulan_id, satu.pembaruan_id].append(satu)
    for pertama, *lagi in milik.values():
        if any(satu.hasil != pertama.hasil for satu in lagi):
            for satu in (pertama, *lagi):
                satu.keadaan, satu.pesan = (
                    "rancu",
                    "Kasus ini dijawab dua kali dengan hasil berbeda. Tanyakan Kemensos.",
                )
            continue
        for satu in lagi:
            satu.keadaan, satu.pesan = "sudah", f"Sama dengan baris {pertama.baris}."


# --- use cases ----------------------------------------------------------------------------------------------


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
