"""Who one is, sums and how long, told before any matter: what happened is asked, and they join what is told next."""

import pytest
from talks import FAR, NEAR, SURE, Told
from test_told_before import HOW_MUCH, STORY, SUGGESTED, N, offered

from bot.told_before import HEARD
from handlers.before_a_matter import EXAMPLES, FACTS_ALONE, FACTS_HEARD, FACTS_MORE, FACTS_NOTED, WHAT_IS_IT
from handlers.beside_unnamed import SAME
from handlers.complaint import OFFER, TELL
from handlers.fallback import GREETING
from handlers.intake import STILL_OFFERED

GUARD, WAGE, YEARS = "我是保安", "一个月2600", "干了3年"
FACTS = {"wage_fen": 260_000, "service_months": 36.0}
ASKED = WHAT_IS_IT.partition("{examples}")[0]


def joined(told: Told, intent: str, *lines: str, **slots: object) -> None:
    """Says how the lines are read as one message."""
    told.means("\n".join(lines), intent, ("severance", SURE), **slots)


async def test_all_that_is_told_before_the_question_is_counted(told: Told) -> None:
    assert (await told.say(GUARD)).startswith(ASKED)
    assert [await told.say(WAGE), await told.say(YEARS)] == [FACTS_MORE, FACTS_MORE]
    question = told.means(f"{STORY}，能赔多少", "calculate", ("severance", SURE))
    joined(told, "calculate", GUARD, WAGE, YEARS, question, **FACTS)
    assert "7,800.00元" in await told.say(question)


async def test_within_the_hour_and_no_longer(told: Told) -> None:
    question = told.means(f"{STORY}，能赔多少", "calculate", ("severance", SURE))
    joined(told, "calculate", GUARD, WAGE, YEARS, question, **FACTS)
    await told.say(f"{GUARD}，{WAGE}，{YEARS}")
    told.later(hours=1)
    assert "入职日期" in await told.say(question)


async def test_a_complaint_behind_it_is_registered_with_it(told: Told) -> None:
    await told.say(GUARD)
    await told.say(WAGE)
    joined(told, "complaint", GUARD, WAGE, STORY, wage_fen=260_000, job="保安")
    await offered(told)
    await told.say("1")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == f"{GUARD}\n{WAGE}\n{STORY}"
    assert (await told.facts())["job"] == "保安"


@pytest.mark.parametrize(("alone", "answer"), [(SURE - 0.1, "women"), (NEAR, "women"), (SURE, "leave")])
async def test_the_answer_is_the_one_that_fits_who_they_are_where_that_is_surer(
    told: Told, alone: float, answer: str
) -> None:
    await told.say("我怀孕了")
    told.means("我怀孕了\n让我上夜班", "faq", ("women", SURE))
    assert f"{answer}先这样办" in await told.say(told.means("让我上夜班", "faq", ("leave", alone)))


async def test_what_nothing_is_known_of_together_is_answered_alone(told: Told) -> None:
    await told.say(GUARD)
    told.means(f"{GUARD}\n工伤怎么认定", "faq", ("leave", NEAR))
    assert "injury先这样办" in await told.say(told.means("工伤怎么认定", "faq", ("injury", SURE)))


async def test_small_talk_behind_it_is_no_matter(told: Told) -> None:
    await told.say(GUARD)
    told.means(f"{GUARD}\n讲个笑话", "faq", ("severance", SURE))
    assert [await told.say("讲个笑话"), await told.say("你好")] == [GREETING, GREETING]


@pytest.mark.parametrize("words", ["登记", "我要投诉"])
async def test_a_command_behind_it_is_done(told: Told, words: str) -> None:
    await told.say(GUARD)
    assert await told.say(words) == TELL


async def test_how_much_of_facts_alone_asks_what_happened(told: Told) -> None:
    await told.say(GUARD)
    assert await told.say(HOW_MUCH) == FACTS_MORE
    question = told.means(STORY, "complaint", ("severance", SURE))
    joined(told, "complaint", GUARD, STORY)
    assert OFFER in await told.say(question)


@pytest.mark.parametrize("words", ["我是保安", "我在工地干活", "我怀孕了", "我今年49女的", "我是宁夏人"])
async def test_examples_are_those_of_the_trade(told: Told, words: str) -> None:
    said = await told.say(words)
    assert said.startswith(HEARD) and any(all(one in said for one in these) for these in EXAMPLES.values())
    assert said != await told.say(WAGE)


async def test_bare_sums_alone_are_asked_as_before(told: Told) -> None:
    assert [await told.say(WAGE), await told.say(YEARS)] == [FACTS_ALONE, FACTS_MORE]


async def test_behind_a_matter_it_belongs_to_that(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    assert await told.say(GUARD) in (FACTS_NOTED, FACTS_HEARD)
    await told.say(WAGE)
    told.means("\n".join([STORY, GUARD, WAGE, HOW_MUCH]), "calculate", ("severance", SURE), **FACTS)
    assert "7,800.00元" in await told.say(HOW_MUCH)


async def test_behind_the_offer_it_is_put_into_the_story(told: Told) -> None:
    await offered(told)
    assert await told.say(told.means("我在工地干活", "faq", ("contract", SURE))) == STILL_OFFERED
    await told.say("1")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == f"{STORY}\n我在工地干活"


async def test_who_filed_without_a_name_is_asked_first(told: Told) -> None:
    await told.say("匿名")
    await told.say("公司乱罚款，一次200")
    assert (await told.say(GUARD)).startswith(SAME.partition("{")[0][:12])


async def test_an_offered_question_behind_it_stays_one(told: Told) -> None:
    await told.say(GUARD)
    told.means(f"{GUARD}\n那个事", "faq", ("injury", FAR))
    assert SUGGESTED in await told.say(told.means("那个事", "faq", ("injury", NEAR)))
    assert N not in await told.say(HOW_MUCH)
