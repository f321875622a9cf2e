"""Corrections, further matters and what becomes of them in a talk of several turns."""

import pytest
from talks import NEAR, SURE, Told
from test_told_before import ALL, HOW_MUCH, STORY, SUGGESTED, N, offered

from bot.told_before import GO_ON, UNSURE
from handlers.amid_questions import REGISTERED, STILL
from handlers.asking import NEXT
from handlers.before_a_matter import FACTS_ALONE, FACTS_HEARD, FACTS_NOTED
from handlers.calculate import ALSO, STANDS_ON
from handlers.calculating import STOPPED, TOO_SMALL
from handlers.complaint import ALREADY, BEFORE, OFFER, RECKONED, SEVERAL, SHOWN
from handlers.fallback import AT_HAND, WELCOME
from handlers.intake import NOT_NOW
from handlers.of_help import FREE, HOW_LONG
from handlers.withdrawing import ASK_PAID
from knowledge.slots import Source
from tickets import number
from tickets.question import WHERE


@pytest.mark.parametrize(
    ("words", "answer"),
    [*((words, HOW_LONG) for words in ("要多久", "什么时候能解决", "太慢了", "我等不起了")), ("要钱吗？", FREE)],
)
async def test_how_long_help_takes_and_what_it_costs_is_answered_anywhere(told: Told, words: str, answer: str) -> None:
    assert await told.say(words) == answer
    await offered(told)
    assert await told.say(words) == answer
    assert "登记好了" in await told.say("登记")
    assert await told.say(words) == f"{answer}\n\n{STILL.format(asks=WHERE.asks)}"


async def test_a_correction_behind_the_offer_replaces_what_was_told(told: Told) -> None:
    await offered(told)
    await told.say(told.means("干了两年，月薪5000", "other", service_months=24.0, wage_fen=500_000))
    told.means(f"{STORY}\n干了五年，月薪5000", "complaint", ("severance", SURE), service_months=60.0, wage_fen=500_000)
    counted = await told.say("不对，是五年")
    assert "50,000.00元（N" not in counted and "25,000.00元（N）" in counted and counted.endswith(STANDS_ON)
    await told.say("1")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == f"{STORY}\n干了两年，月薪5000\n不对，是五年"  # as it was said
    assert (await told.facts())["service_months"] == 60.0


async def test_a_correction_behind_an_answer_replaces_what_was_told(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    for words in ("干了两年，月薪5000", "说错了，是6500"):
        assert await told.say(words) in (FACTS_NOTED, FACTS_HEARD)
    told.means(f"{STORY}\n干了两年，月薪6500\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)


async def test_facts_told_before_their_matter_belong_to_it(told: Told) -> None:
    assert await told.say("干了三年，月薪6500") == FACTS_ALONE
    story = f"干了三年，月薪6500\n{STORY}"
    told.means(story, "complaint", ("severance", SURE), **ALL)
    await offered(told)
    told.means(f"{story}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)


async def test_of_two_matters_both_are_counted_or_the_other_is_named(told: Told) -> None:
    story = "欠我三个月工资，还把我辞退了"
    assert OFFER in await told.say(told.means(story, "complaint", ("arrears", SURE)))
    both = {"months": 3.0, "wage_fen": 600_000, "service_months": 38.0}
    told.means(f"{story}\n{HOW_MUCH}", "calculate", ("arrears", SURE), **both)
    said = await told.say(HOW_MUCH)
    assert "18,000.00元" in said and "21,000.00元" in said and said.endswith(STANDS_ON)
    told.means(f"{story}\n一共多少", "calculate", ("arrears", SURE), months=3.0, wage_fen=600_000)
    assert ALSO.format(name="经济补偿") in await told.say("一共多少")


async def test_who_asks_for_compensation_gets_that_though_wages_are_owed(told: Told) -> None:
    story = "公司拖欠工资，我被迫离职"
    await told.say(told.means(story, "complaint", ("arrears", SURE)))
    told.means(f"{story}\n能要多少补偿", "calculate", ("arrears", SURE), **ALL)
    assert N in await told.say("能要多少补偿")


async def test_a_question_that_nothing_answers_is_said_so(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    told.means(f"{STORY}\n能成吗", "faq", ("severance", SURE))
    assert await told.say("能成吗") == UNSURE


async def test_what_is_told_behind_an_answer_is_registered_with_it(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    assert await told.say("老板换人了现在不认") == FACTS_HEARD
    assert await told.say("登记") == f"{BEFORE.format(said=f'{STORY}，老板换人了现在不认')}\n\n{OFFER}"


async def test_who_asks_to_register_what_is_registered_is_told_so(told: Told) -> None:
    await told.registered(STORY)
    for _ in range(8):
        if NEXT in await told.say("跳过"):
            break
    told.later(hours=1)
    assert await told.say("登记") == ALREADY


async def test_a_weightier_complaint_names_the_ticket_and_what_was_known_stays(told: Told) -> None:
    first = told.means("老板拖欠我3个月工资，每月5000", "complaint", ("arrears", SURE), months=3.0, wage_fen=500_000)
    await told.say(first)
    await told.say(told.means("今天上班还把手轧了", "complaint", ("injury", SURE)))
    await told.say(told.means("还没签合同", "complaint", ("contract", SURE)))
    await told.say("1")
    [(ticket, _)] = await told.tickets()
    assert (ticket.kind, (await told.facts())["wage_fen"]) == ("工伤", 500_000)
    assert told.read(ticket, ticket.story).splitlines() == [first, "今天上班还把手轧了", "还没签合同"]


@pytest.mark.parametrize("words", ["不登记了", "取消登记"])
async def test_who_will_not_register_after_all_is_not_registered(told: Told, words: str) -> None:
    await offered(told)
    assert await told.say(words) == NOT_NOW
    await told.say("好的")
    assert await told.tickets() == []
    await told.registered(STORY)
    assert ASK_PAID.partition("{")[0] in await told.say(words)


async def test_of_several_matters_each_is_shown_and_all_is_registered(told: Told) -> None:
    first, second = "工伤怎么认定的呢" * 9, "年假到底有几天呀"
    for words in (first, second):
        await told.say(told.means(words, "faq", ("leave", SURE)))
    shown = SEVERAL.format(said=f"· {first[:SHOWN]}…\n· {second}")
    assert await told.say("登记") == f"{shown}\n\n{OFFER}"
    await told.say("1")
    [(ticket, _)] = await told.tickets()
    assert told.read(ticket, ticket.story) == f"{first}\n{second}"  # whole, of each the beginning is shown


async def test_a_sum_told_on_a_ticket_leaves_the_ticket_open_for_words(told: Told) -> None:
    await told.registered(STORY)
    for _ in range(8):
        if NEXT in await told.say("跳过"):
            break
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)
    await told.say("再补充一句我在宏达上班")
    [(_, history)] = await told.tickets()
    assert ("said", "再补充一句我在宏达上班") in history


async def test_what_was_only_guessed_at_belongs_to_the_matter_before(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    assert SUGGESTED in await told.say(told.means("那个老板的事", "faq", ("injury", NEAR)))
    told.means(f"{STORY}\n那个老板的事", "faq", ("severance", SURE))
    assert (await told.say("我该咋办")).startswith(f"{GO_ON}\nseverance")
    assert await told.say("登记") == f"{BEFORE.format(said=f'{STORY}，那个老板的事')}\n\n{OFFER}"


@pytest.mark.parametrize("words", ["好的", "嗯嗯", "知道了"])
async def test_a_yes_to_nothing_is_heard(told: Told, words: str) -> None:
    assert await told.say(words) == AT_HAND


async def test_sums_and_days_are_no_name_of_an_employer(told: Told) -> None:
    await told.registered(STORY)
    asks = STILL.format(asks=WHERE.asks)
    told.means(f"{STORY}\n不对，是18000", "complaint", ("arrears", SURE), amount_fen=1_800_000)
    assert (await told.say("不对，是18000")).endswith(asks)
    assert (await told.facts())["amount_fen"] == 1_800_000 and not (await told.facts()).get("employer")
    [(ticket, _)] = await told.tickets()
    assert await told.say("登记") == f"{REGISTERED.format(number=number.shown(ticket.number))}\n\n{asks}"
    assert not (await told.facts()).get("employer")


async def test_a_guarded_matter_stays_guarded_whatever_is_told_after(told: Told) -> None:
    for words, entry in (("怀孕了老板骂我", "women"), ("上班把手轧了", "injury"), ("还欠工资", "arrears")):
        await told.say(told.means(words, "complaint", (entry, SURE)))
    dialogue = await told.dialogue()
    assert dialogue is not None and dialogue.known["kind"] == "女职工"


async def test_thanks_end_a_question_of_a_sum_but_stop_none_that_is_done(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE))
    assert "入职日期" in await told.say(HOW_MUCH)
    assert await told.say("谢谢") == STOPPED
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), **ALL)
    assert N in await told.say(HOW_MUCH)
    assert await told.say("谢谢") == WELCOME


async def test_what_a_story_tells_in_parts_is_read_as_a_whole_for_the_ticket_too(told: Told) -> None:
    story = "老板欠我工资"
    await told.say(told.means(story, "complaint", ("arrears", SURE)))
    days = {"amount_fen": 940_000, "sources": (Source("amount_fen", "200×47", 0, "derived"),)}
    told.means(f"{story}\n一天200，干了47天", "complaint", ("arrears", SURE), **days)
    assert (await told.say("一天200，干了47天")).startswith(RECKONED.format(sum="9,400元", how="200×47"))
    left = {"amount_fen": 740_000, "sources": (Source("amount_fen", "200×47－2000", 0, "derived"),)}
    told.means(f"{story}\n一天200，干了47天\n给过2000", "complaint", ("arrears", SURE), **left)
    assert "7,400元" in await told.say(told.means("给过2000", "other"))
    assert "7,400元" in await told.say("1")


async def test_a_figure_told_to_the_calculation_can_be_put_right(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), began="2023-03-01", ended="2026-10-31")
    assert "平均工资" in await told.say(HOW_MUCH)
    assert N in await told.say("6500")
    assert "28,000.00元" in await told.say("不对，是7000")


async def test_what_was_given_is_no_wage_put_right(told: Told) -> None:
    await told.say(told.means("老板欠我工资", "faq", ("arrears", SURE)))
    owed = {"wage_fen": 500_000, "months": 3.0}
    told.means(f"老板欠我工资\n{HOW_MUCH}", "calculate", ("arrears", SURE), **owed)
    assert "15,000.00元" in await told.say(HOW_MUCH)
    told.means("老板欠我工资\n不对，给了1000", "complaint", ("arrears", SURE), **owed)
    assert "3,000.00元" not in await told.say("不对，给了1000")


async def test_a_question_amid_those_of_a_calculation_is_no_answer_to_them(told: Told) -> None:
    await told.say(told.means(STORY, "faq", ("severance", SURE)))
    told.means(f"{STORY}\n{HOW_MUCH}", "calculate", ("severance", SURE), wage_fen=650_000)
    assert "入职日期" in await told.say(HOW_MUCH)
    assert "要写成" not in await told.say(told.means("怎么办", "other"))
    assert "入职日期" not in await told.say("不对，干了8年7个月")


@pytest.mark.parametrize("words", ["1", "2元"])
async def test_a_choice_is_no_sum(told: Told, words: str) -> None:
    told.means(f"老板欠我工资\n{HOW_MUCH}", "calculate", ("arrears", SURE))
    await told.say(told.means("老板欠我工资", "faq", ("arrears", SURE)))
    assert "欠薪总数" in await told.say(HOW_MUCH)
    assert TOO_SMALL in await told.say(words)
