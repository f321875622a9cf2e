"""The journal: once for each key, owed until answered, sealed on the disk, and forgotten with its follower."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Product
from sqlalchemy import select, update
from talks import text

from bot.core import followers
from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from bot.core.errors import SealBroken
from bot.core.followers import Dialogue, Follower
from bot.journal import TAKEN_OVER_AT_ONCE, Journal, Line, Prior
from bot.journal_rows import JournalRow
from bot.wechat import reply as replies
from bot.wechat.message import Unsubscribe
from tickets.outbox import Kind, Outbox
from tickets.service import Opening, Tickets

KEYS = Keyring.parse(new_key("k"))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANSWER = replies.Text("答：找劳动监察", action="intake")
WORKER = KEYS.index("o_worker")


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database, KEYS)


RAW = {
    "ToUserName": "gh_1",
    "FromUserName": "o_worker",
    "CreateTime": "1700000000",
    "MsgType": "text",
    "Content": "老板欠薪",
    "MsgId": "1",
}


def line(key: str, **given: Any) -> Line:
    message = replace(text("老板欠薪"), raw=RAW)
    return Line(key, given.pop("follower", WORKER), message, NOW, **given)


def answered(key: str, **given: Any) -> Line:
    return line(key, handler="test.answer", reply=ANSWER, replied_at=NOW, **given)


def promised(key: str, lease_s: float = 60, **given: Any) -> Line:
    return line(key, lease_until=NOW + timedelta(seconds=lease_s), **given)


async def rows(database: Database) -> list[JournalRow]:
    async with database.view() as session:
        return list((await session.scalars(select(JournalRow).order_by(JournalRow.id))).all())


async def test_what_is_recorded_is_recalled(journal: Journal) -> None:
    assert (await journal.recall("k1", WORKER)).prior is None
    assert await journal.record(answered("k1"))
    assert (await journal.recall("k1", WORKER)).prior == Prior(ANSWER, late=False)


async def test_of_two_records_with_one_key_the_first_counts(journal: Journal, database: Database) -> None:
    other = answered("k1")._replace(reply=replies.Text("另一个答复"))
    assert await journal.record(answered("k1"))
    assert not await journal.record(other)
    async with database.session() as session:
        assert not await journal.record_in(session, other)
    assert (await journal.recall("k1", WORKER)).prior == Prior(ANSWER, late=False)


async def test_in_one_group_each_learns_whether_it_was_first(journal: Journal, database: Database) -> None:
    await journal.record(answered("old"))
    keys = ["a", "old", "b", "a", "c"]
    assert await asyncio.gather(*(journal.record(answered(key)) for key in keys)) == [True, False, True, False, True]
    assert sorted(row.key for row in await rows(database)) == ["a", "b", "c", "old"]


async def test_two_processes_recording_at_once_have_one_first(journal: Journal, database: Database) -> None:
    other = Journal(database, KEYS)
    both = await asyncio.gather(journal.record(answered("k1")), other.record(answered("k1")))
    assert sorted(both) == [False, True]


async def test_a_rolled_back_answer_was_never_given(journal: Journal, database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.session() as session:
            assert await journal.record_in(session, answered("k1"))
            raise ZeroDivisionError
    assert (await journal.recall("k1", WORKER)).prior is None


async def test_recall_knows_dialogue_version_and_what_waits(journal: Journal, database: Database) -> None:
    talk = Dialogue("adding", known={"number": "260473980"})
    async with database.session() as session:
        await followers.ensure(session, KEYS, "o_worker", NOW)
        await followers.keep_dialogue(session, KEYS, WORKER, 0, talk)
        outbox = Outbox(session, KEYS, NOW)
        for kind in Kind:
            await outbox.put(WORKER, "话", kind)
    known, stranger = await asyncio.gather(journal.recall("x", WORKER), journal.recall("x", "stranger"))
    assert (known.dialogue, known.version, known.waiting) == (talk, 1, len(Kind) - 1)
    assert (stranger.dialogue, stranger.version, stranger.waiting) == (None, 0, 0)


async def test_a_promise_is_taken_over_only_when_its_lease_is_out_and_once(journal: Journal) -> None:
    await journal.record(promised("k1"))
    assert await journal.owed() == 1
    end = NOW + timedelta(seconds=60)
    for too_early in (NOW, end - SECOND, end):
        assert await journal.take_over(too_early, too_early + 60 * SECOND) == []
    [owed] = await journal.take_over(end + SECOND, end + 61 * SECOND)
    assert (owed.key, owed.follower, owed.received_at, owed.inbound.content) == ("k1", WORKER, NOW, "老板欠薪")
    assert await journal.take_over(end + 2 * SECOND, end + 99 * SECOND) == []
    assert len(await journal.take_over(end + 62 * SECOND, end + 99 * SECOND)) == 1


async def test_of_two_taking_over_at_once_each_gets_what_the_other_does_not(
    journal: Journal, database: Database
) -> None:
    await asyncio.gather(*(journal.record(promised(f"k{at}", -1)) for at in range(8)))
    taken = await asyncio.gather(*(one.take_over(NOW, NOW + SECOND) for one in (journal, Journal(database, KEYS))))
    assert sorted(owed.key for each in taken for owed in each) == [f"k{at}" for at in range(8)]


async def test_the_longest_owed_come_first_and_not_too_many(journal: Journal) -> None:
    count = TAKEN_OVER_AT_ONCE + 3
    await asyncio.gather(*(journal.record(promised(f"{at:02}", -1 - at)) for at in range(count)))
    taken = [owed.key for owed in await journal.take_over(NOW, NOW + SECOND)]
    assert taken == [f"{at:02}" for at in reversed(range(3, count))]


async def test_a_settled_promise_is_late_and_owed_no_more(journal: Journal, database: Database) -> None:
    await journal.record(promised("k1", -1))
    async with database.session() as session:
        assert await journal.settle(session, answered("k1"))
    async with database.session() as session:
        assert not await journal.settle(session, answered("k1"))
        assert not await journal.settle(session, answered("unknown"))
    assert (await journal.recall("k1", WORKER)).prior == Prior(ANSWER, late=True)
    assert await journal.owed() == 0
    assert await journal.take_over(NOW + 99 * SECOND, NOW + 100 * SECOND) == []


async def test_what_is_released_can_be_taken_at_once_but_not_what_is_answered(journal: Journal) -> None:
    await journal.record(promised("k1"))
    await journal.record(answered("k2"))
    await journal.release([], NOW)
    await journal.release(["k1", "k2"], NOW)
    assert [owed.key for owed in await journal.take_over(NOW + SECOND, NOW + 9 * SECOND)] == ["k1"]


async def test_forgetting_leaves_nothing_of_one_and_everything_of_another(journal: Journal, database: Database) -> None:
    other = KEYS.index("o_other")
    for who, openid in ((WORKER, "o_worker"), (other, "o_other")):
        await journal.record(answered(f"a-{openid}", follower=who))
        await journal.record(promised(f"p-{openid}", -1, follower=who))
        async with database.session() as session:
            await followers.ensure(session, KEYS, openid, NOW)
    async with database.session() as session:
        await journal.forget(session, WORKER)
    kept = {(row.follower, bool(row.body), row.lease_until is None) for row in await rows(database)}
    assert kept == {("", False, True), (other, True, True), (other, True, False)}
    async with database.view() as session:
        assert (await session.scalars(select(Follower.follower))).all() == [other]
    assert [owed.follower for owed in await journal.take_over(NOW, NOW + SECOND)] == [other]


async def test_of_one_who_left_only_the_once_key_stays(journal: Journal, database: Database) -> None:
    raw = {"FromUserName": "o_worker"}
    leaving = Unsubscribe(account="gh_1", openid="o_worker", created_s=1, event="unsubscribe", event_key="", raw=raw)
    gone = Line("k1", WORKER, leaving, NOW, "follow.unsubscribe", replies.Silence(), NOW)
    async with database.session() as session:
        await journal.record_in(session, gone)
        await journal.forget(session, WORKER)
    [row] = await rows(database)
    assert (row.key, row.follower, KEYS.open(row.body, "journal:k1")) == ("k1", "", "{}")
    assert (await journal.recall("k1", WORKER)).prior == Prior(replies.Silence(), late=False)


async def test_the_latest_turns_are_read_newest_first_and_only_answered_ones_of_this_follower(
    journal: Journal, database: Database
) -> None:
    for at in range(4):
        await journal.record(answered(f"k{at}")._replace(received_at=NOW + at * SECOND))
    await journal.record(promised("k4"))
    await journal.record(answered("k5", follower=KEYS.index("o_other")))
    async with database.session() as session:
        await session.execute(update(JournalRow).where(JournalRow.key == "k2").values(body=b"\x04test damaged"))
    turns = await journal.latest(WORKER, NOW + SECOND, 9)
    assert [turn.received_at for turn in turns] == [NOW + 3 * SECOND, NOW + SECOND]
    assert (turns[0].inbound.content, turns[0].handler, turns[0].reply) == ("老板欠薪", "test.answer", ANSWER)
    assert len(await journal.latest(WORKER, NOW, 1)) == 1


async def test_a_line_moved_to_another_key_does_not_open(journal: Journal, database: Database) -> None:
    await journal.record(answered("k1"))
    async with database.session() as session:
        (await session.get_one(JournalRow, 1)).key = "k2"
    with pytest.raises(SealBroken, match="journal"):
        await journal.recall("k2", WORKER)


PRIVATE = ("o_worker_openid", "老板马某欠我工资", "13900001234", "宏达建筑公司", "答：找劳动监察大队", "等我电话")


def on_disk(folder: Path) -> bytes:
    """Every byte of the database, its write-ahead log included."""
    files = sorted(folder.glob("*.db*"))
    assert any(path.name.endswith("-wal") for path in files)
    return b"".join(path.read_bytes() for path in files)


async def test_at_rest_nothing_private_can_be_read(running: Product, tmp_path: Path) -> None:
    openid, story, phone, employer, answer, word = PRIVATE
    services = running.parts.services
    follower = services.keys.index(openid)
    message = replace(text(story, openid), raw={"Content": story, "FromUserName": openid})
    await services.journal.record(Line("k1", follower, message, NOW, "t", replies.Text(answer), NOW))
    async with services.database.session() as session:
        await followers.ensure(session, services.keys, openid, NOW)
        known = {"story": story, "phone": phone, "employer": employer}
        await followers.keep_dialogue(session, services.keys, follower, 0, Dialogue("complaint", "offer", known))
        tickets = Tickets(session, services.keys, NOW, services.rules)
        ticket = await tickets.open(Opening("欠薪", story, follower, facts={"employer": employer, "phone": phone}))
        await tickets.say(ticket, "agent:li", word)
        await Outbox(session, services.keys, NOW).put(follower, word, Kind.AGENT)
    kept = on_disk(tmp_path)
    assert follower.encode() in kept and ticket.number.encode() in kept  # it is the right file
    assert [
        one for one in PRIVATE for form in ("utf-8", "utf-16-le", "unicode_escape") if one.encode(form) in kept
    ] == []


async def test_a_whole_conversation_leaves_nothing_to_be_read(running: Product, tmp_path: Path) -> None:
    worker = running.follower()
    words = ["转人工", "宏达建筑公司欠我一万八", "我姓马，电话13900001234"]
    answers = [await running.say(worker, one) for one in words]
    kept = on_disk(tmp_path)
    private = [worker, words[1], "宏达", "13900001234", answers[0][:20], answers[1][:20]]
    assert [one for one in private if one.encode() in kept] == []


async def test_of_one_who_left_late_only_the_once_key_stays(journal, database) -> None:
    raw = {"FromUserName": "o_worker"}
    leaving = Unsubscribe(account="gh_1", openid="o_worker", created_s=1, event="unsubscribe", event_key="", raw=raw)
    await journal.record(Line("k1", WORKER, leaving, NOW, lease_until=NOW))
    async with database.session() as session:
        await journal.forget(session, WORKER)
        await journal.settle(session, Line("k1", WORKER, leaving, NOW, "follow.unsubscribe", replies.Silence(), NOW))
    [row] = await rows(database)
    assert (row.follower, KEYS.open(row.body, "journal:k1")) == ("", "{}")


async def test_an_owed_row_that_does_not_open_is_put_aside_and_the_others_go_on(
    journal: Journal, database: Database
) -> None:
    for key in ("k1", "k2"):
        await journal.record(line(key, lease_until=NOW))
    async with database.session() as session:
        await session.execute(update(JournalRow).where(JournalRow.key == "k1").values(body=b"\x04test damaged"))
    assert [owed.key for owed in await journal.take_over(NOW + SECOND, NOW + 9 * SECOND)] == ["k2"]
    assert await journal.owed() == 1
