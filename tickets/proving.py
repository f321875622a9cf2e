"""The evidence coach for one ticket: which matter it is, what the worker told, what has arrived."""

import re
from collections.abc import Iterable
from typing import Any

from rights.elements import Proof
from rights.limits import Matter
from rights.proof import HAS_CONTRACT, Coached, coach
from tickets.evidence import Evidence, Kept
from tickets.models import Ticket
from tickets.service import Tickets

_OF_TOPIC = {
    "未签合同双倍工资": Matter.CONTRACT,
    "劳动合同订立": Matter.CONTRACT,
    "试用期": Matter.PROBATION,
    "休息休假": Matter.LEAVE,
}
_NO_CONTRACT = re.compile(
    r"(?:没|未|不给?|不[跟和]我)[^，。；,;]{0,6}签[^，。；,;]{0,6}合同|(?:没有?|无)(?:书面|劳动)*合同|合同[^，。；,;]{0,3}没签"
)


def matter_of(kind: str, topic: str = "") -> Matter:
    """What a ticket of that kind stands on; its topic says more where a kind holds several matters."""
    return _OF_TOPIC.get(topic) or (Matter(kind) if kind in list(Matter) else Matter.OTHER)


def coached(tickets: Tickets, ticket: Ticket, rows: Iterable[Evidence]) -> Coached:
    """How far a ticket is proved by its evidence, and what to bring next.

    Raises:
        KeyMissing, SealBroken: what the worker told does not open.
    """
    facts = tickets.facts(ticket)
    return coach(matter_of(ticket.kind, str(facts.get("topic", ""))), _known(tickets, ticket, facts), labels(rows))


def labels(rows: Iterable[Evidence]) -> set[Proof]:
    """What the pieces are said to be, of those that were not lost; labels that are no more are left out."""
    said = {row.proof for row in rows if row.state != Kept.LOST}
    return {proof for proof in Proof if proof in said}


def _known(tickets: Tickets, ticket: Ticket, facts: dict[str, Any]) -> dict[str, Any]:
    story = tickets.read(ticket, ticket.story)
    known = {"employer": ticket.employer, **facts}
    return known | ({HAS_CONTRACT: False} if _NO_CONTRACT.search(story) else {})
