"""How long a berita acara of a session of 60 families takes, with pictures of houses, of the session and signatures.

`make bench-berita-acara`. Everything is made up; no database is needed, since the reading is a handful of queries.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from bench import mesin
from dtsen.lib import gambar
from verval.musdes.berkas import Berkas, Butir, Hadir, draw, fingerprint

KELUARGA, HADIR, FOTO, ULANG = 60, 40, 4, 7
BATAS_DETIK = 1.0
SAAT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def picture(acak: random.Random, sisi: tuple[int, int]) -> bytes:
    """A picture with as much detail as a photo: noise that is scaled up, then written as JPEG."""
    kasar = Image.frombytes("RGB", (sisi[0] // 8, sisi[1] // 8), acak.randbytes(sisi[0] // 8 * (sisi[1] // 8) * 3))
    keluar = BytesIO()
    kasar.resize(sisi, Image.Resampling.BICUBIC).save(keluar, "JPEG", quality=85)
    return keluar.getvalue()


def signature(acak: random.Random) -> bytes:
    kanvas = Image.new("RGB", (600, 240), "white")
    titik = [(60 + 25 * i, acak.randrange(30, 210)) for i in range(20)]
    ImageDraw.Draw(kanvas).line(titik, fill="black", width=5)
    keluar = BytesIO()
    kanvas.save(keluar, "PNG")
    return gambar.signature(keluar.getvalue())


def session(benih: int = 7) -> Berkas:
    """A session of 60 families, 40 people and 4 photos."""
    acak = random.Random(benih)
    return Berkas(
        cara="musyawarah", sebutan="Musyawarah desa", desa="Desa Perian", kecamatan="Kecamatan Muara Muntai",
        ketua="Kepala desa", waktu=SAAT, tempat="Balai desa", saat=SAAT,
        alamat="https://dtsen.example/periksa/K7M39QXAK7M3/", agenda="Usulan PKH dan pembaruan data.",
        undangan="15 Nov 2026", catatan="Berjalan tertib. " * 20, diundang=HADIR + 5,
        kuorum=[("Kepala desa sebagai ketua", 1, 1), ("BPD", 1, 3), ("Lainnya", 5, 36)],
        hadir=[Hadir(f"Peserta {n}", "Kepala desa/lurah (ketua)" if not n else "BPD", signature(acak))
               for n in range(HADIR)],
        butir=[
            Butir(f"K{n:03d}-9QXA", f"KELUARGA {n}", f"{n % 9:03d}", "Usulan PKH", "Disetujui", "Miskin",
                  "Serabutan", "Catatan warga tentang keluarga ini.", str(n + 1), picture(acak, (320, 240)))
            for n in range(KELUARGA)
        ],
        foto=[("Suasana musyawarah", picture(acak, (1280, 960))) for _ in range(FOTO)],
    )  # fmt: skip


def main() -> int:
    berkas = session()
    lama: list[float] = []
    prosesor: list[float] = []
    for _ in range(ULANG):
        mulai, kerja = time.perf_counter(), time.process_time()
        pdf = draw(berkas)
        lama.append(time.perf_counter() - mulai)
        prosesor.append(time.process_time() - kerja)
    if draw(berkas) != pdf:
        raise SystemExit("Isi yang sama memberi byte yang berbeda.")
    tengah, terlama = statistics.median(lama), max(lama)
    mesin.keep(
        "berita-acara",
        "Berita acara 60 keluarga dengan foto",
        f"{KELUARGA} keluarga dengan foto rumah, {HADIR} peserta dengan tanda tangan, {FOTO} foto musyawarah: "
        f"{tengah:.2f} detik (median {ULANG} kali), terlama {terlama:.2f} detik, batas {BATAS_DETIK:.0f} detik; "
        f"waktu prosesor {statistics.median(prosesor):.2f} detik. "
        f"{len(pdf) / 1024**2:.1f} MB, SHA-256 isi {fingerprint(berkas)[:16]}…, byte sama setiap kali.\n\n"
        "Ulangi: `make bench-berita-acara`",
    )
    print(f"median {tengah:.2f} s, terlama {terlama:.2f} s, {len(pdf) / 1024**2:.1f} MB")  # noqa: T201
    return 0 if tengah <= BATAS_DETIK else 1


if __name__ == "__main__":
    raise SystemExit(main())
