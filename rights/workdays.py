"""Working days of the national calendar, and the thirteen statutory days off.

Source: 放假办法 2, 7; 工资折算通知 2. Working days by chinese-calendar, which knows the years already announced.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import chinese_calendar

from rights.working import CannotTell

PAID_DAYS = Decimal("21.75")
"""By which a month's wage is divided for a day's. Source: 工资折算通知 2."""
HOURS_A_DAY = Decimal(8)
THIRTEEN_FROM = 2025
"""First year of the thirteen days. Source: 放假办法 2 (国务院令第795号)."""
MOVING = {
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
}
"""Month and day of 正月初一, 清明, 端午, 中秋. 中秋 2028 meets 国庆: what is paid then has to be announced first."""
FIXED = {"元旦": ((1, 1),), "劳动节": ((5, 1), (5, 2)), "国庆节": ((10, 1), (10, 2), (10, 3))}
SPRING_DAYS = range(-1, 3)
"""除夕 to 初三, counted from 初一."""

NO_CALENDAR = "算不了，因为{}年的放假安排还没有公布或没有收录，数不出工作日。"
NO_HOLIDAYS = "算不了，因为这里只有{}年到{}年的法定节假日。"


def workdays(first: date, last: date) -> int:
    """How many working days, with the days shifted for the holidays; both ends counted.

    Raises:
        CannotTell: a year that has not been announced.
    """
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    try:
        return sum(chinese_calendar.is_workday(day) for day in days)
    except NotImplementedError:
        raise CannotTell(NO_CALENDAR.format(last.year)) from None


def statutory_days(year: int) -> dict[date, str]:
    """The days on which work is paid threefold, with their names, in order.

    Raises:
        CannotTell: a year not in the table.
    """
    if year not in MOVING:
        raise CannotTell(NO_HOLIDAYS.format(min(MOVING), max(MOVING)))
    spring, qingming, duanwu, zhongqiu = (date(year, month, day) for month, day in MOVING[year])
    days = {date(year, month, day): name for name, dates in FIXED.items() for month, day in dates}
    days |= {spring + timedelta(days=shift): "春节" for shift in SPRING_DAYS}
    days |= {qingming: "清明节", duanwu: "端午节", zhongqiu: "中秋节"}
    return dict(sorted(days.items()))


def statutory_in(months: Sequence[date]) -> tuple[date, ...] | None:
    """The statutory days in those months, of each any day; None where a year is not in the table."""
    wanted = {(month.year, month.month) for month in months}
    years = {year for year, _month in wanted}
    if not years <= MOVING.keys():
        return None
    days = (day for year in sorted(years) for day in statutory_days(year))
    return tuple(day for day in days if (day.year, day.month) in wanted)
