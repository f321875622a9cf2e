"""How the platform pushes: signing, modes, the cut, three deliveries, the fault line."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from wechatpy.crypto import PrpCrypto

from simulator import happenings, shapes
from simulator.config import FAULT_LINE
from simulator.envelope import sign
from simulator.errors import Impossible
from simulator.samples import every_shape

if TYPE_CHECKING:
    from conftest import MakeWorld, World


def sha(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


async def test_safe_push_is_signed_encrypted_and_answered(world: World) -> None:
    delivery = await world.platform.push_text(world.openid, "你好 👋 <b>&")
    assert (delivery.outcome, delivery.text) == ("shown", "echo 你好 👋 <b>&")
    query = world.bot.queries[0]
    assert query["openid"] == world.openid
    assert query["encrypt_type"] == "aes"
    assert query["signature"] == sha(world.platform.config.token, query["timestamp"], query["nonce"])
    assert b"FromUserName" not in world.bot.bodies[0]
    assert b"Content" not in world.bot.bodies[0]


async def test_compatible_push_holds_both_and_takes_a_clear_answer(make: MakeWorld) -> None:
    world = await make(mode="compatible")

    async def clear(fields: dict[str, Any]) -> bytes:
        return world.bot.text_xml(fields, "clear answer").encode()

    world.bot.answer = clear
    delivery = await world.platform.push_text(world.openid, "hello")
    assert b"<Encrypt>" in world.bot.bodies[0]
    assert b"hello" in world.bot.bodies[0]
    assert delivery.text == "clear answer"


async def test_clear_push_has_no_encryption(make: MakeWorld) -> None:
    world = await make(mode="clear")
    delivery = await world.platform.push_text(world.openid, "hello")
    assert set(world.bot.queries[0]) == {"signature", "timestamp", "nonce", "openid"}
    assert world.bot.seen[0]["Content"] == "hello"
    assert delivery.text == "echo hello"


async def test_json_form(make: MakeWorld) -> None:
    world = await make(mode="clear", form="json")
    world.bot.read = lambda body, query: json.loads(body)  # type: ignore[method-assign]

    async def answer(fields: dict[str, Any]) -> bytes:
        turned = {"ToUserName": fields["FromUserName"], "FromUserName": fields["ToUserName"]}
        rest = {"CreateTime": 1, "MsgType": "text", "Content": "in JSON"}
        return json.dumps(turned | rest).encode()

    world.bot.answer = answer
    delivery = await world.platform.push_text(world.openid, "hello")
    assert delivery.text == "in JSON"
    assert world.bot.seen[0]["MsgId"] == delivery.push.msg_id
    assert delivery.push.msg_id is not None
    assert delivery.push.msg_id > 2**53


async def test_slow_answer_is_cut_and_pushed_three_times_with_the_same_query(world: World) -> None:
    world.bot.answer = world.bot.slow
    delivery = await world.platform.push_text(world.openid, "等等")
    assert [round(attempt.took_s / world.platform.config.cut_s, 1) for attempt in delivery.attempts] == pytest.approx(
        [1, 1, 1], abs=0.3
    )
    assert world.bot.queries[0] == world.bot.queries[1] == world.bot.queries[2]
    assert world.bot.bodies[0] == world.bot.bodies[1] == world.bot.bodies[2]
    assert delivery.outcome == "fault"
    assert world.texts() == [FAULT_LINE]


async def test_first_valid_answer_of_a_repeat_wins(world: World) -> None:
    async def second(fields: dict[str, Any]) -> bytes | str:
        if len(world.bot.seen) == 1:
            await asyncio.sleep(world.platform.config.cut_s * 1.5)
        return world.bot.text_xml(fields, f"answer {len(world.bot.seen)}")

    world.bot.answer = second
    delivery = await world.platform.push_text(world.openid, "问")
    assert len(delivery.attempts) == 2
    assert world.texts() == ["answer 2"]
    assert [line.kind for line in world.platform.wire.lines] == ["push", "fault", "repeat", "reply"]


@pytest.mark.parametrize("body", [b"success", b""])
async def test_success_and_empty_show_nothing_and_stop_repeats(world: World, body: bytes) -> None:
    world.bot.always(body)
    delivery = await world.platform.push_text(world.openid, "问")
    assert (delivery.outcome, len(delivery.attempts), world.texts()) == ("silent", 1, [])


async def test_server_error_is_pushed_again_then_the_fault_line(make: MakeWorld) -> None:
    world = await make(wait_out_slot=False)
    world.bot.status = 500
    delivery = await world.platform.push_text(world.openid, "问")
    assert len(delivery.attempts) == 3
    assert delivery.reason == "answered with HTTP status 500"
    assert world.texts() == [FAULT_LINE]


async def test_nobody_listening_waits_for_the_next_slot(make: MakeWorld) -> None:
    world = await make()
    await world.platform.reconfigure(target_url="http://127.0.0.1:9/wechat", cut_s=0.05)
    started = asyncio.get_running_loop().time()
    delivery = await world.platform.push_text(world.openid, "问")
    assert asyncio.get_running_loop().time() - started >= 0.1
    assert delivery.reason.startswith("connection failed")
    assert delivery.outcome == "fault"


async def test_url_verification(world: World) -> None:
    assert (await world.platform.check_url()).ok


@pytest.mark.parametrize("spoil", ['"{}"', "{}\n", "x"])
async def test_url_verification_wants_the_echostr_as_it_was(world: World, spoil: str) -> None:
    world.bot.echo = spoil.format
    check = await world.platform.check_url()
    assert not check.ok
    assert world.platform.wire.of("verify")[0].reason == check.reason


async def test_every_kind_is_pushed_and_understood(world: World) -> None:
    await world.platform.reconfigure(daily={})
    for name, shape in every_shape(world.openid).items():
        delivery = await world.platform.push(world.openid, shape)
        fields = world.bot.seen[-1]
        assert delivery.outcome in ("shown", "silent"), name
        assert fields["MsgType"] == shape.fields["MsgType"]
        assert ("MsgId" in fields) == (fields["MsgType"] != "event")
    assert len(world.bot.seen) == len(every_shape())


async def test_duplicates_and_disorder_on_demand(world: World) -> None:
    platform = world.platform
    first = platform.prepare(world.openid, shapes.text("一"))
    second = platform.prepare(world.openid, shapes.text("二"))
    await platform.deliver(second)
    await platform.deliver(first)
    await platform.deliver(first)
    assert [fields["Content"] for fields in world.bot.seen] == ["二", "一", "一"]
    assert world.bot.bodies[1] == world.bot.bodies[2]
    assert world.bot.seen[1]["MsgId"] == world.bot.seen[2]["MsgId"] != world.bot.seen[0]["MsgId"]


async def test_clock_moves_create_time_but_not_the_signed_timestamp(world: World) -> None:
    world.platform.clock.advance(86_400)
    await world.platform.push_text(world.openid, "明天")
    ahead = int(world.bot.seen[0]["CreateTime"]) - int(world.bot.queries[0]["timestamp"])
    assert ahead == pytest.approx(86_400, abs=2)


async def test_timestamp_can_be_stale_on_demand(world: World) -> None:
    push = world.platform.prepare(world.openid, shapes.text("旧"), timestamp_s=1_700_000_000)
    await world.platform.deliver(push)
    assert world.bot.queries[0]["timestamp"] == "1700000000"


async def test_fault_of_a_quiet_event_is_not_shown(make: MakeWorld) -> None:
    world = await make(deliveries=1)
    world.bot.answer = world.bot.slow
    delivery = await world.platform.push(world.openid, happenings.template_sent(1))
    assert (delivery.outcome, world.texts()) == ("hidden fault", [])


async def test_who_does_not_follow_cannot_write(world: World) -> None:
    await world.platform.unfollow(world.openid)
    assert world.bot.seen[-1]["Event"] == "unsubscribe"
    with pytest.raises(Impossible):
        await world.platform.push_text(world.openid, "还在吗")
    with pytest.raises(Impossible):
        await world.platform.push_text("nobody", "喂")


async def test_talk_and_wire_are_bounded(make: MakeWorld) -> None:
    world = await make(keep_talk=6, keep_wire=5)
    for number in range(8):
        await world.platform.push_text(world.openid, str(number))
    assert len(world.platform.follower(world.openid).talk) == 6
    assert len(world.platform.wire.lines) == 5
    assert world.texts()[-1] == "echo 7"


@pytest.mark.parametrize(
    ("field", "value"),
    [("token", ""), ("token", "has space"), ("aes_key", "a" * 42), ("target_url", "wechat"), ("cut_s", 0)],
)
async def test_settings_that_the_console_refuses(make: MakeWorld, field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=field):
        await make(**{field: value})


async def test_what_would_break_xml_arrives_whole(world: World) -> None:
    world.bot.always(b"success")
    await world.platform.push_text(world.openid, "a]]>b\x00\x0bc\ud83d")
    assert world.bot.seen[0]["Content"] == "a]]>bc"


def test_signatures_of_the_official_page() -> None:
    """Source: the platform's push page (Token AAAAA)."""
    checked = sign("AAAAA", "1714036504", "1514711492")
    assert checked == "f464b24fc39322e44b38aa78f5edd27bd1441696"
    assert sign("AAAAA", "1714037059", "486452656") == "899cf89e464efb63f54ddac96b0a0a235f53aa78"


async def test_json_form_in_safe_mode(make: MakeWorld) -> None:
    world = await make(form="json")
    config = world.platform.config
    crypto = PrpCrypto(world.bot.crypto.key)

    def read(body: bytes, query: dict[str, str]) -> dict[str, Any]:
        outer = json.loads(body)
        assert set(outer) == {"ToUserName", "Encrypt"}
        assert query["msg_signature"] == sha(config.token, query["timestamp"], query["nonce"], outer["Encrypt"])
        return json.loads(crypto.decrypt(outer["Encrypt"], config.appid))

    async def answer(fields: dict[str, Any]) -> bytes:
        turned = {"ToUserName": fields["FromUserName"], "FromUserName": fields["ToUserName"]}
        plain = json.dumps(turned | {"CreateTime": 1, "MsgType": "text", "Content": "密"})
        encrypt = crypto.encrypt(plain, config.appid).decode()
        sealed = {"Encrypt": encrypt, "MsgSignature": sha(config.token, "5", "n", encrypt)}
        return json.dumps(sealed | {"TimeStamp": 5, "Nonce": "n"}).encode()

    world.bot.read = read  # type: ignore[method-assign]
    world.bot.answer = answer
    assert (await world.platform.push_text(world.openid, "hello")).text == "密"
