"""Months of the Chinese calendar as workers name them: 腊月 and 正月 lie before and after the Spring Festival."""

from datetime import date, timedelta

LONGEST_MONTH_DAYS, SHORTEST_MONTH_DAYS = 30, 29
LAST_MONTHS = (11, 12)  # 冬月 and 腊月, counted back from the festival after them
FIRST_YEAR = 2015
# The day of the Spring Festival, from FIRST_YEAR on; the tests hold each to the new moon. Source: the Chinese calendar.
_SPRING_FESTIVALS = """
2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10
2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19
2035-02-08"""


def spring_festival(year: int) -> date | None:
    """The first day of the Chinese year that begins in `year`; None where it is not known here."""
    days = _SPRING_FESTIVALS.split()
    at = year - FIRST_YEAR
    return date.fromisoformat(days[at]) if 0 <= at < len(days) else None


def chinese_year(day: date) -> int:
    """The Chinese year a day lies in, by the number of the year in which it began."""
    festival = spring_festival(day.year) or date(day.year, 2, 1)
    return day.year if day >= festival else day.year - 1


def month_bounds(month: int, year: int) -> tuple[date, date] | None:
    """First and last possible day of a month (1 to 12) of a Chinese year; None where its festival is not known here.

    Months are 29 or 30 days long and one may be doubled, so the middle of the year is known least.
    """
    from_behind = month in LAST_MONTHS
    festival = spring_festival(year + 1 if from_behind else year)
    if festival is None:
        return None
    if from_behind:
        left = 13 - month
        first = festival - timedelta(days=left * LONGEST_MONTH_DAYS)
        return first, festival - timedelta(days=(left - 1) * SHORTEST_MONTH_DAYS + 1)
    doubled = LONGEST_MONTH_DAYS if month > 1 else 0
    first = festival + timedelta(days=(month - 1) * SHORTEST_MONTH_DAYS)
    return first, festival + timedelta(days=month * LONGEST_MONTH_DAYS - 1 + doubled)
