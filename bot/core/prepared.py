"""The few statements that run for every message, compiled once into what the driver takes."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar, cast

from sqlalchemy import Dialect, Executable, bindparam
from sqlalchemy.sql.compiler import SQLCompiler

from bot.core.database import Base, ignoring

T = TypeVar("T")
ROWS_AT_ONCE = (64, 32, 16, 8, 4, 2, 1)  # few sizes, as each is a statement to be compiled


class Prepared:
    """A select."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect))  # type: ignore[attr-defined]
        self._sql, self._names = compiled.string, tuple(compiled.positiontup or ())
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if bind.value is not None}

    def rows(self, cursor: Any, **given: Any) -> Sequence[Any]:
        """Every row, as the driver gives it."""
        values: Any = {**self._fixed, **given}
        if self._names:
            values = tuple([values[name] for name in self._names])
        cursor.execute(self._sql, values)
        return cast(Sequence[Any], cursor.fetchall())


class PreparedInsert:
    """An insert of many rows in one statement, which leaves rows with the same key as they are.

    One statement, because the driver gives way to other threads at each one, and on SQLite at each row of several.
    """

    def __init__(self, table: type[Base], columns: Sequence[str], dialect: Dialect) -> None:
        self._table, self._columns, self._dialect = table, columns, dialect
        types = [table.__table__.c[name].type.dialect_impl(dialect) for name in columns]
        convert = [(at, kind.bind_processor(dialect)) for at, kind in enumerate(types)]
        self._convert = [(at, to_driver) for at, to_driver in convert if to_driver]
        self._sql = lru_cache(maxsize=len(ROWS_AT_ONCE))(self._compiled)

    def run(self, cursor: Any, rows: Sequence[Mapping[str, Any]]) -> int:
        """Inserts the rows; gives how many were new."""
        count = 0
        for part in _parts(rows):
            sql, names = self._sql(len(part))
            values: Any = tuple(chain.from_iterable(map(self._driven, part)))
            given = values if names is None else dict(zip(names, values, strict=True))
            cursor.execute(sql, given)
            count += cursor.rowcount
        return count

    def _driven(self, row: Mapping[str, Any]) -> list[Any]:
        values = [row[name] for name in self._columns]
        for at, to_driver in self._convert:
            values[at] = to_driver(values[at])
        return values

    def _compiled(self, count: int) -> tuple[str, list[str] | None]:
        """The statement for so many rows, and the names of its values where the driver wants them named."""
        names = [[f"{name}_{at}" for name in self._columns] for at in range(count)]
        values: Any = [{one: bindparam(two) for one, two in zip(self._columns, row, strict=True)} for row in names]
        compiled = ignoring(self._dialect, self._table).values(values).compile(dialect=self._dialect)
        return compiled.string, None if compiled.positiontup else list(chain.from_iterable(names))


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The rows in order, in as few parts as the sizes allow."""
    begin = 0
    while begin < len(rows):
        size = next(size for size in ROWS_AT_ONCE if begin + size <= len(rows))
        yield rows[begin : begin + size]
        begin += size
