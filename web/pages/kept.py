"""What is kept of a follower, row by row, as it stands in their copy."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import SHANGHAI
from bot.core.crypt import Keyring
from bot.core.errors import NiangjiaError
from bot.core.followers import Follower, open_dialogue
from bot.journal_rows import JournalRow, written_by
from bot.wechat.packing import unpack
from bot.wechat.reply import Text
from tickets import number as numbers
from tickets.answers import Answers, PaperAnswers
from tickets.clocks import Rules
from tickets.evidence import Evidence, Evidences
from tickets.lines import Line, seen
from tickets.models import Ticket, TicketEvent
from tickets.outbox import OutboxMessage
from tickets.service import Tickets
from tickets.workings import KeptWorking, Workings

AT_ONCE = 200
ANSWERS = frozenset({Line.ANSWERED, Line.ANSWERED_THERE})
WHO = {"follower": "您", "agent": "工会", "system": "系统"}
NOT_OPEN = "打不开"
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "audio/amr": "amr",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
}

Told = dict[str, Any]
Rows = Callable[[AsyncSession, int], Awaitable[list[tuple[int, Told]]]]


class Kept:
    """One follower's rows: each kind from a given id on, at most AT_ONCE, with their ids."""

    def __init__(self, keys: Keyring, rules: Rules, follower: str, now: datetime) -> None:
        self._keys, self._rules, self._follower, self._now = keys, rules, follower, now

    def kinds(self) -> Mapping[str, Rows]:
        """Every kind there is, by its name in the copy."""
        own = {"关注": self._myself, "诉求": self._tickets, "聊天": self._talk, "发给您的": self._outbox}
        return own | {"填过的文书": self._papers, "算过的": self._workings}

    async def _myself(self, session: AsyncSession, after: int) -> list[tuple[int, Told]]:
        row = await session.get(Follower, self._follower)
        if row is None or after:
            return []
        dialogue = open_dialogue(self._keys, self._follower, row.dialogue)
        talk = {"名称": dialogue.name, "一步": dialogue.step, "内容": dialogue.known} if dialogue else None
        openid = self._keys.open(row.openid, f"followers:{self._follower}")
        return [(1, {"openid": openid, "首次": told_at(row.first_seen), "来源": row.scene, "正在说": talk})]

    async def _tickets(self, session: AsyncSession, after: int) -> list[tuple[int, Told]]:
        tickets = Tickets(session, self._keys, self._now, self._rules)
        mine = select(Ticket).where(Ticket.follower == self._follower, Ticket.id > after)
        rows = (await session.scalars(mine.order_by(Ticket.id).limit(AT_ONCE))).all()
        return [(row.id, await self._ticket(session, tickets, row)) for row in rows]

    async def _ticket(self, session: AsyncSession, tickets: Tickets, row: Ticket) -> Told:
        evidence = Evidences(session, self._keys, self._now)
        return {
            "编号": numbers.shown(row.number),
            "类别": row.kind,
            "状态": row.state,
            "地区": row.district,
            "单位": _opened(lambda: tickets.read(row, row.employer)),
            "电话": _opened(lambda: tickets.read(row, row.phone)),
            "说的事": _opened(lambda: tickets.read(row, row.story)),
            "读出的": _opened(lambda: tickets.facts(row)),
            "登记": told_at(row.opened_at),
            "收尾": told_at(row.closed_at),
            "最晚": told_at(row.lapses_at),
            "主张": [{"类别": one.kind, "金额_分": one.amount_fen, "月数": one.months} for one in row.claims],
            "经过": [_event(tickets, row, one) for one in await tickets.history(row) if seen(one.what, one.actor)],
            "材料": [self._piece(evidence, row.number, one) for one in await evidence.of(row)],
        }

    @staticmethod
    def _piece(evidence: Evidences, number: str, row: Evidence) -> Told:
        return {
            "文件": file_in_copy(number, row) if row.sha256 else None,
            "收到": told_at(row.arrived_at),
            "sha256": row.sha256,
            "说明": _opened(lambda: evidence.note(row)),
        }

    async def _talk(self, session: AsyncSession, after: int) -> list[tuple[int, Told]]:
        mine = select(JournalRow).where(written_by(self._follower), JournalRow.id > after)
        rows = (await session.scalars(mine.order_by(JournalRow.id).limit(AT_ONCE))).all()
        return [(row.id, self._said(row)) for row in rows]

    def _said(self, row: JournalRow) -> Told:
        place = f"journal:{row.key}"
        said = _opened(lambda: json.loads(self._keys.open(row.body, place)))
        reply = _opened(lambda: unpack(self._keys.open_bytes(row.reply or b"", place))) if row.reply else None
        answer = reply.content if isinstance(reply, Text) else reply and str(reply)
        return {"时间": told_at(row.received_at), "您发的": said, "回复": answer}

    async def _outbox(self, session: AsyncSession, after: int) -> list[tuple[int, Told]]:
        mine = select(OutboxMessage).where(OutboxMessage.follower == self._follower, OutboxMessage.id > after)
        rows = (await session.scalars(mine.order_by(OutboxMessage.id).limit(AT_ONCE))).all()
        return [(row.id, self._message(row)) for row in rows]

    async def _papers(self, session: AsyncSession, after: int) -> list[tuple[int, Told]]:
        answers = Answers(session, self._keys, self._now)
        rows = [] if after else await answers.rows(self._follower)
        return [(row.id, self._paper(answers, row)) for row in rows]

    @staticmethod
    def _paper(answers: Answers, row: PaperAnswers) -> Told:
        filled = _opened(lambda: dict(answers.read(row).answers))
        return {"文书": row.name, "编号": row.ticket, "时间": told_at(row.changed_at), "填的": filled}

    async def _workings(self, session: AsyncSession, after: int) -> list[tuple[int, Told]]:
        workings = Workings(session, self._keys, self._now)
        rows = [] if after else await workings.of(self._follower)
        return [(at, self._working(workings, row)) for at, row in enumerate(rows, 1)]

    @staticmethod
    def _working(workings: Workings, row: KeptWorking) -> Told:
        said = _opened(lambda: asdict(workings.read(row)))
        return {"留到": told_at(row.until), "说的数": said}

    def _message(self, row: OutboxMessage) -> Told:
        words = _opened(lambda: self._keys.open(row.body, f"outbox:{row.follower}"))
        return {"时间": told_at(row.made_at), "状态": row.state, "话": words}


def file_in_copy(number: str, row: Evidence) -> str:
    """The name of a piece's file in the copy."""
    return f"材料/{number}-{row.id}.{ENDINGS.get(row.content_type or '', 'bin')}"


def told_at(at: datetime | None) -> str | None:
    """A moment in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds") if at else None


def _event(tickets: Tickets, row: Ticket, event: TicketEvent) -> Told:
    """A line of the history; what staff write for themselves as the reason of something is theirs."""
    who = event.actor.partition(":")[0]
    words = _opened(lambda: tickets.read(row, event.body)) if who == "follower" or event.what in ANSWERS else None
    return {"时间": told_at(event.at), "谁": WHO.get(who, who), "事": Line(event.what).told, "话": words}


def _opened(reading: Callable[[], Any]) -> Any:
    """What it gives; a value that does not open says so and hides nothing else."""
    try:
        return reading()
    except (NiangjiaError, ValueError):
        return NOT_OPEN
