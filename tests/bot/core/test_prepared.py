"""Statements that are compiled once."""

import sqlite3

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.core.prepared import PreparedInsert


class Own(DeclarativeBase):
    """Tables of these tests."""


class Name(Own):
    __tablename__ = "names"

    name: Mapped[str] = mapped_column(primary_key=True)


def test_one_column_is_enough() -> None:
    cursor = sqlite3.connect(":memory:").cursor()
    cursor.execute("CREATE TABLE names (name TEXT PRIMARY KEY)")
    insert = PreparedInsert(Name, ["name"], sqlite.dialect())  # type: ignore[arg-type]
    assert insert.run(cursor, [{"name": name} for name in ("王芳", "李强", "王芳")]) == 2
    assert sorted(cursor.execute("SELECT name FROM names")) == [("李强",), ("王芳",)]
