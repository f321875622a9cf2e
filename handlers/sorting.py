"""What a follower just sent: a number says what it is, or puts it on another of their open tickets."""

import re
from collections.abc import Sequence

from bot.context import Context, picked
from bot.core.followers import Dialogue
from bot.filters import Talking
from bot.router import Band, Router
from bot.wechat.message import Image, ShortVideo, Video
from bot.wechat.reply import Reply, Text
from handlers import adding
from rights.elements import Proof
from rights.proof import offered
from rights.proof_pieces import PIECES, named
from tickets import number
from tickets.evidence import Evidence
from tickets.lines import Line
from tickets.models import Ticket
from tickets.proving import matter_of

SORTING = "sorting"
WHAT = "这是什么？回复数字：{choices}（可不答，接着发就行）"
ELSEWHERE = "要是别的单子的，回复数字改放：\n{choices}"
UNNAMED = "{piece}还没说是什么：发个名字就行，比如「考勤」。"
MOVED = "好的，改放到编号 {number} 的单子了。"
LABELLED = "好的，{pieces}记成「{name}」了。说错了就再回一次。还有就接着发；看还缺啥，发「缺什么证据」。"
WRITTEN = "{pieces}：{name}"
ASKS = re.compile("[?？吗呢么]").search
THIS, MOST_SAID = ("这是", "这个是", "这张是", "这几张", "都是", "是"), 20
PIECE, PIECES_ = "第{place}件", "这{count}件"

router = Router(Band.DIALOGUE)


@router.on(Talking(SORTING, adding.LASTS))
async def sort(context: Context) -> Reply | None:
    """A number (or name) out of the list; other words are put on the ticket, as after a registration."""
    dialogue = context.dialogue
    if dialogue is None:
        return None
    proofs, numbers = _proofs(dialogue), [str(one) for one in dialogue.known["numbers"]]
    at = picked(context.text, len(proofs) + len(numbers))
    said = proofs[at] if at is not None and at < len(proofs) else _said(context)
    if said:
        return await _label(context, dialogue, said)
    if at is not None:
        return await _move(context, dialogue, numbers[at - len(proofs)])
    return await adding.adding(context)


async def ask(context: Context, opened: Sequence[Ticket], piece: int) -> list[str]:
    """Asks what a picture or video on the first of these tickets is, and offers the others; nothing may be asked."""
    ours, numbers = opened[0], [ticket.number for ticket in opened[1:]]
    shows = isinstance(context.message, (Image, Video, ShortVideo))
    proofs = [*offered(matter_of(ours.kind)), Proof.OTHER] if shows else []
    if context.is_asked or not (proofs or numbers):
        return []
    await context.begin(
        SORTING, number=ours.number, pieces=[*_unsorted(context), piece], proofs=proofs, numbers=numbers
    )
    lines = [WHAT.format(choices=" ".join(f"{at} {PIECES[proof].name}" for at, proof in enumerate(proofs, 1)))]
    first = len(proofs) + 1
    choices = "\n".join(f"{at}. 编号 {number.shown(one)}" for at, one in enumerate(numbers, first))
    return [*(lines if proofs else []), *([ELSEWHERE.format(choices=choices)] if numbers else [])]


async def _label(context: Context, dialogue: Dialogue, proof: Proof) -> Reply | None:
    tickets, evidence = await context.unit.tickets(), await context.unit.evidence()
    ticket = await tickets.find(str(dialogue.known["number"]))
    if ticket is None or ticket.follower != context.follower:
        return None
    places = await evidence.label([int(one) for one in dialogue.known["pieces"]], ticket, proof)
    if not places:
        return None
    name, pieces = PIECES[proof].name, "、".join(PIECE.format(place=place) for place in places)
    await tickets.write(ticket, "follower", Line.LABELLED, WRITTEN.format(pieces=pieces, name=name))
    await context.begin(SORTING, **dialogue.known | {"named": True})
    shown = pieces if len(places) == 1 else PIECES_.format(count=len(places))
    return Text(LABELLED.format(pieces=shown, name=name), action="intake")


async def _move(context: Context, dialogue: Dialogue, after_number: str) -> Reply | None:
    tickets = await context.unit.tickets()
    opened = await tickets.of(context.follower, only_open=True)
    after = next((ticket for ticket in opened if ticket.number == after_number), None)
    if after is None:
        return None
    evidence = await context.unit.evidence()
    if await evidence.transfer([int(one) for one in dialogue.known["pieces"]], opened, after):
        await tickets.write(after, "follower", Line.EVIDENCE)
    await context.begin(SORTING, **dialogue.known | {"number": after.number, "numbers": []})
    return Text(MOVED.format(number=number.shown(after.number)), action="intake")


async def ask_for_a_name(context: Context, ticket: Ticket, rows: Sequence[Evidence]) -> str:
    """Asks, without numbers, what the first picture or video is that nobody named; empty where there is none."""
    shown = (Image.__name__, Video.__name__, ShortVideo.__name__)
    unnamed = [(at, row) for at, row in enumerate(rows, 1) if not row.proof and row.kind in shown]
    if context.is_asked or not unnamed:
        return ""
    place, row = unnamed[0]
    await context.begin(SORTING, number=ticket.number, pieces=[row.id], proofs=[], numbers=[], named=True)
    return UNNAMED.format(piece=PIECE.format(place=place))


def _unsorted(context: Context) -> list[int]:
    """What was sent just before and is not sorted yet: a number is meant for all of it."""
    dialogue = context.dialogue
    if dialogue is None or dialogue.name != SORTING or dialogue.known.get("named"):
        return []
    is_over = context.now.timestamp() - dialogue.since_s > adding.LASTS.total_seconds()
    return [] if is_over else [int(one) for one in dialogue.known["pieces"]]


def _said(context: Context) -> Proof | None:
    """What words say a piece is: 考勤, 这是我的考勤表."""
    text = context.text
    says = text.startswith(THIS) and len(text) <= MOST_SAID and not ASKS(context.said)
    return named(text) if says or text in (piece.name for piece in PIECES.values()) else None


def _proofs(dialogue: Dialogue) -> list[Proof]:
    return [proof for one in dialogue.known["proofs"] for proof in Proof if proof == one]
