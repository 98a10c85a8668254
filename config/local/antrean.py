"""Tasks that a killed worker had taken but not finished go back to the queue at once.

The broker would give them back by itself only after the visibility timeout (hours, see settings).
To be called only while no worker is running.
"""

from __future__ import annotations

from kombu import Connection
from kombu.transport.redis import Channel

from config import env

PALING_BANYAK = 10_000


def restore(redis_url: str) -> None:
    """Redeliver what is taken and not acknowledged; tasks ask first whether they still have to run."""
    pialang, _ = env.redis(redis_url)
    with Connection(pialang, transport_options={"visibility_timeout": 0}) as sambungan:
        saluran = sambungan.channel()
        if not isinstance(saluran, Channel):
            raise TypeError(f"{redis_url.split(':')[0]} bukan Redis")
        saluran.client.delete(saluran.unacked_mutex_key)  # held for minutes by a worker that was killed
        saluran.qos.restore_visible(num=PALING_BANYAK)
