"""Group tickets on the desk: proposals, gathering, splitting, merging, linking; and who sees what."""

import re

import pytest
from desk_room import Room
from group_room import compare, gathered, happened, members, messages, put, three, whats
from sqlalchemy import select

from tickets import number as numbers
from tickets.doubles import TELL
from tickets.group_models import Group
from tickets.groups import Standing
from tickets.states import State
from web.desk.groups import groups_acting
from web.desk.ticket.acting import EMPTY, MOST_ANSWER, TOO_LONG


async def test_a_proposal_is_shown_with_its_reason_and_accepted(room: Room) -> None:
    _, two, _ = await three(room)
    await compare(room)
    page = (await room.get(f"/desk/tickets/{two.number}"))[1]
    assert "可能是同一单位/工地" in page and "名字去掉“有限公司”后相同：宏达" in page
    proposal = re.search(r'name="proposal" value="(\d+)"', page)
    assert proposal
    status, landed = await put(room, f"/tickets/{two.number}/together", proposal=proposal[1], does="accept")
    async with room.database.view() as session:
        group = (await session.scalars(select(Group))).one()
    assert status == 303 and groups_acting.JOINED.format(number=numbers.shown(group.number)) in landed
    assert two.number in await members(room, group.number) and len(await members(room, group.number)) == 2
    assert (await whats(room, two))[-1] == "grouped"
    assert [what for _, what in await happened(room, group.number)] == ["opened", "joined", "joined"]


async def test_a_refused_proposal_goes_away(room: Room) -> None:
    _, two, _ = await three(room)
    await compare(room)
    for turn in range(2):
        page = (await room.get(f"/desk/tickets/{two.number}"))[1]
        proposal = re.search(r'name="proposal" value="(\d+)"', page)
        assert proposal
        landed = (await put(room, f"/tickets/{two.number}/together", turn, proposal=proposal[1], does="refuse"))[1]
        assert groups_acting.REFUSED in landed
    assert "可能是同一单位" not in (await room.get(f"/desk/tickets/{two.number}"))[1]
    landed = (await put(room, f"/tickets/{two.number}/together", 9, proposal=proposal[1], does="accept"))[1]
    assert groups_acting.WHY_NOT["answered"] in landed


@pytest.mark.parametrize("fields", [{"does": "accept"}, {"does": "accept", "proposal": "x"}, {"proposal": "1"}])
async def test_a_form_of_nobodys_making_is_refused(room: Room, fields: dict[str, str]) -> None:
    ticket = await room.open()
    assert (await put(room, f"/tickets/{ticket.number}/together", **fields))[0] == 400


async def test_a_worker_twice_is_made_one_and_told_so(room: Room) -> None:
    older, newer = await room.open(employer="宏达公司"), await room.open("还是那件事", employer="宏达建筑公司")
    await compare(room)
    page = (await room.get(f"/desk/tickets/{newer.number}"))[1]
    proposal = re.search(r'name="proposal" value="(\d+)"', page)
    assert "可能是同一位职工重复登记" in page and proposal
    landed = (await put(room, f"/tickets/{newer.number}/together", proposal=proposal[1], does="accept"))[1]
    assert groups_acting.DOUBLED in landed and f"/desk/tickets/{older.number}" in landed
    assert await room.state(newer.number) == State.WITHDRAWN
    assert "还是那件事" in [body for *_, body in await room.history(older.number)]
    shown = [numbers.shown(one.number) for one in (newer, older)]
    assert [text for _, text in await messages(room)] == [TELL.format(newer=shown[0], older=shown[1])]


async def test_a_number_gathers_two_tickets_or_a_ticket_and_a_group(room: Room) -> None:
    one, two, other = await three(room)
    path = "/tickets/{}/together"
    await put(room, path.format(two.number), 1, does="gather", text=numbers.shown(one.number))
    async with room.database.view() as session:
        number = (await session.scalars(select(Group.number))).one()
    await put(room, path.format(other.number), 2, does="gather", text=number)
    assert await members(room, number) == [one.number, two.number, other.number]
    again = (await put(room, path.format(other.number), 3, does="gather", text=number))[1]
    assert groups_acting.WHY_NOT["taken"] in again


@pytest.mark.parametrize("text", ["", "123", "261047398", "<b>"])
async def test_a_number_nobody_has_gathers_nothing(room: Room, text: str) -> None:
    ticket = await room.open()
    page = (await put(room, f"/tickets/{ticket.number}/together", does="gather", text=text))[1]
    assert "没有编号是" in page and "<b>" not in page


async def test_the_page_shows_members_sum_and_earliest_day(room: Room) -> None:
    number = await gathered(room, *await three(room))
    page = (await room.get(f"/desk/groups/{number}"))[1]
    assert "3 人" in page and "6,000 元" in page and "13900000002" in page
    assert "到提醒线了" not in page
    assert number in (await room.get("/desk/groups"))[1]
    assert "集体3张" in (await room.get("/desk"))[1]
    found = await room.browser.get("/desk/find", params={"q": number}, allow_redirects=False)
    assert found.headers["Location"] == f"/desk/groups/{number}"


async def test_the_alarm_stands_on_the_page_and_the_inbox(room: Room) -> None:
    tickets = [await room.open(openid=f"o{place}") for place in range(10)]
    number = await gathered(room, *tickets)
    await compare(room)
    page = (await room.get(f"/desk/groups/{number}"))[1]
    assert "法释〔2013〕3号第三条" in page and "加急" in page
    assert "集体诉求 1 件" in (await room.get("/desk"))[1]


async def test_splitting_out_and_back(room: Room) -> None:
    one, two, _ = tickets = await three(room)
    number = await gathered(room, *tickets)
    await put(room, f"/groups/{number}/leave", 1, member=one.number, text="另一家")
    assert await members(room, number) == [two.number, tickets[2].number]
    assert (await room.history(one.number))[-1][1:] == ("ungrouped", None, f"编号 {numbers.shown(number)} 另一家")
    refused = await put(room, f"/groups/{number}/leave", 2, member=one.number)
    assert refused[0] == 409 and groups_acting.WHY_NOT["no member"] in refused[1]
    await put(room, f"/tickets/{one.number}/together", 3, does="gather", text=number)
    assert one.number in await members(room, number)


async def test_merging_and_parting_again(room: Room) -> None:
    one, two, other = await three(room)
    first, second = await gathered(room, one, two), await gathered(room, other)
    room.now.on(minutes=1)
    await put(room, f"/groups/{first}/speak", 1, member=two.number)
    landed = (await put(room, f"/groups/{first}/merge", 2, text=second))[1]
    assert groups_acting.MERGED.format(number=numbers.shown(second)) in landed and "分回原样" in landed
    assert await members(room, second) == [other.number, one.number, two.number]
    late = await room.open(openid="o9")
    await put(room, f"/tickets/{late.number}/together", 3, does="gather", text=second)
    room.now.on(minutes=1)
    assert groups_acting.PARTED in (await put(room, f"/groups/{first}/part", 4))[1]
    assert (await members(room, first), await members(room, second)) == (
        [one.number, two.number],
        [other.number, late.number],
    )
    assert [what for _, what in await happened(room, first)][-4:] == ["merged", "joined", "joined", "parted"]
    refused = await put(room, f"/groups/{first}/part", 5)
    assert refused[0] == 409 and groups_acting.WHY_NOT["not merged"] in refused[1]
    assert await whats(room, one) == ["opened", "grouped", "grouped", "grouped"]


@pytest.mark.parametrize("verb", ["merge", "link"])
async def test_a_group_does_not_go_into_itself_or_nothing(room: Room, verb: str) -> None:
    number = await gathered(room, await room.open())
    assert groups_acting.WHY_NOT["same"] in (await put(room, f"/groups/{number}/{verb}", 1, text=number))[1]
    assert groups_acting.NO_GROUP in (await put(room, f"/groups/{number}/{verb}", 2, text="261047398"))[1]


async def test_linking_and_unlinking_stand_in_both(room: Room) -> None:
    one, two, _ = await three(room)
    first, second = await gathered(room, one), await gathered(room, two)
    await put(room, f"/groups/{first}/link", 1, text=second)
    assert f"/desk/groups/{first}" in (await room.get(f"/desk/groups/{second}"))[1]
    assert groups_acting.WHY_NOT["linked"] in (await put(room, f"/groups/{second}/link", 2, text=first))[1]
    await put(room, f"/groups/{second}/unlink", 3, member=first)
    assert groups_acting.WHY_NOT["not linked"] in (await put(room, f"/groups/{first}/unlink", 4, member=second))[1]
    for number in (first, second):
        assert [what for _, what in await happened(room, number)][-2:] == ["linked", "unlinked"]


async def test_the_spokesperson_is_named_and_goes_with_the_split(room: Room) -> None:
    one, *_ = tickets = await three(room)
    number = await gathered(room, *tickets)
    assert groups_acting.SPEAKS in (await put(room, f"/groups/{number}/speak", 1, member=one.number))[1]
    stranger = await room.open(openid="o9")
    assert (await put(room, f"/groups/{number}/speak", 2, member=stranger.number))[0] == 409
    await put(room, f"/groups/{number}/leave", 3, member=one.number)
    assert (await whats(room, one))[-3:] == ["speaks", "speaks no more", "ungrouped"]
    assert "不当代表" not in (await room.get(f"/desk/groups/{number}"))[1]


@pytest.mark.parametrize(
    ("verb", "text", "told"),
    [
        ("answer", " ", EMPTY),
        ("answer", "薪" * (MOST_ANSWER + 1), TOO_LONG.format(most=MOST_ANSWER, now=MOST_ANSWER + 1)),
        ("note", "", EMPTY),
        ("name", " ", EMPTY),
    ],
)
async def test_words_that_do_not_fit_are_refused(room: Room, verb: str, text: str, told: str) -> None:
    number = await gathered(room, await room.open())
    status, page = await put(room, f"/groups/{number}/{verb}", text=text)
    assert status == 422 and told in page


async def test_notes_and_a_new_name_stay_with_the_group(room: Room) -> None:
    ticket = await room.open()
    number = await gathered(room, ticket)
    await put(room, f"/groups/{number}/note", 1, text="已电话核实")
    page = (await put(room, f"/groups/{number}/name", 2, text="<宏达>万达工地"))[1]
    assert "已电话核实" in page and "&lt;宏达&gt;万达工地" in page
    assert await messages(room) == [] and "note" not in await whats(room, ticket)


async def test_an_empty_group_fills_again(room: Room) -> None:
    ticket = await room.open()
    number = await gathered(room, ticket)
    await put(room, f"/groups/{number}/leave", 1, member=ticket.number)
    async with room.database.view() as session:
        assert (await session.scalars(select(Group.state))).one() == Standing.EMPTY
    assert number not in (await room.get("/desk/groups"))[1]
    await put(room, f"/tickets/{ticket.number}/together", 2, does="gather", text=number)
    assert await members(room, number) == [ticket.number]


@pytest.mark.parametrize("path", ["/desk/groups/261047398", "/desk/groups/1"])
async def test_a_group_that_is_not_there_is_told(room: Room, path: str) -> None:
    assert (await room.get(path))[0] == 404
    assert (await put(room, "/groups/261047398/note", text="x"))[0] == 404


@pytest.mark.parametrize("path", ["/desk/groups", "/desk/groups/261047398"])
async def test_strangers_see_no_group(door: Room, path: str) -> None:
    assert (await door.get(path))[0] == 303
