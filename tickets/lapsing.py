"""The day on which a worker loses a right, from the few dates they told; staff see what lapses first, first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from bot.core.clock import SHANGHAI
from knowledge.law_names import cited
from rights.deadlines import Deadline, Happened, deadlines, most_pressing
from rights.limit_table import RIGHTS
from rights.limits import Matter, Moment, Right

FROM_SLOTS = {
    "began": Moment.HIRED,
    "ended": Moment.LEFT,
    "owed_from": Moment.KNEW,
    "injured_on": Moment.INJURED,
}
OTHERWISE = frozenset({"未签合同双倍工资", "劳动合同订立", "休息休假", "试用期"})
"""Topics whose days run month by month or from a day nobody told: better no day than a later one."""
ENDED = frozenset({Matter.DISMISSAL})
_RIGHTS = {right.name: right for right in RIGHTS} | {right.title: right for right in RIGHTS}


@dataclass(frozen=True, slots=True)
class Lapse:
    """`right` by its name (arbitration), `day` the last safe day, `at` its end."""

    right: str
    day: date

    @property
    def at(self) -> datetime:
        """The end of the day in Shanghai."""
        return datetime.combine(self.day, time.max, SHANGHAI)


def right_of(name: str | None) -> Right | None:
    """The right of that name, or of that title: tickets of earlier versions hold 申请劳动仲裁."""
    return _RIGHTS.get(name or "")


def title_of(name: str | None) -> str:
    """The right in a worker's words; a name that is no more stands as it is."""
    right = right_of(name)
    return right.title if right else name or ""


def article_of(name: str | None) -> str:
    """（《劳动争议调解仲裁法》第二十七条） for a right: the article that limits it; empty where the name is no more."""
    right = right_of(name)
    return f"（{cited(right.citations[:1])}）" if right else ""


def lapse(kind: str, known: Mapping[str, Any], today: date) -> Lapse | None:
    """The nearest day on which something can be lost, for a ticket of this kind; None where no date was told.

    Where only a month or a year was told its first day counts: the stricter one.
    """
    pressing = most_pressing(limits(kind, known, today))
    return Lapse(pressing.right.name, pressing.day) if pressing and pressing.day else None


def has_days(known: Mapping[str, Any]) -> bool:
    """Whether a day was told from which something runs."""
    return any(known.get(name) for name in FROM_SLOTS)


def limits(kind: str, known: Mapping[str, Any], today: date) -> tuple[Deadline, ...]:
    """Every limit that runs for such a ticket, the nearest first; of one right the nearest day.

    `known` are slots by name, the `topic` the story was read as, and `also` the (kind, topic) of the other matters on
    the ticket: of doubles that went into it.
    """
    sides = [(kind, known.get("topic")), *known.get("also", ())]
    found = chain.from_iterable(_limits(one, {**known, "topic": topic}, today) for one, topic in sides)
    nearest: dict[str, Deadline] = {}
    for one in sorted(found, key=lambda one: (one.day or date.max, one.right.name)):
        nearest.setdefault(one.right.name, one)
    return tuple(nearest.values())


def _limits(kind: str, known: Mapping[str, Any], today: date) -> tuple[Deadline, ...]:
    """Those of one matter; none where a later day might be told than it is."""
    if known.get("topic") in OTHERWISE:
        return ()
    matter = Matter(kind) if kind in list(Matter) else Matter.OTHER
    events = [Happened(moment, _first_day(str(known[name]))) for name, moment in FROM_SLOTS.items() if known.get(name)]
    if matter in ENDED:  # who is sent away knows it that day
        events += [Happened(Moment.KNEW, event.day) for event in events if event.moment is Moment.LEFT]
    employed = True if known.get("still") and not known.get("ended") else None
    return deadlines(matter, events, today, employed=employed)


def _first_day(said: str) -> date:
    """2023, 2023-09 or 2023-09-14 as the first day it may mean."""
    return date.fromisoformat((said + "-01-01")[: len("2023-09-14")])
