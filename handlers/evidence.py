"""Pictures, recordings, videos and places that a follower sends go onto their open ticket, at once."""

from bot.context import Context
from bot.filters import Sends
from bot.router import Band, Router
from bot.wechat.message import Image, Inbound, Location, ShortVideo, Video, Voice
from bot.wechat.reply import Reply, Text
from handlers.sorting import ask
from tickets import number
from tickets.evidence import COLLECT, KINDS, Piece, TooMany
from tickets.lines import Line
from tickets.service import Tickets

TAKEN = "{kind}收到了，放进您的单子（编号 {number}），这是第{count}件。原件留好，别删。"
HEARD_BY_A_PERSON = "语音由工作人员来听；着急的话，再用文字说两句。"
FULL = "这张单子（编号 {number}）的材料已经放满了。要紧的请留好，工作人员会跟您要。"

router = Router(Band.COMMAND)


@router.on(Sends(Image, Voice, Video, ShortVideo, Location))
async def take(context: Context) -> Reply | None:
    """Puts it on the newest open ticket; asks what it is. None open: not for us."""
    if context.said:  # a recording the platform wrote out is words
        return None
    services = context.services
    async with services.database.view() as session:  # most have no ticket: the one writer is not theirs
        if not await Tickets(session, services.keys, context.now, services.rules).of(context.follower, only_open=True):
            return None
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    if not opened:
        return None
    ours = opened[0]
    evidence = await context.unit.evidence()
    try:
        row = await evidence.add(ours, _piece(context.message))
    except TooMany:
        return Text(FULL.format(number=number.shown(ours.number)), action="intake")
    if row.source:
        context.unit.later.append((COLLECT, str(row.id)))
    await tickets.write(ours, "follower", Line.EVIDENCE)
    kind = KINDS[type(context.message).__name__]
    lines = [TAKEN.format(kind=kind, number=number.shown(ours.number), count=await evidence.count(ours))]
    if isinstance(context.message, Voice):
        lines.append(HEARD_BY_A_PERSON)
    return Text("\n".join([*lines, *await ask(context, opened, row.id)]), action="intake")


def _piece(message: Inbound) -> Piece:
    """What is kept of a message: where its file lies, or its place in words."""
    kind = type(message).__name__
    match message:
        case Image(media_id=media_id, pic_url=pic_url):
            return Piece(kind, f"{media_id} {pic_url}")
        case Voice(media_id=media_id) | Video(media_id=media_id) | ShortVideo(media_id=media_id):
            return Piece(kind, media_id)
        case Location(latitude=latitude, longitude=longitude, label=label):
            return Piece(kind, note=f"{label}（{latitude:.5f}，{longitude:.5f}）")
    raise TypeError(f"no evidence in a {kind}")
