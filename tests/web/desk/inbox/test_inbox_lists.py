"""Lists of one's own, filters in the address, filters kept, searching, unread."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_room import NAME, Room
from sqlalchemy import select, update

from tickets import number as numbers
from tickets.lapsing import Lapse
from tickets.models import Ticket
from tickets.states import State
from web.desk.given import BAD_PAGE
from web.desk.inbox import kept
from web.desk.inbox.filters import NO_DAY, NO_NUMBER, BadFilter, Filter
from web.desk.inbox.inbox_routes import TOO_SHORT
from web.desk.inbox.models import KeptFilter
from web.desk.inbox.tabs import NAMES, Tab
from web.desk.models import Agent

UNREAD = "有新动静，您还没看"


async def listed(room: Room, path: str) -> list[str]:
    """The numbers on a page, in order."""
    status, text = await room.get(path)
    assert status == 200, text
    return re.findall(r'class="open" href="/desk/tickets/(\d{9})"', text)


async def narrowed(room: Room, **form: str) -> str:
    """Where the filter form leads."""
    response = await room.post("/desk/filter", **{"tab": "all", **form})
    assert response.status == 303, await response.text()
    return response.headers["Location"]


async def searched(room: Room, words: str) -> str:
    response = await room.post("/desk/find", q=words)
    assert response.status == 303, await response.text()
    return response.headers["Location"]


async def own(room: Room) -> int:
    async with room.database.view() as session:
        return await session.scalar(select(Agent.id).where(Agent.name == NAME)) or 0


async def test_mine_and_nobodys(room: Room) -> None:
    mine, free = await room.open(), await room.open()
    await room.act(mine.number, "assign", to="me")
    assert await listed(room, "/desk?tab=mine") == [mine.number]
    assert await listed(room, "/desk?tab=free") == [free.number]
    await room.move(mine.number, State.CLOSED)
    assert await listed(room, "/desk?tab=mine") == []


async def test_my_district_is_a_tab_where_i_have_one(room: Room) -> None:
    ours = await room.open(district="金凤区")
    await room.open()
    assert NAMES[Tab.DISTRICT] not in (await room.get("/desk"))[1]
    await room.become("agent", "金凤区")
    assert NAMES[Tab.DISTRICT] in (await room.get("/desk"))[1]
    assert await listed(room, "/desk?tab=district") == [ours.number]


async def test_rights_about_to_lapse_stand_with_the_nearest_first(room: Room) -> None:
    day = room.now().date()
    later = await room.open(lapse=Lapse("arbitration", day + timedelta(days=20)))
    soon = await room.open(lapse=Lapse("arbitration", day + timedelta(days=3)))
    await room.open(lapse=Lapse("arbitration", day + timedelta(days=90)))
    assert await listed(room, "/desk?tab=lapsing") == [soon.number, later.number]


@pytest.mark.parametrize(
    ("chosen", "other"),
    [
        ({"kind": "欠薪"}, {"kind": "工伤"}),
        ({"district": "金凤区"}, {"district": "-"}),
        ({"urgent": "1"}, {"kind": "工伤"}),
        ({"employer": "宏达"}, {"employer": "天元"}),
        ({"q": "考勤表"}, {"q": "医药费"}),
        ({"least": "10000"}, {"most": "9999"}),
        ({"within": "30"}, {"within": "1"}),
        ({"state": "new"}, {"state": "taken"}),
        ({"who": "none"}, {"who": "me"}),
    ],
)
async def test_each_filter_finds_its_own(room: Room, chosen: dict[str, str], other: dict[str, str]) -> None:
    lapse = Lapse("arbitration", room.now().date() + timedelta(days=9))
    facts = {"district": "金凤区", "employer": "宏达建筑", "amount_fen": 1_800_000}
    one = await room.open("欠我工资，有考勤表", urgent=True, lapse=lapse, **facts)
    two = await room.open("摔伤了，医药费自己垫的", kind="工伤", employer="天元物业", amount_fen=900_000)
    await room.move(two.number, State.TAKEN)
    await room.act(two.number, "assign", to="me")
    assert await listed(room, await narrowed(room, **chosen)) == [one.number]
    found = await listed(room, await narrowed(room, **other))
    assert one.number not in found and len(found) <= 1


async def test_opened_between(room: Room) -> None:
    early = await room.open()
    room.now.on(minutes=90)
    async with room.database.session() as session:
        before = room.now() - timedelta(days=40)
        await session.execute(update(Ticket).where(Ticket.number == early.number).values(opened_at=before))
    late = await room.open()
    today = room.now().date().isoformat()
    assert await listed(room, await narrowed(room, since=today)) == [late.number]
    assert await listed(room, await narrowed(room, until=before.date().isoformat())) == [early.number]


@pytest.mark.parametrize(
    ("form", "says"), [({"since": "昨天"}, NO_DAY), ({"least": "很多"}, NO_NUMBER), ({"within": "99999"}, NO_NUMBER)]
)
async def test_what_cannot_be_is_told_and_kept(room: Room, form: dict[str, str], says: str) -> None:
    response = await room.post("/desk/filter", tab="all", employer="宏达建筑", **form)
    text = await response.text()
    assert response.status == 422 and says in text
    assert "宏达建筑" in text and next(iter(form.values())) in text


async def test_an_address_says_nothing_personal_and_opens_again(room: Room) -> None:
    keys = room.services.keys
    chosen = Filter(tab=Tab.ALL, employer="宏达建筑", q="王小明 13800138000", kind="欠薪")
    query = chosen.query(keys)
    assert all(word not in str(parse_qs(query)) for word in ("宏达", "王小明", "1380"))
    assert Filter.parse({name: one[0] for name, one in parse_qs(query).items()}, keys) == chosen


@pytest.mark.parametrize("query", ["q=abc", "employer=宏达", "tab=x", "who=x", "least=x", "since=x", "state=x"])
async def test_an_address_nobody_wrote_is_refused(room: Room, query: str) -> None:
    status, text = await room.get(f"/desk?{query}")
    assert status == 400 and BAD_PAGE in text
    with pytest.raises(BadFilter):
        Filter.parse({name: one[0] for name, one in parse_qs(query).items()}, room.services.keys)


async def test_search_finds_by_what_is_written_and_never_puts_it_into_the_address(room: Room) -> None:
    ticket = await room.open("欠我工资", employer="宏达建筑", phone="13800138000", worker="王小明")
    await room.open("别的事", employer="天元物业")
    for words in ("宏达", "13800138000", "8000", "王小明"):
        path = await searched(room, words)
        assert words not in path and await listed(room, path) == [ticket.number]
    assert "没有找到" in (await room.get(await searched(room, "没有这样的话")))[1]


async def test_a_number_in_the_search_leads_to_its_ticket(room: Room) -> None:
    ticket = await room.open()
    assert await searched(room, numbers.shown(ticket.number)) == f"/desk/tickets/{ticket.number}"


async def test_too_short_a_search_is_told(room: Room) -> None:
    response = await room.post("/desk/find", q="马")
    assert response.status == 404 and TOO_SHORT in await response.text()


async def test_search_stays_within_the_districts(room: Room) -> None:
    await room.open(employer="宏达建筑", district="兴庆区")
    ours = await room.open(employer="宏达建筑", district="金凤区")
    await room.become("agent", "金凤区")
    assert await listed(room, await searched(room, "宏达")) == [ours.number]
    assert await listed(room, await narrowed(room, employer="宏达")) == [ours.number]


async def test_many_found_go_on_for_pages(room: Room) -> None:
    made = [(await room.open(employer="宏达建筑")).number for _ in range(53)]
    path = await searched(room, "宏达")
    first = await listed(room, path)
    further = re.search(r'href="([^"]+)" rel="next"', (await room.get(path))[1])
    assert further
    assert [*first, *await listed(room, further[1].replace("&amp;", "&"))] == made[::-1]


async def test_a_filter_is_kept_shown_and_taken_away(room: Room) -> None:
    ticket = await room.open(employer="宏达建筑")
    await room.open(employer="天元物业")
    query = urlsplit(await narrowed(room, employer="宏达")).query
    assert (await room.post("/desk/filters", name="宏达的", back=query)).status == 303
    async with room.database.view() as session:
        [row] = (await session.scalars(select(KeptFilter))).all()
    assert "宏达" not in row.query
    text = (await room.get("/desk"))[1]
    path = re.search(r'<a class="tab" href="([^"]+)" >宏达的</a>', text)
    assert path and await listed(room, path[1].replace("&amp;", "&")) == [ticket.number]
    assert (await room.post(f"/desk/filters/{row.id}/drop")).status == 303
    assert ">宏达的<" not in (await room.get("/desk"))[1]
    assert (await room.post(f"/desk/filters/{row.id}/drop")).status == 404


@pytest.mark.parametrize("name", ["", "很" * 21])
async def test_a_filter_needs_a_name(room: Room, name: str) -> None:
    response = await room.post("/desk/filters", name=name, back="tab=all")
    assert response.status == 422 and kept.NO_NAME in await response.text()


async def test_only_a_supervisor_keeps_one_for_all(room: Room) -> None:
    response = await room.post("/desk/filters", name="公用的", back="tab=all&urgent=1", for_all="1")
    assert response.status == 422 and kept.NOT_YOURS in await response.text()
    await room.become("supervisor")
    assert (await room.post("/desk/filters", name="公用的", back="tab=all&urgent=1", for_all="1")).status == 303
    async with room.database.session() as session:
        await session.execute(update(KeptFilter).values(agent_id=await own(room) + 0))
    await room.become("agent")
    assert ">公用的<" in (await room.get("/desk"))[1]


async def test_what_moved_since_i_looked_is_unread(room: Room) -> None:
    ticket = await room.open()
    assert UNREAD in (await room.get("/desk"))[1]
    await room.get(f"/desk/tickets/{ticket.number}")
    assert UNREAD not in (await room.get("/desk"))[1]
    room.now.on(minutes=1)
    await room.change(ticket.number, lambda tickets, found: tickets.say(found, "follower", "还有一句"))
    assert UNREAD in (await room.get("/desk"))[1]
