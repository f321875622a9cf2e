"""A ticket's times on the desk: clocks, promises, how hard it is; what is late or promised for today in the inbox."""

import re

import pytest
from desk_room import NAME, Room
from sqlalchemy import select

from tickets.clocks import Name
from tickets.models import WEIGHTS, Ticket
from tickets.promises import Promise
from tickets.service import Tickets
from tickets.states import State
from web.desk import words
from web.desk.inbox.tabs import Tab
from web.desk.ticket.acting import ANSWERED, PROMISED
from web.desk.ticket.clocking import (
    ESTIMATED,
    NAMES,
    NO_PROMISE,
    NO_WEIGHT,
    PROMISE_BROKEN,
    PROMISE_DROPPED,
    PROMISE_OPEN,
    UNPROMISED,
    WEIGHED,
    WHY,
    lasting,
)

SAYS = "我们明天给您答复。"


async def text_of(room: Room, ticket: Ticket) -> str:
    """The ticket's page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", (await room.get(f"/desk/tickets/{ticket.number}"))[1]))


async def later(room: Room, days: int) -> None:
    """Some days on, signed in again."""
    room.now.on(days=days)
    assert (await room.sign_in()).status == 303


async def promises(room: Room) -> list[Promise]:
    async with room.database.view() as session:
        return list((await session.scalars(select(Promise))).all())


async def listed(room: Room, tab: Tab) -> list[str]:
    return re.findall(r'class="open" href="/desk/tickets/(\d{9})"', (await room.get(f"/desk?tab={tab}"))[1])


async def test_the_page_tells_when_the_first_answer_is_due(room: Room) -> None:
    text = await text_of(room, await room.open())  # opened on a Sunday
    assert f"{NAMES[Name.FIRST]} 11月24日 18:00前，还剩2 个工作日" in text
    assert NAMES[Name.CLOSING] in text and "限 15 个工作日" in text


async def test_pauses_are_told_with_their_days(room: Room) -> None:
    ticket = await room.open()
    await room.move(ticket.number, State.WAITING)
    assert "停着；恢复后还有2 个工作日" in await text_of(room, ticket)
    await later(room, days=2)
    await room.change(ticket.number, lambda tickets, found: tickets.say(found, "follower", "有"))
    text = await text_of(room, ticket)
    assert "等职工时不算：11月22日 14:00 到 11月24日 14:00" in text and "11月26日 14:00前" not in text


async def test_an_answer_goes_on_with_the_clock_unless_it_asks_again(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "answer", once="1" * 32, text="请发考勤表", then_wait="1")
    room.now.on(minutes=1)
    await room.change(ticket.number, lambda tickets, found: tickets.say(found, "follower", "发了"))
    await room.act(ticket.number, "answer", once="2" * 32, text="收到")
    assert "停着；恢复" not in await text_of(room, ticket)
    await room.act(ticket.number, "answer", once="3" * 32, text="还差工资条", then_wait="1")
    assert "停着；恢复" in await text_of(room, ticket)
    assert [what for _, what, _, _ in await room.history(ticket.number)][-2:] == ["answered", "asked"]


async def test_what_was_done_late_says_so(room: Room) -> None:
    ticket = await room.open()
    await later(room, days=3)
    assert "应在11月24日 18:00前，已超时" in await text_of(room, ticket)
    await room.act(ticket.number, "answer", text="请看")
    assert "11月25日 14:00，超时（应在11月24日 18:00前）" in await text_of(room, ticket)


async def test_a_day_in_a_year_not_announced_is_marked(room: Room) -> None:
    await later(room, days=36)
    assert ESTIMATED.format(year=2027) in await text_of(room, await room.open())


async def test_an_answer_that_promises_shows_the_promise_at_once(room: Room) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, "answer", text=SAYS)
    due = words.moment((await promises(room))[0].due_at, room.now())
    page = (await room.get(response.headers["Location"]))[1]
    assert ANSWERED + PROMISED.format(due=due) in page and SAYS in page and PROMISE_OPEN in page
    assert [what for _, what, _, _ in await room.history(ticket.number)][-1] == "promised"


async def test_an_answer_that_promises_nothing_shows_none(room: Room) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, "answer", text="请您3天内把考勤表发来。")
    assert await promises(room) == []
    assert ANSWERED in (await room.get(response.headers["Location"]))[1]


async def test_a_refused_answer_promises_nothing(room: Room) -> None:
    ticket = await room.open()
    room.failing = True
    assert (await room.act(ticket.number, "answer", text=SAYS)).status == 500
    assert await promises(room) == []


async def test_a_misread_promise_is_dropped_with_a_reason(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "answer", text=SAYS)
    [promise] = await promises(room)
    sent = {"promise": str(promise.id), "text": "是转述公司的话"}
    response = await room.act(ticket.number, "unpromise", once="1" * 32, **sent)
    assert UNPROMISED in (await room.get(response.headers["Location"]))[1]
    assert PROMISE_DROPPED.format(why="是转述公司的话") in await text_of(room, ticket)
    last = (await room.history(ticket.number))[-1]
    assert last == (f"agent:{NAME}", "unpromised", None, "是转述公司的话")
    again = await room.act(ticket.number, "unpromise", once="2" * 32, **sent)
    assert again.status == 409 and NO_PROMISE in await again.text()


@pytest.mark.parametrize("given", ["", "0", "x", "9" * 12, "-1"])
async def test_a_promise_that_is_none_is_refused(room: Room, given: str) -> None:
    ticket = await room.open()
    refused = await room.act(ticket.number, "unpromise", promise=given, text="错了")
    assert refused.status == 409 and NO_PROMISE in await refused.text()


async def test_dropping_needs_a_reason(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "answer", text=SAYS)
    [promise] = await promises(room)
    refused = await room.act(ticket.number, "unpromise", once="1" * 32, promise=str(promise.id), text=" ")
    assert refused.status == 422 and WHY in await refused.text()
    assert (await promises(room))[0].is_open


async def test_how_hard_it_is_moves_the_closing(room: Room) -> None:
    ticket = await room.open()
    response = await room.act(ticket.number, "weigh", weight=WEIGHTS[2])
    assert WEIGHED.format(weight=WEIGHTS[2]) in (await room.get(response.headers["Location"]))[1]
    assert "限 60 个工作日" in await text_of(room, ticket)
    refused = await room.act(ticket.number, "weigh", once="1" * 32, weight="很难")
    assert refused.status == 422 and NO_WEIGHT in await refused.text()


async def test_a_hard_case_said_twice_is_written_once(room: Room) -> None:
    ticket = await room.open()
    for once in ("1" * 32, "2" * 32):
        await room.act(ticket.number, "weigh", once=once, weight=WEIGHTS[1])
    assert [what for _, what, _, _ in await room.history(ticket.number)] == ["opened", "weighed"]


async def test_what_is_late_has_a_tab_and_a_mark(room: Room) -> None:
    first = await room.open()
    room.now.on(hours=1)
    second = await room.open()
    answered = await room.open()
    await room.act(answered.number, "answer", text="请看")
    assert await listed(room, Tab.LATE) == []
    await later(room, days=3)
    assert await listed(room, Tab.LATE) == [first.number, second.number]
    text = (await room.get("/desk"))[1]
    assert text.count(f"超时：{NAMES[Name.FIRST]}") == 2
    await room.move(first.number, State.CLOSED)
    assert await listed(room, Tab.LATE) == [second.number]


async def test_what_was_promised_for_today_has_a_tab(room: Room) -> None:
    today, tomorrow, kept = await room.open(), await room.open(), await room.open()
    for place, (ticket, said) in enumerate([(today, "我们今天答复您"), (tomorrow, SAYS), (kept, "我们今天答复您")]):
        await room.act(ticket.number, "answer", once=f"{place}" * 32, text=said)
    room.now.on(minutes=5)
    await room.act(kept.number, "answer", once="9" * 32, text="好了")
    assert await listed(room, Tab.TODAY) == [today.number]
    room.now.on(hours=5)
    await room.sign_in()
    assert await listed(room, Tab.TODAY) == []
    assert await listed(room, Tab.LATE) == [today.number]
    assert PROMISE_BROKEN in await text_of(room, today)


async def test_late_ones_go_on_over_pages(room: Room) -> None:
    made = [(await room.open()).number for _ in range(52)]
    await later(room, days=3)
    first = await room.get("/desk?tab=late")
    further = re.search(r'href="([^"]+)" rel="next"', first[1])
    assert further
    seen = await listed(room, Tab.LATE)
    more = (await room.get(further[1].replace("&amp;", "&")))[1]
    assert seen + re.findall(r'class="open" href="/desk/tickets/(\d{9})"', more) == made


async def test_a_line_of_the_history_says_what_was_overdue(room: Room) -> None:
    ticket = await room.open()

    async def late(tickets: Tickets, found: Ticket) -> None:
        [owed, *_] = (await tickets.timing(found)).owed
        await tickets.escalate(found, owed)

    await room.change(ticket.number, late)
    assert "第一次答复超时" in await text_of(room, ticket)


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "0 分钟"), (0.5, "30 分钟"), (3, "3 小时"), (7.5, "1 个工作日"), (17, "2 个工作日 2 小时")]
)
def test_office_time_as_people_say_it(room: Room, hours: float, said: str) -> None:
    assert lasting(hours * 3600, room.services.rules.office.day) == said
