"""The robot in the group chat: as each kind wants it, numbers and links only, few tries, no secret let out."""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from desk_room import START, Room, build
from notices_room import spreading
from pydantic import ValidationError
from structlog.testing import capture_logs

from bot.core.sections import Staff
from web.desk.notices.robot import MOST_TRIES, Robot, message


@dataclass
class Chat:
    """A group chat: what was said there, and what it answers."""

    said: list[Any] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=lambda: {"errcode": 0})
    status: int = 200
    url: str = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.said.append(await request.json())
        return web.json_response(self.answer, status=self.status)


@pytest.fixture
async def chat() -> AsyncIterator[Chat]:
    one, app = Chat(), web.Application()
    app.router.add_post("/send", one.hear)
    async with TestServer(app) as server:
        one.url = f"http://127.0.0.1:{server.port}/send?key=hush"
        yield one


@pytest.fixture
async def room(tmp_path: Path, kept: str, chat: Chat) -> AsyncIterator[Room]:
    one = await build(tmp_path, kept, staff={"robot": "wecom", "robot_url": chat.url, "robot_tells": ["urgent"]})
    yield one
    await one.close()


async def rounds(room: Room, count: int, minutes: float = 0) -> None:
    async with aiohttp.ClientSession() as http:
        for _ in range(count):
            await spreading(room, Robot(room.services, http, room.now)).round()
            room.now.on(minutes=minutes)


async def test_it_tells_number_and_link_once(room: Room, chat: Chat) -> None:
    ticket = await room.open("老板王大锤欠我工资", urgent=True)
    await room.open(openid="o2")
    await rounds(room, 3, minutes=5)
    [said] = chat.said
    assert said["msgtype"] == "text"
    text = said["text"]["content"]
    assert f"/desk/tickets/{ticket.number}" in text and "王大锤" not in text and "工资" not in text


@pytest.mark.parametrize("answer", [({"errcode": 93000}, 200), ({}, 500), ({"ok": True}, 200)])
async def test_refused_it_tries_a_few_times_and_no_more(room: Room, chat: Chat, answer: tuple[Any, int]) -> None:
    chat.answer, chat.status = answer
    await room.open(urgent=True)
    with capture_logs() as logs:
        await rounds(room, 9, minutes=3)
    assert len(chat.said) == MOST_TRIES
    assert "hush" not in str(logs)


async def test_not_at_once_again(room: Room, chat: Chat) -> None:
    chat.status = 500
    await room.open(urgent=True)
    await rounds(room, 4)
    assert len(chat.said) == 1


async def test_many_at_once_are_one_message(room: Room, chat: Chat) -> None:
    for place in range(5):
        await room.open(urgent=True, openid=f"o{place}")
    await rounds(room, 1)
    assert len(chat.said) == 1 and chat.said[0]["text"]["content"].count("/desk/tickets/") == 5


async def test_an_address_that_is_away_is_no_harm(tmp_path: Path, kept: str) -> None:
    url = "http://127.0.0.1:9/send?key=hush"
    room = await build(tmp_path, kept, staff={"robot": "wecom", "robot_url": url})
    await room.open(urgent=True)
    with capture_logs() as logs:
        await rounds(room, 1)
    await room.close()
    assert "robot_not_reached" in str(logs) and "hush" not in str(logs)


def staff(robot: str, secret: str = "") -> Staff:
    return Staff(robot=robot, robot_url="https://chat.example/send?key=1", robot_secret=secret)  # type: ignore[arg-type]


def signature(key: str, words: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()


def test_each_kind_has_its_own_form() -> None:
    assert message(staff("wecom"), "x", START)[1] == {"msgtype": "text", "text": {"content": "x"}}
    assert message(staff("feishu"), "x", START)[1] == {"msg_type": "text", "content": {"text": "x"}}
    url, body = message(staff("dingtalk", "SEC1"), "x", START)
    stamp = str(int(START.timestamp() * 1000))
    query = parse_qs(urlsplit(url).query)
    assert query["timestamp"] == [stamp] and query["sign"] == [signature("SEC1", f"{stamp}\nSEC1")]
    assert body["msgtype"] == "text"
    stamp = str(int(START.timestamp()))
    signed = message(staff("feishu", "S"), "x", START)[1]
    assert (signed["timestamp"], signed["sign"]) == (stamp, signature(f"{stamp}\nS", ""))


@pytest.mark.parametrize("url", ["", "http://chat.example", "ftp://x"])
def test_a_robot_needs_its_address(url: str) -> None:
    with pytest.raises(ValidationError):
        Staff(robot="wecom", robot_url=url)  # type: ignore[arg-type]
