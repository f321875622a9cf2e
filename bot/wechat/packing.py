"""A reply as JSON and back, for keeping."""

import dataclasses
import json
from functools import lru_cache

from bot.core.compact import compact_bytes
from bot.wechat import reply as replies
from bot.wechat.reply import Article, News, Reply, Text


def pack(reply: Reply) -> bytes:
    """A reply as JSON in UTF-8."""
    if isinstance(reply, Text):
        return (_known if reply.source else _text)(reply.content, reply.action, reply.source)
    fields = {one.name: getattr(reply, one.name) for one in dataclasses.fields(reply)}
    if isinstance(reply, News):
        fields["articles"] = [dataclasses.asdict(article) for article in reply.articles]
    return compact_bytes({"type": type(reply).__name__, **fields})


def _text(content: str, action: str, source: str) -> bytes:
    named = {"source": source} if source else {}
    return compact_bytes({"type": "Text", "action": action, "content": content, **named})


_known = lru_cache(maxsize=512)(_text)  # answers of the knowledge base go out again and again


def unpack(packed: bytes) -> Reply:
    """The reply that `pack` wrote."""
    fields = json.loads(packed)
    kind: type[Reply] = getattr(replies, fields.pop("type"))
    if "articles" in fields:
        fields["articles"] = tuple(Article(**article) for article in fields["articles"])
    return kind(**fields)
