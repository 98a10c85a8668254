"""The berita acara with its daftar hadir, and the SPTJM: their content as plain data, its hash, and the drawing.

The same content gives the same bytes. `fingerprint` is what stands on every page: SHA-256 over the parts of the
content, each with its length, pictures by their own SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from dtsen.lib.lembar import LEBAR, TEPI, TINGGI, Lembar, fit, latin
from dtsen.lib.tampil import BULAN_PENUH, WITA, angka, jam

KABUPATEN = "Kabupaten Kutai Kartanegara"
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
KASUS = (
    ("No", 9.0), ("Kode", 22.0), ("Keluarga", 38.0), ("RT", 10.0), ("Perihal", 36.0), ("Keputusan", 27.0),
    ("Hasil, alasan", 38.0),
)  # fmt: skip
HADIR = (("No", 10.0), ("Nama", 60.0), ("Peran", 55.0), ("Tanda tangan", 55.0))
TINGGI_TANDA = 14.0


@dataclass(frozen=True, slots=True)
class Hadir:
    """Somebody who was there; `tanda_tangan` is a PNG, empty where the attendance sheet was photographed."""

    nama: str
    peran: str
    tanda_tangan: bytes = b""


@dataclass(frozen=True, slots=True)
class Butir:
    """One case: how it is called, whom it is about, what was decided; `foto` a small JPEG of the house."""

    kode: str
    nama: str
    rt: str
    perihal: str
    keputusan: str = ""
    hasil: str = ""
    alasan: str = ""
    catatan: str = ""
    tempat: str = ""
    foto: bytes = b""


@dataclass(frozen=True, slots=True)
class Berkas:
    """Everything a paper says. `alamat` is the page that checks it, `saat` when it was closed."""

    cara: str
    sebutan: str
    desa: str
    kecamatan: str
    ketua: str
    waktu: datetime
    tempat: str
    saat: datetime
    alamat: str
    agenda: str = ""
    undangan: str = ""
    alasan: str = ""
    catatan: str = ""
    susulan: bool = False
    diundang: int = 0
    kuorum: Sequence[tuple[str, int, int]] = ()
    hadir: Sequence[Hadir] = ()
    butir: Sequence[Butir] = ()
    foto: Sequence[tuple[str, bytes]] = field(default=())

    @property
    def kapan(self) -> str:
        hari = self.waktu.astimezone(WITA)
        return f"{HARI[hari.weekday()]}, {hari.day} {BULAN_PENUH[hari.month - 1]} {hari.year}"


def _parts(b: Berkas) -> Iterator[str | bytes]:
    yield from (b.cara, b.sebutan, b.desa, b.kecamatan, b.ketua, b.waktu.isoformat(), b.tempat, b.saat.isoformat())
    yield from (b.alamat, b.agenda, b.undangan, b.alasan, b.catatan, str(b.susulan), str(b.diundang))
    for label, minimum, ada in b.kuorum:
        yield f"{label}\t{minimum}\t{ada}"
    for h in b.hadir:
        yield from (h.nama, h.peran, hashlib.sha256(h.tanda_tangan).digest())
    for k in b.butir:
        yield from (k.kode, k.nama, k.rt, k.perihal, k.keputusan, k.hasil, k.alasan, k.catatan, k.tempat)
        yield hashlib.sha256(k.foto).digest()
    for label, isi in b.foto:
        yield from (label, hashlib.sha256(isi).digest())


def fingerprint(berkas: Berkas) -> str:
    """Return the SHA-256 (hex) of the content."""
    sidik = hashlib.sha256()
    for satu in _parts(berkas):
        isi = satu.encode() if isinstance(satu, str) else satu
        sidik.update(f"{len(isi)}:".encode() + isi)
    return sidik.hexdigest()


def draw(berkas: Berkas) -> bytes:
    """Return the PDF of a berita acara, or of an SPTJM to be signed."""
    lembar = Lembar(fingerprint(berkas), berkas.saat, alamat=berkas.alamat)
    lembar.set_title(f"{berkas.sebutan} {berkas.desa}, {berkas.kapan}")
    lembar.add_page()
    if berkas.cara == "sptjm":
        _draw_statement(lembar, berkas)
    else:
        _draw_minutes(lembar, berkas)
        _draw_attendance(lembar, berkas)
        _draw_photos(lembar, berkas)
    return bytes(lembar.output())


def _head(lembar: Lembar, berkas: Berkas, *judul: str) -> None:
    for satu in (f"PEMERINTAH {KABUPATEN.upper()}", f"{berkas.kecamatan}, {berkas.desa}".upper(), *judul):
        lembar.line_of(satu, ukuran=12, tebal=True, rata="C")
    lembar.ln(TINGGI / 2)


def _draw_minutes(lembar: Lembar, b: Berkas) -> None:
    _head(lembar, b, f"BERITA ACARA {b.sebutan.upper()}")
    undangan = f" Undangan disebar {b.undangan}." if b.undangan else ""
    lembar.line_of(
        f"Pada hari {b.kapan} pukul {jam(b.waktu)}, bertempat di {b.tempat}, telah dilaksanakan {b.sebutan.lower()} "
        f"untuk verifikasi dan validasi data sosial ekonomi. Hadir {angka(len(b.hadir))} dari {angka(b.diundang)} yang "
        f"diundang.{undangan}"
    )
    if b.susulan:
        lembar.line_of("Dicatat sesudah harinya dari berita acara di kertas; fotonya terlampir.")
    for judul, isi in (("Agenda", b.agenda), ("Jalannya musyawarah", b.catatan)):
        if isi:
            lembar.line_of(judul, tebal=True)
            lembar.line_of(isi, alinea=True)
    lembar.line_of("Kuorum", tebal=True)
    for label, minimum, ada in b.kuorum:
        lembar.line_of(f"{label}: hadir {ada}, paling sedikit {minimum}.")
    lembar.line_of("Hasil", tebal=True)
    _draw_cases(lembar, b)
    lembar.ln(TINGGI)
    _draw_signatures(lembar, b)


def _draw_cases(lembar: Lembar, b: Berkas) -> None:
    if not b.butir:
        lembar.line_of("Tidak ada kasus yang dibahas.")
        return
    lembar.line_of(f"{angka(len(b.butir))} kasus dibahas. Nama anak ditulis inisialnya saja.")
    baris = []
    for nomor, k in enumerate(b.butir, start=1):
        hasil = ", ".join(filter(None, (k.hasil, k.alasan.lower())))
        baris.append([str(nomor), k.kode, k.nama, k.rt, k.perihal, k.keputusan, hasil])
    lembar.rows(KASUS, baris)
    catatan = [(n, k) for n, k in enumerate(b.butir, start=1) if k.catatan]
    if catatan:
        lembar.line_of("Catatan", tebal=True)
        for nomor, k in catatan:
            lembar.line_of(f"{nomor}. {k.kode}: {k.catatan}", ukuran=9, alinea=True)
    if any(k.tempat for k in b.butir):
        lembar.line_of("Peringkat warga (isyarat di samping desil, bukan pengganti; 1 paling miskin)", tebal=True)
        urut = dict.fromkeys((int(k.tempat), k.nama, k.rt) for k in b.butir if k.tempat)
        lembar.line_of("; ".join(f"{t}. {nama} (RT {rt or '-'})" for t, nama, rt in sorted(urut)), ukuran=9)


def _draw_signatures(lembar: Lembar, b: Berkas) -> None:
    """The chair on the left, whoever signs with the chair on the right, with what they drew on the telephone."""
    lembar.room(TINGGI * 7)
    kiri = next((h for h in b.hadir if "(ketua)" in h.peran), None)
    kanan = next((h for h in b.hadir if h.peran.startswith(("BPD", "LPM"))), None)
    atas = lembar.get_y()
    for letak, jabatan, orang in ((TEPI, b.ketua, kiri), (TEPI + LEBAR / 2, kanan.peran if kanan else "", kanan)):
        if not jabatan:
            continue
        lembar.set_xy(letak, atas)
        lembar.set_font("Helvetica", size=10)
        lembar.cell(LEBAR / 2, TINGGI, latin(jabatan), align="C")
        if orang and orang.tanda_tangan:
            lembar.image(
                BytesIO(orang.tanda_tangan), x=letak + 20, y=atas + TINGGI, w=LEBAR / 2 - 40, h=TINGGI * 3,
                keep_aspect_ratio=True,
            )  # fmt: skip
        lembar.set_xy(letak, atas + TINGGI * 4)
        nama = orang.nama if orang else "........................................"
        lembar.cell(LEBAR / 2, TINGGI, latin(f"( {nama} )"), align="C")
    lembar.set_y(atas + TINGGI * 6)


def _draw_attendance(lembar: Lembar, b: Berkas) -> None:
    lembar.add_page()
    lembar.line_of(f"DAFTAR HADIR {b.sebutan.upper()}", ukuran=12, tebal=True, rata="C")
    lembar.line_of(f"{b.desa}, {b.kapan}", rata="C")
    lembar.rows(HADIR, [])
    for nomor, h in enumerate(b.hadir, start=1):
        lembar.room(TINGGI_TANDA, lambda: lembar.rows(HADIR, []))
        lembar.set_font("Helvetica", size=9)
        atas = lembar.get_y()
        for (_, lebar), nilai in zip(HADIR, (str(nomor), h.nama, h.peran, ""), strict=True):
            lembar.cell(lebar, TINGGI_TANDA, fit(latin(nilai), lebar - 2, lembar.get_string_width), border=1)
        if h.tanda_tangan:
            lembar.image(
                BytesIO(h.tanda_tangan), x=TEPI + 127, y=atas + 1, w=51, h=TINGGI_TANDA - 2, keep_aspect_ratio=True
            )
        lembar.ln(TINGGI_TANDA)


def _draw_photos(lembar: Lembar, b: Berkas) -> None:
    _grid(lembar, "LAMPIRAN: FOTO MUSYAWARAH", b.foto, kolom=2, tinggi=75.0)
    rumah = [(f"{k.kode}, RT {k.rt or '-'}", k.foto) for k in b.butir if k.foto]
    _grid(lembar, "LAMPIRAN: FOTO RUMAH KELUARGA YANG DIBAHAS", rumah, kolom=4, tinggi=36.0)


def _grid(lembar: Lembar, judul: str, foto: Sequence[tuple[str, bytes]], *, kolom: int, tinggi: float) -> None:
    if not foto:
        return
    lembar.add_page()
    lembar.line_of(judul, ukuran=11, tebal=True)
    lebar = LEBAR / kolom
    for i, (label, isi) in enumerate(foto):
        if i % kolom == 0:
            lembar.room(tinggi + TINGGI)
            atas = lembar.get_y()
        x = TEPI + (i % kolom) * lebar
        lembar.image(BytesIO(isi), x=x + 1, y=atas, w=lebar - 2, h=tinggi - 2, keep_aspect_ratio=True)
        lembar.set_xy(x, atas + tinggi - 1)
        lembar.set_font("Helvetica", size=8)
        lembar.cell(lebar, TINGGI - 1, fit(latin(label), lebar - 2, lembar.get_string_width), align="C")
        if i % kolom == kolom - 1 or i == len(foto) - 1:
            lembar.set_xy(TEPI, atas + tinggi + TINGGI)


def _draw_statement(lembar: Lembar, b: Berkas) -> None:
    _head(lembar, b, "SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK")
    lembar.line_of(f"Yang bertanda tangan di bawah ini {b.ketua.lower()} {b.desa}, {b.kecamatan}, menyatakan:")
    for nomor, satu in enumerate(
        (
            f"{angka(len(b.butir))} kasus di bawah ini diajukan tanpa musyawarah karena: {b.alasan}",
            "Keadaan keluarga dan orang di dalamnya sudah diperiksa dan sesuai dengan kenyataan.",
            "Segala akibat dari pernyataan ini menjadi tanggung jawab saya sepenuhnya.",
        ),
        start=1,
    ):
        lembar.line_of(f"{nomor}. {satu}")
    lembar.ln(TINGGI / 2)
    kolom = (("No", 10.0), ("Kode", 25.0), ("Keluarga", 65.0), ("RT", 15.0), ("Perihal", 65.0))
    lembar.rows(kolom, [[str(n), k.kode, k.nama, k.rt, k.perihal] for n, k in enumerate(b.butir, start=1)])
    lembar.ln(TINGGI)
    lembar.room(TINGGI * 7)
    lembar.line_of(f"{b.tempat}, ..............................", rata="R")
    lembar.line_of(b.ketua, rata="R")
    lembar.ln(TINGGI * 3)
    lembar.line_of("( ........................................ )", rata="R")
