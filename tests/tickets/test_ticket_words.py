"""The blind index of what is written in tickets, over both databases."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import delete, func, select, update
from town import Town

from bot.core.crypt import Keyring
from bot.core.database import Database
from tickets.clocks import Rules
from tickets.lines import Line
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.words import MOST_WORDS, TicketWord, TooShort, Words, grams


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    database = Database(database_url)
    yield Town(database)
    await database.close()


async def found(town: Town, text: str, employer: str = "") -> list[str]:
    async with town.database.view() as session:
        words = Words(session, town.keys)
        where = [one] if (one := words.of_employer(employer)) is not None else []
        ids = await words.find(text, where)
        numbers = dict((await session.execute(select(Ticket.id, Ticket.number))).all())
    return [numbers[each] for each in ids]


async def say(town: Town, number: str, line: Line, text: str) -> None:
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        ticket = await tickets.find(number)
        assert ticket
        await tickets.write(ticket, "follower", line, text)


async def rows(town: Town) -> int:
    async with town.database.view() as session:
        return await session.scalar(select(func.count()).select_from(TicketWord)) or 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("宏达建筑", ["宏达", "达建", "建筑"]),
        ("電話 138 0013-8000", ["電話", "13800138000", "8000"]),
        ("ＡＢＣ公司的活", ["abc", "公司", "司的", "的活"]),
        ("欠 1800 元", ["1800"]),
        ("马", []),
        ("", []),
    ],
)
def test_text_falls_into_pairs(text: str, wanted: list[str]) -> None:
    assert list(grams(text)) == wanted


async def test_a_ticket_is_found_by_employer_phone_name_and_words(town: Town) -> None:
    mine = await town.open("宁夏宏达建筑", phone="13800138000", worker="王小明")
    await town.open("天元物业")
    for text in ("宏达", "13800138000", "8000", "王小明", "宏达建筑 王小明"):
        assert (await found(town, text))[:1] == [mine], text
    assert await found(town, "没有这样的话") == []


async def test_what_was_said_and_noted_later_is_found(town: Town) -> None:
    number = await town.open("天元物业")
    await say(town, number, Line.SAID, "还有一张考勤表")
    await say(town, number, Line.NOTE, "已致电项目经理")
    await say(town, number, Line.ANSWERED, "请等候通知")
    assert await found(town, "考勤表") == [number]
    assert await found(town, "项目经理") == [number]
    assert await found(town, "等候") == []


async def test_those_with_more_of_the_words_come_first_then_the_newest(town: Town) -> None:
    half = await town.open("宏达物业")
    both = await town.open("宏达建筑")
    newer = await town.open("宏达物业")
    assert await found(town, "宏达建筑") == [both, newer, half]


async def test_words_that_no_ticket_has_hide_none_that_has_the_others(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.words.COMMON", 1)
    mine = await town.open("宏达建筑")
    assert await found(town, "宏达装修 建筑") == [mine]


async def test_an_employers_words_must_all_stand_in_its_name(town: Town) -> None:
    mine = await town.open("宏达建筑")
    other = await town.open("宏达物业")
    await say(town, other, Line.SAID, "宏达建筑也欠我")
    assert await found(town, "欠我", "宏达建筑") == [mine]
    assert {*await found(town, "欠我", "宏达")} == {mine, other}


async def test_words_told_anew_take_the_old_ones_place(town: Town) -> None:
    number = await town.open("宏达建筑")
    async with town.database.session() as session:
        tickets = Tickets(session, town.keys, town.now, Rules())
        ticket = await tickets.find(number)
        assert ticket
        await tickets.learn(ticket, {"employer": "天元物业"}, "")
    assert await found(town, "天元") == [number]
    assert await found(town, "欠我", "宏达") == []


async def test_a_tickets_words_are_bounded(town: Town) -> None:
    number = await town.open("宏达建筑")
    text = "".join(chr(0x4E00 + place) for place in range(1000))
    await say(town, number, Line.SAID, text)
    assert await rows(town) <= 2 * MOST_WORDS


@contextmanager
def opened(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is opened meanwhile."""
    found: list[str] = []
    reading = Keyring.open

    def noted(keys: Keyring, sealed: bytes, place: str) -> str:
        found.append(reading(keys, sealed, place))
        return found[-1]

    with monkeypatch.context() as patched:
        patched.setattr(Keyring, "open", noted)
        yield found


async def test_what_is_said_opens_no_earlier_lines(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    number = await town.open("宏达建筑")
    for at in range(3):
        await say(town, number, Line.SAID, f"第{at}张考勤表")
    with opened(town, monkeypatch) as found_open:
        await say(town, number, Line.NOTE, "已致电项目经理")
    assert found_open == ["宏达建筑"]
    before = await rows(town)
    async with town.database.session() as session:
        await session.execute(update(Ticket).values(worded_at=None))
    async with town.database.session() as session:
        assert await Words(session, town.keys).catch_up(town.now) == 1
    assert await rows(town) == before
    assert await found(town, "项目经理") == await found(town, "考勤表") == [number]


async def test_a_lot_is_small_and_the_rest_comes_next(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.words.AT_ONCE", 2)
    for _ in range(3):
        await town.open("宏达建筑")
    async with town.database.session() as session:
        await session.execute(update(Ticket).values(worded_at=None))
    for count in (2, 1, 0):
        async with town.database.session() as session:
            assert await Words(session, town.keys).catch_up(town.now) == count


async def test_nothing_to_look_for_is_told(town: Town) -> None:
    with pytest.raises(TooShort):
        await found(town, "马")


async def test_older_tickets_are_caught_up_with(town: Town) -> None:
    number = await town.open("宏达建筑")
    broken = await town.open("天元物业")
    async with town.database.session() as session:
        await session.execute(delete(TicketWord))
        await session.execute(update(Ticket).values(worded_at=None))
        bad = update(Ticket).where(Ticket.number == broken).values(employer=town.keys.seal("x", "tickets:other"))
        await session.execute(bad)
    assert await found(town, "宏达") == []
    for count in (2, 0):
        async with town.database.session() as session:
            assert await Words(session, town.keys).catch_up(town.now) == count
    assert await found(town, "宏达") == [number]
    assert {*await found(town, "欠我")} == {number, broken}


async def test_a_deleted_ticket_leaves_no_words(town: Town) -> None:
    await town.open("宏达建筑")
    async with town.database.session() as session:
        await session.execute(delete(Ticket))
    assert await rows(town) == 0
