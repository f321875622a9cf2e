"""Canned replies: whose they are, what their variables become, what is wrong with them."""

import json
import re

import pytest
from desk_room import Room
from group_room import gathered, messages, put
from hypothesis import given
from hypothesis import strategies as st
from ticket_room import ACTOR, landed, outbox, refused

from tickets import number as numbers
from tickets.states import State
from web.desk.models import Agent
from web.desk.ticket.acting import TO_FILL, TO_WORKER
from web.desk.ticket.models import CannedReply
from web.desk.ticket.replies import NO_REPLY, NO_TEXT, NO_TITLE, NOT_YOURS
from web.desk.ticket.replies_routes import DELETED, SAVED
from web.desk.ticket.telling import CLOSED
from web.desk.ticket.variables import OPEN, SAMPLE, filled, waiting, wrong

TEXT = "您的单子（{编号}）我们已联系{单位}。"


async def keep(room: Room, once: str = "1" * 32, **fields: str) -> object:
    return await room.post("/desk/replies", once=once, **{"title": "催单位", "text": TEXT, **fields})


async def of_ticket(room: Room, number: str) -> list[dict[str, object]]:
    return json.loads((await room.get(f"/desk/tickets/{number}/replies"))[1])  # type: ignore[no-any-return]


async def share(room: Room, owner: bool) -> int:
    """A reply that is everybody's, or a colleague's."""
    async with room.database.session() as session:
        other = Agent(name="li", display="李", hash="x", role="agent", created_at=room.now(), active=True, failed=0)
        session.add(other)
        await session.flush()
        row = CannedReply(title="公用", text="好", changed_by=ACTOR, changed_at=room.now())
        row.owner_id = other.id if owner else None
        session.add(row)
        await session.flush()
        return row.id


async def test_it_is_kept_and_filled_in_for_a_ticket(room: Room) -> None:
    ticket = await room.open(facts={"employer": "鼎元"})
    assert SAVED.format(title="催单位") in await landed(room, await keep(room))
    shown = f"{ticket.number[:3]} {ticket.number[3:6]} {ticket.number[6:]}"
    [reply] = await of_ticket(room, ticket.number)
    assert reply == {"title": "催单位", "text": f"您的单子（{shown}）我们已联系鼎元。", "own": True}


async def test_what_the_ticket_does_not_tell_is_marked_and_not_sent(room: Room) -> None:
    ticket = await room.open()
    await keep(room)
    [reply] = await of_ticket(room, ticket.number)
    assert OPEN.format(name="单位") in str(reply["text"])
    await refused(await room.act(ticket.number, "answer", text=str(reply["text"])), 422, TO_FILL.format(names="单位"))
    assert await outbox(room) == []


async def test_without_scripts_it_is_put_into_the_box_by_its_address(room: Room) -> None:
    ticket = await room.open(facts={"employer": "鼎元"})
    await keep(room)
    page = (await room.get(f"/desk/tickets/{ticket.number}?reply=1"))[1]
    assert re.search(r'id="text-answer"[^>]*>您的单子（[\d ]+）我们已联系鼎元。</textarea>', page)
    for none in ("2", "x", "9" * 20):
        assert "></textarea>" in (await room.get(f"/desk/tickets/{ticket.number}?reply={none}"))[1]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, NO_TITLE),
        ({"text": ""}, NO_TEXT),
        ({"text": "{工资}"}, "没有「{工资}」这个变量"),
        ({"text": "{编号"}, "大括号要成对"),
    ],
)
async def test_what_is_wrong_is_named_and_what_was_written_stays(room: Room, fields: dict[str, str], said: str) -> None:
    await refused(await keep(room, **{"title": "还在", **fields}), 422, said)
    async with room.database.view() as session:
        assert await session.get(CannedReply, 1) is None


async def test_only_who_oversees_writes_for_everybody(room: Room) -> None:
    await refused(await keep(room, shared="1"), 403, NOT_YOURS)
    await room.become("supervisor")
    assert "公用" in await landed(room, await keep(room, "2" * 32, shared="1"))


async def test_everybodys_is_read_but_not_changed_by_an_agent(room: Room) -> None:
    reply = await share(room, owner=False)
    assert "公用" in (await room.get("/desk/replies"))[1]
    await refused(await keep(room, reply=str(reply)), 403, NOT_YOURS)
    await refused(await keep(room, reply=str(reply), does="delete"), 403, NOT_YOURS)


async def test_a_colleagues_is_not_there(room: Room) -> None:
    reply = await share(room, owner=True)
    assert "公用" not in (await room.get("/desk/replies"))[1]
    await refused(await keep(room, reply=str(reply)), 404, NO_REPLY)
    await refused(await keep(room, reply=str(reply), does="delete"), 404, NO_REPLY)


async def test_ones_own_is_changed_and_deleted(room: Room) -> None:
    await keep(room)
    assert "改「催单位」" in (await room.get("/desk/replies?edit=1"))[1]
    assert SAVED.format(title="新名") in await landed(room, await keep(room, "2" * 32, reply="1", title="新名"))
    page = await landed(room, await keep(room, "3" * 32, reply="1", does="delete"))
    assert DELETED.format(title="新名") in page and "还没有常用语" in page


async def test_the_preview_shows_the_words_and_names_the_fault(room: Room) -> None:
    response = await room.post("/desk/replies/preview", text="{编号} {工资}<b>")
    text = await response.text()
    assert SAMPLE["编号"] in text and "没有「{工资}」这个变量" in text and "<b>" not in text


def test_every_variable_fills_in() -> None:
    text = "".join(f"{{{name}}}" for name in SAMPLE)
    assert not wrong(text) and filled(text, SAMPLE) == "".join(SAMPLE.values())


@given(st.text(max_size=60))
def test_any_text_is_either_faulty_or_fills_in_without_a_brace_of_its_own(text: str) -> None:
    if not wrong(text):
        assert "{" not in filled(text, SAMPLE) and "}" not in filled(text, SAMPLE)


@given(st.sampled_from(sorted(SAMPLE)))
def test_what_nobody_knows_waits_to_be_filled_in(name: str) -> None:
    assert waiting(filled(f"好{{ {name} }}", {})) == [name]


async def test_a_variable_typed_into_the_box_is_filled_in(room: Room) -> None:
    ticket = await room.open(employer="宏达")
    assert (await room.act(ticket.number, "answer", text="已约{单位}周五谈。")).status == 303
    assert [text for _, text in await messages(room)] == [
        TO_WORKER.format(number=numbers.shown(ticket.number), text="已约宏达周五谈。")
    ]


async def test_a_variable_in_the_outcome_is_filled_in_as_the_worker_reads_it(room: Room) -> None:
    ticket = await room.open(employer="宏达")
    assert (await room.act(ticket.number, "move", before="new", to=State.CLOSED, text="{单位}已付清")).status == 303
    [(_, told)] = await messages(room)
    assert CLOSED.format(number=numbers.shown(ticket.number), text="宏达已付清") in told
    assert (await room.history(ticket.number))[-1][-1] == "宏达已付清"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("打{电话}找我", "没有「{电话}」这个变量"),
        ("{单位}已付", TO_FILL.format(names="单位")),
        ("还有{单位", "大括号要成对"),
    ],
)
async def test_what_no_variable_stands_for_is_named_and_not_sent(room: Room, text: str, said: str) -> None:
    ticket = await room.open()
    await refused(await room.act(ticket.number, "answer", text=text), 422, said)
    for end in (State.CLOSED, State.WITHDRAWN):
        await refused(await room.act(ticket.number, "move", before="new", to=end, text=text), 422, said)
    assert await room.state(ticket.number) == State.NEW
    number = await gathered(room, ticket)
    status, page = await put(room, f"/groups/{number}/answer", text=text)
    assert (status, said in page, text in page) == (422, True, True)
    assert await messages(room) == []
