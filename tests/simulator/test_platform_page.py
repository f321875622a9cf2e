"""The page's addresses over real HTTP, who may use them, and what the page is made of."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from simulator import routes
from simulator.config import FAULT_LINE, PlatformConfig
from simulator.guard import ONLY_HERE
from simulator.page import NAMES
from simulator.platform import Platform

if TYPE_CHECKING:
    from conftest import MakeWorld, World

STATIC = Path(routes.__file__).parent / "static"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def act(world: World, path: str, body: Any = None, **headers: str) -> int:
    url = f"{world.api}/simulator/room/{path}"
    async with world.http.post(url, json=body or {}, headers=headers) as response:
        status = response.status
    await world.platform.settle()
    return status


async def state(world: World) -> dict[str, Any]:
    async with world.http.get(f"{world.api}/simulator/room/state") as response:
        return await response.json()


async def test_the_page_opens_with_a_strict_policy(world: World) -> None:
    for path in ("/simulator", "/simulator/", "/simulator/static/app.js"):
        async with world.http.get(world.api + path) as response:
            assert response.status == 200
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]
            assert "unsafe" not in response.headers["Content-Security-Policy"]


async def test_acts_of_a_follower(world: World) -> None:
    openid = world.openid
    assert await act(world, f"{openid}/text", {"text": "老板拖欠我三个月工资一万八"}) == 202
    assert world.texts() == ["echo 老板拖欠我三个月工资一万八"]
    assert await act(world, f"{openid}/text", {"text": "满意", "menu_id": 3}) == 202
    assert world.bot.seen[-1]["bizmsgmenuid"] == "3"
    place = {"latitude": 38.47, "longitude": 106.28, "label": "兴庆区"}
    assert await act(world, f"{openid}/location", place) == 202
    assert world.bot.seen[-1]["Label"] == "兴庆区"
    assert await act(world, f"{openid}/voice", {"recognition": "工资"}) == 202
    assert world.bot.seen[-1]["Recognition"] == "工资"
    assert await act(world, f"{openid}/link", {"title": "t", "url": "https://x/"}) == 202
    assert world.bot.seen[-1]["MsgType"] == "link"
    template_id = world.platform.config.templates[0].template_id
    assert await act(world, f"{openid}/consent", {"template_id": template_id}) == 202
    assert world.platform.follower(openid).consents[template_id] == 1
    world.platform.menu.create({"button": [{"type": "click", "name": "问", "key": "ASK"}]})
    assert await act(world, f"{openid}/menu", {"key": "0"}) == 202
    assert world.bot.seen[-1]["EventKey"] == "ASK"
    assert await act(world, f"{openid}/block", {"blocked": True}) == 202
    assert world.platform.follower(openid).blocked
    assert await act(world, f"{openid}/unfollow") == 202
    assert await act(world, f"{openid}/follow") == 202
    assert world.bot.seen[-1]["Event"] == "subscribe"


async def test_photo_is_the_body_and_can_be_seen(world: World) -> None:
    url = f"{world.api}/simulator/room/{world.openid}/photo"
    async with world.http.post(url, data=JPEG) as response:
        assert response.status == 202
    async with world.http.post(url, data=b"") as response:
        assert response.status == 400
    await world.platform.settle()
    media_id = world.bot.seen[-1]["MediaId"]
    for path in ("/simulator/room/file/", "/simulator/api/mmbiz_pic/"):
        async with world.http.get(f"{world.api}{path}{media_id}") as response:
            assert (response.content_type, await response.read()) == ("image/jpeg", JPEG)
    async with world.http.get(f"{world.api}/simulator/room/file/nothing") as response:
        assert response.status == 404


async def test_scan_from_the_page(world: World) -> None:
    given = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "card"}}}
    await world.call("cgi-bin/qrcode/create", given)
    scenes = (await state(world))["scenes"]
    assert await act(world, f"{world.openid}/scan", {"ticket": scenes[0]["ticket"]}) == 202
    assert world.bot.seen[-1]["EventKey"] == "card"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("OPENID/text", {"text": "  "}, 400),
        ("OPENID/text", ["not an object"], 400),
        ("OPENID/location", {"latitude": "north"}, 400),
        ("OPENID/location", {"latitude": "nan"}, 400),
        ("clock", {"advance_s": 1e12}, 400),
        ("clock", {"advance_s": "soon"}, 400),
        ("fault", {"what": "explode"}, 400),
    ],
)
async def test_bad_bodies(world: World, path: str, body: Any, status: int) -> None:
    assert await act(world, path.replace("OPENID", world.openid), body) == status


async def test_a_foreign_form_cannot_post(world: World) -> None:
    url = f"{world.api}/simulator/room/clock"
    async with world.http.post(url, data=b"advance_s=5", headers=FORM) as response:
        assert response.status == 415
    async with world.http.post(url, data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Host": "evil.example.org"},
        {"Host": "[broken"},
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_only_this_machine_and_this_page(world: World, headers: dict[str, str]) -> None:
    url = f"{world.api}/simulator/room/clock"
    async with world.http.post(url, json={"advance_s": 60}, headers=headers) as response:
        assert response.status in (400, 403)
    assert world.platform.clock.offset_s == 0


@pytest.mark.parametrize(
    "path", ["/simulator", "/simulator/room/state", "/simulator/api/cgi-bin/token", "/cgi-bin/token"]
)
async def test_forwarded_readers_are_refused_too(world: World, path: str) -> None:
    async with world.http.get(world.api + path, headers={"X-Forwarded-For": "203.0.113.5"}) as response:
        assert (response.status, await response.text()) == (403, ONLY_HERE)


async def test_another_machine_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.guard._loopback", lambda address: address == "203.0.113.5")
    async with world.http.get(f"{world.api}/simulator") as response:
        assert response.status == 403


async def test_people_are_added_and_follow(world: World) -> None:
    assert await act(world, "followers", {"name": "李姐"}) == 201
    assert await act(world, "followers") == 201
    assert [f["name"] for f in (await state(world))["followers"]] == ["王师傅", "李姐", NAMES[2]]
    assert world.bot.seen[-1]["Event"] == "subscribe"


async def test_too_many_people(make: MakeWorld) -> None:
    world = await make(keep_followers=1)
    assert await act(world, "followers") == 409


async def test_clock_verification_and_bad_days(world: World) -> None:
    assert await act(world, "clock", {"advance_s": 86_400}) == 200
    assert (await state(world))["clock"]["offset_s"] == 86_400
    assert await act(world, "clock", {"reset": True}) == 200
    assert world.platform.clock.offset_s == 0
    assert await act(world, "verify") == 200
    assert world.platform.wire.of("verify")[0].ok
    assert await act(world, "fault", {"what": "busy"}) == 200
    assert (await world.get("cgi-bin/getcallbackip"))["errcode"] == -1
    assert await act(world, "fault", {"what": "dead"}) == 200
    with pytest.raises(aiohttp.ClientError):
        await world.get("cgi-bin/getcallbackip")
    assert await act(world, "fault", {"what": "well"}) == 200
    assert (await world.get("cgi-bin/getcallbackip"))["errcode"] == 41001


async def read_events(response: aiohttp.ClientResponse, count: int) -> list[tuple[str, Any]]:
    events: list[tuple[str, Any]] = []
    name = ""
    while len(events) < count:
        line = (await asyncio.wait_for(response.content.readline(), 5)).decode().strip()
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            events.append((name, json.loads(line.removeprefix("data: "))))
    return events


async def test_messages_arrive_live(world: World) -> None:
    async with world.http.get(f"{world.api}/simulator/room/stream") as response:
        assert response.content_type == "text/event-stream"
        await response.content.readline()
        await world.platform.push_text(world.openid, "你好")
        events = await read_events(response, 4)
    assert [name for name, _ in events] == ["bubble", "wire", "wire", "bubble"]
    assert events[-1][1]["bubble"]["content"]["content"] == "echo 你好"


async def test_what_is_impossible_is_told_to_the_page(world: World) -> None:
    async with world.http.get(f"{world.api}/simulator/room/stream") as response:
        await response.content.readline()
        await act(world, "nobody/text", {"text": "喂"})
        assert (await read_events(response, 1))[0][0] == "impossible"


async def test_a_listener_that_falls_behind_is_told_to_reload(world: World) -> None:
    with world.platform.feed.listen() as queue:
        for number in range(1100):
            world.platform.feed.publish("wire", {"seq": number})
        assert queue.get_nowait() == ("reload", {})
        assert queue.qsize() < 1002


async def test_closing_lets_listeners_go_at_once(world: World) -> None:
    platform = Platform(PlatformConfig())
    async with routes.serve(platform) as api, aiohttp.ClientSession() as http:
        response = await http.get(f"{api}/simulator/room/stream")
        await response.content.readline()
        started = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - started < 0.9


async def test_mounted_in_another_application(world: World) -> None:
    app = web.Application(client_max_size=1024)
    platform = Platform(PlatformConfig())
    routes.mount(app, platform)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    person = platform.add_follower()
    async with world.http.post(f"{base}/simulator/room/{person.openid}/photo", data=JPEG * 1000) as response:
        assert response.status == 202
    async with world.http.get(f"{base}/simulator/api/cgi-bin/getcallbackip") as response:
        assert (await response.json())["errcode"] == 41001
    async with world.http.get(f"{base}/cgi-bin/getcallbackip") as response:
        assert response.status == 404
    await runner.cleanup()


async def test_fault_is_shown_as_in_wechat(world: World) -> None:
    world.bot.always(b"{}")
    await act(world, f"{world.openid}/text", {"text": "问"})
    talk = (await state(world))["followers"][0]["talk"]
    assert (talk[-1]["source"], talk[-1]["content"]["content"]) == ("fault", FAULT_LINE)


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere() -> None:
    html = (STATIC / "index.html").read_text()
    assert "老板拖欠我三个月工资一万八" in html
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    for address in re.findall(r'(?:src|href)="([^"]+)"', html):
        assert address.startswith("/simulator/static/"), address
        assert (STATIC / address.removeprefix("/simulator/static/")).is_file(), address
    for style in STATIC.glob("*.css"):
        assert "url(" not in style.read_text()
        assert "@import" not in style.read_text()


def test_the_scripts_import_only_each_other_and_name_what_the_page_has() -> None:
    html = (STATIC / "index.html").read_text()
    for script in STATIC.glob("*.js"):
        code = script.read_text()
        for module in re.findall(r'from "([^"]+)"', code):
            assert (STATIC / module).is_file(), f"{script.name}: {module}"
        for name in re.findall(r'\$\("#([\w-]+)', code):
            assert f'id="{name}"' in html, f"{script.name}: {name}"
        for name in re.findall(r'data-act="([\w-]+)"', code):
            assert f'data-act="{name}"' in html, f"{script.name}: {name}"
        assert "eval(" not in code


def test_every_control_has_a_name() -> None:
    html = (STATIC / "index.html").read_text()
    for words in re.findall(r"<button[^>]*>(.*?)</button>", html, re.S):
        label = re.sub(r"<[^>]+>", "", words).strip()
        whole = html[html.index(words) - 200 : html.index(words)]
        assert label or "aria-label" in whole
    for dialog in re.findall(r'<dialog id="(\w+)" aria-labelledby="([\w-]+)"', html):
        assert f'id="{dialog[1]}"' in html
