"""From typing to a confirmed input: save, attach, send, confirm or send back. A second person confirms."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import boleh, require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from ikesos.isian import lembar as isi_lembar
from ikesos.isian.lembar import CATATAN, SAMPEL, Baris, Lembar, text
from ikesos.models import BarisSetoran, IsianInput, Setoran, TugasIsian
from ikesos.models.isian import TERBUKA
from verval.bukti import inspect

ISI, KONFIRMASI = "ikesos.isi", "ikesos.konfirmasi"
DIISI = ("draf", "dikembalikan")


class IsianDitolak(Ditolak):
    """A step that cannot be taken: `kode` (milik, status, isian, catatan, sumber, orang_kedua, alasan), what to do."""


def tasks_of(user: User) -> list[TugasIsian]:
    """What the user's offices owe."""
    if not boleh(user, ISI):
        return []
    return list(
        TugasIsian.objects.filter(instansi__anggota__user=user, instansi__aktif=True).select_related("instansi")
    )


def visible_task(user: User, indikator: str) -> TugasIsian | None:
    """The task of an indicator, where the user fills it in or confirms."""
    tugas = TugasIsian.objects.filter(indikator=indikator).select_related("instansi").first()
    if tugas is None or boleh(user, KONFIRMASI):
        return tugas
    return tugas if any(t.pk == tugas.pk for t in tasks_of(user)) else None


def may_fill(user: User, tugas: TugasIsian) -> bool:
    return any(t.pk == tugas.pk for t in tasks_of(user))


def newest(indikator: str, periode: str) -> Setoran | None:
    """The sheet being worked on, else the last confirmed one."""
    return Setoran.objects.filter(indikator=indikator, periode=periode).select_related("pengisi", "pemutus").first()


def rows(lembar: Lembar, setoran: Setoran | None) -> list[Baris]:
    """The rows of the sheet as they stand: of `setoran`, else the confirmed inputs; judged again."""
    ketik: dict[str, dict[str, str]] = {}
    if setoran is not None and setoran.status in TERBUKA:
        for b in setoran.baris.all():
            ketik[b.wilayah_id] = {h: text(n) for h, n in b.nilai.items()} | {
                SAMPEL: text(b.sampel), CATATAN: b.catatan
            }  # fmt: skip
    pasti = isi_lembar.confirmed(lembar, lembar.periode)
    if not ketik:
        for kode, semua in pasti.items():
            if not any(s.contoh for s in semua):
                ketik[kode] = {s.butir.rpartition(".")[2]: text(s.nilai) for s in semua}
                ketik[kode][SAMPEL] = text(semua[0].sampel)
    hasil = isi_lembar.read(lembar, ketik)
    for baris in hasil:
        baris.contoh = any(s.contoh for s in pasti.get(baris.wilayah.kode, []))
    return hasil


@transaction.atomic
def save(
    lembar: Lembar, isi: Mapping[str, Mapping[str, str]], *, sumber: str, dokumen: str, pelaku: User
) -> tuple[Setoran, list[Baris]]:
    """Keep a draft of the sheet; returns it and its judged rows.

    Raises TidakBerwenang, IsianDitolak (`milik`, `status`; `isian` where a row is wrong: then nothing is kept).
    """
    require(pelaku, ISI)
    if not may_fill(pelaku, lembar.tugas):
        raise IsianDitolak("milik", f"Indikator ini diisi {lembar.tugas.instansi}.")
    baris = isi_lembar.read(lembar, isi)
    if any(b.salah for b in baris):
        raise IsianDitolak("isian", "Perbaiki baris yang bertanda, lalu simpan lagi.")
    setoran = _opened(lembar, pelaku)
    kini = Setoran.objects.filter(pk=setoran.pk, status__in=DIISI).update(
        sumber=sumber.strip(), dokumen=dokumen.strip(), pengisi=pelaku, pemutus=None,
        penulis=sorted({*setoran.penulis, pelaku.pk}),
    )  # fmt: skip
    if not kini:
        raise IsianDitolak("status", "Isian ini sudah dikirim. Tunggu hasil konfirmasinya.")
    setoran.baris.all().delete()
    BarisSetoran.objects.bulk_create(
        BarisSetoran(setoran=setoran, wilayah=b.wilayah, nilai=b.nilai, sampel=b.sampel, catatan=b.catatan)
        for b in baris
        if not b.kosong
    )
    _noted(setoran, "isian_simpan", pelaku, baris=sum(not b.kosong for b in baris))
    setoran.refresh_from_db()
    return setoran, baris


def _opened(lembar: Lembar, pelaku: User) -> Setoran:
    kunci = {"indikator": lembar.simpul.kode, "periode": lembar.periode}
    # Locked: of two who save at once both are named among those who wrote.
    ada = Setoran.objects.select_for_update(of=("self",)).filter(**kunci, status__in=TERBUKA).first()
    if ada is not None:
        return ada
    try:
        with transaction.atomic():
            return Setoran.objects.create(**kunci, pengisi=pelaku)
    except IntegrityError as galat:
        raise IsianDitolak("status", "Rekan Anda baru saja mulai mengisi. Muat ulang halaman ini.") from galat


def path_of(setoran: Setoran) -> Path:
    """Where its document lies: outside the web root."""
    return Path(settings.BERKAS_DIR) / "ikesos" / setoran.berkas


@transaction.atomic
def attach(setoran: Setoran, isi: bytes, *, pelaku: User) -> None:
    """Keep the document the numbers come from, written anew. Raises UnggahanDitolak, IsianDitolak (`status`)."""
    require(pelaku, ISI)
    bersih = inspect(isi)
    nama = secrets.token_hex(16)
    kini = Setoran.objects.filter(pk=setoran.pk, status__in=DIISI, pengisi=pelaku).update(
        berkas=nama, tipe=bersih.tipe, sidik=hashlib.sha256(bersih.berkas).hexdigest()
    )
    if not kini:
        raise IsianDitolak("status", "Isian ini sudah dikirim. Dokumennya tidak dapat diganti.")
    setoran.refresh_from_db()
    tujuan = path_of(setoran)
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    tujuan.write_bytes(bersih.berkas)
    tujuan.chmod(0o600)


@transaction.atomic
def send(lembar: Lembar, setoran: Setoran, *, pelaku: User) -> None:
    """Hand a draft in. Raises IsianDitolak (`milik`, `isian`, `catatan`, `sumber`, `status`)."""
    require(pelaku, ISI)
    if not may_fill(pelaku, lembar.tugas):
        raise IsianDitolak("milik", f"Indikator ini diisi {lembar.tugas.instansi}.")
    setoran = Setoran.objects.select_for_update(of=("self",)).get(pk=setoran.pk)  # nobody changes what is judged here
    baris = rows(lembar, setoran)
    if not setoran.baris.exists():
        raise IsianDitolak("isian", "Isi paling sedikit satu wilayah.")
    tanpa = [b.wilayah.nama for b in baris if b.ganjil and not b.catatan]
    if tanpa:
        raise IsianDitolak("catatan", f"Beri catatan mengapa angkanya demikian: {', '.join(tanpa)}.")
    if not setoran.sumber or not (setoran.dokumen or setoran.berkas):
        raise IsianDitolak("sumber", "Tulis sumber angkanya dan dokumennya.")
    kini = Setoran.objects.filter(pk=setoran.pk, status__in=DIISI).update(
        status="dikirim", dikirim=timezone.now(), pengisi=pelaku, pemutus=None, alasan="",
        penulis=sorted({*setoran.penulis, pelaku.pk}),
    )  # fmt: skip
    if not kini:
        raise IsianDitolak("status", "Isian ini sudah dikirim.")
    _noted(setoran, "isian_kirim", pelaku)


@transaction.atomic
def confirm(setoran: Setoran, *, pelaku: User) -> int:
    """Make inputs of a sent sheet, as `setoran` was read; returns how many made-up rows they replaced.

    Raises IsianDitolak (`orang_kedua`, `status`).
    """
    _decide(setoran, "dikonfirmasi", pelaku=pelaku)
    diganti = 0
    baru: list[IsianInput] = []
    for b in setoran.baris.all():
        # What stood there goes, made up or real: the sheet itself keeps who said what.
        lama = IsianInput.objects.filter(
            butir__startswith=f"{setoran.indikator}.", wilayah=b.wilayah_id, periode=setoran.periode,
            kelompok="umum", status="dikonfirmasi",
        )  # fmt: skip
        diganti += lama.filter(contoh=True).count()
        lama.delete()
        baru += [
            IsianInput(
                wilayah_id=b.wilayah_id, periode=setoran.periode, butir=f"{setoran.indikator}.{huruf}", nilai=nilai,
                sampel=b.sampel, sumber=setoran.sumber, dokumen=setoran.dokumen, status="dikonfirmasi",
            )
            for huruf, nilai in b.nilai.items()
        ]  # fmt: skip
    IsianInput.objects.bulk_create(baru)
    _noted(setoran, "isian_konfirmasi", pelaku, baris=len(baru), contoh_diganti=diganti)
    return diganti


@transaction.atomic
def send_back(setoran: Setoran, alasan: str, *, pelaku: User) -> None:
    """Return a sent sheet with a reason. Raises IsianDitolak (`alasan`, `orang_kedua`, `status`)."""
    alasan = alasan.strip()
    if not 5 <= len(alasan) <= 500:
        raise IsianDitolak("alasan", "Tulis apa yang harus diperbaiki, 5 sampai 500 huruf.")
    _decide(setoran, "dikembalikan", pelaku=pelaku, alasan=alasan)
    _noted(setoran, "isian_kembalikan", pelaku)


def _decide(setoran: Setoran, status: str, *, pelaku: User, alasan: str = "") -> None:
    require(pelaku, KONFIRMASI)
    kini = Setoran.objects.select_for_update(of=("self",)).get(pk=setoran.pk)
    if pelaku.pk in {kini.pengisi_id, *kini.penulis}:
        raise IsianDitolak("orang_kedua", "Anda ikut mengisinya. Minta orang lain mengonfirmasi.")
    if kini.status != "dikirim" or kini.dikirim != setoran.dikirim:
        raise IsianDitolak("status", "Isian ini tidak sedang menunggu konfirmasi. Muat ulang halaman ini.")
    Setoran.objects.filter(pk=setoran.pk).update(
        status=status, pemutus=pelaku, diputuskan=timezone.now(), alasan=alasan
    )


def _noted(setoran: Setoran, aksi: str, pelaku: User, **rincian: int) -> None:
    audit.record(
        pelaku=pelaku,
        aksi=f"ikesos.{aksi}",
        objek=f"setoran:{setoran.pk}",
        rincian={"indikator": setoran.indikator, "periode": setoran.periode, **rincian},
    )
