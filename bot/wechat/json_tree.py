"""JSON of a push read into the same tree that XML gives: every scalar is text, so no number loses a digit."""

import json
from typing import Any, NoReturn

from bot.wechat.errors import Refused
from bot.wechat.xml_tree import DEPTH_LIMIT, ELEMENT_LIMIT


def read_json(text: str) -> dict[str, Any]:
    """The tree of a JSON object: numbers as written, null as "", true and false as those words.

    Raises: Refused for broken JSON, another root, NaN, duplicate names, NUL, lone surrogates, and size.
    """
    try:
        value = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        raise Refused("json-broken") from None
    if not isinstance(value, dict):
        raise Refused("json-root")
    if not value:
        raise Refused("empty")
    return _Walk(escapes="\\u" in text).mapping(value, 1)


def _refuse_constant(_: str) -> NoReturn:
    raise Refused("json-constant")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("duplicate")
    return found


class _Walk:
    """Goes once over what json gave: counts it, and turns what is not text into text."""

    __slots__ = ("_count", "_escapes")

    def __init__(self, escapes: bool) -> None:
        self._escapes = escapes
        self._count = 0

    def mapping(self, value: dict[str, Any], depth: int) -> dict[str, Any]:
        if self._escapes:
            for name in value:
                _check_characters(name)
        return {name: self._value(inner, depth) for name, inner in value.items()}

    def _value(self, value: Any, depth: int) -> Any:
        self._count += 1
        if self._count > ELEMENT_LIMIT or depth >= DEPTH_LIMIT:
            raise Refused("too-large")
        if isinstance(value, str):
            if self._escapes:
                _check_characters(value)
            return value
        if isinstance(value, dict):
            return self.mapping(value, depth + 1)
        if isinstance(value, list):
            return [self._value(row, depth + 1) for row in value]
        return "" if value is None else str(value).lower()


def _check_characters(value: str) -> None:
    """Only an escape can bring in what UTF-8 and the check for NUL have kept out."""
    if "\0" in value:
        raise Refused("nul")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused("surrogate") from None
