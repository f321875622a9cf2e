"""What an anonymous ticket leaves behind, seen through the real webhook; and that leaving ends everything."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cheap import hash_receipts
from harness import Product
from sqlalchemy import select, update
from talks import services_of, text

from bot import forgetting
from bot.core.clock import utc_now
from bot.core.followers import Follower
from bot.forgetting import REPEATED_WITHIN, fade
from bot.journal import Line
from bot.journal_rows import JournalRow
from bot.wechat.packing import fields
from bot.wechat.reply import Text as Reply
from tickets.answers import LASTS as PAPERS_LAST
from tickets.answers import Answers
from tickets.entering import Entrance
from tickets.outbox import Kind, OutboxMessage, Waiting
from tickets.workings import LASTS as SUMS_LAST
from tickets.workings import Said, Workings

CODE = "ABCD-EFGH-JKMN-PQRS"
STORY = "宏达厂拖欠我们三个月工资一万八"
BEFORE = "加班工资怎么算"
LATER = REPEATED_WITHIN + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts cost next to nothing."""
    hash_receipts(monkeypatch)


async def rows(running: Product) -> list[JournalRow]:
    async with running.parts.services.database.view() as session:
        return list(await session.scalars(select(JournalRow).order_by(JournalRow.id)))


def opened(running: Product, row: JournalRow) -> str:
    """Everything a row says."""
    keys, place = running.parts.services.keys, f"journal:{row.key}"
    reply = str(fields(keys.open_bytes(row.reply, place))) if row.reply else ""
    return (keys.open(row.body, place) if row.body else "") + reply


async def filed(running: Product, worker: str) -> tuple[str, str]:
    await running.say(worker, BEFORE)
    await running.say(worker, "匿名")
    said = await running.say(worker, STORY)
    return str(re.search(r"编号 ([\d ]+\d)", said)[1]), str(re.search(r"回执码 (\S+)", said)[1])  # type: ignore[index]


async def test_after_filing_no_message_leads_to_the_follower(running: Product) -> None:
    worker = running.follower("老李")
    await filed(running, worker)
    found = await rows(running)
    assert len(found) == 3
    assert {row.follower for row in found} == {""}
    told = "".join(opened(running, row) for row in found)
    assert STORY not in told
    assert BEFORE not in told


async def test_what_the_follower_says_afterwards_is_theirs_again(running: Product) -> None:
    worker = running.follower("老李")
    await filed(running, worker)
    await running.say(worker, BEFORE)
    assert (await rows(running))[-1].follower == running.parts.services.keys.index(worker)


async def test_the_code_fades_once_repeats_are_over(running: Product) -> None:
    worker, services = running.follower("老李"), running.parts.services
    _, code = await filed(running, worker)
    await fade(services, utc_now())
    assert any(code in opened(running, row) for row in await rows(running))  # a repeat still gets its answer
    await fade(services, utc_now() + LATER)
    assert not any(opened(running, row).removeprefix("{}") for row in await rows(running))
    await fade(services, utc_now() + LATER)


async def test_an_answer_that_waits_is_kept_until_it_went_out(running: Product) -> None:
    worker, services = running.follower("老李"), running.parts.services
    _, code = await filed(running, worker)
    key, follower = (await rows(running))[-1].key, services.keys.index(worker)
    async with services.database.session() as session:
        late = OutboxMessage(
            follower=follower, key=key, kind=Kind.LATE, body=b"x", made_at=utc_now(), state=Waiting.WAITING
        )
        session.add(late)
    await fade(services, utc_now() + LATER)
    assert any(code in opened(running, row) for row in await rows(running))
    async with services.database.session() as session:
        await session.execute(update(OutboxMessage).values(state=Waiting.RODE))
    await fade(services, utc_now() + LATER)
    assert not any(code in opened(running, row) for row in await rows(running))
    async with services.database.view() as session:
        assert list(await session.scalars(select(OutboxMessage.id))) == []


async def test_looking_by_receipt_leaves_neither_code_nor_follower(running: Product) -> None:
    number, code = await filed(running, running.follower("老李"))
    looking = running.follower("老王")
    assert number in await running.say(looking, f"查单 {number} {code} 补一句")
    row = (await rows(running))[-1]
    assert row.follower == ""
    assert code not in opened(running, row)
    assert "补一句" not in opened(running, row).partition("{}")[0]


async def test_talk_of_others_stays(running: Product) -> None:
    other = running.follower("老王")
    await running.say(other, BEFORE)
    await filed(running, running.follower("老李"))
    await fade(running.parts.services, utc_now() + LATER)
    first = (await rows(running))[0]
    assert first.follower == running.parts.services.keys.index(other)
    assert BEFORE in opened(running, first)


async def test_earlier_talk_than_an_hour_ago_stays(running: Product) -> None:
    worker, services = running.follower("老李"), running.parts.services
    await running.say(worker, BEFORE)
    async with services.database.session() as session:
        await session.execute(update(JournalRow).values(received_at=utc_now() - timedelta(hours=2)))
        await forgetting.unlink(session, services.keys.index(worker), utc_now() - timedelta(hours=1))
    assert BEFORE in opened(running, (await rows(running))[0])


async def test_what_was_counted_before_goes_with_the_talk(running: Product) -> None:
    worker, services, now = running.follower("老李"), running.parts.services, utc_now()
    follower, said = services.keys.index(worker), Said("severance", {"average": "6500"}, ())
    async with services.database.session() as session:
        before = await Workings(session, services.keys, now - timedelta(hours=2)).keep(follower, said)
        await Workings(session, services.keys, now).keep(follower, said)
        await forgetting.unlink(session, follower, now - timedelta(hours=1))
        workings = Workings(session, services.keys, now)
        assert len(await workings.of(follower)) == 1
        assert await workings.find(before.rpartition("/")[2]) == said


async def test_old_papers_and_sums_go_by_themselves(running: Product) -> None:
    services, now = running.parts.services, utc_now()
    async with services.database.session() as session:
        await Answers(session, services.keys, now - PAPERS_LAST).keep("f", "", "injury", {"name": "x"})
        await Answers(session, services.keys, now).keep("f", "", "roster", {"name": "x"})
        for at in (now - SUMS_LAST, now):
            await Workings(session, services.keys, at).keep("f", Said("severance", {}, ()))
    await fade(services, now)
    async with services.database.view() as session:
        assert [one.name for one in await Answers(session, services.keys, now).of("f")] == ["roster"]
        assert len(await Workings(session, services.keys, now).of("f")) == 1


async def test_both_databases_blank_what_is_nobodys(database_url: str, tmp_path: Path) -> None:
    services, now = services_of(tmp_path, database_url), utc_now()
    message = replace(text(STORY), raw={"Content": STORY})
    for key, follower in (("nobodys", ""), ("theirs", "f"), ("waits", "")):
        await services.journal.record(Line(key, follower, message, now, "x", Reply(CODE), now))
    async with services.database.session() as session:
        outbox = {"follower": "f", "kind": Kind.LATE, "body": b"x", "made_at": now}
        session.add(OutboxMessage(**outbox, key="waits", state=Waiting.WAITING))
        session.add(OutboxMessage(**outbox, key="nobodys", state=Waiting.SENT))
    await fade(services, now + LATER)
    async with services.database.view() as session:
        kept = dict((await session.execute(select(JournalRow.key, JournalRow.reply.is_not(None)))).all())
        waiting = list(await session.scalars(select(OutboxMessage.key)))
    await services.database.close()
    assert kept == {"nobodys": False, "theirs": True, "waits": True}
    assert waiting == ["waits"]


async def test_who_leaves_has_no_pages_left(running: Product) -> None:
    worker, services = running.follower("老李"), running.parts.services
    await running.say(worker, BEFORE)
    follower = services.keys.index(worker)
    async with services.database.session() as session:
        inside = await Entrance(session, services.keys, utc_now()).let_in(follower=follower)
    async with services.database.session() as session:
        await forgetting.forget(services, session, follower, utc_now())
    async with services.database.view() as session:
        assert await Entrance(session, services.keys, utc_now()).who(inside) is None
        assert await session.get(Follower, follower) is None
