"""What the platform makes of answers: each refusal ends in the fault line, with its reason on the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import (
    ArticlesReply,
    ImageReply,
    MusicReply,
    TransferCustomerServiceReply,
    VideoReply,
    VoiceReply,
)

from simulator import happenings, shapes
from simulator.config import FAULT_LINE

if TYPE_CHECKING:
    from conftest import MakeWorld, World

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def spoiled(world: World, spoil: Callable[[dict[str, Any]], bytes | str]) -> None:
    async def answer(fields: dict[str, Any]) -> bytes | str:
        return spoil(fields)

    world.bot.answer = answer


async def refused(world: World, reason: str, shape: shapes.Shape | None = None) -> None:
    delivery = await world.platform.push(world.openid, shape or shapes.text("问"))
    assert delivery.outcome == "fault"
    assert reason in delivery.reason
    assert world.texts() == [FAULT_LINE]
    assert any(reason in line for line in world.platform.wire.reasons())
    assert len(delivery.attempts) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"Content": "hi"}', "JSON text"),
        (b'"success"', "broken XML"),
        (b"ok", "broken XML"),
        (b"<xml><Content>", "broken XML"),
        (b"<html></html>", "root element"),
        (b"\xff\xfe<xml/>", "not UTF-8"),
        (b"<xml><Encrypt>abc</Encrypt></xml>", "envelope lacks"),
        (b"<xml><Content>hi</Content></xml>", "clear answer in safe mode"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', "broken XML"),
    ],
)
async def test_malformed_bodies(world: World, body: bytes, reason: str) -> None:
    world.bot.always(body)
    await refused(world, reason)


async def test_wrong_msg_signature(world: World) -> None:
    def spoil(fields: dict[str, Any]) -> bytes:
        other = WeChatCrypto("othertoken", "a" * 43, world.platform.config.appid)
        return other.encrypt_message(world.bot.text_xml(fields, "hi"), "1").encode()

    spoiled(world, spoil)
    await refused(world, "wrong MsgSignature")


async def test_answer_of_another_appid(world: World) -> None:
    def spoil(fields: dict[str, Any]) -> bytes:
        key = world.platform.config.aes_key
        other = WeChatCrypto(world.platform.config.token, key, "wxother")
        return other.encrypt_message(world.bot.text_xml(fields, "hi"), "1").encode()

    spoiled(world, spoil)
    await refused(world, "cannot decrypt")


@pytest.mark.parametrize(("name", "tag"), [("target", "ToUserName"), ("source", "FromUserName")])
async def test_wrong_address(world: World, name: str, tag: str) -> None:
    spoiled(world, lambda fields: world.bot.text_xml(fields, "hi", **{name: "somebody"}))
    await refused(world, f"wrong {tag}")


async def test_injected_second_address(world: World) -> None:
    crafted = "x]]></Content><ToUserName><![CDATA[other]]></ToUserName><Content><![CDATA["
    spoiled(world, lambda fields: world.bot.text_xml(fields, crafted))
    await refused(world, "wrong ToUserName")


async def test_empty_text_and_unknown_type(world: World) -> None:
    spoiled(world, lambda fields: world.bot.text_xml(fields, ""))
    await refused(world, "Content is missing")
    spoiled(world, lambda fields: world.bot.text_xml(fields, "x").replace("[text]", "[poem]"))
    delivery = await world.platform.push_text(world.openid, "问")
    assert delivery.reason == "unknown MsgType 'poem'"


async def test_create_time_must_be_a_number_and_milliseconds_pass(world: World) -> None:
    def in_ms(fields: dict[str, Any]) -> str:
        xml = world.bot.text_xml(fields, "hi")
        return xml.replace("</CreateTime>", "000</CreateTime>")

    spoiled(world, in_ms)
    assert (await world.platform.push_text(world.openid, "问")).outcome == "shown"
    spoiled(world, lambda fields: in_ms(fields).replace("000</CreateTime>", "x</CreateTime>"))
    assert (await world.platform.push_text(world.openid, "问")).reason == "CreateTime is not a number"


def news(fields: dict[str, Any], count: int) -> str:
    reply = ArticlesReply(source=fields["ToUserName"], target=fields["FromUserName"])
    for number in range(count):
        reply.add_article({"title": f"第{number}篇", "description": "", "image": "", "url": "https://x/"})
    return reply.render()


async def test_one_article_after_text_eight_after_a_menu_click(world: World) -> None:
    spoiled(world, lambda fields: news(fields, 1))
    assert (await world.platform.push_text(world.openid, "问")).outcome == "shown"
    spoiled(world, lambda fields: news(fields, 8))
    delivery = await world.platform.push(world.openid, happenings.click("NEWS"))
    assert delivery.bubble is not None
    assert len(delivery.bubble.content["articles"]) == 8
    delivery = await world.platform.push_text(world.openid, "问")
    assert (delivery.outcome, delivery.reason) == ("fault", "8 articles where 1 may be sent")


@pytest.mark.parametrize("size", [2048, 2049])
async def test_text_over_2048_bytes_vanishes_without_a_word(world: World, size: int) -> None:
    spoiled(world, lambda fields: world.bot.text_xml(fields, "字" * 682 + "x" * (size - 2046)))
    delivery = await world.platform.push_text(world.openid, "问")
    assert delivery.outcome == ("shown" if size == 2048 else "dropped")
    assert len(world.texts()) == (1 if size == 2048 else 0)
    if size == 2049:
        assert world.platform.wire.reasons() == ["text of 2049 bytes is over 2048: nothing is shown"]


async def test_long_text_can_be_shown_for_looking_at(make: MakeWorld) -> None:
    world = await make(drop_long_text=False)
    spoiled(world, lambda fields: world.bot.text_xml(fields, "x" * 3000))
    assert (await world.platform.push_text(world.openid, "问")).text == "x" * 3000


async def test_media_kinds(world: World) -> None:
    media_id = world.platform.media.keep("image", JPEG).media_id

    async def shown(make_reply: Callable[[dict[str, str]], Any]) -> str:
        spoiled(
            world,
            lambda f: make_reply({"source": f["ToUserName"], "target": f["FromUserName"]}).render(),
        )
        delivery = await world.platform.push_text(world.openid, "问")
        return delivery.bubble.type if delivery.bubble else ""

    assert await shown(lambda a: ImageReply(media_id=media_id, **a)) == "image"
    assert await shown(lambda a: VoiceReply(media_id=media_id, **a)) == "voice"
    assert await shown(lambda a: VideoReply(media_id=media_id, title="t", description="d", **a)) == "video"
    assert await shown(lambda a: MusicReply(thumb_media_id=media_id, title="t", **a)) == "music"
    transfer = "transfer_customer_service"
    assert await shown(lambda a: TransferCustomerServiceReply(**a)) == transfer
    spoiled(world, lambda f: ImageReply(media_id="x", source=f["ToUserName"], target=f["FromUserName"]).render())
    assert (await world.platform.push_text(world.openid, "问")).reason == "invalid media_id"


async def test_malformed_answers_can_be_pushed_again(make: MakeWorld) -> None:
    world = await make(repeat_malformed=True)
    world.bot.always(b"nonsense")
    assert len((await world.platform.push_text(world.openid, "问")).attempts) == 3


async def test_json_account_refuses_xml(make: MakeWorld) -> None:
    world = await make(mode="clear", form="json")
    world.bot.read = lambda body, query: json.loads(body)  # type: ignore[method-assign]
    await refused(world, "not JSON")


async def test_answer_to_a_quiet_event_is_not_shown(world: World) -> None:
    world.bot.always(b"anything at all")
    delivery = await world.platform.push(world.openid, happenings.location_report(38.4, 106.2, 10))
    assert (delivery.outcome, world.texts()) == ("silent", [])
