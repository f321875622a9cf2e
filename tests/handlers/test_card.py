"""The card a follower comes from is the source of their next ticket."""

import pytest
from talks import SURE, Talk

from bot.wechat.message import Inbound, Scan
from handlers.card import HELLO, NAME

HEAD = {"account": "gh_1", "openid": "o_worker", "created_s": 1_700_000_000}


@pytest.mark.parametrize("sent", [Scan(**HEAD, scene="东门工地"), "心连心卡 东门工地", "心连心卡「东门工地」"])
async def test_scanned_or_typed_it_is_kept(talk: Talk, sent: Inbound | str) -> None:
    assert (await talk.send(sent)).reply.content == HELLO.format(name="东门工地")
    await talk.say(talk.means("老板不给我结账", "complaint", ("arrears", SURE)))
    await talk.say("1")
    [(ticket, _)] = await talk.tickets()
    assert ticket.source == "东门工地"


async def test_without_a_name_it_is_asked_for(talk: Talk) -> None:
    assert await talk.say("心连心卡") == NAME
