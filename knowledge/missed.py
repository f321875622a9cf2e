"""What could not be answered, without who asked it; and how often each answer was called useful or not."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from sqlalchemy import Date, Float, Index, LargeBinary, String, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.clock import today
from bot.core.crypt import Keyring
from bot.core.database import Base, Database, changed, ignoring
from bot.core.errors import NiangjiaError
from bot.core.log import get
from knowledge.anonymous import anonymous
from knowledge.reading import Reading

MOST_CHARACTERS = 1_000
NEWEST = 5_000

_log = get("missed")


class Why(StrEnum):
    """How a question came to be missed."""

    OFFERED = "offered"  # 「您是不是想问」, and none of it was taken
    REPHRASED = "rephrased"
    HANDED_OVER = "handed over"
    NOT_USEFUL = "not useful"


class Reason(IntEnum):
    """Why an answer was of no use, as its reader says."""

    OFF_THE_POINT = 1
    UNCLEAR = 2
    OTHER_CASE = 3
    WRONG = 4  # a figure or an article: somebody has to look at it


class MissedQuestion(Base):
    """One question that found no answer, or not a useful one. Nothing here leads to who asked: the words are
    anonymous (and sealed), the id is random and tells no order, the day has no hour.

    `slug` is the best guess or, if it was not useful, the answer; `settled` is what was done about it.
    """

    __tablename__ = "missed_questions"
    __table_args__ = (Index("ix_missed_questions_day", "day", "slug"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    why: Mapped[str] = mapped_column(String(12))
    reason: Mapped[int | None]
    slug: Mapped[str | None] = mapped_column(String(128))
    score: Mapped[float | None] = mapped_column(Float)
    question: Mapped[bytes] = mapped_column(LargeBinary)
    settled: Mapped[bytes | None] = mapped_column(LargeBinary)


class EntryFeedback(Base):
    """How often an answer was given that day, called useful or not, and its figures or articles wrong."""

    __tablename__ = "entry_feedback"

    slug: Mapped[str] = mapped_column(String(128), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    useful: Mapped[int] = mapped_column(default=0)
    not_useful: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    given: Mapped[int] = mapped_column(default=0, server_default="0")


@dataclass(frozen=True, slots=True)
class Question:
    """One missed question, opened."""

    id: str
    day: date
    why: Why
    reason: Reason | None
    slug: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What readers said of one answer."""

    slug: str
    useful: int
    not_useful: int
    wrong: int
    given: int = 0

    @property
    def share(self) -> float:
        """The share of those who said so, 0..1, that found it of no use."""
        return self.not_useful / ((self.useful + self.not_useful) or 1)


class Missed:
    """The missed questions and the verdicts, over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring) -> None:
        self._session, self._keys = session, keys

    async def keep(self, said: str, why: Why, day: date, slug: str | None, score: float | None = None) -> str:
        """Keeps a question without what tells who asked it; gives its id."""
        name = secrets.token_hex(8)
        text = self._keys.seal(anonymous(said[:MOST_CHARACTERS]), _place(name))
        self._session.add(MissedQuestion(id=name, day=day, why=why, slug=slug, score=score, question=text))
        await self._session.flush()
        return name

    async def unanswered(self, said: str, why: Why, day: date, reading: Reading) -> str:
        """The same for a question that ended without an answer."""
        best = next(iter(reading.hits), None)
        return await self.keep(said, why, day, best.slug if best else None, best.score if best else None)

    async def found(self, name: str | None) -> None:
        """Drops a question that found its answer after all; without a name, nothing."""
        await changed(self._session, delete(MissedQuestion).where(MissedQuestion.id == name))

    async def explain(self, name: str, reason: Reason) -> None:
        """Adds why the answer was of no use."""
        await changed(self._session, update(MissedQuestion).where(MissedQuestion.id == name).values(reason=int(reason)))

    async def settle(self, names: Sequence[str], what: str) -> int:
        """Puts down what was done about these questions, so that they are listed no more; gives their count."""
        count = 0
        for name in names:
            unsettled = (MissedQuestion.id == name, MissedQuestion.settled.is_(None))
            sealed = self._keys.seal(what, _place(name))
            count += await changed(self._session, update(MissedQuestion).where(*unsettled).values(settled=sealed))
        return count

    async def newest(self, since: date, most: int = NEWEST) -> list[Question]:
        """The unsettled questions from that day on, the newest first; those that do not open are left out, logged."""
        statement = (
            select(MissedQuestion)
            .where(MissedQuestion.day >= since, MissedQuestion.settled.is_(None))
            .order_by(MissedQuestion.day.desc(), MissedQuestion.id)
            .limit(most)
        )
        rows = (await self._session.scalars(statement)).all()
        return [question for row in rows if (question := self._opened(row))]

    async def guesses(self, first: date, last: date) -> list[tuple[str | None, int]]:
        """What was thought of, and how often, in the questions of those days, settled or not; most first."""
        count = func.count()
        statement = select(MissedQuestion.slug, count).where(MissedQuestion.day.between(first, last))
        rows = await self._session.execute(statement.group_by(MissedQuestion.slug).order_by(count.desc()))
        return [(slug, total) for slug, total in rows.all()]

    async def between(
        self, first: date, last: date, slug: str | None, most: int, after: tuple[date, str] | None = None
    ) -> list[Question]:
        """The questions of those days where that was thought of, the newest first; `after` is the last one seen."""
        alike = MissedQuestion.slug.is_not_distinct_from(slug)
        statement = select(MissedQuestion).where(MissedQuestion.day.between(first, last), alike)
        if after is not None:
            day, name = after
            older = (MissedQuestion.day == day) & (MissedQuestion.id > name)
            statement = statement.where((MissedQuestion.day < day) | older)
        rows = await self._session.scalars(statement.order_by(MissedQuestion.day.desc(), MissedQuestion.id).limit(most))
        return [question for row in rows.all() if (question := self._opened(row))]

    async def count(
        self, slug: str, day: date, useful: int = 0, not_useful: int = 0, wrong: int = 0, given: int = 0
    ) -> None:
        """Adds to what readers said of an answer given that day; an amount below 0 takes back."""
        row = {"slug": slug, "day": day, "useful": 0, "not_useful": 0, "wrong": 0, "given": 0}
        await changed(self._session, ignoring(self._session.get_bind().dialect, EntryFeedback), row)
        added = {
            EntryFeedback.useful: EntryFeedback.useful + useful,
            EntryFeedback.not_useful: EntryFeedback.not_useful + not_useful,
            EntryFeedback.wrong: EntryFeedback.wrong + wrong,
            EntryFeedback.given: EntryFeedback.given + given,
        }
        statement = update(EntryFeedback).where(EntryFeedback.slug == slug, EntryFeedback.day == day)
        await changed(self._session, statement.values(added))

    async def verdicts(self, since: date) -> list[Verdict]:
        """What was said of each answer since that day: the largest share of 「没用」 first."""
        said = [one for one in await self.tallied(since) if one.useful or one.not_useful]
        return sorted(said, key=lambda one: (-one.share, -one.not_useful, one.slug))

    async def tallied(self, since: date) -> list[Verdict]:
        """How often each answer was given since that day, and what was said of it."""
        counts = (EntryFeedback.useful, EntryFeedback.not_useful, EntryFeedback.wrong, EntryFeedback.given)
        statement = (
            select(EntryFeedback.slug, *(func.sum(count) for count in counts))
            .where(EntryFeedback.day >= since)
            .group_by(EntryFeedback.slug)
        )
        return [Verdict(slug, *map(int, sums)) for slug, *sums in (await self._session.execute(statement)).all()]

    def _opened(self, row: MissedQuestion) -> Question | None:
        try:
            text = self._keys.open(row.question, _place(row.id))
        except NiangjiaError:
            _log.exception("missed_unreadable", missed=row.id)
            return None
        return Question(row.id, row.day, Why(row.why), Reason(row.reason) if row.reason else None, row.slug, text)


async def sweep(database: Database, keep_days: int, now: datetime) -> int:
    """Deletes the questions that are older than they may be kept; gives their count."""
    oldest = today(now) - timedelta(days=keep_days)
    async with database.session() as session:
        return await changed(session, delete(MissedQuestion).where(MissedQuestion.day < oldest))


def _place(name: str) -> str:
    return f"missed_questions:{name}"
