"""Looks statutes up in the database: an article somebody names, articles that speak of something, versions.

Text is searched with LIKE: over the 2,638 articles of 55 statutes that takes 8 ms on SQLite and 5 to 17 on PostgreSQL,
over the 146,000 of the whole public collection 155 to 265, so no column of words stands beside the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import takewhile
from operator import add

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.database import Database
from knowledge.law_models import StatuteArticle, StatuteName, StatuteVersion
from knowledge.law_names import Asked
from knowledge.statutes import Statute, Statutes

MOST_FOUND = 10
# A part of a name may stand for the whole where only one statute has it: never for a law, as 仲裁法 is no part of
# 劳动争议调解仲裁法 but a law of its own.
VAGUE_ENDINGS = ("条例", "办法", "规定", "规则", "决定", "通知")
SHORTEST_VAGUE = 4
SHORTEST_MISSPELT = 4
NOT_MISSPELT = frozenset({"刑事诉讼法"})  # laws of their own, one character from one that is held


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is held: `text` is empty where the statute has no such article."""

    number: str
    text: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Articles of one statute that were asked for, with the version they are from, how many are held, the last one."""

    statute: Statute
    held: int
    last: str
    articles: tuple[Article, ...]


class Law:
    """The imported statutes; reads only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def look_up(self, asked: Sequence[Asked], on: date) -> list[Passage] | None:
        """The articles somebody names, as of that day; None where a statute is not known here."""
        async with self._database.reading() as connection:
            passages = []
            for name in dict.fromkeys(one.name for one in asked):
                passage = await _passage(connection, name, [one for one in asked if one.name == name], on)
                if passage is None:
                    return None
                passages.append(passage)
            return passages

    async def spelt(self, asked: Sequence[Asked]) -> list[Asked] | None:
        """The same with each unknown name put right by one character; None where none is so near, or several are."""
        async with self._database.reading() as connection:
            names = {name: await _spelt(connection, name) for name in dict.fromkeys(one.name for one in asked)}
        right = [replace(one, name=name) for one in asked if (name := names[one.name])]
        return right if len(right) == len(asked) else None

    async def find(self, text: str, on: date, most: int = MOST_FOUND) -> list[tuple[Statute, Article]]:
        """Articles in force that hold every word of the text (words parted by blanks), most often said first."""
        words = text.split()
        if not words:
            return []
        body = StatuteArticle.text
        said = reduce(add, (_said(one) for one in words))
        found = (
            select(StatuteVersion, StatuteArticle.number, body)
            .join(StatuteArticle, StatuteArticle.statute_id == StatuteVersion.id)
            .where(_current(on), *(body.contains(one, autoescape=True) for one in words))
            .order_by(said.desc(), StatuteVersion.short, StatuteArticle.position)
            .limit(most)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(found)).all()
        return [(_statute(row, {}), Article(row.number, row.text)) for row in rows]

    async def versions(self, name: str) -> list[tuple[Statute, int]]:
        """Every version held of a statute, the newest first, with its number of articles."""
        async with self._database.reading() as connection:
            short = await _short(connection, name)
            found = select(StatuteVersion).where(StatuteVersion.short == short).order_by(*_newest())
            rows = (await connection.execute(found)).all()
            return [(_statute(row, {}), await _count(connection, row.id)) for row in rows]

    async def statutes(self, shorts: Iterable[str] | None = None) -> Statutes:
        """The statutes with their text, every version of these short titles (or of all) that ever was in force."""
        found = (
            select(StatuteVersion, StatuteArticle.number, StatuteArticle.text)
            .join(StatuteArticle, StatuteArticle.statute_id == StatuteVersion.id)
            .where(or_(StatuteVersion.until.is_(None), StatuteVersion.until >= StatuteVersion.effective))
            .order_by(StatuteVersion.id, StatuteArticle.position)
        )
        if shorts is not None:
            found = found.where(StatuteVersion.short.in_(list(shorts)))
        async with self._database.reading() as connection:
            rows = (await connection.execute(found)).all()
        return Statutes(_gathered(rows))


async def _passage(connection: AsyncConnection, name: str, asked: Sequence[Asked], on: date) -> Passage | None:
    short = await _short(connection, name)
    if short is None:
        return None
    in_force = select(StatuteVersion).where(StatuteVersion.short == short)
    row = (await connection.execute(in_force.where(_current(on)).order_by(*_newest()).limit(1))).first()
    row = row or (await connection.execute(in_force.order_by(*_newest()).limit(1))).first()
    if row is None:
        return None
    numbers = {one.article for one in asked}
    found = select(StatuteArticle.number, StatuteArticle.text).where(
        StatuteArticle.statute_id == row.id, StatuteArticle.number.in_(numbers)
    )
    texts = {article.number: article.text for article in await connection.execute(found)}
    articles = tuple(Article(one.article, texts.get(one.article, ""), one.item) for one in asked)
    in_order = select(StatuteArticle.number).where(StatuteArticle.statute_id == row.id)
    last = (await connection.execute(in_order.order_by(StatuteArticle.position.desc()).limit(1))).scalar_one()
    return Passage(_statute(row, {}), await _count(connection, row.id), last, articles)


async def _short(connection: AsyncConnection, name: str) -> str | None:
    """The short title a name means: exactly, or as the one statute in whose name it stands."""
    exact = select(StatuteName.short).where(StatuteName.name == name)
    if (short := (await connection.execute(exact)).scalar()) is not None:
        return short
    if len(name) < SHORTEST_VAGUE or not name.endswith(VAGUE_ENDINGS):
        return None
    vague = select(StatuteName.short).where(StatuteName.name.contains(name, autoescape=True)).distinct().limit(2)
    shorts = (await connection.execute(vague)).scalars().all()
    return shorts[0] if len(shorts) == 1 else None


async def _spelt(connection: AsyncConnection, name: str) -> str | None:
    """The name itself where it is known, else the one statute's that differs from it by one character."""
    if await _short(connection, name) is not None:
        return name
    if len(name) < SHORTEST_MISSPELT or name in NOT_MISSPELT:
        return None
    alike = select(StatuteName).where(func.length(StatuteName.name).between(len(name) - 1, len(name) + 1))
    near = {row.short: row.name for row in await connection.execute(alike) if _is_near(row.name, name)}
    return near.popitem()[1] if len(near) == 1 else None


def _is_near(one: str, other: str) -> bool:
    """Whether one character is another, too many or missing."""
    head = _alike(one, other)
    tail = _alike(one[head:][::-1], other[head:][::-1])
    return max(len(one), len(other)) - head - tail <= 1


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


async def _count(connection: AsyncConnection, statute: int) -> int:
    found = select(func.count()).select_from(StatuteArticle).where(StatuteArticle.statute_id == statute)
    return (await connection.execute(found)).scalar_one()


def _said(word: str) -> ColumnElement[int]:
    body = StatuteArticle.text
    return (func.length(body) - func.length(func.replace(body, word, ""))) // len(word)


def _current(on: date) -> ColumnElement[bool]:
    version = StatuteVersion
    return and_(version.effective <= on, or_(version.until.is_(None), version.until >= on))


def _newest() -> tuple[ColumnElement[date], ColumnElement[int]]:
    return StatuteVersion.effective.desc(), StatuteVersion.id.desc()


def _statute(row: Row[*tuple[object, ...]], articles: dict[str, str]) -> Statute:
    effective = None if row.effective == date.min else row.effective
    return Statute(row.short, row.title, row.version, row.state, articles, effective, row.until, row.source)


def _gathered(rows: Sequence[Row[*tuple[object, ...]]]) -> list[Statute]:
    statutes: dict[int, tuple[Row[*tuple[object, ...]], dict[str, str]]] = {}
    for row in rows:
        statutes.setdefault(row.id, (row, {}))[1][row.number] = row.text
    return [_statute(row, articles) for row, articles in statutes.values()]
