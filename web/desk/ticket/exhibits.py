"""The list of exhibits (证据目录) of a ticket: in the order staff gave them, as a page to print and as a Word file."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import chinese_day, today
from bot.core.errors import KeyMissing, SealBroken
from rights.inputs import LONGEST_LINE_CHARACTERS
from rights.paper import Form, discover
from rights.proof_pieces import PIECES
from tickets.evidence import KINDS, Evidence, Evidences, Kept
from tickets.models import Ticket
from tickets.proving import coached
from tickets.service import Tickets
from web.desk import words
from web.desk.desk import Desk
from web.desk.ticket.reading import facts

FORM = "evidence-list"
MOST = 60  # rows a paper takes
FROM = "职工本人提交（{kind}），{day}收到"
DIGITAL = "电子数据"


def form() -> Form:
    """The paper."""
    return discover()[FORM]


async def exhibits(desk: Desk, session: AsyncSession, tickets: Tickets, ticket: Ticket) -> Mapping[str, Any]:
    """What the paper asks, from the ticket; its name is left open unless somebody filed for them."""
    evidence = Evidences(session, desk.services.keys, desk.clock())
    rows = [row for row in await evidence.of(ticket) if row.state != Kept.LOST][:MOST]
    proves = _proves(tickets, ticket, rows)
    listed = [_row(evidence, row, proves) for row in rows]
    told = {"employer": facts(tickets, ticket).employer, "name": _name(tickets, ticket)}
    return {**{name: value[:LONGEST_LINE_CHARACTERS] for name, value in told.items() if value}, "evidences": listed}


def _row(evidence: Evidences, row: Evidence, proves: Mapping[str, str]) -> Mapping[str, str]:
    source = FROM.format(kind=KINDS[row.kind], day=chinese_day(today(row.arrived_at)))
    return {
        "evidence": _called(evidence, row)[:LONGEST_LINE_CHARACTERS],
        "source": source,
        "proves": proves.get(row.proof or "", "")[:LONGEST_LINE_CHARACTERS],
        "shape": DIGITAL,
    }


def _called(evidence: Evidences, row: Evidence) -> str:
    """What it is called: what it was said to be and its own name, else its kind."""
    try:
        own = evidence.note(row)
    except (KeyMissing, SealBroken):
        own = words.BROKEN
    kinds = {str(proof): piece.name for proof, piece in PIECES.items()}
    kind = kinds.get(row.proof or "", "")
    return "：".join(dict.fromkeys(filter(None, [kind, own]))) or KINDS[row.kind]


def _proves(tickets: Tickets, ticket: Ticket, rows: Sequence[Evidence]) -> Mapping[str, str]:
    """What each kind of evidence proves in this matter."""
    try:
        elements = coached(tickets, ticket, rows).elements
    except (KeyMissing, SealBroken):
        return {}
    found: dict[str, list[str]] = {}
    for one in elements:
        for proof in one.by:
            found.setdefault(str(proof), []).append(one.element.title.replace("您", "职工"))
    return {proof: "；".join(titles) for proof, titles in found.items()}


def _name(tickets: Tickets, ticket: Ticket) -> str:
    try:
        return str(tickets.facts(ticket).get("worker", ""))
    except (KeyMissing, SealBroken):
        return ""
