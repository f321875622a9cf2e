"""The platform as a test or the page sees it: what followers do, each act one push."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator import happenings, shapes
from simulator.engine import Engine
from simulator.errors import Impossible
from simulator.grants import Scope
from simulator.media import SILENT_AMR
from simulator.pusher import Check, Delivery
from simulator.shapes import Shape
from simulator.tapping import tap

UNFOLLOWED = "this person does not follow the account"
QR_EXPIRED = "二维码已过期"


class Platform(Engine):
    """A WeChat platform in memory. `clock` may be turned; nothing is kept after the process ends."""

    async def push(self, openid: str, shape: Shape) -> Delivery:
        """Push anything; the person must follow, unless the push says that they just left."""
        leaving = shape.fields.get("Event") == "unsubscribe"
        if not (self.follower(openid).followed or leaving):
            raise Impossible(UNFOLLOWED)
        return await self.deliver(self.prepare(openid, shape))

    async def push_text(self, openid: str, text: str, *, menu_id: str | None = None) -> Delivery:
        """The follower types words, or taps a msgmenu item (`menu_id`)."""
        self._own(openid, "text", {"content": text})
        return await self.push(openid, shapes.text(text, menu_id))

    async def push_image(self, openid: str, content: bytes) -> Delivery:
        """The follower sends a photo."""
        medium = self.media.keep("image", content)
        self._own(openid, "image", {"media_id": medium.media_id})
        return await self.push(openid, shapes.image(medium.media_id, self.file_url(medium.media_id)))

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
            raise Impossible(UNFOLLOWED)
        self.show(openid, "self", kind, content)

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

    async def scan(self, openid: str, ticket: str) -> Delivery:
        """Scan a QR code: SCAN for a follower, subscribe with qrscene_ for a new one."""
        try:
            scene = self.scenes.read(ticket)
        except Impossible:
            self.show(openid, "system", "text", {"content": QR_EXPIRED})
            raise
        if not self.follower(openid).followed:
            return await self.follow(openid, scene.scene, ticket)
        return await self.push(openid, happenings.scan(scene.scene, ticket))

    async def tap_menu(self, openid: str, key: str, **given: Any) -> list[Delivery]:
        """Tap a button by its place (`0`, `2.1`), key, url or name.

        `given` is what the client asks for then: `result` (scan), `photo` (bytes), `latitude`,
        `longitude`, `label`. Photo and place buttons push twice: the event, then the message.
        """
        return await tap(self, openid, key, given)

    async def answer_popup(self, openid: str, choices: Mapping[str, str]) -> Delivery:
        """Answer a subscription pop-up: template id to `accept` or `reject`. One consent, one notice."""
        consents = self.follower(openid).consents
        consents.update(key for key, choice in choices.items() if choice == "accept")
        self.feed.publish("follower", self.follower(openid).as_json())
        return await self.push(openid, happenings.consent_popup(choices))

    async def withdraw_consent(self, openid: str, template_ids: Sequence[str]) -> Delivery:
        """Switch notices off in the settings."""
        for template_id in template_ids:
            self.follower(openid).consents.pop(template_id, None)
        self.feed.publish("follower", self.follower(openid).as_json())
        return await self.push(openid, happenings.consent_change(template_ids))

    def block(self, openid: str, blocked: bool = True) -> None:
        """Turn the account's messages off (48002; templates fail with `failed:user block`)."""
        self.follower(openid).blocked = blocked
        self.feed.publish("follower", self.follower(openid).as_json())

    def grant_code(self, openid: str, scope: Scope = "snsapi_base", *, snapshot: bool = False) -> str:
        """A web authorization code, as the page behind connect/oauth2/authorize hands on."""
        self.follower(openid)
        return self.grants.code(openid, scope, snapshot)

    async def check_url(self) -> Check:
        """The console's URL verification."""
        return await self.pusher.check_url()
