"""What every plan must leave behind: one head at most, and no family without anybody that counts as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan.baca import KEPALA, is_alive
from dtsen.registry.susunan.rencana import KeluargaBaru, OrangBaru, Rencana, Ubah
from dtsen.registry.values import FaktaSalah, Nilai


def check_households(rencana: Rencana) -> None:
    """Follow the steps on paper; refuse a second head, close the families that nobody is left in."""
    sebelum: dict[int, dict[int | OrangBaru, Nilai]] = {pk: {} for pk in rencana.families()}
    for o in Individu.objects.filter(keluarga_id__in=sebelum).hidup():
        sebelum[o.keluarga_id][o.pk] = o.status_hubungan_keluarga
    isi: dict[int | KeluargaBaru, dict[int | OrangBaru, Nilai]] = {pk: dict(o) for pk, o in sebelum.items()}
    for s in rencana.langkah:
        if isinstance(s, KeluargaBaru):
            isi[s] = {}
        elif isinstance(s, OrangBaru):
            isi[_key(s.keluarga)][s] = s.nilai["status_hubungan_keluarga"]
        elif isinstance(s.objek, Individu):
            isi[s.objek.keluarga_id].pop(s.objek.pk, None)
            if is_alive(s.nilai.get("keberadaan", s.objek.keberadaan)):
                hubungan = s.nilai.get("status_hubungan_keluarga", s.objek.status_hubungan_keluarga)
                isi[_key(s.ke) if s.ke else s.objek.keluarga_id][s.objek.pk] = hubungan
    for k, orang in isi.items():
        _check_heads(k, list(orang.values()).count(KEPALA), sebelum)
    for pk, dulu in sebelum.items():
        if dulu and not isi[pk]:
            rencana.langkah.append(Ubah(Keluarga.objects.get(pk=pk), {"status": rencana.penutup.get(pk, "bubar")}))


def _key(k: Keluarga | KeluargaBaru) -> int | KeluargaBaru:
    return k.pk if isinstance(k, Keluarga) else k


def _check_heads(k: int | KeluargaBaru, kepala: int, sebelum: Mapping[int, Mapping[Any, Nilai]]) -> None:
    # A source may have brought two heads; only a further one is refused.
    dulu = list(sebelum[k].values()).count(KEPALA) if isinstance(k, int) else 0
    if kepala > max(dulu, 1):
        raise FaktaSalah(
            "kepala_ganda",
            "Keluarga itu akan punya dua kepala keluarga. Pilih hubungan lain untuk salah satunya.",
            "status_hubungan_keluarga",
        )
    if isinstance(k, KeluargaBaru) and not kepala:
        raise FaktaSalah(
            "tanpa_kepala",
            "Keluarga baru perlu seorang kepala keluarga. Pilih siapa yang menjadi kepala.",
            "status_hubungan_keluarga",
        )
