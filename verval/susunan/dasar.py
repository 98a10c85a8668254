"""What the maker of a case saw, and how the registry differs from it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import initials
from dtsen.registry.susunan import Operasi, Rencana
from dtsen.registry.values import tulis
from verval.hasil_kelayakan import holding
from verval.keputusan import KELAYAKAN, PUTUSAN, reason_of
from verval.models import Pembaruan
from verval.ringkas import HUBUNGAN, KEBERADAAN

ORANG = frozenset({"individu", "individu_lain"})


class StaleSusunan(StaleFact):
    """The make-up changed since the case was written; the message says how, with initials instead of names."""

    kode = "susunan_berubah"

    def __init__(self, beda: str) -> None:
        self.pesan = (
            f"Susunan keluarga di registri sudah berubah sejak kasus ini ditulis. {beda} "
            "Pembuat kasus perlu memeriksa lalu menyimpannya lagi."
        )
        RuntimeError.__init__(self, self.pesan)
        self.fakta, self.lama, self.sekarang = "", None, None


def _state(orang: Individu) -> list[int | None]:
    return [orang.keluarga_id, orang.status_hubungan_keluarga, orang.keberadaan]


def seen(rencana: Rencana, isi: Mapping[str, Any], operasi: Operasi, dasar: Mapping[str, Any]) -> dict[str, Any]:
    terlibat = {o.pk for o in rencana.people()}
    for satu in operasi.isian:
        if satu.jenis in ORANG and satu.nama in isi:
            terlibat.add(isi[satu.nama])
        elif satu.jenis == "anggota":
            terlibat |= {int(pk) for pk in isi.get(satu.nama, {})}
    rumah = rencana.families() | {dasar["keluarga"]}
    if operasi.kode in PUTUSAN:
        # About the family as such: who belongs to it may change meanwhile.
        return {
            "keluarga": {str(k.pk): k.status for k in Keluarga.objects.filter(pk__in=rumah)},
            "individu": {},
            "terlibat": [],
            **(_eligibility_seen(dasar["keluarga"], isi) if operasi.kode == KELAYAKAN else {}),
        }
    orang = Individu.objects.filter(Q(keluarga_id__in=rumah) | Q(pk__in=terlibat))
    return {
        "keluarga": {str(k.pk): k.status for k in Keluarga.objects.filter(pk__in=rumah)},
        "individu": {str(o.pk): _state(o) for o in orang},
        "terlibat": sorted(terlibat),
    }


def _eligibility_seen(keluarga: int, isi: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of the family before, and whether the new reason tells of an illness."""
    lama, alasan = holding(keluarga, timezone.localdate()), reason_of(isi)
    return {"hasil": lama.hasil if lama else "", "dilindungi": alasan is not None and alasan.dilindungi}


def touched(kasus: Pembaruan) -> tuple[list[int], list[int]]:
    """Return (families, persons) that the maker saw, as far as they are there and inside the scope."""
    keluarga = Keluarga.objects.filter(pk__in=[int(pk) for pk in kasus.dasar["keluarga"]])
    individu = Individu.objects.filter(pk__in=[int(pk) for pk in kasus.dasar["individu"]])
    return list(keluarga.values_list("pk", flat=True)), list(individu.values_list("pk", flat=True))


def state_words(kasus: Pembaruan, keadaan: list[int | None] | None) -> str:
    if keadaan is None:
        return "tidak ada di keluarga ini"
    keluarga, hubungan, ada = keadaan
    tempat = "" if keluarga == kasus.keluarga_id else " di keluarga lain"
    kata = [tulis(HUBUNGAN, hubungan), tulis(KEBERADAAN, ada)]
    return ", ".join(k.lower() if k != "Tidak diketahui" else "belum diketahui" for k in kata) + tempat


def difference(kasus: Pembaruan) -> str:
    """Return what the registry says otherwise than the maker saw, blank if nothing; what lies outside is left out."""
    dasar = kasus.dasar
    rumah = {k.pk: k for k in Keluarga.objects.filter(pk__in=[int(pk) for pk in dasar["keluarga"]])}
    dulu: dict[int, list[int | None]] = {int(pk): keadaan for pk, keadaan in dasar["individu"].items()}
    kini = {o.pk: o for o in Individu.objects.filter(Q(keluarga_id__in=rumah) | Q(pk__in=dulu))}
    beda = [
        f"Status keluarga waktu itu {dasar['keluarga'][str(pk)]}, sekarang {k.status}."
        for pk, k in sorted(rumah.items())
        if k.status != dasar["keluarga"][str(pk)]
    ]
    for pk in sorted({*dulu, *kini}) if kasus.jenis not in PUTUSAN else ():
        lama, sekarang = dulu.get(pk), _state(kini[pk]) if pk in kini else None
        if lama == sekarang or (lama and sekarang is None and lama[0] not in rumah):
            continue
        nama = initials(kini[pk].nama) if pk in kini else "Seorang anggota"
        beda.append(f"{nama} waktu itu {state_words(kasus, lama)}, sekarang {state_words(kasus, sekarang)}.")
    if kasus.jenis == "perbaikan_nik" and (orang := kini.get(kasus.individu_id or 0)):
        beda += ["NIK-nya sudah diubah."] if orang.nik != kasus.nomor["nik"][0] else []
    if kasus.jenis == "perbaikan_kk" and (keluarga := rumah.get(kasus.keluarga_id)):
        beda += ["No KK-nya sudah diubah."] if keluarga.nomor_kk != kasus.nomor["nomor_kk"][0] else []
    return " ".join(beda)
