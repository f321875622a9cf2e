import asyncio

import pytest
from fake_wechat import APPID, OPENID, QUICK, SECRET, TOKEN_PATH, FakeWeChat, Reply, client_of, plain

from bot.wechat.account import Account, Capability
from bot.wechat.calls import Bounds
from bot.wechat.client import Client
from bot.wechat.errors import (
    ApiError,
    BadAnswer,
    LimitReached,
    NoAnswer,
    NotAvailable,
    NotDelivered,
    TokenError,
)
from bot.wechat.outgoing import Text

SEND = "cgi-bin/message/custom/send"
IPS = "cgi-bin/getcallbackip"
STALE = {"errcode": 40001, "errmsg": "invalid credential, access_token is invalid or not latest"}
BUSY = {"errcode": -1, "errmsg": "system error"}
SOME_IPS = {"ip_list": ["101.226.62.77"]}


async def test_fifty_cold_calls_fetch_one_token(wechat: FakeWeChat) -> None:
    async with client_of(wechat.base, bounds=Bounds(timeout_s=20.0)) as client:  # a busy machine may need a while
        await asyncio.gather(*(client.customer.send(OPENID, Text("好")) for _ in range(50)))
    assert len(wechat.to(TOKEN_PATH)) == 1
    assert {call.query["access_token"] for call in wechat.to(SEND)} == {"T1"}
    assert len(wechat.to(SEND)) == 50


async def test_the_token_is_asked_for_without_force(wechat: FakeWeChat, client: Client) -> None:
    await client.customer.send(OPENID, Text("好"))
    assert wechat.to(TOKEN_PATH)[0].json == {
        "grant_type": "client_credential",
        "appid": APPID,
        "secret": SECRET,
        "force_refresh": False,
    }
    assert wechat.to(TOKEN_PATH)[0].query == {}


async def test_force_only_when_asked(wechat: FakeWeChat, client: Client) -> None:
    await client.transport.force_token()
    await client.customer.send(OPENID, Text("好"))
    assert [call.json["force_refresh"] for call in wechat.to(TOKEN_PATH)] == [True]


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a_stale_token_is_refreshed_and_the_call_made_again(
    wechat: FakeWeChat, client: Client, code: int
) -> None:
    wechat.answers(SEND, {"errcode": code, "errmsg": "stale"})
    await client.customer.send(OPENID, Text("好"))
    assert [call.query["access_token"] for call in wechat.to(SEND)] == ["T1", "T2"]


async def test_a_lasting_40001_ends_after_one_retry(wechat: FakeWeChat, client: Client) -> None:
    wechat.always[SEND] = STALE
    with pytest.raises(TokenError) as caught:
        await client.customer.send(OPENID, Text("好"))
    assert caught.value.errcode == 40001
    assert len(wechat.to(SEND)) == 2
    assert len(wechat.to(TOKEN_PATH)) == 2


async def test_many_stale_calls_at_once_cost_one_refresh(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers(SEND, *[STALE] * 20)
    await asyncio.gather(*(client.customer.send(OPENID, Text("好")) for _ in range(20)))
    assert len(wechat.to(TOKEN_PATH)) == 2


async def test_busy_is_tried_again_with_growing_waits(wechat: FakeWeChat) -> None:
    slept: list[float] = []
    wechat.answers(SEND, BUSY, BUSY)
    async with client_of(wechat.base, slept=slept) as client:
        await client.customer.send(OPENID, Text("好"))
    assert len(wechat.to(SEND)) == 3
    assert len(slept) == 2
    assert QUICK.base_s / 2 <= slept[0] <= QUICK.base_s <= slept[1] <= QUICK.base_s * 2


async def test_lasting_busy_ends_after_the_last_try(wechat: FakeWeChat, client: Client) -> None:
    wechat.always[SEND] = BUSY
    with pytest.raises(ApiError) as caught:
        await client.customer.send(OPENID, Text("好"))
    assert caught.value.errcode == -1
    assert len(wechat.to(SEND)) == QUICK.attempts


def test_waits_stay_below_the_cap() -> None:
    assert max(QUICK.delay_s(tries) for tries in range(1, 60)) <= QUICK.cap_s


async def test_a_call_that_may_be_repeated_survives_a_bad_gateway_and_a_timeout(
    wechat: FakeWeChat, client: Client
) -> None:
    wechat.answers(IPS, plain(status=502, text="<html>bad gateway"), 0.6, SOME_IPS)
    assert await client.upkeep.callback_ips() == ("101.226.62.77",)
    assert len(wechat.to(IPS)) == 3


async def test_a_send_of_unknown_fate_is_not_repeated(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers(SEND, 0.6)
    with pytest.raises(NoAnswer) as caught:
        await client.customer.send(OPENID, Text("好"))
    assert caught.value.may_have_arrived
    assert len(wechat.to(SEND)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        plain("<html>login page</html>", content_type="text/html"),
        plain("[1]", content_type="application/json"),
        plain("{broken", content_type="application/json"),
        plain("{" * 3000, content_type="application/json"),
        plain("{" + '"a":[' * 900, content_type="application/json"),
        plain(status=302, Location="http://127.0.0.1:1/"),
        plain(status=403, text="no"),
        plain("x" * (QUICK.answer_bytes + 1)),
    ],
)
async def test_what_is_not_wechats_answer_is_refused(wechat: FakeWeChat, client: Client, reply: Reply) -> None:
    wechat.answers(IPS, reply)
    with pytest.raises(BadAnswer):
        await client.upkeep.callback_ips()
    assert len(wechat.to(IPS)) == 1


async def test_an_errcode_that_is_no_number_is_no_success(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers(SEND, {"errcode": "odd", "errmsg": ""}, {"errcode": "40007", "errmsg": ""})
    with pytest.raises(ApiError):
        await client.customer.send(OPENID, Text("好"))
    with pytest.raises(ApiError) as caught:
        await client.customer.send(OPENID, Text("好"))
    assert caught.value.errcode == 40007


@pytest.mark.parametrize(
    ("code", "kind"),
    [(code, NotDelivered) for code in (43004, 43101, 45015, 45047, 48001, 48002, 50002, 50005)]
    + [(45009, LimitReached), (45011, LimitReached), (40003, ApiError)],
)
async def test_each_refusal_of_a_send_has_its_class(
    wechat: FakeWeChat, client: Client, code: int, kind: type[ApiError]
) -> None:
    wechat.answers(SEND, {"errcode": code, "errmsg": "no"})
    with pytest.raises(kind) as caught:
        await client.customer.send(OPENID, Text("好"))
    assert type(caught.value) is kind
    assert caught.value.call == SEND


async def test_48001_names_the_right_that_the_call_needs(wechat: FakeWeChat, client: Client) -> None:
    wechat.answers("cgi-bin/menu/delete", {"errcode": 48001, "errmsg": "api unauthorized"})
    with pytest.raises(ApiError) as caught:
        await client.menu.delete()
    assert not isinstance(caught.value, NotDelivered)
    assert Capability.MENU.label in caught.value.advice


async def test_40164_names_the_address_and_is_not_tried_again(wechat: FakeWeChat, client: Client) -> None:
    wechat.always[TOKEN_PATH] = {
        "errcode": 40164,
        "errmsg": "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 63fd641c-45b6d5e2-20d2ce85",
    }
    with pytest.raises(TokenError) as caught:
        await client.customer.send(OPENID, Text("好"))
    assert "203.0.113.9" in caught.value.advice
    assert caught.value.rid == "63fd641c-45b6d5e2-20d2ce85"
    assert len(wechat.calls) == 1


@pytest.mark.parametrize("kind", ["unverified", "verified_subscription"])
async def test_a_missing_right_is_told_before_any_network_call(wechat: FakeWeChat, kind: str) -> None:
    async with client_of(wechat.base, Account.of(kind)) as client:  # type: ignore[arg-type]
        with pytest.raises(NotAvailable, match=kind):
            await client.notices.template(OPENID, "t", {"thing1": "好"})
        with pytest.raises(NotAvailable):
            await client.scene_qrs.create("a", 60)
        with pytest.raises(NotAvailable):
            client.oauth.authorize_url("https://example.com", "s")
        with pytest.raises(NotAvailable):
            await client.oauth.exchange("code")
    assert wechat.calls == []


async def test_an_unverified_account_sends_nothing(wechat: FakeWeChat) -> None:
    async with client_of(wechat.base, Account.of("unverified")) as client:
        for attempt in (
            client.customer.send(OPENID, Text("好")),
            client.customer.typing(OPENID),
            client.notices.subscription(OPENID, "t", {"thing1": "好"}),
            client.notices.one_time(OPENID, "t", 1, "题", "文"),
            client.media.get("m"),
            client.media.upload("image", "a.png", "image/png", b"x"),  # type: ignore[arg-type]
            client.menu.delete(),
            client.profiles.one(OPENID),
            client.profiles.many([OPENID]),
            client.upkeep.clear_quota(),
        ):
            with pytest.raises(NotAvailable):
                await attempt
        with pytest.raises(NotAvailable):
            client.notices.one_time_url(1, "t", "https://example.com", "s")
    assert wechat.calls == []


async def test_chinese_is_sent_as_it_is(wechat: FakeWeChat, client: Client) -> None:
    await client.customer.send(OPENID, Text("工资条\ud800"))
    assert "工资条?".encode() in wechat.to(SEND)[0].body


async def test_a_closed_session_gives_our_own_error(wechat: FakeWeChat) -> None:
    async with client_of(wechat.base) as client:
        pass
    with pytest.raises(NoAnswer):
        await client.upkeep.callback_ips()
