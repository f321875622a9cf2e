"""The order and the names of a ticket's evidence, as staff arrange it for a list of exhibits."""

from itertools import pairwise

from sqlalchemy.ext.asyncio import AsyncSession

from tickets.evidence import Evidence, Evidences
from tickets.lines import Line
from tickets.models import Ticket
from web.desk.deed import Deed, NotDone
from web.desk.desk import Desk
from web.desk.ticket.acting import checked, hold

MOST_NAME = 60
NO_PIECE = "这张单子上没有这份材料，请刷新后再试。"
NO_NAME = "请写这份材料叫什么。"
PLACE_ONLY = "位置不能改名，里面是地点本身。"
AT_THE_END = "已经在头上或末尾了。"
MOVED, NAMED = "第 {place} 件挪到第 {to} 件。", "第 {place} 件叫做「{name}」。"


async def move(desk: Desk, session: AsyncSession, deed: Deed, piece: int, up: bool) -> str:
    """Moves a piece one place; gives what to tell the agent.

    Raises:
        NotDone, NoTicket: as their names say; here and below.
    """
    tickets, ticket = await hold(desk, session, deed)
    evidence = Evidences(session, desk.services.keys, desk.clock())
    place, _ = await _piece(evidence, ticket, piece)
    rows = await evidence.of(ticket)
    after = next((later.id for row, later in pairwise(rows) if row.id == piece), None)
    moving = piece if up else after
    if moving is None or (up and place == 1):
        raise NotDone(AT_THE_END, 409)
    await evidence.forward(ticket, moving)
    told = MOVED.format(place=place, to=place - 1 if up else place + 1)
    await tickets.write(ticket, deed.actor, Line.ARRANGED, told)
    return told


async def name(desk: Desk, session: AsyncSession, deed: Deed, piece: int) -> str:
    """Says what a piece is called."""
    called = checked(deed.text, MOST_NAME, NO_NAME)
    tickets, ticket = await hold(desk, session, deed)
    evidence = Evidences(session, desk.services.keys, desk.clock())
    place, row = await _piece(evidence, ticket, piece)
    if row.content_type is None and row.source is None:
        raise NotDone(PLACE_ONLY, 409)
    evidence.name(row, called)
    told = NAMED.format(place=place, name=called)
    await tickets.write(ticket, deed.actor, Line.ARRANGED, told)
    return told


async def _piece(evidence: Evidences, ticket: Ticket, piece: int) -> tuple[int, Evidence]:
    found = next(((at, row) for at, row in enumerate(await evidence.of(ticket), 1) if row.id == piece), None)
    if found is None:
        raise NotDone(NO_PIECE, 404)
    return found
