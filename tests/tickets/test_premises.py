"""What is taken for granted is said; what only some was told of is asked."""

from datetime import date

import pytest

from knowledge.slots import read_slots
from rights.calculator import discover
from tickets.prefilled import Filled, prefill
from tickets.premises import MONTHS, NONE_TAKEN, OF_AREA, OF_YINCHUAN, ONE_MONTH, TAKEN

TODAY = date(2026, 11, 23)


def filled(calculator: str, words: str) -> Filled:
    """What the words say of a calculation."""
    return prefill(discover()[calculator], read_slots(words, TODAY), TODAY, words)


def test_a_month_and_a_place_that_nobody_told() -> None:
    short = filled("below_minimum", "一个月才给1500")
    assert short.given == {"pay": "1500"} and short.assumed[MONTHS] == ONE_MONTH and OF_AREA in short.assumed.values()
    assert OF_YINCHUAN in filled("below_minimum", "我在银川上班，一个月才给1500").assumed.values()
    told = filled("below_minimum", "在金凤区，一个月才给1500")
    assert told.given["area"] == "金凤区" and OF_AREA not in told.assumed.values()


def test_leave_that_was_not_taken_at_all() -> None:
    leave = filled("annual_leave", "年假一直没休过，一个月6000，干了4年")
    assert leave.given == {"average": "6000", "joined": "2022-11-24"} and leave.assumed[TAKEN] == NONE_TAKEN
    assert not leave.doubts


@pytest.mark.parametrize("words", ["年假没休完，一个月6000", "年假休了2天", "年假还剩3天", "年假只给2天"])
def test_leave_of_which_some_was_taken_is_asked(words: str) -> None:
    assert TAKEN in filled("annual_leave", words).doubts
