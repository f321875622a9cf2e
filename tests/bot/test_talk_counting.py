"""What workers' messages came to, counted once, over both databases; what is no reply of ours stops nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.journal import JournalRow
from bot.talk_counts import SETTLED, CountMark, TalkCount, TalkCounting

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
GOOD = '{"type":"Text","action":"calculate"}'


async def said(database: Database, *replies: str) -> None:
    async with database.session() as session:
        for at, reply in enumerate(replies):
            key = f"{at:032x}"
            row = JournalRow(key=key, follower="f", kind="text", body=b"x", received_at=NOW - SETTLED * 2)
            row.handler, row.reply = "figures.pay", KEYS.seal(reply, f"journal:{key}")
            session.add(row)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "{",
        "[]",
        "7",
        '{"action":"calculate"}',
        '{"type":"Text","action":"a word too long"}',
        '{"type":"Text","action":"\\u0000"}',
    ],
)
async def test_what_is_no_reply_is_passed_over_and_told_once(database: Database, bad: str) -> None:
    await said(database, GOOD, bad, bad, GOOD, '{"type":"Image"}')
    counting = TalkCounting(database, KEYS, lambda: NOW)
    with capture_logs() as logs:
        assert [await counting.round() for _ in range(2)] == [5, 0]
    assert [(line["event"], line["rows"]) for line in logs] == [("replies_not_counted", 2)]
    async with database.view() as session:
        counted = (await session.execute(select(TalkCount.handler, TalkCount.action, TalkCount.count))).all()
        ids = (await session.scalars(select(JournalRow.id))).all()
        assert [tuple(row) for row in counted] == [("figures.pay", "calculate", 2)]
        assert await session.scalar(select(CountMark.upto)) == max(ids)
