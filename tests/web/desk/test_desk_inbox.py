"""The inbox: its order, its tabs, its pages, and finding a ticket by its number."""

import re
from datetime import timedelta

import pytest
from desk_room import START, Room
from sqlalchemy import update

from tickets import number as numbers
from tickets.lapsing import Lapse
from tickets.models import Ticket
from tickets.service import Tickets
from tickets.states import State
from web.desk import words
from web.desk.given import BAD_PAGE
from web.desk.inbox.filters import Filter
from web.desk.inbox.inbox import LINES, BadCursor, Cursor, sheet
from web.desk.inbox.inbox_routes import NO_NUMBER, NO_TICKET, TOO_SHORT
from web.desk.inbox.tabs import EMPTY, NAMES, Tab
from web.desk.models import Agent

SPOKE = "职工有新话"


async def listed(room: Room, path: str) -> list[str]:
    """The numbers on a page, in order."""
    _, text = await room.get(path)
    return re.findall(r'class="open" href="/desk/tickets/(\d{9})"', text)


async def walk(room: Room, tab: Tab) -> list[list[str]]:
    """Every page of a tab."""
    pages, path = [], f"/desk?tab={tab}"
    for _ in range(20):
        pages.append(await listed(room, path))
        found = re.search(r'href="([^"]+)" rel="next"', (await room.get(path))[1])
        if not found:
            break
        path = found[1].replace("&amp;", "&")
    return pages


async def row(room: Room, ticket: Ticket, tab: Tab = Tab.ALL) -> str:
    """One ticket's line, without its tags."""
    _, text = await room.get(f"/desk?tab={tab}")
    found = re.search(rf'<tr id="t{ticket.number}".*?</tr>', text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]*>", " ", found[0])


async def test_urgent_ones_come_first_then_the_oldest(room: Room) -> None:
    first = await room.open()
    room.now.on(minutes=1)
    second = await room.open()
    room.now.on(minutes=1)
    urgent = await room.open(urgent=True, kind="紧急")
    assert await listed(room, "/desk") == [one.number for one in (urgent, first, second)]
    _, text = await room.get("/desk")
    assert "加急 1 件" in re.sub(r"<[^>]*>", "", text)
    assert "加急" in await row(room, urgent)
    assert "加急" not in await row(room, first)


async def test_settled_ones_come_last_newest_first_and_press_no_more(room: Room) -> None:
    early = await room.open(urgent=True)
    late = await room.open()
    await room.move(early.number, State.CLOSED)
    room.now.on(minutes=1)
    await room.move(late.number, State.WITHDRAWN)
    room.now.on(minutes=1)
    waiting = await room.open()
    assert await listed(room, "/desk?tab=all") == [one.number for one in (waiting, late, early)]
    assert "加急 1 件" not in re.sub(r"<[^>]*>", "", (await room.get("/desk"))[1])


async def test_each_tab_has_its_own_and_their_count(room: Room) -> None:
    states = {Tab.NEW: [], Tab.TAKEN: [State.TAKEN], Tab.WAITING: [State.WAITING], Tab.CLOSED: [State.CLOSED]}
    made = {}
    for tab, moves in states.items():
        made[tab] = await room.open()
        await room.move(made[tab].number, *moves)
    await room.move((await room.open()).number, State.WITHDRAWN)
    for tab, ticket in made.items():
        assert await listed(room, f"/desk?tab={tab}") == [ticket.number]
    assert len(await listed(room, "/desk?tab=all")) == 5
    text = re.sub(r"<[^>]*>", "", (await room.get("/desk"))[1])
    counted = dict.fromkeys(made, 1) | {Tab.ALL: 5, Tab.LATE: 0, Tab.TODAY: 0, Tab.MINE: 0, Tab.FREE: 3}
    assert all(f"{NAMES[tab]}{count}" in text for tab, count in counted.items())


@pytest.mark.parametrize("step_s", [0, 1])
@pytest.mark.parametrize("tab", [Tab.NEW, Tab.ALL, Tab.CLOSED])
async def test_pages_show_everything_once(room: Room, tab: Tab, step_s: int) -> None:
    """Also when all were opened, or closed, in the same moment."""
    count = 2 * LINES + 3
    async with room.database.session() as session:
        for place in range(count):
            at = room.now() + timedelta(seconds=step_s * place)
            closed = tab is Tab.CLOSED or (tab is Tab.ALL and place % 3 == 0)
            session.add(
                Ticket(
                    number=f"{place:09}",
                    kind="欠薪",
                    state="closed" if closed else "new",
                    urgent=place % 7 == 0,
                    story=room.services.keys.seal("x", f"tickets:{place:09}"),
                    opened_at=at,
                    moved_at=at,
                    closed_at=at if closed else None,
                )
            )
    pages = await walk(room, tab)
    assert [len(page) for page in pages] == [LINES, LINES, 3]
    assert len({number for page in pages for number in page}) == count


async def test_a_ticket_that_moves_away_does_not_hide_others(room: Room) -> None:
    made = []
    for _ in range(LINES + 2):
        made.append((await room.open()).number)
        room.now.on(seconds=1)
    further = re.search(r'href="([^"]+)" rel="next"', (await room.get("/desk"))[1])
    assert further
    await room.move(made[0], State.TAKEN)
    assert await listed(room, further[1].replace("&amp;", "&")) == made[LINES:]


@pytest.mark.parametrize(
    "query", ["tab=nothing", "after=x", "after=9-1-1", "after=0-999999999999999999-1", "after=0-1-1'", "tab="]
)
async def test_a_page_we_never_made_is_refused(room: Room, query: str) -> None:
    for path in ("/desk", "/desk/list"):
        status, text = await room.get(f"{path}?{query}")
        assert status == 400
        assert BAD_PAGE in text


def test_a_cursor_reads_what_it_wrote() -> None:
    cursor = Cursor(1, START + timedelta(microseconds=123_456), 7)
    assert Cursor.parse(str(cursor)) == cursor
    with pytest.raises(BadCursor):
        Cursor.parse(f"{cursor} ")


@pytest.mark.parametrize("tab", list(Tab))
async def test_an_empty_tab_says_what_will_come(room: Room, tab: Tab) -> None:
    assert EMPTY[tab][0] in (await room.get(f"/desk?tab={tab}"))[1]


async def test_a_line_tells_what_staff_sort_by(room: Room) -> None:
    ticket = await room.open(
        "老板欠我工资", employer="宏达公司", district="兴庆区", amount_fen=1_800_000, kind="工程欠薪"
    )
    room.now.on(hours=1)
    line = await row(room, ticket)
    for part in (numbers.shown(ticket.number), "工程欠薪", "宏达公司", "兴庆区", "18,000 元", "1 小时前", "待受理"):
        assert part in line


async def test_a_line_without_much_says_so(room: Room) -> None:
    line = await row(room, await room.open())
    assert "单位、地区没说" in line
    assert "元" not in line


async def test_the_workers_last_word_is_marked_until_staff_answer(room: Room) -> None:
    ticket = await room.open()
    assert SPOKE not in await row(room, ticket)
    await room.move(ticket.number, State.TAKEN)
    assert SPOKE not in await row(room, ticket)

    async def speak(tickets: Tickets, found: Ticket) -> None:
        await tickets.say(found, "follower", "还有考勤表")

    await room.change(ticket.number, speak)
    assert SPOKE in await row(room, ticket)
    await room.act(ticket.number, "answer", text="收到了")
    assert SPOKE not in await row(room, ticket)


async def test_the_list_alone_is_what_the_page_fetches(room: Room) -> None:
    ticket = await room.open(urgent=True)
    status, text = await room.get("/desk/list?tab=new")
    assert status == 200
    assert ticket.number in text
    assert "<html" not in text
    assert "<title>（加急 1）诉求" in text


async def test_what_does_not_open_hides_nothing_else(room: Room) -> None:
    ticket = await room.open(employer="宏达公司", district="兴庆区")
    async with room.database.session() as session:
        await session.execute(update(Ticket).values(employer=room.services.keys.seal("别处的", "tickets:other")))
    line = await row(room, ticket)
    assert words.BROKEN in line
    assert "兴庆区" in line


@pytest.mark.parametrize("written", ["{0}{1}{2}", " {0} {1} {2} ", "{0}-{1}-{2}", "编号{0}{1}{2}"])
async def test_a_number_is_found_however_it_is_written(room: Room, written: str) -> None:
    number = (await room.open()).number
    asked = written.format(number[:3], number[3:6], number[6:])
    response = await room.browser.get("/desk/find", params={"q": asked}, allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, f"/desk/tickets/{number}")


async def test_a_number_nobody_has_is_told(room: Room) -> None:
    number = numbers.new(room.now())
    status, text = await room.get(f"/desk/find?q={number}")
    assert status == 404
    assert NO_TICKET.format(number=numbers.shown(number)) in text


@pytest.mark.parametrize("asked", ["", "123", "abc", "111 111 111", "<script>"])
async def test_what_is_no_number_is_told_and_kept(room: Room, asked: str) -> None:
    response = await room.browser.get("/desk/find", params={"q": asked})
    text = await response.text()
    assert response.status == 404
    assert (NO_NUMBER if any(char.isdigit() for char in asked) else TOO_SHORT) in text
    assert "<script>" not in text
    assert asked.replace("<", "&lt;").replace(">", "&gt;") in text


async def test_what_lapses_first_comes_first_after_the_urgent_ones(room: Room) -> None:
    old = await room.open("老的")
    late = await room.open("还早", lapse=Lapse("申请劳动仲裁", (room.now() + timedelta(days=200)).date()))
    near = await room.open("快到期", lapse=Lapse("申请劳动仲裁", (room.now() + timedelta(days=9)).date()))
    urgent = await room.open("加急", urgent=True)
    _, text = await room.get("/desk?tab=all")
    places = [text.index(f'id="t{ticket.number}"') for ticket in (urgent, near, late, old)]
    assert places == sorted(places)
    assert "申请劳动仲裁还剩 9 天" in text and text.count("chip-near") == 1


async def test_pages_go_on_across_what_lapses_and_what_does_not(room: Room) -> None:
    day = (room.now() + timedelta(days=30)).date()
    wanted = [(await room.open("甲", lapse=Lapse("申请劳动仲裁", day))).number for _ in range(30)]
    wanted += [(await room.open("乙")).number for _ in range(30)]
    seen: list[str] = []
    async with room.database.view() as session:
        first = await sheet(session, room.services.keys, Agent(districts=[]), Filter(), None, room.now())
        second = await sheet(session, room.services.keys, Agent(districts=[]), Filter(), first.further, room.now())
    seen = [ticket.number for ticket in (*first.tickets, *second.tickets)]
    assert seen == wanted and second.further is None
