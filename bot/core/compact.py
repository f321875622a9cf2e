"""JSON as we keep it: without blanks, Chinese as it is."""

import json
from typing import Any

import orjson

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: Any) -> str:
    """JSON as text."""
    return compact_bytes(value).decode()


def compact_bytes(value: Any) -> bytes:
    """JSON in UTF-8; half a character becomes a question mark."""
    try:
        return orjson.dumps(value)
    except TypeError:  # half a character, a number past 64 bits: allowed in Python, not there
        return _ENCODER.encode(value).encode("utf-8", "replace")
