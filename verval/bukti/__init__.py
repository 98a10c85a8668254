"""Evidence of a case: what may be attached, by whom and when; who may look; where its files lie."""

from __future__ import annotations

from verval.bukti.berkas import UKURAN_MAKS, Isi, inspect, keep, path_of
from verval.bukti.kembar import twins
from verval.bukti.lampir import AJUKAN, attach, attach_document, may_attach, remove
from verval.bukti.lihat import bukti_for, list_for, may_open, may_see_visit

__all__ = [
    "AJUKAN", "UKURAN_MAKS", "Isi", "attach", "attach_document", "bukti_for", "inspect", "keep", "list_for",
    "may_attach", "may_open", "may_see_visit", "path_of", "remove", "twins",
]  # fmt: skip
