"""Where the firm is asked for, a payment and a question are no name; a question is answered and ours stands."""

import pytest
from talks import SURE, Talk

from bot.told_before import UNSURE
from handlers.amid_questions import STILL
from handlers.asking import NOTED
from handlers.of_help import FREE
from tickets.question import SUM, WHERE

STORY = "老板不给我结账"
STANDS = STILL.format(asks=WHERE.asks)


@pytest.mark.parametrize("paid", ["老板昨个给了一千", "前天转了我八百", "工头给了两千块"])
async def test_a_payment_is_no_firm(talk: Talk, paid: str) -> None:
    await talk.registered(STORY)
    assert await talk.say(paid) == f"{NOTED}\n{WHERE.asks}"
    assert "employer" not in await talk.facts()


@pytest.mark.parametrize("sure", [True, False])
async def test_a_question_is_no_firm(talk: Talk, sure: bool) -> None:
    await talk.registered(STORY)
    question = talk.means("会不会报复我", "faq", *([("contract", SURE)] if sure else []))
    said = await talk.say(question)
    assert (UNSURE in said) is not sure and (sure or said.endswith(STANDS))
    assert "employer" not in await talk.facts()
    assert SUM.asks in await talk.say("宏达服装厂，金凤区")


@pytest.mark.parametrize("asks", ["要不要花钱", "收不收费", "要钱吗", "花不花钱"])
async def test_whether_it_costs_is_answered_and_the_question_stands(talk: Talk, asks: str) -> None:
    await talk.registered(STORY)
    assert await talk.say(asks) == f"{FREE}\n\n{STANDS}"


@pytest.mark.parametrize("firm", ["好再来饭店", "恒发第一建筑公司", "金凤区那个谁家的饭店"])
async def test_a_firm_that_looks_like_either_is_taken(talk: Talk, firm: str) -> None:
    await talk.registered(STORY)
    talk.means(firm, "other", **({"district": "金凤区"} if "区" in firm else {}))
    await talk.say(firm)
    assert (await talk.facts())["employer"] == firm


async def test_a_payment_is_no_answer_to_what_is_owed(talk: Talk) -> None:
    await talk.registered(STORY)
    await talk.say("宏达服装厂，金凤区")
    await talk.say("前天转了我八百")
    assert "amount_fen" not in await talk.facts()
