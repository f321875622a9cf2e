"""What is left of a sum that was owed is named, to be confirmed with a yes."""

import pytest
from talks import SURE, Talk

from knowledge.slots import Source
from tickets.question import SUM
from tickets.vague_sums import ASK_LEFT

STORY, SAID = "欠了八千，已经给了两千", "八千,已经给了两千"


async def asked(talk: Talk) -> str:
    source = Source("amount_fen", SAID, 2, "between", 600_000, 800_000)
    talk.means(STORY, "complaint", ("arrears", SURE), sources=(source,), employer="宏达厂")
    await talk.say(STORY)
    return await talk.say("1")


@pytest.mark.parametrize(
    ("answer", "fen"), [("是", 600_000), ("对", 600_000), ("8000", 800_000), ("还欠6500", 650_000)]
)
async def test_the_rest_is_named_and_a_yes_takes_it(talk: Talk, answer: str, fen: int) -> None:
    assert (await asked(talk)).endswith(ASK_LEFT.format(said=SAID, left="6,000元"))
    await talk.say(answer)
    [(ticket, _)] = await talk.tickets()
    assert ticket.claims[0].amount_fen == fen


async def test_a_yes_to_a_question_that_named_nothing_is_no_answer(talk: Talk) -> None:
    talk.means(STORY, "complaint", ("arrears", SURE), employer="宏达厂")
    for words in (STORY, "1"):
        said = await talk.say(words)
    assert said.endswith(SUM.asks)
    await talk.say("是")
    assert not (await talk.tickets())[0][0].claims
