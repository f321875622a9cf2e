"""Two messages of one follower are never in work at once, whatever becomes of those that wait."""

import asyncio
from pathlib import Path

import pytest
from harness import create_tables
from processes import Bench, message

from bot.context import Context
from bot.core.crypt import new_key
from bot.journal_rows import JournalRow
from bot.wechat.reply import Reply, Text

WITHIN = {"answer_within_s": 4.0, "shed_after_s": 2.0}


@pytest.mark.parametrize("stopped", [("二",), ("二", "三")])
async def test_one_that_is_stopped_as_it_waits_lets_nobody_past(tmp_path: Path, stopped: tuple[str, ...]) -> None:
    go, begun = asyncio.Event(), []

    async def answer(context: Context) -> Reply:
        begun.append(context.said)
        if context.said == "一":
            await go.wait()
        return Text(f"答{context.said}")

    url = f"sqlite+aiosqlite:///{tmp_path}/niangjia.db"
    await create_tables(url)
    one = Bench(url, answer, tmp_path, {"data": new_key("test")}, WITHIN)
    pushes = {}
    for said in ("一", "二", "三", "四"):
        pushes[said] = one.answering.answer(message(content=said))
        await asyncio.sleep(0.05)
    for work in list(one.answering._works.values()):
        if work.inbound.content in stopped and work.task:
            work.task.cancel()
    await asyncio.sleep(0.1)
    assert begun == ["一"]
    go.set()
    told = await asyncio.gather(*pushes.values(), return_exceptions=True)
    left = [said for said in pushes if said not in stopped]
    assert [one.content for one in told if isinstance(one, Text)] == [f"答{said}" for said in left] and begun == left
    assert len(await one.rows(JournalRow)) == len(left)
    assert one.answering._working._turns == {}
    await one.close()
