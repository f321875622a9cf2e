"""The platform's engine: the account, its followers and their chats, and pushing."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections import deque
from collections.abc import Coroutine, Mapping
from typing import Any

from simulator.account import Account
from simulator.clock import Clock
from simulator.config import FAULT_LINE, PlatformConfig
from simulator.counters import Counters
from simulator.envelope import Envelope
from simulator.errors import Impossible
from simulator.faults import Faults
from simulator.follower import Bubble, Follower, Source
from simulator.grants import WebGrants
from simulator.media import MediaShelf
from simulator.menu import Menu
from simulator.outgoing import Outgoing
from simulator.pusher import Delivery, Outcome, Push, Pusher, fresh_nonce
from simulator.quota import Allowance
from simulator.scenes import Scenes
from simulator.shapes import MsgIds, Shape
from simulator.tokens import Tokens
from simulator.verdict import Judge, Verdict
from simulator.wire import Feed, Wire


class Engine:
    """State in memory, bounded, and the way of one push; `platform.Platform` adds what followers do."""

    def __init__(self, config: PlatformConfig, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.account = Account(config, self.clock)
        self.feed = Feed()
        self.wire = Wire(self.clock, self.feed, config.keep_wire)
        self.media = MediaShelf(self.account)
        self.menu = Menu(self.media.has)
        self.tokens = Tokens(self.account)
        self.counters = Counters(self.account)
        self.scenes = Scenes(self.account)
        self.grants = WebGrants(self.account)
        self.faults = Faults()
        self.outgoing = Outgoing(self.account)
        self.followers: dict[str, Follower] = {}
        self._msg_ids = MsgIds()
        self._seq = itertools.count(1)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._arm()

    @property
    def config(self) -> PlatformConfig:
        """The settings as they are now."""
        return self.account.config

    def _arm(self) -> None:
        self._envelope = Envelope(self.config)
        judge = Judge(self.config, self._envelope, self.media.has)
        self.pusher = Pusher(self.config, self.wire, judge)

    async def reconfigure(self, **changes: Any) -> None:
        """Save other settings; mode and URL changes act at once, as in the console."""
        self.account.save(**changes)
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

    def file_url(self, media_id: str) -> str:
        """Where anyone may fetch a picture that a follower sent (PicUrl)."""
        return f"{self.config.base_url}/mmbiz_pic/{media_id}"
