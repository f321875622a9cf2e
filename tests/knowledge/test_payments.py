"""Which sums were paid; a wish, an order, a promise and a rate are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.given import read_given
from knowledge.money import read_money

PAID = {
    "转了我2000": 2_000,
    "昨天补了3000": 3_000,
    "微信给我转了1500": 1_500,
    "老板微信转我1500": 1_500,
    "结了5000": 5_000,
    "打了2000过来": 2_000,
    "汇了4000过来": 4_000,
    "昨天打了3000给我": 3_000,
    "又打给我1000": 1_000,
    "今天打给我2800": 2_800,
    "发了我3000": 3_000,
    "退给我800": 800,
    "还了我四千八": 4_800,
    "又补给我1千": 1_000,
    "刚才微信转过来2000": 2_000,
    "昨天往我卡上打了3000": 3_000,
}
NOT_PAID = (
    "还我四千八",
    "打给我2800就行",
    "让老板打给我2800",
    "叫他打我卡上2000",
    "要他打给我2800",
    "老板说打给我2800",
    "老板不转我2000",
    "说好打给我2800",
    "明天给我打2800",
    "明天打给我2800",
    "还欠我四千八",
    "没还我",
    "该给我2800",
    "要是给我2800我就不告了",
    "他打了我",
    "每月打给我2800",
    "一天给我280",
    "老板让我打给他2800",
    "打了120",
    "打了120过来",
    "我打了110",
    "他打了我2拳",
    "往我卡上打1000都不肯",
)


@pytest.mark.parametrize(("words", "yuan"), PAID.items())
def test_a_payment(words: str, yuan: int) -> None:
    assert [(one.role, one.fen) for one in read_money(words)] == [("paid", yuan * 100)]
    assert read_given(words) == (yuan, False)


@pytest.mark.parametrize(("words", "yuan"), PAID.items())
def test_what_is_left_of_a_sum_is_to_be_asked(words: str, yuan: int) -> None:
    owed = read_money(f"老板欠我工资一万八\n{words}")[0]
    assert (owed.role, owed.precision, owed.fen, owed.high_fen) == (
        "owed",
        "between",
        1_800_000 - yuan * 100,
        1_800_000,
    )


@pytest.mark.parametrize("words", NOT_PAID)
def test_no_payment(words: str) -> None:
    assert "paid" not in {one.role for one in read_money(words)}
    assert read_given(words)[0] is None


@pytest.mark.parametrize("words", ["让老板打给我2800", "打给我2800就行", "老板说打给我2800", "叫他打我卡上2000"])
def test_what_is_asked_for_takes_nothing_from_what_is_owed_and_is_not_owed(words: str) -> None:
    assert [one.fen for one in read_money(f"欠我工资一万八\n{words}") if one.role == "owed"] == [1_800_000]
    assert not [one for one in read_money(f"干了三个月没给\n{words}") if one.role == "owed"]


@given(st.text("打转汇还补退给我了过来到卡上微信老板今〓2800千块元,。 ", max_size=60))
def test_any_words_are_borne(words: str) -> None:
    read_money(words)
    read_given(words)
