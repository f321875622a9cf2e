"""630 tickets over six months from a seed, and a hand-written oracle of their times that shares nothing with the code.

Time is whole minutes since the first one, in Shanghai. The holidays are typed in from the announcements for 2025, 2026.
"""

import random
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.core.clock import SHANGHAI
from bot.core.crypt import Keyring
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.lapsing import Lapse, lapse
from tickets.models import Ticket, TicketEvent
from tickets.promise_words import read_promise
from tickets.promises import Promises
from tickets.service import Opening, Tickets
from tickets.states import State
from tickets.workdays import Office

COUNT, SEED = 630, 630
FIRST, DAYS = date(2025, 9, 15), 181
END = DAYS * 1440 + 12 * 60  # noon of 15 March 2026
HOLIDAYS = {
    *(date(2025, 10, day) for day in range(1, 9)),
    *(date(2026, 1, day) for day in range(1, 4)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in range(4, 7)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in range(19, 22)),
    *(date(2026, 9, day) for day in range(25, 28)),
}
WORKED_WEEKENDS = {
    date(2025, 9, 28), date(2025, 10, 11), date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9),
    date(2026, 9, 20),
}  # fmt: skip
LIMIT_DAYS = {"first": 2, "step": 5, "一般": 15, "难点": 30, "特别复杂": 60}
LEGAL = {
    "欠薪": ("owed_from", "申请劳动仲裁"),
    "辞退": ("ended", "申请劳动仲裁"),
    "工伤": ("injured_on", "自己申请工伤认定"),
}
CHOICES = {
    "new": "take take answer answer answer ask ask withdraw".split(),
    "taken": "answer answer promise ask note reply close close close".split(),
    "waiting": "reply reply reply answer ask resume note close".split(),
    "closed": "reopen".split(),
    "withdrawn": "reopen".split(),
}
AFTER = {
    "take": "taken",
    "ask": "waiting",
    "resume": "taken",
    "close": "closed",
    "withdraw": "withdrawn",
    "reopen": "taken",
}
AGENT = "agent:li"
SAID = {"note": (AGENT, "note"), "reply": ("follower", "said"), "promise": (AGENT, "promised")}
PROMISE = "我们会在3天内给您答复。"


@dataclass
class Life:
    """One ticket as it was drawn: what happened at which minute."""

    kind: str
    weight: str
    told: date | None
    deeds: list[tuple[int, str]]

    @property
    def state(self) -> str:
        return replay(self.deeds)


def replay(deeds: list[tuple[int, str]]) -> str:
    """The state after these deeds."""
    state = "new"
    for _, deed in deeds:
        taken = state == "new" and deed in ("answer", "promise")
        state = "taken" if taken else AFTER.get(deed, state)
    return state


def lives() -> list[Life]:
    """All of them, always the same."""
    rng = random.Random(SEED)
    return [_life(rng) for _ in range(COUNT)]


def _life(rng: random.Random) -> Life:
    minute = rng.randrange(END)
    deeds = [(minute, "open")]
    while True:
        state = replay(deeds)
        if state in ("closed", "withdrawn") and rng.random() < 0.95:
            break
        minute += rng.choice([rng.randrange(1, 600), rng.randrange(600, 4 * 1440), rng.randrange(1440, 12 * 1440)])
        if minute >= END:
            break
        deeds.append((minute, rng.choice(CHOICES[state])))
    kind = rng.choice([*LEGAL, "其他"])
    told = day_of(deeds[0][0]) - timedelta(days=rng.randrange(1, 300)) if kind in LEGAL else None
    return Life(kind, rng.choice(["一般", "一般", "难点", "特别复杂"]), told, deeds)


def day_of(minute: int) -> date:
    return FIRST + timedelta(days=minute // 1440)


def moment(minute: int) -> datetime:
    return datetime.combine(FIRST, datetime.min.time(), SHANGHAI) + timedelta(minutes=minute)


def office_minutes() -> list[int]:
    """Every minute the union works, over a year."""
    found = []
    for count in range(365):
        day = FIRST + timedelta(days=count)
        if day in HOLIDAYS or (day.weekday() >= 5 and day not in WORKED_WEEKENDS):
            continue
        start = count * 1440
        found += [*range(start + 8 * 60 + 30, start + 12 * 60), *range(start + 14 * 60, start + 18 * 60)]
    return found


@dataclass
class Expected:
    """What the oracle says of a ticket: clocks as (name, start, due, stand, done), promises as (due, kept)."""

    clocks: list[tuple[str, int, int | None, str, int | None]]
    promises: list[tuple[int, int | None]]

    @property
    def owed(self) -> list[tuple[str, int]]:
        """What is alive and has a day."""
        clocks = [(name, due) for name, _, due, _, done in self.clocks if done is None and due is not None]
        return clocks + [("promise", due) for due, kept in self.promises if kept is None]


@dataclass
class Oracle:
    """Somebody with a list of all office minutes and a pencil."""

    minutes: list[int] = field(default_factory=office_minutes)

    def of(self, life: Life) -> Expected:
        pauses = self._pauses(life)
        clocks = [(name, start, *self._due(life.weight, name, start, done, pauses), done)
                  for name, start, done in self._runs(life)]  # fmt: skip
        return Expected(sorted(clocks, key=lambda one: (one[1], one[0])), self._promises(life))

    @staticmethod
    def _runs(life: Life) -> list[tuple[str, int, int | None]]:
        runs: list[tuple[str, int, int | None]] = []
        alive: dict[str, int] = {}
        answered = False
        for minute, deed in life.deeds:
            if deed in ("open", "reopen"):
                alive = {"step" if answered else "first": minute, "closing": minute}
            elif deed in ("close", "withdraw"):
                runs += [(name, start, minute) for name, start in alive.items()]
                alive = {}
            elif deed in ("answer", "promise", "ask") or (deed == "resume" and "step" in alive):
                name = "first" if "first" in alive else "step"
                runs.append((name, alive.pop(name), minute))
                alive["step"] = minute
                answered = True
        return runs + [(name, start, None) for name, start in alive.items()]

    @staticmethod
    def _pauses(life: Life) -> list[tuple[int, int]]:
        pauses: list[tuple[int, int]] = []
        state, since = "new", -1
        for place, (minute, deed) in enumerate(life.deeds):
            state = replay(life.deeds[: place + 1])
            if since >= 0 and (deed == "reply" or state != "waiting"):
                pauses.append((since, minute))
                since = -1
            elif since < 0 and state == "waiting" and deed == "ask":
                since = minute
        return [*pauses, (since, 10**9)] if since >= 0 else pauses

    def _due(
        self, weight: str, name: str, start: int, done: int | None, pauses: list[tuple[int, int]]
    ) -> tuple[int | None, str]:
        """On the list of office minutes, what lies in no pause is ticked off until the limit is used up."""
        left, at = LIMIT_DAYS[weight if name == "closing" else name] * 450, start
        mine = [
            (max(since, start), until) for since, until in pauses if until > start and (done is None or since < done)
        ]
        for since, until in [*mine, (10**9, 10**9)]:
            here = self.minutes[bisect_left(self.minutes, at) : bisect_left(self.minutes, since)]
            if len(here) >= left:
                due = here[left - 1] + 1
                late = (END if done is None else done) > due
                return due, "broken" if late else "running" if done is None else "kept"
            left, at = left - len(here), until if done is None else min(until, done)
        return None, "paused"

    @staticmethod
    def _promises(life: Life) -> list[tuple[int, int | None]]:
        made = [minute for minute, deed in life.deeds if deed == "promise"]
        keeping = [minute for minute, deed in life.deeds if deed in ("answer", "promise", "ask", "close", "withdraw")]
        due = [(minute // 1440 + 3) * 1440 + 18 * 60 for minute in made]
        return [(by, next((one for one in keeping if one > at), None)) for at, by in zip(made, due, strict=True)]


def rows_of(life: Life) -> list[tuple[int, str, str, str | None]]:
    """The lines of its history: minute, actor, what, state."""
    rows: list[tuple[int, str, str, str | None]] = []
    state = ""
    for minute, deed in life.deeds:
        if deed == "open":
            state = "new"
            rows.append((minute, "follower", "opened", state))
        if deed in ("answer", "promise", "ask"):
            if state == "new":
                state = "taken"
                rows.append((minute, AGENT, "state", state))
            rows.append((minute, AGENT, "answered", None))
        if deed in ("note", "reply", "promise"):
            actor, what = SAID[deed]
            rows.append((minute, actor, what, None))
        if deed == "ask" and state == "waiting":
            rows.append((minute, AGENT, "asked", None))
        if AFTER.get(deed, state) != state:
            state = AFTER[deed]
            rows.append((minute, "follower" if deed == "withdraw" else AGENT, "state", state))
    return rows


async def put(database: Database, keys: Keyring, life_of: dict[str, Life]) -> None:
    """Writes tickets and their lines into the tables as they stand in the end, without their cached times."""
    async with database.session() as session:
        for number, life in life_of.items():
            rows, soonest = rows_of(life), _legal(life)
            opened, last = moment(rows[0][0]), moment(rows[-1][0])
            closed = last if life.state in ("closed", "withdrawn") else None
            ticket = Ticket(
                number=number, kind=life.kind, state=life.state, weight=life.weight, urgent=False, follower="f1",
                story=keys.seal("为了测试", f"tickets:{number}"), opened_at=opened, moved_at=last, closed_at=closed,
                lapses_right=soonest and soonest.right, lapses_at=soonest and soonest.at,
            )  # fmt: skip
            ticket.history = [
                TicketEvent(at=moment(minute), actor=actor, what=what, state=state)
                for minute, actor, what, state in rows
            ]
            session.add(ticket)
            for minute in (minute for minute, _, what, _ in rows if what == "promised"):
                await session.flush()
                promised = read_promise(PROMISE, moment(minute), Office())
                assert promised
                await Promises(session, keys, moment(minute)).make(ticket, AGENT, promised)


async def live(database: Database, keys: Keyring, life: Life) -> str:
    """Has it all happened through the service; gives the ticket's number."""
    async with database.session() as session:
        opened = Tickets(session, keys, moment(life.deeds[0][0]), Rules())
        ticket = await opened.open(Opening(life.kind, "为了测试", "f1", facts=_told(life)))
        await opened.weigh(ticket, life.weight, AGENT)
        for minute, actor, what, state in rows_of(life)[1:]:
            tickets = Tickets(session, keys, moment(minute), Rules())
            if what == "state":
                await tickets.move(ticket, State(str(state)), actor)
            elif what == "promised":
                await tickets.promise(ticket, actor, PROMISE)
            else:
                await tickets.say(ticket, actor, "话", what)
    return str(ticket.number)


def _legal(life: Life) -> Lapse | None:
    """As the intake counts it on the day of opening."""
    return lapse(life.kind, _told(life), day_of(life.deeds[0][0]))


def _told(life: Life) -> dict[str, str]:
    return {LEGAL[life.kind][0]: life.told.isoformat()} if life.told else {}
