"""One operation: checked on paper, applied under locks, recorded in the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.registry import asal, riwayat
from dtsen.registry.fakta import INDIVIDU
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import is_child, is_specific
from dtsen.registry.riwayat import Catatan
from dtsen.registry.susunan.baca import require_active
from dtsen.registry.susunan.rencana import Hasil, Isi, Isian, KeluargaBaru, OrangBaru, Rencana
from dtsen.registry.susunan.rumah import check_households
from dtsen.registry.values import FaktaSalah


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
        check_households(rencana)
        return rencana

    def _standing(self, keluarga: Keluarga | None) -> Keluarga:
        if keluarga is not None and keluarga.status != self.status != "aktif":
            raise FaktaSalah("status_keluarga", f"{self.label} tidak dapat dicatat untuk keluarga ini sekarang.")
        return keluarga if keluarga is not None and self.status != "aktif" else require_active(keluarga)

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
