"""Distance between two places on the earth."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

JARI_BUMI_KM = 6371.0088
"""Mean radius (IUGG); the haversine formula on a sphere errs by less than 0.6 % of the distance."""


def distance_km(dari: tuple[float, float], ke: tuple[float, float]) -> float:
    """Return kilometres along the great circle; both places are (latitude, longitude) in degrees."""
    lat1, lon1, lat2, lon2 = map(radians, (*dari, *ke))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * JARI_BUMI_KM * asin(sqrt(h))
