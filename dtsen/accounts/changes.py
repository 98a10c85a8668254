"""Changes of accounts, assignments and settings, whichever page or command makes them: each becomes a line.

Facts of families are not watched here: their use cases say what they do in words of their own. Rows written by SQL or
in bulk send no signal; what does that records itself (imports, rankings, loading of regions).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save

from dtsen.accounts import audit
from dtsen.accounts.models import AlasanBuka, Penugasan, TugasKeluarga, User

DIAM = {"last_login", "password", "sidik_sandi"}
"""Not told as a value: signing in has its own line, and a hash is nobody's business."""
TANPA_ISI = {"username", "nama", "email", "first_name", "last_name"}
"""Told by name only: the trail holds ids."""


def watch(*jenis: type[models.Model]) -> None:
    """Record every save and deletion of these models."""
    for model in jenis:
        pre_save.connect(_remember, sender=model, dispatch_uid=f"jejak-sebelum-{model._meta.label}")
        post_save.connect(_saved, sender=model, dispatch_uid=f"jejak-simpan-{model._meta.label}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"jejak-hapus-{model._meta.label}")


def watch_accounts() -> None:
    watch(User, Penugasan, TugasKeluarga, AlasanBuka)


def _values(satu: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(satu, f.attname) for f in satu._meta.concrete_fields if not f.primary_key}


def _remember(sender: type[models.Model], instance: models.Model, using: str, raw: bool = False, **_: Any) -> None:
    lama = None if raw or instance.pk is None else sender._default_manager.using(using).filter(pk=instance.pk).first()
    instance._jejak_lama = _values(lama) if lama is not None else {}  # type: ignore[attr-defined]


def _saved(
    instance: models.Model, created: bool, using: str, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    lama: dict[str, Any] = getattr(instance, "_jejak_lama", {})
    kini = _values(instance)
    beda = sorted(k for k, v in kini.items() if created or lama.get(k) != v)
    if update_fields is not None:
        beda = [k for k in beda if k.removesuffix("_id") in update_fields or k in update_fields]
    beda = [k for k in beda if k != "last_login"]
    if created or beda:
        isi = {k: _text(kini[k]) for k in beda if k not in DIAM | TANPA_ISI}
        _record(instance, "buat" if created else "ubah", {"kolom": beda, "isi": isi}, using)


def _deleted(instance: models.Model, using: str, **_: Any) -> None:
    isi = {k: _text(v) for k, v in _values(instance).items() if k not in DIAM | TANPA_ISI}
    _record(instance, "hapus", {"isi": isi}, using)


def _text(nilai: object) -> object:
    return nilai if nilai is None or isinstance(nilai, bool | int | str) else str(nilai)


def _record(instance: models.Model, aksi: str, rincian: dict[str, Any], using: str) -> None:
    nama = instance._meta.model_name
    keluarga = [instance.keluarga_id] if isinstance(instance, TugasKeluarga) else []
    audit.record(
        pelaku=audit.now().siapa(),
        aksi=f"{nama}.{aksi}",
        objek=f"{nama}:{instance.pk}",
        rincian=rincian,
        keluarga=keluarga,
        using=using,
    )
