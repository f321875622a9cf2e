"""Two ways weighed against each other in the chat."""

from dataclasses import replace
from datetime import date

import pytest
from rights_support import PARAMETERS
from talks import Talk

from bot.core.live import Live
from bot.wechat.text import PAGE_LIMIT_BYTES
from handlers.better import FREE, weighed
from knowledge.slots import read_slots
from rights.choices import LEAVE_OR_WAIT, MONEY_OR_BACK, Choice


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("公司要辞退我，要赔偿金还是继续上班好", MONEY_OR_BACK),
        ("2n还是回去上班", MONEY_OR_BACK),
        ("被违法辞退，继续履行和赔偿金哪个划算", MONEY_OR_BACK),
        ("公司不交社保，我是自己走还是等他辞退", LEAVE_OR_WAIT),
        ("欠我三个月工资，该辞职还是等公司辞我", LEAVE_OR_WAIT),
        ("用三十八条走，还是等他开除我", LEAVE_OR_WAIT),
        ("被辞退了，赔偿金怎么算", None),
        ("还是想回去上班", None),
        ("让我回家等通知，还是发工资吗", None),
        ("辞职要提前几天", None),
    ],
)
def test_which_ways_are_weighed(words: str, choice: Choice | None) -> None:
    assert weighed(words) is choice


@pytest.fixture
def weighing(talk: Talk) -> Talk:
    server = talk.services.settings.server.model_copy(update={"public_url": "https://wx.example.cn"})
    settings = talk.services.settings.model_copy(update={"server": server})
    talk.services = replace(talk.services, parameters=PARAMETERS, live=Live(settings))
    return talk


@pytest.mark.parametrize("intent", ["faq", "complaint", "calculate"])
async def test_with_the_figures_told_the_sums_stand_there(weighing: Talk, intent: str) -> None:
    words = "公司不交社保，我自己走还是等他辞退，干了3年2个月，月薪6500"
    slots = read_slots(words, date(2026, 11, 22))
    told = {"service_months": slots.service_months, "wage_fen": slots.wage_fen}
    answered = await weighing.send(weighing.means(words, intent, ("severance", 0.9), **told))
    said = answered.reply.content
    assert answered.handler == "better.better"
    assert "N 22,750.00元，2N 45,500.00元" in said and FREE in said and "起诉" not in said
    assert f"https://wx.example.cn/rights/choice/{LEAVE_OR_WAIT.name}" in said
    assert len(said.encode()) <= PAGE_LIMIT_BYTES


async def test_without_figures_no_sum_is_named(talk: Talk) -> None:
    talk.services = replace(talk.services, parameters=PARAMETERS)
    said = await talk.say(talk.means("要赔偿金还是回去上班", "faq", ("severance", 0.9)))
    assert MONEY_OR_BACK.title in said and "元" not in said and "href" not in said


async def test_what_is_no_matter_of_work_goes_its_way(talk: Talk) -> None:
    assert (await talk.send("拿钱还是回去看看，你选哪个")).handler != "better.better"
