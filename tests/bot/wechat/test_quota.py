from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import NaiveTime
from bot.wechat.limits import Limits
from bot.wechat.quota import NOTHING, Allowance, Trigger, TriggerKind, allowance, trigger_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIMITS = Limits()
MESSAGE_ENDS = NOON + timedelta(seconds=LIMITS.message_window_s)
TAP_ENDS = NOON + timedelta(seconds=LIMITS.tap_window_s)
TAPS = [TriggerKind.TAP, TriggerKind.SUBSCRIBE, TriggerKind.SCAN]


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


MESSAGE = Trigger(TriggerKind.MESSAGE, NOON)


def test_without_a_trigger_nothing_may_be_sent() -> None:
    assert allowance([], [], NOON) == NOTHING


def test_a_message_opens_five_for_two_days() -> None:
    assert allowance([MESSAGE], [], after(1)) == Allowance(LIMITS.message_sends, MESSAGE_ENDS)


@pytest.mark.parametrize("kind", TAPS)
def test_a_tap_a_follow_or_a_scan_opens_three_for_a_minute(kind: TriggerKind) -> None:
    assert allowance([Trigger(kind, NOON)], [], after(59)) == Allowance(LIMITS.tap_sends, TAP_ENDS)
    assert allowance([Trigger(kind, NOON)], [], after(60)) == NOTHING


def test_the_window_of_a_message_ends() -> None:
    assert allowance([MESSAGE], [], MESSAGE_ENDS - timedelta(seconds=1)).left == LIMITS.message_sends
    assert allowance([MESSAGE], [], MESSAGE_ENDS) == NOTHING


def test_sends_use_the_allowance_up() -> None:
    sends = [after(number) for number in range(1, 5)]
    assert allowance([MESSAGE], sends, after(10)) == Allowance(1, MESSAGE_ENDS)
    assert allowance([MESSAGE], [*sends, after(6)], after(10)) == NOTHING


def test_a_new_message_fills_it_up_again() -> None:
    sends = [after(number) for number in range(1, 6)]
    again = Trigger(TriggerKind.MESSAGE, after(100))
    assert allowance([again, MESSAGE], sends, after(101)).left == LIMITS.message_sends


def test_a_tap_helps_when_the_messages_are_used_up() -> None:
    sends = [after(number) for number in range(1, 6)]
    tap = Trigger(TriggerKind.TAP, after(100))
    assert allowance([MESSAGE, tap], sends, after(110)) == Allowance(LIMITS.tap_sends, after(160))
    assert allowance([MESSAGE, tap], sends, after(161)) == NOTHING


def test_after_a_farewell_nothing_may_be_sent_until_they_are_back() -> None:
    left = Trigger(TriggerKind.UNSUBSCRIBE, after(10))
    assert allowance([MESSAGE, left], [], after(11)) == NOTHING
    back = Trigger(TriggerKind.SUBSCRIBE, after(20))
    assert allowance([back, MESSAGE, left], [], after(21)) == Allowance(LIMITS.tap_sends, after(80))


def test_the_numbers_are_settings() -> None:
    limits = Limits(message_sends=20, message_window_s=60)
    assert allowance([MESSAGE], [], after(1), limits) == Allowance(20, after(60))


def test_a_clock_that_lags_behind_wechats_does_not_close_the_window() -> None:
    assert allowance([MESSAGE], [], after(-2)).left == LIMITS.message_sends


def test_zones_may_differ() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert allowance([Trigger(TriggerKind.MESSAGE, NOON.astimezone(shanghai))], [after(1)], after(2)).left == 4


@pytest.mark.parametrize("place", range(3))
def test_a_time_without_a_zone_is_refused(place: int) -> None:
    times = [NOON, NOON, NOON]
    times[place] = datetime(2026, 11, 22, 12)  # noqa: DTZ001
    trigger, send, now = times
    with pytest.raises(NaiveTime):
        allowance([Trigger(TriggerKind.MESSAGE, trigger)], [send], now)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (None, TriggerKind.MESSAGE),
        ("CLICK", TriggerKind.TAP),
        ("scancode_push", TriggerKind.TAP),
        ("scancode_waitmsg", TriggerKind.TAP),
        ("subscribe", TriggerKind.SUBSCRIBE),
        ("SCAN", TriggerKind.SCAN),
        ("unsubscribe", TriggerKind.UNSUBSCRIBE),
        ("VIEW", None),
        ("location_select", None),
        ("TEMPLATESENDJOBFINISH", None),
    ],
)
def test_which_events_open_a_window(event: str | None, kind: TriggerKind | None) -> None:
    assert trigger_of(event) is kind


moments = st.integers(-300_000, 300_000).map(after)
triggers = st.lists(st.builds(Trigger, st.sampled_from(TriggerKind), moments), max_size=6)


@given(triggers, st.lists(moments, max_size=8), moments)
def test_one_more_send_never_gives_more(known: list[Trigger], sends: list[datetime], now: datetime) -> None:
    before = allowance(known, sends, now)
    assert 0 <= before.left <= LIMITS.message_sends
    assert (before.until is None) == (before.left == 0)
    assert before.until is None or before.until > now
    assert allowance(known, [*sends, now], now).left <= before.left
