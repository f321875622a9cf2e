"""The day on which a worker loses a right, from the few dates they told; staff see what lapses first, first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from bot.core.clock import SHANGHAI
from rights.deadlines import Deadline, Happened, deadlines, most_pressing
from rights.limits import Matter, Moment

FROM_SLOTS = {
    "began": Moment.HIRED,
    "ended": Moment.LEFT,
    "owed_from": Moment.KNEW,
    "injured_on": Moment.INJURED,
}
OTHERWISE = frozenset({"未签合同双倍工资", "劳动合同订立", "休息休假", "试用期"})
"""Topics whose days run month by month or from a day nobody told: better no day than a later one."""
ENDED = frozenset({Matter.DISMISSAL})


@dataclass(frozen=True, slots=True)
class Lapse:
    """`right` in a worker's words (申请劳动仲裁), `day` the last safe day, `at` its end."""

    right: str
    day: date

    @property
    def at(self) -> datetime:
        """The end of the day in Shanghai."""
        return datetime.combine(self.day, time.max, SHANGHAI)


def lapse(kind: str, known: Mapping[str, Any], today: date) -> Lapse | None:
    """The nearest day on which something can be lost, for a ticket of this kind; None where no date was told.

    `known` are slots by name, the `topic` the story was read as, and `also` the (kind, topic) of doubles that went
    into it. Where only a month or a year was told its first day counts: the stricter one.
    """
    sides = [(kind, known.get("topic")), *known.get("also", ())]
    found = [limits(one, {**known, "topic": topic}, today) for one, topic in sides]
    pressing = most_pressing(chain.from_iterable(found))
    return Lapse(pressing.right.title, pressing.day) if pressing and pressing.day else None


def has_days(known: Mapping[str, Any]) -> bool:
    """Whether a day was told from which something runs."""
    return any(known.get(name) for name in FROM_SLOTS)


def limits(kind: str, known: Mapping[str, Any], today: date) -> tuple[Deadline, ...]:
    """Every limit that runs for such a ticket, the nearest first; none where a later day might be told than it is."""
    if known.get("topic") in OTHERWISE:
        return ()
    matter = Matter(kind) if kind in list(Matter) else Matter.OTHER
    events = [Happened(moment, _first_day(str(known[name]))) for name, moment in FROM_SLOTS.items() if known.get(name)]
    if matter in ENDED:  # who is sent away knows it that day
        events += [Happened(Moment.KNEW, event.day) for event in events if event.moment is Moment.LEFT]
    return deadlines(matter, events, today)


def _first_day(said: str) -> date:
    """2023, 2023-09 or 2023-09-14 as the first day it may mean."""
    return date.fromisoformat((said + "-01-01")[: len("2023-09-14")])
