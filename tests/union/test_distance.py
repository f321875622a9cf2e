"""How far two points are apart: a metric on the ball."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union.distance import EARTH_M, metres_between

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
SLACK_M = 0.01


@given(POINTS, POINTS)
def test_it_is_as_far_there_as_back_and_never_farther_than_half_round(here: tuple, there: tuple) -> None:
    there_m = metres_between(here, there)
    assert there_m == pytest.approx(metres_between(there, here), abs=SLACK_M)
    assert 0 <= there_m <= pi * EARTH_M + SLACK_M


@given(POINTS, POINTS, POINTS)
def test_no_way_round_is_shorter(one: tuple, two: tuple, three: tuple) -> None:
    direct = metres_between(one, three)
    assert direct <= metres_between(one, two) + metres_between(two, three) + SLACK_M


@given(POINTS)
def test_nothing_is_away_from_itself(here: tuple) -> None:
    assert metres_between(here, here) == 0


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.0001, 1))
def test_a_degree_of_latitude_is_the_same_everywhere(latitude: float, longitude: float, degrees: float) -> None:
    way = metres_between((latitude, longitude), (latitude + degrees, longitude))
    assert way == pytest.approx(degrees * pi * EARTH_M / 180, rel=1e-6)


def test_a_known_way() -> None:
    """Yinchuan to Wuzhong: 38.4872 N 106.2309 E, 37.9974 N 106.1986 E; by the spherical law of cosines."""
    from math import acos, cos, radians, sin

    a, b, apart = radians(38.4872), radians(37.9974), radians(106.2309 - 106.1986)
    expected = EARTH_M * acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(apart))
    assert metres_between((38.4872, 106.2309), (37.9974, 106.1986)) == pytest.approx(expected, abs=1)
    assert 54_000 < expected < 55_500
