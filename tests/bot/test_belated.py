"""An answer that is itself late takes nothing along: nobody knows yet that it will be seen."""

from pathlib import Path

import pytest
from processes import FAST, Bench, message
from sqlalchemy import select

from bot.context import Context
from bot.core.clock import utc_now
from bot.core.crypt import new_key
from bot.gate import Gate
from bot.wechat.reply import Reply, Text
from tickets.outbox import Kind, Outbox, OutboxMessage, Waiting
from tickets.proof import Attempt


async def answer(_context: Context) -> Reply:
    return Text("答")


async def test_nothing_rides_on_an_answer_that_waits_itself(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(database_url, answer, tmp_path, {"data": new_key("test")}, FAST)
    services = bench.services
    await bench.answering.answer(message())
    async with services.database.session() as session:
        await Outbox(session, services.keys, utc_now()).put(services.keys.index("worker-1"), "工会的话", Kind.AGENT)
    with monkeypatch.context() as crowded:
        crowded.setattr(Gate, "full", True)
        await bench.answering.answer(message())
    assert await bench.answering.take_over() == 1
    async with services.database.view() as session:
        rows = (await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        assert [(row.kind, row.state) for row in rows] == [(kind, Waiting.WAITING) for kind in (Kind.AGENT, Kind.LATE)]
        assert (await session.scalars(select(Attempt))).all() == []
    seen = await bench.answering.answer(message())
    assert isinstance(seen, Text) and seen.content.count("工会的话") == 1 and "【补上您之前问的】\n答" in seen.content
    await bench.close()
