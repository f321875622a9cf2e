"""The gate: closed exactly when a new message would wait too long by the usual pace."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate import FIRST_GUESS_S, Gate

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


def test_an_empty_gate_is_open_also_after_a_long_pause() -> None:
    one, hand = gate()
    for pause_s in (0.0, 3600.0, 1e9):
        hand.s += pause_s
        assert not one.full
        one.enter()
        hand.s += 0.01
        one.leave()
    assert one.inside == 0


def test_before_anything_finished_the_first_guess_decides() -> None:
    one, _ = gate()
    fits = int(MOST_S / FIRST_GUESS_S)
    for _ in range(fits):
        one.enter()
        assert not one.full
    one.enter()
    assert one.full


@settings(deadline=None)  # the machine may be busy
@given(st.floats(0.0005, 0.5), st.integers(0, 40))
def test_at_a_steady_pace_it_closes_where_the_wait_would_be_too_long(pace_s: float, extra: int) -> None:
    one, hand = gate()
    for _ in range(200):  # never empty, so every pause counts
        one.enter()
        one.enter()
        hand.s += pace_s
        one.leave()
        hand.s += pace_s
        one.leave()
    for _ in range(extra):
        one.enter()
    wait_s = one.inside * pace_s
    if abs(wait_s - MOST_S) > 0.02 * MOST_S:
        assert one.full is (wait_s > MOST_S)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.booleans(), st.floats(0, 5)), max_size=200))
def test_whatever_happens_it_counts_rightly_and_opens_when_empty(steps: list[tuple[bool, float]]) -> None:
    one, hand = gate()
    inside = 0
    for comes, pause_s in steps:
        hand.s += pause_s
        if comes or not inside:
            one.enter()
            inside += 1
        else:
            one.leave()
            inside -= 1
        assert one.inside == inside
        assert inside or not one.full
    while one.inside:
        one.leave()
    assert not one.full


def test_a_slow_spell_closes_it_and_a_quick_one_opens_it_again() -> None:
    one, hand = gate()
    for _ in range(20):
        one.enter()
    for pause_s, full in ((1.0, True), (0.001, False)):
        for _ in range(60):
            one.enter()
            hand.s += pause_s
            one.leave()
        assert one.full is full


def test_the_quiet_before_a_message_is_not_its_work() -> None:
    one, hand = gate()
    for _ in range(50):
        hand.s += 60
        one.enter()
        hand.s += 0.002
        one.leave()
    for _ in range(100):
        one.enter()
    assert not one.full
