"""The few statements that run for every message, compiled once into what the driver takes."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Dialect, Executable, bindparam
from sqlalchemy.sql.compiler import SQLCompiler

from bot.core.database import Base, ignoring


class Prepared:
    """A select, every value of which is given."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect))  # type: ignore[attr-defined]
        self._sql, self._names = compiled.string, tuple(compiled.positiontup or ())

    def rows(self, cursor: Any, **given: Any) -> Sequence[Any]:
        """Every row, as the driver gives it."""
        cursor.execute(self._sql, [given[name] for name in self._names] if self._names else given)
        return cast(Sequence[Any], cursor.fetchall())


class PreparedInsert:
    """An insert that leaves rows with the same key as they are.

    Row by row: several in one statement, which must be undone alone should one fail, make SQLite copy every page they
    touch.
    """

    def __init__(self, table: type[Base], columns: Sequence[str], dialect: Dialect) -> None:
        self._columns = columns
        types = [table.__table__.c[name].type.dialect_impl(dialect) for name in columns]
        convert = [(at, kind.bind_processor(dialect)) for at, kind in enumerate(types)]
        self._convert = [(at, to_driver) for at, to_driver in convert if to_driver]
        values: Any = {name: bindparam(name) for name in columns}
        compiled = ignoring(dialect, table).values(values).compile(dialect=dialect)
        self._sql, self._is_named = compiled.string, not compiled.positiontup

    def run(self, cursor: Any, rows: Sequence[Mapping[str, Any]]) -> int:
        """Inserts the rows; gives how many were new."""
        values = [self._driven(row) for row in rows]
        given = [dict(zip(self._columns, row, strict=True)) for row in values] if self._is_named else values
        cursor.executemany(self._sql, given)
        return int(cursor.rowcount)

    def _driven(self, row: Mapping[str, Any]) -> list[Any]:
        values = [row[name] for name in self._columns]
        for at, to_driver in self._convert:
            values[at] = to_driver(values[at])
        return values
