"""Words that say little alone are taken with what was told before."""

import pytest
from talks import FAR, NEAR, SURE, Told, context_of

from bot.told_before import GO_ON, QUESTION, AsksSumOfIt
from handlers.amid_questions import STILL, SUM_LATER
from handlers.asking import NEXT
from handlers.before_a_matter import FACTS_ALONE, FACTS_HEARD, FACTS_NOTED
from handlers.calculate import STANDS_ON
from handlers.complaint import BEFORE, OFFER
from handlers.fallback import GREETING, NO_SUM, SUGGEST, WELCOME
from handlers.intake import STILL_OFFERED
from tickets.counted import AFTER
from tickets.question import WHERE

STORY, HOW_MUCH = "公司无故辞退我", "能赔多少"
ALL = {"began": "2023-03-01", "ended": "2026-10-31", "wage_fen": 650_000}
SUGGESTED = SUGGEST.partition("{choices}")[0]
N, TWICE = "26,000.00元", "52,000.00元"


async def offered(told: Told, **slots: object) -> None:
    """The story was told and registering it is offered."""
    assert OFFER in await told.say(told.means(STORY, "complaint", ("severance", SURE), **slots))
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **slots)


@pytest.mark.parametrize(
    "words",
    [
        "能赔多少",
        "能赔多少钱？",
        "一共多少",
        "公司该给我多少",
        "那能要多少钱呢",
        "怎么算",
        "帮我算下",
        "多少",
        "还差多少",
        "那能给多钱撒",
        "给赔多钱呢",
        "能要钱吗",
        "能要到钱不",
        "那能赔钱吗",
    ],
)
def test_who_asks_how_much_and_not_of_what(words: str) -> None:
    assert AsksSumOfIt().matches(context_of(words))


@pytest.mark.parametrize(
    "words",
    ["加班费多少", "最低工资多少", "欠我6000", "赔我钱", "多久能赔", "18000", "能赔", "算了", "算了吧", "要钱吗", ""],
)
def test_who_asks_something_else(words: str) -> None:
    assert not AsksSumOfIt().matches(context_of(words))


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("啥时候给", True),
        ("这是什么意思", True),
        ("找谁", True),
        ("没说啥理由", False),
        ("啥理由也没说", False),
        ("什么都没签", False),
        *((words, True) for words in ("能要不", "能走不撒", "合理不", "公安管不管", "敢不敢告", "给多钱")),
        *((words, False) for words in ("他从不", "老板就是不", "来不了", "他不给")),
    ],
)
def test_words_that_ask(words: str, asks: bool) -> None:
    assert bool(QUESTION(words)) is asks


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


@pytest.mark.parametrize("words", ["我该咋办", "怎么办呢", "那我找谁", "然后呢？", "接下来去哪"])
async def test_who_asks_what_now_gets_the_first_steps_of_what_they_told(told: Told, words: str) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    said = await told.say(words)
    assert said.startswith(f"{GO_ON}\nseverance先这样办") and "severance为什么" not in said


async def test_words_that_come_near_the_same_answer_alone_and_together_are_answered(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    told.means(f"{STORY}\n老板不管", "faq", ("injury", SURE))
    assert (await told.say(told.means("老板不管", "faq", ("leave", NEAR), ("injury", FAR)))).startswith(GO_ON)


@pytest.mark.parametrize("near", [("leave", NEAR), ("leave", FAR)])
async def test_words_near_another_answer_alone_go_their_usual_way(told: Told, near: tuple[str, float]) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    told.means(f"{STORY}\n那个事", "faq", ("severance", SURE))
    assert not (await told.say(told.means("那个事", "faq", near))).startswith(GO_ON)


async def test_an_offered_question_is_no_longer_meant_after_it(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    assert SUGGESTED in await told.say(told.means("那个事", "faq", ("injury", NEAR)))
    told.means(f"{STORY}\n那个事", "faq", ("severance", SURE))
    assert (await told.say("我该咋办")).startswith(GO_ON)
    assert await told.say("1") == f"{BEFORE.format(said=f'{STORY}，那个事')}\n\n{OFFER}"


@pytest.mark.parametrize("words", ["你好", "在吗", "谢谢啊", "嗯嗯", "hi"])
async def test_a_greeting_or_thanks_is_neither_added_nor_answered_as_the_matter(told: Told, words: str) -> None:
    await offered(told)
    assert await told.say(words) in (STANDS_ON, WELCOME)
    await told.say("登记")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == STORY


async def test_whatever_is_told_behind_the_offer_is_on_the_ticket(told: Told) -> None:
    await offered(told)
    further = told.means("他还打人", "complaint", ("injury", SURE))
    for words in ("他电话不接", "干了三年，工资5000"):
        assert await told.say(words) == STILL_OFFERED
    assert OFFER in await told.say(further)
    await told.say("1")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == f"{STORY}\n他电话不接\n干了三年，工资5000\n{further}"


async def test_bare_facts_behind_an_answer_belong_to_it(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    facts = told.means("2023年3月入职，月薪6500", "other")
    told.means(f"{STORY}\n{facts}", "calculate", ("severance", SURE), **ALL)
    assert await told.say(facts) == FACTS_NOTED
    told.means(f"{STORY}\n{facts}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)
    assert await told.say("登记") == f"{BEFORE.format(said=f'{STORY}，{facts}'[:40])}\n\n{OFFER}"


async def test_bare_facts_behind_a_question_of_how_much_are_counted_at_once(told: Told) -> None:
    asked = told.means("公司辞退我补偿多少钱", "faq", ("severance", SURE))
    await told.say(asked)
    told.means(f"{asked}\n月薪6500", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say("月薪6500")


async def test_bare_facts_behind_what_is_not_counted_or_nothing(told: Told) -> None:
    assert await told.say("月薪6500") == FACTS_ALONE
    await told.say(told.means("工伤怎么认定", "faq", ("injury", SURE)))
    assert await told.say("月薪6500") == FACTS_HEARD


async def test_an_hour_later_nothing_was_told_before(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE), **ALL))
    told.later(hours=1, seconds=1)
    assert await told.say("我该咋办") == GREETING


async def test_a_question_that_means_little_without_the_ticket_is_answered_and_kept(told: Told) -> None:
    await told.registered(STORY)
    for _ in range(8):
        if NEXT in await told.say("跳过"):
            break
    told.means(f"{STORY}\n那能行吗", "faq", ("leave", SURE))
    said = await told.say(told.means("那能行吗", "faq", ("leave", FAR)))
    assert "leave先这样办" in said and "记在您的单子上了" in said
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)
    [(_, history)] = await told.tickets()
    assert ("said", "那能行吗") in history


async def test_an_answer_to_one_question_of_a_sum_may_tell_another_field(told: Told) -> None:
    await offered(told, service_months=20.0)
    assert "平均工资" in await told.say(HOW_MUCH)
    facts = told.means("2023年3月1日入职，2026年10月31日离职，月薪6500", "other", **ALL)
    assert N in await told.say(facts)
    assert N in await told.say(HOW_MUCH)


async def test_one_answer_may_tell_all_that_is_asked(told: Told) -> None:
    await offered(told)
    assert "入职日期" in await told.say(HOW_MUCH)
    facts = told.means("2023年3月1日入职，2026年10月31日最后上班，月工资6500", "other", **ALL)
    assert N in await told.say(facts)


async def test_amid_the_questions_of_a_ticket_it_is_answered_by_its_story_and_the_question_stands(told: Told) -> None:
    await told.registered(STORY)
    asks = STILL.format(asks=WHERE.asks)
    assert await told.say(HOW_MUCH) == f"{SUM_LATER}\n\n{asks}"
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    said = await told.say(HOW_MUCH)
    assert N in said and said.endswith(asks)
    said = await told.say("我该咋办")
    assert "arrears先这样办" in said and said.endswith(asks)
    assert WHERE.asks not in await told.say("宏达建筑，西夏区")


async def test_bare_facts_amid_the_questions_are_no_question_of_their_own(told: Told) -> None:
    await told.registered(STORY)
    await told.say(told.means("2023年3月1日入职，月工资6500", "faq", ("leave", SURE), began="2023-03-01"))
    assert (await told.facts())["began"] == "2023-03-01"
