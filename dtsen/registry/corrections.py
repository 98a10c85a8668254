"""Corrections: the only writer of facts outside imports.

`apply` checks the new values against the fact table and the skips of the questionnaire, compares the base with what
the maker of the case saw, and writes columns, lineage, history, the family's `diubah` and the trail in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.nama import normalize
from dtsen.registry import asal, logic
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, INDIVIDU, KEBERADAAN_HIDUP, Fakta
from dtsen.registry.imports.stage import KUNCI_IMPOR
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga, RiwayatFakta
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.perlindungan import for_trail, is_child, is_specific
from dtsen.registry.values import FaktaSalah, Nilai, NilaiJson, fakta_of, kosong, parse, same, to_json, tulis

KEPALA = 1
MENINGGAL = 2
TEMPAT_KELUARGA = {fakta.nama: i for i, fakta in enumerate(FAKTA_KELUARGA)}
TEMPAT_INDIVIDU = {fakta.nama: i for i, fakta in enumerate(FAKTA_INDIVIDU)}


class StaleFact(RuntimeError):
    """The base changed since the case was filed: `lama` was seen then, `sekarang` stands in the registry."""

    kode = "nilai_berubah"

    def __init__(self, fakta: Fakta, lama: object, sekarang: Nilai) -> None:
        self.pesan = (
            f"{fakta.label} di registri sudah berubah sejak kasus ini ditulis: waktu itu {tulis(fakta, lama)}, "
            f"sekarang {tulis(fakta, sekarang)}. Pembuat kasus perlu memeriksa lalu menyimpannya lagi."
        )
        super().__init__(self.pesan)
        self.fakta, self.lama, self.sekarang = fakta.nama, lama, to_json(sekarang)


@dataclass(frozen=True, slots=True)
class Terapan:
    """What was written: `{fakta: (lama, baru)}` in JSON form; `ikut` are the facts that followed by themselves."""

    perubahan: dict[str, tuple[NilaiJson, NilaiJson]]
    ikut: frozenset[str]
    riwayat_id: int


def current(keluarga: Keluarga, individu: Individu | None = None) -> dict[str, Nilai]:
    """Return every fact of the family, or of one of its members, as it stands now."""
    if individu is not None:
        return {fakta.nama: getattr(individu, fakta.nama) for fakta in FAKTA_INDIVIDU}
    kondisi = KondisiKeluarga.objects.filter(keluarga_id=keluarga.pk).first()
    return {
        fakta.nama: getattr(keluarga, fakta.nama)
        if fakta.nama in ALAMAT
        else (getattr(kondisi, fakta.nama) if kondisi else kosong(fakta))
        for fakta in FAKTA_KELUARGA
    }


def check(
    keluarga: Keluarga, perubahan: Mapping[str, object], *, individu: Individu | None = None, hari: date
) -> tuple[dict[str, Nilai], dict[str, Nilai]]:
    """Return (new values, facts that they empty besides) without writing; raises FaktaSalah as `apply` would."""
    if keluarga.status != "aktif":
        raise FaktaSalah("keluarga_tidak_aktif", "Keluarga ini tidak aktif lagi, datanya tidak dapat diperbarui.")
    if individu is not None and individu.keluarga_id != keluarga.pk:
        raise FaktaSalah("bukan_anggota", "Orang ini bukan lagi anggota keluarga ini. Cari lagi orangnya.")
    orang = individu is not None
    baru = {nama: parse(fakta_of(nama, individu=orang), nilai, hari=hari) for nama, nilai in perubahan.items()}
    keadaan = current(keluarga, individu)
    baru = {nama: nilai for nama, nilai in baru.items() if not same(nilai, keadaan[nama])}
    if not baru:
        raise FaktaSalah("tidak_berubah", "Nilai baru sama dengan yang tercatat. Tidak ada yang perlu diperbarui.")
    ikut = logic.check(keadaan, baru, individu=orang, hari=hari)
    if individu is not None:
        _check_head(keluarga, individu, baru)
        _check_nik(individu, baru)
    return baru, ikut


def _check_head(keluarga: Keluarga, individu: Individu, baru: Mapping[str, Nilai]) -> None:
    if not {"status_hubungan_keluarga", "keberadaan"} & set(baru):
        return
    jadi_kepala = baru.get("status_hubungan_keluarga", individu.status_hubungan_keluarga) == KEPALA
    hidup = baru.get("keberadaan", individu.keberadaan) in (None, *KEBERADAAN_HIDUP)
    if jadi_kepala and hidup and _heads(keluarga).exclude(pk=individu.pk).exists():
        raise FaktaSalah(
            "kepala_ganda",
            "Keluarga ini sudah punya kepala keluarga. Perbarui dahulu hubungan kepala yang lama.",
            "status_hubungan_keluarga",
        )


def _check_nik(individu: Individu, baru: Mapping[str, Nilai]) -> None:
    if individu.nik is None or individu.keberadaan != MENINGGAL or "keberadaan" not in baru:
        return
    with connection.cursor() as kursor:
        # Across the scope: the other holder may live in another desa.
        kursor.execute("SELECT registry_nik_dipakai(%s, %s)", [individu.nik, individu.pk])
        dipakai = kursor.fetchone()[0]
    if dipakai:
        raise FaktaSalah(
            "nik_dipakai", "NIK orang ini dipakai orang lain yang masih hidup. Selesaikan NIK gandanya.", "keberadaan"
        )


def _heads(keluarga: Keluarga) -> Any:
    return Individu.objects.filter(keluarga_id=keluarga.pk, status_hubungan_keluarga=KEPALA).hidup()


@transaction.atomic
def apply(
    keluarga: Keluarga,
    perubahan: Mapping[str, object],
    *,
    dasar: str,
    pelaku: User,
    tanggal: date,
    individu: Individu | None = None,
    alasan: str = "",
    lama: Mapping[str, object] | None = None,
) -> Terapan:
    """Write new values of facts of a family, or of one of its members.

    `tanggal` is the day the values were seen to hold (their lineage date), `lama` what the maker of the case saw:
    where the registry differs from it nothing is written and StaleFact is raised. Values of the family that a change
    makes meaningless (wattage without PLN) are emptied with it. Raises FaktaSalah for values the registry refuses.
    """
    hari = timezone.localdate()
    if tanggal > hari:
        raise FaktaSalah("tanggal_masa_depan", "Tanggal pembaruan tidak boleh sesudah hari ini.")
    _no_import_now()
    keluarga = Keluarga.objects.select_for_update().get(pk=keluarga.pk)
    if individu is not None:
        individu = Individu.objects.select_for_update().get(pk=individu.pk)
    _compare(keluarga, individu, lama or {})
    baru, ikut = check(keluarga, perubahan, individu=individu, hari=hari)
    sebelum = current(keluarga, individu)
    tulisan = {**baru, **ikut}
    kode_asal = asal.encode("pembaruan", tanggal)
    if individu is not None:
        _write_person(individu, tulisan, kode_asal)
        _follow_head(keluarga)
    else:
        _write_family(keluarga, tulisan, kode_asal)
    Keluarga.objects.filter(pk=keluarga.pk).update(diubah=timezone.now())
    beda = {nama: (to_json(sebelum[nama]), to_json(nilai)) for nama, nilai in tulisan.items()}
    riwayat = RiwayatFakta.objects.create(
        keluarga=keluarga,
        individu=individu,
        kode_desa=keluarga.kode_desa,
        dasar=dasar,
        perubahan={nama: list(pasangan) for nama, pasangan in beda.items()},
        alasan=alasan,
        pelaku=pelaku,
    )
    audit.record(
        pelaku=pelaku,
        aksi="fakta.ubah",
        objek=f"keluarga:{keluarga.pk}",
        rincian={"dasar": dasar, "fakta": _names(beda, individu), "individu": individu.pk if individu else None},
        alasan="" if _sensitive(beda, individu, hari) else alasan,
        keluarga=[keluarga.pk],
        individu=[individu.pk] if individu else [],
    )
    return Terapan(beda, frozenset(ikut), riwayat.pk)


def _no_import_now() -> None:
    """Corrections share a lock that an import takes alone while it writes, so that neither overwrites the other."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [KUNCI_IMPOR])
        if not kursor.fetchone()[0]:
            raise FaktaSalah(
                "impor_berjalan", "Sebuah impor sedang ditulis ke registri. Coba lagi beberapa menit lagi."
            )


def _names(beda: Iterable[str], individu: Individu | None) -> list[str]:
    """Names of the facts as the trail may hold them."""
    return sorted({for_trail(fakta_of(nama, individu=individu is not None)) for nama in beda})


def _sensitive(beda: Iterable[str], individu: Individu | None, hari: date) -> bool:
    """Health, disability, a child: what people write about them stays out of the trail."""
    if individu is None:
        return False
    anak = is_child(individu.tanggal_lahir, individu.status_hubungan_keluarga, hari)
    return anak or any(is_specific(INDIVIDU[nama]) for nama in beda)


def _compare(keluarga: Keluarga, individu: Individu | None, lama: Mapping[str, object]) -> None:
    if not lama:
        return
    sekarang = current(keluarga, individu)
    for nama, nilai in lama.items():
        fakta = fakta_of(nama, individu=individu is not None)
        if not same(nilai, sekarang[nama]):
            raise StaleFact(fakta, nilai, sekarang[nama])


def _mark(baris: list[int], tempat: Mapping[str, int], nama: Mapping[str, Nilai], kode_asal: int) -> list[int]:
    """Return the lineage array with the written facts marked; rows imported before a fact existed are shorter."""
    panjang = [*baris, *[0] * (len(tempat) - len(baris))]
    for n in nama:
        panjang[tempat[n]] = kode_asal
    return panjang


def _write_family(keluarga: Keluarga, tulisan: Mapping[str, Nilai], kode_asal: int) -> None:
    kondisi, _ = KondisiKeluarga.objects.select_for_update().get_or_create(keluarga=keluarga)
    for nama, nilai in tulisan.items():
        setattr(keluarga if nama in ALAMAT else kondisi, nama, nilai)
    kondisi.asal = _mark(kondisi.asal, TEMPAT_KELUARGA, tulisan, kode_asal)
    kondisi.save(update_fields=[*(n for n in tulisan if n not in ALAMAT), "asal"])
    if alamat := [n for n in tulisan if n in ALAMAT]:
        keluarga.save(update_fields=alamat)


def _write_person(individu: Individu, tulisan: Mapping[str, Nilai], kode_asal: int) -> None:
    for nama, nilai in tulisan.items():
        setattr(individu, nama, nilai)
    individu.asal = _mark(individu.asal, TEMPAT_INDIVIDU, tulisan, kode_asal)
    kolom = [*tulisan, "asal"]
    if "nama" in tulisan:
        individu.nama_norm = normalize(individu.nama)[:100]
        kolom.append("nama_norm")
    individu.save(update_fields=kolom)


def _follow_head(keluarga: Keluarga) -> None:
    """Keep the family's name that of its living head; without one the last head's name stays."""
    nama = _heads(keluarga).order_by("pk").values_list("nama", flat=True).first()
    if nama is not None:
        Keluarga.objects.filter(Q(pk=keluarga.pk) & ~Q(nama_kepala=nama)).update(nama_kepala=nama)
