"""Snapshots: a report's numbers kept as they stood, from which its files can be made again, the same to the byte."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring, digest
from tickets.reporting import UNKNOWN, Asked
from web.desk.desk import Desk
from web.desk.models import Agent
from web.desk.reports import rules, said
from web.desk.reports.files import as_sheet, as_word, packed
from web.desk.reports.gathering import gather, tree
from web.desk.reports.models import ReportSnapshot

LISTED = 100
BETWEEN = "，"
UNMADE = "0" * 64
MAKERS = {"docx": as_word, "xlsx": as_sheet}


async def draw(desk: Desk, asked: Asked, agent: Agent, note: str) -> dict[str, Any]:
    """The numbers now, with all the words that are printed with them; it has no number yet."""
    now = desk.clock()
    return {
        "union": desk.services.settings.union.name,
        "made_at": now.isoformat(),
        "made_by": agent.display,
        "about": _about(asked, agent),
        "note": note,
        "rules": {"version": rules.VERSION, "lines": list(rules.LINES)},
        "report": tree(await gather(desk, asked, now)),
    }


async def keep(session: AsyncSession, desk: Desk, asked: Asked, agent: Agent, body: dict[str, Any]) -> ReportSnapshot:
    """Puts the numbers away under a number of their own; their files have still to be made once."""
    row = ReportSnapshot(
        made_at=desk.clock(),
        made_by=agent.name,
        first=asked.period.first,
        last=asked.period.last,
        districts=list(agent.districts),
        rules=rules.VERSION,
        body=b"",
        word=UNMADE,
        sheet=UNMADE,
    )
    session.add(row)
    await session.flush()
    row.body = desk.services.keys.seal(packed({**body, "id": row.id}), _place(row))
    return row


async def made(keys: Keyring, row: ReportSnapshot, ending: str) -> bytes:
    """One of its files, made in a thread."""
    return await asyncio.to_thread(MAKERS[ending], body_of(keys, row))


async def digests(keys: Keyring, row: ReportSnapshot) -> tuple[str, str]:
    """What its files come to, Word and Excel."""
    word, sheet = [digest(await made(keys, row, ending)) for ending in MAKERS]
    return word, sheet


def body_of(keys: Keyring, row: ReportSnapshot) -> Mapping[str, Any]:
    """What it keeps."""
    body: Mapping[str, Any] = json.loads(keys.open(row.body, _place(row)))
    return body


async def newest(session: AsyncSession, agent: Agent) -> Sequence[ReportSnapshot]:
    """The newest ones that hold nothing an agent may not see."""
    statement = select(ReportSnapshot).order_by(ReportSnapshot.id.desc()).limit(LISTED)
    if agent.districts:
        each = func.json_array_elements_text if session.get_bind().dialect.name == "postgresql" else func.json_each
        named = each(ReportSnapshot.districts).table_valued("value")
        beyond = select(named.c.value).where(named.c.value.not_in(agent.districts)).exists()
        statement = statement.where(func.json_array_length(ReportSnapshot.districts) > 0, ~beyond)
    return (await session.scalars(statement)).all()


async def find(session: AsyncSession, agent: Agent, number: int) -> ReportSnapshot | None:
    """The one with this number, if the agent may see it."""
    row = await session.get(ReportSnapshot, number)
    return row if row is not None and sees(agent, row) else None


def sees(agent: Agent, row: ReportSnapshot) -> bool:
    """Whether all that was counted lies within an agent's districts."""
    return not agent.districts or (bool(row.districts) and set(row.districts) <= set(agent.districts))


def _about(asked: Asked, agent: Agent) -> str:
    """What the report is narrowed to."""
    district = said.NO_DISTRICT if asked.district == UNKNOWN else asked.district
    team = said.NO_TEAM if asked.team == UNKNOWN else asked.team
    own = "、".join(agent.districts) if not district else ""
    return BETWEEN.join(part for part in (own, district, team, asked.kind) if part)


def _place(row: ReportSnapshot) -> str:
    return f"report_snapshots:{row.id}"
