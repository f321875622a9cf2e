"""A ticket's page: the facts, the history, the conversation as the worker saw it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from desk_room import Room
from sqlalchemy import update

from bot.journal import Line
from bot.journal_rows import JournalRow
from bot.wechat.parse import inbound
from bot.wechat.reply import Reply, Silence, Text, Transfer
from tickets import number as numbers
from tickets.models import Ticket
from tickets.outbox import CUT_OFF, NO_ANSWER, Kind, Outbox, OutboxMessage, Waiting
from tickets.proof import Outcome, Proofs, Via
from tickets.service import Tickets
from tickets.states import State
from web.desk import words
from web.desk.doing import NO_TICKET
from web.desk.ticket.conversation import (
    DELIVERY,
    HANDED_OVER,
    LATE,
    NEWEST,
    OWED,
    QUEUED,
    REFUSED,
    REMINDED,
    Conversation,
    Side,
)

LEFT = "职工已取消关注，只能打电话。"


async def page(room: Room, ticket: Ticket) -> str:
    status, text = await room.get(f"/desk/tickets/{ticket.number}")
    assert status == 200
    return text


async def talk(
    room: Room, said: str, reply: Reply | None, openid: str = "o1", at: datetime | None = None, **other: Any
) -> None:
    """Puts one message and its reply into the journal."""
    at = at or room.now()
    tree = {"ToUserName": "gh_1", "FromUserName": openid, "CreateTime": "1", "MsgType": "text", "Content": said}
    message = inbound({**tree, "MsgId": str(hash((said, at)) % 10**9), **other})
    keys = room.services.keys
    answered = at if reply else None
    line = Line(keys.index(message.key), keys.index(openid), message, at, "handler", reply, answered)
    assert await room.services.journal.record(line)


async def write(room: Room, text: str, state: Waiting, why: str | None = None, kind: Kind = Kind.AGENT) -> None:
    """Puts a message, usually of staff, into the outbox."""
    async with room.database.session() as session:
        outbox = Outbox(session, room.services.keys, room.now())
        message = await outbox.put(room.services.keys.index("o1"), text, kind)
        row = await session.get_one(OutboxMessage, message)
        row.state, row.why = state, why


async def bubbles(room: Room, ticket: Ticket, may_send: bool = True) -> list[tuple[Side, str, str]]:
    async with room.database.view() as session:
        found = await Tickets(session, room.services.keys, room.now(), room.services.rules).find(ticket.number)
        assert found
        conversation = Conversation(session, room.services.keys, room.now(), may_send)
        return [(one.side, one.text, one.mark) for one in await conversation.around(found)]


async def test_all_facts_are_shown(room: Room) -> None:
    ticket = await room.open(
        "老板欠我三个月工资\n一共一万八",
        employer="宏达公司",
        district="兴庆区",
        phone="13895101234",
        amount_fen=1_800_050,
        months=3.0,
    )
    text = await page(room, ticket)
    for part in ("老板欠我三个月工资\n一共一万八", "宏达公司", "兴庆区", "18,000.50 元", "3 个月", "待受理"):
        assert part in text
    assert 'href="tel:13895101234"' in text
    assert numbers.shown(ticket.number) in text


async def test_words_of_workers_are_shown_as_text(room: Room) -> None:
    ticket = await room.open("<script>alert(1)</script>", employer='"><img src=x>')
    await talk(room, "<b>粗</b>", Text('看<a href="javascript:x">这里</a>'))
    text = await page(room, ticket)
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<b>粗" not in text
    assert "javascript:" not in text
    assert "看这里" in text


@pytest.mark.parametrize("what", ["", "/talk"])
async def test_a_number_nobody_has_is_told(room: Room, what: str) -> None:
    status, text = await room.get(f"/desk/tickets/261047398{what}")
    assert status == 404
    assert NO_TICKET in text


async def test_the_history_speaks_chinese_and_names_people(room: Room) -> None:
    ticket = await room.open()
    await room.act(ticket.number, "move", "a" * 32, before="new", to="taken", text="马上打电话")
    await room.act(ticket.number, "note", "b" * 32, text="有两件旧案")

    async def more(tickets: Tickets, found: Ticket) -> None:
        await tickets.call(found, "13895101234")
        await tickets.say(found, "follower", "还有工友也被欠")
        await tickets.say(found, "agent:gone", "没了的人", "note")

    await room.change(ticket.number, more)
    text = await page(room, ticket)
    for part in ("转为「办理中」", "马上打电话", "张敏", "记了内部备注", "有两件旧案", "留了电话", "补充情况", "gone"):
        assert part in text
    assert "agent:" not in text


async def test_the_conversation_is_what_the_worker_saw(room: Room) -> None:
    await talk(room, "老板欠我工资", Text("先留证据。\n<a href='weixin://x'>1 登记</a>"))
    room.now.on(minutes=1)
    await talk(room, "人工", Transfer())
    room.now.on(minutes=1)
    await talk(room, "在吗", None)
    room.now.on(minutes=1)
    await talk(room, "嗯", Silence())
    ticket = await room.open()
    assert await bubbles(room, ticket) == [
        (Side.WORKER, "老板欠我工资", ""),
        (Side.BOT, "先留证据。\n1 登记", ""),
        (Side.WORKER, "人工", ""),
        (Side.BOT, HANDED_OVER, ""),
        (Side.WORKER, "在吗", OWED),
        (Side.WORKER, "嗯", ""),
    ]


@pytest.mark.parametrize(
    ("tree", "shown"),
    [
        ({"MsgType": "image", "PicUrl": "http://x/1", "MediaId": "m"}, "〔图片〕"),
        ({"MsgType": "voice", "MediaId": "m", "Format": "amr", "Recognition": "欠我钱"}, "〔语音〕欠我钱"),
        (
            {"MsgType": "location", "Location_X": "38.4", "Location_Y": "106.2", "Scale": "15", "Label": "西门桥"},
            "〔位置〕西门桥",
        ),
        ({"MsgType": "event", "Event": "subscribe"}, "〔关注了公众号〕"),
        ({"MsgType": "event", "Event": "CLICK", "EventKey": "human"}, "〔点了菜单「转人工」〕"),
        ({"MsgType": "hologram"}, "〔发来了别的内容〕"),
    ],
)
async def test_other_things_than_words_are_named(room: Room, tree: dict[str, str], shown: str) -> None:
    await talk(room, "", Text("好"), **tree)
    assert (await bubbles(room, await room.open()))[0][1] == shown


async def test_only_this_worker_and_this_time_are_shown(room: Room) -> None:
    ticket = await room.open()
    await talk(room, "前天的事", Text("好"), at=room.now() - timedelta(days=1, seconds=1))
    await talk(room, "别人的事", Text("好"), openid="o2")
    await talk(room, "今天的事", Text("好"))
    await room.move(ticket.number, State.CLOSED)
    await talk(room, "后来的事", Text("好"), at=room.now() + timedelta(days=1, seconds=1))
    room.now.on(days=5)
    assert [text for side, text, _ in await bubbles(room, ticket) if side is Side.WORKER] == ["今天的事"]


async def test_the_newest_are_kept_to_a_bound(room: Room) -> None:
    ticket = await room.open()
    for place in range(NEWEST + 5):
        room.now.on(seconds=1)
        await talk(room, f"第 {place} 句", None)
    said = [text for _, text, _ in await bubbles(room, ticket)]
    assert (len(said), said[0], said[-1]) == (NEWEST, "第 5 句", f"第 {NEWEST + 4} 句")


@pytest.mark.parametrize(
    ("state", "why", "may_send", "mark"),
    [
        (Waiting.WAITING, None, True, QUEUED),
        (Waiting.WAITING, "45015", True, DELIVERY[Waiting.WAITING]),
        (Waiting.WAITING, None, False, DELIVERY[Waiting.WAITING]),
        *((Waiting.WAITING, why, True, REFUSED[why]) for why in ("43004", "48002", NO_ANSWER, CUT_OFF)),
        (Waiting.SENT, "43004", True, DELIVERY[Waiting.SENT]),
        (Waiting.SENT, "customer message", True, DELIVERY[Waiting.SENT]),
        (Waiting.DROPPED, None, True, DELIVERY[Waiting.DROPPED]),
    ],
)
async def test_words_of_staff_tell_whether_they_arrived(
    room: Room, state: Waiting, why: str | None, may_send: bool, mark: str
) -> None:
    ticket = await room.open()
    await write(room, "请发考勤表", state, why)
    assert await bubbles(room, ticket, may_send) == [(Side.STAFF, "请发考勤表", mark)]


async def test_words_about_the_ticket_are_seen_as_told_by_the_system(room: Room) -> None:
    ticket = await room.open()
    await write(room, "办结了", Waiting.SENT, kind=Kind.STATUS)
    assert await bubbles(room, ticket) == [(Side.BOT, "办结了", DELIVERY[Waiting.SENT])]


async def test_what_was_reminded_of_says_so_and_the_platforms_report_is_no_words_of_the_worker(room: Room) -> None:
    ticket = await room.open()
    await write(room, "请发考勤表", Waiting.WAITING, "45015")
    async with room.database.session() as session:
        Proofs(session, room.now()).begin(room.services.keys.index("o1"), [1], Via.TEMPLATE, Outcome.ARRIVED)
    report = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": "7", "Status": "success"}
    await talk(room, "", Silence(), **report)
    said = f"{DELIVERY[Waiting.WAITING]}{REMINDED}"
    assert await bubbles(room, ticket) == [(Side.STAFF, "请发考勤表", said)]


async def test_words_that_rode_on_a_reply_stand_in_it_only(room: Room) -> None:
    ticket = await room.open()
    await write(room, "请发考勤表", Waiting.RODE)
    await talk(room, "在吗", Text("在。\n请发考勤表"))
    assert [side for side, _, _ in await bubbles(room, ticket)] == [Side.WORKER, Side.BOT]


async def test_only_what_the_knowledge_base_answered_can_be_put_right(room: Room) -> None:
    ticket = await room.open()
    await talk(room, "工伤怎么认定", Text("在一个月内申请。", source="injury-recognition"))
    await talk(room, "你们几点上班", Text("请问您要登记诉求吗？"))
    page = (await room.get(f"/desk/tickets/{ticket.number}"))[1]
    assert page.count("答错了？更正") == 1 and 'value="工伤怎么认定"' in page


async def test_a_late_answer_says_so(room: Room) -> None:
    ticket = await room.open()
    await talk(room, "在吗", Text("在"))
    async with room.database.session() as session:
        await session.execute(update(JournalRow).values(late=True))
    assert (await bubbles(room, ticket))[1] == (Side.BOT, "在", LATE)


async def test_a_message_that_does_not_open_hides_no_other(room: Room) -> None:
    ticket = await room.open()
    await talk(room, "一", Text("好"))
    async with room.database.session() as session:
        await session.execute(update(JournalRow).values(body=b"\x01kxx", reply=b""))
    room.now.on(seconds=1)
    await talk(room, "二", None)
    assert [text for _, text, _ in await bubbles(room, ticket)] == [words.BROKEN, "二"]


async def test_a_worker_who_left_can_only_be_called(room: Room) -> None:
    ticket = await room.open(phone="13895101234")
    async with room.database.session() as session:
        await Tickets(session, room.services.keys, room.now(), room.services.rules).detach(
            room.services.keys.index("o1")
        )
    text = await page(room, ticket)
    assert LEFT in text
    assert "13895101234" in text
    assert f"/desk/tickets/{ticket.number}/answer" not in text
    assert await bubbles(room, ticket) == []


async def test_the_part_fetched_again_tells_of_a_move_by_others(room: Room) -> None:
    ticket = await room.open()
    path = f"/desk/tickets/{ticket.number}/talk?seen=new"
    told = "已转为「办理中」"
    assert told not in (await room.get(path))[1]
    await room.move(ticket.number, State.TAKEN)
    assert told in (await room.get(path))[1]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.NEW, {"taken", "waiting", "closed", "withdrawn"}),
        (State.TAKEN, {"waiting", "closed", "withdrawn"}),
        (State.WAITING, {"taken", "closed", "withdrawn"}),
        (State.CLOSED, {"taken"}),
        (State.WITHDRAWN, {"taken"}),
    ],
)
async def test_only_allowed_moves_are_offered(room: Room, state: State, offered: set[str]) -> None:
    ticket = await room.open()
    if state is not State.NEW:
        await room.move(ticket.number, state)
    text = await page(room, ticket)
    assert {one for one in State if f'name="to" value="{one}"' in text} == offered
    assert ("确认要办结" in text) == (State.CLOSED in offered)
