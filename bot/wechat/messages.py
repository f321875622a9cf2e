"""What a follower sends: one frozen class for each MsgType of the platform.

Source: protocol notes on the platform's page Receiving_standard_messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from bot.wechat import fields as f


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """Anything the platform pushes.

    `account` is ToUserName (gh_…), `openid` FromUserName, `created_s` the platform's clock in Unix seconds,
    `raw` the whole parsed tree with the fields nobody named.
    """

    account: str
    openid: str
    created_s: int
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def key(self) -> str:
        """The once-key: a repeat of this push carries the same one, no other push does."""
        raise NotImplementedError

    @property
    def serial_number(self) -> int:
        """Grows from push to push, near enough, and is the same in a repeat: what comes together is kept together."""
        return self.created_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Inbound):
    """A message a follower sent, of whatever kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedMessage(Message):
    """A message of a known kind; it always has a MsgId (64 bit, so text)."""

    msg_id: Annotated[str, f.digits("MsgId")]

    @property
    def key(self) -> str:
        return f"m:{self.openid}:{self.msg_id}"

    @property
    def serial_number(self) -> int:
        return int(self.msg_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(NumberedMessage):
    """Typed words, or a tapped msgmenu item: then `menu_id` is the item's id and `content` its text."""

    content: Annotated[str, f.text("Content")]
    menu_id: Annotated[str | None, f.maybe("bizmsgmenuid")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(NumberedMessage):
    """A picture; `pic_url` and `media_id` both lead to it for three days."""

    pic_url: Annotated[str, f.text("PicUrl")]
    media_id: Annotated[str, f.text("MediaId")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(NumberedMessage):
    """A spoken message; the file may be SILK although `format` says amr."""

    media_id: Annotated[str, f.text("MediaId")]
    format: Annotated[str, f.text("Format")] = ""
    media_id_16k: Annotated[str | None, f.maybe("MediaId16K")] = None
    recognition: Annotated[str | None, f.maybe("Recognition")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(NumberedMessage):
    """A video picked from the album."""

    media_id: Annotated[str, f.text("MediaId")]
    thumb_media_id: Annotated[str, f.text("ThumbMediaId")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortVideo(NumberedMessage):
    """A video taken within the chat."""

    media_id: Annotated[str, f.text("MediaId")]
    thumb_media_id: Annotated[str, f.text("ThumbMediaId")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(NumberedMessage):
    """A place sent on a map, in degrees (GCJ-02, as WeChat draws it)."""

    latitude: Annotated[float, f.degrees("Location_X", 90)]
    longitude: Annotated[float, f.degrees("Location_Y", 180)]
    scale: Annotated[int | None, f.whole("Scale")] = None
    label: Annotated[str, f.text("Label")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(NumberedMessage):
    """A shared article or page."""

    title: Annotated[str, f.text("Title")]
    description: Annotated[str, f.text("Description")]
    url: Annotated[str, f.text("Url")]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMessage(Message):
    """A kind of message we have no class for; `raw` holds all of it."""

    msg_type: Annotated[str, f.text("MsgType")]
    msg_id: Annotated[str | None, f.maybe_digits("MsgId")] = None

    @property
    def key(self) -> str:
        if self.msg_id is not None:
            return f"m:{self.openid}:{self.msg_id}"
        return f"m:{self.openid}:{self.created_s}:{self.msg_type}"

    @property
    def serial_number(self) -> int:
        return self.created_s if self.msg_id is None else int(self.msg_id)


MESSAGES: Mapping[str, type[Message]] = {
    "text": Text,
    "image": Image,
    "voice": Voice,
    "video": Video,
    "shortvideo": ShortVideo,
    "location": Location,
    "link": Link,
}
"""The class of each MsgType."""
