"""Finding tickets by what is written in them, though it is sealed: a blind index of words.

Of each ticket the table holds keyed hashes of the pairs of characters in it, each once, in no order; of long numbers
the whole and their last four figures. What is asked is hashed alike. docs/adr/0012 tells what a thief learns from it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base
from bot.core.errors import KeyMissing, SealBroken
from bot.core.log import get
from knowledge.normal import fold
from tickets.lines import Line
from tickets.models import Ticket, TicketEvent

AT_ONCE = 20  # SQLite has one writer: others wait for no more than these
BETWEEN_S = 0.1  # between two lots: as long as another process that waits for SQLite's writer may look away
MOST_LINES = 200  # of one ticket's history
MOST_WORDS = 240  # of one ticket
MOST_ASKED = 24
MOST_FOUND = 300
MOST_WEIGHED = 5_000
COMMON = 1_000  # words that so many tickets have say little
EMPLOYER = "employer "  # before a pair of characters: it stands in the employer's name
SLOTS = ("boss", "worker", "phone", "what", "how", "job")  # those facts that are words
WORDED = frozenset({Line.SAID, Line.CORRECTED, Line.DIFFERS, Line.NOTE, Line.SAID_THERE, Line.NOTE_THERE})
_RUN = re.compile(r"[㐀-鿿]+|[a-z]{2,16}|\d{4,}")
_SPLIT_NUMBER = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_LONG_NUMBER, _TAIL = 7, 4

_log = get("words")


class TooShort(ValueError):
    """There is nothing in it to look for."""


class TicketWord(Base):
    """A word that stands in a ticket, as a keyed hash."""

    __tablename__ = "ticket_words"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy's way)

    word: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, index=True)


def grams(text: str) -> Iterator[str]:
    """The pairs of neighbouring Chinese characters, the words in letters, numbers of four figures or more."""
    for run in _RUN.findall(_SPLIT_NUMBER.sub("", fold(text, {}))):
        if run[0].isdigit():
            yield from (run, run[-_TAIL:]) if len(run) >= _LONG_NUMBER else (run,)
        elif run.isascii():
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def unworded() -> Select[Ticket]:
    """Tickets that are not in the index as they stand."""
    return select(Ticket).where(Ticket.worded_at.is_(None))


class Words:
    """The index over one session."""

    def __init__(self, session: AsyncSession, keys: Keyring) -> None:
        self._session, self._keys = session, keys

    async def catch_up(self, now: datetime) -> int:
        """Indexes some tickets that are not in the index yet; gives their count. To be called until it is 0."""
        first = unworded().order_by(Ticket.state, Ticket.id).limit(AT_ONCE).with_for_update(skip_locked=True)
        tickets = (await self._session.scalars(first)).all()
        for ticket in tickets:
            await self.spell(ticket, now)
        await self._session.flush()
        return len(tickets)

    async def spell(self, ticket: Ticket, now: datetime) -> None:
        """Has the index hold what a ticket says now: employer and names, the story, what was said and noted since."""
        lines = select(TicketEvent.body).where(TicketEvent.ticket_id == ticket.id, TicketEvent.what.in_(sorted(WORDED)))
        bodies = (await self._session.scalars(lines.order_by(TicketEvent.id).limit(MOST_LINES))).all()
        facts = json.loads(self._open(ticket, ticket.facts) or "{}")
        told = [str(facts[slot]) for slot in SLOTS if facts.get(slot)]
        employer, phone, story = (self._open(ticket, each) for each in (ticket.employer, ticket.phone, ticket.story))
        await self.put(ticket.id, employer, [phone, *told, story, *(self._open(ticket, body) for body in bodies)])
        ticket.worded_at = now

    async def add(self, ticket: Ticket, text: str) -> None:
        """Has the index of a ticket that is in it hold what was just said too, until it is full."""
        mine = select(TicketWord.word).where(TicketWord.ticket_id == ticket.id)
        there = {*(await self._session.scalars(mine)).all()}
        named = {*self._hashes(_employer(self._open(ticket, ticket.employer)), MOST_WORDS)}
        new = [word for word in self._hashes(grams(text), MOST_WORDS) if word not in there]
        if rows := [{"word": word, "ticket_id": ticket.id} for word in new[: max(MOST_WORDS - len(there - named), 0)]]:
            await self._session.execute(insert(TicketWord), rows)

    def _open(self, ticket: Ticket, sealed: bytes | None) -> str:
        try:
            return self._keys.open(sealed, f"tickets:{ticket.number}") if sealed else ""
        except (KeyMissing, SealBroken):
            _log.error("seal_does_not_open", ticket=ticket.id)
            return ""

    async def put(self, ticket: int, employer: str, texts: Iterable[str]) -> None:
        """Has the index hold just these words of a ticket: the employer's first, then the texts' until it is full."""
        wanted = {*self._hashes(_employer(employer), MOST_WORDS)}
        wanted |= {*self._hashes((gram for text in (employer, *texts) for gram in grams(text)), MOST_WORDS)}
        mine = select(TicketWord.word).where(TicketWord.ticket_id == ticket)
        there = {*(await self._session.scalars(mine)).all()}
        if gone := there - wanted:
            dropping = delete(TicketWord).where(TicketWord.ticket_id == ticket, TicketWord.word.in_(gone))
            await self._session.execute(dropping)
        if new := [{"word": word, "ticket_id": ticket} for word in sorted(wanted - there)]:
            await self._session.execute(insert(TicketWord), new)

    def of_employer(self, name: str) -> ColumnElement[bool] | None:
        """Tickets whose employer's name has all these words; None where they are too short to look for."""
        words = self._hashes(_employer(name), MOST_ASKED)
        return and_(*(_has(word, Ticket.id) for word in words)) if words else None

    async def find(self, text: str, where: Sequence[ColumnElement[bool]]) -> list[int]:
        """The ids of at most `MOST_FOUND` tickets: those with most of the words first, then the newest.

        Those that have every word are found by walking the rarest one's list from the newest on; only where they are
        few, those that have one of the words that are not common are weighed too.

        Raises:
            TooShort: there is no word in it to look for.
        """
        words = self._hashes(grams(text), MOST_ASKED)
        if not words:
            raise TooShort(text[:20])
        counted = await self._rarest_first(words)
        ranked = [word for word, tickets in counted.items() if tickets]  # what nobody wrote tells nothing
        found = await self._walk(ranked, where) if ranked else []
        if len(found) < MOST_FOUND and len(ranked) > 1:
            telling = [word for word in ranked if counted[word] < COMMON] or ranked[:1]
            found += await self._weigh(telling, ranked, found, where)
        return found

    async def _rarest_first(self, words: Sequence[int]) -> dict[int, int]:
        """The words with how many tickets have each, counted no further than `COMMON`."""
        each = [
            select(literal(word, BigInteger).label("word"), func.count().label("tickets")).select_from(
                select(TicketWord.word).where(TicketWord.word == word).limit(COMMON).subquery()
            )
            for word in words
        ]
        counted = union_all(*each).subquery()
        rows = await self._session.execute(select(counted).order_by(counted.c.tickets, counted.c.word))
        return dict(rows.all())

    async def _walk(self, words: Sequence[int], where: Sequence[ColumnElement[bool]]) -> list[int]:
        """Tickets that have all of the words, the newest first."""
        statement = select(TicketWord.ticket_id).join(Ticket, Ticket.id == TicketWord.ticket_id)
        others = (_has(word, TicketWord.ticket_id) for word in words[1:])
        statement = statement.where(TicketWord.word == words[0], *others, *where)
        rows = await self._session.scalars(statement.order_by(TicketWord.ticket_id.desc()).limit(MOST_FOUND))
        return [*rows]

    async def _weigh(
        self,
        telling: Sequence[int],
        ranked: Sequence[int],
        whole: Sequence[int],
        where: Sequence[ColumnElement[bool]],
    ) -> list[int]:
        """Beside those that have everything, those that have some `telling` words, the most of all words first."""
        statement = select(TicketWord.ticket_id).join(Ticket, Ticket.id == TicketWord.ticket_id)
        some = {*await self._session.scalars(statement.where(TicketWord.word.in_(telling), *where).limit(MOST_WEIGHED))}
        counted = (
            select(TicketWord.ticket_id)
            .where(TicketWord.ticket_id.in_(some - {*whole}), TicketWord.word.in_(ranked))
            .group_by(TicketWord.ticket_id)
            .order_by(func.count().desc(), TicketWord.ticket_id.desc())
            .limit(MOST_FOUND - len(whole))
        )
        return [*await self._session.scalars(counted)]

    def _hashes(self, spelled: Iterable[str], most: int) -> list[int]:
        """The first `most` of them as numbers of 64 bits."""
        found: dict[str, None] = {}
        for gram in spelled:
            found[gram] = None
            if len(found) == most:
                break
        return [_number(self._keys.index(f"ticket word {gram}")) for gram in found]


def _has(word: int, ticket: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    other = aliased(TicketWord)
    return select(other.word).where(other.word == word, other.ticket_id == ticket).exists()


def _employer(name: str) -> Iterator[str]:
    return (EMPLOYER + gram for gram in grams(name))


def _number(index: str) -> int:
    return int.from_bytes(bytes.fromhex(index[:16]), "big", signed=True)
