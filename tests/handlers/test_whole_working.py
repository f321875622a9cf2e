"""A sum in the chat leads to its whole working, where a follower can open pages of ours."""

import re
from dataclasses import replace

import pytest
from rights_support import PARAMETERS
from talks import Talk

from bot.core.live import Live
from handlers.calculating import STOPPED
from tickets.workings import LASTS, Workings

SAID = "干了三年两个月一月六千五让走人能给多少"


@pytest.fixture
def reachable(talk: Talk) -> Talk:
    server = talk.services.settings.server.model_copy(update={"public_url": "https://wx.example.cn"})
    settings = talk.services.settings.model_copy(update={"server": server})
    talk.services = replace(talk.services, parameters=PARAMETERS, live=Live(settings))
    return talk


def means(talk: Talk, **slots: object) -> str:
    return talk.means(SAID, "calculate", ("severance", 0.9), **slots)


async def test_the_link_shows_what_was_counted_and_tells_nothing(reachable: Talk) -> None:
    said = await reachable.say(means(reachable, service_months=38.0, wage_fen=650_000))
    url = re.search(r'href="(https://wx\.example\.cn/rights/w/[\w-]{43})"', said)
    assert url and url[1] not in re.sub(r"<[^>]*>", "", said)
    async with reachable.services.database.view() as session:
        workings = Workings(session, reachable.services.keys, reachable.now)
        kept = await workings.find(url[1].rpartition("/")[2])
        [row] = await workings.of(reachable.follower)
    assert kept and kept.calculator == "severance" and kept.given["average"] == "6500" and kept.assumed
    assert row.until == reachable.now + LASTS


async def test_an_offer_that_stands_is_not_lost(reachable: Talk) -> None:
    await reachable.say(reachable.means("老板欠我钱", "complaint", ("arrears", 0.9)))
    assert "/rights/w/" in await reachable.say(means(reachable, service_months=38.0, wage_fen=650_000))
    assert "登记好了" in await reachable.say("1登记")


async def test_a_question_in_between_keeps_nothing(reachable: Talk) -> None:
    assert "/rights/w/" not in await reachable.say(means(reachable, began="2023-05-01", ended="2026-06-30"))
    assert await reachable.say("不算了") == STOPPED
    async with reachable.services.database.view() as session:
        assert await Workings(session, reachable.services.keys, reachable.now).of(reachable.follower) == []


async def test_where_no_address_was_set_there_is_no_link(talk: Talk) -> None:
    talk.services = replace(talk.services, parameters=PARAMETERS)
    said = await talk.say(means(talk, service_months=38.0, wage_fen=650_000))
    assert "22,750.00元" in said and "href" not in said
