"""What words say of wages that are owed: an order to pay that was not obeyed, pay that may lawfully be less."""

from datetime import date

import pytest
from rights_support import CALCULATORS

from knowledge.slots import read_slots
from knowledge.units import UNITS
from rights.calculators.arrears import UNIT
from tickets.owing import BOTH_WAYS, EACH_DAY, MAY_BE_LAWFUL, is_ordered
from tickets.prefilled import GIVEN_NOT_CLEAR, Filled, prefill

TODAY = date(2026, 11, 22)


def filled(words: str) -> Filled:
    return prefill(CALCULATORS["arrears"], read_slots(words, TODAY), TODAY, words)


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("劳动监察责令支付8000元，老板还不给", True),
        ("社会保障局责令他三天内给，他不给", True),
        ("下了限期改正指令书，老板逾期没付", True),
        ("不给工资被劳动局责令了，还不给", True),
        ("劳动局没责令，一直不给", False),
        ("劳动局没有下责令，老板不给", False),
        ("责令停产，工资不给", False),
        ("厂里被责令关停，工资没发", False),
        ("能不能让劳动局责令他，他不给钱", False),
    ],
)
def test_an_order_to_pay_that_was_not_obeyed(words: str, is_so: bool) -> None:
    assert is_ordered(words) is is_so


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("月薪8000，医保社保个税扣完只发6800", "医保"),
        ("我月薪6000，扣掉社保个税，只发了5100，正常吗", "扣"),
        ("月薪6000，扣掉社保500个税100，只发了5100", "扣"),
        ("月薪4000，这个月只干了20天只发了2800", "干了20天"),
        ("月薪4000，上个月没干满，只给了2800", "没干满"),
        ("月薪5000，迟到罚款，只发了4600", "迟到"),
        ("月薪5000，试用期只发4000", "试用期"),
    ],
)
def test_what_may_lawfully_be_less_is_asked(words: str, said: str) -> None:
    told = filled(words)
    assert told.doubts["total"] == MAY_BE_LAWFUL.format(said=said)
    assert not told.given.keys() & {"total", "wage", "months"}


@pytest.mark.parametrize("words", ["月薪6000，老板克扣，只发了4000", "月薪6000，干了四个月，每月只发4000"])
def test_what_came_short_without_a_reason_is_counted(words: str) -> None:
    assert filled(words).given["wage"] == "2000"


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("老板欠我工资，一天200，干了40天", {"rate": "200", "unit": "天", "count": "40"}),
        ("日工资300，一共干了25.5个工，只给了1000", {"rate": "300", "unit": "天", "count": "25.5", "paid": "1000"}),
        ("老板欠我工资，一小时18，干了126个小时", {"rate": "18", "unit": "小时", "count": "126"}),
        ("送一单4块5，跑了1200单没结，给了1000", {"rate": "4.5", "unit": "单", "count": "1200", "paid": "1000"}),
        ("一单4块5，每天跑40单，干了30天没结", {"rate": "4.5", "unit": "单"}),
        ("一小时20块，加班30个小时，一个月5000，欠我两个月", {"wage": "5000", "months": "2"}),
        ("欠我三个月工资，每天180元", {"rate": "180", "unit": "天"}),  # months are no days of work: these are asked
        ("一天200，干了40天，还欠我6000", {"total": "6000"}),
        ("月薪6000，加班一天200，欠我两个月工资", {"wage": "6000", "months": "2"}),
        ("欠我三个月工资，一个月4500，给过1000", {"wage": "4500", "months": "3", "paid": "1000"}),
        ("3月欠2800 4月欠3100 5月欠1900", {"total": "7800"}),
    ],
)
def test_pay_by_the_day_is_counted_by_its_days(words: str, given: dict[str, str]) -> None:
    assert filled(words).given == given


def test_so_many_hours_a_day_are_said() -> None:
    told = filled("每小时20元，一天干4小时，干了28天，没给钱")
    assert told.given == {"rate": "20", "unit": "小时", "count": "112"}
    assert told.assumed["count"] == EACH_DAY.format(4, 28)


def test_pay_by_the_month_and_by_the_piece_is_asked() -> None:
    told = filled("月薪5000，欠两个月，另外计件一件3毛做了2000件没给")
    assert told.given == {} and told.doubts["total"] == BOTH_WAYS.format(unit="件")


def test_every_unit_that_is_read_can_be_counted() -> None:
    assert set(UNITS) == set(UNIT.choices)


def test_what_was_given_in_parts_is_asked() -> None:
    told = filled("300一天，共计45天，先给了3000，又给了2000")
    assert told.given == {"rate": "300", "unit": "天", "count": "45"} and told.doubts["paid"] == GIVEN_NOT_CLEAR
