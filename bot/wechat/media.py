"""Files to and from WeChat: temporary material, kept there for three days.

Source: api_uploadtempmedia and api_gettempmedia under https://developers.weixin.qq.com/doc/service/api/material
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePosixPath

from bot.wechat.account import Capability
from bot.wechat.calls import Call, Upload
from bot.wechat.errors import BadAnswer, BadField
from bot.wechat.limits import Limits
from bot.wechat.transport import Transport

_UPLOAD = Call("POST", "cgi-bin/media/upload", Capability.MEDIA, bulky=True)
_GET = Call("GET", "cgi-bin/media/get", Capability.MEDIA, repeatable=True, bulky=True)
_GET_VOICE = Call("GET", "cgi-bin/media/get/jssdk", Capability.MEDIA, repeatable=True, bulky=True)


class MediaKind(StrEnum):
    """What a temporary file is."""

    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    THUMB = "thumb"


_TYPES = {
    MediaKind.IMAGE: frozenset({"image/jpeg", "image/png", "image/gif"}),
    MediaKind.VOICE: frozenset({"audio/amr", "audio/mpeg", "audio/mp3"}),
    MediaKind.VIDEO: frozenset({"video/mp4"}),
    MediaKind.THUMB: frozenset({"image/jpeg"}),
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A temporary file at WeChat, gone after `until`."""

    media_id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Download:
    """A file out of WeChat; a video comes as an address to fetch it from, with empty content."""

    content_type: str
    filename: str
    content: bytes = field(repr=False)
    video_url: str | None = None


class Media:
    """Uploads and downloads temporary files."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        self._transport = transport
        self._limits = limits

    async def upload(self, kind: MediaKind, filename: str, content_type: str, content: bytes) -> Uploaded:
        """Leaves a file with WeChat for three days.

        Raises:
            BadField: too large, empty, or of a type that WeChat does not take as this kind.
            NotAvailable, NoAnswer, ApiError: as `Transport.call` says.
        """
        self._transport.account.require(Capability.MEDIA)
        limit_bytes = self._limit_bytes(kind)
        if not 0 < len(content) <= limit_bytes:
            raise BadField("content", f"1 to {limit_bytes} bytes for {kind}")
        if content_type not in _TYPES[kind]:
            raise BadField("content_type", f"one of {', '.join(sorted(_TYPES[kind]))} for {kind}")
        since = self._transport.clock()
        file = Upload(PurePosixPath(filename).name or str(kind), content_type, content)
        payload = await self._transport.call(_UPLOAD, params={"type": kind.value}, upload=file)
        # A thumb is answered under a name of its own.
        media_id = payload.get("media_id") or payload.get("thumb_media_id")
        if not isinstance(media_id, str):
            raise BadAnswer(_UPLOAD.path, "no media_id in the answer")
        return Uploaded(media_id, since + timedelta(seconds=self._limits.media_life_s))

    async def get(self, media_id: str) -> Download:
        """Takes a file that a follower sent or that we left there.

        Raises: ApiError 40007 after three days; else as `Transport.call` says.
        """
        return await self._download(_GET, media_id)

    async def get_voice(self, media_id: str) -> Download:
        """Takes a recording of the JS-SDK in full quality: speex at 16 kHz. Raises as `get`."""
        return await self._download(_GET_VOICE, media_id)

    async def _download(self, call: Call, media_id: str) -> Download:
        answer = await self._transport.download(call, {"media_id": media_id})
        payload = answer.payload()
        if payload is None:
            return Download(answer.content_type, PurePosixPath(answer.filename).name, answer.body)
        url = payload.get("video_url")
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise BadAnswer(call.path, "neither a file nor a video_url in the answer")
        return Download("video/mp4", "", b"", url)

    def _limit_bytes(self, kind: MediaKind) -> int:
        limits = self._limits
        return {
            MediaKind.IMAGE: limits.image_bytes,
            MediaKind.VOICE: limits.voice_bytes,
            MediaKind.VIDEO: limits.video_bytes,
            MediaKind.THUMB: limits.thumb_bytes,
        }[kind]
