"""Family make-up: who belongs to which family, and the numbers they carry.

    OPERASI["meninggal"].check(keluarga, {"individu": 31, "sejak": "2026-11-02"})
    OPERASI["meninggal"].apply(keluarga, {...}, dasar="susunan:7", pelaku=user, tanggal=hari)

An operation only plans: a list of steps, made from what it is given and what the registry says. `check` makes the plan
and throws it away; `apply` makes it, locks what it touches (families, then persons, by number), makes it again on rows
that now stand still, and writes it. Every step is a history row, so `corrections.reverse` takes any operation back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah, parse_kk, parse_nik
from dtsen.registry import asal, logic, riwayat
from dtsen.registry.fakta import FAKTA_INDIVIDU, INDIVIDU, KEBERADAAN_HIDUP, KELUARGA, TANGGAL, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import is_child, is_specific
from dtsen.registry.riwayat import PELANGGARAN, Catatan
from dtsen.registry.values import FaktaSalah, Nilai, fakta_of, kosong, parse
from dtsen.wilayah.models import Wilayah

KEPALA = 1
TINGGAL_BERSAMA, MENINGGAL, PINDAH, KE_LUAR_NEGERI, ANGGOTA_BARU, TIDAK_DITEMUKAN = 1, 2, 3, 4, 5, 6
TUJUAN = {
    "keluarga": "Keluarga lain di kabupaten ini",
    "dalam_negeri": "Ke luar kabupaten",
    "luar_negeri": "Ke luar negeri",
}
CALON = "calon"
"""Status of a family that a case proposes (`calon.py`)."""
NIK_DI_LAIN = (
    "NIK ini sudah tercatat di keluarga lain. Ajukan pecah KK dari keluarga itu, atau keluarkan orang ini dari daftar "
    "lalu ajukan pindah masuk sesudah keluarga baru disetujui."
)
HILANG = "hilang"
"""Status of a family that nobody of was found."""
ALAMAT_BARU = ("alamat", "rt", "rw", "dusun")
SEJAK = Fakta("sejak", "Tanggal kejadian", TANGGAL)
Isi: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Isian:
    """One thing an operation is told.

    `jenis`: individu (number of a member) | individu_lain (number of anybody) | anggota (`{number: hubungan}` of
    members) | keluarga (number of another family) | orang (`{fakta: value, "nik": text}` of a new person) |
    daftar_orang (list of those) | nik | nomor_kk | hubungan | tujuan (key of TUJUAN) | tanggal | desa (code) |
    alamat (`{alamat, rt, rw, dusun}`).
    """

    nama: str
    label: str
    jenis: str
    wajib: bool = True


@dataclass(eq=False, slots=True)
class KeluargaBaru:
    """A family that a plan adds."""

    kode_desa: str
    nilai: dict[str, Nilai]
    pk: int | None = None


@dataclass(eq=False, slots=True)
class OrangBaru:
    """A person that a plan adds; its facts, and `nik` where it is known."""

    keluarga: Keluarga | KeluargaBaru
    nilai: dict[str, Nilai]


@dataclass(eq=False, slots=True)
class Ubah:
    """New values of a family or person; `ke` is the family somebody moves to."""

    objek: Keluarga | Individu
    nilai: dict[str, Nilai]
    ke: Keluarga | KeluargaBaru | None = None


@dataclass(slots=True)
class Rencana:
    """What an operation would write, in order. `tunggu` says what stands in the way outside one's own scope."""

    langkah: list[KeluargaBaru | OrangBaru | Ubah] = field(default_factory=list)
    penutup: dict[int, str] = field(default_factory=dict)
    tunggu: str = ""

    def people(self) -> list[Individu]:
        return [s.objek for s in self.langkah if isinstance(s, Ubah) and isinstance(s.objek, Individu)]

    def families(self) -> set[int]:
        """Families that are there already and lose, gain or change something."""
        hasil = {o.keluarga_id for o in self.people()}
        for s in self.langkah:
            for k in (s.ke, s.objek) if isinstance(s, Ubah) else (s.keluarga,) if isinstance(s, OrangBaru) else ():
                if isinstance(k, Keluarga):
                    hasil.add(k.pk)
        return hasil


@dataclass(frozen=True, slots=True)
class Hasil:
    """What was written: history rows, and the numbers of families and persons that were added."""

    riwayat: tuple[int, ...]
    keluarga_baru: tuple[int, ...]
    individu_baru: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Operasi:
    """One kind of change of family make-up."""

    kode: str
    label: str
    isian: tuple[Isian, ...]
    rencana: Callable[[Keluarga, Isi, date], Rencana] = field(repr=False)
    pada_keluarga: bool = True
    status: str = "aktif"
    """Status of the family that it stands on."""

    def check(self, keluarga: Keluarga | None, isi: Isi, *, hari: date | None = None) -> Rencana:
        """Return the plan without writing. Raises FaktaSalah, NikSalah or KKSalah as `apply` would.

        A plan with `tunggu` needs somebody with a wider scope: `apply` refuses it from here.
        """
        hari = hari or timezone.localdate()
        for satu in self.isian:
            if satu.wajib and isi.get(satu.nama) in (None, "", [], {}):
                raise FaktaSalah("kosong", f"{satu.label} harus diisi.", satu.nama)
        if self.pada_keluarga or keluarga is not None:
            if keluarga is None:
                raise FaktaSalah("kosong", "Pilih keluarganya lebih dahulu.", "keluarga")
            keluarga = self._standing(Keluarga.objects.filter(pk=keluarga.pk).first())
        rencana = self.rencana(keluarga, isi, hari)  # type: ignore[arg-type]
        _check_households(rencana)
        return rencana

    def _standing(self, keluarga: Keluarga | None) -> Keluarga:
        if keluarga is not None and keluarga.status != self.status != "aktif":
            raise FaktaSalah("status_keluarga", f"{self.label} tidak dapat dicatat untuk keluarga ini sekarang.")
        return keluarga if keluarga is not None and self.status != "aktif" else _active(keluarga)

    @transaction.atomic
    def apply(
        self, keluarga: Keluarga | None, isi: Isi, *, dasar: str, pelaku: User, tanggal: date, alasan: str = ""
    ) -> Hasil:
        """Write the change; `tanggal` is the day it was seen to hold (its lineage date).

        Raises what `check` raises, and FaktaSalah `impor_berjalan | di_luar_lingkup | susunan_berubah |
        tanggal_masa_depan`.
        """
        hari = timezone.localdate()
        if tanggal > hari:
            raise FaktaSalah("tanggal_masa_depan", "Tanggal perubahan tidak boleh sesudah hari ini.")
        calon = self.check(keluarga, isi, hari=hari)
        if calon.tunggu:
            raise FaktaSalah("di_luar_lingkup", calon.tunggu)
        rumah, jiwa = riwayat.lock(calon.families(), (o.pk for o in calon.people()))
        rencana = self.check(keluarga, isi, hari=hari)
        tersentuh = rencana.families()
        if not (tersentuh <= set(rumah) and {o.pk for o in rencana.people()} <= set(jiwa)):
            raise FaktaSalah("susunan_berubah", "Susunan keluarga ini baru saja berubah. Muat ulang lalu periksa lagi.")
        catatan = Catatan(dasar, pelaku, alasan)
        with riwayat.refusals():
            hasil = _execute(rencana, asal.encode("pembaruan", tanggal), catatan)
        terkait = Keluarga.objects.filter(pk__in={*tersentuh, *hasil.keluarga_baru})
        for satu in terkait:
            riwayat.follow_head(satu, catatan)
        terkait.update(diubah=timezone.now())
        audit.record(
            pelaku=pelaku,
            aksi=f"susunan.{self.kode}",
            objek=f"keluarga:{keluarga.pk if keluarga else hasil.keluarga_baru[0]}",
            rincian={"dasar": dasar, "riwayat": list(hasil.riwayat)},
            alasan="" if _sensitive(rencana, hari) else alasan,
            keluarga=[*tersentuh, *hasil.keluarga_baru],
            individu=[*jiwa, *hasil.individu_baru],
        )
        return hasil


def _execute(rencana: Rencana, kode_asal: int, catatan: Catatan) -> Hasil:
    nomor, rumah, orang = list[int](), list[int](), list[int]()

    def place(k: Keluarga | KeluargaBaru) -> Keluarga:
        return k if isinstance(k, Keluarga) else Keluarga.objects.get(pk=k.pk or 0)

    for s in rencana.langkah:
        if isinstance(s, KeluargaBaru):
            keluarga, baris = riwayat.add_family(s.kode_desa, s.nilai, kode_asal, catatan)
            s.pk = keluarga.pk
            rumah.append(keluarga.pk)
        elif isinstance(s, OrangBaru):
            baru, baris = riwayat.add_person(place(s.keluarga), s.nilai, kode_asal, catatan)
            orang.append(baru.pk)
        else:
            nilai = s.nilai | ({"keluarga_id": place(s.ke).pk} if s.ke else {})
            baris = riwayat.write(s.objek, nilai, kode_asal, catatan)
        nomor.append(baris.pk)
    return Hasil(tuple(nomor), tuple(rumah), tuple(orang))


def _sensitive(rencana: Rencana, hari: date) -> bool:
    """A child, health, disability: what people write about them stays out of the trail."""
    anak = any(is_child(o.tanggal_lahir, o.status_hubungan_keluarga, hari) for o in rencana.people())
    for s in rencana.langkah:
        if isinstance(s, OrangBaru):
            lahir, hubungan = s.nilai.get("tanggal_lahir"), s.nilai.get("status_hubungan_keluarga")
            anak |= is_child(lahir if isinstance(lahir, date) else None, int(str(hubungan)), hari)
            anak |= any(is_specific(INDIVIDU[n]) for n in s.nilai if n != "nik")
    return anak


# What every plan must leave behind: one head at most, and no family without anybody that counts as one.


def _alive(keberadaan: object) -> bool:
    return keberadaan is None or keberadaan in KEBERADAAN_HIDUP


def _check_households(rencana: Rencana) -> None:
    """Follow the steps on paper; refuse a second head, close the families that nobody is left in."""
    sebelum: dict[int, dict[int | OrangBaru, Nilai]] = {pk: {} for pk in rencana.families()}
    for o in Individu.objects.filter(keluarga_id__in=sebelum).hidup():
        sebelum[o.keluarga_id][o.pk] = o.status_hubungan_keluarga
    isi: dict[int | KeluargaBaru, dict[int | OrangBaru, Nilai]] = {pk: dict(o) for pk, o in sebelum.items()}
    for s in rencana.langkah:
        if isinstance(s, KeluargaBaru):
            isi[s] = {}
        elif isinstance(s, OrangBaru):
            isi[_key(s.keluarga)][s] = s.nilai["status_hubungan_keluarga"]
        elif isinstance(s.objek, Individu):
            isi[s.objek.keluarga_id].pop(s.objek.pk, None)
            if _alive(s.nilai.get("keberadaan", s.objek.keberadaan)):
                hubungan = s.nilai.get("status_hubungan_keluarga", s.objek.status_hubungan_keluarga)
                isi[_key(s.ke) if s.ke else s.objek.keluarga_id][s.objek.pk] = hubungan
    for k, orang in isi.items():
        _check_heads(k, list(orang.values()).count(KEPALA), sebelum)
    for pk, dulu in sebelum.items():
        if dulu and not isi[pk]:
            rencana.langkah.append(Ubah(Keluarga.objects.get(pk=pk), {"status": rencana.penutup.get(pk, "bubar")}))


def _key(k: Keluarga | KeluargaBaru) -> int | KeluargaBaru:
    return k.pk if isinstance(k, Keluarga) else k


def _check_heads(k: int | KeluargaBaru, kepala: int, sebelum: Mapping[int, Mapping[Any, Nilai]]) -> None:
    # A source may have brought two heads; only a further one is refused.
    dulu = list(sebelum[k].values()).count(KEPALA) if isinstance(k, int) else 0
    if kepala > max(dulu, 1):
        raise FaktaSalah(
            "kepala_ganda",
            "Keluarga itu akan punya dua kepala keluarga. Pilih hubungan lain untuk salah satunya.",
            "status_hubungan_keluarga",
        )
    if isinstance(k, KeluargaBaru) and not kepala:
        raise FaktaSalah(
            "tanpa_kepala",
            "Keluarga baru perlu seorang kepala keluarga. Pilih siapa yang menjadi kepala.",
            "status_hubungan_keluarga",
        )


# Reading what an operation is told.


def _active(keluarga: Keluarga | None) -> Keluarga:
    if keluarga is None:
        raise FaktaSalah(
            "di_luar_lingkup", "Keluarga itu tidak ada di wilayah Anda. Minta desa tujuan mencatat pindah masuk.",
            "keluarga",
        )  # fmt: skip
    if keluarga.status != "aktif":
        raise FaktaSalah("keluarga_tidak_aktif", "Keluarga ini tidak aktif lagi. Cari keluarga yang masih aktif.")
    return keluarga


def _number(nama: str, mentah: object) -> int:
    teks = str(mentah)
    if not (teks.isascii() and teks.isdigit() and len(teks) < 19):
        raise FaktaSalah("bukan_angka", "Pilihannya tidak dikenal. Pilih lagi dari daftar.", nama)
    return int(teks)


def _other(keluarga: Keluarga, nama: str, mentah: object) -> Keluarga:
    lain = _active(Keluarga.objects.filter(pk=_number(nama, mentah)).first())
    if lain.pk == keluarga.pk:
        raise FaktaSalah("keluarga_sama", "Keluarga itu keluarga yang sama. Pilih keluarga lain.", nama)
    return lain


def _member(keluarga: Keluarga, nama: str, mentah: object, *, hidup: bool = True) -> Individu:
    orang = Individu.objects.filter(pk=_number(nama, mentah), keluarga_id=keluarga.pk).first()
    if orang is None:
        raise FaktaSalah("bukan_anggota", "Orang ini bukan lagi anggota keluarga ini. Cari lagi orangnya.", nama)
    if hidup and not _alive(orang.keberadaan):
        raise FaktaSalah(
            "bukan_anggota_hidup", "Orang ini tercatat sudah meninggal, pindah, atau tidak ditemukan.", nama
        )
    return orang


def _members(keluarga: Keluarga, nama: str, mentah: object) -> list[tuple[Individu, object]]:
    if not isinstance(mentah, Mapping):
        raise FaktaSalah("bentuk", "Pilih anggota keluarganya dari daftar.", nama)
    return [(_member(keluarga, nama, pk), hubungan) for pk, hubungan in mentah.items()]


def _relation(mentah: object) -> Nilai:
    fakta = INDIVIDU["status_hubungan_keluarga"]
    nilai = parse(fakta, mentah, hari=date.max)
    if nilai is None:
        raise FaktaSalah("kosong", f"{fakta.label} harus diisi.", fakta.nama)
    return nilai


def _since(isi: Isi, hari: date, orang: Iterable[Individu]) -> Nilai:
    nilai = parse(SEJAK, isi.get("sejak"), hari=hari)
    for o in orang:
        if isinstance(nilai, date) and o.tanggal_lahir and nilai < o.tanggal_lahir:
            raise FaktaSalah(
                "sebelum_lahir", "Tanggal kejadian sebelum tanggal lahir orangnya. Periksa keduanya.", "sejak"
            )
    return nilai


def _ask(fungsi: str, angka: str, selain: int) -> bool:
    """Ask across the scope whether somebody else holds a number."""
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {fungsi}(%s, %s)", [angka, selain])
        return bool(kursor.fetchone()[0])


def free_nik(mentah: object, selain: int = 0) -> str:
    """Return the digits of a NIK that nobody living but `selain` carries; raises NikSalah or FaktaSalah."""
    angka = parse_nik(str(mentah)).angka
    if _ask("registry_nik_dipakai", angka, selain):
        raise FaktaSalah(
            "nik_dipakai",
            "NIK ini tercatat atas nama orang lain yang masih hidup. Pakai pindah masuk atau data ganda.",
            "nik",
        )
    return angka


def free_kk(mentah: object, selain: int = 0) -> str:
    """Return the digits of a No KK that no active family but `selain` carries; raises KKSalah or FaktaSalah."""
    angka = parse_kk(str(mentah)).angka
    if _ask("registry_kk_dipakai", angka, selain):
        salah = PELANGGARAN["keluarga_kk_unik_aktif"]
        raise FaktaSalah(salah.kode, salah.pesan, salah.fakta)
    return angka


def _person(mentah: object, keluarga: Keluarga | KeluargaBaru, hari: date) -> OrangBaru:
    """Read a new person: facts by the fact table and the skips of the questionnaire, the NIK if it is known."""
    if not isinstance(mentah, Mapping):
        raise FaktaSalah("bentuk", "Isi data orangnya lebih dahulu.", "orang")
    baru = {n: parse(fakta_of(n, individu=True), v, hari=hari) for n, v in mentah.items() if n != "nik"}
    if not baru.get("nama"):
        raise FaktaSalah("kosong", "Nama harus diisi.", "nama")
    baru["status_hubungan_keluarga"] = _relation(mentah.get("status_hubungan_keluarga"))
    baru["keberadaan"] = ANGGOTA_BARU
    baru = {n: v for n, v in baru.items() if v is not None and v != ""}
    logic.check({f.nama: kosong(f) for f in FAKTA_INDIVIDU}, baru, individu=True, hari=hari)
    if mentah.get("nik"):
        baru["nik"] = free_nik(mentah["nik"])
    return OrangBaru(keluarga, baru)


def require_desa(kode_desa: str) -> None:
    """Raise FaktaSalah (`di_luar_lingkup`) unless this is a desa or kelurahan inside the scope of the transaction."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT wilayah_dalam(%s, NULL)", [kode_desa])
        dalam = bool(kursor.fetchone()[0])
    if not dalam or not Wilayah.objects.filter(kode=kode_desa, jenis__in=("desa", "kelurahan")).exists():
        raise FaktaSalah("di_luar_lingkup", "Desa itu di luar wilayah Anda. Pilih desa dari daftar.", "desa")


def _new_family(isi: Isi, kode_desa: str, alamat: Mapping[str, Nilai], hari: date) -> KeluargaBaru:
    tulis = isi.get("alamat") or {}
    if not isinstance(tulis, Mapping) or set(tulis) - set(ALAMAT_BARU):
        raise FaktaSalah("bentuk", "Isi alamat, RT, RW, dan dusun saja.", "alamat")
    baru = {n: parse(KELUARGA[n], v, hari=hari) for n, v in tulis.items()}
    require_desa(kode_desa)
    nilai: dict[str, Nilai] = {"nomor_kk": free_kk(isi["nomor_kk"]), **(baru or alamat)}
    return KeluargaBaru(kode_desa, {n: v for n, v in nilai.items() if v})


def _successor(keluarga: Keluarga, isi: Isi, pergi: Iterable[Individu]) -> list[Ubah]:
    """The member who becomes head of those who stay, if somebody was named."""
    if not isi.get("kepala_baru"):
        return []
    orang = _member(keluarga, "kepala_baru", isi["kepala_baru"])
    if orang.pk in {o.pk for o in pergi}:
        raise FaktaSalah("bukan_anggota_hidup", "Kepala yang baru harus anggota yang tetap tinggal.", "kepala_baru")
    return [Ubah(orang, {"status_hubungan_keluarga": KEPALA})]


# The operations. Each returns its plan; the order of steps is the order of writing.


def _anggota_baru(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    return Rencana([_person(isi["orang"], keluarga, hari)])


def _keluarga_baru(calon: Keluarga | None, isi: Isi, hari: date) -> Rencana:
    """A whole family; `calon` is the row that a case proposed it by, which becomes the family."""
    baru = _new_family(isi, calon.kode_desa if calon else str(isi["desa"]), {}, hari)
    daftar = isi["anggota"]
    if not isinstance(daftar, list | tuple):
        raise FaktaSalah("bentuk", "Isi data anggota keluarganya satu per satu.", "anggota")
    keluarga: Keluarga | KeluargaBaru = calon or baru
    orang = [_numbered_person(ke, satu, keluarga, hari) for ke, satu in enumerate(daftar)]
    nik = [o.nilai["nik"] for o in orang if "nik" in o.nilai]
    if len(set(nik)) < len(nik):
        raise FaktaSalah("nik_dipakai", "Dua anggota ditulis dengan NIK yang sama. Periksa kembali KK.", "nik")
    if calon is None:
        return Rencana([baru, *orang])
    if not any(o.nilai["status_hubungan_keluarga"] == KEPALA for o in orang):
        raise FaktaSalah("tanpa_kepala", "Pilih siapa yang menjadi kepala keluarga.", "anggota")
    return Rencana([Ubah(calon, {"status": "aktif", **baru.nilai}), *orang])


def _numbered_person(ke: int, mentah: object, keluarga: Keluarga | KeluargaBaru, hari: date) -> OrangBaru:
    """Read one of several new persons; a refusal says which (`anggota_0_nik`)."""
    try:
        return _person(mentah, keluarga, hari)
    except FaktaSalah as galat:
        pesan = NIK_DI_LAIN if galat.kode == "nik_dipakai" else galat.pesan
        raise FaktaSalah(galat.kode, f"Anggota {ke + 1}: {pesan}", f"anggota_{ke}_{galat.fakta}") from None
    except NomorSalah as galat:
        raise FaktaSalah(galat.kode, f"Anggota {ke + 1}: {galat.pesan}", f"anggota_{ke}_nik") from None


def _meninggal(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    orang = _member(keluarga, "individu", isi["individu"])
    nilai: dict[str, Nilai] = {"keberadaan": MENINGGAL, "keberadaan_sejak": _since(isi, hari, [orang])}
    return Rencana([Ubah(orang, nilai), *_successor(keluarga, isi, [orang])])


def _tidak_ditemukan(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    orang = _member(keluarga, "individu", isi["individu"])
    nilai: dict[str, Nilai] = {"keberadaan": TIDAK_DITEMUKAN, "keberadaan_sejak": _since(isi, hari, [orang])}
    return Rencana([Ubah(orang, nilai), *_successor(keluarga, isi, [orang])], {keluarga.pk: HILANG})


def _tinggal_bersama(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    """Somebody recorded as dead, moved or not found lives here after all, or again."""
    orang = _member(keluarga, "individu", isi["individu"], hidup=False)
    _not_closed(orang, "individu")
    if _alive(orang.keberadaan):
        raise FaktaSalah("tidak_berubah", "Orang ini sudah tercatat tinggal bersama keluarga.", "individu")
    if orang.keberadaan == MENINGGAL and orang.nik is not None:
        free_nik(orang.nik, orang.pk)
    nilai: dict[str, Nilai] = {"keberadaan": TINGGAL_BERSAMA, "keberadaan_sejak": _since(isi, hari, [orang])}
    if isi.get("hubungan"):
        nilai["status_hubungan_keluarga"] = _relation(isi["hubungan"])
    return Rencana([Ubah(orang, nilai)])


def _keluarga_hilang(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    """Nobody of the family was found at the address; it counts nowhere until it is found again."""
    orang = list(Individu.objects.for_keluarga(keluarga.pk).hidup())
    if not orang:
        raise FaktaSalah("tidak_ada_anggota", "Keluarga ini tidak punya anggota yang tercatat tinggal di sini.")
    nilai: dict[str, Nilai] = {"keberadaan": TIDAK_DITEMUKAN, "keberadaan_sejak": _since(isi, hari, orang)}
    return Rencana([Ubah(satu, nilai) for satu in orang], {keluarga.pk: HILANG})


def _keluarga_ditemukan(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    """The family is there again, with everybody who was not found; whoever is still missing is recorded anew."""
    semua = Individu.objects.for_keluarga(keluarga.pk).filter(keberadaan=TIDAK_DITEMUKAN, sama_dengan=None)
    orang = list(semua)
    if not orang:
        raise FaktaSalah("tidak_ada_anggota", "Tidak ada anggota keluarga ini yang tercatat tidak ditemukan.")
    if keluarga.nomor_kk is not None:
        free_kk(keluarga.nomor_kk, keluarga.pk)
    nilai: dict[str, Nilai] = {"keberadaan": TINGGAL_BERSAMA, "keberadaan_sejak": _since(isi, hari, orang)}
    return Rencana([Ubah(keluarga, {"status": "aktif"}), *(Ubah(satu, nilai) for satu in orang)])


def _pindah_keluar(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    anggota = _members(keluarga, "anggota", isi["anggota"])
    pergi = [orang for orang, _ in anggota]
    tujuan = str(isi["tujuan"])
    if tujuan not in TUJUAN:
        raise FaktaSalah("kode_tidak_ada", "Pilih ke mana mereka pindah.", "tujuan")
    penerus = _successor(keluarga, isi, pergi)
    if tujuan == "keluarga":
        ke = _other(keluarga, "ke", isi.get("ke") or "")
        masuk = [Ubah(orang, {"status_hubungan_keluarga": _relation(h)}, ke) for orang, h in anggota]
        return Rencana([*masuk, *penerus], {keluarga.pk: "gabung"})
    if not isi.get("sejak"):
        raise FaktaSalah("kosong", "Tanggal pindah harus diisi.", "sejak")
    nilai: dict[str, Nilai] = {
        "keberadaan": PINDAH if tujuan == "dalam_negeri" else KE_LUAR_NEGERI,
        "keberadaan_sejak": _since(isi, hari, pergi),
    }
    return Rencana([*(Ubah(orang, nilai) for orang in pergi), *penerus], {keluarga.pk: "pindah"})


def _pindah_masuk(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    nik = parse_nik(str(isi["nik"]))
    nilai = {"status_hubungan_keluarga": _relation(isi["hubungan"])}
    orang = Individu.objects.dengan_nik(nik).exclude(keberadaan=MENINGGAL).first()
    if orang is None:
        if _ask("registry_nik_dipakai", nik.angka, 0):
            # Not even whether the person lives in the next desa or at the other end of the kabupaten.
            return Rencana(tunggu="NIK ini tercatat di desa lain. Kirim permintaan agar petugas kabupaten memindahkan.")
        raise FaktaSalah("nik_tidak_tercatat", "NIK ini belum tercatat. Pakai anggota baru.", "nik")
    _not_closed(orang, "nik")
    if _alive(orang.keberadaan):
        if orang.keluarga_id == keluarga.pk:
            raise FaktaSalah("sudah_anggota", "Orang dengan NIK ini sudah anggota keluarga ini.", "nik")
    else:
        nilai |= {"keberadaan": ANGGOTA_BARU, "keberadaan_sejak": _since(isi, hari, [orang])}
    ke = keluarga if orang.keluarga_id != keluarga.pk else None
    return Rencana([Ubah(orang, nilai, ke)], {orang.keluarga_id: "gabung"})


def _pecah_kk(keluarga: Keluarga, isi: Isi, hari: date) -> Rencana:
    anggota = _members(keluarga, "anggota", isi["anggota"])
    pergi = [orang for orang, _ in anggota]
    if not Individu.objects.filter(keluarga_id=keluarga.pk).hidup().exclude(pk__in=[o.pk for o in pergi]).exists():
        raise FaktaSalah("tidak_ada_sisa", "Semua anggota ikut pindah. Pakai perbaikan No KK.", "anggota")
    alamat = {n: getattr(keluarga, n) for n in ALAMAT_BARU}
    baru = _new_family(isi, str(isi.get("desa") or keluarga.kode_desa), alamat, hari)
    masuk = [Ubah(orang, {"status_hubungan_keluarga": _relation(h)}, baru) for orang, h in anggota]
    return Rencana([baru, *masuk, *_successor(keluarga, isi, pergi)])


def _gabung(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    dari = _other(keluarga, "dari", isi["dari"])
    anggota = _members(dari, "anggota", isi.get("anggota") or {})
    tinggal = Individu.objects.filter(keluarga_id=dari.pk).hidup().exclude(pk__in=[o.pk for o, _ in anggota])
    if tinggal.exists():
        raise FaktaSalah("anggota_kurang", "Isi hubungan setiap anggota keluarga yang digabungkan.", "anggota")
    masuk = [Ubah(orang, {"status_hubungan_keluarga": _relation(h)}, keluarga) for orang, h in anggota]
    # Who died there or left stays where history knows them.
    return Rencana([*masuk] if masuk else [Ubah(dari, {"status": "gabung"})], {dari.pk: "gabung"})


def _not_closed(orang: Individu, nama: str) -> None:
    if orang.sama_dengan_id is not None:
        raise FaktaSalah("sudah_ditutup", "Data ini sudah ditutup sebagai data ganda. Pakai data yang satunya.", nama)


def _ganda(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    tetap = _member(keluarga, "tetap", isi["tetap"], hidup=False)
    ditutup = Individu.objects.filter(pk=_number("ditutup", isi["ditutup"])).first()
    if ditutup is None:
        raise FaktaSalah(
            "di_luar_lingkup", "Data itu tidak ada di wilayah Anda. Minta petugas kabupaten menutupnya.", "ditutup"
        )
    if tetap.pk == ditutup.pk:
        raise FaktaSalah("orang_sama", "Keduanya data yang sama. Pilih data yang lain.", "ditutup")
    _not_closed(tetap, "tetap")
    _not_closed(ditutup, "ditutup")
    nilai: dict[str, Nilai] = {"keberadaan": TIDAK_DITEMUKAN, "sama_dengan_id": tetap.pk}
    # A NIK of its own stays on the closed record: a file that still carries it then finds this one and makes no third.
    pindah = ditutup.nik is not None and tetap.nik in {None, ditutup.nik}
    langkah = [Ubah(ditutup, nilai | ({"nik": None} if pindah else {}))]
    if pindah and tetap.nik is None:
        langkah.append(Ubah(tetap, {"nik": ditutup.nik}))
    return Rencana([*langkah], {ditutup.keluarga_id: "gabung"})


def _perbaikan_nik(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    orang = _member(keluarga, "individu", isi["individu"], hidup=False)
    _not_closed(orang, "individu")
    nik = free_nik(isi["nik"], orang.pk)
    if nik == orang.nik:
        raise FaktaSalah("tidak_berubah", "NIK ini sudah tercatat pada orang ini. Tidak ada yang diperbaiki.", "nik")
    return Rencana([Ubah(orang, {"nik": nik})])


def _perbaikan_kk(keluarga: Keluarga, isi: Isi, _: date) -> Rencana:
    nomor = free_kk(isi["nomor_kk"], keluarga.pk)
    if nomor == keluarga.nomor_kk:
        raise FaktaSalah("tidak_berubah", "No KK ini sudah tercatat. Tidak ada yang diperbaiki.", "nomor_kk")
    return Rencana([Ubah(keluarga, {"nomor_kk": nomor})])


INDIVIDU_, ORANG = Isian("individu", "Anggota keluarga", "individu"), Isian("orang", "Data orangnya", "orang")
NIK, NOMOR_KK = Isian("nik", "NIK", "nik"), Isian("nomor_kk", "No KK", "nomor_kk")
ANGGOTA = Isian("anggota", "Anggota dan hubungannya dengan kepala", "anggota")
KEPALA_BARU = Isian("kepala_baru", "Kepala keluarga yang baru", "individu", wajib=False)
ALAMAT = Isian("alamat", "Alamat", "alamat", wajib=False)
TANGGAL_KEJADIAN = Isian("sejak", "Tanggal kejadian", "tanggal")
TANGGAL_BOLEH_KOSONG = Isian("sejak", "Tanggal kejadian", "tanggal", wajib=False)
OPERASI: Mapping[str, Operasi] = {
    o.kode: o
    for o in (
        Operasi("anggota_baru", "Anggota baru", (ORANG,), _anggota_baru),
        Operasi("meninggal", "Meninggal", (INDIVIDU_, TANGGAL_KEJADIAN, KEPALA_BARU), _meninggal),
        Operasi(
            "tidak_ditemukan",
            "Orang tidak ditemukan",
            (INDIVIDU_, Isian("sejak", "Tanggal dicari", "tanggal"), KEPALA_BARU),
            _tidak_ditemukan,
        ),
        Operasi(
            "tinggal_bersama",
            "Tinggal bersama lagi",
            (
                INDIVIDU_,
                Isian("sejak", "Sejak kapan", "tanggal"),
                Isian("hubungan", "Hubungan dengan kepala keluarga", "hubungan", wajib=False),
            ),
            _tinggal_bersama,
        ),
        Operasi(
            "keluarga_hilang",
            "Keluarga tidak ditemukan",
            (Isian("sejak", "Tanggal dicari", "tanggal"),),
            _keluarga_hilang,
        ),
        Operasi(
            "keluarga_ditemukan",
            "Keluarga ditemukan lagi",
            (Isian("sejak", "Tanggal ditemukan", "tanggal"),),
            _keluarga_ditemukan,
            status=HILANG,
        ),
        Operasi(
            "pindah_keluar",
            "Pindah keluar",
            (
                ANGGOTA,
                Isian("tujuan", "Ke mana", "tujuan"),
                Isian("ke", "Keluarga yang dituju", "keluarga", wajib=False),
                TANGGAL_BOLEH_KOSONG,
                KEPALA_BARU,
            ),
            _pindah_keluar,
        ),
        Operasi(
            "pindah_masuk",
            "Pindah masuk",
            (NIK, Isian("hubungan", "Hubungan dengan kepala keluarga", "hubungan"), TANGGAL_BOLEH_KOSONG),
            _pindah_masuk,
        ),
        Operasi(
            "pecah_kk",
            "Pecah KK",
            (ANGGOTA, NOMOR_KK, Isian("desa", "Desa/kelurahan", "desa", wajib=False), ALAMAT, KEPALA_BARU),
            _pecah_kk,
        ),
        Operasi(
            "gabung",
            "Gabung keluarga",
            (
                Isian("dari", "Keluarga yang digabungkan", "keluarga"),
                Isian("anggota", "Anggotanya dan hubungan masing-masing", "anggota", wajib=False),
            ),
            _gabung,
        ),
        Operasi(
            "ganda",
            "Data ganda",
            (Isian("tetap", "Data yang dipakai", "individu"), Isian("ditutup", "Data yang ditutup", "individu_lain")),
            _ganda,
        ),
        Operasi(
            "keluarga_baru",
            "Keluarga baru",
            (
                Isian("desa", "Desa/kelurahan", "desa"),
                NOMOR_KK,
                ALAMAT,
                Isian("anggota", "Data setiap anggota", "daftar_orang"),
            ),
            _keluarga_baru,
            pada_keluarga=False,
            status=CALON,
        ),
        Operasi("perbaikan_nik", "Perbaikan NIK", (INDIVIDU_, NIK), _perbaikan_nik),
        Operasi("perbaikan_kk", "Perbaikan No KK", (NOMOR_KK,), _perbaikan_kk),
    )
}
"""Every operation by its code."""
