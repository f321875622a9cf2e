"""Who is there for a district sees its tickets and those nobody placed yet, and no other."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from desk_room import Room, build
from group_room import compare, gathered, members, messages, put, whats
from sqlalchemy import update

from tickets import number as numbers
from tickets.models import Ticket
from tickets.states import State
from web.desk.doing import NO_TICKET
from web.desk.groups.groups import ELSEWHERE
from web.desk.groups.groups_acting import NO_GROUP, NO_NUMBER, WHY_NOT
from web.desk.inbox.inbox_routes import NO_TICKET as NOT_FOUND
from web.desk.inbox.tabs import Tab
from web.desk.ticket.filing import FILED_ELSEWHERE, NO_DISTRICT

MINE, OTHER = "西夏区", "金凤区"


@pytest.fixture
async def scoped(tmp_path: Path, kept: str, database_url: str) -> AsyncIterator[Room]:
    """The desk over each kind of database, an agent of one district signed in."""
    room = await build(tmp_path, kept, database_url)
    await room.sign_in()
    await room.become("agent", MINE)
    yield room
    await room.close()


async def in_district(room: Room, district: str, openid: str = "o1", **more: object) -> Ticket:
    return await room.open(f"事在{district or '某处'}", openid, **({"district": district} if district else {}), **more)


async def test_the_inbox_lists_and_counts_what_is_mine_or_nobodys(scoped: Room) -> None:
    mine, other = await in_district(scoped, MINE, urgent=True), await in_district(scoped, OTHER, urgent=True)
    nobodys = await in_district(scoped, "")
    for tab in (Tab.NEW, Tab.ALL):
        for path in ("/desk", "/desk/list"):
            page = (await scoped.get(f"{path}?tab={tab}"))[1]
            assert numbers.shown(mine.number) in page and numbers.shown(nobodys.number) in page
            assert numbers.shown(other.number) not in page and OTHER not in page
            assert '待受理<span class="count">2</span>' in page and "加急 1 件" in page
    await scoped.become("agent")
    assert numbers.shown(other.number) in (await scoped.get("/desk"))[1]


async def test_a_ticket_of_another_district_is_not_found(scoped: Room) -> None:
    other = await in_district(scoped, OTHER)
    for path in (f"/desk/tickets/{other.number}", f"/desk/tickets/{other.number}/talk"):
        status, page = await scoped.get(path)
        assert status == 404 and NO_TICKET in page and OTHER not in page
    status, page = await scoped.get(f"/desk/find?q={other.number}")
    assert status == 404 and NOT_FOUND.format(number=numbers.shown(other.number)) in page
    assert (await scoped.get(f"/desk/tickets/{other.number}/evidence/1"))[0] == 404


@pytest.mark.parametrize("form", ["move", "answer", "note", "weigh", "unpromise", "instalment", "settle", "together"])
async def test_nothing_is_done_to_a_ticket_of_another_district(scoped: Room, form: str) -> None:
    other = await in_district(scoped, OTHER)
    more = {"before": "new", "to": "taken", "weight": "难点", "promise": "1", "day": "2026-12-01", "sum": "5"}
    sent = {"text": "话", "instalment": "1", "does": "gather", **more}
    response = await scoped.act(other.number, form, **sent)
    assert response.status == 404 and NO_TICKET in await response.text()
    assert await scoped.state(other.number) == State.NEW and len(await scoped.history(other.number)) == 1


async def test_of_a_group_only_my_members_are_shown_and_answered(scoped: Room) -> None:
    mine = await in_district(scoped, MINE, "o1", employer="宏达公司", phone="13900000001")
    other = await in_district(scoped, OTHER, "o2", employer="鸿大公司", phone="13900000002")
    group = await gathered(scoped, mine, other)
    page = (await scoped.get(f"/desk/groups/{group}"))[1]
    assert "13900000001" in page and "另有 1 张" in page and "成员（2 张）" in page and ELSEWHERE in page
    for secret in (numbers.shown(other.number), other.number, "13900000002", "鸿大公司", OTHER):
        assert secret not in page
    assert (await put(scoped, f"/groups/{group}/answer", text="周五来谈"))[0] == 303
    assert (await whats(scoped, mine))[-1] == "answered" and "answered" not in await whats(scoped, other)
    assert len(await messages(scoped)) == 1
    for form in ("leave", "speak"):
        status, page = await put(scoped, f"/groups/{group}/{form}", 1, member=other.number)
        assert status == 409 and WHY_NOT["no member"] in page
    assert len(await members(scoped, group)) == 2


async def test_a_group_of_others_is_not_there(scoped: Room) -> None:
    mine, other = await in_district(scoped, MINE, "o1"), await in_district(scoped, OTHER, "o2")
    group, own = await gathered(scoped, other), await gathered(scoped, mine)
    assert "宏达" in (await scoped.get(f"/desk/groups/{own}"))[1]
    assert (await scoped.get(f"/desk/groups/{group}"))[0] == 404
    assert numbers.shown(group) not in (await scoped.get("/desk/groups"))[1]
    assert (await scoped.get(f"/desk/find?q={group}"))[0] == 404
    assert (await put(scoped, f"/groups/{group}/note", text="x"))[0] == 404
    for place, form in enumerate(("merge", "link")):
        status, page = await put(scoped, f"/groups/{own}/{form}", 2 + place, text=group)
        assert status == 422 and NO_GROUP in page
    async with scoped.database.session() as session:
        await session.execute(update(Ticket).where(Ticket.id == other.id).values(district=None))
    assert (await scoped.get(f"/desk/groups/{group}"))[0] == 200


async def test_a_merged_group_is_seen_by_who_sees_what_took_it(scoped: Room) -> None:
    one, two = await in_district(scoped, MINE, "o1"), await in_district(scoped, MINE, "o2")
    first, second = await gathered(scoped, one), await gathered(scoped, two)
    assert (await put(scoped, f"/groups/{first}/merge", text=second))[0] == 303
    assert (await scoped.get(f"/desk/groups/{first}"))[0] == 200
    await scoped.become("agent", "贺兰县")
    assert {(await scoped.get(f"/desk/groups/{each}"))[0] for each in (first, second)} == {404}


async def test_nothing_is_gathered_or_proposed_with_a_ticket_of_others(scoped: Room) -> None:
    mine = await in_district(scoped, MINE, "o1", employer="宁夏宏达建筑有限公司")
    other = await in_district(scoped, OTHER, "o2", employer="宏达建筑")
    status, page = await put(scoped, f"/tickets/{mine.number}/together", does="gather", text=other.number)
    assert status == 303 and NO_NUMBER.format(asked=other.number) in page
    await compare(scoped)
    path = f"/desk/tickets/{mine.number}"
    assert "可能是同一单位" not in (await scoped.get(path))[1]
    await scoped.become("agent")
    proposal = re.search(r'name="proposal" value="(\d+)"', (await scoped.get(path))[1])
    await scoped.become("agent", MINE)
    assert proposal
    for place, does in enumerate(("accept", "refuse")):
        page = (await put(scoped, f"/tickets/{mine.number}/together", 1 + place, proposal=proposal[1], does=does))[1]
        assert WHY_NOT["answered"] in page
    await scoped.become("agent")
    assert "可能是同一单位" in (await scoped.get(path))[1]


async def test_rates_and_their_files_count_only_mine(scoped: Room) -> None:
    await in_district(scoped, MINE)
    await in_district(scoped, OTHER)
    counted = await (await scoped.browser.get("/desk/rates.json")).json()
    assert counted["total"]["opened"] == 1
    await scoped.become("supervisor")
    assert (await (await scoped.browser.get("/desk/rates.json")).json())["total"]["opened"] == 2


async def test_one_files_for_ones_own_districts(scoped: Room) -> None:
    page = (await scoped.get("/desk/new"))[1]
    assert f"<option >{MINE}</option>" in page and f">{OTHER}</option>" not in page
    given = {"kind": "欠薪", "source": "电话", "story": "欠三个月工资"}
    refused = await scoped.post("/desk/new", "/desk/new", once="1" * 32, district=OTHER, **given)
    assert refused.status == 422 and NO_DISTRICT in await refused.text()
    told = {**given, "story": f"我在{OTHER}工地，欠三个月工资"}
    elsewhere = await scoped.post("/desk/new", "/desk/new", once="2" * 32, **told)
    assert elsewhere.headers["Location"] == "/desk"
    assert FILED_ELSEWHERE.partition("{")[0] in (await scoped.get("/desk"))[1]
