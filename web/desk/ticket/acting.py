"""What an agent does to a ticket, in the caller's transaction: moves it, answers the worker, writes a note."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.followers import lock
from bot.wechat.reply import PAGE_LIMIT_BYTES, clean
from tickets import number as numbers
from tickets import receipts
from tickets.group_models import Group, Member
from tickets.instalments import Instalments
from tickets.lines import Line
from tickets.models import Ticket
from tickets.promises import Promise
from tickets.service import Tickets
from tickets.states import MOVES, State, check
from web.desk import words
from web.desk.access import sees
from web.desk.deed import Deed, NotDone, NoTicket
from web.desk.desk import Desk
from web.desk.ticket import mentions, moves, overtaken, reading, variables
from web.desk.ticket.telling import NOT_HELD, fen, may_send, tell, tell_end

MOST_ANSWER = 600
MOST_REASON = 500
MOST_NOTE = 2000
TO_WORKER = "【工会答复】您登记的诉求（编号 {number}）：\n{text}"
PARTS_OPEN = "还有分期的钱没有说法。请先在「分期付款」里逐期记上到没到账，再办结。"
ANSWERED = "答复已发出。"
HELD = "答复已收好，{seconds} 秒后发出。"
ANSWERED_LATER = "答复已记下，会随职工下一次发消息时送达。"
PROMISED = "这算是答应了职工：{due}前。到期会提醒，职工查进度看得到。读错了，可以在「时限」里去掉。"
ANSWERED_NAMELESS = "答复已放在单子上，等职工凭回执码来看。"
NOTED = "备注已记下，只有工作人员看得到。"
TOLD, BLIND = "已告诉 {names}。", "{names} 不管这个地区，看不到这张单子，没有告诉。"
MOVED = "已转为「{state}」。"
TAKES = "{name}来办"
EMPTY = "还没有写内容。"
EMPTY_REASON = "请写一句「{asks}」，会记在单子的经过里。"
TO_FILL = "还有没填的：{names}。请把【待填：…】换成真的内容再发。"
TOO_LONG = "最多 {most} 字，现在是 {now} 字。请删短一些，或者分两次写。"
LEFT = "职工已经取消关注，发不过去了。请打电话联系；内容可以记成内部备注。"
OVERTAKEN = "这张单子刚被别人转为「{state}」。请先看看最新情况，再决定怎么办。"
RECOVERED = "要回多少元"
NO_MOVE = "从「{before}」不能直接转到这一步。"


async def move(desk: Desk, session: AsyncSession, deed: Deed, before: str, to: str, recovered: str = "") -> str:
    """Moves the ticket, `recovered` yuan won back; the worker is told of an end. Gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    if ticket.state != before:
        raise NotDone(OVERTAKEN.format(state=words.state(ticket.state)), 409)
    try:
        check(State(before), State(to))
    except ValueError:
        raise NotDone(NO_MOVE.format(before=words.state(ticket.state)), 409) from None
    button = moves.button(State(before), State(to))
    empty = EMPTY_REASON.format(asks=button.asks) if button.needs_reason else ""
    text = checked(deed.text, MOST_REASON, empty)
    if button.grave:  # the worker is told it
        text = spoken(text, _known(desk, tickets, ticket, deed), MOST_REASON)
    recovered_fen = fen(recovered, RECOVERED)
    parts = await Instalments(session, desk.services.keys, desk.clock(), desk.services.rules).of(ticket)
    if button.to is State.CLOSED and any(part.paid is None for part in parts):
        raise NotDone(PARTS_OPEN, 409)
    if recovered_fen is not None:
        await tickets.recover(ticket, deed.actor, recovered_fen)
    await tickets.move(ticket, button.to, deed.actor, text)
    await tell_end(desk, session, ticket, button.to, text)
    return MOVED.format(state=words.state(ticket.state))


async def answer(desk: Desk, session: AsyncSession, deed: Deed, then_wait: bool, last: str = "") -> str:
    """Sends words to the worker through the outbox; a ticket nobody had taken is taken with it.

    `last` is the id of the history's last line as the agent saw it.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    nameless = bool(await receipts.anonymous(session, [ticket.id]))
    if ticket.follower is None and not nameless:
        raise NotDone(LEFT, 409)
    if said := await overtaken.meanwhile(session, tickets, ticket, deed.actor, last):
        raise NotDone(said, 409)
    if ticket.assignee is None:
        await tickets.assign(ticket, deed.actor, deed.agent.id, TAKES.format(name=deed.agent.display))
    held = timedelta(seconds=desk.services.settings.desk.undo_s)
    text = fitting(deed.text, ticket.number, _known(desk, tickets, ticket, deed))
    promise = await give(desk, session, tickets, ticket, deed.actor, text, held)
    if then_wait:
        await _wait(tickets, ticket, deed.actor)
    told = ANSWERED_NAMELESS if nameless else ANSWERED if may_send(desk) else ANSWERED_LATER
    told = HELD.format(seconds=int(held.total_seconds())) if held and told == ANSWERED else told
    return told + PROMISED.format(due=words.moment(promise.due_at, desk.clock())) if promise else told


async def _wait(tickets: Tickets, ticket: Ticket, actor: str) -> None:
    """From now on the union waits for the worker; said again where it did, as their last word ended the waiting."""
    if ticket.state == State.WAITING:
        await tickets.write(ticket, actor, Line.ASKED)
    elif State.WAITING in MOVES[State(ticket.state)]:
        await tickets.move(ticket, State.WAITING, actor)


def _known(desk: Desk, tickets: Tickets, ticket: Ticket, deed: Deed) -> Mapping[str, str]:
    """What the variables stand for in words of this agent about the ticket."""
    facts, settings = reading.facts(tickets, ticket), desk.services.settings
    return variables.values(ticket, facts, deed.agent, settings, desk.clock())


def fitting(text: str, number: str, known: Mapping[str, str]) -> str:
    """Words to the worker of this ticket as they can be sent, with what is `known` for their variables.

    Raises:
        NotDone: there are none, or too many; a variable is none, or nobody knows what it stands for.
    """
    plain = spoken(checked(text, MOST_ANSWER, EMPTY), known, MOST_ANSWER)
    if len(TO_WORKER.format(number=numbers.shown(number), text=plain).encode()) > PAGE_LIMIT_BYTES:
        raise NotDone(TOO_LONG.format(most=MOST_ANSWER, now=len(plain)))
    return plain


def spoken(plain: str, known: Mapping[str, str], most: int) -> str:
    """Checked words as a worker reads them, with what is `known` for their variables.

    Raises:
        NotDone: too long with that; a variable is none, or nobody knows what it stands for.
    """
    if faults := variables.wrong(plain):
        raise NotDone("".join(faults))
    filled = checked(variables.filled(plain, known), most, EMPTY)
    if still := variables.waiting(filled):
        raise NotDone(TO_FILL.format(names="、".join(still)))
    return filled


async def give(
    desk: Desk,
    session: AsyncSession,
    tickets: Tickets,
    ticket: Ticket,
    actor: str,
    text: str,
    held: timedelta = NOT_HELD,
) -> Promise | None:
    """Puts fitting words to a worker who is there into the outbox, `held` so long; takes a ticket nobody had taken.

    Gives what the words promise by a day, if they do.
    """
    if ticket.state == State.NEW:
        await tickets.move(ticket, State.TAKEN, actor)
    await tickets.write(ticket, actor, Line.ANSWERED, text)
    promise = await tickets.promise(ticket, actor, text)
    await tell(desk, session, ticket, TO_WORKER.format(number=numbers.shown(ticket.number), text=text), held)
    return promise


async def note(desk: Desk, session: AsyncSession, deed: Deed) -> str:
    """Writes what only staff will read.

    Raises:
        NotDone, NoTicket: as their names say.
    """
    tickets, ticket = await hold(desk, session, deed)
    text = checked(deed.text, MOST_NOTE, EMPTY)
    await tickets.write(ticket, deed.actor, Line.NOTE, text)
    told, blind = await mentions.mention(session, ticket, deed.agent, text, desk.clock())
    tail = TOLD.format(names="、".join(told)) if told else ""
    return NOTED + tail + (BLIND.format(names="、".join(blind)) if blind else "")


async def hold(
    desk: Desk, session: AsyncSession, deed: Deed, others: Sequence[int] | None = None, groups: Sequence[int] = ()
) -> tuple[Tickets, Ticket]:
    """The ticket, held until the transaction ends.

    With `others` (ids of tickets) these and all their groups are held too, and `groups`. Everybody holds in one order,
    else each waits for the other: groups by id, followers (as the chat does), tickets by id.
    """
    tickets = desk.tickets(session)
    ticket = await tickets.find(deed.number)
    if ticket is None or not sees(deed.agent, ticket):
        raise NoTicket(deed.number)
    ids = {ticket.id, *(others or ())}
    if others is not None:
        theirs = select(Member.group_id).where(Member.ticket_id.in_(ids))
        await hold_groups(session, {*groups, *await session.scalars(theirs)})
    held = (await session.scalars(select(Ticket).where(Ticket.id.in_(ids)).order_by(Ticket.id))).all()
    for follower in sorted({one.follower for one in held if one.follower is not None}):
        await lock(session, follower)
    for one in held:
        await session.refresh(one, ["state", "follower", "assignee"], with_for_update=True)
    return tickets, ticket


async def hold_groups(session: AsyncSession, ids: Collection[int]) -> None:
    """Holds the groups until the transaction ends, the oldest first."""
    held = select(Group).where(Group.id.in_(ids)).order_by(Group.id).with_for_update()
    await session.execute(held.execution_options(populate_existing=True))


def checked(text: str, most: int, empty: str) -> str:
    """What was written, without what no phone can show.

    Raises:
        NotDone: too long, or nothing although `empty` says that something is needed.
    """
    plain = clean(text).strip()
    if empty and not plain:
        raise NotDone(empty)
    if len(plain) > most:
        raise NotDone(TOO_LONG.format(most=most, now=len(plain)))
    return plain
