"""Two claims of one message: each counted, what they come to together, and a link to each working."""

import re
from dataclasses import replace
from datetime import date

import pytest
from rights_support import CALCULATORS, PARAMETERS
from talks import Talk

from bot.core.live import Live
from bot.wechat.text import PAGE_LIMIT_BYTES
from handlers.complaint import OFFER
from knowledge.slots import read_slots
from rights.calculators.no_contract import STALE
from tickets.together import AFTER, CAN_ADD, EXCLUDES, REDO, Part, told_together

BOTH = "欠我两个月工资一万三,还把我辞了,干了3年2个月月薪6500"
WAGE_MISSING = "拖欠三个月工资，又把我辞退了，干了两年，总共能赔多少"
TODAY = date(2026, 11, 22)


@pytest.fixture
def counting(talk: Talk) -> Talk:
    server = talk.services.settings.server.model_copy(update={"public_url": "https://wx.example.cn"})
    settings = talk.services.settings.model_copy(update={"server": server})
    talk.services = replace(talk.services, parameters=PARAMETERS, live=Live(settings))
    return talk


def means(talk: Talk, words: str, intent: str = "calculate") -> str:
    slots = read_slots(words, TODAY)
    told = {name: value for name in slots.__slots__ if (value := getattr(slots, name)) not in (None, ())}
    return talk.means(words, intent, ("severance", 0.9), **told)


async def test_both_are_counted_and_added(counting: Talk) -> None:
    said = await counting.say(means(counting, BOTH))
    assert "欠的工资：13,000.00元" in said and "N 22,750.00元" in said and "2N 45,500.00元" in said
    assert CAN_ADD.format(sums="35,750.00元（按N），58,500.00元（按2N）") in said
    assert EXCLUDES[0][1] in said and AFTER + REDO in said and "起诉" not in said
    assert len(set(re.findall(r'href="(https://wx\.example\.cn/rights/w/[\w-]{43})"', said))) == 2
    assert len(said.encode()) <= PAGE_LIMIT_BYTES


async def test_a_complaint_is_counted_and_still_offered_to_be_registered(counting: Talk) -> None:
    said = await counting.say(means(counting, BOTH, "complaint"))
    assert "58,500.00元（按2N）" in said and said.endswith(OFFER) and said.count("/rights/w/") == 2
    assert REDO not in said
    assert len(said.encode()) <= PAGE_LIMIT_BYTES
    assert "登记好了" in await counting.say("1")


async def test_of_a_firm_that_closes_what_to_do_comes_before_the_sums(counting: Talk) -> None:
    closed = "厂子倒闭了，欠我两个月工资，一个月4500，干了5年"
    assert "9,000.00元" not in await counting.say(means(counting, closed, "complaint"))
    said = await counting.say(means(counting, f"{closed}，能赔多少"))
    assert "欠的工资：9,000.00元" in said and "N 22,500.00元" in said


async def test_three_claims_and_the_offer_fit_one_message(counting: Talk) -> None:
    words = "没签合同，还欠我三个月工资，一个月六千，干了8个月被辞退"
    said = await counting.say(means(counting, words, "complaint"))
    assert said.count("/rights/w/") == 3 and OFFER in said and len(said.encode()) <= PAGE_LIMIT_BYTES
    assert all(article in said for article in ("第三十条", "第四十六条", "第八十七条", "第八十二条"))


async def test_a_complaint_that_lacks_a_number_is_not_asked_for_it(counting: Talk) -> None:
    said = await counting.say(means(counting, WAGE_MISSING, "complaint"))
    assert OFFER in said and "月工资" not in said


@pytest.mark.parametrize(
    "words",
    [
        "老板欠我二十个人工资三十万，把我们都辞了，干了半年，月薪6000",
        "欠我两个月工资，还把我老公辞了，干了3年2个月月薪6500",
    ],
)
async def test_sums_of_several_people_are_not_added(counting: Talk, words: str) -> None:
    assert "加起来" not in await counting.say(means(counting, words, "complaint"))


async def test_a_wage_is_asked_once_for_both(counting: Talk) -> None:
    assert "月工资" in await counting.say(means(counting, WAGE_MISSING))
    said = await counting.say("六千五左右")
    assert "欠的工资：19,500.00元" in said and "N 13,000.00元" in said and "45,500.00元（按2N）" in said


async def test_one_number_told_anew_changes_both(counting: Talk) -> None:
    await counting.say(means(counting, WAGE_MISSING))
    await counting.say("6500")
    which = await counting.say("重算")
    assert len([line for line in which.splitlines() if "6500" in line]) == 1
    at = next(line.partition(".")[0] for line in which.splitlines() if "6500" in line)
    await counting.say(at)
    said = await counting.say("6000")
    assert "欠的工资：18,000.00元" in said and "N 12,000.00元" in said


async def test_every_step_of_both_on_demand(counting: Talk) -> None:
    await counting.say(means(counting, BOTH))
    said = await counting.say("明细")
    assert "谁来付" in said and "· 2N：" in said


async def test_two_readings_are_a_range_and_old_months_are_warned_of(counting: Talk) -> None:
    words = "公司没签合同，欠我工资三个月，一个月六千，干了一年半，该给多少"
    said = await counting.say(means(counting, words))
    assert "两种算法" in said and "到84,000.00元" in said and STALE in said


async def test_what_cannot_be_told_does_not_hide_the_rest() -> None:
    arrears = CALCULATORS["arrears"]
    working = arrears.run(PARAMETERS, TODAY, {"total": "13000"})
    parts = [
        Part(arrears, {"total": "13000"}, working),
        Part(CALCULATORS["severance"], {}, None, cannot="没有可靠来源"),
    ]
    said = told_together(parts, "")
    assert "13,000.00元" in said and "没有可靠来源" in said and "加起来" not in said
