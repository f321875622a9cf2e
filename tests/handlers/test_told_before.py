"""「能赔多少」 behind a story that was told before: counted from what the story says."""

from dataclasses import replace

import pytest
from rights_support import PARAMETERS
from talks import SURE, Talk, Told, context_of

from bot.told_before import AsksSumOfIt
from handlers.calculate import STANDS_ON
from handlers.complaint import BEFORE, OFFER
from handlers.fallback import GREETING, NO_SUM
from handlers.intake import STILL_OFFERED
from tickets.counted import AFTER

STORY, HOW_MUCH = "公司无故辞退我", "能赔多少"
ALL = {"began": "2023-03-01", "ended": "2026-10-31", "wage_fen": 650_000}
N, TWICE = "26,000.00元", "52,000.00元"


@pytest.fixture
def told(talk: Talk) -> Told:
    talk.services = replace(talk.services, parameters=PARAMETERS)
    return Told.of(talk)


async def offered(told: Told, **slots: object) -> None:
    """The story was told and registering it is offered."""
    assert OFFER in await told.say(told.means(STORY, "complaint", ("severance", SURE), **slots))
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **slots)


@pytest.mark.parametrize(
    "words", ["能赔多少", "能赔多少钱？", "一共多少", "公司该给我多少", "那能要多少钱呢", "怎么算", "帮我算下", "多少"]
)
def test_who_asks_how_much_and_not_of_what(words: str) -> None:
    assert AsksSumOfIt().matches(context_of(words))


@pytest.mark.parametrize("words", ["加班费多少", "最低工资多少", "欠我6000", "赔我钱", "多久能赔", "18000", "能赔", ""])
def test_who_asks_something_else(words: str) -> None:
    assert not AsksSumOfIt().matches(context_of(words))


async def test_the_sum_of_the_story_comes_and_the_offer_stands(told: Told) -> None:
    await offered(told, **ALL)
    said = await told.say(HOW_MUCH)
    assert N in said and TWICE in said and AFTER in said and said.endswith(STANDS_ON)
    assert "登记好了" in await told.say("好的")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == STORY


async def test_what_the_story_lacks_is_asked_and_the_story_can_be_registered_after(told: Told) -> None:
    await offered(told)
    assert "入职日期" in await told.say(HOW_MUCH)
    assert "离职日期" in await told.say("2023-03-01")
    assert "平均工资" in await told.say("2026-10-31")
    assert N in await told.say("6500")
    assert await told.say("登记") == f"{BEFORE.format(said=STORY)}\n\n{OFFER}"


async def test_a_story_that_was_only_answered_is_counted_too(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE), **ALL))
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)


async def test_what_nothing_is_counted_of_goes_its_usual_way(told: Told) -> None:
    assert await told.say(HOW_MUCH) == GREETING
    await told.say(told.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert await told.say(HOW_MUCH) == NO_SUM


async def test_other_words_behind_the_offer_are_still_added_to_the_story(told: Told) -> None:
    await offered(told, **ALL)
    assert await told.say(told.means("他们还骂人", "faq")) == STILL_OFFERED
