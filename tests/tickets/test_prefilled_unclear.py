"""What is told but not plainly enough to count with is asked, and nothing is taken for it."""

from datetime import date

import pytest
from rights_support import CALCULATORS

from knowledge.slots import read_slots
from tickets.leaving import CAME_BACK, LEFT_WHEN
from tickets.prefilled import A_MONTHS, BESIDE_PAY, MADE_UP, OVERTIME_UNCLEAR, Filled, prefill

TODAY = date(2026, 11, 22)


def filled(words: str, name: str = "severance") -> Filled:
    return prefill(CALCULATORS[name], read_slots(words, TODAY), TODAY, words)


@pytest.mark.parametrize(
    ("words", "field", "why"),
    [
        ("干了3年，去年底被辞退，月薪6000", "ended", LEFT_WHEN.format(said="去年底")),
        ("2022年3月1日入职，合同签到2025年4月30日到期，月薪6000", "ended", LEFT_WHEN.format(said="2025年4月30日")),
        ("2022年3月1日入职，2025年4月厂子没活了，月薪6000", "ended", LEFT_WHEN.format(said="2025年4月")),
        ("干了3年，2025年4月30日项目完了，月薪6000", "ended", LEFT_WHEN.format(said="2025年4月30日")),
        ("我2018年5月来的，2025年3月又回来，现在被辞退", "began", CAME_BACK.format(said="又回来")),
        ("干了3年，中间停了半年，被辞退", "began", CAME_BACK.format(said="中间停了半年")),
        ("月薪6000，绩效2000，干了2年", "wage", BESIDE_PAY.format(wage=6000, more="绩效2000")),
    ],
)
def test_of_the_end_of_a_job(words: str, field: str, why: str) -> None:
    told = filled(words)
    name = next(one.name for one in CALCULATORS["severance"].fields if one.told_as == field)
    assert told.doubts[name] == why and name not in told.given


def test_nothing_is_taken_for_the_first_day_of_one_who_came_back() -> None:
    told = filled("干了3年，中间离职过又回来，月薪6000，昨天被辞退")
    assert "begin" in told.doubts and "begin" not in told.given and "begin" not in told.assumed


@pytest.mark.parametrize(
    ("words", "field", "why"),
    [
        ("周末加班2天补休了1天，月薪4350", "rest_days", MADE_UP.format(said="补休")),
        ("加班10个小时，国庆也加了，月薪4350", "holidays", OVERTIME_UNCLEAR.format(said="国庆")),
        ("加班10小时，周六也上了，月薪4350", "rest_days", OVERTIME_UNCLEAR.format(said="周六")),
    ],
)
def test_of_overtime(words: str, field: str, why: str) -> None:
    assert filled(words, "overtime").doubts == {field: why}


@pytest.mark.parametrize("words", ["周末加班2天没给补休，月薪4350", "周六日加班4天，加班30小时，月薪4350"])
def test_what_is_clear_of_overtime_is_not_asked(words: str) -> None:
    told = filled(words, "overtime")
    assert told.doubts == {} and told.given["rest_days"] in ("2", "4")


@pytest.mark.parametrize(("words", "said"), [("去年一年每月加班20小时", True), ("上个月加班20小时", False)])
def test_a_month_s_overtime_is_said_to_be_one_month_s(words: str, said: bool) -> None:
    assert (A_MONTHS in filled(words, "overtime").assumed.values()) is said


@pytest.mark.parametrize(
    ("words", "slot"),
    [
        ("年薪12万，干了5年被辞退赔多少", "amount_fen"),
        ("每月少发500，少发了8个月", "wage_fen"),
        ("欠4个月工资，第一个月3000后三个月各4000", "amount_fen"),
    ],
)
def test_a_sum_of_something_else_is_not_taken(words: str, slot: str) -> None:
    assert getattr(read_slots(words, TODAY), slot) is None


@pytest.mark.parametrize(
    "more",
    ["2022年6月1日转正", "2024年5月涨到6000", "合同签到2027年4月30日", "2025年1月1日才签的合同", "2025年3月5日受伤"],
)
def test_another_day_of_the_job_is_no_last_one(more: str) -> None:
    told = filled(f"2022年3月1日入职，{more}，月薪6000，被裁")
    assert told.given["end"] == TODAY.isoformat() and "end" not in told.doubts


def test_a_last_day_that_was_told_is_counted_to() -> None:
    told = filled("2022年3月1日入职，做到2025年4月30日，月薪6000，被裁，赔多少")
    assert (told.given["begin"], told.given["end"]) == ("2022-03-01", "2025-04-30") and not told.assumed.get("end")
