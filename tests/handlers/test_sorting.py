"""What a picture shows, said by a number or a name; never in the way of the next picture or of words."""

import pytest
from sqlalchemy import select
from talks import SURE, Talk, text

from bot.wechat.message import Image, Location, Voice
from handlers.adding import WRITTEN as ADDED
from handlers.evidence import HEARD_BY_A_PERSON
from handlers.sorting import ELSEWHERE, LABELLED, MOVED, WHAT
from rights.elements import Proof
from rights.limits import Matter
from rights.proof import OFFERED, offered
from rights.proof_pieces import PIECES
from tickets import number
from tickets.evidence import Evidence
from tickets.models import Ticket
from tickets.service import Opening, Tickets

ASKED = WHAT.partition("{")[0]
ELSE = ELSEWHERE.partition("{")[0]
BANK = offered(Matter.WAGES).index(Proof.BANK) + 1
OTHER = OFFERED + 1


async def opened(talk: Talk) -> Ticket:
    async with talk.services.database.session() as session:
        tickets = Tickets(session, talk.services.keys, talk.now, talk.services.rules)
        return await tickets.open(Opening("欠薪", "老板欠我工资", talk.follower))


async def send(talk: Talk, kind: type[Image] | type[Voice] | type[Location]) -> str:
    base = text("", talk.openid)
    common = {"account": base.account, "openid": base.openid, "created_s": base.created_s, "msg_id": base.msg_id}
    fields = {
        Image: {"pic_url": "http://mmbiz.qpic.cn/x", "media_id": "m"},
        Voice: {"media_id": "m", "format": "amr", "recognition": None},
        Location: {"latitude": 38.5, "longitude": 106.2, "scale": 15, "label": "兴庆区"},
    }[kind]
    return str(getattr((await talk.send(kind(**common, **fields))).reply, "content", ""))  # type: ignore[arg-type]


async def proofs(talk: Talk) -> list[str | None]:
    async with talk.services.database.view() as session:
        return list(await session.scalars(select(Evidence.proof).order_by(Evidence.id)))


async def test_a_picture_is_named_by_a_number_and_renamed_by_another(talk: Talk) -> None:
    await opened(talk)
    asked = await send(talk, Image)
    assert ASKED in asked and f"{BANK} {PIECES[Proof.BANK].name}" in asked and f"{OTHER} 别的" in asked
    assert await talk.say(str(BANK)) == LABELLED.format(pieces="第1件", name=PIECES[Proof.BANK].name)
    assert await proofs(talk) == ["bank"]
    await talk.say("聊天记录。")
    assert await proofs(talk) == ["chat"]
    [(_, history)] = await talk.tickets()
    assert history[-1] == ("labelled", "第1件：聊天记录")


async def test_several_in_a_row_are_named_together_and_the_next_alone(talk: Talk) -> None:
    await opened(talk)
    for _ in range(3):
        assert ASKED in await send(talk, Image)
    assert "这3件" in await talk.say(str(BANK))
    await send(talk, Image)
    await talk.say(str(OTHER))
    assert await proofs(talk) == ["bank", "bank", "bank", "other"]


async def test_words_that_say_what_it_is_name_it(talk: Talk) -> None:
    await opened(talk)
    await send(talk, Image)
    assert await talk.say("这是我在工地的照片") == LABELLED.format(pieces="第1件", name="现场照片")
    await talk.say("这是社保的事吗")
    assert await proofs(talk) == ["site"]


async def test_no_answer_is_needed(talk: Talk) -> None:
    ticket = await opened(talk)
    await send(talk, Image)
    assert await talk.say("这是六月的") == ADDED.format(number=number.shown(ticket.number))
    assert "injury先这样办" in await talk.say(talk.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert await proofs(talk) == [None]


@pytest.mark.parametrize("words", [str(OTHER + 1), "0"])
async def test_a_number_that_is_not_offered_names_nothing(talk: Talk, words: str) -> None:
    await opened(talk)
    await send(talk, Image)
    await talk.say(words)
    assert await proofs(talk) == [None]


async def test_a_day_later_a_number_names_nothing(talk: Talk) -> None:
    await opened(talk)
    await send(talk, Image)
    talk.later(hours=2, seconds=1)
    await talk.say(str(BANK))
    assert await proofs(talk) == [None]
    await send(talk, Image)
    await talk.say(str(BANK))
    assert await proofs(talk) == [None, "bank"]  # the first is another day's


async def test_a_recording_and_a_place_are_not_asked_about(talk: Talk) -> None:
    await opened(talk)
    said = await send(talk, Voice)
    assert ASKED not in said and HEARD_BY_A_PERSON in said
    assert ASKED not in await send(talk, Location)


async def test_while_a_question_of_ours_stands_nothing_is_asked(talk: Talk) -> None:
    talk.means("欠我钱", "complaint", ("arrears", SURE))
    await talk.say("欠我钱")
    await talk.say("1")
    before = await talk.dialogue()
    assert ASKED not in await send(talk, Image) and await talk.dialogue() == before


async def test_with_two_open_one_list_names_and_moves(talk: Talk) -> None:
    older, newer = await opened(talk), await opened(talk)
    asked = await send(talk, Image)
    assert ASKED in asked and ELSE in asked and f"{OTHER + 1}. 编号 {number.shown(older.number)}" in asked
    assert await talk.say(str(OTHER + 1)) == MOVED.format(number=number.shown(older.number))
    await talk.say(str(BANK))
    async with talk.services.database.view() as session:
        [row] = (await session.scalars(select(Evidence))).all()
    assert (row.ticket_id, row.proof) == (older.id, "bank") and newer.id != older.id


async def test_a_place_with_two_open_can_be_moved(talk: Talk) -> None:
    older, _ = await opened(talk), await opened(talk)
    asked = await send(talk, Location)
    assert ASKED not in asked and f"1. 编号 {number.shown(older.number)}" in asked
    assert await talk.say("1") == MOVED.format(number=number.shown(older.number))


async def test_what_now_belongs_to_somebody_else_is_not_named(talk: Talk, other: Talk) -> None:
    ticket = await opened(talk)
    await send(talk, Image)
    async with talk.services.database.session() as session:
        (await session.get_one(Ticket, ticket.id)).follower = other.follower
    await talk.say(str(BANK))
    assert await proofs(talk) == [None]
