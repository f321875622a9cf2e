"""Web authorization, JS-SDK, profiles and upkeep, against a WeChat over real HTTP."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from fake_wechat import APPID, OK, OPENID, SECRET, TOKEN_PATH, FakeWeChat

from bot.wechat.client import Client
from bot.wechat.errors import ApiError, BadAnswer, BadField
from bot.wechat.jssdk import sign_page

NOW = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
SEND = "cgi-bin/message/custom/send"


async def test_the_authorize_url_has_wechats_order(client: Client) -> None:
    assert client.oauth.authorize_url("https://example.com/in?a=b&c", "S1") == (
        f"https://open.weixin.qq.com/connect/oauth2/authorize?appid={APPID}"
        "&redirect_uri=https%3A%2F%2Fexample.com%2Fin%3Fa%3Db%26c&response_type=code&scope=snsapi_base&state=S1"
        "#wechat_redirect"
    )


@pytest.mark.parametrize("state", ["", "a-b", "a&scope=x", "s" * 129, "状态", "a\n"])
async def test_a_state_that_wechat_would_refuse(client: Client, state: str) -> None:
    with pytest.raises(BadField):
        client.oauth.authorize_url("https://example.com", state)


GRANT = {
    "access_token": "WEB-TOKEN",
    "expires_in": 7200,
    "refresh_token": "WEB-REFRESH",
    "openid": OPENID,
    "scope": "snsapi_base",
}


async def test_web_authorization(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("sns/oauth2/access_token", GRANT | {"is_snapshotuser": 1, "unionid": "U"})
    wechat.answers("sns/oauth2/refresh_token", GRANT)
    wechat.answers("sns/userinfo", {"openid": OPENID, "nickname": "小马", "headimgurl": "https://p"})
    grant = await client.oauth.exchange("CODE")
    assert (grant.openid, grant.is_snapshot, grant.unionid) == (OPENID, True, "U")
    assert grant.until == NOW + timedelta(seconds=7200)
    assert "WEB-" not in repr(grant)
    assert wechat.calls[0].query == {
        "appid": APPID,
        "secret": SECRET,
        "code": "CODE",
        "grant_type": "authorization_code",
    }
    assert not (await client.oauth.refresh(grant.refresh_token)).is_snapshot
    assert wechat.calls[1].query == {
        "appid": APPID,
        "grant_type": "refresh_token",
        "refresh_token": "WEB-REFRESH",
    }
    profile = await client.oauth.profile(grant)
    assert profile.nickname == "小马"
    assert wechat.calls[2].query == {"access_token": "WEB-TOKEN", "openid": OPENID, "lang": "zh_CN"}
    assert wechat.to(TOKEN_PATH) == []


@pytest.mark.parametrize("code", [40029, 40163, 42003])
async def test_a_used_code_is_asked_for_once_only(wechat: FakeWeChat, client: Client, code: int) -> None:
    wechat.answers("sns/oauth2/access_token", {"errcode": code, "errmsg": "code"})
    with pytest.raises(ApiError):
        await client.oauth.exchange("CODE")
    assert len(wechat.calls) == 1


async def test_a_dead_web_token_does_not_touch_our_own(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("sns/oauth2/access_token", GRANT)
    wechat.answers("sns/userinfo", {"errcode": 42001, "errmsg": "expired"})
    grant = await client.oauth.exchange("CODE")
    with pytest.raises(ApiError) as caught:
        await client.oauth.profile(grant)
    assert type(caught.value) is ApiError
    assert len(wechat.calls) == 2


@pytest.mark.parametrize("lost", ["access_token", "refresh_token", "openid", "expires_in"])
async def test_a_grant_without_its_parts_is_refused(wechat: FakeWeChat, client: Client, lost: str) -> None:
    wechat.answers("sns/oauth2/access_token", {key: value for key, value in GRANT.items() if key != lost})
    with pytest.raises(BadAnswer, match=lost):
        await client.oauth.exchange("CODE")


def test_the_official_vector_of_the_page_signature() -> None:
    ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    url = "http://mp.weixin.qq.com?params=value"
    expected = "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
    assert sign_page(ticket, "Wm3WZYTPz0wzccnW", 1414587457, url) == expected
    assert sign_page(ticket, "Wm3WZYTPz0wzccnW", 1414587457, url + "#top") == expected


async def test_fifty_pages_fetch_one_ticket(wechat: FakeWeChat, client: Client) -> None:
    path = "cgi-bin/ticket/getticket"
    wechat.answers(path, OK | {"ticket": "J1", "expires_in": 7200})
    configs = await asyncio.gather(*(client.jssdk.config("https://example.com/#a") for _ in range(50)))
    assert len(wechat.to(path)) == 1
    assert wechat.to(path)[0].query["type"] == "jsapi"
    assert len({config.nonce for config in configs}) == 50
    one = configs[0]
    assert one.timestamp_s == int(NOW.timestamp())
    assert one.signature == sign_page("J1", one.nonce, one.timestamp_s, "https://example.com/")


FOLLOWER = {
    "subscribe": 1,
    "openid": OPENID,
    "nickname": "",
    "sex": 0,
    "language": "zh_CN",
    "subscribe_time": 1434093047,
    "tagid_list": [128, 2],
    "subscribe_scene": "ADD_SCENE_QR_CODE",
    "qr_scene": 98765,
    "qr_scene_str": "",
}


async def test_profiles(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/user/info", FOLLOWER, {"subscribe": 0, "openid": OPENID}, {"subscribe": 1})
    profile = await client.profiles.one(OPENID)
    assert profile.follows
    assert profile.since == datetime.fromtimestamp(1434093047, UTC)
    assert (profile.qr_scene, profile.tags, profile.came_by) == ("98765", (128, 2), "ADD_SCENE_QR_CODE")
    gone = await client.profiles.one(OPENID)
    assert (gone.follows, gone.since, gone.qr_scene) == (False, None, "")
    with pytest.raises(BadAnswer):
        await client.profiles.one(OPENID)
    wechat.answers("cgi-bin/user/info/batchget", {"user_info_list": [FOLLOWER, FOLLOWER]}, OK)
    assert len(await client.profiles.many([OPENID, OPENID])) == 2
    with pytest.raises(BadAnswer):
        await client.profiles.many([OPENID])


@pytest.mark.parametrize("count", [0, 101])
async def test_profiles_by_the_hundred(wechat: FakeWeChat, client: Client, count: int) -> None:
    with pytest.raises(BadField):
        await client.profiles.many([OPENID] * count)
    assert wechat.calls == []


async def test_upkeep(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/get_api_domain_ip", {"ip_list": ["203.0.113.1", "203.0.113.2"]}, {"ip_list": None})
    assert await client.upkeep.api_ips() == ("203.0.113.1", "203.0.113.2")
    with pytest.raises(BadAnswer):
        await client.upkeep.api_ips()
    path = "cgi-bin/openapi/quota/get"
    wechat.answers(path, OK | {"quota": {"daily_limit": 10, "used": 3, "remain": 7}}, OK, OK | {"quota": {"used": 3}})
    quota = await client.upkeep.quota("/cgi-bin/message/custom/send")
    assert (quota.limit, quota.used, quota.left) == (10, 3, 7)
    assert wechat.to(path)[0].json == {"cgi_path": "/cgi-bin/message/custom/send"}
    for _ in range(2):
        with pytest.raises(BadAnswer):
            await client.upkeep.quota("/cgi-bin/message/custom/send")
    await client.upkeep.clear_quota()
    assert wechat.to("cgi-bin/clear_quota")[0].json == {"appid": APPID}
    wechat.answers("cgi-bin/callback/check", {"dns": [{"ip": "203.0.113.1"}], "ping": []})
    assert (await client.upkeep.check_callback())["dns"] == [{"ip": "203.0.113.1"}]
    assert wechat.to("cgi-bin/callback/check")[0].json == {"action": "all", "check_operator": "DEFAULT"}
