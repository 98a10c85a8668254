"""Distances against known ones."""

from __future__ import annotations

import pytest

from dtsen.lib.jarak import distance_km


@pytest.mark.parametrize(
    ("dari", "ke", "km"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0.0),
        ((0.0, 116.0), (0.0, 117.0), 111.195),  # one degree on the equator: pi * 6371.0088 / 180
        ((-0.5, 117.0), (0.5, 117.0), 111.195),  # across the equator, which runs through Kukar
        ((-90.0, 0.0), (90.0, 0.0), 20015.115),
    ],
)
def test_known_distances(dari: tuple[float, float], ke: tuple[float, float], km: float) -> None:
    assert distance_km(dari, ke) == pytest.approx(km, abs=0.01)
    assert distance_km(ke, dari) == pytest.approx(km, abs=0.01)
