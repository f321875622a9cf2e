"""The gate: closed exactly when a new message would wait too long by the pace of the last second."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate import FEW, Gate

MOST_S = 2.5


class Hand:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def gate() -> tuple[Gate, Hand]:
    hand = Hand()
    return Gate(MOST_S, hand), hand


def run(one: Gate, hand: Hand, groups: int, size: int, pause_s: float) -> None:
    """Groups of messages that finish at the same moment, one group after another; the gate is never empty."""
    one.enter()
    for _ in range(groups):
        for _ in range(size):
            one.enter()
        hand.s += pause_s
        for _ in range(size):
            one.leave()


def test_an_empty_gate_is_open_also_after_a_long_pause() -> None:
    one, hand = gate()
    for pause_s in (0.0, 3600.0, 1e9):
        hand.s += pause_s
        assert not one.full
        one.enter()
        hand.s += 0.01
        one.leave()
    assert one.inside == 0


def test_a_few_at_once_are_never_too_many_even_after_a_slow_one() -> None:
    one, hand = gate()
    one.enter()
    hand.s += 60
    one.leave()
    for _ in range(FEW):
        one.enter()
        assert not one.full


@pytest.mark.parametrize("size", [1, 15, 200])
@given(pace_s=st.floats(0.001, 0.02), more=st.floats(0.2, 3.0))
def test_it_closes_where_the_wait_would_be_too_long_however_they_finish_in_groups(
    size: int, pace_s: float, more: float
) -> None:
    one, hand = gate()
    run(one, hand, groups=max(20, int(5 / (size * pace_s))), size=size, pause_s=size * pace_s)
    wanted = int(more * MOST_S / pace_s)
    while one.inside < max(wanted, FEW + 1):
        one.enter()
    wait_s = one.inside * pace_s
    if not 0.9 * MOST_S < wait_s < 1.1 * MOST_S:  # near the line the guess may fall either way
        assert one.full is (wait_s > MOST_S)


def test_when_nothing_finishes_it_closes() -> None:
    one, hand = gate()
    run(one, hand, groups=100, size=1, pause_s=0.001)
    for _ in range(FEW + 1):
        one.enter()
    assert not one.full
    hand.s += MOST_S
    assert one.full


def test_it_opens_again_when_they_are_done() -> None:
    one, hand = gate()
    run(one, hand, groups=100, size=1, pause_s=0.05)
    for _ in range(100):
        one.enter()
    assert one.full
    while one.inside:
        hand.s += 0.001
        one.leave()
    assert not one.full
