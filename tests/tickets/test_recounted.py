"""A corrected count or rate counts the sum anew, where the story tells both; else the sum is asked."""

from datetime import date

import pytest

from tickets.changes import read_change

TODAY = date(2026, 11, 23)
DAYS, PIECES = "老板欠我工资 一天350干了52天", "老板欠我工资 计件的 一件4块5 做了1000件"


@pytest.mark.parametrize(
    ("story", "was", "said", "now"),
    [
        (DAYS, 18_200, "不对，是干了56天", 19_600),
        (DAYS, 18_200, "不对，是80个工", 28_000),
        (DAYS, 18_200, "不对，是一天400", 20_800),
        (PIECES, 4_500, "不对，是4块8", 4_800),
        (PIECES, 4_500, "错了，是1200件", 5_400),
        (f"{DAYS}\n中间借了3000生活费", 15_200, "不对，是干了56天", 16_600),
    ],
)
def test_the_sum_is_counted_anew(story: str, was: int, said: str, now: int) -> None:
    change = read_change(said, {"amount_fen": was * 100, "derived": ["amount_fen"]}, story, TODAY)
    assert change is not None and change.sure and change.choices == ({"amount_fen": now * 100},)


@pytest.mark.parametrize(
    ("was", "said"),
    [(16_200, "不对，是干了56天"), (18_200, "不对，是400"), (18_200, "不对，是380"), (16_200, "不对，是一天400")],
)
def test_it_is_asked_where_that_is_not_plain(was: int, said: str) -> None:
    change = read_change(said, {"amount_fen": was * 100}, DAYS, TODAY)
    assert change is not None and not change.choices


@pytest.mark.parametrize(
    ("story", "said"),
    [("老板欠我18000 干了52天", "不对，是干了56天"), (DAYS, "干了56天"), (DAYS, "不对，是给了3000"), (DAYS, "不对")],
)
def test_other_words_count_nothing(story: str, said: str) -> None:
    change = read_change(said, {"amount_fen": 1_820_000}, story, TODAY)
    assert change is None or change.choices
