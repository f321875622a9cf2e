"""What lies beside the tickets in bulk: evidence, verdicts, promises, answers sent, groups, notices, the audit, what
found no answer. Then the product's own rounds count it all.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Engine, Row, bindparam, select, update

from bench.desk_tickets import AGENTS, ANSWERS, NOW, SAID, YEARS, Bulk
from bot.app import resource
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.talk_counts import TalkCounting
from knowledge.missed import MissedQuestion, Why
from tickets.clocks import Rules
from tickets.employers import Employers
from tickets.evidence import Evidence, Kept
from tickets.figuring import Figuring
from tickets.group_models import EmployerMark, Group, GroupEvent, Member
from tickets.group_reading import Standing, place
from tickets.models import Ticket
from tickets.news import News, What
from tickets.outbox import Kind, OutboxMessage, Waiting
from tickets.promises import Promise
from tickets.proof import Attempt, Outcome, Via
from tickets.ratings import Rating
from web.desk.audit import Act, AuditLine
from web.desk.notices.models import StaffNotice
from web.desk.ticket.models import Look

AUDITED, MISSED, GROUPS, IN_A_GROUP = 300_000, 20_000, 400, 12
LAST = timedelta(days=400)


class Beside(Bulk):
    """Makes these rows in a database that has the tickets."""

    def __init__(self, engine: Engine, keys: Keyring) -> None:
        super().__init__(engine)
        self._keys, self._chance = keys, random.Random(2026)
        columns = "id number follower district employer opened_at closed_at assignee".split()
        with engine.connect() as connection:
            statement = select(*(getattr(Ticket, name) for name in columns)).order_by(Ticket.id)
            self._tickets = connection.execute(statement).all()

    def make(self) -> None:
        """Everything, table by table."""
        closed = [one for one in self._tickets if one.closed_at]
        opened = [one for one in self._tickets if not one.closed_at]
        self._recover(self._some(closed, 0.3))
        self.put(EmployerMark, self._marks())
        self.put(Evidence, (piece for one in self._some(self._tickets, 0.3) for piece in self._pieces(one)))
        self.put(Rating, (self._rating(one) for one in self._some(closed, 0.5)))
        self.put(Promise, (self._promise(one) for one in self._some(opened, 0.3)))
        answered = [one for one in closed if one.follower]
        self.put(OutboxMessage, (self._answer(row, one) for row, one in enumerate(answered, 1)))
        self.put(Attempt, (self._attempt(row, one) for row, one in enumerate(answered, 1)))
        self._group(opened)
        self._tell(opened)
        self.put(AuditLine, (self._audited(row) for row in range(AUDITED)))
        self.put(MissedQuestion, map(self._missed, range(MISSED)))

    def _some(self, rows: Sequence[Row[Any]], share: float) -> list[Row[Any]]:
        return [one for one in rows if self._chance.random() < share]

    def _recover(self, rows: Sequence[Row[Any]]) -> None:
        paid = update(Ticket).where(Ticket.id == bindparam("row")).values(recovered_fen=bindparam("fen"))
        with self._engine.begin() as connection:
            core = [{"row": one.id, "fen": self._chance.randrange(1_000, 40_000) * 100} for one in rows]
            connection.execute(paid, core)

    def _marks(self) -> Iterator[dict[str, Any]]:
        employers = Employers.load(resource("knowledge", "words"))

        @cache
        def marks(name: str, district: str | None) -> list[str]:
            return [self._keys.index(f"employer mark {one}") for one in employers.marks(employers.read(name, district))]

        for one in self._tickets:
            name = self._keys.open(one.employer, f"tickets:{one.number}")
            yield from ({"mark": mark, "ticket_id": one.id} for mark in marks(name, one.district))

    def _pieces(self, one: Row[Any]) -> Iterator[dict[str, Any]]:
        for place_ in range(self._chance.randrange(1, 5)):
            at = one.opened_at + timedelta(hours=place_)
            yield {"ticket_id": one.id, "kind": "Image", "state": Kept.KEPT, "arrived_at": at, "kept_at": at} | {
                "content_type": "image/jpeg",
                "sha256": f"{one.id:060x}{place_:04x}",
                "size_bytes": 200_000,
            }

    def _rating(self, one: Row[Any]) -> dict[str, Any]:
        return {"ticket_id": one.id, "at": one.closed_at, "content": self._chance.choice((1, 1, 1, 2, 3)), "why": None}

    def _promise(self, one: Row[Any]) -> dict[str, Any]:
        due = NOW + timedelta(hours=self._chance.randrange(-200, 400))
        words = self._keys.seal("三天内答复您", f"promises:{one.id}")
        made = {"ticket_id": one.id, "actor": "agent:agent3", "words": words, "made_at": due - timedelta(days=3)}
        return made | {"due_at": due, "estimated": False}

    def _answer(self, row: int, one: Row[Any]) -> dict[str, Any]:
        body, at = self._keys.seal(self._chance.choice(ANSWERS), f"outbox:{one.follower}"), one.closed_at
        told = {"id": row, "follower": one.follower, "kind": Kind.AGENT, "state": Waiting.SENT, "body": body}
        return told | {"made_at": at, "done_at": at, "about": one.number}

    def _attempt(self, row: int, one: Row[Any]) -> dict[str, Any]:
        sent = {"message": row, "follower": one.follower, "via": Via.CUSTOMER, "at": one.closed_at}
        return sent | {"outcome": Outcome.SENT, "lead": True}

    def _group(self, opened: Sequence[Row[Any]]) -> None:
        groups, members, lines = [], [], []
        for row in range(1, GROUPS + 1):
            number, at = f"9{row:08d}", NOW - timedelta(days=row % 300)
            name = self._keys.seal("宏华达建筑的工人", place(number))
            named = {"id": row, "number": number, "name": name, "state": Standing.OPEN, "urgent": row % 40 == 0}
            groups.append(named | {"opened_at": at, "moved_at": at, "alarmed_at": at if row % 5 == 0 else None})
            for one in opened[(row - 1) * IN_A_GROUP : row * IN_A_GROUP]:
                members.append({"ticket_id": one.id, "group_id": row, "joined_at": at})
                line = {"group_id": row, "at": at, "actor": "agent:agent2", "what": "joined", "ticket_id": one.id}
                lines.append(line | {"body": None})
        for table, rows in ((Group, groups), (Member, members), (GroupEvent, lines)):
            self.put(table, rows)

    def _tell(self, opened: Sequence[Row[Any]]) -> None:
        news, notices, looks = [], [], []
        for row, one in enumerate(opened, 1):
            at = NOW - LAST * self._chance.random()
            told = {"id": row, "what": What.ASSIGNED, "about": one.number, "district": one.district, "agent": 0}
            news.append(told | {"moment": at, "days": 0, "at": at, "spread_at": at, "robot_at": at, "robot_tries": 1})
            for agent in range(1, AGENTS + 1):
                read = at if self._chance.random() < 0.9 else None
                notices.append({"agent_id": agent, "news_id": row, "read_at": read})
                looks.append({"agent_id": agent, "ticket_id": one.id, "at": at})
        for table, rows in ((News, news), (StaffNotice, notices), (Look, looks)):
            self.put(table, rows)

    def _audited(self, row: int) -> dict[str, Any]:
        act = self._chance.choice((Act.READ, Act.READ, Act.READ, Act.SIGNED_IN, Act.ASSIGNED, Act.EXPORT))
        about, at = self._chance.choice(self._tickets).number, NOW - YEARS * (1 - row / AUDITED)
        actor = f"agent{self._chance.randrange(1, AGENTS + 1)}"
        return {"at": at, "actor": actor, "act": act, "about": about, "detail": ""}

    def _missed(self, row: int) -> dict[str, Any]:
        name, day = f"{row:016x}", (NOW - LAST * self._chance.random()).date()
        question = self._keys.seal(f"{self._chance.choice(SAID)}怎么办", f"missed_questions:{name}")
        why = self._chance.choice(list(Why))
        return {"id": name, "day": day, "why": why, "slug": None, "score": None, "question": question}


async def count(url: str, keys: Keyring) -> None:
    """Runs the rounds by which reports count tickets and messages, to the end."""
    database = Database(url)
    figuring = Figuring(database, keys, Rules(), lambda: NOW)
    talks = TalkCounting(database, keys, lambda: NOW)
    for of, round_ in (("tickets", figuring.round), ("messages", talks.round)):
        done = 0
        while some := await round_():
            done += some
        print(f"counted {of}: {done}", flush=True)
    await database.close()
