"""What stands in the header and the navigation of a user. Each entry needs one izin; config knows every floor."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from dtsen.accounts.access import Orang, izin_of, penugasan_of
from dtsen.accounts.peran import PERAN


@dataclass(frozen=True, slots=True)
class Butir:
    """One entry of the navigation."""

    label: str
    url: str
    kini: bool


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where the user works and as what."""

    nama: str
    induk: str
    peran: str


USULAN = frozenset({"usulan.ajukan", "usulan.periksa", "kasus.sahkan_desa", "kasus.sahkan_opd", "kasus.sahkan_bupati"})
MENU: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Cari warga", "verval:warga", frozenset({"warga.lihat"})),
    (
        "Pembaruan",
        "verval:pembaruan",
        frozenset({"pembaruan.ajukan", "pembaruan.periksa", "kasus.sahkan_desa", "kasus.sahkan_opd"}),
    ),
    ("Usulan", "verval:usulan", USULAN),
    ("Program", "verval:program", frozenset({"program.lihat"})),
    ("Kunjungan", "verval:ponsel", frozenset({"kunjungan.isi"})),
    ("Kunjungan", "verval:kunjungan_atur", frozenset({"kunjungan.atur"})),
    (
        "Layanan",
        "verval:layanan",
        frozenset({"pembaruan.ajukan", "pembaruan.periksa", "usulan.ajukan", "kasus.sahkan_opd"}),
    ),
    ("Musyawarah", "verval:musyawarah", frozenset({"kasus.musyawarah", "kasus.sahkan_desa"})),
    ("Impor", "registry:impor", frozenset({"impor.lihat"})),
    ("Peringkat", "ranking:run", frozenset({"peringkat.lihat", "peringkat.mulai", "peringkat.terbitkan"})),
    ("Indeks", "ikesos:indeks_saya", frozenset({"agregat.lihat"})),
    ("Wilayah", "ikesos:wilayah_saya", frozenset({"agregat.lihat"})),
    ("Jejak", "accounts:jejak", frozenset({"audit.lihat"})),
    ("Kelola", "admin:index", frozenset({"pengguna.kelola"})),
)
"""(label, URL name, any of these izin). A page that is not there yet is left out."""
BAGIAN = {
    "/dtsen/keluarga/": "verval:warga",
    "/verval/keluarga/": "verval:warga",
    "/verval/desil/": "verval:warga",
    "/dtsen/antrean/": "registry:impor",
    "/verval/aturan/": "verval:program",
    "/verval/penerima/": "verval:program",
    "/verval/kuota/": "verval:program",
    "/verval/ketepatan/": "verval:program",
    "/verval/sanggah/": "verval:layanan",
}
"""Pages that belong to an entry without standing under its address."""


def items_of(user: Orang, jalur: str) -> list[Butir]:
    """Return the entries the user may open, the current one marked by the longest matching URL."""
    punya = izin_of(user)
    terbuka = [(label, url) for label, nama, izin in MENU if punya & izin and (url := _url(nama))]
    milik = next((_url(nama) for awal, nama in BAGIAN.items() if jalur.startswith(awal)), jalur)
    kini = max((url for _, url in terbuka if milik.startswith(url)), key=len, default="")
    return [Butir(label, url, url == kini) for label, url in terbuka]


def tempat_of(user: Orang | None) -> Tempat | None:
    """Return the place and peran of the first assignment in force."""
    penugasan = penugasan_of(user) if user is not None else []
    if not penugasan:
        return None
    pertama = penugasan[0]
    wilayah = pertama.wilayah
    induk = f"Kec. {wilayah.induk.nama}" if wilayah.induk and len(wilayah.kode) == 10 else ""
    peran = ", ".join(dict.fromkeys(PERAN[p.peran].label for p in penugasan))
    return Tempat(_dengan_rt(str(wilayah), pertama.rt, pertama.rw), induk, peran)


def _dengan_rt(nama: str, rt: str, rw: str) -> str:
    return ", ".join(filter(None, (nama, rt and f"RT {rt}", rw and f"RW {rw}")))


def _url(nama: str) -> str:
    try:
        return reverse(nama)
    except NoReverseMatch:
        return ""
