"""A follower's own question amid those of a ticket: answered shortly, or put to what comes near; ours stands."""

from datetime import timedelta

import pytest
from talks import SURE, Talk

from bot.told_before import UNSURE
from handlers.amid_questions import KEPT_FOR_STAFF, PERHAPS, STILL
from handlers.asking import NOTED
from handlers.of_help import WHO_SEES
from knowledge.missed import Missed
from tickets.question import SUM

STORY = "老板不给我结账"
STANDS = STILL.format(asks=SUM.asks)
HAS_TITLES = PERHAPS.partition("{titles}")[0]
HALF_SURE = 0.5


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """The sum is asked for."""
    await talk.registered(STORY)
    assert SUM.asks in await talk.say("宏达服装厂，金凤区")
    return talk


@pytest.mark.parametrize("said", ["没有证据", "没有证据咋办"])
async def test_the_answer_is_short_and_the_question_stands(asked: Talk, said: str) -> None:
    reply = (await asked.send(asked.means(said, "faq", ("contract", SURE)))).reply
    assert reply.source == "contract"  # type: ignore[union-attr]
    assert reply.content.endswith(STANDS)  # type: ignore[union-attr]
    assert "amount_fen" not in await asked.facts()
    assert SUM.asks not in await asked.say("一万八")


async def test_what_comes_near_is_named_without_numbers(asked: Talk) -> None:
    said = await asked.say(asked.means("会不会打我", "other", ("contract", HALF_SURE), ("leave", HALF_SURE)))
    assert said.startswith(HAS_TITLES) and said.endswith(STANDS)
    assert said.count("\n· ") == 2 and "\n1. " not in said
    assert "会不会打我" in str(await asked.tickets())
    async with asked.services.database.view() as session:
        rows = await Missed(session, asked.services.keys).newest(asked.now.date() - timedelta(days=1))
    assert [row.text for row in rows] == ["会不会打我"]


async def test_without_anything_near_staff_see_it(asked: Talk) -> None:
    said = await asked.say(asked.means("能不能现在就去", "other"))
    assert said == f"{UNSURE}\n{KEPT_FOR_STAFF}\n\n{STANDS}"
    assert "能不能现在就去" in str(await asked.tickets())


async def test_who_sees_it_is_told_and_staff_read_the_fear(asked: Talk) -> None:
    fear = asked.means("别让老板知道是我说的", "other")
    assert await asked.say(fear) == f"{WHO_SEES}\n\n{STANDS}"
    [(_, history)] = await asked.tickets()
    assert history[-1] == ("said", fear)


async def test_so_it_is_behind_the_questions(asked: Talk) -> None:
    for _ in range(4):
        await asked.say("跳过")
    fear = asked.means("别告诉老板是我", "other")
    assert (await asked.say(fear)).endswith(f"\n\n{WHO_SEES}")
    [(_, history)] = await asked.tickets()
    assert history[-1] == ("said", fear)


@pytest.mark.parametrize("said", ["问这个干啥", "啥意思", "怎么也算不清", "多少我忘了"])
async def test_what_asks_of_the_question_or_passes_it_is_for_the_question(asked: Talk, said: str) -> None:
    assert UNSURE not in (told := await asked.say(asked.means(said, "other"))) and told.startswith(NOTED)


async def test_a_sum_told_as_a_question_is_the_answer(asked: Talk) -> None:
    assert UNSURE not in await asked.say(asked.means("一万八对不对", "other"))
    assert (await asked.facts())["amount_fen"] == 1_800_000
