"""Token namespaces, their overlap and limits, the white list, and everything the API's door refuses."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator.faults import Fault

if TYPE_CHECKING:
    from conftest import MakeWorld, World

IPS = "cgi-bin/getcallbackip"


def account(world: World, **other: Any) -> dict[str, Any]:
    config = world.platform.config
    return {"grant_type": "client_credential", "appid": config.appid, "secret": config.secret} | other


async def classic(world: World) -> str:
    return (await world.get("cgi-bin/token", **account(world)))["access_token"]


async def stable(world: World, **other: Any) -> dict[str, Any]:
    return await world.post("cgi-bin/stable_token", account(world, **other))


async def code(world: World, token: str) -> int:
    return (await world.get(IPS, access_token=token)).get("errcode", 0)


async def test_classic_token_is_new_each_time_and_the_former_lives_five_minutes(world: World) -> None:
    first = await classic(world)
    second = await classic(world)
    assert first != second
    assert (await code(world, first), await code(world, second)) == (0, 0)
    world.platform.clock.advance(301)
    assert (await code(world, first), await code(world, second)) == (42001, 0)
    world.platform.clock.advance(7200)
    assert await code(world, second) == 42001


async def test_stable_token_stays_until_its_last_five_minutes(world: World) -> None:
    first = await stable(world)
    assert first["expires_in"] == pytest.approx(7200, abs=1)
    world.platform.clock.advance(6000)
    again = await stable(world)
    assert again["access_token"] == first["access_token"]
    assert again["expires_in"] == pytest.approx(1200, abs=1)
    world.platform.clock.advance(901)
    new = await stable(world)
    assert new["access_token"] != first["access_token"]
    assert new["expires_in"] >= 300
    assert await code(world, first["access_token"]) == 0
    world.platform.clock.advance(301)
    assert await code(world, first["access_token"]) == 42001


async def test_force_refresh_voids_at_once_needs_30_s_and_20_a_day(world: World) -> None:
    clock = world.platform.clock
    clock.advance((clock.local().replace(hour=10) - clock.local()).total_seconds())  # all on one day
    first = (await stable(world))["access_token"]
    second = (await stable(world, force_refresh=True))["access_token"]
    assert await code(world, first) == 40001
    assert (await stable(world, force_refresh=True))["access_token"] == second
    for _ in range(19):
        clock.advance(31)
        assert "access_token" in await stable(world, force_refresh=True)
    clock.advance(31)
    assert (await stable(world, force_refresh=True))["errcode"] == 45009
    assert "access_token" in await stable(world)


async def test_namespaces_do_not_void_each_other(world: World) -> None:
    first = (await stable(world))["access_token"]
    for _ in range(3):
        await classic(world)
    assert await code(world, first) == 0
    kept = await classic(world)
    await stable(world, force_refresh=True)
    assert await code(world, kept) == 0


async def test_daily_and_minute_limits_and_clear_quota(make: MakeWorld) -> None:
    world = await make(daily={"cgi-bin/token": 2}, stable_per_minute=3)
    await classic(world)
    token = await classic(world)
    assert (await world.get("cgi-bin/token", **account(world)))["errcode"] == 45009
    quota = await world.post("cgi-bin/openapi/quota/get", {"cgi_path": "/cgi-bin/token"}, access_token=token)
    assert quota["quota"] == {"daily_limit": 2, "used": 2, "remain": 0}
    appid = {"appid": world.platform.config.appid}
    assert (await world.post("cgi-bin/clear_quota", {"appid": "wx"}, access_token=token))["errcode"] == 40013
    assert (await world.post("cgi-bin/clear_quota", appid, access_token=token))["errcode"] == 0
    assert await classic(world)
    results = [(await stable(world)).get("errcode", 0) for _ in range(4)]
    assert 45011 in results


async def test_clear_quota_ten_times_a_month(world: World) -> None:
    config = world.platform.config
    given = {"appid": config.appid, "appsecret": config.secret}
    codes = [(await world.post("cgi-bin/clear_quota/v2", given))["errcode"] for _ in range(11)]
    assert codes == [0] * 10 + [48006]


async def test_a_new_day_counts_anew(make: MakeWorld) -> None:
    world = await make(daily={"cgi-bin/token": 1})
    await classic(world)
    assert (await world.get("cgi-bin/token", **account(world)))["errcode"] == 45009
    world.platform.clock.advance(86_400)
    assert await classic(world)


@pytest.mark.parametrize(
    ("change", "errcode"),
    [
        ({"grant_type": "password"}, 40002),
        ({"appid": ""}, 41002),
        ({"appid": "wxother"}, 40013),
        ({"secret": ""}, 41004),
        ({"secret": "wrong"}, 40125),
    ],
)
async def test_wrong_account_at_both_token_calls(world: World, change: dict[str, str], errcode: int) -> None:
    assert (await world.get("cgi-bin/token", **account(world, **change)))["errcode"] == errcode
    assert (await stable(world, **change))["errcode"] == errcode


async def test_white_list_at_both_token_calls_names_the_address(make: MakeWorld) -> None:
    world = await make(ip_whitelist=frozenset({"203.0.113.9"}))
    for answer in (await world.get("cgi-bin/token", **account(world)), await stable(world)):
        assert answer["errcode"] == 40164
        assert "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist" in answer["errmsg"]
    await world.platform.reconfigure(ip_whitelist=frozenset({"127.0.0.1"}))
    assert await classic(world)


@pytest.mark.parametrize(("token", "errcode"), [("", 41001), ("short", 40014), ("x" * 157, 40001)])
async def test_bad_tokens(world: World, token: str, errcode: int) -> None:
    assert await code(world, token) == errcode


async def test_reset_secret_voids_everything(world: World) -> None:
    token = await classic(world)
    world.platform.tokens.void_all()
    assert await code(world, token) == 40001


async def test_error_has_a_rid_with_the_second_in_hex(world: World) -> None:
    answer = await world.get(IPS, access_token="x" * 157)
    rid = re.search(r"rid: ([0-9a-f]{8})-[0-9a-f]{8}-[0-9a-f]{8}$", answer["errmsg"])
    assert rid is not None
    assert int(rid.group(1), 16) == pytest.approx(time.time(), abs=2)


async def test_methods_and_bodies(world: World) -> None:
    token = await world.token()
    send = "cgi-bin/message/custom/send"
    assert (await world.get("cgi-bin/stable_token"))["errcode"] == 43002
    assert (await world.post(IPS, {}, access_token=token))["errcode"] == 43001
    assert (await world.get("cgi-bin/no/such", access_token=token))["errcode"] == 40066
    for body, errcode in ((b"", 44002), (b"{", 47001), (b"[]", 47001)):
        url = f"{world.api}/{send}?access_token={token}"
        async with world.http.post(url, data=body) as response:
            assert (await response.json())["errcode"] == errcode


async def test_busy_slow_and_dead_on_demand(world: World) -> None:
    token = await world.token()
    world.platform.faults.add(Fault(path=IPS, errcode=-1, times=2))
    assert [await code(world, token) for _ in range(3)] == [-1, -1, 0]
    world.platform.faults.add(Fault(delay_s=0.2))
    started = time.monotonic()
    assert await code(world, token) == 0
    assert time.monotonic() - started >= 0.2
    world.platform.faults.dead = True
    with pytest.raises(aiohttp.ClientError):
        await code(world, token)
    world.platform.faults.clear()
    assert await code(world, token) == 0


async def test_the_wire_keeps_no_secret(world: World) -> None:
    token = await classic(world)
    await stable(world)
    await code(world, token)
    kept = " ".join(line.plain + line.raw + line.reason for line in world.platform.wire.lines)
    assert world.platform.config.secret not in kept
    assert token not in kept
    assert token[:8] in kept


async def test_callback_check_and_js_ticket(world: World) -> None:
    assert (await world.call("cgi-bin/getcallbackip"))["ip_list"] == ["127.0.0.1"]
    answer = await world.call("cgi-bin/callback/check", {"action": "all", "check_operator": "DEFAULT"})
    assert set(answer) == {"dns", "ping"}
    assert (await world.call("cgi-bin/callback/check", {"action": "jump"}))["errcode"] == 40097
    first = await world.call("cgi-bin/ticket/getticket", type="jsapi")
    assert first["expires_in"] == pytest.approx(7200, abs=1)
    assert (await world.call("cgi-bin/ticket/getticket", type="jsapi"))["ticket"] == first["ticket"]
    world.platform.clock.advance(7201)
    assert (await world.call("cgi-bin/ticket/getticket", type="jsapi"))["ticket"] != first["ticket"]
    assert (await world.call("cgi-bin/ticket/getticket", type="x"))["errcode"] == 40097
