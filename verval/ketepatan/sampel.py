"""Errors against ground truth: the reviewed visits of a drawn sample, each weighted by its inverse probability."""

from __future__ import annotations

from dataclasses import dataclass

from dtsen.registry.models import Keluarga
from dtsen.wilayah.cakupan import Cakupan
from verval.ketepatan import baca
from verval.ketepatan.hitung import Amatan, Dugaan, estimate
from verval.kunjungan.sampel import sampel_ketepatan
from verval.models import AturanProgram, Kunjungan, SampelKunjungan


@dataclass(frozen=True, slots=True)
class Kenyataan:
    """What one sample says about a programme. An estimate speaks for the frame of the sample, not beyond it."""

    sampel: SampelKunjungan
    dinilai: int
    tidak_ditemukan: int
    eksklusi: Dugaan
    inklusi: Dugaan


def against_truth(aturan: AturanProgram, cakupan: Cakupan) -> Kenyataan | None:
    """Judge a programme by the newest sample with a reviewed visit that lies whole in a scope; None without one.

    A sample of the recipients of one programme tells nothing of those left out, so it gives no exclusion error, and
    is not used for another programme.
    """
    dinilai = Kunjungan.objects.filter(status="ditinjau").exclude(penilaian="").values("sampel")
    sampel = SampelKunjungan.objects.filter(pk__in=dinilai).select_related("wilayah").order_by("-id")
    cocok = (s for s in sampel if s.program_id in {None, aturan.program_id} and cakupan.memuat(s.wilayah_id))
    satu = next(cocok, None)
    if satu is None:
        return None
    hasil = sampel_ketepatan(satu)
    nomor = [baris.keluarga_id for baris in hasil.baris]
    desa = dict(Keluarga.objects.filter(pk__in=nomor).values_list("pk", "kode_desa"))
    menerima = baca.receiving(aturan, nomor)
    amatan = [Amatan(b.bobot, b.miskin, b.keluarga_id in menerima, desa.get(b.keluarga_id, "")) for b in hasil.baris]
    eksklusi, inklusi = estimate(amatan)
    if satu.program_id is not None:
        eksklusi = Dugaan(0)
    return Kenyataan(satu, len(amatan), hasil.tidak_ditemukan, eksklusi, inklusi)
