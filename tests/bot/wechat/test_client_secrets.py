import asyncio
import logging
import traceback

import pytest
from fake_wechat import OPENID, SECRET, TOKEN_PATH, FakeWeChat, Reply, client_of, plain
from structlog.testing import capture_logs

from bot.wechat.client import Client
from bot.wechat.errors import NoAnswer, TokenError, WeChatError
from bot.wechat.outgoing import Text
from bot.wechat.tokens import Grant

WEB_TOKEN = "sns/oauth2/access_token"


async def shown(attempt: object) -> str:
    """All that could be seen of a failure: text, repr, chain, and every frame's variables but this file's."""
    with pytest.raises(WeChatError) as caught:
        await attempt  # type: ignore[misc]
    seen = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [frame for frame in seen.stack if "/tests/" not in frame.filename]
    assert seen.__cause__ is None
    assert seen.__context__ is None
    return "".join([str(caught.value), repr(caught.value), *traceback.StackSummary.from_list(frames).format()])


@pytest.mark.parametrize(
    "trouble",
    [
        {"errcode": 40125, "errmsg": f"invalid appsecret {SECRET}\nrid: 63fd641c-45b6d5e2-20d2ce85"},
        {"errcode": -1, "errmsg": f"busy {SECRET}"},
        plain(status=500, text=SECRET),
        plain(status=302, Location=f"http://127.0.0.1:1/?secret={SECRET}"),
        plain(f"<html>{SECRET}</html>", content_type="text/html"),
        0.6,
    ],
)
async def test_the_secret_is_in_no_exception_log_or_repr(
    wechat: FakeWeChat, client: Client, caplog: pytest.LogCaptureFixture, trouble: Reply
) -> None:
    caplog.set_level(logging.DEBUG)
    wechat.always[TOKEN_PATH] = wechat.always[WEB_TOKEN] = trouble
    with capture_logs() as logs:
        text = await shown(client.upkeep.callback_ips()) + await shown(client.oauth.exchange("code"))
    ours = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]  # the fake's own
    assert SECRET not in "".join([text, repr(logs), repr(client), repr(client.transport), *ours])


async def test_the_secret_stays_hidden_when_nobody_is_there(
    unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with client_of(f"http://127.0.0.1:{unused_tcp_port}") as client:
        with capture_logs() as logs:
            text = await shown(client.upkeep.callback_ips()) + await shown(client.oauth.exchange("code"))
        client.transport.token.put(Grant("token-that-nobody-may-see", 7200))
        text += await shown(client.customer.send(OPENID, Text("好")))
        with pytest.raises(NoAnswer) as caught:
            await client.customer.send(OPENID, Text("好"))
    assert not caught.value.may_have_arrived
    assert SECRET not in text + repr(logs) + caplog.text
    assert "token-that-nobody-may-see" not in text + repr(logs) + caplog.text


async def test_the_secret_stays_hidden_when_what_answers_is_not_http() -> None:
    async def babble(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com ESMTP\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server, client_of(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as client:
        text = await shown(client.oauth.exchange("code")) + await shown(client.upkeep.callback_ips())
    assert SECRET not in text


async def test_a_short_secret_and_an_openid_are_taken_out_of_errmsg(wechat: FakeWeChat) -> None:
    wechat.answers(WEB_TOKEN, {"errcode": 40125, "errmsg": f"short-one is no secret of {OPENID}\nreally"})
    async with client_of(wechat.base, secret="short-one") as client:
        with pytest.raises(TokenError) as caught:
            await client.oauth.exchange("code")
    assert caught.value.errmsg == "*** is no secret of *** really"


@pytest.mark.parametrize("base", ["http://", "no scheme", "http://[::1"])
async def test_a_base_that_is_no_address_gives_our_own_error(base: str) -> None:
    async with client_of(base) as client:
        assert SECRET not in await shown(client.oauth.exchange("code"))
