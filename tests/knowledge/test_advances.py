"""What was paid or advanced meanwhile is neither owed nor a wage, and comes off what was counted."""

import pytest

from knowledge.slots import read_slots


@pytest.mark.parametrize(
    "text",
    [
        "4个月没发了么\n老板上月给了2000",
        "俄在饭馆端盘子一个月3800\n4个月没发了么\n老板上月给了2000",
        "一个月3800 4个月没发 昨个给了2000",
        "4个月没发 老板10月给了2000",
        "一个月5000 欠3个月 中间借了3000生活费",
        "干了52天没给钱，中间借了3000",
        "4个月没发 我跟亲戚借了3000",
    ],
)
def test_what_came_is_not_what_is_owed(text: str) -> None:
    assert read_slots(text).amount_fen is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("老板欠我工资 一天350干了52天\n中间借了3000生活费", 15_200),
        ("老板欠我工资 一天350干了52天 中间预支了3000", 15_200),
        ("老板欠我工资 一天350干了52天 领了9500生活费", 8_700),
        ("老板欠我工资 一天350干了52天\n我借了老板3000", None),
        ("老板欠我工资 一天350干了52天\n老板借了我3000", None),
        ("老板欠我工资 一天350干了52天\n找亲戚借了3000", 18_200),
        ("老板欠我18000，中间借了3000生活费", None),
        ("老板欠我18000，我跟亲戚借了3000", 18_000),
    ],
)
def test_an_advance_comes_off_where_it_is_plain(text: str, yuan: int | None) -> None:
    assert read_slots(text).amount_fen == (yuan * 100 if yuan else None)


@pytest.mark.parametrize("words", ["借了", "支", "跟", "扣借支", "上月给", " 给了"])
def test_long_words_are_borne(words: str) -> None:
    read_slots("没发" + words * (2_000 // len(words)) + "2000")
