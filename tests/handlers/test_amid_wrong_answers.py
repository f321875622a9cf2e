"""Another answer put right in the midst of the questions, and numbers that answer none."""

import pytest
from talks import SURE, Talk

from handlers.amending import CHANGED, UNDO
from handlers.amid_wrong_answers import WHICH_WRONG
from handlers.asking import NOW
from tickets import number
from tickets.amending import after
from tickets.question import BEGAN, LEFT, PHONE, SUM, BadAnswer

STORY = "老板不给我结账"


async def asked_for_the_phone(talk: Talk) -> None:
    """A ticket that only lacks the telephone."""
    talk.means(STORY, "complaint", ("arrears", SURE), employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    for words in (STORY, "1"):
        await talk.say(words)
    assert (await talk.say("还在干")).endswith(PHONE.asks)


async def test_what_is_to_be_put_right_is_asked(talk: Talk) -> None:
    await asked_for_the_phone(talk)
    said = await talk.say("更正")
    assert said.startswith(WHICH_WRONG.partition("{")[0]) and "金额：18,000元" in said and said.endswith(PHONE.asks)


async def test_another_answer_is_put_right_and_the_question_asked_again(talk: Talk) -> None:
    await asked_for_the_phone(talk)
    said = await talk.say("金额不对 是18500")
    [(ticket, history)] = await talk.tickets()
    told = CHANGED.format(number=number.shown(ticket.number), lines="金额：18,000元 → 18,500元")
    assert said == f"{told}\n{UNDO.format(label='金额', before='18,000元')}\n{PHONE.asks}"
    assert ticket.claims[0].amount_fen == 1_850_000
    assert ("corrected", "金额：18,000元 → 18,500元") in history
    await talk.say("13900001234")
    assert (await talk.facts())["phone"] == "13900001234"


async def test_without_the_right_answer_that_one_is_asked_for_first(talk: Talk) -> None:
    await asked_for_the_phone(talk)
    assert (await talk.say("金额说错了")).endswith(SUM.asks)
    assert (await talk.say("18500")).endswith(PHONE.asks)
    assert (await talk.facts())["amount_fen"] == 1_850_000


async def test_the_very_question_that_stands_is_asked_again(talk: Talk) -> None:
    await asked_for_the_phone(talk)
    assert await talk.say("电话号码填错了") == PHONE.asks
    await talk.say("13900001234")
    assert await talk.say("5") == f"{NOW.format(told='13900001234')}\n{PHONE.asks}"
    assert await talk.say("电话号码填错了") == f"{NOW.format(told='13900001234')}\n{PHONE.asks}"


async def test_a_number_is_no_day_of_leaving(talk: Talk) -> None:
    talk.means(STORY, "complaint", ("arrears", SURE), employer="宏达建筑", months=3.0, amount_fen=1_800_000)
    for words in (STORY, "1"):
        await talk.say(words)
    assert [await talk.say("1") for _ in range(3)] == [LEFT.asks] * 3


@pytest.mark.parametrize("question", [LEFT, BEGAN])
def test_a_bare_number_is_no_day(talk: Talk, question: object) -> None:
    with pytest.raises(BadAnswer, match=r"^$"):
        question.read("1", talk.now.date())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("金额不对 是18500", "18500"),
        ("单位错了，应该是宏大建筑", "宏大建筑"),
        ("金额改成一万六", "一万六"),
        ("金额不对", ""),
    ],
)
def test_the_right_answer_is_what_follows(said: str, answer: str) -> None:
    assert after(said) == answer
