"""Answers that are nothing but a number of what is asked, and how long somebody worked."""

from datetime import date

import pytest

from rights.calculator import discover
from tickets.begun import Begun
from tickets.figure_told import as_typed, put_right, read_count, read_figure, read_paid, read_rate, read_service

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今天", "2026-11-22"),
        ("去年3月走的", "2025-03"),
        ("就是那天，2024年3月1号入职的", "2024-03-01"),
        ("老板3月15号让我走的", "2026-03-15"),
        ("大概2023年5月左右吧", "2023-05"),
        ("去年9月1日到岗", "2025-09-01"),
        ("去年8月底就不干了", "2025-08"),
        ("2023年5月 工资5000", "2023-05"),
        *((words, words) for words in ("今天冷的很", "昨天下雨了", "昨天他没给我饭吃", "今天心情不好")),
    ],
)
def test_a_day_is_answered_only_with_words_of_a_day(words: str, day: str) -> None:
    field = Begun(discover()["severance"]).field("begin")
    assert as_typed(field, words, words, TODAY) == (day, "")


def test_words_beside_a_day_are_looked_at_quickly() -> None:
    field = Begun(discover()["severance"]).field("begin")
    for one in "就到开今进了":
        as_typed(field, f"今天{one * 2_000}冷", f"今天{one * 2_000}冷", TODAY)


def figure(calculator: str, name: str, words: str) -> str:
    """What a field of a calculator reads."""
    return read_figure(Begun(discover()[calculator]).field(name), words, TODAY)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("3", "3"),
        ("三个月", "3"),
        ("一个半月", "1.5"),
        ("两年半", "30"),
        ("一年零两个月", "14"),
        ("欠了三个月工资", "3"),
        ("大概十个月吧", "10"),
        ("3月", ""),
        ("今年3月", ""),
        ("四五个月", ""),
        ("-3", ""),
        ("几个月", ""),
        ("3天", ""),
        ("三个月的工资怎么要", ""),
    ],
)
def test_months(words: str, months: str) -> None:
    assert figure("arrears", "months", words) == months


@pytest.mark.parametrize(
    ("name", "words", "read"),
    [("hours", "四十个小时", "40"), ("hours", "40天", ""), ("rest_days", "两天半", "2.5"), ("pay", "6500", "")],
)
def test_what_is_counted_has_to_be_what_is_asked(name: str, words: str, read: str) -> None:
    assert figure("overtime", name, words) == read


@pytest.mark.parametrize(
    ("words", "given", "began"),
    [
        ("干了2年", {}, "2024-11-23"),
        ("6个月", {}, "2026-05-23"),
        ("干了3年2个月", {"end": "2026-10-15"}, "2023-08-16"),
        ("快两年", {}, "2024-11-24"),
    ],
)
def test_the_first_day_is_reckoned_back_from_the_last(words: str, given: dict[str, str], began: str) -> None:
    begun = Begun(discover()["severance"], given)
    told = read_service(begun, begun.field("begin"), words, TODAY)
    assert told is not None
    assert told.given == {"begin": began, "end": given.get("end", TODAY.isoformat())}
    assert began in told.assumed["begin"]


@pytest.mark.parametrize("words", ["2024年3月", "2024年", "5月", "今年", "干了2年被辞退能赔多少"])
def test_what_is_no_length_is_none(words: str) -> None:
    begun = Begun(discover()["severance"])
    assert read_service(begun, begun.field("begin"), words, TODAY) is None
    assert read_service(begun, begun.field("end"), "2年", TODAY) is None


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("去年", "2025"),
        ("2025年的", "2025"),
        ("今年", "2026"),
        ("2024和2025年", ""),
        ("2025年3月", ""),
        ("哪年都没休", ""),
    ],
)
def test_which_year(words: str, year: str) -> None:
    assert figure("annual_leave", "year", words) == year


def by_the_hour(**more: str) -> Begun:
    return Begun(discover()["arrears"], {"rate": "18", "unit": "小时", **more})


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("126", "126"),
        ("126个小时", "126"),
        ("干了一百二十六个钟头", "126"),
        ("一天4小时，干了28天", "112"),
        ("28天", None),
        ("126趟", None),
        ("120多个小时", None),
        ("大概126个小时", None),
    ],
)
def test_only_what_is_paid_for_is_counted(words: str, count: str | None) -> None:
    begun = by_the_hour()
    told = read_count(begun, begun.field("count"), words.replace("，", ","))
    assert (told.given["count"] if told else None) == count
    assert read_count(begun, begun.field("months"), words) is None


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("20", {"rate": "20", "unit": "小时", "count": "126"}),
        ("15块8", {"rate": "15.8", "unit": "小时", "count": "126"}),
        ("一小时20", {"rate": "20", "unit": "小时", "count": "126"}),
        ("一天200", {"rate": "200", "unit": "天"}),  # how many days is to be asked
        ("一天200,干了30天", {"rate": "200", "unit": "天", "count": "30"}),
    ],
)
def test_a_price_of_another_unit_counts_nothing_of_the_first(words: str, given: dict[str, str]) -> None:
    begun = by_the_hour(count="126")
    told = read_rate(begun, begun.field("rate"), words)
    assert told and told.given == given


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("130个小时", {"count": "130"}),
        ("一小时20", {"rate": "20"}),
        ("20块", {"rate": "20"}),
        ("28天", None),
        ("130", None),
    ],
)
def test_what_is_put_right_is_plain(words: str, given: dict[str, str] | None) -> None:
    begun = by_the_hour(count="126")
    told = put_right(begun, words, TODAY)
    assert told is None if given is None else told and told.given == {**begun.given, **given}


def test_a_sum_beside_what_was_given_is_not_put_right() -> None:
    begun = by_the_hour(count="126", paid="500")
    assert put_right(begun, "20块", TODAY) is None
    told = put_right(begun, "一小时20", TODAY)
    assert told and told.given["rate"] == "20" and told.given["paid"] == "500"


def test_what_was_given_behind_the_sum() -> None:
    assert read_paid(by_the_hour(count="126"), "给了500") == {"paid": "500"}
    assert read_paid(by_the_hour(count="126"), "给过几回") == {}
    assert read_paid(Begun(discover()["severance"]), "给了500") == {}
