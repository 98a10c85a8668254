"""E-mails about an account that somebody else asked to change: to its owner and to all who administer accounts."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from dtsen.accounts.access import boleh
from dtsen.accounts.models import PemulihanAkun, Penugasan, User
from dtsen.accounts.peran import PERAN
from dtsen.lib.tampil import waktu

PENGURUS = [nama for nama, p in PERAN.items() if p.izin & {"pengguna.kelola", "pengguna.sahkan"}]
TUTUP = (
    "Bila ini bukan kehendak Anda atau Anda tidak mengenalnya, hubungi admin dan auditor Dinas Sosial hari ini juga."
)


def send(pk: int) -> None:
    """One letter a person, so that nobody sees the other addresses. Raises OSError when the mail server is away."""
    satu = PemulihanAkun.objects.select_related("user", "diminta_oleh", "diputus_oleh").get(pk=pk)
    alamat = addresses(satu.user)
    if not alamat or not settings.EMAIL_HOST:
        return
    judul = f"Akun DTSEN {satu.user.username}: {satu.get_jenis_display().lower()}"
    isi = "\n".join([*words(satu), "", TUTUP])
    with get_connection() as sambungan:
        for satu_alamat in alamat:
            EmailMessage(judul, isi, to=[satu_alamat], connection=sambungan).send()


def words(satu: PemulihanAkun) -> list[str]:
    """What is told: what, for whom, by whom, why, and how it stands. Never the password."""
    baris = [
        f"{satu.get_jenis_display()} untuk akun {satu.user} ({satu.user.username}).",
        f"Diminta oleh {satu.diminta_oleh}, {waktu(satu.diminta)}. Alasan: {satu.alasan}",
    ]
    if satu.status == "menunggu":
        baris.append("Belum berlaku: menunggu disahkan orang kedua.")
    elif satu.diputus_oleh:
        baris.append(f"{satu.get_status_display()}, diputus oleh {satu.diputus_oleh}, {waktu(satu.diputus)}.")
    else:
        baris.append(f"{satu.get_status_display()} sejak {waktu(satu.diputus)}.")
    return baris


def addresses(user: User) -> list[str]:
    """The owner's and those of everybody who administers or confirms accounts now."""
    pengurus = User.objects.filter(
        pk__in=Penugasan.objects.aktif().filter(peran__in=PENGURUS).values("user"), is_active=True
    )
    semua = [user.email, *(p.email for p in pengurus if boleh(p, "pengguna.kelola") or boleh(p, "pengguna.sahkan"))]
    return list(dict.fromkeys(filter(None, semua)))
