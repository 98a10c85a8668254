"""Telling the reporter about each hop, in the words of the tracking page and nothing beyond them."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from verval import lacak
from verval.models import LangkahSanggah, Pesan, Sanggah, TemplatPesan
from verval.pesan import kirim
from verval.sanggah import pelapor


def hop_taken(sanggah: Sanggah, langkah: LangkahSanggah) -> None:
    """Put a message into the outbox in the transaction of the hop, where the state has a template and the reporter
    left an address; it leaves after the commit."""
    templat = TemplatPesan.objects.filter(penerima="pelapor", kode=langkah.kode_kabar, aktif=True)
    if langkah.aksi == "ikuti" or not any(pelapor.address(sanggah.pk, satu.saluran) for satu in templat):
        return
    tampak = lacak.find(sanggah.kode_lacak)
    if tampak is None:  # out of reach of the transaction: nobody can be told anything
        return
    pesan = Pesan.objects.create(
        langkah_sanggah=langkah,
        kode_desa=sanggah.kode_desa,
        penerima="pelapor",
        isian={
            "inisial": "",
            "kode_lacak": sanggah.kode_lacak,
            "keadaan": tampak.langkah[-1][0] if langkah.aksi == "kunjungi" else tampak.keadaan.label,
            "program": tampak.hal,
            "desa": tampak.desa,
            "tenggat": f"{tampak.keadaan.lanjut} {tampak.keadaan.lama}".strip(),
        },
    )
    transaction.on_commit(partial(kirim.queue, pesan.pk))
