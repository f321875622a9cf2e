"""From the bytes of a push to an Inbound; whatever is wrong on the way ends in one `Refused`."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_origin, get_type_hints

from bot.wechat import fields as f
from bot.wechat.errors import Refused
from bot.wechat.flat_xml import read_flat
from bot.wechat.json_tree import read_json
from bot.wechat.message import ALL_EVENTS, MESSAGES, Inbound, UnknownEvent, UnknownMessage
from bot.wechat.xml_tree import read_xml

BODY_LIMIT_BYTES = 65_536  # the platform's largest push, a long text in compatible mode, is under 10 kB
CREATED_LIMIT_S = 253_402_300_800  # the first second of year 10000: later ones no clock of ours can name

_NAME = re.compile(r"[!-~]{1,128}")
_KIND = re.compile(r"[!-~]{1,64}")
_BLANK = b" \t\r\n"
_FORMS = {b"<": "xml", b"{": "json"}
_text_event_key = f.text("EventKey")

Plan = tuple[tuple[str, f.Reader[Any]], ...]


def parse(body: bytes, content: Literal["xml", "json"] | None = None) -> Mapping[str, Any]:
    """The tree of a push: names to text, to trees, or to lists of those; the same for XML and JSON.

    `content` is the data format set for the account; None takes either, by the first character.

    Raises: Refused.
    """
    if len(body) > BODY_LIMIT_BYTES:
        raise Refused("too-large")
    first = body.lstrip(_BLANK)[:1]
    if not first:
        raise Refused("empty")
    form = _FORMS.get(first)
    if form is None or content not in (None, form):
        raise Refused("wrong-format")
    if b"\0" in body:
        raise Refused("nul")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Refused("not-utf8") from None
    if form == "json":
        return read_json(text)
    return read_flat(text) or read_xml(body)


def inbound(tree: Mapping[str, Any]) -> Inbound:
    """The message or event a tree describes; an unknown kind is kept whole in `raw`.

    Raises: Refused when a name, the time, the kind or a number is missing or no platform would send it.
    """
    account = _matching(tree, "ToUserName", _NAME)
    openid = _matching(tree, "FromUserName", _NAME)
    created_s = _created_s(tree)
    msg_type = _matching(tree, "MsgType", _KIND)
    if msg_type == "event":
        event = _matching(tree, "Event", _KIND)
        event_class = ALL_EVENTS.get(event, UnknownEvent)
        more = {name: read(tree) for name, read in _PLANS[event_class]}
        return event_class(
            account=account,
            openid=openid,
            created_s=created_s,
            raw=tree,
            event=event,
            event_key=_text_event_key(tree),
            **more,
        )
    message_class = MESSAGES.get(msg_type, UnknownMessage)
    more = {name: read(tree) for name, read in _PLANS[message_class]}
    return message_class(account=account, openid=openid, created_s=created_s, raw=tree, **more)


def _matching(tree: Mapping[str, Any], tag: str, pattern: re.Pattern[str]) -> str:
    value = tree.get(tag)
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise Refused(f"field-{tag}")


def _created_s(tree: Mapping[str, Any]) -> int:
    value = tree.get("CreateTime")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 12:
        created_s = int(value)
        if 0 < created_s < CREATED_LIMIT_S:
            return created_s
    raise Refused("field-CreateTime")


def _plan(kind: type[Inbound]) -> Plan:
    """How each field of a class is read: the reader its annotation carries."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        (field.name, hints[field.name].__metadata__[0])
        for field in dataclasses.fields(kind)
        if get_origin(hints[field.name]) is Annotated
    )


_PLANS: Mapping[type[Inbound], Plan] = {
    kind: _plan(kind) for kind in (*MESSAGES.values(), UnknownMessage, *ALL_EVENTS.values(), UnknownEvent)
}
