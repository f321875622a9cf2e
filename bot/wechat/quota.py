"""How many customer messages a follower may still be sent, and until when. Pure: times in, numbers out.

Source: 5 in 48 h after a message; 3 in 1 minute after a menu tap of some types, a follow, a scan
(https://developers.weixin.qq.com/doc/service/guide/product/message/Service_Center_messages). Answers to a push
do not count. Not documented and taken so: a new trigger of a kind fills its number up again, and one message
sent counts against every window that was open. The union takes no payments, so that trigger is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.core.clock import aware
from bot.wechat.limits import Limits


class TriggerKind(StrEnum):
    """What a follower did that lets us write to them, or, at the end, no longer."""

    MESSAGE = "message"
    TAP = "tap"
    SUBSCRIBE = "subscribe"
    SCAN = "scan"
    UNSUBSCRIBE = "unsubscribe"


# A view or any other type of button opens nothing, and a tap is never a message. Source: as above.
_EVENTS: Mapping[str, TriggerKind] = MappingProxyType(
    {
        "click": TriggerKind.TAP,
        "scancode_push": TriggerKind.TAP,
        "scancode_waitmsg": TriggerKind.TAP,
        "subscribe": TriggerKind.SUBSCRIBE,
        "scan": TriggerKind.SCAN,
        "unsubscribe": TriggerKind.UNSUBSCRIBE,
    }
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing that a follower did; `at` is aware."""

    kind: TriggerKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """`left` messages may be sent before `until`; with none left `until` is None."""

    left: int
    until: datetime | None


NOTHING = Allowance(0, None)


def trigger_of(event: str | None) -> TriggerKind | None:
    """The kind of trigger that an Event is (None for a plain message), or None when it opens nothing."""
    return TriggerKind.MESSAGE if event is None else _EVENTS.get(event.lower())


def allowance(
    triggers: Iterable[Trigger], sends: Sequence[datetime], now: datetime, limits: Limits | None = None
) -> Allowance:
    """What one follower's triggers and our sends to them leave at `now`: of all open windows the most generous.

    Raises:
        NaiveTime: a time has no zone.
    """
    moment, sent = aware(now), [aware(send) for send in sends]
    windows = [_window(trigger, sent, moment, limits or Limits()) for trigger in _since_last_farewell(triggers)]
    return max(windows, key=_generosity, default=NOTHING)


def _since_last_farewell(triggers: Iterable[Trigger]) -> list[Trigger]:
    """The triggers after the follower last left."""
    known = sorted(triggers, key=lambda trigger: aware(trigger.at))
    left = [number for number, trigger in enumerate(known) if trigger.kind is TriggerKind.UNSUBSCRIBE]
    return known[left[-1] + 1 :] if left else known


def _window(trigger: Trigger, sent: Sequence[datetime], now: datetime, limits: Limits) -> Allowance:
    if trigger.kind is TriggerKind.MESSAGE:
        sends, window_s = limits.message_sends, limits.message_window_s
    else:
        sends, window_s = limits.tap_sends, limits.tap_window_s
    at = aware(trigger.at)
    until = at + timedelta(seconds=window_s)
    left = sends - sum(1 for send in sent if send >= at)
    return Allowance(left, until) if left > 0 and now < until else NOTHING


def _generosity(window: Allowance) -> tuple[int, float]:
    return window.left, window.until.timestamp() if window.until else 0.0
