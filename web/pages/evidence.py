"""Evidence sent from a page: several files at once, each looked at, hashed and sealed like those from the chat."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import BodyPartReader, web

from bot.core.crypt import digest
from bot.core.errors import KeyMissing, SealBroken
from bot.core.files import FileGone
from tickets.content_types import content_type
from tickets.evidence import MOST_BYTES, Evidences, Kept, Piece, TooMany, file_name
from tickets.lines import Line
from tickets.models import Ticket
from tickets.pictures import FORMAT, NoPicture, clean
from tickets.states import OPEN
from web.pages import door
from web.pages.page import PAGES, Pages, words
from web.pages.ticket import NO_TICKET, PATH, SETTLED, held, hers, path, shown

MOST_FILES = 9
MOST_AT_ONCE_BYTES = 100 * 1024 * 1024
WITHIN_S = 300.0  # a photo over a poor connection takes its time
MOST_OF_A_NAME, MOST_OF_A_TOKEN = 30, 100
UPLOADED = "page"  # where the file came from; if it never came, the sweep of what waits ends it as lost
FAMILIES = {"image": "Image", "audio": "Voice", "video": "Video"}
APPLE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
NO_FILES = "还没有选文件。"
TOO_LARGE = f"有文件超过 {MOST_BYTES // 2**20} MB，没有收下。视频请剪短一些，或者在公众号里分几段发。"
TOO_MUCH = f"一次最多传 {MOST_FILES} 件、{MOST_AT_ONCE_BYTES // 2**20} MB，前面的已经收好，其余请再传一次。"
NOT_TAKEN = "有文件认不出来，没有收下。照片请存成 JPG 或 PNG；文件、聊天记录可以截图再传。"
FULL = "这张单子的材料已经放满了。要紧的请留好，工会的人会跟您要。"
TOO_SLOW = "传得太慢，断开了。已经收好的都在下面，其余请再传一次。"
NO_FILE = "这份材料打不开了。"

routes = web.RouteTableDef()


class NotTaken(Exception):
    """A file was refused; the text is for the worker. What came before it is kept."""


@routes.post(PATH + "/evidence", name=door.UPLOAD)
async def upload(request: web.Request) -> web.Response:
    """Takes the files one after the other; the first that cannot be taken ends it."""
    async with request.app[PAGES].services.database.view() as session:
        ticket = await hers(request, session)
    try:
        async with request.app[PAGES].uploading, asyncio.timeout(WITHIN_S):
            count = await _take_all(request, ticket)
    except NotTaken as refused:
        return await shown(request, 422, wrong=str(refused))
    except TimeoutError:
        return await shown(request, 422, wrong=TOO_SLOW)
    if not count:
        return await shown(request, 422, wrong=NO_FILES)
    raise web.HTTPSeeOther(path(ticket.number, "sent"))


@routes.get(PATH + r"/evidence/{piece:\d{1,9}}")
async def file(request: web.Request) -> web.Response:
    """One file: a picture without what the camera wrote into it, anything else as it came."""
    pages = request.app[PAGES]
    async with pages.services.database.view() as session:
        ticket = await hers(request, session)
        row = await Evidences(session, pages.services.keys, pages.clock()).get(int(request.match_info["piece"]))
    if row is None or row.ticket_id != ticket.id or row.state != Kept.KEPT or not row.content_type:
        raise web.HTTPNotFound(text=NO_TICKET)
    try:
        content = await pages.services.files.get(file_name(row))
        if row.content_type.startswith("image/"):
            return web.Response(body=await asyncio.to_thread(clean, content), content_type=FORMAT)
    except (FileGone, KeyMissing, SealBroken, NoPicture):
        raise web.HTTPNotFound(text=NO_FILE) from None
    return web.Response(body=content, content_type=row.content_type)


@routes.post(PATH + r"/evidence/{piece:\d{1,9}}")
async def name(request: web.Request) -> web.Response:
    """Gives a piece a name of the worker's."""
    pages, text = request.app[PAGES], await words(request, "name", MOST_OF_A_NAME)
    async with pages.services.database.session() as session:
        _, ticket = await held(request, session)
        evidence = Evidences(session, pages.services.keys, pages.clock())
        row = await evidence.get(int(request.match_info["piece"]))
        if row is None or row.ticket_id != ticket.id or not row.content_type:
            raise web.HTTPNotFound(text=NO_TICKET)
        evidence.name(row, text)
    raise web.HTTPSeeOther(path(ticket.number, "named"))


@routes.post(PATH + r"/evidence/{piece:\d{1,9}}/forward")
async def forward(request: web.Request) -> web.Response:
    """Moves a piece one place towards the first."""
    pages = request.app[PAGES]
    async with pages.services.database.session() as session:
        _, ticket = await held(request, session)
        piece = int(request.match_info["piece"])
        await Evidences(session, pages.services.keys, pages.clock()).forward(ticket, piece)
    raise web.HTTPSeeOther(path(ticket.number, "moved"))


async def _take_all(request: web.Request, ticket: Ticket) -> int:
    """Takes every file of the form, its token first; gives how many."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType
    count = whole_bytes = 0
    async for content in _files(request):
        whole_bytes += len(content)
        if count == MOST_FILES or whole_bytes > MOST_AT_ONCE_BYTES:
            raise NotTaken(TOO_MUCH)
        await _take(request, ticket, content)
        count += 1
    return count


async def _files(request: web.Request) -> AsyncIterator[bytes]:
    """The content of each file; an input nobody filled is none.

    Raises:
        web.HTTPForbidden: the form is none of ours.
        NotTaken: a file is too large.
    """
    try:
        parts = await request.multipart()
        first = await parts.next()
        if not isinstance(first, BodyPartReader) or first.name != door.CSRF:
            raise web.HTTPForbidden(text=door.STALE)
        door.check(request, (await _content(first, MOST_OF_A_TOKEN)).decode("ascii", "replace"))
        while (part := await parts.next()) is not None:
            if isinstance(part, BodyPartReader) and part.name == "files" and (got := await _content(part, MOST_BYTES)):
                yield got
    except ValueError:
        raise web.HTTPBadRequest from None


async def _content(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65_536):
        content += chunk
        if len(content) > most:
            raise NotTaken(TOO_LARGE)
    return bytes(content)


async def _take(request: web.Request, ticket: Ticket, content: bytes) -> None:
    """Keeps one file: first its row, then the file, then that it is there. No transaction waits for the store.

    Raises:
        NotTaken: it is nothing we keep, the ticket is full, or settled.
    """
    pages, kind = request.app[PAGES], content_type(content)
    if kind is None or (kind == "video/mp4" and content[8:12] in APPLE):
        raise NotTaken(NOT_TAKEN)
    async with pages.services.database.session() as session:
        _, found = await held(request, session)
        if found.state not in OPEN:
            raise NotTaken(SETTLED)
        try:
            piece = Piece(FAMILIES[kind.partition("/")[0]], UPLOADED)
            row = await Evidences(session, pages.services.keys, pages.clock()).add(found, piece)
        except TooMany:
            raise NotTaken(FULL) from None
    await pages.services.files.put(file_name(row), content)
    await _keep(pages, ticket.number, row.id, kind, content)


async def _keep(pages: Pages, number: str, piece: int, kind: str, content: bytes) -> None:
    sha256 = await asyncio.to_thread(digest, content)
    async with pages.services.database.session() as session:
        evidence = Evidences(session, pages.services.keys, pages.clock())
        tickets = pages.tickets(session)
        row, found = await evidence.get(piece), await tickets.find(number)
        if row is None or found is None or row.state != Kept.WAITING:
            raise NotTaken(NO_FILE)
        evidence.keep(row, kind, sha256, len(content))
        await tickets.write(found, "follower", Line.EVIDENCE)
