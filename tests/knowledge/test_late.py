"""An injury of a year ago is told apart from a fresh one, a recognised one, and from what else was a year ago."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Entry
from knowledge.late import LATE, OF_FIRST_DAYS, is_old, late_first
from knowledge.reading import Reader
from knowledge.search import Hit, Index

TODAY = date(2026, 11, 23)
OLD = """
去年三月在厂里把腿摔折了 还能赔吗|去年在工地摔了咋赔|前年受伤能赔吗|
2024年在厂里手被机器轧了能报工伤吗|一年多以前在工地摔断了腿，现在能要赔偿吗|去年受伤老板没报工伤|
去年8月被砸伤，公司一直不管医药费|手被机器夹了，去年的事，老板给了两千|摔伤一年多了，还能报工伤吗|
受伤两年了|我爸三年前在工地砸伤|好几年前在矿上砸了腰|腿摔断了快一年了|受伤时间是2024年5月|
去年12月摔的|大前年在车间被烫伤没认定工伤|23年在工地摔的|去年进的厂，去年八月手被轧了|
2025年3月5日干活的时候从架子上掉下来摔了|去年受伤一直没做鉴定，还能赔吗|去年11月23日摔的"""
NOT_OLD = """
上个月在厂里把腿摔折了 还能赔吗|上周摔了|今年三月摔的|去年三月进厂，上个月摔伤了|
去年三月进厂干活，把腿摔了|昨天摔了|去年摔伤，认定了工伤，能赔多少|去年受伤评了九级|
前年受伤报了工伤，现在要赔多少|干了三年了，手被轧了|摔伤了，我干了三年了|
2024年入职，今年10月受伤|去年签的合同，手压了没人管|两年前就在这干，前天摔伤|受伤半年了|
今年1月摔的|今年受伤|8月份受伤|工伤保险交了两年了|去年受伤，已经私了，还能要吗|去年受伤去仲裁了|
去年鉴定完十级|2019年的工伤待遇有哪些|2019年怎么申请工伤认定|去年腿骨折，赔少了能再要吗"""


def told(text: str) -> list[str]:
    return text.replace("\n", "").split("|")


@pytest.mark.parametrize("text", told(OLD))
def test_an_old_injury_is_seen(text: str) -> None:
    assert is_old(text, TODAY)


@pytest.mark.parametrize("text", told(NOT_OLD))
def test_a_fresh_or_recognised_one_is_not_old(text: str) -> None:
    assert not is_old(text, TODAY)


@pytest.mark.parametrize(
    ("day", "old"), [(date(2026, 6, 9), False), (date(2026, 7, 10), True), (date(2026, 9, 1), True)]
)
def test_the_last_month_of_the_year_counts_as_late(day: date, old: bool) -> None:
    assert is_old("2025年8月10日摔伤了", day) is old


def test_every_entry_is_there(real_entries: list[Entry]) -> None:
    assert {LATE, *OF_FIRST_DAYS} <= {entry.slug for entry in real_entries}


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("去年三月在厂里把腿摔折了 还能赔吗", True),
        ("前年受伤能赔吗", True),
        ("上个月在厂里把腿摔折了 还能赔吗", False),
        ("前年跟包工头干活摔了，找谁", False),
        ("去年受伤评了九级能赔多少", False),
    ],
)
def test_the_late_report_is_answered_first(reader: Reader, text: str, late: bool) -> None:
    assert (reader.read(text, TODAY).hits[0].slug == LATE) is late


def test_without_that_entry_the_hits_stay(index: Index) -> None:
    hits = [Hit("injury-first-day", "工伤认定", 0.9)]
    assert late_first(hits, index, "去年摔伤了", TODAY) == tuple(hits)


@given(st.text("去前今年一二3多月0摔伤了是前干，。", max_size=60), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_any_text_is_read(text: str, day: date) -> None:
    assert is_old(text, day) in (True, False)


@pytest.mark.parametrize("part", ["摔", "去年", "一年", "去年摔", "2024年5月3日", "摔了，"])
def test_it_takes_no_time(part: str) -> None:
    began = time.perf_counter()
    is_old((part * 2_000)[:2_000], TODAY)
    assert time.perf_counter() - began < 0.3
