"""What the phone-like page asks of the platform: its state, its changes, the clock, the bad days."""

from __future__ import annotations

import asyncio
import contextlib
import json

from aiohttp import web

from simulator.acting import number, read_json, run
from simulator.errors import Impossible
from simulator.faults import Fault
from simulator.platform import Platform

NAMES = ("王师傅", "马姐", "小杨", "老李", "张会计", "陈工", "周嫂", "赵队长")
WIRE_SHOWN = 200
HEARTBEAT_S = 15.0
MAX_ADVANCE_S = 400 * 86_400
NAME_CHARS = 20


class Page:
    """The page's own addresses, without what followers do (that is `acting`)."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def routes(self, base: str) -> list[web.RouteDef]:
        """All addresses below `base`."""
        return [
            web.get(f"{base}/state", self.state),
            web.get(f"{base}/stream", self.stream),
            web.get(f"{base}/file/{{media_id}}", self.file),
            web.post(f"{base}/followers", self.add),
            web.post(f"{base}/clock", self.clock),
            web.post(f"{base}/verify", self.verify),
            web.post(f"{base}/fault", self.fault),
        ]

    # What is there

    async def state(self, _: web.Request) -> web.Response:
        """Everything the page draws when it opens."""
        platform, config = self._platform, self._platform.config
        people = [f.as_json() | {"talk": [b.as_json() for b in f.talk]} for f in platform.followers.values()]
        account = {name: getattr(config, name) for name in ("name", "appid", "mode", "form", "kind", "target_url")}
        return web.json_response(
            {
                "account": account,
                "followers": people,
                "menu": platform.menu.buttons or [],
                "clock": self._time(),
                "scenes": [{"ticket": s.ticket, "scene": s.scene} for s in list(platform.scenes.made.values())[-20:]],
                "templates": [{"id": t.template_id, "title": t.title} for t in config.templates],
                "wire": [line.as_json() for line in list(platform.wire.lines)[-WIRE_SHOWN:]],
            }
        )

    def _time(self) -> dict[str, float]:
        return {"now_s": self._platform.clock.now_s(), "offset_s": self._platform.clock.offset_s}

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: every change, and a heartbeat."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        with self._platform.feed.listen() as queue, contextlib.suppress(ConnectionResetError):
            await response.write(b"retry: 1000\n\n")
            while True:
                try:
                    item = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if item is None:
                    return response
                body = json.dumps(item[1], ensure_ascii=False)
                await response.write(f"event: {item[0]}\ndata: {body}\n\n".encode())
        return response

    async def file(self, request: web.Request) -> web.Response:
        """A picture or voice that was sent, for whoever has its id."""
        media = self._platform.media
        if not media.has(request.match_info["media_id"]):
            raise web.HTTPNotFound
        medium = media.get(request.match_info["media_id"])
        return web.Response(body=medium.content, content_type=medium.content_type)

    # What the person at the page does to the platform

    async def add(self, request: web.Request) -> web.Response:
        """A new person who follows at once."""
        given = await read_json(request)
        count = len(self._platform.followers)
        name = str(given.get("name") or "").strip()[:NAME_CHARS]
        spare = NAMES[count] if count < len(NAMES) else f"关注者{count + 1}"
        try:
            follower = self._platform.add_follower(name or spare, followed=False)
        except Impossible as error:
            raise web.HTTPConflict(text=str(error)) from error
        run(self._platform, self._platform.follow(follower.openid))
        return web.json_response({"openid": follower.openid}, status=201)

    async def clock(self, request: web.Request) -> web.Response:
        """Turn the clock on by `advance_s`, or back to real time with `reset`."""
        given = await read_json(request)
        step_s = number(given, "advance_s", 0.0)
        if not -MAX_ADVANCE_S <= step_s <= MAX_ADVANCE_S:
            raise web.HTTPBadRequest(text="advance_s")
        if given.get("reset"):
            self._platform.clock.reset()
        self._platform.clock.advance(step_s)
        self._platform.feed.publish("clock", self._time())
        return web.json_response(self._time())

    async def verify(self, _: web.Request) -> web.Response:
        """Run the URL verification."""
        check = await self._platform.check_url()
        return web.json_response({"ok": check.ok, "reason": check.reason})

    async def fault(self, request: web.Request) -> web.Response:
        """A bad day of the API: busy (-1 once), slow (6 s once), dead, or well again."""
        faults, what = self._platform.faults, (await read_json(request)).get("what")
        if what == "well":
            faults.clear()
        elif what == "dead":
            faults.dead = True
        elif what in ("busy", "slow"):
            faults.add(Fault(errcode=-1) if what == "busy" else Fault(delay_s=6.0))
        else:
            raise web.HTTPBadRequest(text="what")
        return web.json_response({"ok": True})
