"""What time it is: one seam, so that tests and the simulator can tell it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.core.errors import NaiveTime

Clock = Callable[[], datetime]

SHANGHAI = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """The real time, aware, in UTC."""
    return datetime.now(UTC)


def aware(moment: datetime) -> datetime:
    """`moment` in UTC.

    Raises:
        NaiveTime: it has no zone.
    """
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise NaiveTime(f"a time without a zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


def today(moment: datetime) -> date:
    """The day of `moment` in Asia/Shanghai."""
    return aware(moment).astimezone(SHANGHAI).date()


def shown(moment: datetime) -> str:
    """`moment` as a follower reads it: 11月22日 15:04, in Asia/Shanghai."""
    local = aware(moment).astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def chinese_day(day: date) -> str:
    """`day` as a follower reads it: 2027年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
