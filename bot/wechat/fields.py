"""How one field is read out of a parsed push: each function gives a reader that takes the tree.

A tree is what `bot.wechat.parse.parse` returns: str, mapping, or list of those, for XML and JSON alike.
A reader raises `Refused` when the field has a shape or a value no platform would send.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.wechat.errors import Refused

T = TypeVar("T")
Tree = Mapping[str, Any]
Reader = Callable[[Tree], T]

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?")
_NOTHING: Tree = {}


def text(tag: str) -> Reader[str]:
    """The text of `tag`, "" when it is absent."""

    def read(tree: Tree) -> str:
        value = tree.get(tag, "")
        if isinstance(value, str):
            return value
        raise Refused("field-shape")

    return read


def maybe(tag: str) -> Reader[str | None]:
    """The text of `tag`, None when it is absent or empty."""
    get = text(tag)
    return lambda tree: get(tree) or None


def digits(tag: str) -> Reader[str]:
    """A platform id of 1 to 32 digits, kept as text because it exceeds 2**53."""
    get = text(tag)

    def read(tree: Tree) -> str:
        value = get(tree)
        if 0 < len(value) <= 32 and value.isascii() and value.isdigit():
            return value
        raise Refused("field-number")

    return read


def maybe_digits(tag: str) -> Reader[str | None]:
    """As `digits`, None when it is absent or empty."""
    get = digits(tag)
    return lambda tree: get(tree) if tree.get(tag) else None


def whole(tag: str) -> Reader[int | None]:
    """A whole number of up to 18 digits, None when it is absent or empty."""
    get = text(tag)

    def read(tree: Tree) -> int | None:
        value = get(tree).strip()
        if not value:
            return None
        if _WHOLE.fullmatch(value):
            return int(value)
        raise Refused("field-number")

    return read


def decimal(tag: str) -> Reader[float | None]:
    """A decimal number, None when it is absent or empty."""
    get = text(tag)

    def read(tree: Tree) -> float | None:
        value = get(tree).strip()
        if not value:
            return None
        if _DECIMAL.fullmatch(value):
            return float(value)
        raise Refused("field-number")

    return read


def degrees(tag: str, limit: int) -> Reader[float]:
    """A coordinate that must be there and lie within ±limit degrees."""
    get = decimal(tag)

    def read(tree: Tree) -> float:
        value = get(tree)
        if value is not None and -limit <= value <= limit:
            return value
        raise Refused("field-coordinate")

    return read


def inside(tag: str, reader: Reader[T]) -> Reader[T]:
    """What `reader` finds within the element `tag`; an absent or empty element is an empty tree."""

    def read(tree: Tree) -> T:
        value = tree.get(tag) or _NOTHING
        if isinstance(value, Mapping):
            return reader(value)
        raise Refused("field-shape")

    return read


def each(tag: str, reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """What `reader` finds in every element `tag`; one element may stand without a list around it, as in JSON."""

    def read(tree: Tree) -> tuple[T, ...]:
        value = tree.get(tag) or []
        rows = value if isinstance(value, list) else [value]
        if all(isinstance(row, Mapping) for row in rows):
            return tuple(reader(row) for row in rows)
        raise Refused("field-shape")

    return read
