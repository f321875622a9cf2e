"""The platform's door over real HTTP: verification, three modes, both forms, every refusal."""

import asyncio
import base64
import gzip
import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
from harness import AES_KEY, APPID, TOKEN, Product, product
from wechatpy.crypto import WeChatCrypto

from bot.wechat.message import Inbound
from bot.wechat.reply import Reply, Text, render_xml
from handlers.fallback import GREETING

NOW = str(int(time.time()))
QUERY = {"timestamp": NOW, "nonce": "n1"}
XML = (
    "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o_1]]></FromUserName>"
    "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[你好]]></Content><MsgId>7</MsgId></xml>"
)


def signed(*parts: str) -> str:
    return hashlib.sha1("".join(sorted([TOKEN, *parts])).encode(), usedforsecurity=False).hexdigest()


def sealed(plain: str, appid: str = APPID) -> tuple[str, dict[str, str]]:
    """An encrypted push and its query, made by wechatpy."""
    body = WeChatCrypto(TOKEN, AES_KEY, appid).encrypt_message(plain, "n1", NOW)
    encrypt = body[body.index("<Encrypt><![CDATA[") + 18 : body.index("]]></Encrypt>")]
    return envelope(encrypt), {**QUERY, "msg_signature": signed(NOW, "n1", encrypt), "encrypt_type": "aes"}


def envelope(encrypt: str) -> str:
    return f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"


async def post(running: Product, body: str | bytes, query: dict[str, str]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{running.base}/wechat", data=body, params=query) as response,
    ):
        return response.status, await response.text()


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("mode", ["safe", "compatible", "clear"])
async def test_each_mode_and_form_is_answered(tmp_path: Path, mode: str, form: str) -> None:
    aes_key = "" if mode == "clear" else AES_KEY
    own = {"mode": mode, "aes_key": aes_key}
    async with product(tmp_path, platform={"form": form, **own}, wechat=own) as running:
        assert (await running.platform.check_url()).ok
        assert await running.say(running.follower(), "你好") == GREETING


async def test_a_right_push_of_another_library_is_answered(running: Product) -> None:
    status, text = await post(running, *sealed(XML))
    assert status == 200 and "<Encrypt>" in text


async def test_a_reply_that_did_not_stand_never_goes_out(running: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = running.parts.answering.answer

    def other_first(message: Inbound, prepare: Callable[[Reply], None]) -> asyncio.Future[Reply]:
        prepare(Text("somebody else was first"))
        return answer(message)

    monkeypatch.setattr(running.parts.answering, "answer", other_first)
    assert await running.say(running.follower(), "你好") == GREETING


@pytest.mark.parametrize(("failures", "told"), [(0, True), (1, True), (2, False)])
async def test_an_answer_is_made_once_and_again_only_where_that_failed(
    running: Product, monkeypatch: pytest.MonkeyPatch, failures: int, told: bool
) -> None:
    made: list[Reply] = []

    def rendering(reply: Reply, *given: str | int) -> bytes:
        made.append(reply)
        if len(made) <= failures:
            raise ValueError
        return render_xml(reply, *given)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.webhook.render_xml", rendering)
    status, text = await post(running, *sealed(XML))
    assert (status, "<Encrypt>" in text) == (200 if told else 500, told)
    assert len(made) == min(failures + 1, 2)


async def test_wrong_echo_signature_is_refused(running: Product) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{running.base}/wechat", params={**QUERY, "signature": "0" * 40, "echostr": "1"}) as response,
    ):
        assert response.status == 403


def flipped(encrypt: str, at: int) -> str:
    raw = bytearray(base64.b64decode(encrypt))
    raw[at] ^= 1
    return base64.b64encode(bytes(raw)).decode()


def resigned(encrypt: str) -> tuple[str, dict[str, str]]:
    return envelope(encrypt), {**QUERY, "msg_signature": signed(NOW, "n1", encrypt)}


def encrypted(plain: str = XML, appid: str = APPID) -> str:
    body, _ = sealed(plain, appid)
    return body[body.index("<Encrypt><![CDATA[") + 18 : body.index("]]></Encrypt>")]


CLEAR_QUERY = {**QUERY, "signature": signed(NOW, "n1")}
HOURS_AGO = str(int(NOW) - 7200)


def captured() -> tuple[str, dict[str, str]]:
    """A right push of two hours ago."""
    encrypt = encrypted()
    signature = signed(HOURS_AGO, "n1", encrypt)
    return envelope(encrypt), {"timestamp": HOURS_AGO, "nonce": "n1", "msg_signature": signature}


REFUSED = {
    "an hour-old push": captured(),
    "a clear push though a key is set": (XML, CLEAR_QUERY),
    "another app's message": sealed(XML, "wxfffffffffffffff0"),
    "a wrong msg_signature": (sealed(XML)[0], {**QUERY, "msg_signature": "0" * 40}),
    "the signature of clear mode": (sealed(XML)[0], CLEAR_QUERY),
    "no query": (sealed(XML)[0], {}),
    "bad base64": resigned("!!!!"),
    "half a block": resigned("QUFB"),
    "bad padding": resigned(flipped(encrypted(), -1)),
    "a damaged length": resigned(flipped(encrypted(), 2)),
    "not XML inside": sealed("hello"),
    "an entity": sealed('<!DOCTYPE x [<!ENTITY a "b">]>' + XML),
    "duplicate tags": sealed(XML.replace("<MsgId>7</MsgId>", "<MsgId>7</MsgId><MsgId>8</MsgId>")),
    "deep nesting": sealed("<xml>" + "<a>" * 500 + "</a>" * 500 + "</xml>"),
    "empty": ("", QUERY),
    "not UTF-8": (b"<xml>\xff\xfe</xml>", QUERY),
    "a NUL": (b"<xml>\0</xml>", QUERY),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_is_refused(running: Product, name: str) -> None:
    body, query = REFUSED[name]
    status, text = await post(running, body, query)
    assert (status, text) == (403, "refused")
    assert await running.parts.services.journal.owed() == 0


async def test_too_large_a_body_is_refused(running: Product) -> None:
    assert (await post(running, b"<" + b"x" * 70_000, QUERY)) == (403, "refused")


async def test_an_unknown_kind_is_answered_and_kept(running: Product) -> None:
    odd = XML.replace("[text]", "[hologram]")
    status, text = await post(running, *sealed(odd))
    assert status == 200 and "<Encrypt>" in text


async def test_health_readiness_and_metrics(running: Product) -> None:
    await running.say(running.follower(), "你好")
    async with aiohttp.ClientSession() as session:
        texts = [
            await (await session.get(f"{running.base}{path}")).text() for path in ("/healthz", "/readyz", "/metrics")
        ]
    assert texts[:2] == ["ok", "ok, 0 answers owed"]
    assert 'niangjia_answered_total{how="in time"} 1.0' in texts[2]


async def test_a_packed_body_is_refused_unopened(running: Product) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{running.base}/wechat", data=gzip.compress(XML.encode()), headers={"Content-Encoding": "gzip"}
        ) as response,
    ):
        assert (response.status, await response.text()) == (403, "refused")
