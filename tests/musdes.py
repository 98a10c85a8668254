"""A musyawarah of Perian as its operator records it: planned, invited, opened, attended, decided."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from tests.cast import PERIAN, user
from verval.models import KasusMusyawarah, Musyawarah
from verval.musdes import hadir, pembahasan, sesi

OPERATOR = "operator.perian"
ALAMAT = "https://dtsen.example/periksa/x/"
HADIR = (
    ("Suriansyah", "ketua"), ("Mardiana", "bpd"), ("Hamdan", "perangkat"), ("Lina", "operator"), ("Yusuf", "rt_rw"),
    ("Aspiah", "kader"), ("Basri", "tokoh"),
)  # fmt: skip


def tanda_tangan(tinta: str = "black") -> bytes:
    """A signature as the canvas of the telephone sends it: black on transparent."""
    gambar = Image.new("RGBA", (600, 240))
    ImageDraw.Draw(gambar).line([(60, 180), (200, 40), (320, 200), (520, 90)], fill=tinta, width=6)
    keluar = BytesIO()
    gambar.save(keluar, "PNG")
    return keluar.getvalue()


def planned(*, mundur: int = 0, kode_desa: str = PERIAN, pelaku: str = OPERATOR) -> Musyawarah:
    """A session of today, or of some days ago, in the balai desa."""
    waktu = timezone.now() - timedelta(days=mundur)
    return sesi.plan(kode_desa, waktu=waktu, tempat="Balai desa", agenda="Usulan PKH.", pelaku=user(pelaku))


def opened(*, mundur: int = 0, kode_desa: str = PERIAN, pelaku: str = OPERATOR) -> Musyawarah:
    """The same, invited to in time and opened."""
    satu = planned(mundur=mundur, kode_desa=kode_desa, pelaku=pelaku)
    sesi.invite(satu, satu.hari - timedelta(days=4), pelaku=user(pelaku))
    sesi.begin(satu, pelaku=user(pelaku))
    satu.refresh_from_db()
    return satu


def attended(satu: Musyawarah, *, kecuali: str = "", pelaku: str = OPERATOR) -> None:
    """Everybody of HADIR is there and has signed; nobody of the role `kecuali`."""
    for nama, peran in HADIR:
        if peran != kecuali:
            orang = hadir.invite_person(satu, nama, peran, pelaku=user(pelaku))
            hadir.attend(orang, tanda_tangan=tanda_tangan(), pelaku=user(pelaku))


def decided(satu: Musyawarah, *keputusan: str) -> list[KasusMusyawarah]:
    """Decide the cases in their order: the last decision stands for all that follow."""
    baris = list(satu.kasus.order_by("id"))
    for i, kasus in enumerate(baris):
        apa = keputusan[min(i, len(keputusan) - 1)] if keputusan else "setuju"
        hasil, alasan = ("miskin", "tidak_bekerja") if apa == "setuju" else ("tidak_miskin", "punya_usaha")
        catatan = "" if apa == "setuju" else "Kata warga sudah punya kios."
        pembahasan.decide(
            kasus, keputusan=apa, hasil=hasil, alasan=alasan, catatan=catatan, pelaku=user(OPERATOR)
        )  # fmt: skip
    return baris
