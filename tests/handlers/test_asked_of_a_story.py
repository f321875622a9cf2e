"""Short questions amid a story that is offered to be registered: answered as said of it, or put to a choice."""

from datetime import timedelta

import pytest
from talks import NEAR, SURE, Told

from bot.told_before import GO_ON, UNSURE
from handlers.calculate import STANDS_ON
from handlers.complaint import OFFER
from handlers.fallback import OF_IT
from handlers.intake import STILL_OFFERED
from knowledge.missed import Missed

STORY, ASKS, TELLS = "老板欠我三个月工资", "没有证据咋办", "他一直没给我合同"
HAS_CHOICES = OF_IT.partition("{choices}")[0]


@pytest.fixture
async def offered(told: Told) -> Told:
    """The story was told and registering it is offered."""
    assert OFFER in await told.say(told.means(STORY, "complaint", ("arrears", SURE)))
    return told


def of_story(told: Told, words: str, score: float, *slugs: str, intent: str = "other") -> str:
    """What the words find alone, and `score` is how sure that is with the story."""
    told.means(f"{STORY}\n{words}", "faq", *((slug, score) for slug in slugs))
    return told.means(words, intent, *((slug, NEAR) for slug in slugs))


async def test_what_the_story_makes_sure_is_answered_and_the_offer_stands(offered: Told) -> None:
    reply = (await offered.send(of_story(offered, ASKS, SURE, "contract"))).reply
    assert (reply.source, reply.content.startswith(GO_ON)) == ("contract", True)  # type: ignore[union-attr]
    assert "编号" in await offered.say("1")


async def test_what_comes_near_is_put_to_a_choice_beside_the_offers_own_numbers(offered: Told) -> None:
    said = await offered.say(of_story(offered, ASKS, NEAR, "contract", "leave"))
    assert said.startswith(HAS_CHOICES) and said.endswith(STANDS_ON)
    assert "\n3. " in said and "\n4. " in said and "\n1. " not in said
    assert (await offered.send("4")).reply.source == "leave"  # type: ignore[union-attr]
    assert (await offered.send("3")).reply.source == "contract"  # type: ignore[union-attr]
    assert "编号" in await offered.say("1")
    assert "near" not in await offered.facts()


async def test_a_number_that_is_none_of_the_choice_chooses_nothing(offered: Told) -> None:
    await offered.say(of_story(offered, ASKS, NEAR, "contract"))
    assert (await offered.send("5")).handler != "choosing.choosing"
    assert "编号" in await offered.say("1")


async def test_choosing_drops_the_question_from_those_without_an_answer(offered: Told) -> None:
    await offered.say(of_story(offered, ASKS, NEAR, "contract"))
    assert await missed(offered) == [ASKS]
    await offered.say("3")
    assert await missed(offered) == []


async def missed(told: Told) -> list[str]:
    """The questions kept as unanswered."""
    async with told.services.database.view() as session:
        rows = await Missed(session, told.services.keys).newest(told.now.date() - timedelta(days=1))
        return [row.text for row in rows]


async def test_without_anything_near_it_is_said_so(offered: Told) -> None:
    assert await offered.say(offered.means("能成吗", "other")) == f"{UNSURE}\n{STANDS_ON}"


async def test_what_is_told_further_is_kept_and_gets_help_with_it(offered: Told) -> None:
    said = await offered.say(of_story(offered, TELLS, SURE, "contract", intent="faq"))
    assert GO_ON in said and said.endswith(STILL_OFFERED)
    await offered.say("1")
    ((_, history),) = await offered.tickets()
    assert any(TELLS in text for _, text in history)


async def test_what_the_story_was_answered_with_is_no_help_again(offered: Told) -> None:
    assert await offered.say(of_story(offered, TELLS, SURE, "arrears", intent="faq")) == STILL_OFFERED


async def test_a_sure_answer_gives_way_to_what_the_story_makes_of_the_words(offered: Told) -> None:
    words = offered.means("工资怎么发", "faq", ("arrears", SURE), ("women", NEAR))
    offered.means(f"{STORY}\n{words}", "faq", ("women", SURE))
    assert (await offered.send(words)).reply.source == "women"  # type: ignore[union-attr]


async def test_without_an_offer_the_choice_begins_at_one(told: Told) -> None:
    await told.say(told.means("产假有多少天呢", "faq", ("women", SURE)))
    words = told.means("那要啥证明", "other", ("contract", NEAR))
    told.means(f"产假有多少天呢\n{words}", "faq", ("contract", NEAR))
    said = await told.say(words)
    assert said.startswith(HAS_CHOICES) and "\n1. " in said
    assert (await told.send("1")).reply.source == "contract"  # type: ignore[union-attr]


async def test_a_number_of_a_choice_that_is_over_is_no_part_of_the_story(offered: Told) -> None:
    await offered.say(of_story(offered, ASKS, NEAR, "contract"))
    await offered.say("老板姓王，是个川菜馆")
    assert await offered.say("3") == STANDS_ON
    await offered.say("1")
    [(ticket, _)] = await offered.tickets()
    assert not offered.read(ticket, ticket.story).endswith("3")


async def test_a_further_complaint_ends_the_choice(offered: Told) -> None:
    await offered.say(of_story(offered, ASKS, NEAR, "contract"))
    assert OFFER in await offered.say(offered.means("公司还把我辞退了", "complaint", ("severance", SURE)))
    assert await offered.say("3") == STANDS_ON
