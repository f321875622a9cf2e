"""A reply as JSON and back, for keeping."""

import dataclasses
import json
from functools import lru_cache

from bot.core.compact import compact_bytes
from bot.wechat import reply as replies
from bot.wechat.reply import ANSWERS_REMEMBERED, Article, News, Reply, Text


def pack(reply: Reply) -> bytes:
    """A reply as JSON in UTF-8."""
    if isinstance(reply, Text):
        return (_remembered if reply.is_known else _text)(reply)
    fields = {one.name: getattr(reply, one.name) for one in dataclasses.fields(reply)}
    if isinstance(reply, News):
        fields["articles"] = [dataclasses.asdict(article) for article in reply.articles]
    return compact_bytes({"type": type(reply).__name__, **fields})


def _text(reply: Text) -> bytes:
    more = {name: value for name in ("source", "is_personal") if (value := getattr(reply, name))}
    return compact_bytes({"type": "Text", "action": reply.action, "content": reply.content, **more})


_remembered = lru_cache(maxsize=ANSWERS_REMEMBERED)(_text)


def unpack(packed: bytes) -> Reply:
    """The reply that `pack` wrote."""
    fields = json.loads(packed)
    kind: type[Reply] = getattr(replies, fields.pop("type"))
    if "articles" in fields:
        fields["articles"] = tuple(Article(**article) for article in fields["articles"])
    return kind(**fields)
