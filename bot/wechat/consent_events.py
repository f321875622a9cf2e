"""What followers say to subscription notices, and how a notice ended.

Source: developers.weixin.qq.com/doc/service/guide/product/subscription_messages/push. The page's example of
subscribe_msg_change_event wraps its list in SubscribeMsgPopupEvent; both names are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from bot.wechat import fields as f
from bot.wechat.events import Event


@dataclass(frozen=True, slots=True)
class Consent:
    """One follower's answer for one template; `popup_scene` 1 is a web page, 2 an article."""

    template_id: str
    accepted: bool
    popup_scene: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """How one subscription notice ended; `error_code` 0 is success."""

    template_id: str
    msg_id: str | None
    error_code: int | None
    error_status: str


def _consent(row: f.Tree) -> Consent:
    return Consent(
        f.text("TemplateId")(row),
        f.text("SubscribeStatusString")(row) == "accept",
        f.maybe("PopupScene")(row),
    )


def _notice_sent(row: f.Tree) -> NoticeSent:
    return NoticeSent(
        f.text("TemplateId")(row),
        f.maybe_digits("MsgID")(row),
        f.whole("ErrorCode")(row),
        f.text("ErrorStatus")(row),
    )


_popup_rows = f.inside("SubscribeMsgPopupEvent", f.each("List", _consent))
_change_rows = f.inside("SubscribeMsgChangeEvent", f.each("List", _consent))
_sent_rows = f.inside("SubscribeMsgSentEvent", f.each("List", _notice_sent))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeMsgPopup(Event):
    """A follower answered the consent window."""

    event: str = "subscribe_msg_popup_event"
    rows: Annotated[tuple[Consent, ...], _popup_rows] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeMsgChange(Event):
    """A follower withdrew consent in the account's settings."""

    event: str = "subscribe_msg_change_event"
    rows: Annotated[tuple[Consent, ...], lambda tree: _change_rows(tree) or _popup_rows(tree)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeMsgSent(Event):
    """How subscription notices ended."""

    event: str = "subscribe_msg_sent_event"
    rows: Annotated[tuple[NoticeSent, ...], _sent_rows] = ()

    @property
    def serial(self) -> str:
        return ",".join(row.msg_id or "" for row in self.rows) or self.event_key


CONSENT_EVENTS: Mapping[str, type[Event]] = {
    "subscribe_msg_popup_event": SubscribeMsgPopup,
    "subscribe_msg_change_event": SubscribeMsgChange,
    "subscribe_msg_sent_event": SubscribeMsgSent,
}
"""The class of each Event about subscription notices."""
