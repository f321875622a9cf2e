"""「我的」: the way to the follower's own pages."""

import re
from dataclasses import replace

from talks import Talk

from bot.wechat.account import Account
from handlers.my_pages import ONCE
from tickets.entering import ROOT, Entrance


def address(said: str) -> str:
    return str(re.search(r'href="([^"]+)"', said)[1])  # type: ignore[index]


async def user(talk: Talk, url: str) -> str | None:
    """Whose link it is, by using it."""
    async with talk.services.database.session() as session:
        return await Entrance(session, talk.services.keys, talk.now).use(url.rpartition("/")[2])


async def test_where_wechat_says_who_it_is_the_address_is_enough(talk: Talk) -> None:
    said = await talk.say("我的")
    assert address(said) == f"{talk.services.settings.server.public_url}{ROOT}"
    assert ONCE not in said


async def test_elsewhere_a_link_is_good_once_for_this_follower(talk: Talk) -> None:
    talk.services = replace(talk.services, account=Account.of("unverified"))
    said = await talk.say("我的页面")
    assert ONCE in said
    assert await user(talk, address(said)) == talk.follower
    assert await user(talk, address(said)) is None


async def test_a_link_for_any_browser_can_be_asked_for(talk: Talk) -> None:
    assert await user(talk, address(await talk.say("我的数据"))) == talk.follower


async def test_the_token_stands_in_the_tag_only(talk: Talk) -> None:
    """What staff see of a talk has no tags."""
    said = await talk.say("我的数据")
    assert address(said).rpartition("/")[2] not in re.sub(r"<[^>]*>", "", said)


async def test_leaving_ends_the_link(talk: Talk) -> None:
    url = address(await talk.say("我的数据"))
    async with talk.services.database.session() as session:
        await Entrance(session, talk.services.keys, talk.now).forget(talk.follower)
    assert await user(talk, url) is None
