"""The platform: one account, its followers, and what they do; the API side hangs on it."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections import deque
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any

from simulator import happenings, shapes
from simulator.clock import Clock
from simulator.config import FAULT_LINE, PlatformConfig
from simulator.envelope import Envelope
from simulator.errors import Impossible
from simulator.follower import Bubble, Follower, Source
from simulator.media import SILENT_AMR, MediaShelf
from simulator.pusher import Check, Delivery, Outcome, Push, Pusher, fresh_nonce
from simulator.quota import Allowance
from simulator.shapes import MsgIds, Shape
from simulator.verdict import Judge, Verdict
from simulator.wire import Feed, Wire


class Platform:
    """A WeChat platform in memory. `clock` may be turned; nothing is kept after the process ends."""

    def __init__(self, config: PlatformConfig, clock: Clock | None = None) -> None:
        self.config = config
        self.clock = clock or Clock()
        self.feed = Feed()
        self.wire = Wire(self.clock, self.feed, config.keep_wire)
        self.media = MediaShelf(config, self.clock)
        self.followers: dict[str, Follower] = {}
        self._msg_ids = MsgIds()
        self._seq = itertools.count(1)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._arm()

    def _arm(self) -> None:
        self.media.config = self.config
        self._envelope = Envelope(self.config)
        judge = Judge(self.config, self._envelope, self.media.has)
        self.pusher = Pusher(self.config, self.wire, judge)

    async def reconfigure(self, **changes: Any) -> None:
        """Save other settings; mode and URL changes act at once, as in the console."""
        self.config = replace(self.config, **changes)
        await self.pusher.close()
        self._arm()

    async def close(self) -> None:
        """Stop what runs and let the page's listeners go."""
        self.feed.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.pusher.close()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run on the side, kept until done; for the page and for job results."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def settle(self, timeout_s: float = 30.0) -> None:
        """Wait until nothing runs on the side: for tests."""
        async with asyncio.timeout(timeout_s):
            while self._tasks:
                await asyncio.gather(*self._tasks, return_exceptions=True)

    # Followers

    def add_follower(self, name: str = "", openid: str = "", followed: bool = True) -> Follower:
        """A new person, without a push: `followed` says whether they follow already."""
        if len(self.followers) >= self.config.keep_followers:
            raise Impossible("too many followers")
        openid = openid or "o" + secrets.token_urlsafe(21)[:27]
        talk: deque[Bubble] = deque(maxlen=self.config.keep_talk)
        follower = Follower(
            openid,
            name or f"关注者{len(self.followers) + 1}",
            "u" + secrets.token_urlsafe(21)[:27],
            Allowance(self.config.grants),
            talk,
            followed,
            subscribed_at_s=int(self.clock.now_s()) if followed else 0,
        )
        self.followers[openid] = follower
        self.feed.publish("follower", follower.as_json())
        return follower

    def follower(self, openid: str) -> Follower:
        """Raises `Impossible` for a person nobody added."""
        if openid not in self.followers:
            raise Impossible("no such person")
        return self.followers[openid]

    def show(self, openid: str, source: Source, kind: str, content: Mapping[str, Any], ai: bool = False) -> Bubble:
        """Put one bubble into a chat."""
        bubble = Bubble(next(self._seq), self.clock.now_s(), source, kind, content, ai)
        self.follower(openid).talk.append(bubble)
        self.feed.publish("bubble", {"openid": openid, "bubble": bubble.as_json()})
        return bubble

    # Pushing

    def prepare(self, openid: str, shape: Shape, *, timestamp_s: int | None = None) -> Push:
        """Address, sign and seal a push without sending it: for late, doubled or disordered ones.

        `timestamp_s` overrides the signed timestamp of the query (unix seconds).
        """
        follower = self.follower(openid)
        now_s = int(self.clock.now_s())
        fields = {
            "ToUserName": self.config.account_id,
            "FromUserName": openid,
            "CreateTime": now_s,
            **shape.fields,
        }
        msg_id = None
        if shape.fields["MsgType"] != "event":
            fields["MsgId"] = msg_id = self._msg_ids.next()
            follower.last_message_s = self.clock.now_s()
        if shape.trigger:
            follower.allowance.refill(shape.trigger, self.clock.now_s())
        signed_s = timestamp_s or (int(time.time()) if self.config.sign_with_real_time else now_s)
        sealed = self._envelope.seal(openid, fields, str(signed_s), fresh_nonce())
        return Push(openid, shape, sealed, msg_id, now_s)

    async def deliver(self, push: Push) -> Delivery:
        """Send a prepared push (again): the same query string, the same body."""
        attempts, verdict = await self.pusher.deliver(push)
        outcome, bubble = self._settle(push, verdict)
        return Delivery(push, attempts, outcome, verdict.reason, bubble)

    def _settle(self, push: Push, verdict: Verdict) -> tuple[Outcome, Bubble | None]:
        if verdict.outcome == "shown" and self.follower(push.openid).followed:
            self.follower(push.openid).typing_until_s = 0.0
            bubble = self.show(push.openid, "passive", verdict.type, verdict.content or {})
            return "shown", bubble
        if verdict.outcome != "refused":
            return ("dropped" if verdict.outcome == "dropped" else "silent"), None
        if push.shape.quiet:
            return "hidden fault", None
        return "fault", self.show(push.openid, "fault", "text", {"content": FAULT_LINE})

    async def push(self, openid: str, shape: Shape) -> Delivery:
        """Push anything; needs a follower unless the shape says they just left."""
        leaving = shape.fields.get("Event") == "unsubscribe"
        if not (self.follower(openid).followed or leaving):
            raise Impossible("this person does not follow the account")
        return await self.deliver(self.prepare(openid, shape))

    async def push_text(self, openid: str, text: str, *, menu_id: str | None = None) -> Delivery:
        """The follower types words, or taps a msgmenu item (`menu_id`)."""
        self._own(openid, "text", {"content": text})
        return await self.push(openid, shapes.text(text, menu_id))

    async def push_image(self, openid: str, content: bytes) -> Delivery:
        """The follower sends a photo."""
        medium = self.media.keep("image", content)
        url = self.file_url(medium.media_id)
        self._own(openid, "image", {"media_id": medium.media_id})
        return await self.push(openid, shapes.image(medium.media_id, url))

    async def push_voice(self, openid: str, content: bytes = SILENT_AMR, recognition: str | None = None) -> Delivery:
        """The follower speaks; `recognition` is what the platform heard, None when it does not tell."""
        medium = self.media.keep("voice", content)
        self._own(openid, "voice", {"media_id": medium.media_id, "recognition": recognition or ""})
        return await self.push(openid, shapes.voice(medium.media_id, recognition))

    async def push_video(self, openid: str, content: bytes, thumb: bytes) -> Delivery:
        """The follower sends a video and its thumb picture."""
        medium, small = self.media.keep("video", content), self.media.keep("thumb", thumb)
        self._own(openid, "video", {"media_id": medium.media_id})
        return await self.push(openid, shapes.video(medium.media_id, small.media_id))

    async def push_location(self, openid: str, latitude: float, longitude: float, label: str) -> Delivery:
        """The follower sends a place, in degrees."""
        self._own(openid, "location", {"latitude": latitude, "longitude": longitude, "label": label})
        return await self.push(openid, shapes.location(latitude, longitude, label))

    async def push_link(self, openid: str, title: str, description: str, url: str) -> Delivery:
        """The follower sends an article on."""
        self._own(openid, "link", {"title": title, "description": description, "url": url})
        return await self.push(openid, shapes.link(title, description, url))

    def _own(self, openid: str, kind: str, content: Mapping[str, Any]) -> None:
        if not self.follower(openid).followed:
            raise Impossible("this person does not follow the account")
        self.show(openid, "self", kind, content)

    # Following

    async def follow(self, openid: str, scene: str | None = None, ticket: str | None = None) -> Delivery:
        """Begin to follow, by search or by a QR code's scene."""
        follower = self.follower(openid)
        if follower.followed:
            raise Impossible("follows already")
        follower.followed = True
        follower.subscribed_at_s = int(self.clock.now_s())
        follower.subscribe_scene = "ADD_SCENE_SEARCH" if scene is None else "ADD_SCENE_QR_CODE"
        follower.qr_scene = scene or ""
        self.feed.publish("follower", follower.as_json())
        return await self.push(openid, happenings.subscribe(scene, ticket))

    async def unfollow(self, openid: str) -> Delivery:
        """Stop following: windows close, later sends answer 43004 or 45015."""
        follower = self.follower(openid)
        if not follower.followed:
            raise Impossible("does not follow")
        follower.followed = False
        follower.allowance.clear()
        self.feed.publish("follower", follower.as_json())
        return await self.push(openid, happenings.unsubscribe())

    async def check_url(self) -> Check:
        """The console's URL verification."""
        return await self.pusher.check_url()

    def file_url(self, media_id: str) -> str:
        """Where anyone may fetch a picture that a follower sent (PicUrl)."""
        return f"{self.config.base_url}/mmbiz_pic/{media_id}"
