"""What the words already say of a calculator's fields, and what is said of it aloud."""

from datetime import date

import pytest
from rights_support import CALCULATORS

from knowledge.slots import read_slots
from tickets.prefilled import ABOUT_PAY, BASE_PAY, BORN_IN, NET, NO_DAY, SIGNED_WHEN, Filled, prefill
from tickets.premises import AGE, CITY

TODAY = date(2026, 11, 22)


def filled(words: str, name: str = "severance") -> Filled:
    return prefill(CALCULATORS[name], read_slots(words, TODAY), TODAY, words)


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        ("干了3年2个月", "2023-09-23"),
        ("干了将近半年", "2026-05-24"),
        ("干了半年", "2026-05-23"),
        ("干了不到两年", "2024-11-24"),
        ("干了三年多", "2023-11-22"),
        ("干了一年零半个月", "2025-11-08"),
        ("干了两年零一天", "2024-11-22"),
        ("干了2年1天", "2024-11-22"),
        ("干了两年零十天", "2024-11-13"),
        ("干了两年又五天", "2024-11-18"),
        ("干了10年零3天", "2016-11-20"),
        ("干了十年零六个月零三天", "2016-05-20"),
        ("干了两年5天年假没休", "2024-11-23"),
    ],
)
def test_the_first_day_from_the_length_of_service(words: str, begin: str) -> None:
    found = filled(words)
    assert found.given["begin"] == begin and begin in found.assumed["begin"]
    assert found.given["end"] == str(TODAY) and str(TODAY) in found.assumed["end"]


def test_months_stay_months_and_years_are_asked() -> None:
    found = filled("2023年5月入职，上个月被辞退，月薪6000")
    assert (found.given["begin"], found.given["end"]) == ("2023-05", "2026-10")
    assert "begin" not in filled("2010年入职，月薪6000").given


def test_last_month_is_that_of_the_day_of_the_message() -> None:
    words = "2023年5月入职，上个月被辞退"
    january = date(2027, 1, 3)
    assert prefill(CALCULATORS["severance"], read_slots(words, january), january, words).given["end"] == "2026-12"


def test_between_two_wages_nothing_is_chosen() -> None:
    found = filled("合同写4000实发6500，干了三年")
    assert "average" not in found.given and "4000" in found.doubts["average"] and "6500" in found.doubts["average"]


def test_a_part_of_the_wage_is_not_the_wage() -> None:
    found = filled("底薪2000加提成，干了4年")
    assert "average" not in found.given and found.doubts["average"]


@pytest.mark.parametrize(
    ("words", "wage"),
    [("三万一个月，干了两年", "30000"), ("一月八千，干了两年", "8000"), ("6500/月，干了两年", "6500")],
)
def test_a_wage_needs_no_word_for_it(words: str, wage: str) -> None:
    found = filled(words)
    assert found.given["average"] == wage and found.given["end"] == str(TODAY)


def test_base_pay_alone_is_taken_and_said_to_be_the_least() -> None:
    found = filled("底薪四千五，干了两年被辞退")
    assert found.given["average"] == "4500" and BASE_PAY.format(said="底薪四千五") in found.assumed["average"]


@pytest.mark.parametrize(
    ("words", "asked", "said"),
    [
        ("2月31号入职，月薪6000，上个月被辞退", "begin", "2月31号"),
        ("干了三年，月薪6000，2月32号被辞退", "end", "2月32号"),
    ],
)
def test_a_day_that_is_none_is_no_other_day(words: str, asked: str, said: str) -> None:
    found = filled(words)
    assert asked not in found.given and found.doubts == {asked: NO_DAY.format(said=said)}


def test_an_average_an_estimate_and_a_net_wage_are_said_aloud() -> None:
    average = CALCULATORS["severance"].fields[2]
    assert filled("月薪6500，干了三年").assumed["average"] == average.stands_for
    assert ABOUT_PAY.format(yuan="5000") in filled("月薪大概5000，干了三年").assumed["average"]
    assert NET in filled("工资税后5000，干了三年").assumed["average"]


def test_a_month_of_birth_is_enough_and_said() -> None:
    found = filled("男，1970年5月出生，什么时候退休", "retirement")
    assert found.given == {"who": "男", "birth": "1970-05-01"}
    assert found.assumed == {"birth": BORN_IN.format(year=1970, month=5)}
    assert filled("男，1970年5月6日出生，什么时候退休", "retirement").assumed == {}


def test_the_sum_owed_goes_before_wage_times_months() -> None:
    told = filled("欠我两个月工资一万三，月薪6000", "arrears")
    assert told.given == {"total": "13000"} and "12,000.00" in told.assumed["total"]
    assert filled("欠我两个月工资一万三，月薪6500", "arrears").assumed == {}
    assert filled("欠我两个月工资，月薪6000", "arrears").given == {"wage": "6000", "months": "2"}


def test_a_contract_signed_after_all_ends_the_second_wage() -> None:
    told = filled("2025年6月1日入职，2025年12月1日补签了合同，月薪6000", "no_contract")
    assert told.given == {"begin": "2025-06-01", "wage": "6000", "signed": "2025-12-01"} and not told.doubts
    asked = filled("2025年6月1日入职，后来签了合同，月薪6000", "no_contract")
    assert "signed" not in asked.given and asked.doubts == {"signed": SIGNED_WHEN.format(said="后来签了合同")}
    none = filled("2025年6月1日入职，2026年2月30日才签，月薪6000", "no_contract")
    assert none.doubts == {"signed": NO_DAY.format(said="2026年2月30日")}


def test_the_days_of_service_are_repeated() -> None:
    assert "2年1天" in filled("干了两年零一天").assumed["begin"]


def test_places() -> None:
    assert filled("在永宁县上班，干了三年").given["area"] == "永宁县"
    assert CITY not in filled("在银川上班，干了三年").assumed
    assert "宁波" in filled("在宁波上班，干了三年").assumed[CITY]


def test_who_may_be_retired_is_told_what_it_rests_on() -> None:
    assert "51" in filled("我妈51岁，干了6年，被辞退").assumed[AGE]
    assert AGE not in filled("我38岁，干了6年，被辞退").assumed
    assert AGE not in filled("我58岁，九级伤残", "injury").assumed


@pytest.mark.parametrize(
    ("words", "insured"),
    [("单位没交社保", "否"), ("没给我买工伤保险", "否"), ("交了社保", "是"), ("有社保的", "是"), ("九级", None)],
)
def test_whether_the_employer_insured(words: str, insured: str | None) -> None:
    assert filled(words, "injury").given.get("insured") == insured


def test_overtime_is_read_from_the_words() -> None:
    assert filled("周末加班4天，月薪6000", "overtime").given == {"wage": "6000", "rest_days": "4"}


def test_an_injury_at_work_has_its_day() -> None:
    assert filled("2024年3月5日工伤八级 工资4000 赔多少", "injury").given["injured"] == "2024-03-05"
    assert "injured" not in filled("2024年3月5日认定工伤，八级，工资4000", "injury").given
    none = filled("2025年2月30日工伤，八级，工资4000", "injury")
    assert none.doubts == {"injured": NO_DAY.format(said="2025年2月30日")}


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (
            "我2020年3月15号进厂 2026年9月14号把我开了 一个月4千8",
            {"begin": "2020-03-15", "end": "2026-09-14", "average": "4800"},
        ),
        (
            "1998年5月1日到厂里 2026年9月14日把我辞退了 月薪5000",
            {"begin": "1998-05-01", "end": "2026-09-14", "average": "5000"},
        ),
    ],
)
def test_who_is_thrown_out_in_other_words_has_told_everything(words: str, given: dict[str, str]) -> None:
    assert filled(words).given == given


def test_of_pay_that_came_short_the_difference_is_owed_and_the_months_are_asked() -> None:
    told = filled("月薪6000但只发了4000，有3个月工资没发齐", "arrears")
    assert told.given == {"wage": "2000"} and set(told.doubts) == {"months"} and "2000" in told.doubts["months"]
    assert filled("月薪6000但只发了4000，干了三年被辞退").given["average"] == "6000"
