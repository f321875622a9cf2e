"""Statements compiled once in a process, however many engines it makes: those of one driver are all alike here."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import CompilerElement
from sqlalchemy.util import LRUCache

Kept = LRUCache[Any, Any]


def share() -> None:
    """From now on, for as long as the process lives."""
    compiled: defaultdict[type[Dialect], Kept] = defaultdict(lambda: LRUCache(5_000))
    Engine._compiled_cache = property(  # type: ignore[assignment]
        lambda engine: compiled[type(engine.dialect)], lambda _engine, _own: None
    )
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]
    CompilerElement.compile = _once(CompilerElement.compile, LRUCache(100))  # type: ignore[method-assign]


def _once(own: Callable[..., Any], kept: Kept) -> Callable[..., Any]:
    """`compile` for what is prepared for a dialect."""

    def compiling(statement: Any, bind: Any = None, dialect: Dialect | None = None, **more: Any) -> Any:
        key = statement._generate_cache_key() if dialect and not more and isinstance(statement, Executable) else None
        if key is None:
            return own(statement, bind, dialect, **more)
        known = (dialect, key.key, tuple(one.value for one in key.bindparams))
        if known not in kept:
            kept[known] = own(statement, bind, dialect)
        return kept[known]

    return compiling
