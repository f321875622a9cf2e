"""The terminal conversation: words in, words out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator import chat as chatting
from simulator.chat import BYE, chat, openid_of
from simulator.config import FAULT_LINE
from simulator.follower import Bubble
from simulator.spoken import AI_LINE, TRANSFERRED, spoken

if TYPE_CHECKING:
    from conftest import World

MENU = {"button": [{"type": "click", "name": "问一问", "key": "ASK"}]}


async def talk(world: World, *lines: str) -> str:
    waiting, shown = list(lines), []

    async def ask() -> str | None:
        return waiting.pop(0) if waiting else None

    await chat(world.platform, ask, shown.append)
    return "\n".join(shown)


async def test_text_and_quit(world: World) -> None:
    said = await talk(world, "你好", "", "/quit", "never")
    assert "echo 你好" in said
    assert [f["MsgType"] for f in world.bot.seen] == ["event", "text"]


async def test_follow_unfollow_and_what_is_impossible(world: World) -> None:
    said = await talk(world, "/unfollow", "还在吗", "/follow", "回来了")
    assert chatting.NOT_NOW.format(reason="this person does not follow the account") in said
    assert "echo 回来了" in said


async def test_menu(world: World) -> None:
    assert chatting.NO_MENU in await talk(world, "/menu")
    world.platform.menu.create(MENU)
    assert "问一问" in await talk(world, "/menu", "/menu ASK")
    assert world.bot.seen[-1]["EventKey"] == "ASK"
    assert "'NOPE'" in await talk(world, "/menu NOPE")


async def test_photo_and_place(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0photo")
    said = await talk(world, f"/photo {tmp_path / 'a.jpg'}", "/location 38.5 106.3 金凤区", "/location", "/location x")
    assert [f["MsgType"] for f in world.bot.seen[-3:]] == ["image", "location", "location"]
    assert world.bot.seen[-2]["Label"] == "金凤区"
    assert chatting.BAD_PLACE in said
    assert chatting.NO_FILE.format(name="/no/such") in await talk(world, "/photo /no/such")


async def test_several_people(world: World) -> None:
    said = await talk(world, "/who 马姐", "我是马姐", "/who 我", "/who")
    assert [f.name for f in world.platform.followers.values()] == ["王师傅", "我", "马姐"]
    assert "→ 我" in said.splitlines()


async def test_a_message_to_somebody_else_names_them(world: World) -> None:
    world.platform.show(world.openid, "custom", "text", {"content": "早"})
    waiting = ["first"]

    async def ask() -> str | None:
        if waiting:
            waiting.pop()
            world.platform.show(world.openid, "custom", "text", {"content": "后来的话"})
            return "你好"
        return None

    shown: list[str] = []
    await chat(world.platform, ask, shown.append)
    assert "（给王师傅）〔客服消息〕后来的话" in shown


async def test_clock(world: World) -> None:
    said = await talk(world, "/clock +1d", "/clock +2h", "/clock soon")
    assert world.platform.clock.offset_s == 86_400 + 7200
    assert chatting.BAD_CLOCK in said
    await talk(world, "/clock 0")
    assert world.platform.clock.offset_s == 0


async def test_items_of_a_message(world: World) -> None:
    waiting = ["问", "/item 2", "/item 9"]

    async def ask() -> str | None:
        if waiting and waiting[0] == "/item 2":
            body = {
                "touser": list(world.platform.followers)[-1],
                "msgtype": "msgmenu",
                "msgmenu": {"head_content": "满意吗", "list": [{"id": "2", "content": "满意"}]},
            }
            assert (await world.call("cgi-bin/message/custom/send", body))["errcode"] == 0
        return waiting.pop(0) if waiting else None

    shown: list[str] = []
    await chat(world.platform, ask, shown.append)
    assert world.bot.seen[-1]["bizmsgmenuid"] == "2"
    assert chatting.NO_ITEM in shown
    assert any("[2] 满意" in line for line in shown)


async def test_fault_help_and_unknown(world: World) -> None:
    world.bot.always(b"nonsense")
    said = await talk(world, "问", "/help", "/dance")
    assert FAULT_LINE in said
    assert chatting.HELP in said
    assert chatting.NO_COMMAND.format(name="/dance") in said


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("news", {"articles": [{"title": "标题", "description": "摘要", "url": "https://x/"}]}, "标题"),
        ("template", {"title": "进度", "lines": [("编号", "1")], "url": ""}, "编号：1"),
        ("transfer_customer_service", {}, TRANSFERRED),
        ("image", {"media_id": "m"}, "[图片]"),
        ("strange", {}, "[strange]"),
    ],
)
def test_every_bubble_has_words(kind: str, content: dict[str, Any], words: str) -> None:
    assert words in spoken(Bubble(1, 0.0, "custom", kind, content))


def test_ai_line() -> None:
    assert spoken(Bubble(1, 0.0, "custom", "text", {"content": "答"}, ai=True)).endswith(AI_LINE)


async def test_a_name_is_the_same_person_in_every_run_and_follows_once(world: World) -> None:
    async def follows(openid: str) -> bool:
        return openid == openid_of("老王")

    lines, shown = ["你好", "/quit"], list[str]()

    async def ask() -> str | None:
        return lines.pop(0)

    await chat(world.platform, ask, shown.append, "老王", follows)
    assert [(f["MsgType"], f["FromUserName"]) for f in world.bot.seen] == [("text", openid_of("老王"))]
    assert shown[-1] == BYE.format(name="老王")
    assert len(openid_of("老王")) == 28 and openid_of("老王") != openid_of("我")
