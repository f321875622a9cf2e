"""Statements compiled once in a process, however many engines it makes: those of one driver are all alike here."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache


def share() -> None:
    """From now on, for as long as the process lives."""
    compiled: defaultdict[type[Dialect], LRUCache[Any, Any]] = defaultdict(lambda: LRUCache(5_000))
    Engine._compiled_cache = property(  # type: ignore[assignment]
        lambda engine: compiled[type(engine.dialect)], lambda _engine, _own: None
    )
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]
