"""Pushes to try the readers with: the same fields as XML and as JSON."""

import json
from typing import Any

from bot.wechat.message import Inbound
from bot.wechat.parse import inbound, parse

HEAD = {"ToUserName": "gh_97417a04a28d", "FromUserName": "o9AgO5Kd5ggOC-bXrbNODIiE3bGY", "CreateTime": 1714112445}
BASE = {"account": HEAD["ToUserName"], "openid": HEAD["FromUserName"], "created_s": HEAD["CreateTime"]}
BIG_ID = "18446744073709551615"  # beyond 2**53 and 2**63


def as_xml(value: Any, tag: str = "xml") -> str:
    if isinstance(value, dict):
        return f"<{tag}>{''.join(as_xml(inner, name) for name, inner in value.items())}</{tag}>"
    if isinstance(value, list):
        return "".join(as_xml(row, tag) for row in value)
    return f"<{tag}>{value}</{tag}>" if isinstance(value, int | float) else f"<{tag}><![CDATA[{value}]]></{tag}>"


def read_both(fields: dict[str, Any]) -> Inbound:
    """The push read from XML, after seeing that JSON gives the same."""
    from_xml = inbound(parse(as_xml(HEAD | fields).encode(), "xml"))
    from_json = inbound(parse(json.dumps(HEAD | fields).encode(), "json"))
    assert from_xml == from_json
    return from_xml
