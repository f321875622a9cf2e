"""A reply as compressed JSON and back, for keeping."""

import dataclasses
import json
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.core.compact import compact_bytes
from bot.wechat import reply as replies
from bot.wechat.reply import ANSWERS_REMEMBERED, Article, News, Reply, Text

COMPRESSED = b"x"  # no JSON begins like zlib


def pack(reply: Reply) -> bytes:
    """A reply as JSON in UTF-8, compressed: an answer takes a good third less of the disk."""
    if isinstance(reply, Text):
        return (_remembered if reply.is_known else _text)(reply)
    given = {one.name: getattr(reply, one.name) for one in dataclasses.fields(reply)}
    if isinstance(reply, News):
        given["articles"] = [dataclasses.asdict(article) for article in reply.articles]
    return _packed({"type": type(reply).__name__, **given})


def _text(reply: Text) -> bytes:
    more = {name: value for name in ("source", "is_personal") if (value := getattr(reply, name))}
    return _packed({"type": "Text", "action": reply.action, "content": reply.content, **more})


def _packed(given: Mapping[str, object]) -> bytes:
    return zlib.compress(compact_bytes(given))


_remembered = lru_cache(maxsize=ANSWERS_REMEMBERED)(_text)


def unpack(packed: bytes) -> Reply:
    """The reply that `pack` wrote."""
    given = fields(packed)
    kind: type[Reply] = getattr(replies, given.pop("type"))
    if "articles" in given:
        given["articles"] = tuple(Article(**article) for article in given["articles"])
    return kind(**given)


def fields(packed: bytes) -> Any:
    """The JSON that `pack` wrote, also before it compressed.

    Raises:
        ValueError: there is none.
    """
    try:
        return json.loads(zlib.decompress(packed) if packed.startswith(COMPRESSED) else packed)
    except zlib.error as error:
        raise ValueError("no packed reply") from error
