"""What the platform tells besides messages: one frozen class for each Event.

Source: protocol notes on the platform's page Receiving_event_pushes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated

from bot.wechat import fields as f
from bot.wechat.messages import Inbound

KEY_TEXT_LIMIT = 128  # platform's own limit of a menu key in bytes; longer ones (urls) are hashed in the once-key
_SCENE_PREFIX = "qrscene_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Inbound):
    """Something that happened; `event` is its name as sent, `event_key` the menu key, url or scene, or ""."""

    event: str
    event_key: str = ""

    @property
    def serial(self) -> str:
        """What tells this event from another of the same name, follower and second."""
        return self.event_key

    @property
    def key(self) -> str:
        serial = self.serial
        if len(serial) > KEY_TEXT_LIMIT:
            serial = blake2b(serial.encode(), digest_size=16).hexdigest()
        return f"e:{self.openid}:{self.created_s}:{self.event}:{serial}"


def _scene(tree: f.Tree) -> str | None:
    key = f.text("EventKey")(tree)
    return key.removeprefix(_SCENE_PREFIX) if key.startswith(_SCENE_PREFIX) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe(Event):
    """A follower came; `scene` is the QR code's scene without its prefix, None when they came another way."""

    event: str = "subscribe"
    scene: Annotated[str | None, _scene] = None
    ticket: Annotated[str | None, f.maybe("Ticket")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe(Event):
    """A follower left: all we hold of them has to be deleted."""

    event: str = "unsubscribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan(Event):
    """A follower scanned a QR code of ours; `scene` comes without a prefix."""

    event: str = "SCAN"
    scene: Annotated[str | None, f.maybe("EventKey")] = None
    ticket: Annotated[str | None, f.maybe("Ticket")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationReport(Event):
    """Where the follower is, in degrees, `precision` in metres; on entering or every 5 s by setting."""

    event: str = "LOCATION"
    latitude: Annotated[float | None, f.decimal("Latitude")] = None
    longitude: Annotated[float | None, f.decimal("Longitude")] = None
    precision: Annotated[float | None, f.decimal("Precision")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSent(Event):
    """How a template message ended; `status` is `success` or `failed:user block`, `failed: system failed`."""

    event: str = "TEMPLATESENDJOBFINISH"
    msg_id: Annotated[str | None, f.maybe_digits("MsgID")] = None
    status: Annotated[str, f.text("Status")] = ""

    @property
    def serial(self) -> str:
        return self.msg_id or self.event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MassSent(Event):
    """How a mass message ended; the counts are the platform's estimates, `openid` is the account's admin."""

    event: str = "MASSSENDJOBFINISH"
    msg_id: Annotated[str | None, f.maybe_digits("MsgID")] = None
    status: Annotated[str, f.text("Status")] = ""
    total: Annotated[int | None, f.whole("TotalCount")] = None
    filtered: Annotated[int | None, f.whole("FilterCount")] = None
    sent: Annotated[int | None, f.whole("SentCount")] = None
    failed: Annotated[int | None, f.whole("ErrorCount")] = None

    @property
    def serial(self) -> str:
        return self.msg_id or self.event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Event):
    """How a publish job ended; `status` 0 is success."""

    event: str = "PUBLISHJOBFINISH"
    publish_id: Annotated[str | None, f.inside("PublishEventInfo", f.maybe("publish_id"))] = None
    status: Annotated[int | None, f.inside("PublishEventInfo", f.whole("publish_status"))] = None
    article_id: Annotated[str | None, f.inside("PublishEventInfo", f.maybe("article_id"))] = None

    @property
    def serial(self) -> str:
        return self.publish_id or self.event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class DebugDemo(Event):
    """The console's debug tool calling; answer success."""

    event: str = "debug_demo"
    debug_str: Annotated[str, f.text("debug_str")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent(Event):
    """An event we have no class for; `raw` holds all of it."""


EVENTS: Mapping[str, type[Event]] = {
    "subscribe": Subscribe,
    "unsubscribe": Unsubscribe,
    "SCAN": Scan,
    "LOCATION": LocationReport,
    "TEMPLATESENDJOBFINISH": TemplateSent,
    "MASSSENDJOBFINISH": MassSent,
    "PUBLISHJOBFINISH": Published,
    "debug_demo": DebugDemo,
}
"""The class of each Event named here; menu, consent and account events stand in their own files."""
