"""How often an answer was given: once for each message it answered, and what is left behind by none."""

from pathlib import Path

from harness import create_tables
from processes import FAST, Bench, message

from bot.context import Context
from bot.core.clock import today, utc_now
from bot.core.crypt import new_key
from bot.wechat.reply import Reply, Text


async def test_a_repeat_and_an_apology_count_nothing(tmp_path: Path) -> None:
    async def answer(context: Context) -> Reply:
        if context.said == "坏":
            raise OSError
        return Text("答", source="wages-unpaid")

    url = f"sqlite+aiosqlite:///{tmp_path}/niangjia.db"
    await create_tables(url)
    one = Bench(url, answer, tmp_path, {"data": new_key("test")}, FAST)
    for said, number in (("一", "7"), ("一", "7"), ("坏", "8"), ("二", "9")):
        await one.answering.answer(message(content=said, msg_id=number))
    assert one.services.tally._counts == {("wages-unpaid", today(utc_now())): 2}
    assert one.answering._working._turns == {}
    await one.close()
