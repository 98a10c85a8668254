"""Corrections: the only writer of facts outside imports, and what takes them back.

`apply` checks the new values against the fact table and the skips of the questionnaire, compares the base with what
the maker of the case saw, and writes columns, lineage, history, the family's `diubah` and the trail in one transaction.
`reverse` undoes everything that one ground (`pembaruan:12`) has written, values and lineage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.registry import asal, logic, riwayat
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, INDIVIDU, KEBERADAAN_HIDUP, Fakta
from dtsen.registry.models import Individu, Keluarga, RiwayatFakta
from dtsen.registry.perlindungan import for_trail, is_child, is_specific
from dtsen.registry.riwayat import TEMPAT_INDIVIDU, TEMPAT_KELUARGA, Catatan
from dtsen.registry.values import FaktaSalah, Nilai, NilaiJson, fakta_of, parse, same, to_json, tulis

__all__ = ["TEMPAT_INDIVIDU", "TEMPAT_KELUARGA", "StaleFact", "Terapan", "apply", "check", "current", "reverse"]
KEPALA = 1
MENINGGAL = 2


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


class StaleUndo(StaleFact):
    """The registry no longer says what the change that shall be undone wrote: something newer did."""

    def __init__(self, fakta: Fakta, lama: object, sekarang: Nilai) -> None:
        super().__init__(fakta, lama, sekarang)
        self.pesan = (
            f"{fakta.label} sudah diubah lagi sesudah perubahan yang hendak dibatalkan. "
            "Batalkan dahulu perubahan yang lebih baru, atau ajukan pembaruan dengan nilai yang benar."
        )
        self.args = (self.pesan,)


@dataclass(frozen=True, slots=True)
class Terapan:
    """What was written: `{fakta: (lama, baru)}` in JSON form; `ikut` are the facts that followed by themselves."""

    perubahan: dict[str, tuple[NilaiJson, NilaiJson]]
    ikut: frozenset[str]
    riwayat_id: int


def current(keluarga: Keluarga, individu: Individu | None = None) -> dict[str, Nilai]:
    """Return every fact of the family, or of one of its members, as it stands now."""
    fakta, objek = (FAKTA_KELUARGA, keluarga) if individu is None else (FAKTA_INDIVIDU, individu)
    return {nama: nilai for nama, (nilai, _) in riwayat.read(objek, (f.nama for f in fakta)).items()}


def check(
    keluarga: Keluarga, perubahan: Mapping[str, object], *, individu: Individu | None = None, hari: date
) -> tuple[dict[str, Nilai], dict[str, Nilai]]:
    """Return (new values, facts that they empty besides) without writing; raises FaktaSalah as `apply` would."""
    if keluarga.status != "aktif":
        raise FaktaSalah("keluarga_tidak_aktif", "Keluarga ini tidak aktif lagi, datanya tidak dapat diperbarui.")
    if individu is not None and individu.keluarga_id != keluarga.pk:
        raise FaktaSalah("bukan_anggota", "Orang ini bukan lagi anggota keluarga ini. Cari lagi orangnya.")
    if individu is not None and individu.sama_dengan_id is not None:
        raise FaktaSalah("sudah_ditutup", "Data ini sudah ditutup sebagai data ganda. Perbarui data yang satunya.")
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
    if jadi_kepala and hidup and riwayat.heads(keluarga.pk).exclude(pk=individu.pk).exists():
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
    rumah, jiwa = riwayat.lock([keluarga.pk], [individu.pk] if individu else [])
    keluarga = rumah[keluarga.pk]
    individu = jiwa[individu.pk] if individu else None
    _compare(keluarga, individu, lama or {})
    baru, ikut = check(keluarga, perubahan, individu=individu, hari=hari)
    sebelum = current(keluarga, individu)
    tulisan = {**baru, **ikut}
    catatan = Catatan(dasar, pelaku, alasan)
    tambahan: dict[str, Nilai] = {}
    if individu is not None and "keberadaan" in tulisan and individu.keberadaan_sejak is not None:
        tambahan = {"keberadaan_sejak": None}  # It was the day of what no longer holds.
    baris = riwayat.write(individu or keluarga, tulisan | tambahan, asal.encode("pembaruan", tanggal), catatan)
    if individu is not None:
        riwayat.follow_head(keluarga, catatan)
    Keluarga.objects.filter(pk=keluarga.pk).update(diubah=timezone.now())
    beda = {nama: (to_json(sebelum[nama]), to_json(nilai)) for nama, nilai in tulisan.items()}
    audit.record(
        pelaku=pelaku,
        aksi="fakta.ubah",
        objek=f"keluarga:{keluarga.pk}",
        rincian={"dasar": dasar, "fakta": _names(beda, individu), "individu": individu.pk if individu else None},
        alasan="" if _sensitive(beda, individu, hari) else alasan,
        keluarga=[keluarga.pk],
        individu=[individu.pk] if individu else [],
    )
    return Terapan(beda, frozenset(ikut), baris.pk)


def _names(beda: Iterable[str], individu: Individu | None) -> list[str]:
    """Names of the facts as the trail may hold them."""
    return sorted({for_trail(fakta_of(nama, individu=individu is not None)) for nama in beda})


def _sensitive(beda: Iterable[str], individu: Individu | None, hari: date) -> bool:
    """Health, disability, a child: what people write about them stays out of the trail."""
    if individu is None:
        return False
    anak = is_child(individu.tanggal_lahir, individu.status_hubungan_keluarga, hari)
    return anak or any(is_specific(INDIVIDU[nama]) for nama in beda if nama in INDIVIDU)


def _compare(keluarga: Keluarga, individu: Individu | None, lama: Mapping[str, object]) -> None:
    if not lama:
        return
    sekarang = current(keluarga, individu)
    for nama, nilai in lama.items():
        fakta = fakta_of(nama, individu=individu is not None)
        if not same(nilai, sekarang[nama]):
            raise StaleFact(fakta, nilai, sekarang[nama])


@transaction.atomic
def reverse(dasar: str, *, pelaku: User, alasan: str) -> list[int]:
    """Undo every change of one ground that still counts, newest first; return the numbers of the new history rows.

    Values get back what stood before, with its lineage, also where they followed by themselves. Nothing is written and
    StaleUndo is raised where the registry no longer says what the change wrote, or something newer says the same.
    Raises FaktaSalah `tidak_ada_perubahan | di_luar_lingkup | lompatan | kepala_ganda | nik_dipakai | impor_berjalan`.
    """
    riwayat.no_import_now()
    baris = list(riwayat.ours().filter(dasar=dasar))
    if len(baris) != riwayat.count_open(dasar):
        raise FaktaSalah(
            "di_luar_lingkup",
            "Sebagian perubahan ini menyangkut keluarga di luar wilayah Anda. Minta petugas kabupaten membatalkannya.",
        )
    if not baris:
        raise FaktaSalah("tidak_ada_perubahan", "Tidak ada perubahan dari kasus ini yang masih berlaku di registri.")
    rumah, jiwa = riwayat.lock(*riwayat.touched(baris))
    # Two who undo the same ground: the second waited for these locks, and the rows it read are taken back by now.
    if baris != list(riwayat.ours().filter(dasar=dasar)):
        raise FaktaSalah("tidak_ada_perubahan", "Perubahan ini baru saja dibatalkan orang lain. Muat ulang halamannya.")
    catatan = Catatan(dasar, pelaku, alasan)
    sebelum = {pk: _make_up(pk) for pk in rumah}
    with riwayat.refusals():
        hasil = [_undo(satu, rumah, jiwa, catatan).pk for satu in baris]
    for keluarga in Keluarga.objects.filter(pk__in=rumah):
        _check_make_up(keluarga, *sebelum[keluarga.pk])
        riwayat.follow_head(keluarga, catatan)
    Keluarga.objects.filter(pk__in=rumah).update(diubah=timezone.now())
    hari = timezone.localdate()
    tertutup = any(_sensitive(b.perubahan, jiwa.get(b.individu_id or 0), hari) for b in baris)
    audit.record(
        pelaku=pelaku,
        aksi="fakta.batal",
        objek=f"keluarga:{baris[0].keluarga_id}",
        rincian={"dasar": dasar, "riwayat": hasil},
        alasan="" if tertutup else alasan,
        keluarga=rumah,
        individu=jiwa,
    )
    return hasil


def _undo(
    baris: RiwayatFakta, rumah: Mapping[int, Keluarga], jiwa: Mapping[int, Individu], catatan: Catatan
) -> RiwayatFakta:
    orang = baris.individu_id is not None
    objek = jiwa[baris.individu_id] if baris.individu_id is not None else rumah[baris.keluarga_id]
    beda = riwayat.pairs(baris)
    baru_ada = beda.pop(riwayat.ADA, None) is not None
    kini = riwayat.read(objek, beda)
    lebih_baru = {nama for lain in riwayat.later(baris) for nama in riwayat.pairs(lain)}
    nilai, kode_asal = dict[str, Nilai](), dict[str, int]()
    for nama, (lama, baru) in beda.items():
        fakta = riwayat.describe(nama, individu=orang)
        asal_lama, asal_baru = baris.asal.get(nama, (0, kini[nama][1]))
        berubah = nama in lebih_baru or not same(baru, kini[nama][0]) or asal_baru != kini[nama][1]
        if berubah and nama == "nama_kepala":
            continue  # It follows the head, whoever that is now.
        if berubah:
            raise StaleUndo(fakta, *((None, None) if nama in riwayat.NOMOR else (baru, kini[nama][0])))
        nilai[nama], kode_asal[nama] = riwayat.from_json(fakta, lama), asal_lama
    if baru_ada:
        for nama in lebih_baru:
            raise StaleUndo(riwayat.describe(nama, individu=orang), None, None)
        return riwayat.remove(objek, baris, catatan)
    _check_skips(objek, nilai, lebih_baru)
    return riwayat.write(objek, nilai, kode_asal, catatan, membatalkan=baris)


def _check_skips(objek: Keluarga | Individu, nilai: Mapping[str, Nilai], lebih_baru: set[str]) -> None:
    """A value filled since then may stand behind a gate that the old value closes."""
    orang = isinstance(objek, Individu)
    fakta = {n: v for n, v in nilai.items() if n in (TEMPAT_INDIVIDU if orang else TEMPAT_KELUARGA)}
    if not fakta or not lebih_baru:
        return
    keadaan = {n: v for n, (v, _) in riwayat.read(objek, TEMPAT_INDIVIDU if orang else TEMPAT_KELUARGA).items()}
    for nama in logic.consequences(keadaan, fakta, individu=orang):
        if nama in lebih_baru:
            label = riwayat.describe(nama, individu=orang).label
            raise FaktaSalah("lompatan", f"{label} diisi sesudah perubahan ini. Batalkan dahulu isian itu.", nama)


def _make_up(keluarga_id: int) -> tuple[int, int]:
    """Return how many living heads and how many living members a family has."""
    return riwayat.heads(keluarga_id).count(), Individu.objects.filter(keluarga_id=keluarga_id).hidup().count()


def _check_make_up(keluarga: Keluarga, kepala: int, hidup: int) -> None:
    # A source may have brought two heads; only a further one is refused.
    kepala_kini, hidup_kini = _make_up(keluarga.pk)
    if kepala_kini > max(kepala, 1):
        raise FaktaSalah(
            "kepala_ganda",
            "Keluarga ini sudah punya kepala keluarga lain. Perbarui dahulu hubungannya, lalu batalkan lagi.",
            "status_hubungan_keluarga",
        )
    if keluarga.status != "aktif" and hidup_kini > hidup:
        raise FaktaSalah(
            "keluarga_tidak_aktif",
            "Anggota tidak dapat kembali ke keluarga yang tidak aktif. Batalkan dahulu yang menutup keluarga itu.",
        )
