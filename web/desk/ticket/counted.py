"""What the worker had counted in the chat, with its arithmetic: the claim may come from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.core.errors import KeyMissing, SealBroken
from rights.calculator import discover
from rights.inputs import BadInput
from rights.working import CannotTell, Working
from tickets.models import Ticket
from tickets.workings import LASTS, KeptWorking, Workings
from web.desk.desk import Desk

MOST = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """One calculation, as of the day it was made."""

    title: str
    day: str
    working: Working
    assumed: Sequence[str]


async def counted(desk: Desk, session: AsyncSession, ticket: Ticket) -> Sequence[Counted]:
    """The worker's newest calculations that are still kept, the newest first."""
    if ticket.follower is None:
        return []
    workings = Workings(session, desk.services.keys, desk.clock())
    rows = [row for row in await workings.of(ticket.follower) if row.until > desk.clock()]
    found = [_counted(desk, workings, row) for row in reversed(rows[-MOST:])]
    return [one for one in found if one is not None]


def _counted(desk: Desk, workings: Workings, row: KeptWorking) -> Counted | None:
    """Counted anew; None where it does not open, or cannot be counted any more."""
    day = today(row.until - LASTS)
    try:
        said = workings.read(row)
        calculator = discover().get(said.calculator)
        if calculator is None:
            return None
        working = calculator.run(desk.services.parameters, day, said.given)
    except (KeyMissing, SealBroken, BadInput, CannotTell):
        return None
    return Counted(calculator.title, f"{day.month}月{day.day}日", working, said.assumed)
