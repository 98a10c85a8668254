"""The one door to the trail."""

from __future__ import annotations

from typing import Any

from dtsen.accounts.models import Jejak, User


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

    Never put a NIK or a name into `rincian`: ids only.
    """
    Jejak.objects.using(using).create(
        pelaku_id=pelaku.pk if pelaku else None, aksi=aksi, objek=objek, rincian=rincian or {}, alasan=alasan
    )
