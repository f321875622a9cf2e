"""The talk with a worker as they saw it: what they sent, what we replied, what staff wrote and whether it arrived."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from bot.journal_rows import JournalRow, lately_written_by
from bot.wechat import reply as replies
from bot.wechat.packing import unpack
from bot.wechat.reply import Reply
from tickets.models import Ticket
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.proof import Proofs
from web.desk import words
from web.desk.ticket.evidence import Piece

NEWEST = 50
AROUND = timedelta(days=1)
SENT_THINGS = {
    "Image": "〔图片〕",
    "Voice": "〔语音〕{Recognition}",
    "Video": "〔视频〕",
    "ShortVideo": "〔小视频〕",
    "Location": "〔位置〕{Label}",
    "Link": "〔链接〕{Title}",
    "Subscribe": "〔关注了公众号〕",
    "Scan": "〔扫了二维码〕",
    "Click": "〔点了菜单〕",
}
TAPPED = "〔点了菜单「{name}」〕"
MENU = {
    "ask": "问政策",
    "complain": "登记诉求",
    "progress": "查进度",
    "my": "我的页面",
    "anonymous": "匿名反映",
    "human": "转人工",
    "where": "去哪办",
    "help": "能帮我什么",
}
SENT_OTHER = "〔发来了别的内容〕"
REPLIED_THINGS = {
    replies.Image: "〔图片〕",
    replies.Voice: "〔语音〕",
    replies.Video: "〔视频〕",
    replies.Music: "〔音乐〕",
}
HANDED_OVER = "〔转到人工客服〕"
NOT_FROM_THEM = ("TemplateSent", "SubscribeMsgSent")  # the platform's own reports
OWED = "还没来得及回答"
QUEUED = "正在排队发送"
LATE = "这条是后来补发的"
DELIVERY = {
    Waiting.HELD: "马上发出",
    Waiting.WAITING: "还没送达，会随职工下一次发消息时送达",
    Waiting.SENDING: "正在发送",
    Waiting.SENT: "已送达",
    Waiting.RODE: "已随后面的回复送达",
    Waiting.DROPPED: "没能送达",
}
REFUSED = {
    "43004": "职工没有关注本号，发不过去，请打电话",
    "50005": "职工取消了关注，发不过去，请打电话",
    "48002": "职工关掉了本号的消息，发不过去，请打电话",
    "50002": "职工的微信号受限，发不过去，请打电话",
    "no answer": "微信没有回音，可能已送达；会随职工下一次发消息时再带一次",
    "cut off": "发送时程序中断，可能已送达；会随职工下一次发消息时再带一次",
}
REMINDED = "（已发提醒，请他来看）"
_TAG = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)

_log = get("desk")


class Side(StrEnum):
    """Whose bubble it is."""

    WORKER = "worker"
    BOT = "bot"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message; `mark` says something about it, such as whether it arrived; `piece` is the evidence it brought.

    `answered` where the knowledge base answered it.
    """

    id: str
    at: datetime
    side: Side
    text: str
    mark: str = ""
    piece: Piece | None = None
    answered: bool = False


Brought = Callable[[str, datetime], Piece | None]
"""The piece of evidence that came with a message of that class, received then."""


class Conversation:
    """The talk around one ticket at a time; `may_send` tells that the account may write to a worker by itself."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime, may_send: bool) -> None:
        self._session, self._keys, self._now, self._may_send = session, keys, now, may_send

    async def around(self, ticket: Ticket, brought: Brought = lambda _kind, _at: None) -> list[Bubble]:
        """The newest messages from a day before the ticket was opened to a day after it was closed, oldest first.

        What the worker talked about at other times is none of this ticket's business.
        """
        if ticket.follower is None:
            return []
        since, until = ticket.opened_at - AROUND, (ticket.closed_at or self._now) + AROUND
        rows = await self._journal(ticket.follower, since, until)
        bubbles = [bubble for row in rows for bubble in _exchange(self._keys, row, brought)]
        bubbles += await self._from_staff(ticket.follower, since, until)
        return sorted(bubbles, key=lambda bubble: bubble.at)

    async def _journal(self, follower: str, since: datetime, until: datetime) -> Sequence[JournalRow]:
        statement = (
            select(JournalRow)
            .where(
                lately_written_by(follower, since),
                JournalRow.received_at <= until,
                JournalRow.kind.not_in(NOT_FROM_THEM),
            )
            .order_by(JournalRow.id.desc())
            .limit(NEWEST)
        )
        return list(reversed((await self._session.scalars(statement)).all()))

    async def _from_staff(self, follower: str, since: datetime, until: datetime) -> list[Bubble]:
        """What staff wrote, and what told of the ticket. What rode on a reply stands in it, as the worker saw it."""
        statement = (
            select(OutboxMessage)
            .where(
                OutboxMessage.follower == follower,
                OutboxMessage.kind.in_([Kind.AGENT, Kind.STATUS]),
                OutboxMessage.state != Waiting.RODE,
                OutboxMessage.made_at.between(since, until),
            )
            .order_by(OutboxMessage.id.desc())
            .limit(NEWEST)
        )
        rows = (await self._session.scalars(statement)).all()
        outbox, proofs = Outbox(self._session, self._keys, self._now), Proofs(self._session, self._now)
        reminded = await proofs.reminded([row.id for row in rows if row.state == Waiting.WAITING])
        return [await self._written(outbox, row, row.id in reminded) for row in rows]

    async def _written(self, outbox: Outbox, row: OutboxMessage, reminded: bool) -> Bubble:
        try:
            found = await outbox.read(row.id)
        except (KeyMissing, SealBroken):
            found = None
        text = found[1] if found else words.BROKEN
        queued = row.state == Waiting.WAITING and self._may_send and row.why is None
        why = REFUSED.get(row.why or "") if row.state == Waiting.WAITING else None
        mark = QUEUED if queued else why or DELIVERY[Waiting(row.state)]
        side = Side.STAFF if row.kind == Kind.AGENT else Side.BOT
        return Bubble(f"o{row.id}", row.made_at, side, text, f"{mark}{REMINDED}" if reminded else mark)


def _exchange(keys: Keyring, row: JournalRow, brought: Brought) -> list[Bubble]:
    """What one message and its reply look like."""
    said = _opened(keys, row.body, row.key)
    text = words.BROKEN if said is None else _sent(row.kind, json.loads(said))
    piece = brought(row.kind, row.received_at)
    packed = _opened(keys, row.reply, row.key) if row.reply else b""
    reply = unpack(packed) if packed else None
    answered = isinstance(reply, replies.Text) and bool(reply.source)
    asked = Bubble(f"m{row.id}", row.received_at, Side.WORKER, text, "" if row.reply else OWED, piece, answered)
    answer = words.BROKEN if packed is None else _replied(reply)
    if not answer:
        return [asked]
    return [asked, Bubble(f"r{row.id}", row.replied_at or row.received_at, Side.BOT, answer, LATE if row.late else "")]


def _sent(kind: str, tree: Mapping[str, Any]) -> str:
    """What the worker sent, as words."""
    if kind == "Text":
        return str(tree.get("Content", ""))
    if kind == "Click" and tree.get("EventKey") in MENU:
        return TAPPED.format(name=MENU[tree["EventKey"]])
    pattern = SENT_THINGS.get(kind, SENT_OTHER)
    return pattern.format(**{name: tree.get(name) or "" for name in ("Recognition", "Label", "Title")})


def _replied(reply: Reply | None) -> str:
    """What we replied, as words; nothing for silence. Links keep their text."""
    if isinstance(reply, replies.Text):
        return _TAG.sub("", reply.content)
    if isinstance(reply, replies.News):
        return "\n".join(f"〔图文〕{article.title}" for article in reply.articles)
    if isinstance(reply, replies.Transfer):
        return HANDED_OVER
    return REPLIED_THINGS.get(type(reply), "")


def _opened(keys: Keyring, sealed: bytes, key: str) -> bytes | None:
    try:
        return keys.open_bytes(sealed, f"journal:{key}")
    except (KeyMissing, SealBroken):
        _log.error("seal_does_not_open", journal=key[:8])
        return None
