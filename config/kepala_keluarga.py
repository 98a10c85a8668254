"""What stands on top of every page of one family: the answer in a sentence, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from dtsen.accounts.access import Orang
from dtsen.accounts.access import boleh as boleh_izin
from dtsen.lib.nama import sebut
from dtsen.lib.tampil import tanggal
from dtsen.ranking.explanations import DesilKini, desil_now
from dtsen.ranking.querysets import Desil, desil_of
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.models import Wilayah
from verval.access import izin_di


@dataclass(frozen=True, slots=True)
class Kepala:
    """Head of a family page. `sekarang` only when the data changed after they were ranked."""

    nama: str
    tempat: str
    desil: Desil
    kalimat: str
    sekarang: DesilKini | None
    url_perbarui: str
    url_jejak: str
    boleh_program: bool


def head_of(keluarga: Keluarga, user: Orang) -> Kepala:
    desil = desil_of([keluarga.pk])[keluarga.pk]
    nama = sebut(Tabir.of(user, [keluarga]).family(keluarga).nama_kepala) or f"nomor {keluarga.pk}"
    desa = Wilayah.objects.filter(pk=keluarga.kode_desa).first()
    tempat = ", ".join(
        filter(None, (str(desa or keluarga.kode_desa), _rt(keluarga.rt, keluarga.rw), sebut(keluarga.dusun)))
    )
    boleh = "pembaruan.ajukan" in izin_di(user, keluarga) and keluarga.status in {"aktif", "hilang"}
    return Kepala(
        nama,
        tempat,
        desil,
        _sentence(desil),
        _now(keluarga.pk),
        _url(keluarga.pk) if boleh else "",
        _trail(user, keluarga.pk),
        "bansos.lihat" in izin_di(user, keluarga),
    )


def _rt(rt: str, rw: str) -> str:
    return " ".join(filter(None, (rt and f"RT {rt}", rw and f"RW {rw}")))


def _sentence(desil: Desil) -> str:
    daerah = f"desil daerah {desil.daerah} ({desil.periode})" if desil.daerah else "belum ada desil daerah"
    nasional = (
        f"desil nasional {desil.nasional} ({tanggal(desil.tanggal)})" if desil.nasional else "belum ada desil nasional"
    )
    kalimat = f"{daerah}, {nasional}."
    return kalimat[0].upper() + kalimat[1:]


def _now(pk: int) -> DesilKini | None:
    kini = desil_now(pk)
    return kini if kini is not None and (kini.terbit is None or kini.berubah) else None


def _trail(user: Orang, pk: int) -> str:
    """Who looked at this family, for those who may read the trail."""
    return f"{reverse('accounts:jejak_tentang')}?keluarga={pk}" if boleh_izin(user, "audit.lihat") else ""


def _url(pk: int) -> str:
    try:
        return reverse("verval:pembaruan_baru", args=[pk])
    except NoReverseMatch:
        return ""
