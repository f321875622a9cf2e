"""What workers' messages came to, counted once, over both databases; what is no reply of ours stops nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.journal_rows import JournalRow
from bot.talk_counts import SETTLED, CountMark, TalkCount, TalkCounting
from bot.wechat.packing import pack
from bot.wechat.reply import Image, Text

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
GOOD = b'{"type":"Text","action":"calculate"}'  # as it was written before replies were compressed
PACKED = pack(Text("您好", action="calculate"))


async def said(database: Database, *replies: bytes) -> None:
    async with database.session() as session:
        for at, reply in enumerate(replies):
            key = f"{at:032x}"
            row = JournalRow(key=key, follower="f", kind="text", body=b"x", received_at=NOW - SETTLED * 2)
            row.handler, row.reply = "figures.pay", KEYS.seal_bytes(reply, f"journal:{key}")
            session.add(row)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        PACKED[:-5],
        b'{"action":"calculate"}',
        b'{"type":"Text","action":"a word too long"}',
        b'{"type":"Text","action":"\\u0000"}',
    ],
)
async def test_what_is_no_reply_is_passed_over_and_told_once(database: Database, bad: bytes) -> None:
    await said(database, GOOD, bad, bad, PACKED, pack(Image("m")))
    counting = TalkCounting(database, KEYS, lambda: NOW)
    with capture_logs() as logs:
        assert [await counting.round() for _ in range(2)] == [5, 0]
    assert [(line["event"], line["rows"]) for line in logs] == [("replies_not_counted", 2)]
    async with database.view() as session:
        counted = (await session.execute(select(TalkCount.handler, TalkCount.action, TalkCount.count))).all()
        ids = (await session.scalars(select(JournalRow.id))).all()
        assert [tuple(row) for row in counted] == [("figures.pay", "calculate", 2)]
        assert await session.scalar(select(CountMark.upto)) == max(ids)
