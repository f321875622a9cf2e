"""Service clocks: how long the union may take for the first answer, the next step and the closing.

They run in office time, stand still while the ticket waits for the worker, and are told from the history alone. They
have nothing to do with the days on which rights are lost (`tickets/lapsing.py`). No source sets their lengths: each
union sets its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.clock import today
from bot.core.settings import Clocks
from tickets.lines import Line
from tickets.models import WEIGHTS
from tickets.states import OPEN, State
from tickets.workdays import Office, announced

MOVED = frozenset({Line.OPENED, Line.STATE})
ANSWERS = frozenset({Line.ANSWERED, Line.CALLED})  # a talk on the telephone is an answer
WORKER, STAFF = "follower", "agent"
LIMITS = (15, 30, 60)


class Name(StrEnum):
    """Which clock; a promise is none of them, but falls due like one."""

    FIRST = "first"
    STEP = "step"
    CLOSING = "closing"
    PROMISE = "promise"


class Stand(StrEnum):
    """Where a clock stands; `BROKEN` also while it goes on after its time."""

    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Past:
    """One line of a ticket's history, as far as clocks care; `who` is follower, agent or system."""

    at: datetime
    what: str
    state: str | None = None
    who: str = STAFF


@dataclass(frozen=True, slots=True)
class Pause:
    """While the ticket waited for the worker; `until` is None while it still does."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Rules:
    """How many working days each clock has; `closing_days` by the ticket's weight."""

    office: Office = field(default_factory=Office)
    first_days: int = 2
    step_days: int = 5
    closing_days: Mapping[str, int] = field(default_factory=lambda: dict(zip(WEIGHTS, LIMITS, strict=True)))

    @classmethod
    def of(cls, settings: Clocks) -> "Rules":
        """As the settings say."""
        closing = (settings.closing_days, settings.closing_days_hard, settings.closing_days_special)
        return cls(
            Office.parse(settings.hours, {one.day: one.rests for one in settings.own_days}),
            settings.first_days,
            settings.step_days,
            dict(zip(WEIGHTS, closing, strict=True)),
        )

    def days(self, name: Name, weight: str) -> int:
        """The limit in working days."""
        return {Name.FIRST: self.first_days, Name.STEP: self.step_days}.get(name) or self.closing_days[weight]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a ticket. `due` is None while it is paused, as nobody knows for how long.

    `days` is its limit; `pauses` are those within it, `paused_s` their length by the wall clock; `left_s` is the office
    time that is left. `estimated`: the holidays of the year it falls due in are not announced.
    """

    name: Name
    started: datetime
    due: datetime | None
    paused_s: int
    state: Stand
    done_at: datetime | None
    days: int
    pauses: tuple[Pause, ...]
    left_s: int
    estimated: bool


def clocks(
    history: Sequence[Past], weight: str, rules: Rules, now: datetime, only: Name | None = None
) -> tuple[Clock, ...]:
    """Every clock a ticket has had, or `only` those of one name, in the order they began; those without `done_at` are
    alive.

    First answer: from the opening until staff answer. Next step: from each thing staff do, which the worker sees (an
    answer, a move), until the following one. Closing: from opening or reopening. Settling a ticket ends all.
    """
    past = [one for one in history if one.at <= now and _counts(one)]
    pauses = _pauses(past)
    return tuple(
        _clock(name, started, done_at, pauses, rules.days(name, weight), rules.office, now)
        for name, started, done_at in _runs(past)
        if only in (None, name)
    )


def _runs(history: Iterable[Past]) -> list[tuple[Name, datetime, datetime | None]]:
    """From when to when each clock ran."""
    runs: list[tuple[Name, datetime, datetime | None]] = []
    alive: dict[Name, datetime] = {}
    answered = False

    def end(name: Name, at: datetime) -> None:
        runs.append((name, alive.pop(name), at))

    for past in history:
        moved = past.state if past.what in MOVED else None
        if moved and moved not in OPEN:
            for name in list(alive):
                end(name, past.at)
        elif moved and not alive:
            alive = {Name.STEP if answered else Name.FIRST: past.at, Name.CLOSING: past.at}
        elif past.what in ANSWERS and Name.FIRST in alive:
            answered = True
            end(Name.FIRST, past.at)
            alive[Name.STEP] = past.at
        elif _is_step(past) and Name.STEP in alive and alive[Name.STEP] != past.at:
            end(Name.STEP, past.at)
            alive[Name.STEP] = past.at
    runs += [(name, started, None) for name, started in alive.items()]
    return sorted(runs, key=lambda run: (run[1], list(Name).index(run[0])))


def _counts(past: Past) -> bool:
    line = Line.of(past.what)
    return line is None or line.by_clocks


def _is_step(past: Past) -> bool:
    """Whether staff did something that the worker sees."""
    return past.what in ANSWERS or (past.what == Line.STATE and past.who == STAFF)


def _pauses(history: Iterable[Past]) -> list[Pause]:
    """When the ticket waited for the worker: from what staff asked to the worker's next word, or the next move."""
    pauses: list[Pause] = []
    state, since = "", None
    for past in history:
        if past.what in MOVED and past.state:
            state = past.state
        asked = past.what in (Line.STATE, Line.ASKED)
        spoken = past.who == WORKER and past.what not in MOVED
        if since is None and state == State.WAITING and asked:
            since = past.at
        elif since is not None and (state != State.WAITING or spoken):
            pauses.append(Pause(since, past.at))
            since = None
    return [*pauses, Pause(since, None)] if since else pauses


def _clock(
    name: Name,
    started: datetime,
    done_at: datetime | None,
    pauses: Sequence[Pause],
    days: int,
    office: Office,
    now: datetime,
) -> Clock:
    own = tuple(_within(pauses, started, done_at))
    due, left = _due(started, own, office.day * days, office)
    stand = _stand(due, done_at, now)
    paused = sum(((pause.until or now) - pause.since for pause in own), timedelta(0))
    if due is not None:
        left = office.between(now, due) if stand is Stand.RUNNING else timedelta(0)
    return Clock(
        name=name,
        started=started,
        due=due,
        paused_s=int(paused.total_seconds()),
        state=stand,
        done_at=done_at,
        days=days,
        pauses=own,
        left_s=int(left.total_seconds()),
        estimated=due is not None and not announced(today(due).year),
    )


def _within(pauses: Iterable[Pause], started: datetime, done_at: datetime | None) -> Iterable[Pause]:
    """The pauses within a clock's run, cut at its ends."""
    for pause in pauses:
        since = max(pause.since, started)
        until = min(pause.until, done_at) if pause.until and done_at else pause.until or done_at
        if until is None or until > since:
            yield Pause(since, until)


def _due(
    started: datetime, pauses: Iterable[Pause], limit: timedelta, office: Office
) -> tuple[datetime | None, timedelta]:
    """When the limit is used up, and what is left of it; no moment while a pause has no end."""
    at, left = started, limit
    for pause in pauses:
        reached = office.after(at, left)
        if reached <= pause.since:
            return reached, timedelta(0)
        left -= office.between(at, pause.since)
        if pause.until is None:
            return None, left
        at = pause.until
    return office.after(at, left), left


def _stand(due: datetime | None, done_at: datetime | None, now: datetime) -> Stand:
    if due is None:
        return Stand.PAUSED
    if (done_at or now) > due:
        return Stand.BROKEN
    return Stand.RUNNING if done_at is None else Stand.KEPT
