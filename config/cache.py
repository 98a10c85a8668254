"""The cache of Django on the same Redis or Valkey as the broker; pages and passwords work on when it is away."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


Cara = Callable[Concatenate["CacheLunak", P], R]


def _or(pengganti: R) -> Callable[[Cara[P, R]], Cara[P, R]]:
    """Answer with a stand-in, and say so in the log and in `tak_terjangkau`, when the server does not answer."""

    def pasang(cara: Cara[P, R]) -> Cara[P, R]:
        @wraps(cara)
        def lunak(self: CacheLunak, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return cara(self, *args, **kwargs)
            except RedisError as galat:
                self.tak_terjangkau += 1
                log.warning(
                    "Cache tidak terjangkau (%s): percobaan masuk tidak dihitung, kode faktor kedua ditolak.", galat
                )
                return pengganti

        return cast(Cara[P, R], lunak)

    return pasang


class Json:
    """What is kept, as JSON: Django's own serializer would run whatever somebody managed to write into the server."""

    def dumps(self, isi: Any) -> bytes | int:
        return isi if type(isi) is int else json.dumps(isi).encode()  # INCR counts plain numbers only

    def loads(self, isi: bytes) -> Any:
        return json.loads(isi)


class CacheLunak(RedisCache):
    """A key that cannot be read is absent, one that cannot be written counts as written."""

    tak_terjangkau = 0
    """How often that happened; Django keeps one cache a thread."""

    @_or(True)
    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(super().add(*args, **kwargs))

    @_or(None)
    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return super().get(key, default, version)

    @_or(None)
    def set(self, *args: Any, **kwargs: Any) -> None:
        super().set(*args, **kwargs)

    @_or(False)
    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(super().touch(*args, **kwargs))

    @_or(False)
    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(super().delete(*args, **kwargs))

    @_or(1)
    def incr(self, *args: Any, **kwargs: Any) -> int:
        return int(super().incr(*args, **kwargs))
