"""Mentions, other tickets beside this one, evidence in order, the file on paper."""

import io
import zipfile
from datetime import timedelta

import pytest
from desk_room import Room
from group_room import compare
from sqlalchemy import select
from ticket_room import ACTOR, colleague, landed, refused, whats

from tickets import number as numbers
from tickets.evidence import Evidences, Piece
from tickets.lines import Line
from tickets.models import Ticket
from tickets.ratings import Content, Ratings
from tickets.service import Tickets
from tickets.withdrawals import Paid, Withdrawals
from web.desk.audit import AuditLine
from web.desk.models import Agent
from web.desk.ticket import acting, arranging, linking, mentions


async def me(room: Room) -> Agent:
    async with room.database.view() as session:
        return (await session.scalars(select(Agent).where(Agent.name == ACTOR.removeprefix("agent:")))).one()


async def mentioned(room: Room, agent: Agent) -> list[tuple[str, bool]]:
    async with room.database.view() as session:
        return [(one.number, one.is_read) for one in await mentions.mentions_of(session, agent)]


async def put(room: Room, ticket: Ticket, *names: str) -> list[int]:
    made = []
    for name in names:
        async with room.database.session() as session:
            evidence = Evidences(session, room.services.keys, room.now() - timedelta(minutes=1))
            row = await evidence.add(ticket, Piece("Image", "media"))
            evidence.keep(row, "image/jpeg", "0" * 64, 1)
            evidence.name(row, name)
            made.append(row.id)
    return made


async def named(room: Room, ticket: Ticket) -> list[str]:
    async with room.database.view() as session:
        evidence = Evidences(session, room.services.keys, room.now())
        return [evidence.note(row) for row in await evidence.of(ticket)]


async def test_who_is_named_in_a_note_is_told_and_the_author_is_not(room: Room) -> None:
    ticket, li = await room.open(), await colleague(room, "li", "李明")
    text = "@李明 看一下，@zhangmin 我也看，@没这个人"
    page = await landed(room, await room.act(ticket.number, "note", text=text))
    assert acting.TOLD.format(names="李明") in page
    assert await mentioned(room, li) == [(ticket.number, False)] and await mentioned(room, await me(room)) == []
    async with room.database.view() as session:
        assert await mentions.unread(session, li) == 1


async def test_who_does_not_see_the_ticket_is_not_told(room: Room) -> None:
    ticket, far = await room.open(facts={"district": "金凤区"}), await colleague(room, "far", "远处", "西夏区")
    page = await landed(room, await room.act(ticket.number, "note", text="@远处 来"))
    assert acting.BLIND.format(names="远处") in page and await mentioned(room, far) == []


async def test_it_counts_as_read_once_the_ticket_is_opened(room: Room) -> None:
    ticket, mine = await room.open(), await me(room)
    async with room.database.session() as session:
        row = mentions.Mention(agent_id=mine.id, ticket_id=ticket.id, by="agent:li", at=room.now())
        session.add(row)
    assert await mentioned(room, mine) == [(ticket.number, False)]
    await room.get(f"/desk/tickets/{ticket.number}")
    assert await mentioned(room, mine) == [(ticket.number, True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("@李明明 好", ["李明明"]), ("@李明 好", ["李明"]), ("＠li", ["李明"]), ("李明", []), ("a@b", []), ("@", [])],
)
def test_the_longest_name_wins(text: str, found: list[str]) -> None:
    agents = [Agent(id=1, name="li", display="李明"), Agent(id=2, name="mm", display="李明明")]
    assert [one.display for one in mentions.called(text, agents)] == found


async def test_the_same_workers_other_ticket_is_near_and_can_be_merged(room: Room) -> None:
    older, newer = await room.open("欠薪", "o1"), await room.open("还是欠薪", "o1")
    page = (await room.get(f"/desk/tickets/{newer.number}"))[1]
    assert linking.WORKER in page and "确认合成一张" in page
    page = await landed(room, await room.act(newer.number, "double", text=older.number))
    assert "已合成一张" in page
    assert await room.state(newer.number) == "withdrawn" and Line.MERGED_IN in await whats(room, older.number)


async def test_two_workers_tickets_are_not_merged(room: Room) -> None:
    one, other = await room.open("欠薪", "o1"), await room.open("欠薪", "o2")
    assert "确认合成一张" not in (await room.get(f"/desk/tickets/{one.number}"))[1]
    answer = await room.act(one.number, "double", text=other.number)
    await refused(answer, 409, linking.WHY_NOT["not one worker"])


async def test_the_nearest_come_with_reasons(room: Room) -> None:
    one = await room.open("欠薪", "o1", facts={"employer": "鼎元建筑公司", "district": "金凤区"})
    other = await room.open("欠薪", "o2", facts={"employer": "鼎元建筑", "district": "金凤区"})
    await compare(room)
    page = (await room.get(f"/desk/tickets/{one.number}"))[1]
    assert numbers.shown(other.number) in page and "单位像" in page


async def test_a_link_is_seen_from_both_and_taken_back(room: Room) -> None:
    one, other = await room.open("一", "o1"), await room.open("二", "o2")
    page = await landed(room, await room.act(one.number, "link", "1" * 32, text=numbers.shown(other.number)))
    assert linking.LINKED.format(number=numbers.shown(other.number)) in page
    assert numbers.shown(one.number) in (await room.get(f"/desk/tickets/{other.number}"))[1]
    await refused(await room.act(other.number, "link", "2" * 32, text=one.number), 409, linking.WHY_NOT["linked"])
    await room.act(other.number, "unlink", "3" * 32, text=one.number)
    assert "取消关联" not in (await room.get(f"/desk/tickets/{one.number}"))[1]
    assert (await whats(room, other.number))[1:] == [Line.LINKED, Line.UNLINKED]


@pytest.mark.parametrize("asked", ["000000000", "x", ""])
async def test_no_link_with_what_is_not_there(room: Room, asked: str) -> None:
    ticket = await room.open()
    await refused(await room.act(ticket.number, "link", text=asked), 422, linking.NO_NUMBER.format(asked=asked))


async def test_no_link_with_itself_and_no_end_to_none(room: Room) -> None:
    ticket, other = await room.open(), await room.open("二", "o2")
    await refused(await room.act(ticket.number, "link", "1" * 32, text=ticket.number), 409, linking.WHY_NOT["same"])
    answer = await room.act(ticket.number, "unlink", "2" * 32, text=other.number)
    await refused(answer, 409, linking.WHY_NOT["not linked"])


async def test_another_districts_ticket_is_neither_shown_nor_linked(room: Room) -> None:
    mine = await room.open("一", "o1", facts={"district": "西夏区"})
    other = await room.open("二", "o1", facts={"district": "金凤区"})
    await room.become("agent", "西夏区")
    assert numbers.shown(other.number) not in (await room.get(f"/desk/tickets/{mine.number}"))[1]
    for form in ("link", "double"):
        answer = await room.act(mine.number, form, text=other.number)
        await refused(answer, 422, linking.NO_NUMBER.format(asked=other.number))


async def test_evidence_is_moved_and_named(room: Room) -> None:
    ticket = await room.open()
    first, second, third = await put(room, ticket, "一", "二", "三")
    path = f"evidence/{third}"
    await landed(room, await room.act(ticket.number, f"{path}/move", "1" * 32, to="up"))
    assert await named(room, ticket) == ["一", "三", "二"]
    await room.act(ticket.number, f"evidence/{first}/move", "2" * 32, to="down")
    assert await named(room, ticket) == ["三", "一", "二"]
    page = await landed(room, await room.act(ticket.number, f"evidence/{second}/name", "3" * 32, text="工资条"))
    assert arranging.NAMED.format(place=3, name="工资条") in page
    assert (await whats(room, ticket.number))[1:] == [Line.ARRANGED] * 3


@pytest.mark.parametrize(("place", "to"), [(0, "up"), (1, "down")])
async def test_nothing_moves_beyond_the_ends(room: Room, place: int, to: str) -> None:
    ticket = await room.open()
    piece = (await put(room, ticket, "一", "二"))[place]
    answer = await room.act(ticket.number, f"evidence/{piece}/move", to=to)
    await refused(answer, 409, arranging.AT_THE_END)


async def test_a_piece_of_another_ticket_is_not_touched(room: Room) -> None:
    mine, other = await room.open(), await room.open("二", "o2")
    [piece] = await put(room, other, "别人的")
    for form in ("move", "name"):
        answer = await room.act(mine.number, f"evidence/{piece}/{form}", to="up", text="改")
        await refused(answer, 404, arranging.NO_PIECE)
    assert await named(room, other) == ["别人的"]


async def test_a_name_is_needed(room: Room) -> None:
    ticket = await room.open()
    [piece] = await put(room, ticket, "一")
    await refused(await room.act(ticket.number, f"evidence/{piece}/name", text=" "), 422, arranging.NO_NAME)


async def test_the_file_has_everything_in_order_and_the_audit_knows(room: Room) -> None:
    ticket = await room.open("老板<b>欠钱", facts={"employer": "鼎元", "amount_fen": 1_800_000})
    await put(room, ticket, "工资条")
    status, page = await room.get(f"/desk/tickets/{ticket.number}/file")
    assert status == 200 and "老板&lt;b&gt;欠钱" in page and "工资条" in page and "18,000 元" in page
    assert "张敏 11月22日 14:00 打印" in page
    async with room.database.view() as session:
        acts = (await session.scalars(select(AuditLine.act).where(AuditLine.about == ticket.number))).all()
    assert "printed" in acts


async def test_the_file_of_another_district_is_not_there(room: Room) -> None:
    ticket = await room.open(facts={"district": "金凤区"})
    await room.become("agent", "西夏区")
    for page in ("file", "exhibits", "exhibits.docx", "replies", "suggest"):
        assert (await room.get(f"/desk/tickets/{ticket.number}/{page}"))[0] == 404


async def test_what_the_worker_wishes_and_thinks_stands_at_the_top(room: Room) -> None:
    ticket = await room.open()
    async with room.database.session() as session:
        found = await Tickets(session, room.services.keys, room.now(), room.services.rules).find(ticket.number)
        assert found
        more = (session, room.services.keys, room.now(), room.services.rules)
        await Withdrawals(*more).ask(found, Paid.PART, 500_000, pressed=True)
        await Ratings(*more).rate(found, Content.NO)
        await Ratings(*more).explain(found, "拖太久")
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    for said in ("职工想撤回这张单子", "拿到一部分，5,000 元", "有人催他", "职工评价：不满意", "「拖太久」"):
        assert said in page


async def test_the_list_of_exhibits_on_paper(room: Room) -> None:
    ticket = await room.open(facts={"employer": "鼎元建筑公司"})
    await put(room, ticket, "工资条")
    status, page = await room.get(f"/desk/tickets/{ticket.number}/exhibits")
    assert status == 200 and "工资条" in page
    response = await room.browser.get(f"/desk/tickets/{ticket.number}/exhibits.docx")
    assert response.status == 200 and "attachment" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(await response.read())) as packed:
        written = packed.read("word/document.xml").decode()
    assert "工资条" in written and "鼎元建筑公司" in written
