"""The receipt of an anonymous ticket: a code that the worker alone has, kept only as its argon2 hash.

Sixteen characters of thirty are 78 bits. Each try is counted before it is looked at, for the number as tried from one
place, for that place, and for the number in all, and costs the same for a number that nobody has. So whoever knows a
number slows down nobody but themselves: its owner tries from another place.
"""

import asyncio
import re
import secrets
import unicodedata
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ForeignKey, Select, String, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.crypt import Keyring
from bot.core.database import Base, Database, Instant, changed, ignoring
from tickets import number as numbers
from tickets.entering import PageSession
from tickets.models import Ticket

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks or sounds like something else
CHARACTERS, GROUP = 16, 4
FREE_TRIES = 5  # of a number from one place; a worker mistypes
FREE_TRIES_OF_A_SOURCE = 20  # several workers may share a telephone, or an office its address
# Of one number, from everywhere, in a day. 1,000 a day for ten years are 2^22 of 2^78 codes: one chance in 2^56. To use
# them up, and so to keep the owner out for the rest of the day, takes over thirty telephones: with the waits below one
# place gets some thirty tries a day.
MOST_TRIES_A_DAY = 1000
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
FILED_LASTS, FILED_MOST = timedelta(minutes=30), 1000
TOGETHER = 2  # hashes at once, each of some 20 MiB
# The hash of a random code nobody kept: an unknown number costs as much time as a known one.
DECOY = "$argon2id$v=19$m=19456,t=2,p=1$4j6EVJXmq0k20D7Yn+zmNQ$WNI/cD9CaPrtN+EPfKojtc4eYi/sdAHooQGb5nzLp7U"
_CODE = re.compile(rf"(?<![0-9A-Z])(?:[{ALPHABET}]{{4}}[ -]*){{3}}[{ALPHABET}]{{4}}(?![0-9A-Z])")


class Receipt(Base):
    """That a ticket is anonymous, and what its code hashes to."""

    __tablename__ = "receipts"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(128))


class ReceiptTry(Base):
    """How often a code was tried in vain (`key`, a blind index): for one number from one place, or from one place, and
    until when there is to be no further try; or for one number in all, and until when these are counted together.
    """

    __tablename__ = "receipt_tries"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    failed: Mapped[int] = mapped_column()
    until: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant, index=True)


class Slowed(Exception):
    """There were too many tries; the next one counts only after `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


@dataclass(frozen=True, slots=True)
class Shown:
    """A number and a code as somebody gives them, and what else they wrote."""

    number: str
    code: str = field(repr=False)
    words: str = field(default="", repr=False)


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))


def shown(code: str) -> str:
    """As a person copies it: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def hashed(code: str) -> str:
    """The hash to keep; some 20 ms: call it off the loop, outside any transaction."""
    return _hasher().hash(code)


def read(text: str) -> Shown | None:
    """The number and code in what somebody typed, in this order; None if one is missing or cannot be one."""
    plain = unicodedata.normalize("NFKC", text)
    found = _CODE.search(plain.upper())
    number = numbers.read(plain[: found.start()]) if found else None
    if found is None or number is None:
        return None
    return Shown(number, re.sub(r"[ -]", "", found.group()), plain[found.end() :].strip(" ，,。：:\n"))


def has_code(text: str) -> bool:
    """Whether a code is among the words."""
    found = _CODE.findall(unicodedata.normalize("NFKC", text).upper())
    return any(not re.sub(r"[ -]", "", one).isdecimal() for one in found)  # digits alone are some other number


async def keep(session: AsyncSession, ticket: Ticket, kept: str) -> None:
    """Makes the ticket an anonymous one that opens with the code of this hash."""
    session.add(Receipt(ticket_id=ticket.id, hash=kept))
    await session.flush()


async def anonymous(session: AsyncSession, tickets: Collection[int]) -> frozenset[int]:
    """Those of the tickets (by id) that have a receipt, and thus nobody's name."""
    rows = await session.scalars(select(Receipt.ticket_id).where(Receipt.ticket_id.in_(tickets)))
    return frozenset(rows)


async def bind(session: AsyncSession, ticket: Ticket, follower: str) -> None:
    """The worker is no longer anonymous: the ticket is theirs, and the code opens nothing from now on."""
    ticket.follower = follower
    await session.execute(delete(Receipt).where(Receipt.ticket_id == ticket.id))
    await session.execute(delete(PageSession).where(PageSession.ticket_id == ticket.id))


async def sweep(session: AsyncSession, now: datetime) -> None:
    """Lets go of tries long past."""
    await session.execute(delete(ReceiptTry).where(ReceiptTry.last_at < now - FORGOTTEN_AFTER))


class Receipts:
    """Looks at codes, a few at a time; one for each process."""

    def __init__(self, database: Database, keys: Keyring) -> None:
        self._database, self._keys = database, keys
        self._looking = asyncio.Semaphore(TOGETHER)
        self._filed: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._lately: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def file(self, follower: str, words: str, number: str, now: datetime) -> None:
        """Remembers for minutes, in this process and nowhere else, whose words went onto an anonymous ticket."""
        for kept, key in ((self._filed, f"{follower} {words}"), (self._lately, follower)):
            kept[self._keys.index(key)] = (number, now)
            while len(kept) > FILED_MOST:
                kept.popitem(last=False)

    def let_name(self, follower: str) -> None:
        """They want to be named from now on."""
        self._lately.pop(self._keys.index(follower), None)

    async def is_filed(self, follower: str, words: str, now: datetime) -> bool:
        """Whether these words of theirs are on an anonymous ticket that was opened just before."""
        return await self._stands(self._filed, f"{follower} {words}", now) is not None

    async def has(self, number: str) -> bool:
        """Whether an anonymous ticket has this number."""
        async with self._database.view() as session:
            return (await session.execute(_of(number))).first() is not None

    async def filed_lately(self, follower: str, now: datetime) -> str | None:
        """The number of the anonymous ticket that they opened just before, as far as this process knows."""
        return await self._stands(self._lately, follower, now)

    async def may_have_filed(self, now: datetime) -> bool:
        """Whether an anonymous ticket of the last half hour is not of this process's memory: anybody's, so also theirs.

        Who filed is kept nowhere else, and must not be (docs/adr/0013-who-filed-without-a-name.md).
        """
        lately = select(Ticket.number).join(Receipt).where(Ticket.opened_at >= now - FILED_LASTS)
        async with self._database.view() as session:
            numbers_ = frozenset(await session.scalars(lately))
        return not numbers_ <= {number for number, _ in self._filed.values()}

    async def _stands(self, kept: Mapping[str, tuple[str, datetime]], key: str, now: datetime) -> str | None:
        number, at = kept.get(self._keys.index(key), ("", now)) if kept else ("", now)
        stands = number and now - at <= FILED_LASTS and await self.has(number)  # what was rolled back is not filed
        return number if stands else None

    async def ticket(self, given: Shown, source: str | None, now: datetime) -> int | None:
        """The id of the ticket the code opens; None for a wrong code and an unknown number alike.

        `source` is where the try comes from, None where sources cannot be told apart.

        Raises:
            Slowed: this number from here, this source, or the number in all was tried too often.
        """
        tried = self._tried(given.number, source)
        async with self._database.session() as session:
            await count(session, tried.free(), now)
            await _count_in_all(session, tried.number, now)
            row = (await session.execute(_of(given.number))).first()
        async with self._looking:
            fits = await asyncio.to_thread(_fits, row.hash if row else DECOY, given.code)
        if row is None or not fits:
            return None
        async with self._database.session() as session:
            await _excuse(session, tried)
        return int(row.ticket_id)

    def _tried(self, number: str, source: str | None) -> "_Tried":
        return _Tried(
            self._keys.index(f"tries of {number} in all"),
            self._keys.index(f"receipt of {number} from {source}"),
            self._keys.index(f"receipts from {source}") if source is not None else None,
        )


@dataclass(frozen=True, slots=True)
class _Tried:
    """The rows a try is counted in."""

    number: str
    pair: str
    source: str | None

    def free(self) -> list[tuple[str, int]]:
        """Each with how many tries are free; in one order, so that two at once do not block each other."""
        rows = [(self.pair, FREE_TRIES), (self.source, FREE_TRIES_OF_A_SOURCE)]
        return sorted((key, free) for key, free in rows if key is not None)


def wait(failed: int, free: int) -> timedelta:
    """How long nobody may try again after so many tries in vain: nothing, then 1 minute, 2, 4 … LONGEST_WAIT."""
    if failed < free:
        return timedelta()
    return min(timedelta(minutes=2 ** min(failed - free, 10)), LONGEST_WAIT)


async def count(session: AsyncSession, tried: Sequence[tuple[str, int]], now: datetime) -> None:
    """Counts a try as one in vain, until it proves otherwise; `tried` are blind indexes with how many tries are free.

    Raises:
        Slowed: there must not be one yet; nothing is counted then.
    """
    for key, free in tried:
        fresh = {"key": key, "failed": 0, "until": now, "last_at": now}
        await changed(session, ignoring(session.get_bind().dialect, ReceiptTry), fresh)
        row = (await session.scalars(select(ReceiptTry).where(ReceiptTry.key == key).with_for_update())).one()
        if row.until > now:
            raise Slowed(row.until)
        if row.last_at < now - FORGOTTEN_AFTER:
            row.failed = 0
        row.failed, row.last_at = row.failed + 1, now
        row.until = now + wait(row.failed, free)


async def _count_in_all(session: AsyncSession, number: str, now: datetime) -> None:
    """Counts a try at a number wherever it comes from; a day begins with its first try.

    Raises:
        Slowed: the day's tries are used up; nothing is counted then.
    """
    fresh = {"key": number, "failed": 0, "until": now + FORGOTTEN_AFTER, "last_at": now}
    await changed(session, ignoring(session.get_bind().dialect, ReceiptTry), fresh)
    row = (await session.scalars(select(ReceiptTry).where(ReceiptTry.key == number).with_for_update())).one()
    if row.until <= now:
        row.failed, row.until = 0, now + FORGOTTEN_AFTER
    if row.failed >= MOST_TRIES_A_DAY:
        raise Slowed(row.until)
    row.failed, row.last_at = row.failed + 1, now


async def give_back(session: AsyncSession, key: str | None) -> None:
    """One try from this place was right: it does not count, those before it do."""
    mine = update(ReceiptTry).where(ReceiptTry.key == key, ReceiptTry.failed > 0)
    await session.execute(mine.values(failed=ReceiptTry.failed - 1, until=ReceiptTry.last_at))


async def _excuse(session: AsyncSession, tried: _Tried) -> None:
    """The try was right. The number begins anew for this source; the source itself only gets this one back, or whoever
    has a ticket of their own could go on trying other people's.
    """
    await session.execute(delete(ReceiptTry).where(ReceiptTry.key == tried.pair))
    await give_back(session, tried.source)
    in_all = update(ReceiptTry).where(ReceiptTry.key == tried.number, ReceiptTry.failed > 0)
    await session.execute(in_all.values(failed=ReceiptTry.failed - 1))


def _of(number: str) -> Select[int, str]:
    return select(Receipt.ticket_id, Receipt.hash).join(Ticket).where(Ticket.number == number)


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def _fits(kept: str, code: str) -> bool:
    try:
        return _hasher().verify(kept, code)
    except (VerificationError, InvalidHashError):
        return False
