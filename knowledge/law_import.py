"""Puts statutes into the database: versions side by side, and what an article that changed touches."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from bot.core import crypt
from bot.core.database import Database, ignoring
from knowledge.entry import Citation
from knowledge.law_models import StatuteArticle, StatuteName, StatuteVersion
from knowledge.law_names import key
from knowledge.statutes import Statute

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A statute of which another text or another state was known; `articles` differ, are new, or are gone."""

    short: str
    version: str
    what: str
    articles: tuple[str, ...]


@dataclass(slots=True)
class Imported:
    """What an import did."""

    new: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def touched(self) -> frozenset[Citation]:
        """Every article that is no longer what it was."""
        return frozenset(Citation(change.short, number) for change in self.changes for number in change.articles)


def dependents(
    touched: Iterable[Citation], resting: Iterable[tuple[str, Iterable[Citation]]]
) -> list[tuple[str, list[Citation]]]:
    """Of things that rest on articles (an answer, a calculator, a template: name and citations) those touched."""
    changed = frozenset(touched)
    found = [(name, sorted(changed.intersection(citations))) for name, citations in resting]
    return [(name, citations) for name, citations in found if citations]


async def store(database: Database, statutes: Sequence[Statute], names: Mapping[str, str], now: datetime) -> Imported:
    """Keeps every version that is not there yet, in one transaction; `names` are further names by `key`."""
    digested = [(statute, digest(statute)) for statute in statutes]
    async with database.writing() as connection:
        return await connection.run_sync(_store, digested, names, now)


def plain(text: str) -> str:
    """A text without marks and blanks, in one width: what two editions of the same article share."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def digest(statute: Statute) -> str:
    """The same for every edition of the same text in force from the same day."""
    articles = "\n".join(f"{number}\t{plain(text)}" for number, text in sorted(statute.articles.items()))
    return crypt.digest(f"{statute.effective}\n{articles}".encode())


def _store(
    connection: Connection, digested: Sequence[tuple[Statute, str]], names: Mapping[str, str], now: datetime
) -> Imported:
    done = Imported()
    for statute, sign in sorted(digested, key=lambda one: one[0].effective or date.min):
        _keep(connection, statute, sign, now, done)
    shorts = {statute.short for statute, _ in digested}
    _end_older(connection, shorts)
    rows = [{"name": name, "short": short} for name, short in names.items()]
    rows += [{"name": key(name), "short": one.short} for one, _ in digested for name in (one.short, one.title)]
    connection.execute(ignoring(connection.dialect, StatuteName), rows)
    return done


def _keep(connection: Connection, statute: Statute, sign: str, now: datetime, done: Imported) -> None:
    there = connection.execute(
        select(StatuteVersion.id, StatuteVersion.state).where(
            StatuteVersion.short == statute.short, StatuteVersion.digest == sign
        )
    ).first()
    if there is None:
        before = _articles_before(connection, statute)
        _insert(connection, statute, sign, now)
        _tell_new(statute, before, done)
    elif statute.status and statute.status != there.state:
        changed = update(StatuteVersion).where(StatuteVersion.id == there.id)
        connection.execute(changed.values(state=statute.status))
        done.changes.append(Change(statute.short, statute.version, f"state: {statute.status}", tuple(statute.articles)))
    else:
        done.same.append(statute.short)


def _tell_new(statute: Statute, before: Mapping[str, str] | None, done: Imported) -> None:
    if before is None:
        done.new.append(statute.short)
        return
    numbers = dict.fromkeys([*statute.articles, *(() if statute.is_excerpt else before)])
    changed = tuple(one for one in numbers if plain(statute.articles.get(one, "")) != plain(before.get(one, "")))
    done.changes.append(Change(statute.short, statute.version, "new version", changed))


def _articles_before(connection: Connection, statute: Statute) -> dict[str, str] | None:
    """The articles of the newest version that is not younger; None where no version is held.

    One older than all that are held changes nothing for today: it is compared with itself.
    """
    versions = select(StatuteVersion.id, StatuteVersion.effective).where(StatuteVersion.short == statute.short)
    rows = connection.execute(versions.order_by(StatuteVersion.effective, StatuteVersion.id)).all()
    if not rows:
        return None
    older = [row.id for row in rows if row.effective <= (statute.effective or date.min)]
    if not older:
        return dict(statute.articles)
    found = select(StatuteArticle.number, StatuteArticle.text).where(StatuteArticle.statute_id == older[-1])
    return {row.number: row.text for row in connection.execute(found)}


def _insert(connection: Connection, statute: Statute, sign: str, now: datetime) -> None:
    values = {
        "short": statute.short,
        "title": statute.title,
        "version": statute.version,
        "effective": statute.effective or date.min,
        "until": statute.until,
        "state": statute.status,
        "source": statute.source,
        "digest": sign,
        "imported_at": now,
    }
    added = connection.execute(insert(StatuteVersion).returning(StatuteVersion.id), values).scalar_one()
    rows = [
        {"statute_id": added, "number": number, "position": at, "text": text}
        for at, (number, text) in enumerate(statute.articles.items())
    ]
    connection.execute(insert(StatuteArticle), rows)


def _end_older(connection: Connection, shorts: Iterable[str]) -> None:
    """Each version ends on the day before the next one begins."""
    versions: dict[str, list[tuple[int, date]]] = defaultdict(list)
    found = select(StatuteVersion.id, StatuteVersion.short, StatuteVersion.effective)
    for row in connection.execute(found.order_by(StatuteVersion.effective, StatuteVersion.id)):
        versions[row.short].append((row.id, row.effective))
    for short in shorts:
        for (one, _), (_, following) in zip(versions[short], versions[short][1:], strict=False):
            ending = following - timedelta(days=1)
            connection.execute(update(StatuteVersion).where(StatuteVersion.id == one).values(until=ending))
