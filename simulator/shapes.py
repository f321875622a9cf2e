"""What a push is made of before it is addressed, and the messages a follower can send.

Source for every field name: protocol.md §1.5.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.config import Trigger

ONE_ARTICLE = 1
EIGHT_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one push without address and time.

    `trigger` opens a custom-message window, `articles` bounds a news answer, and an answer to a
    `quiet` push is never shown (nor is a fault).
    """

    fields: Mapping[str, Any]
    trigger: Trigger | None = None
    articles: int = EIGHT_ARTICLES
    quiet: bool = False

    @property
    def title(self) -> str:
        """For the wire: `text`, or `event CLICK`."""
        event = self.fields.get("Event")
        return f"event {event}" if event else str(self.fields["MsgType"])


@dataclass(slots=True)
class MsgIds:
    """64-bit message ids beyond 2^53, as the platform's are."""

    # Source: protocol.md §1.4.
    _next: itertools.count[int] = field(
        default_factory=lambda: itertools.count(24_000_000_000_000_000 + time.time_ns() // 1_000_000)
    )

    def next(self) -> int:
        """A fresh id."""
        return next(self._next)


def _message(msg_type: str, fields: Mapping[str, Any], articles: int = ONE_ARTICLE) -> Shape:
    return Shape({"MsgType": msg_type, **fields}, "message", articles)


def text(content: str, menu_id: str | None = None) -> Shape:
    """Typed words, or a tapped msgmenu item (`menu_id` travels as bizmsgmenuid)."""
    extra = {} if menu_id is None else {"bizmsgmenuid": menu_id}
    return _message("text", {"Content": content, **extra})


def image(media_id: str, pic_url: str) -> Shape:
    """A photo."""
    return _message("image", {"PicUrl": pic_url, "MediaId": media_id})


def voice(media_id: str, recognition: str | None = None, media_id_16k: str | None = None, form: str = "amr") -> Shape:
    """A voice message; `recognition` may be absent (None) or present and empty."""
    fields = {"MediaId": media_id, "Format": form}
    if media_id_16k is not None:
        fields["MediaId16K"] = media_id_16k
    if recognition is not None:
        fields["Recognition"] = recognition
    return _message("voice", fields)


def video(media_id: str, thumb_media_id: str) -> Shape:
    """A video."""
    return _message("video", {"MediaId": media_id, "ThumbMediaId": thumb_media_id})


def shortvideo(media_id: str, thumb_media_id: str) -> Shape:
    """A short video taken in the chat."""
    return _message("shortvideo", {"MediaId": media_id, "ThumbMediaId": thumb_media_id}, articles=EIGHT_ARTICLES)


def location(latitude: float, longitude: float, label: str, scale: int = 16) -> Shape:
    """A place chosen on the map; degrees."""
    return _message("location", {"Location_X": latitude, "Location_Y": longitude, "Scale": scale, "Label": label})


def link(title: str, description: str, url: str) -> Shape:
    """An article sent on into the chat."""
    return _message("link", {"Title": title, "Description": description, "Url": url})


def other(msg_type: str, **fields: Any) -> Shape:
    """Any other MsgType, such as file or miniprogrampage."""
    return _message(msg_type, fields, articles=EIGHT_ARTICLES)


def from_article(shape: Shape, data_id: str, idx: int = 1) -> Shape:
    """The same message, sent from within an article (adds MsgDataId and Idx)."""
    return Shape({**shape.fields, "MsgDataId": data_id, "Idx": idx}, shape.trigger, shape.articles)
