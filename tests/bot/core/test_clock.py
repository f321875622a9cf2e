"""Times are aware; what a follower reads is Shanghai's."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.clock import aware, shown, utc_now
from bot.core.errors import NaiveTime


@pytest.mark.parametrize("read", [aware, shown])
def test_a_time_without_a_zone_is_refused(read: object) -> None:
    with pytest.raises(NaiveTime, match="2026-11-22"):
        read(datetime(2026, 11, 22))  # type: ignore[operator]  # noqa: DTZ001


@settings(deadline=None)  # the machine may be busy
@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001
def test_aware_keeps_the_instant(moment: datetime, hours: int) -> None:
    given_ = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert aware(given_) == given_ and aware(given_).tzinfo is UTC


def test_now_is_aware() -> None:
    assert utc_now().tzinfo is UTC


def test_shown_in_shanghai() -> None:
    assert shown(datetime(2026, 11, 22, 17, 4, tzinfo=UTC)) == "11月23日 01:04"
