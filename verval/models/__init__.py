"""Models of the case work: corrections of facts, proposals for aid, their hops, programmes with dated rules."""

from __future__ import annotations

from verval.models.antrean import BatasLayanan, HariLibur
from verval.models.bukti import Bukti
from verval.models.butir import ButirPembaruan
from verval.models.daftar_temuan import BarisTemuan, DaftarTemuan
from verval.models.hasil_kelayakan import HasilKelayakan
from verval.models.induk import AlasanTolak, SyaratBukti
from verval.models.kalender import KalenderBulanan
from verval.models.kasus import Kasus
from verval.models.kirim import BarisJawaban, EksporUsulan, JawabanKemensos
from verval.models.kiriman import Kiriman
from verval.models.kunjungan import JawabanKunjungan, Kunjungan, SampelKunjungan
from verval.models.kuota import Kuota, KuotaWilayah
from verval.models.lacak import HitungLacak
from verval.models.langkah import Langkah
from verval.models.layanan import Dilacak, Layanan, Perkara, Reaktivasi, Sengketa, Temuan
from verval.models.massal import BarisMassal, KeputusanMassal
from verval.models.musdes import (
    DokumenMusyawarah,
    FotoMusyawarah,
    KasusMusyawarah,
    Musyawarah,
    PeringkatWarga,
    PesertaMusyawarah,
)
from verval.models.musdes_aturan import AlasanMusyawarah, AturanMusyawarah, SyaratKuorum
from verval.models.pembaruan import Pembaruan
from verval.models.penerima import BarisPenerima, BerkasPenerima, Penerima
from verval.models.pengecualian import PengecualianPenerima
from verval.models.pengingat import MasaSimpan, Pengingat
from verval.models.pesan import Kontak, PercobaanKirim, Pesan, TemplatPesan
from verval.models.program import (
    AturanProgram,
    KelompokTidakLayak,
    KomponenAturan,
    LaranganAturan,
    ProgramBansos,
)
from verval.models.sanggah import LangkahSanggah, PelaporSanggah, Sanggah
from verval.models.usulan import Usulan

__all__ = [
    "AlasanMusyawarah",
    "AlasanTolak",
    "AturanMusyawarah",
    "AturanProgram",
    "BarisJawaban",
    "BarisMassal",
    "BarisPenerima",
    "BarisTemuan",
    "BatasLayanan",
    "BerkasPenerima",
    "Bukti",
    "ButirPembaruan",
    "DaftarTemuan",
    "Dilacak",
    "DokumenMusyawarah",
    "EksporUsulan",
    "FotoMusyawarah",
    "HariLibur",
    "HasilKelayakan",
    "HitungLacak",
    "JawabanKemensos",
    "JawabanKunjungan",
    "KalenderBulanan",
    "Kasus",
    "KasusMusyawarah",
    "KelompokTidakLayak",
    "KeputusanMassal",
    "Kiriman",
    "KomponenAturan",
    "Kontak",
    "Kunjungan",
    "Kuota",
    "KuotaWilayah",
    "Langkah",
    "LangkahSanggah",
    "LaranganAturan",
    "Layanan",
    "MasaSimpan",
    "Musyawarah",
    "PelaporSanggah",
    "Pembaruan",
    "Penerima",
    "PengecualianPenerima",
    "Pengingat",
    "PercobaanKirim",
    "PeringkatWarga",
    "Perkara",
    "Pesan",
    "PesertaMusyawarah",
    "ProgramBansos",
    "Reaktivasi",
    "SampelKunjungan",
    "Sanggah",
    "Sengketa",
    "SyaratBukti",
    "SyaratKuorum",
    "TemplatPesan",
    "Temuan",
    "Usulan",
]
