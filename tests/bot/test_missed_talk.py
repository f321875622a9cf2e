"""End to end: a useless answer leaves its question and counts once; the running app sweeps what is old."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

from harness import Product, create_tables, product

from bot.core.clock import today, utc_now
from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from handlers.feedback import ALREADY, ASK_REASON
from handlers.reason import WRONG_NOTED
from knowledge.missed import Missed, Question, Reason, Verdict, Why

ALWAYS = date(2000, 1, 1)


async def kept(running: Product) -> tuple[list[Question], list[Verdict]]:
    services = running.parts.services
    async with services.database.view() as session:
        missed = Missed(session, services.keys)
        return await missed.newest(ALWAYS), await missed.verdicts(ALWAYS)


async def test_an_answer_called_useless_leaves_its_question_and_one_count(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "工伤怎么认定")
    assert [await running.say(worker, words) for words in ("没用", "４", "没用")] == [ASK_REASON, WRONG_NOTED, ALREADY]
    [question], [verdict] = await kept(running)
    assert (question.text, question.why, question.reason) == ("工伤怎么认定", Why.NOT_USEFUL, Reason.WRONG)
    assert verdict == Verdict(question.slug, 0, 1, 1)


async def test_a_repeated_push_counts_once(running: Product) -> None:
    worker = running.follower()
    await running.say(worker, "工伤怎么认定")
    await asyncio.gather(*(running.say(worker, "有用") for _ in range(3)))
    [verdict] = (await kept(running))[1]
    assert (verdict.useful, verdict.not_useful) == (1, 0)


async def test_the_running_app_sweeps_what_is_too_old(tmp_path: Path) -> None:
    url, key = f"sqlite+aiosqlite:///{tmp_path}/old.db", new_key("k")
    await create_tables(url)
    database = Database(url)
    async with database.session() as session:
        for ago in (0, 9):
            day = today(utc_now()) - timedelta(days=ago)
            await Missed(session, Keyring.parse(key)).keep(f"{ago}天前", Why.REPHRASED, day, None)
    await database.close()
    async with product(tmp_path, url, keys={"data": key}, knowledge={"missed_days": 7}) as running:
        for _ in range(100):
            left = [one.text for one in (await kept(running))[0]]
            if left == ["0天前"]:
                break
            await asyncio.sleep(0.05)
    assert left == ["0天前"]
