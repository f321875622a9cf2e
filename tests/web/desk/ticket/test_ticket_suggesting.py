"""Which of the worker's words the knowledge base is asked for."""

import asyncio

import pytest
from desk_room import Room

from bot.journal import Line
from bot.wechat.message import Text
from bot.wechat.reply import Text as Answer
from tickets.service import Tickets
from web.desk.desk import Desk
from web.desk.ticket.suggesting import last_words


async def nothing(_session: object, _row: int) -> None:
    """What would be queued."""


@pytest.mark.parametrize(
    ("handler", "found"), [("answer.answer", "工伤多久能认定下来"), ("papers.papers", "老板不给我结账")]
)
async def test_a_command_is_no_question(room: Room, handler: str, found: str) -> None:
    ticket = await room.open("老板不给我结账", "o1")
    said = Text(
        account="gh_1",
        openid="o1",
        created_s=1_700_000_000,
        raw={"Content": "工伤多久能认定下来"},
        content="工伤多久能认定下来",
        msg_id="1",
    )
    follower = room.services.keys.index("o1")
    await room.services.journal.record(Line("k" * 32, follower, said, room.now(), handler, Answer("好"), room.now()))
    desk = Desk(room.services, nothing, nothing, room.now, asyncio.Semaphore())
    async with room.database.view() as session:
        tickets = Tickets(session, room.services.keys, room.now(), room.services.rules)
        kept = await tickets.find(ticket.number)
        assert kept is not None
        assert await last_words(desk, session, tickets, kept) == found
