"""A calculation from start to stored results. Same version, period, inputs and seed: same results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.lib.sql import load
from dtsen.wilayah.models import Wilayah
from ikesos import calculate, decent, figures, inputs, structure
from ikesos.calculate import Nilai
from ikesos.inputs import Isi, Masukan
from ikesos.models import Hitungan, PeringkatIndeks, Simpul, StrukturVersi
from ikesos.models.struktur import KELOMPOK
from ikesos.sebaran import newest_version
from ikesos.stats import kokoh
from ikesos.stats.larik import Pecahan
from ikesos.stats.tutup import ATURAN

BERJALAN = ("menunggu", "berjalan")
LANGKAH = {"angka": "Menghitung angka dari registri", "indeks": "Menghitung indeks", "kokoh": "Menguji kekokohan",
           "simpan": "Menyimpan hasil"}  # fmt: skip
USANG = "Dihitung sebelum aturan kerahasiaan sekarang, jadi sebagian angkanya kini harus tertutup. Hitung ulang."
TINGKAT_PERINGKAT = ("kecamatan", "desa")
SEKALI = 5_000


class HitunganDitolak(Ditolak):
    """Refused; `kode`: periode, struktur, berjalan, antrean, status, aturan, orang_kedua, alasan."""


@transaction.atomic
def start(
    periode: str,
    *,
    pelaku: User,
    versi: StrukturVersi | None = None,
    benih: int = kokoh.BENIH,
    tarikan: int = kokoh.TARIKAN,
    asal: Hitungan | None = None,
) -> Hitungan:
    """Open a calculation of a quarter; raises HitunganDitolak, TidakBerwenang. Queue it after the commit.

    `asal`: take the inputs of that finished calculation instead of today's registry (see `again`).
    """
    require(pelaku, "ikesos.hitung")
    hari = timezone.localdate()
    try:
        triwulan = Periode.dikenal(periode, hari_ini=hari)
    except PeriodeSalah as galat:
        raise HitunganDitolak("periode", galat.pesan) from galat
    acuan = asal.acuan if asal else min(hari, triwulan.selesai)
    versi = versi or structure.in_force(acuan)
    if versi is None:
        raise HitunganDitolak("struktur", "Belum ada struktur yang berlaku. Muat dengan manage.py load_ikesos.")
    try:
        with transaction.atomic():
            ini = Hitungan.objects.create(
                versi=versi, periode=triwulan.kode, acuan=acuan, benih=benih, tarikan=tarikan, dimulai_oleh=pelaku,
                asal=asal, aturan=ATURAN,
            )  # fmt: skip
    except IntegrityError as galat:
        raise HitunganDitolak("berjalan", "Hitungan periode ini sedang berjalan. Tunggu sampai selesai.") from galat
    audit.record(pelaku=pelaku, aksi="ikesos.hitung", objek=f"hitungan:{ini.pk}", rincian={"periode": triwulan.kode})
    return ini


def outdated() -> Hitungan | None:
    """The newest calculation of an older rule of secrecy that would be shown if it had not one; `again` renews it."""
    lama = Hitungan.objects.filter(status="selesai", ditarik=None, aturan__lt=ATURAN).exclude(versi__status="draf")
    satu, kini = lama.order_by("-periode", "-id").first(), newest()
    return satu if satu and (kini is None or kini.periode < satu.periode) else None


def stale(versi: StrukturVersi) -> list[Hitungan]:
    """The newest calculation of each period that `versi` has not calculated under the present rule, oldest first."""
    sudah = Hitungan.objects.filter(versi=versi, status__in=("selesai", *BERJALAN), aturan=ATURAN).values("periode")
    lain = Hitungan.objects.filter(status="selesai", ditarik=None, asal__isnull=True).exclude(periode__in=sudah)
    return list(lain.select_related("versi").order_by("periode", "-id").distinct("periode"))


def again(versi: StrukturVersi, *, pelaku: User) -> list[Hitungan]:
    """Open a calculation of every period that `versi` lacks, from the inputs stored then: one version, one line.

    Raises HitunganDitolak, TidakBerwenang.
    """
    require(pelaku, "ikesos.hitung")
    return [
        start(satu.periode, pelaku=pelaku, versi=versi, benih=satu.benih, tarikan=satu.tarikan, asal=satu)
        for satu in stale(versi)
    ]


def run(pk: int) -> None:
    """Do a waiting calculation; a second call finds nothing to do. A step that breaks off ends it as `gagal`."""
    if Hitungan.objects.filter(pk=pk, status="menunggu").update(status="berjalan") != 1:
        return
    ini = Hitungan.objects.select_related("versi", "asal").get(pk=pk)
    with _ends(ini):
        simpul = list(ini.versi.simpul.prefetch_related("butir").order_by("urut"))
        masukan, banding = _inputs(ini, simpul)
        _progress(ini, "indeks")
        nilai = calculate.values(simpul, masukan)
        lama = {kode: calculate.leaf(node, banding).nilai for kode, node in _counted(simpul, banding)}
        peringkat, ini.kekokohan = _robust(ini, simpul, masukan, nilai)
        _progress(ini, "simpan")
        _store(ini, masukan, nilai, peringkat, lama)


def give_up(pk: int) -> None:
    """End a calculation that could not be queued."""
    Hitungan.objects.filter(pk=pk, status="menunggu").update(status="gagal")


@transaction.atomic
def publish(pk: int, *, pelaku: User) -> Hitungan:
    """Make a finished calculation the one that pages show; a second person's step.

    Raises TidakBerwenang, HitunganDitolak (`status`, `orang_kedua`, `struktur`, `aturan`).
    """
    require(pelaku, "ikesos.terbitkan")
    ini = Hitungan.objects.select_related("versi").get(pk=pk)
    if ini.dimulai_oleh_id == pelaku.pk:
        raise HitunganDitolak("orang_kedua", "Anda yang memulainya. Minta orang lain menerbitkan.")
    if ini.versi.status == "draf":
        raise HitunganDitolak("struktur", "Strukturnya masih rancangan. Berlakukan dahulu, lalu hitung lagi.")
    if ini.aturan != ATURAN:
        raise HitunganDitolak("aturan", USANG)
    kini = Hitungan.objects.filter(pk=pk, status="selesai", diterbitkan=None).update(
        diterbitkan=timezone.now(), diterbitkan_oleh=pelaku, ditarik=None, ditarik_oleh=None, alasan_tarik=""
    )
    if kini != 1:
        raise HitunganDitolak("status", "Hitungan ini belum selesai atau sudah terbit.")
    audit.record(pelaku=pelaku, aksi="ikesos.terbitkan", objek=f"hitungan:{pk}", rincian={"periode": ini.periode})
    ini.refresh_from_db()
    return ini


@transaction.atomic
def withdraw(pk: int, alasan: str, *, pelaku: User) -> Hitungan:
    """Take a published calculation back: pages show the one published before it, until this one is published again.

    Raises TidakBerwenang, HitunganDitolak (`alasan`, `status`).
    """
    require(pelaku, "ikesos.terbitkan")
    alasan = " ".join(alasan.split())
    if not 10 <= len(alasan) <= 500:
        raise HitunganDitolak("alasan", "Tulis mengapa hitungan ini ditarik, 10 sampai 500 huruf.")
    kini = Hitungan.objects.filter(pk=pk, diterbitkan__isnull=False).update(
        diterbitkan=None, diterbitkan_oleh=None, ditarik=timezone.now(), ditarik_oleh=pelaku, alasan_tarik=alasan
    )
    if kini != 1:
        raise HitunganDitolak("status", "Hitungan ini tidak sedang terbit.")
    ini = Hitungan.objects.get(pk=pk)
    rincian = {"periode": ini.periode, "alasan": alasan}
    audit.record(pelaku=pelaku, aksi="ikesos.tarik", objek=f"hitungan:{pk}", rincian=rincian)
    return ini


def twins(ini: Hitungan) -> list[Hitungan]:
    """Earlier finished calculations from exactly the same structure, figures, inputs, seed and rule of secrecy."""
    if not ini.sidik:
        return []
    return list(
        Hitungan.objects.filter(sidik=ini.sidik, aturan=ini.aturan, status="selesai", pk__lt=ini.pk).order_by("id")
    )


def to_publish() -> QuerySet[Hitungan]:
    """The last finished calculation of the newest period, as long as it is not published (no row, or one)."""
    selesai = Hitungan.objects.shown()
    terbit = selesai.filter(diterbitkan__isnull=False).order_by("-periode", "-id").first()
    akhir = selesai.order_by("-periode", "-id").first()
    if akhir is None or akhir.diterbitkan or (terbit is not None and terbit.pk > akhir.pk):
        return Hitungan.objects.none()
    return Hitungan.objects.filter(pk=akhir.pk)


def newest(versi: StrukturVersi | None = None, *, sebelum: str = "") -> Hitungan | None:
    """The calculation that pages show: the last published one of the newest period (or of the newest before one).

    As long as none has been published, the last finished one that is no trial of a draft; pages say so.
    """
    selesai = Hitungan.objects.shown().select_related("versi")
    if versi is not None:
        selesai = selesai.filter(versi=versi)
    if sebelum:
        selesai = selesai.filter(periode__lt=sebelum)
    terbit = selesai.filter(diterbitkan__isnull=False).order_by("-periode", "-diterbitkan").first()
    return terbit or selesai.order_by("-periode", "-id").first()


@contextmanager
def _ends(ini: Hitungan) -> Iterator[None]:
    selesai = False
    try:
        yield
        selesai = True
    finally:
        if not selesai:
            Hitungan.objects.filter(pk=ini.pk, status="berjalan").update(status="gagal")


def _progress(ini: Hitungan, langkah: str, **hitung: int) -> None:
    """Say where the calculation stands; `selesai`, `dari`: parts of the step that are done, and all of them."""
    ini.kemajuan = {"langkah": langkah, "mulai": timezone.now().isoformat(), **hitung}
    Hitungan.objects.filter(pk=ini.pk).update(kemajuan=ini.kemajuan)


def _inputs(ini: Hitungan, simpul: list[Simpul]) -> tuple[Masukan, Masukan]:
    """The inputs, and those of the registry with the desil of the period before (empty where they are the same)."""
    _progress(ini, "angka")
    banding = Masukan([])
    if ini.asal is not None:
        masukan = inputs.restore(ini.asal, simpul)
        ini.versi_desil = ini.asal.versi_desil
    else:
        masukan, banding = _fresh(ini, simpul)
    ini.sidik = masukan.fingerprint(
        ini.versi.sidik, ini.versi_desil, ini.acuan.isoformat(), str(ini.benih), str(ini.tarikan)
    )
    return masukan, banding


def _fresh(ini: Hitungan, simpul: list[Simpul]) -> tuple[Masukan, Masukan]:
    kode = Wilayah.objects.filter(jenis__in=("kabupaten", "kota")).order_by("kode").values_list("kode", flat=True)[0]
    desa = list(Wilayah.objects.filter(induk__induk_id=kode).order_by("kode").values_list("kode", flat=True))
    resmi = newest_version(kode, ini.acuan)
    ini.versi_desil = resmi.versi if resmi else ""
    sebelum = newest(ini.versi, sebelum=ini.periode)
    layak, periode = decent.in_force(ini.acuan), Periode.parse(ini.periode)
    angka = figures.count(kode, desa, acuan=ini.acuan, versi=ini.versi_desil, layak=layak)
    masukan, banding = inputs.gather(simpul, angka, periode, kode), Masukan([])
    if sebelum is not None and sebelum.versi_desil not in ("", ini.versi_desil):
        ini.desil_lama = sebelum.versi_desil
        angka = figures.count(kode, desa, acuan=ini.acuan, versi=ini.desil_lama, layak=layak)
        banding = inputs.gather(simpul, angka, periode, kode)
    return masukan, banding


def _counted(simpul: list[Simpul], banding: Masukan) -> list[tuple[str, Simpul]]:
    """Indicators that were counted with another desil as well."""
    return [(s.kode, s) for s in simpul if s.sumber == "D" and s.kode in banding.isi]


def _robust(
    ini: Hitungan, simpul: list[Simpul], masukan: Masukan, nilai: Nilai
) -> tuple[list[PeringkatIndeks], dict[str, Any]]:
    baris: list[PeringkatIndeks] = []
    ringkas: dict[str, Any] = {}
    dari = len(TINGKAT_PERINGKAT) * len(KELOMPOK)
    for t, tingkat in enumerate(TINGKAT_PERINGKAT):
        letak = calculate.rows_of(masukan.wilayah, tingkat)
        for k, kelompok in enumerate(KELOMPOK):
            _progress(ini, "kokoh", selesai=t * len(KELOMPOK) + k, dari=dari)
            if np.isnan(nilai.nilai[nilai.akar][letak, k]).all():
                continue
            hasil = calculate.robustness(
                simpul, masukan, nilai, tingkat=tingkat, kelompok=k, tarikan=ini.tarikan, benih=ini.benih
            )
            ringkas[f"{tingkat}:{kelompok}"] = {"rata_geser": round(hasil.rata_geser, 6)}
            baris += [
                PeringkatIndeks(
                    hitungan=ini, wilayah_id=masukan.wilayah[i], kelompok=kelompok, peringkat=int(hasil.peringkat[n]),
                    median=int(hasil.median[n]), bawah=int(hasil.bawah[n]), atas=int(hasil.atas[n]),
                    di_luar=bool(hasil.di_luar[n]), peluang_geser=float(hasil.peluang_geser[n]),
                )
                for n, i in enumerate(letak)
                if not np.isnan(hasil.peringkat[n])
            ]  # fmt: skip
    faktor = calculate.factors(simpul, masukan, nilai, benih=ini.benih)
    if faktor is not None:
        ringkas["faktor"] = {
            nama: {"s1": round(float(s1), 6), "st": round(float(st), 6)}
            for nama, s1, st in zip(faktor.faktor, faktor.s1, faktor.st, strict=True)
        }
    return baris, ringkas


@transaction.atomic
def _store(
    ini: Hitungan, masukan: Masukan, nilai: Nilai, peringkat: list[PeringkatIndeks], lama: dict[str, Pecahan]
) -> None:
    """Write rows and the end of the calculation together; a calculation that ended meanwhile writes nothing."""
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, "insert_hasil"), {"hitungan": ini.pk, **_columns(masukan, nilai, lama)})
    PeringkatIndeks.objects.bulk_create(peringkat, batch_size=SEKALI)
    selesai = Hitungan.objects.filter(pk=ini.pk, status="berjalan").update(
        status="selesai", selesai=timezone.now(), sidik=ini.sidik, versi_desil=ini.versi_desil,
        desil_lama=ini.desil_lama, kekokohan=ini.kekokohan, contoh=bool(nilai.contoh[nilai.akar].any()),
    )  # fmt: skip
    if selesai != 1:
        raise HitunganDitolak("berjalan", "Hitungan ini sudah berakhir.")


def _columns(masukan: Masukan, nilai: Nilai, lama: dict[str, Pecahan]) -> dict[str, list[Any]]:
    """Columns of the result: regions by groups (row-major), node after node."""
    bentuk = (len(masukan.wilayah), len(KELOMPOK))
    banyak = bentuk[0] * bentuk[1]
    kosong = np.full(bentuk, np.nan)
    hasil: dict[str, list[Any]] = {}

    def put(**kolom: list[Any]) -> None:
        for nama, isi in kolom.items():
            hasil.setdefault(nama, []).extend(isi)

    for kode in nilai.pohon.urutan:
        daun, isi = nilai.daun.get(kode), masukan.isi.get(kode)
        put(
            wilayah=[w for w in masukan.wilayah for _ in KELOMPOK],
            kelompok=list(KELOMPOK) * bentuk[0],
            simpul=[kode] * banyak,
            masukan=[None] * banyak if isi is None else _documents(isi),
            x=_reals(daun.x if daun else kosong),
            mentah=_reals(daun.mentah if daun else kosong),
            terpotong=daun.terpotong.ravel().tolist() if daun else [False] * banyak,
            nilai=_reals(nilai.nilai[kode]),
            nilai_geo=_reals(nilai.geo if kode == nilai.akar else kosong),
            nilai_desil_lama=_reals(lama.get(kode, kosong)),
            warisan=isi.warisan.ravel().tolist() if isi else [""] * banyak,
            tutup=daun.tutup.ravel().tolist() if daun else [""] * banyak,
            ada=nilai.ada[kode].ravel().tolist(),
            contoh=nilai.contoh[kode].ravel().tolist(),
        )
    return hasil


def _documents(isi: Isi) -> list[str]:
    """The inputs of each region and group as JSON."""
    semua = isi.nilai if isi.semua is None else {**isi.nilai, "semua": isi.semua}
    if not np.isnan(isi.sampel).all():
        semua = {**semua, "sampel": isi.sampel}
    kolom = [_reals(v) for v in semua.values()]
    return [json.dumps(dict(zip(semua, satu, strict=True))) for satu in zip(*kolom, strict=True)]


def _reals(nilai: Pecahan) -> list[float | None]:
    return [None if np.isnan(v) else v for v in nilai.ravel().tolist()]
