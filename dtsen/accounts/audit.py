"""The one door to the trail."""

from __future__ import annotations

from typing import Any

from dtsen.accounts.models import Jejak, User
from dtsen.lib.samar import mask_deep, mask_text


def record(
    *,
    pelaku: User | None,
    aksi: str,
    objek: str = "",
    rincian: dict[str, Any] | None = None,
    alasan: str = "",
    using: str = "default",
) -> None:
    """Append one line, in the transaction of the caller. `aksi` is dotted (`impor.terapkan`), `objek` is `jenis:id`.

    `using` names the connection of that transaction. Set-based work runs on "pemilik".

    Never put a NIK or a name into `rincian`: ids only. A number that somebody types into a reason is masked.
    """
    Jejak.objects.using(using).create(
        pelaku_id=pelaku.pk if pelaku else None,
        aksi=aksi,
        objek=mask_text(objek),
        rincian=mask_deep(rincian or {}),
        alasan=mask_text(alasan),
    )
