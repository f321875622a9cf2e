"""「我的数据」: the copy holds what is kept of this follower, all of it and nobody else's; deletion deletes."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from pages_room import JPEG, Room
from sqlalchemy import func, select
from talks import text

from bot.core.followers import Dialogue, Follower, keep_dialogue
from bot.journal import Line
from bot.journal_rows import JournalRow
from bot.wechat.reply import Text
from tickets import lines
from tickets.answers import Answers, PaperAnswers
from tickets.entering import PageLink, PageSession
from tickets.outbox import Kind, Outbox, OutboxMessage
from tickets.service import Tickets
from tickets.workings import KeptWorking, Said, Workings
from web.pages import kept
from web.pages.kept import NOT_OPEN

KINDS = ("关注", "诉求", "聊天", "发给您的", "填过的文书", "算过的")


async def wrote(room: Room, openid: str, words: str, key: str) -> None:
    """A line of the journal."""
    message = replace(text(words, openid), raw={"Content": words})
    line = Line(key, room.services.keys.index(openid), message, room.now(), "answer", Text(f"答{words}"), room.now())
    await room.services.journal.record(line)


async def copied(room: Room, openid: str = "o1") -> tuple[dict[str, list[dict[str, object]]], dict[str, bytes]]:
    """What stands in the copy: the lists, and the files."""
    response = await (await room.inside(openid)).post("/my/data/copy")
    assert response.status == 200
    assert "attachment" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(await response.read())) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("我的信息.json")), files


async def filled(room: Room) -> str:
    """A follower of whom there is something of every kind; the number of their ticket."""
    ticket = await room.ticket("o1", "我的事", employer="宏达厂", phone="13812345678", amount_fen=100)
    await (await room.inside("o1")).send(ticket.number, JPEG)
    await wrote(room, "o1", "我问的话", "k1")
    follower = room.services.keys.index("o1")
    async with room.database.session() as session:
        await Outbox(session, room.services.keys, room.now()).put(follower, "等着发的话", Kind.AGENT)
        await keep_dialogue(
            session, room.services.keys, follower, 0, Dialogue("adding", known={"number": ticket.number})
        )
        tickets = Tickets(session, room.services.keys, room.now(), room.services.rules)
        found = await tickets.find(ticket.number)
        assert found
        await tickets.say(found, "agent:wang", "内部的话", "note")
        await tickets.write(found, "agent:wang", lines.Line.GROUPED, "集体诉求的编号")
        await tickets.say(found, "agent:wang", "给您的答复", "answered")
        answers = Answers(session, room.services.keys, room.now())
        await answers.keep(follower, ticket.number, "arbitration", {"name": "我叫什么"})
        said = Said("severance", {"average": "6543"}, ())
        await Workings(session, room.services.keys, room.now()).keep(follower, said)
    return ticket.number


async def test_the_copy_holds_every_kind_of_thing(room: Room) -> None:
    number = await filled(room)
    told, files = await copied(room)
    assert {name: len(rows) for name, rows in told.items()} == dict.fromkeys(KINDS, 1)
    whole = json.dumps(told, ensure_ascii=False)
    for words in (
        "o1",
        "我的事",
        "宏达厂",
        "13812345678",
        "我问的话",
        "答我问的话",
        "等着发的话",
        "给您的答复",
        "我叫什么",
        "6543",
        number,
    ):
        assert words in whole
    assert files.pop(f"材料/{number}-1.jpg") == JPEG
    assert list(files) == ["说明.txt"]


async def test_nothing_of_others_and_no_internal_note_is_in_it(room: Room) -> None:
    await filled(room)
    await room.ticket("o2", "别人的事")
    await room.anonymous()
    await wrote(room, "o2", "别人的话", "k2")
    told, _ = await copied(room)
    whole = json.dumps(told, ensure_ascii=False)
    assert not any(
        words in whole for words in ("别人的事", "别人的话", "匿名的事", "内部的话", "wang", "grouped", "集体")
    )


async def test_long_lists_are_whole(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "AT_ONCE", 2)
    monkeypatch.setattr("web.pages.taking_out.AT_ONCE", 2)
    ticket = await room.ticket("o1")
    await (await room.inside("o1")).send(ticket.number, JPEG, JPEG, JPEG)
    for at in range(5):
        await wrote(room, "o1", f"第{at}句", f"k{at}")
    told, files = await copied(room)
    assert len(told["聊天"]) == 5
    assert len(files) == 4


async def test_what_does_not_open_hides_nothing_else(room: Room) -> None:
    number = await filled(room)
    async with room.database.session() as session:
        found = await Tickets(session, room.services.keys, room.now(), room.services.rules).find(number)
        assert found
        found.employer = b"\x04test" + bytes(40)
    told, _ = await copied(room)
    assert told["诉求"][0]["单位"] == NOT_OPEN
    assert told["诉求"][0]["说的事"] == "我的事"


async def test_deletion_says_what_stays_and_then_deletes(room: Room) -> None:
    number = await filled(room)
    other = await room.inside("o2")
    await room.ticket("o2")
    browser = await room.inside("o1")
    await room.link("o1")
    assert number in (await browser.get("/my/data/delete"))[1]
    assert (await browser.post("/my/data/delete")).status == 200
    follower = room.services.keys.index("o1")
    async with room.database.view() as session:
        for table in (Follower, JournalRow, OutboxMessage, PageLink, PageSession, PaperAnswers, KeptWorking):
            counted = select(func.count()).select_from(table).where(table.follower == follower)
            assert await session.scalar(counted) == 0, table
        found = await Tickets(session, room.services.keys, room.now(), room.services.rules).find(number)
    assert found
    assert found.follower is None
    assert ("system", "detached", "") in await room.history(number)
    assert (await browser.get("/my"))[0] == 303
    assert (await other.get("/my"))[0] == 200


async def test_looking_does_not_delete(room: Room) -> None:
    await filled(room)
    browser = await room.inside("o1")
    for path in ("/my/data", "/my/data/delete", "/my/data/copy"):
        await browser.get(path)
    assert (await browser.get("/my"))[0] == 200
    assert (await browser.open("/my/data/copy")).status == 405
