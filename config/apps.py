"""The config package as an app: template components and start-up checks."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig

from config import checks, kata

PENGATURAN = (
    "registry.PetaKode",
    "wilayah.Wilayah",
    "wilayah.KodeWilayah",
    "verval.ProgramBansos",
    "verval.AturanProgram",
    "verval.KomponenAturan",
    "verval.KelompokTidakLayak",
    "verval.LaranganAturan",
    "verval.BatasLayanan",
    "verval.HariLibur",
    "verval.MasaSimpan",
    "verval.TemplatPesan",
    "verval.AlasanTolak",
    "verval.SyaratBukti",
    "verval.KalenderBulanan",
    "ikesos.Layak",
    "ikesos.AturanLampu",
    "ikesos.KemiskinanBps",
    "ikesos.Sasaran",
    "ikesos.Instansi",
    "ikesos.AnggotaInstansi",
    "ikesos.TugasIsian",
)
"""Settings that people change by hand, on the pages of Kelola or in a shell: each change is a line of the trail."""


class ConfigApp(AppConfig):
    name = "config"
    verbose_name = "Konfigurasi"

    def ready(self) -> None:
        from dtsen.accounts import changes  # noqa: PLC0415 (models are not loaded when this module is)

        checks.register_all()
        kata.apply()
        from ikesos.isian import tagih  # noqa: PLC0415
        from verval import pengingat  # noqa: PLC0415

        pengingat.also(tagih.JENIS, tagih.due_for)
        changes.watch(*(apps.get_model(nama) for nama in PENGATURAN))


class KelolaConfig(AdminConfig):
    default_site = "config.kelola.Situs"
