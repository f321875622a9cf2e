"""A number given late, or instead of another, is the phone; what is told beside a question is said."""

import pytest
from talks import Talk

from handlers.asking import CHANGED, NO_CALL, NOTED, NOTED_AND_ASKED, OR_CALL, PHONE_NOTED, REACHES
from tickets import number
from tickets.question import LEFT, PHONE, WHICH_DAY
from tickets.told import MISSING

STORY = "老板不给我结账"


async def in_summary(talk: Talk, **slots: object) -> str:
    """A ticket whose questions are all asked; its shown number."""
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000, **slots)
    await talk.say("还在干")
    if "phone" not in slots:
        assert f"电话：{MISSING}" in await talk.say("跳过")
    [(ticket, _)] = await talk.tickets()
    return number.shown(ticket.number)


@pytest.mark.parametrize("words", ["13500000000", "我电话是13500000000"])
async def test_a_phone_after_the_summary_is_the_phone(talk: Talk, words: str) -> None:
    shown = await in_summary(talk)
    assert await talk.say(words) == PHONE_NOTED.format(phone="13500000000", number=shown)
    [(ticket, history)] = await talk.tickets()
    assert (talk.read(ticket, ticket.phone), history[-1][0]) == ("13500000000", "phone")


async def test_another_phone_counts_instead_of_the_old_one(talk: Talk) -> None:
    shown = await in_summary(talk, phone="13912345678")
    words = "我电话不是13912345678，是13987654321"
    assert await talk.say(words) == PHONE_NOTED.format(phone="13987654321", number=shown)
    [(ticket, history)] = await talk.tickets()
    assert talk.read(ticket, ticket.phone) == "13987654321"
    assert ("corrected", CHANGED.format(label="电话", before="13912345678", after="13987654321")) in history


async def test_a_phone_is_corrected_while_something_else_is_asked(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000, phone="13912345678")
    assert LEFT.asks in await talk.say("电话错了，是13987654321")
    assert (await talk.facts())["phone"] == "13987654321"


@pytest.mark.parametrize("words", ["电话不想留", "不留电话", "没有手机", "不留了"])
async def test_who_leaves_none_is_not_told_of_a_call(talk: Talk, words: str) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    await talk.say("还在干")
    said = await talk.say(words)
    assert said.startswith(NO_CALL) and REACHES.format(call="") in said and OR_CALL not in said
    [(ticket, history)] = await talk.tickets()
    assert (ticket.phone, history[-1]) == (None, ("said", words))


async def test_a_phone_that_was_left_is_taken_off(talk: Talk) -> None:
    await in_summary(talk, phone="13912345678")
    await talk.say("5")
    assert (await talk.say("不留电话了")).startswith(NO_CALL)
    [(ticket, _)] = await talk.tickets()
    assert ticket.phone is None and "phone" not in await talk.facts()


async def test_no_phone_said_at_another_question_is_taken_and_not_asked_again(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    said = await talk.say("不留电话")
    assert said.startswith(NO_CALL) and LEFT.asks in said
    assert PHONE.asks not in await talk.say("还在干")


async def test_no_phone_said_after_the_summary_takes_it_off(talk: Talk) -> None:
    await in_summary(talk, phone="13912345678")
    assert await talk.say("不要给我打电话") == NO_CALL
    [(ticket, _)] = await talk.tickets()
    assert ticket.phone is None and "phone" not in await talk.facts()


async def test_a_number_not_to_be_rung_is_no_answer(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    await talk.say("还在干")
    await talk.say("不要打这个电话13812345678")
    assert "phone" not in await talk.facts()


async def test_the_phone_of_somebody_else_is_no_phone_of_theirs(talk: Talk) -> None:
    await in_summary(talk)
    await talk.say("老板电话13500000000")
    [(ticket, history)] = await talk.tickets()
    assert (ticket.phone, history[-1]) == (None, ("said", "老板电话13500000000"))


async def test_one_who_is_gone_is_asked_the_day(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    assert await talk.say("已经走了") == f"{NOTED}\n{WHICH_DAY}"
    assert PHONE.asks in await talk.say("10月15日")
    assert (await talk.facts())["ended"] == "2026-10-15"


async def test_other_facts_are_said_and_the_question_put_in_other_words(talk: Talk) -> None:
    await talk.registered(STORY, employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    phone = talk.means("13912345678", "other", phone="13912345678")
    expected = NOTED_AND_ASKED.format(told="电话 13912345678", asks=LEFT.again)
    assert await talk.say(phone) == expected
    assert (await talk.facts())["phone"] == "13912345678"
