"""Reads of the registry. Every read takes the scope first; an empty scope sees nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from dtsen.lib.nama import normalize
from dtsen.lib.nik import Nik, NomorKK
from dtsen.wilayah.cakupan import Cakupan

if TYPE_CHECKING:
    from dtsen.registry.models import Individu, Keluarga  # noqa: F401


KATA_TERBANYAK = 4
"""Words of a name that are searched; more do not narrow it further."""


class KeluargaQuerySet(models.QuerySet["Keluarga"]):
    def dalam(self, cakupan: Cakupan) -> KeluargaQuerySet:
        """Families whose domicile lies in the scope."""
        return self.filter(cakupan.q(keluarga="pk"))

    def aktif(self) -> KeluargaQuerySet:
        return self.filter(status="aktif")


class IndividuQuerySet(models.QuerySet["Individu"]):
    def dalam(self, cakupan: Cakupan) -> IndividuQuerySet:
        """Persons whose domicile lies in the scope; RT/RW are those of the family."""
        return self.filter(cakupan.q(rt="keluarga__rt", rw="keluarga__rw"))

    def hidup(self) -> IndividuQuerySet:
        """Living members: keberadaan tinggal bersama, anggota baru, or unknown."""
        return self.filter(models.Q(keberadaan__isnull=True) | models.Q(keberadaan__in=(1, 5)))

    def for_cari(self) -> IndividuQuerySet:
        """The shape of one line of Cari warga: the person with the family, one query."""
        return self.select_related("keluarga").only(
            "id", "nama", "nik", "kode_desa", "tanggal_lahir", "jenis_kelamin", "keberadaan", "status_padan",
            "status_hubungan_keluarga", "keluarga__id", "keluarga__rt", "keluarga__rw", "keluarga__nama_kepala",
            "keluarga__kode_desa", "keluarga__status", "keluarga__diubah",
        )  # fmt: skip

    def dengan_nik(self, nik: Nik) -> IndividuQuerySet:
        """Persons with the NIK, living or dead; written so that both partial indexes on nik are used."""
        hidup = models.Q(keberadaan__isnull=True) | ~models.Q(keberadaan=2)
        return self.filter((models.Q(nik=nik.angka) & hidup) | models.Q(nik=nik.angka, keberadaan=2))

    def cari_nik(self, cakupan: Cakupan, nik: Nik) -> IndividuQuerySet:
        return self.dalam(cakupan).dengan_nik(nik).for_cari()

    def cari_kk(self, cakupan: Cakupan, nomor: NomorKK) -> IndividuQuerySet:
        """Members of the family that carries the No KK, head first."""
        return (
            self.dalam(cakupan)
            .filter(keluarga__nomor_kk=nomor.angka)
            .for_cari()
            .order_by("keluarga_id", "status_hubungan_keluarga", "id")
        )

    def cari_nama(self, cakupan: Cakupan, nama: str, terbanyak: int) -> IndividuQuerySet:
        """At most `terbanyak` persons whose normalised name contains the words of `nama` (four longest), by name.

        The names are searched by a function of the database, which applies the scope of the transaction itself (see
        docs/adr/0007); `dalam` asks once more.
        """
        kata = sorted(normalize(nama).split(), key=len, reverse=True)[:KATA_TERBANYAK]
        if not kata:
            return self.none()
        temuan = models.expressions.RawSQL("SELECT registry_cari_nama(%s, %s)", [kata, terbanyak])
        return self.dalam(cakupan).filter(pk__in=temuan).for_cari().order_by("nama_norm", "id")

    def for_keluarga(self, keluarga_id: int) -> IndividuQuerySet:
        """Members in the order of a family card."""
        return self.filter(keluarga_id=keluarga_id).order_by("status_hubungan_keluarga", "tanggal_lahir", "id")
