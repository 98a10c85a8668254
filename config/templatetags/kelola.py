"""What the templates of the pages under /kelola/ need beyond the components of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers, results
from django.contrib.admin.views.main import ChangeList
from django.db.models.options import Options
from django.forms import BoundField
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from config.kelola import BARIS_BARU, BERLAKU, KETERANGAN, PETUNJUK
from dtsen.wilayah.kelola import HalamanBerlaku

register = template.Library()
IKON = re.compile(r"<img[^>]*icon-(yes|no|unknown)[^>]*>")
KATA = {"yes": "Ya", "no": "Tidak", "unknown": "–"}


@register.filter
def keterangan(opts: Options[Any]) -> str:
    """What a table is for, in one sentence."""
    return KETERANGAN.get(opts.label_lower, "")


@register.filter
def petunjuk(kolom: BoundField) -> str:
    """The hint of a field: the one of `PETUNJUK`, or else the model's."""
    opts = getattr(getattr(kolom.form, "_meta", None), "model", None)
    sendiri = str(kolom.help_text)
    umum = BERLAKU if kolom.name == "berlaku_dari" and not sendiri else sendiri
    return PETUNJUK.get(f"{opts._meta.label_lower}.{kolom.name}", umum) if opts else sendiri


@register.filter
def baris_baru(cl: ChangeList) -> str:
    """What to do where rows in force cannot be changed."""
    return BARIS_BARU if isinstance(cl.model_admin, HalamanBerlaku) else ""


@register.filter
def kata(isi: str) -> SafeString:
    """What the library shows of a value, with words for its icons."""
    return mark_safe(IKON.sub(lambda cocok: KATA[cocok[1]], conditional_escape(isi)))  # escaped by it, or here


@register.simple_tag
def kepala_tabel(cl: ChangeList) -> list[dict[str, Any]]:
    return list(result_headers(cl))


@register.simple_tag
def baris_tabel(cl: ChangeList) -> Iterator[list[SafeString]]:
    """Rows of cells as Django draws them, with the column's name for the card of a phone, and words for its icons."""
    label = [str(satu["text"]) for satu in result_headers(cl)]
    for satu in results(cl):
        yield [_cell(str(kata(isi)), nama) for isi, nama in zip(satu, label, strict=False)]


def _cell(isi: str, nama: str) -> SafeString:
    awal = f'<td data-label="{escape(nama[:1].upper() + nama[1:])}"'
    isi = f"{awal}{isi[3:]}" if isi.startswith("<td") else isi.replace("<th", '<th scope="row"', 1)
    return mark_safe(isi)  # Django's own cell, escaped by it; the label is escaped here
