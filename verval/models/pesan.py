"""Messages about a case: where to, in which words, what waits to be sent, and every attempt to send it."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.registry.models import Keluarga
from verval.models.langkah import Langkah
from verval.models.layanan import DILACAK, Dilacak, Reaktivasi, Sengketa, one_filled
from verval.models.pembaruan import Pembaruan
from verval.models.pengingat import JENIS
from verval.models.sanggah import LangkahSanggah
from verval.models.usulan import Usulan

SALURAN = {"wa": "WhatsApp", "surel": "Surel"}
PENERIMA_PESAN = {
    "warga": "Warga yang dicatat pada kasus",
    "petugas": "Petugas yang membuat kasus",
    "pelapor": "Pelapor sanggahan",
}
PENERIMA = {**PENERIMA_PESAN, "pengingat": "Pengingat harian bagi petugas"}
STATUS = {"antre": "Menunggu", "terkirim": "Terkirim", "gagal": "Tidak terkirim"}
ISIAN = ("inisial", "kode_lacak", "keadaan", "program", "desa", "tenggat")
"""Every placeholder there is. What else is in braces does not get into the table: a template cannot ask for more."""
ISIAN_PENGINGAT = ("jumlah", "daftar", "tenggat")
"""The placeholders of a reminder: a number, lines of case codes, a day."""
SEBUT_ISIAN = ", ".join(f"{{{nama}}}" for nama in ISIAN)
SEBUT_PENGINGAT = ", ".join(f"{{{nama}}}" for nama in ISIAN_PENGINGAT)
POLA = rf"^([^{{}}]|\{{({'|'.join(ISIAN)})\}})*$"
"""For PostgreSQL, where `$` is the end of the text and a line break is a letter like others."""
POLA_SEBARIS = POLA.replace("[^{}]", r"[^{}\r\n]")
POLA_PENGINGAT = rf"^([^{{}}]|\{{({'|'.join(ISIAN_PENGINGAT)})\}})*$"
POLA_JUDUL_PENGINGAT = r"^([^{}\r\n]|\{jumlah\}|\{tenggat\})*$"
SATU_ISIAN = re.compile(rf"\{{({'|'.join({*ISIAN, *ISIAN_PENGINGAT})})\}}")


def template_of(langkah: Langkah) -> str:
    """By which state its template is found: an accepted dispute has ended, an accepted proposal goes on."""
    return "selesai" if langkah.sengketa_id is not None and langkah.ke == "diterima" else langkah.ke


class TemplatPesan(models.Model):
    """The words of one message on one channel. Which hops are told, and to whom, is which rows there are."""

    penerima = models.CharField("untuk", max_length=10, choices=list(PENERIMA.items()))
    kode = models.CharField("keadaan", max_length=20, db_collation="C", help_text="Keadaan kasus sesudah langkahnya.")
    saluran = models.CharField("saluran", max_length=10, choices=list(SALURAN.items()))
    judul = models.CharField("judul", max_length=120, blank=True, help_text="Hanya tampil pada surel.")
    isi = models.TextField(
        "isi", max_length=1000, help_text=f"Boleh memakai {SEBUT_ISIAN}; pengingat: {SEBUT_PENGINGAT}."
    )
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "templat pesan"
        ordering = ("penerima", "kode", "saluran")
        constraints = (
            models.CheckConstraint(name="templat_penerima_dikenal", condition=Q(penerima__in=list(PENERIMA))),
            models.CheckConstraint(name="templat_saluran_dikenal", condition=Q(saluran__in=list(SALURAN))),
            models.CheckConstraint(
                name="templat_isian_dikenal",
                condition=Q(penerima="pengingat") | Q(isi__regex=POLA) & Q(judul__regex=POLA_SEBARIS),
                violation_error_message=f"Yang boleh di dalam kurung kurawal hanya {SEBUT_ISIAN}. Judul satu baris.",
            ),
            models.CheckConstraint(
                name="templat_pengingat",
                condition=~Q(penerima="pengingat")
                | Q(
                    saluran="surel", kode__in=list(JENIS), isi__regex=POLA_PENGINGAT, judul__regex=POLA_JUDUL_PENGINGAT
                ),
                violation_error_message=f"Pengingat dikirim lewat surel. Yang boleh di dalam kurung kurawal hanya "
                f"{SEBUT_PENGINGAT}; di judul hanya {{jumlah}} dan {{tenggat}}.",
            ),
            models.UniqueConstraint(
                fields=("penerima", "kode", "saluran"),
                name="templat_satu",
                violation_error_message="Keadaan ini sudah punya templat untuk penerima dan saluran itu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.penerima}.{self.kode} lewat {self.saluran}"

    def fill(self, isian: dict[str, str]) -> tuple[str, str]:
        """Return (subject, body). A value is put in as it is: braces inside it mean nothing."""
        judul, isi = (SATU_ISIAN.sub(lambda t: isian.get(t[1], ""), teks) for teks in (self.judul, self.isi))
        return " ".join(judul.split()), isi.strip()


class Kontak(models.Model):
    """Where a resident wants to hear about a case: given freely, kept for this case alone, never in trail or logs.

    `telepon` is digits with the country code: 6281234567890.
    """

    pembaruan = models.OneToOneField(Pembaruan, on_delete=models.PROTECT, null=True, blank=True, related_name="kontak")
    usulan = models.OneToOneField(Usulan, on_delete=models.PROTECT, null=True, blank=True, related_name="kontak")
    reaktivasi = models.OneToOneField(
        Reaktivasi, on_delete=models.PROTECT, null=True, blank=True, related_name="kontak"
    )
    sengketa = models.OneToOneField(Sengketa, on_delete=models.PROTECT, null=True, blank=True, related_name="kontak")
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, related_name="+")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    surel = models.EmailField("surel", blank=True)
    telepon = models.CharField("nomor WhatsApp", max_length=15, blank=True, db_collation="C")

    class Meta:
        verbose_name = verbose_name_plural = "kontak"
        constraints = (
            models.CheckConstraint(name="kontak_satu_kasus", condition=one_filled(*DILACAK)),
            models.CheckConstraint(name="kontak_terisi", condition=~Q(surel="") | ~Q(telepon="")),
            models.CheckConstraint(name="kontak_telepon", condition=Q(telepon__regex=r"^([1-9][0-9]{8,14})?$")),
        )

    def __str__(self) -> str:
        return f"Kontak {self.pk}"

    def address(self, saluran: str) -> str:
        return self.telepon if saluran == "wa" else self.surel


class Pesan(models.Model):
    """One message to one recipient about one hop, written in the transaction of the hop. Holds no address.

    The hop is that of a case (`langkah`, with its family) or of an objection (`langkah_sanggah`, without one).
    `isian` are the values of the placeholders as they were then; `berikut` is when it is due (again).
    """

    id = models.BigAutoField(primary_key=True)
    langkah = models.ForeignKey(Langkah, on_delete=models.PROTECT, null=True, blank=True, related_name="pesan")
    langkah_sanggah = models.ForeignKey(
        LangkahSanggah, on_delete=models.PROTECT, null=True, blank=True, related_name="pesan"
    )
    keluarga = models.ForeignKey(Keluarga, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kode_desa = models.CharField("desa/kelurahan", max_length=10, db_collation="C")
    penerima = models.CharField("untuk", max_length=10, choices=list(PENERIMA_PESAN.items()))
    akun = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    isian = models.JSONField("isian")
    status = models.CharField("status", max_length=10, default="antre", choices=list(STATUS.items()))
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    berikut = models.DateTimeField("dikirim pada", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "pesan"
        constraints = (
            models.CheckConstraint(name="pesan_status_dikenal", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(
                name="pesan_penerima",
                condition=Q(penerima="warga", akun__isnull=True, langkah__isnull=False)
                | Q(penerima="petugas", akun__isnull=False, langkah__isnull=False)
                | Q(penerima="pelapor", akun__isnull=True, langkah_sanggah__isnull=False),
            ),
            models.CheckConstraint(
                name="pesan_satu_langkah",
                condition=Q(langkah__isnull=False, keluarga__isnull=False, langkah_sanggah__isnull=True)
                | Q(langkah__isnull=True, keluarga__isnull=True, langkah_sanggah__isnull=False),
            ),
            models.UniqueConstraint(fields=("langkah", "penerima"), name="pesan_sekali"),
            models.UniqueConstraint(fields=("langkah_sanggah", "penerima"), name="pesan_sekali_sanggah"),
        )
        indexes = (models.Index(fields=["berikut"], name="pesan_antrean", condition=Q(status="antre")),)

    def __str__(self) -> str:
        return f"Pesan {self.pk}"

    @property
    def kode_templat(self) -> str:
        """By which code its template is found."""
        if self.langkah_sanggah is not None:
            return self.langkah_sanggah.kode_kabar
        assert self.langkah is not None
        return template_of(self.langkah)

    @property
    def kasus(self) -> Dilacak:
        ini = self.langkah
        assert ini is not None  # a constraint: it is not about an objection
        satu = ini.pembaruan or ini.usulan or ini.reaktivasi or ini.sengketa
        assert satu is not None  # a constraint of the hop
        return satu


class PercobaanKirim(models.Model):
    """One attempt. `galat` is "" when it went, else a short code (`HTTP 500`, `waktu habis`); `tetap`: no use again."""

    id = models.BigAutoField(primary_key=True)
    pesan = models.ForeignKey(Pesan, on_delete=models.PROTECT, related_name="percobaan")
    saluran = models.CharField("saluran", max_length=10, choices=list(SALURAN.items()))
    waktu = models.DateTimeField(default=timezone.now)
    galat = models.CharField("galat", max_length=40, blank=True)
    tetap = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "percobaan kirim"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.saluran}: {self.galat or 'terkirim'}"
