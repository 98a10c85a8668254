"""Rows of an applied file that nobody in the registry matched, matched once more after the registry has changed."""

from __future__ import annotations

from django.db import connection, transaction

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.sql import load
from verval.bansos.penerima import TERAPKAN, PenerimaDitolak, count, unit_of
from verval.models import BarisPenerima, BerkasPenerima
from verval.models.penerima import COCOK


@transaction.atomic
def again(pk: int, *, pelaku: User) -> int:
    """Match what is left of an applied file and write whom it finds; return how many recipients that added.

    Whoever is a recipient of that programme and month already stays as told there: an old row never overwrites a newer
    list. Doing it twice adds nobody. Raises TidakBerwenang or PenerimaDitolak (`status`, `orang_sama`, `unit`).
    """
    require(pelaku, TERAPKAN)
    terkunci = BerkasPenerima.objects.select_for_update(of=("self",)).select_related("program")
    satu = terkunci.filter(pk=pk, status="diterapkan").first()
    if satu is None:
        raise PenerimaDitolak("status", "Hanya berkas yang sudah disahkan yang dapat dicocokkan ulang.")
    if satu.pembuat_id == pelaku.pk:
        raise PenerimaDitolak("orang_sama", "Anda yang mengunggah berkas ini. Orang lain yang mencocokkannya ulang.")
    unit = unit_of(satu.program, satu.bulan)
    isi: dict[str, str | int] = {
        "berkas": satu.pk,
        "program": satu.program_id,
        "bulan": satu.bulan,
        "unit": unit,
        "luar": cakupan_of(pelaku, TERAPKAN).kode[0],
    }
    sisa = BarisPenerima.objects.filter(berkas=satu)
    dulu = count(satu)
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, "stage_penerima"))
        kursor.execute(load(__file__, "stage_again"), isi)
        sisa.filter(keadaan="tidak_cocok")._raw_delete("default")
        kursor.execute(load(__file__, "match_penerima"), isi)
        kursor.execute(load(__file__, "mark_known"), isi)
        kini = count(satu)
        kursor.execute(load(__file__, "apply_families" if unit == "keluarga" else "apply_persons"), isi)
        baru = int(kursor.fetchone()[0])
    for keadaan in {*dulu, *kini} - {"dibaca"}:
        beda = kini.get(keadaan, 0) - dulu.get(keadaan, 0)
        satu.hitungan[keadaan] = satu.hitungan.get(keadaan, 0) + beda
    satu.hitungan["baru"] = satu.hitungan.get("baru", 0) + baru
    sisa.filter(keadaan__in=COCOK)._raw_delete("default")
    satu.save(update_fields=["hitungan"])
    audit.record(pelaku=pelaku, aksi="penerima.cocokkan", objek=satu.objek, rincian={"baru": baru, **satu.hitungan})
    return baru
