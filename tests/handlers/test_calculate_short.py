"""Pay that came short, months of unemployment insurance, an order not obeyed: counted as they are told."""

from dataclasses import replace

import pytest
from rights_support import PARAMETERS
from talks import SURE, Talk

from knowledge.slots import read_slots
from tickets.owing import SHORT_PAY

TOLD = SHORT_PAY.format(wage="6000", paid="4000", lacks="2000")


@pytest.fixture
def counting(talk: Talk) -> Talk:
    talk.services = replace(talk.services, parameters=PARAMETERS)
    return talk


def means(talk: Talk, words: str, intent: str, slug: str) -> str:
    slots = read_slots(words)
    return talk.means(words, intent, (slug, SURE), wage_fen=slots.wage_fen, months=slots.months)


@pytest.mark.parametrize("slug", ["arrears", "severance", "leave"])
async def test_of_pay_that_came_short_the_months_are_asked_whatever_the_best_entry(counting: Talk, slug: str) -> None:
    said = await counting.say(means(counting, "月薪6000但只发了4000", "faq", slug))
    assert said.startswith(TOLD) and "欠了几个月" in said
    assert "拖欠的工资：6,000.00元" in await counting.say("3")


async def test_it_does_not_break_into_another_question_of_ours(counting: Talk) -> None:
    story = means(counting, "老板不给我结账", "complaint", "arrears")
    await counting.say(story)
    said = await counting.say(means(counting, "月薪6000但只发了4000", "faq", "arrears"))
    assert not said.startswith(TOLD) and "编号" in await counting.say("1")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("交了5年失业保险，能领几个月", "最长18个月"),
        ("缴费59个月，失业金领多久", "最长12个月"),
        ("失业保险交了11个月，能领多少", "领取期限：0个月"),
        ("缴了十二年三个月失业保险能领多久", "最长24个月"),
    ],
)
async def test_months_of_unemployment_benefit_from_the_words(counting: Talk, words: str, told: str) -> None:
    assert told in await counting.say(means(counting, words, "faq", "jobless"))


@pytest.mark.parametrize("words", ["自己辞职，交了3年失业保险，能领多少", "失业金怎么领", "失业保险能领几个月"])
async def test_the_knowledge_answers_what_is_no_count(counting: Talk, words: str) -> None:
    answered = await counting.send(means(counting, words, "faq", "jobless"))
    assert answered.handler == "answer.answer"


async def test_an_order_that_was_not_obeyed_brings_the_extra(counting: Talk) -> None:
    words = "劳动监察责令支付8000元，老板还不给，加付赔偿金多少"
    counting.means(words, "calculate", ("arrears", SURE), amount_fen=800_000)
    assert "4,000.00到8,000.00元" in await counting.say(words)


async def test_wages_of_several_years_are_asked_about(counting: Talk) -> None:
    words = "干了两年，前年月薪4000，去年5000，今年6000，被辞退赔多少"
    counting.means(words, "calculate", ("severance", SURE), wage_fen=400_000, service_months=24.0)
    assert "4000元、5000元、6000元" in await counting.say(words)


@pytest.mark.parametrize(
    "words", ["退休返聘干了3年，月薪4000，被辞退赔多少", "实习生干了4个月，月薪2000，被辞退赔多少"]
)
async def test_who_is_mostly_no_employee_gets_no_severance(counting: Talk, words: str) -> None:
    counting.means(words, "calculate", ("severance", SURE), wage_fen=400_000, service_months=36.0)
    assert (await counting.send(words)).handler == "answer.answer"


async def test_severance_that_is_told_is_counted_whatever_uncountable_entry_comes_first(counting: Talk) -> None:
    words = "今年9月被裁，2015年8月入职，月均7300，赔多少"
    known = {"wage_fen": 730_000, "began": "2015-08", "ended": "2026-09"}
    counting.means(words, "calculate", ("injury", SURE), **known)
    assert "83,950.00元" in await counting.say(words)


@pytest.mark.parametrize(
    ("words", "sum_"),
    [("三个月", "6,000.00元"), ("6个月", "12,000.00元"), ("半年", "12,000.00元"), ("欠了一个半月", "3,000.00元")],
)
async def test_the_months_are_taken_as_they_are_spoken_whatever_answer_they_resemble(
    counting: Talk, words: str, sum_: str
) -> None:
    await counting.say(means(counting, "月薪6000但只发了4000", "faq", "arrears"))
    counting.means(words, "faq", ("leave", SURE))
    assert f"拖欠的工资：{sum_}" in await counting.say(words)


@pytest.mark.parametrize("words", ["干了2年", "二十四个月"])
async def test_how_long_somebody_worked_is_taken_for_the_first_day(counting: Talk, words: str) -> None:
    assert "入职日期" in await counting.say("算经济补偿")
    counting.means(words, "faq", ("leave", SURE))
    said = await counting.say(words)
    assert "往回推到2024-11-23" in said and "平均工资" in said
    assert "13,000.00元" in await counting.say("6500")
