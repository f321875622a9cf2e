"""What the worker had counted in the chat, with its arithmetic: the claim may come from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from rights.calculator import discover
from rights.inputs import BadInput
from rights.working import CannotTell, Working
from tickets.models import Ticket
from tickets.workings import LASTS, KeptWorking, Said, Workings
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
    """The worker's newest calculations for this matter that are still kept, the newest first."""
    workings = Workings(session, desk.services.keys, desk.clock())
    rows = await workings.about(ticket)
    found = [_counted(desk, row, said) for row, said in reversed(rows[-MOST:])]
    return [one for one in found if one is not None]


def _counted(desk: Desk, row: KeptWorking, said: Said) -> Counted | None:
    """Counted anew; None where it cannot be counted any more."""
    day = today(row.until - LASTS)
    try:
        calculator = discover().get(said.calculator)
        if calculator is None:
            return None
        working = calculator.run(desk.services.parameters, day, said.given)
    except (BadInput, CannotTell):
        return None
    return Counted(calculator.title, f"{day.month}月{day.day}日", working, said.assumed)
