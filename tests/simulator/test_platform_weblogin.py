"""Web authorization: codes, scopes, the snapshot page, the page that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

if TYPE_CHECKING:
    from conftest import World


async def swap(world: World, code: str, **other: str) -> dict[str, Any]:
    config = world.platform.config
    query = {"appid": config.appid, "secret": config.secret, "code": code, "grant_type": "authorization_code"}
    return await world.get("sns/oauth2/access_token", **(query | other))


async def test_a_code_works_once_and_five_minutes(world: World) -> None:
    code = world.platform.grant_code(world.openid)
    answer = await swap(world, code)
    assert (answer["openid"], answer["scope"]) == (world.openid, "snsapi_base")
    assert "is_snapshotuser" not in answer
    assert (await swap(world, code))["errcode"] == 40163
    assert (await swap(world, "nonsense"))["errcode"] == 40029
    assert (await swap(world, ""))["errcode"] == 41008
    assert (await swap(world, code, secret="wrong"))["errcode"] == 40125
    late = world.platform.grant_code(world.openid)
    world.platform.clock.advance(301)
    assert (await swap(world, late))["errcode"] == 42003


async def test_names_only_with_the_wider_scope(world: World) -> None:
    base = await swap(world, world.platform.grant_code(world.openid))
    query = {"access_token": base["access_token"], "openid": world.openid}
    assert (await world.get("sns/userinfo", **query))["errcode"] == 48001
    wide = await swap(world, world.platform.grant_code(world.openid, "snsapi_userinfo"))
    query = {"access_token": wide["access_token"], "openid": world.openid}
    assert (await world.get("sns/userinfo", **query))["nickname"] == "王师傅"
    assert (await world.get("sns/auth", **query))["errcode"] == 0
    assert (await world.get("sns/auth", **(query | {"openid": "x"})))["errcode"] == 40003
    world.platform.clock.advance(7201)
    assert (await world.get("sns/auth", **query))["errcode"] == 42001
    appid = world.platform.config.appid
    again = await world.get("sns/oauth2/refresh_token", appid=appid, refresh_token=wide["refresh_token"])
    assert again["openid"] == world.openid
    assert (await world.get("sns/oauth2/refresh_token", appid=appid, refresh_token="x"))["errcode"] == 40030
    world.platform.clock.advance(30 * 86_400)
    late = await world.get("sns/oauth2/refresh_token", appid=appid, refresh_token=wide["refresh_token"])
    assert late["errcode"] == 42002


async def test_snapshot_page_gives_a_virtual_person(world: World) -> None:
    answer = await swap(world, world.platform.grant_code(world.openid, snapshot=True))
    assert answer["is_snapshotuser"] == 1
    assert answer["openid"] != world.openid


async def test_the_authorization_page(world: World) -> None:
    query = {
        "appid": world.platform.config.appid,
        "redirect_uri": "http://127.0.0.1/back?x=1",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "abc123",
    }
    url = f"{world.api}/connect/oauth2/authorize"

    async def ask(**other: str) -> aiohttp.ClientResponse:
        return await world.http.get(url, params=query | other, allow_redirects=False)

    assert "王师傅" in await (await ask()).text()
    sent = await ask(**{"as": world.openid})
    back = urlsplit(sent.headers["Location"])
    answer = parse_qs(back.query)
    assert (sent.status, answer["x"], answer["state"]) == (302, ["1"], ["abc123"])
    assert (await swap(world, answer["code"][0]))["openid"] == world.openid
    for bad in ({"appid": "x"}, {"scope": "all"}, {"redirect_uri": "javascript:alert(1)"}, {"state": "a b"}):
        refused = await ask(**bad, **{"as": world.openid})
        assert refused.status == 200, bad
    await world.platform.reconfigure(oauth_host="union.example.org")
    assert "10003" in await (await ask()).text()
    await world.platform.reconfigure(kind="verified_subscription")
    assert "Scope" in await (await ask()).text()
    assert (await swap(world, "x"))["errcode"] == 48001
