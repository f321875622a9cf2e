"""How a ticket may end, or ended: a wish to withdraw that runs, and what the worker thought of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.errors import KeyMissing, SealBroken
from tickets.models import Ticket
from tickets.ratings import Content, Rating
from tickets.withdrawals import Paid, Withdrawal
from web.desk import words
from web.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Wish:
    """A worker's wish to withdraw: what they said, and until when they may think again."""

    asked_at: datetime
    until: datetime
    paid: str
    paid_fen: int | None
    pressed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the worker thought of it, and why."""

    at: datetime
    label: str
    is_bad: bool
    why: str


async def wish(session: AsyncSession, ticket: Ticket) -> Wish | None:
    """The wish that runs."""
    running = (Withdrawal.ticket_id == ticket.id, Withdrawal.ended.is_(None))
    row = await session.scalar(select(Withdrawal).where(*running).order_by(Withdrawal.id.desc()).limit(1))
    return Wish(row.asked_at, row.until, Paid[row.paid].value, row.paid_fen, row.pressed) if row else None


async def verdict(desk: Desk, session: AsyncSession, ticket: Ticket) -> Verdict | None:
    """The last one they gave."""
    row = await session.get(Rating, ticket.id)
    if row is None:
        return None
    try:
        why = desk.services.keys.open(row.why, f"ratings:{ticket.id}") if row.why else ""
    except (KeyMissing, SealBroken):
        why = words.BROKEN
    content = Content(row.content)
    return Verdict(row.at, content.label, content is Content.NO, why)
