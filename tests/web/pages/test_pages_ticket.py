"""A ticket's page: what it shows, what can be done on it, and that nobody else can."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pages_room import CODE, JPEG, Browser, Room

from bot.core.crypt import digest
from knowledge.danger import HELP, Danger
from tickets.clocks import Name
from tickets.coming import DUE, PAUSED
from tickets.lapsing import Lapse
from tickets.models import Ticket, TicketEvent
from tickets.service import Tickets
from tickets.states import SHOWN, State
from web.pages.reading import NEXT
from web.pages.ticket import BAD_PHONE, CALLED, NO_TICKET, NOTHING, SETTLED, WRITTEN

UNKNOWN = "261047398"
SECRET = "内部：老板是副镇长的亲戚"


def moved(state: State) -> Callable[[Tickets, Ticket], Awaitable[None]]:
    return lambda tickets, ticket: tickets.move(ticket, state, "agent:wang", SECRET)


def said(words: str, what: str, actor: str = "agent:wang") -> Callable[[Tickets, Ticket], Awaitable[None]]:
    return lambda tickets, ticket: tickets.say(ticket, actor, words, what)


async def of_another_version(tickets: Tickets, ticket: Ticket) -> None:
    """A line whose name nobody here knows."""
    body = tickets._seal(ticket.number, SECRET)
    at, what = ticket.opened_at, "something new"
    tickets._session.add(TicketEvent(ticket_id=ticket.id, at=at, actor="agent:wang", what=what, body=body))


async def test_my_tickets_are_listed_and_nobody_elses(room: Room) -> None:
    mine, theirs = await room.ticket("o1", kind="工伤"), await room.ticket("o2")
    text = (await (await room.inside("o1")).get("/my"))[1]
    assert mine.number in text
    assert "工伤" in text
    assert SHOWN[State.NEW] in text
    assert theirs.number not in text


async def test_an_empty_list_says_how_to_file(room: Room) -> None:
    assert "老板欠我三个月工资一万八" in (await (await room.inside("o1")).get("/my"))[1]


async def test_what_happened_is_told_but_not_what_staff_write_among_themselves(room: Room) -> None:
    ticket, browser = await room.ticket("o1", employer="宏达厂"), await room.inside("o1")
    for work in (
        said(SECRET, "note"),
        said(SECRET, "said", "system"),
        of_another_version,
        moved(State.TAKEN),
        said("请把考勤拍照留好<b>", "answered"),
        said("老板今天又催我们签字", "said", "follower"),
    ):
        await room.change(ticket.number, work)
    text = (await browser.get(f"/my/tickets/{ticket.number}"))[1]
    assert SECRET not in text
    for words in ("请把考勤拍照留好&lt;b&gt;", "老板今天又催我们签字", "宏达厂", SHOWN[State.TAKEN], NEXT[State.TAKEN]):
        assert words in text


async def test_the_day_a_right_is_lost_is_told(room: Room) -> None:
    lapse = Lapse("申请劳动仲裁", datetime(2027, 3, 1, tzinfo=UTC).date())
    ticket, browser = await room.ticket("o1", lapse=lapse), await room.inside("o1")
    assert "2027年3月1日前要申请劳动仲裁" in (await browser.get(f"/my/tickets/{ticket.number}"))[1]
    await room.change(ticket.number, moved(State.CLOSED))
    assert "2027年3月1日" not in (await browser.get(f"/my/tickets/{ticket.number}"))[1]


async def test_what_the_union_does_next_is_told_with_its_day(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    day = re.escape(DUE[Name.FIRST]).replace(re.escape("{day}"), r"11月2\d日")
    assert re.search(day, (await browser.get(f"/my/tickets/{ticket.number}"))[1])
    await room.change(ticket.number, moved(State.WAITING))
    assert PAUSED in (await browser.get(f"/my/tickets/{ticket.number}"))[1]
    await room.change(ticket.number, moved(State.CLOSED))
    assert PAUSED not in (await browser.get(f"/my/tickets/{ticket.number}"))[1]


async def test_words_and_phone_go_onto_the_ticket(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    for form, fields, done in (("say", {"text": "补一句"}, WRITTEN), ("phone", {"phone": "138 1234 5678"}, CALLED)):
        response = await browser.post(f"/my/tickets/{ticket.number}/{form}", **fields)
        assert response.status == 303
        assert done in (await browser.get(response.headers["Location"]))[1]
    history = await room.history(ticket.number)
    assert ("follower", "said", "补一句") in history
    assert ("follower", "phone", "") in history
    assert "13812345678" in (await browser.get(f"/my/tickets/{ticket.number}"))[1]


@pytest.mark.parametrize("danger", HELP)
@pytest.mark.parametrize("whose", ["a follower's", "nobody's", "settled"])
async def test_words_of_danger_hurry_the_ticket_and_the_page_says_what_to_do_now(
    room: Room, whose: str, danger: Danger
) -> None:
    ticket = await room.anonymous() if whose == "nobody's" else await room.ticket("o1")
    browser = await room.with_receipt(ticket.number) if whose == "nobody's" else await room.inside("o1")
    address, words = f"/my/tickets/{ticket.number}", room.means("我不想活了", danger)
    if whose == "settled":
        await room.change(ticket.number, moved(State.CLOSED))
    assert (await browser.post(f"{address}/say", text=words)).status == 303
    text = (await browser.get(address))[1]
    assert "加急" in text
    assert HELP[danger] in text
    assert 'href="tel:110"' in text.split('id="steps"')[0]
    assert ("follower", "said", words) in await room.history(ticket.number)
    await room.change(ticket.number, said("我们马上到", "answered"))
    room.now.on(hours=1)
    assert HELP[danger] not in (await browser.get(address))[1]


async def test_words_without_danger_hurry_nothing(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    await browser.post(f"/my/tickets/{ticket.number}/say", text="补一句")
    text = (await browser.get(f"/my/tickets/{ticket.number}"))[1]
    assert "加急" not in text
    assert 'id="danger"' not in text


@pytest.mark.parametrize(
    ("form", "fields", "told"),
    [("say", {"text": "  "}, NOTHING), ("say", {}, NOTHING), ("phone", {"phone": "1381234"}, BAD_PHONE)],
)
async def test_what_is_no_answer_is_refused(room: Room, form: str, fields: dict[str, str], told: str) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    response = await browser.post(f"/my/tickets/{ticket.number}/{form}", **fields)
    assert response.status == 422
    assert told in await response.text()
    assert len(await room.history(ticket.number)) == 1


async def test_a_settled_ticket_takes_nothing_more(room: Room) -> None:
    ticket, browser = await room.ticket("o1"), await room.inside("o1")
    await room.change(ticket.number, moved(State.CLOSED))
    for response in (
        await browser.post(f"/my/tickets/{ticket.number}/say", text="补一句"),
        await browser.send(ticket.number, JPEG),
    ):
        assert response.status == 422
        assert SETTLED in await response.text()
    assert len(await room.history(ticket.number)) == 2


async def test_the_proof_says_what_was_filed_and_the_prints_of_what_was_sent(room: Room) -> None:
    ticket = await room.ticket("o1", employer="宏达厂", amount_fen=1_800_000, months=3.0)
    browser = await room.inside("o1")
    await browser.send(ticket.number, JPEG)
    text = (await browser.get(f"/my/tickets/{ticket.number}/proof"))[1]
    for words in (
        "登记凭证",
        "老板欠我工资",
        "宏达厂",
        "欠薪，3个月，18,000元",
        "2026年11月22日 14:00",
        room.services.settings.union.name,
    ):
        assert words in text
    assert digest(JPEG) in text


READ = ["", "/proof", "/say", "/evidence/{piece}"]
WRITE = ["/say", "/phone", "/bind", "/evidence/{piece}", "/evidence/{piece}/forward"]


async def reached(browser: Browser, number: str, piece: int) -> list[tuple[int, str]]:
    """What comes of every way to reach a ticket: status, and where it leads or what it says."""
    answers = []
    for path in READ:
        answers.append(await browser.open(f"/my/tickets/{number}{path.format(piece=piece)}"))
    for path in WRITE:
        fields: dict[str, Any] = {"text": "坏话", "phone": "13812345678", "name": "坏名"}
        answers.append(await browser.post(f"/my/tickets/{number}{path.format(piece=piece)}", **fields))
    answers.append(await browser.send(number, JPEG))
    return [(one.status, one.headers.get("Location", "") or await one.text()) for one in answers]


@pytest.mark.parametrize("whose", ["a follower's", "nobody's"])
async def test_nobody_else_reaches_a_ticket_and_cannot_tell_it_from_none(room: Room, whose: str) -> None:
    ticket = await room.ticket("o1") if whose == "a follower's" else await room.anonymous()
    owner = await room.inside("o1") if whose == "a follower's" else await room.with_receipt(ticket.number)
    await owner.send(ticket.number, JPEG)
    before = await room.history(ticket.number)
    other = await room.anonymous("Z" * 16)
    await room.ticket("o2")
    strangers = {
        "nobody": await room.browser(),
        "a follower": await room.inside("o2"),
        "a receipt": await room.with_receipt(other.number, "Z" * 16),
    }
    for name, browser in strangers.items():
        foreign, unknown = await reached(browser, ticket.number, 1), await reached(browser, UNKNOWN, 1)
        told = [(status, text.replace(ticket.number, "N")) for status, text in foreign]
        assert told == [(status, text.replace(UNKNOWN, "N")) for status, text in unknown], name
        for path, (status, text) in zip([*READ, *WRITE, "send"], foreign, strict=True):
            is_way_back = path == "/say" and status == 303
            assert status in (401, 404) or is_way_back or (name == "nobody" and text == "/my/enter"), (name, path)
            assert "老板欠我工资" not in text
            assert "匿名的事" not in text
    assert await room.history(ticket.number) == before
    assert NO_TICKET in (await strangers["a follower"].get(f"/my/tickets/{ticket.number}"))[1]


async def test_a_receipt_opens_neither_list_nor_data(room: Room) -> None:
    ticket = await room.anonymous()
    browser = await room.with_receipt(ticket.number)
    for path in ("/my", "/my/data", "/my/data/delete"):
        assert (await browser.get(path))[0] == 303
    for path in ("/my/data/copy", "/my/data/delete", f"/my/tickets/{ticket.number}/bind"):
        assert (await browser.post(path)).status == 401


async def test_anonymous_talk_by_receipt(room: Room) -> None:
    ticket = await room.anonymous()
    browser = await room.with_receipt(ticket.number)
    text = (await browser.get(f"/my/tickets/{ticket.number}"))[1]
    assert ">匿名<" in text
    assert NEXT[State.NEW] in text
    await room.change(ticket.number, said("请说说在哪个工地", "answered"))
    assert "请说说在哪个工地" in (await browser.get(f"/my/tickets/{ticket.number}"))[1]
    await browser.post(f"/my/tickets/{ticket.number}/say", text="在金凤区")
    assert (await browser.send(ticket.number, JPEG)).status == 303
    assert [what for _, what, _ in await room.history(ticket.number)] == ["opened", "answered", "said", "evidence"]
    assert "（匿名）" in (await browser.get(f"/my/tickets/{ticket.number}/proof"))[1]


async def test_who_is_known_makes_an_anonymous_ticket_theirs(room: Room) -> None:
    ticket, browser = await room.anonymous(), await room.inside("o1")
    assert (await browser.post(f"/my/tickets/{ticket.number}/bind")).status == 404
    await browser.post("/my/receipt", number=ticket.number, code=CODE)
    assert (await browser.post(f"/my/tickets/{ticket.number}/bind")).status == 303
    assert ticket.number in (await browser.get("/my"))[1]
    assert (await (await room.browser()).post("/my/receipt", number=ticket.number, code=CODE)).status == 401


async def test_a_named_ticket_is_nobody_elses_to_bind(room: Room) -> None:
    ticket, thief = await room.ticket("o1"), await room.inside("o2")
    assert (await thief.post(f"/my/tickets/{ticket.number}/bind")).status == 404
    assert ticket.number not in (await thief.get("/my"))[1]
    owner = await room.inside("o1")
    assert (await owner.post(f"/my/tickets/{ticket.number}/bind")).status == 303
    assert [what for _, what, _ in await room.history(ticket.number)] == ["opened"]
