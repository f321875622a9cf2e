"""The firm and its district: only what is still missing is asked for, and only a name is taken as one."""

import pytest
from talks import SURE, Talk

from handlers.asking import NOTED, NOTED_AND_ASKED, NOW
from tickets.question import ASK_DISTRICT, ASK_NAME, OWED, SUM, WHERE

STORY = "老板不给我结账"


async def test_where_the_district_was_told_only_the_name_is_asked_for_and_then_let_go(talk: Talk) -> None:
    await talk.registered(STORY)
    district = talk.means("金凤区", "other", district="金凤区")
    assert [await talk.say(district) for _ in range(2)] == [f"{NOTED}\n{ASK_NAME}"] * 2
    assert SUM.asks in await talk.say(district)
    assert "employer" not in await talk.facts()


async def test_a_story_that_tells_the_district_is_asked_for_the_name(talk: Talk) -> None:
    talk.means(STORY, "complaint", ("arrears", 0.9), district="金凤区")
    await talk.say(STORY)
    said = await talk.say("1")
    assert said.endswith(ASK_NAME) and WHERE.asks not in said


async def test_going_back_to_a_name_asks_for_its_district_which_takes_the_name_from_nobody(talk: Talk) -> None:
    await talk.registered(STORY)
    await talk.say("宏达建筑")
    assert await talk.say("上一步") == f"{NOW.format(told='宏达建筑')}\n{ASK_DISTRICT}"
    assert SUM.asks in await talk.say("金凤区")
    known = await talk.facts()
    assert (known["employer"], known["district"]) == ("宏达建筑", "金凤区")
    assert await talk.say("上一步") == f"{NOW.format(told='宏达建筑，金凤区')}\n{WHERE.asks}"
    await talk.say("宏大建筑")
    assert OWED.asks in await talk.say("18000")
    assert (await talk.facts())["employer"] == "宏大建筑"


async def test_a_district_put_right_in_the_midst_leaves_the_name(talk: Talk) -> None:
    await talk.registered(STORY)
    await talk.say("宏达建筑，西夏区")
    assert SUM.asks in await talk.say("单位不对，是金凤区")
    known = await talk.facts()
    assert (known["employer"], known["district"]) == ("宏达建筑", "金凤区")


@pytest.mark.parametrize("words", ["他电话不接", "没有合同", "什么都没签，老板也不承认我在他那干过"])
async def test_a_statement_is_kept_as_told_and_the_name_asked_for_once_more(talk: Talk, words: str) -> None:
    await talk.registered(STORY)
    talk.means(words, "faq", ("contract", SURE))
    assert await talk.say(words) == f"{NOTED}\n{WHERE.asks}"
    assert SUM.asks in await talk.say(words)
    [(_, history)] = await talk.tickets()
    assert [text for what, text in history if what == "said"] == [words] * 2
    assert "employer" not in await talk.facts()


async def test_a_statement_that_tells_the_district_or_a_number_is_kept_too(talk: Talk) -> None:
    await talk.registered(STORY)
    where = talk.means("他在金凤区电话不接", "other", district="金凤区")
    assert await talk.say(where) == NOTED_AND_ASKED.format(told="在 金凤区", asks=ASK_NAME)
    call = talk.means("他电话老是打不通，打我的13900001234", "other", phone="13900001234")
    assert await talk.say(call) == NOTED_AND_ASKED.format(told="电话 13900001234", asks=ASK_NAME)
    [(_, history)] = await talk.tickets()
    assert ("said", where) in history and ("said", call) in history


async def test_who_does_not_know_the_name_may_tell_the_spot(talk: Talk) -> None:
    await talk.registered(STORY)
    assert SUM.asks in await talk.say("不知道叫啥就在火车站旁边")
    assert (await talk.facts())["employer"] == "不知道叫啥就在火车站旁边"


@pytest.mark.parametrize(("words", "yuan"), [("8000", 8_000), ("两万四", 24_000), ("18000元", 18_000)])
async def test_a_sum_is_no_name_but_the_sum_where_none_was_told(talk: Talk, words: str, yuan: int) -> None:
    await talk.registered(STORY)
    assert await talk.say(words) == NOTED_AND_ASKED.format(told=f"金额 {yuan:,}元", asks=WHERE.asks)
    assert f"金额：{yuan:,}元 → 9,000元" in await talk.say("9000")  # asked, and not answered
    assert OWED.asks in await talk.say("宏达建筑")
    [(ticket, history)] = await talk.tickets()
    assert ("said", words) in history and ("said", "9000") in history
    assert ticket.claims[0].amount_fen == yuan * 100


@pytest.mark.parametrize("words", ["2023", "261922713"])
async def test_a_year_or_a_long_number_is_only_noted(talk: Talk, words: str) -> None:
    await talk.registered(STORY)
    assert await talk.say(words) == f"{NOTED}\n{WHERE.asks}"
    assert "amount_fen" not in await talk.facts()


async def test_a_kind_that_asks_for_no_sum_only_notes_one(talk: Talk) -> None:
    talk.means("手叫机器压了", "complaint", ("injury", SURE))
    for said in ("手叫机器压了", "1"):
        await talk.say(said)
    assert await talk.say("8000") == f"{NOTED}\n{WHERE.asks}"
    assert "amount_fen" not in await talk.facts()


async def test_where_one_works_is_the_firm_though_it_tells_who_one_is(talk: Talk) -> None:
    await talk.registered("老板欠我钱")
    await talk.say("我在宏达服装厂上班")
    assert "宏达服装厂" in (await talk.facts())["employer"]
