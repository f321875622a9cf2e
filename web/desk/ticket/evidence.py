"""What a worker sent along, as staff see it: a list on the ticket's page, and each file on its own."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from bot.core.errors import KeyMissing, SealBroken
from bot.core.files import FileGone
from tickets.evidence import KINDS, Evidences, Kept, file_name
from tickets.evidence import Evidence as Row
from tickets.pictures import FORMAT, NoPicture, clean
from web.desk import words
from web.desk.access import May, needs, sees
from web.desk.desk import AGENT, DESK, Desk, page
from web.desk.models import Agent
from web.desk.ticket import custody

ON_THE_WAY = "正在从微信取"
LOST = {
    "gone": "微信那边已经没有了，请跟职工要原件",
    "too large": "文件太大，没能收下，请跟职工要原件",
    "type": "认不出的文件，没有收下",
    "address": "地址不是微信的，没有去取，请跟职工要原件",
    "not allowed": "本公众号取不到这类文件，请跟职工要原件",
}
COVERED = "这份材料盖住了，要看请先申请"
NO_FILE = "这份材料打不开了，请告诉管理员。"
PATH = r"/tickets/{number:\d{9}}/evidence/{piece:\d{1,9}}"

routes = web.RouteTableDef()


Pieces = Sequence["Piece"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece on the list; `shows` is picture, sound, video, or nothing where there is no file to show.

    `proof` is what somebody said it is, a key of `proving.NAMES`, empty where nobody did.
    """

    id: int
    kind: str
    arrived_at: datetime
    shows: str
    says: str
    proof: str
    sha256: str
    size_bytes: int
    name: str = ""


def pieces(evidence: Evidences, rows: Sequence[Row], covers: bool) -> Pieces:
    """A ticket's evidence in the order of arrival, or that in which somebody put it; under a cover no file shows."""
    found = [_piece(evidence, row) for row in rows]
    return [replace(one, shows="", says=COVERED) if covers and one.sha256 else one for one in found]


@routes.get(PATH)
@needs(May.READ)
async def file(request: web.Request) -> web.Response:
    """One file: a picture without what the camera wrote, anything else as it came; a covered one is to be asked for."""
    desk, number = request.app[DESK], request.match_info["number"]
    row, covered = await _row(desk, request[AGENT], number, int(request.match_info["piece"]))
    if covered:
        return await page(request, "ticket/covered.html", 403, number=number)
    try:
        content = await desk.services.files.get(file_name(row))
    except (FileGone, KeyMissing, SealBroken):
        raise web.HTTPNotFound(text=NO_FILE) from None
    if _shows(row) != "picture":
        return web.Response(body=content, content_type=row.content_type or "application/octet-stream")
    try:
        shown = await asyncio.to_thread(clean, content)
    except NoPicture:
        raise web.HTTPNotFound(text=NO_FILE) from None
    return web.Response(body=shown, content_type=FORMAT)


async def _row(desk: Desk, agent: Agent, number: str, piece: int) -> tuple[Row, bool]:
    """The row of that ticket, another ticket's is not found; and whether the cover is over it."""
    async with desk.services.database.view() as session:
        tickets = desk.tickets(session)
        ticket, row = await tickets.find(number), await Evidences(session, desk.services.keys, desk.clock()).get(piece)
        if (
            ticket is None
            or not sees(agent, ticket)
            or row is None
            or (row.ticket_id, row.state) != (ticket.id, Kept.KEPT)
        ):
            raise web.HTTPNotFound(text=NO_FILE)
        return row, (await custody.veil(desk, session, agent, tickets, ticket)).covers


def _piece(evidence: Evidences, row: Row) -> Piece:
    try:
        note = evidence.note(row)
    except (KeyMissing, SealBroken):
        note = words.BROKEN
    says = {Kept.WAITING: ON_THE_WAY, Kept.LOST: LOST.get(row.why or "", LOST["gone"])}.get(Kept(row.state), note)
    shows = _shows(row) if row.state == Kept.KEPT else ""
    return Piece(
        row.id,
        KINDS[row.kind],
        row.arrived_at,
        shows,
        says,
        row.proof or "",
        row.sha256 or "",
        row.size_bytes or 0,
        note if row.content_type or row.source else "",
    )


def _shows(row: Row) -> str:
    family = (row.content_type or "").partition("/")[0]
    return {"image": "picture", "audio": "sound", "video": "video"}.get(family, "")
