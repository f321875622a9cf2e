"""Temporary media: three days, bounded by kind and in all."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from simulator.account import Account
from simulator.errors import ApiError

# What a file must begin with. Source for the formats: protocol.md §2.5.
SIGNATURES: tuple[tuple[bytes, int, str, str, str], ...] = (
    (b"\xff\xd8\xff", 0, "image", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image", "image/png", "png"),
    (b"GIF8", 0, "image", "image/gif", "gif"),
    (b"#!AMR", 0, "voice", "audio/amr", "amr"),
    (b"#!SILK", 1, "voice", "audio/amr", "amr"),
    (b"ID3", 0, "voice", "audio/mpeg", "mp3"),
    (b"\xff\xfb", 0, "voice", "audio/mpeg", "mp3"),
    (b"ftyp", 4, "video", "video/mp4", "mp4"),
)
# Half a second of silence in AMR, for a voice message nobody recorded.
SILENT_AMR = b"#!AMR\n" + (b"\x3c" + b"\x00" * 31) * 25


@dataclass(frozen=True, slots=True)
class Medium:
    """One stored file."""

    media_id: str
    kind: str
    content: bytes
    content_type: str
    suffix: str
    created_s: int
    until_s: float


def recognise(content: bytes) -> tuple[str, str, str] | None:
    """Kind, content type and suffix by the file's first bytes."""
    for magic, offset, kind, content_type, suffix in SIGNATURES:
        if content[offset : offset + len(magic)] == magic:
            return kind, content_type, suffix
    return None


class MediaShelf:
    """Holds uploads of the account and files that followers sent."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._media: OrderedDict[str, Medium] = OrderedDict()
        self._bytes = 0

    def upload(self, kind: str, content: bytes) -> Medium:
        """The account's upload. Raises `ApiError` 40004, 41005, 40006, 40005."""
        if kind not in self._account.config.media_bytes:
            raise ApiError(40004)
        if not content:
            raise ApiError(41005)
        if len(content) > self._account.config.media_bytes[kind]:
            raise ApiError(40006)
        found = recognise(content)
        if found is None or found[0] != ("image" if kind == "thumb" else kind):
            raise ApiError(40005)
        return self.keep(kind, content, found[1], found[2])

    def keep(self, kind: str, content: bytes, content_type: str = "", suffix: str = "") -> Medium:
        """Store without asking, as for what a follower sent; the oldest make room."""
        found = recognise(content) or (kind, "application/octet-stream", "bin")
        now_s = self._account.clock.now_s()
        medium = Medium(
            secrets.token_urlsafe(48),
            kind,
            content,
            content_type or found[1],
            suffix or found[2],
            int(now_s),
            now_s + self._account.config.media_life_s,
        )
        self._media[medium.media_id] = medium
        self._bytes += len(content)
        self._make_room()
        return medium

    def get(self, media_id: str) -> Medium:
        """A file that is still kept. Raises `ApiError` 40007."""
        medium = self._media.get(media_id)
        if medium is None or self._account.clock.now_s() >= medium.until_s:
            raise ApiError(40007)
        return medium

    def has(self, media_id: str) -> bool:
        """Whether it may still be sent."""
        medium = self._media.get(media_id)
        return medium is not None and self._account.clock.now_s() < medium.until_s

    def _make_room(self) -> None:
        while self._bytes > self._account.config.keep_media_bytes and len(self._media) > 1:
            _, oldest = self._media.popitem(last=False)
            self._bytes -= len(oldest.content)
