"""Words to a worker: into the outbox, on their way if the account may write first, and the answer to them expected."""

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import expect
from bot.core.followers import Dialogue
from bot.dialogues import ANSWERED, RATING
from bot.wechat.account import Capability
from tickets import number as numbers
from tickets.models import Ticket
from tickets.offers import line_of
from tickets.outbox import Kind, Outbox
from tickets.ratings import Content
from tickets.states import REOPEN_DAYS, State
from tickets.withdrawals import Withdrawals
from web.desk.deed import NotDone
from web.desk.desk import Desk

CLOSED = "【工会】您登记的诉求（编号 {number}）办结了：{text}"
VERDICTS = tuple(one.label for one in Content)
VERDICT = f"满意吗？\n{line_of(VERDICTS)}"
VERDICT_LATER = "满意不满意，发「评价」告诉我们。"
UNSOLVED = f"还没解决，{REOPEN_DAYS} 天内发「重新办理」。"
WITHDRAWN = f"""【工会】您登记的诉求（编号 {{number}}）已撤回：{{text}}
不是您的意思，或者想接着办，{REOPEN_DAYS} 天内发「重新办理」。"""
NO_SUM = "「{label}」只写数，比如 18000 或 18000.50。"
NOT_HELD = timedelta(0)
_SUM = re.compile(r"\d{1,10}(?:\.\d{1,2})?")


def may_send(desk: Desk) -> bool:
    """Whether the account may write to a worker without being written to first."""
    return desk.services.account.may(Capability.CUSTOMER_MESSAGE)


async def tell(desk: Desk, session: AsyncSession, ticket: Ticket, text: str, held: timedelta = NOT_HELD) -> None:
    """Sends words about a ticket; what the worker writes next is put on it. Nothing if they left.

    While they are `held` they can be taken back.
    """
    if ticket.follower is not None:
        await _expect(desk, session, ticket, ANSWERED)
        await _send(desk, session, ticket, text, Kind.AGENT, held)


async def _expect(desk: Desk, session: AsyncSession, ticket: Ticket, name: str) -> bool:
    dialogue = Dialogue(name, known={"number": ticket.number})
    return await expect(session, desk.services.keys, str(ticket.follower), dialogue, desk.clock())


async def _send(
    desk: Desk,
    session: AsyncSession,
    ticket: Ticket,
    text: str,
    kind: Kind,
    held: timedelta = NOT_HELD,
    choices: Sequence[str] = (),
) -> None:
    outbox = Outbox(session, desk.services.keys, desk.clock())
    message = await outbox.put(str(ticket.follower), text, kind, about=ticket.number, held=held, choices=choices)
    if may_send(desk) and not held:
        await desk.deliver(session, message)


async def tell_end(desk: Desk, session: AsyncSession, ticket: Ticket, to: State, why: str) -> None:
    """Tells the worker what came of a ticket that just ended; a wish to withdraw it ends with it.

    The verdict is asked by numbers only where no other question waits for a number.
    """
    if to not in (State.CLOSED, State.WITHDRAWN):
        return
    await Withdrawals(session, desk.services.keys, desk.clock(), desk.services.rules).end(ticket, "by staff")
    if ticket.follower is None:
        return
    told = (CLOSED if to is State.CLOSED else WITHDRAWN).format(number=numbers.shown(ticket.number), text=why)
    asked = False
    if to is State.CLOSED:
        asked = may_send(desk) and await _expect(desk, session, ticket, RATING)
        told = "\n".join([told, VERDICT if asked else VERDICT_LATER, UNSOLVED])
    await _send(desk, session, ticket, told, Kind.STATUS, choices=VERDICTS if asked else ())


def fen(yuan: str, label: str) -> int | None:
    """A sum in yuan as it is typed into the field called `label`, in fen; None where nothing is.

    Raises:
        NotDone: it is none.
    """
    plain = yuan.strip().replace(",", "").replace("，", "").removesuffix("元").strip()
    if plain and not _SUM.fullmatch(plain):
        raise NotDone(NO_SUM.format(label=label))
    return int(Decimal(plain) * 100) if plain else None
