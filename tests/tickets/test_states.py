"""Every pair of states: the moves that exist, and all those that do not."""

from itertools import product

import pytest

from tickets.states import MOVES, OPEN, SHOWN, Move, State, check

NEW, TAKEN, WAITING, CLOSED, WITHDRAWN = State
ALLOWED = {
    (NEW, TAKEN),
    (NEW, WAITING),
    (NEW, CLOSED),
    (NEW, WITHDRAWN),
    (TAKEN, WAITING),
    (TAKEN, CLOSED),
    (TAKEN, WITHDRAWN),
    (WAITING, TAKEN),
    (WAITING, CLOSED),
    (WAITING, WITHDRAWN),
    (CLOSED, TAKEN),
    (WITHDRAWN, TAKEN),
}


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_pair(before: State, after: State) -> None:
    if (before, after) in ALLOWED:
        check(before, after)
        return
    with pytest.raises(Move, match=f"from {before} to {after}"):
        check(before, after)


def test_every_state_has_moves_and_words() -> None:
    assert set(MOVES) == set(SHOWN) == set(State)
    assert len(set(SHOWN.values())) == len(State)


def test_what_is_not_open_can_be_taken_up_again_only() -> None:
    assert {CLOSED, WITHDRAWN} == set(State) - OPEN
    assert all(MOVES[state] == {TAKEN} for state in set(State) - OPEN)
