"""Ticket numbers: read back however typed, and a slip is seen."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.number import check_digit, new, read, shown

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
bodies = st.text("0123456789", min_size=8, max_size=8)
numbers = bodies.map(lambda body: f"{body}{check_digit(body)}")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@settings(deadline=None)  # the machine may be busy
@given(numbers)
def test_what_is_shown_is_read_back(number: str) -> None:
    for typed in (shown(number), number, shown(number).replace(" ", "-"), shown(number).translate(WIDE)):
        assert read(typed) == number
        assert read(f"我的单子是{typed}，办得咋样了") == number


@settings(deadline=None)  # the machine may be busy
@given(numbers)
def test_every_single_wrong_digit_is_seen(number: str) -> None:
    for at, right in enumerate(number):
        for wrong in set("0123456789") - {right}:
            assert read(number[:at] + wrong + number[at + 1 :]) is None


def test_nearly_every_swap_of_neighbours_is_seen() -> None:
    swaps, missed = 0, 0
    for body in range(0, 10**8, 99_991):
        number = f"{body:08}{check_digit(f'{body:08}')}"
        for at in range(8):
            swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            if swapped != number:
                swaps += 1
                missed += read(swapped) is not None
    assert swaps > 5_000 and missed / swaps < 0.03


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=40))
def test_any_text_is_read_without_harm(text: str) -> None:
    found = read(text)
    assert found is None or (len(found) == 9 and check_digit(found[:-1]) == int(found[-1]))


OTHERS = ["", "没有号码", "13900001234", "12351", "640103199001011234", "261 047", "261  047  398"]


@pytest.mark.parametrize("text", OTHERS)
def test_other_figures_are_no_ticket_number(text: str) -> None:
    assert read(text) is None


def test_a_new_number_tells_the_year_in_shanghai_and_nothing_else() -> None:
    made = {new(NOW) for _ in range(200)}
    assert all(one.startswith("26") and read(one) == one for one in made)
    assert len(made) > 190  # drawn from a million
    assert len({one[2:8] for one in made if one[2] == one[3]}) < 60  # they do not count up
    assert new(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)).startswith("27")


def test_shown_in_threes() -> None:
    assert shown("261047398") == "261 047 398"
