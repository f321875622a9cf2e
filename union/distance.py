"""How far two points of the earth are apart."""

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_008.8  # the mean radius; the error against the real, flattened earth is 0.5 % at most


def metres_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The way over the ground as the crow flies, in metres; points are (latitude, longitude) in degrees (haversine).

    Both in one system of coordinates: GCJ-02 beside WGS-84 is wrong by up to 700 m.
    """
    north, south = radians(here[0]), radians(there[0])
    height = sin((north - south) / 2) ** 2
    width = sin(radians(here[1] - there[1]) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(height + cos(north) * cos(south) * width)))
