"""The one argument of every handler, and the one transaction it may open."""

import unicodedata
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import followers
from bot.core.clock import today
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.errors import Stale
from bot.core.files import Files
from bot.core.followers import Dialogue
from bot.core.live import Live
from bot.core.settings import Settings
from bot.dialogues import ASKED, JUST_ASKED, STANDS
from bot.journal import Journal
from bot.wechat.account import Account
from bot.wechat.message import Inbound, Text, Voice
from knowledge.bare_facts import is_bare_facts
from knowledge.law import Law
from knowledge.law_names import asked
from knowledge.library import Library
from knowledge.missed import Missed
from knowledge.reading import ANSWER_AT, Reading
from knowledge.shelf import Shelf
from knowledge.tally import Tally
from rights.parameters import Parameters
from tickets.clocks import Rules
from tickets.confirmed import Confirmed
from tickets.evidence import Evidences
from tickets.outbox import Outbox
from tickets.receipts import Receipts
from tickets.service import Tickets
from union.place_words import asked as asks_where

MOST_CHARACTERS = 2000  # of what is said at once, on a ticket
TRAILING = " 。．.!！?？~～,，、;；"
Store = TypeVar("Store")


@dataclass(frozen=True, slots=True)
class Services:
    """What a handler may call on; made once by `bot/app.py`."""

    live: Live
    keys: Keyring
    database: Database
    journal: Journal
    account: Account
    shelf: Shelf
    law: Law
    parameters: Parameters
    files: Files
    receipts: Receipts
    tally: Tally = field(default_factory=Tally)

    @property
    def settings(self) -> Settings:
        """The settings in force now: look again rather than keep one."""
        return self.live.now

    @property
    def rules(self) -> Rules:
        """How long the union may take for what."""
        return Rules.of(self.settings.clocks)


class Unit:
    """The transaction of one message: opened by the first handler that writes, committed with the journal line."""

    def __init__(self, services: Services, openid: str, follower: str, version: int, now: datetime) -> None:
        self._services, self._openid, self._now = services, openid, now
        self._version = version
        self._stack: AsyncExitStack | None = None
        self._session: AsyncSession | None = None
        self.follower = follower
        self.later: list[tuple[str, str]] = []  # jobs by name and payload, queued in the same transaction
        self.unlinked = False  # the journal is to keep neither who wrote this message nor what it said

    @property
    def opened(self) -> bool:
        """Whether anything was, or may have been, written."""
        return self._session is not None

    async def session(self) -> AsyncSession:
        """The session to write in; the follower has a row and nobody else can move their dialogue meanwhile.

        Raises:
            Stale: the dialogue was moved since this message was read.
        """
        if self._session is None:
            self._stack = AsyncExitStack()
            session = await self._stack.enter_async_context(self._services.database.session())
            self._session = session
            await followers.ensure(session, self._services.keys, self._openid, self._now)
            if await followers.lock(session, self.follower) != self._version:
                raise Stale("the dialogue moved on")
        return self._session

    async def tickets(self) -> Tickets:
        """The tickets, within this transaction."""
        return Tickets(await self.session(), self._services.keys, self._now, self._services.rules)

    async def confirmed(self) -> Confirmed:
        """The same, where what staff put right or checked stands."""
        return Confirmed(await self.session(), self._services.keys, self._now, self._services.rules)

    async def evidence(self) -> Evidences:
        """The evidence, within this transaction."""
        return Evidences(await self.session(), self._services.keys, self._now)

    async def missed(self) -> Missed:
        """What could not be answered, within this transaction."""
        return Missed(await self.session(), self._services.keys)

    async def outbox(self) -> Outbox:
        """The outbox, within this transaction."""
        return Outbox(await self.session(), self._services.keys, self._now)

    async def using(self, store: Callable[..., Store], *more: Any) -> Store:
        """Another store over the session, keys and time of this transaction, and what `more` it takes."""
        return store(await self.session(), self._services.keys, self._now, *more)

    async def talk(self, dialogue: Dialogue | None) -> None:
        """Sets where the dialogue stands from now on; None ends it."""
        session = await self.session()
        if not await followers.keep_dialogue(session, self._services.keys, self.follower, self._version, dialogue):
            raise Stale("the dialogue moved on")
        self._version += 1

    async def __aenter__(self) -> "Unit":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commits if the work returned, rolls back if it raised."""
        if self._stack is not None:
            await self._stack.__aexit__(kind, error, trace)


async def expect(session: AsyncSession, keys: Keyring, follower: str, dialogue: Dialogue, now: datetime) -> bool:
    """Takes the follower's next words as the answer to what is being sent to them, unless a question of ours stands."""
    row = await session.get(followers.Follower, follower, with_for_update=True)
    if row is None:
        return False
    standing = followers.open_dialogue(keys, follower, row.dialogue)
    if standing and standing != replace(dialogue, since_s=standing.since_s):
        stands = STANDS.get(standing.name) or ASKED.get(standing.name, JUST_ASKED)
        if now.timestamp() - standing.since_s < stands.total_seconds():
            return False
    begun = replace(dialogue, since_s=int(now.timestamp()))
    return await followers.keep_dialogue(session, keys, follower, row.version, begun)


@dataclass(frozen=True, slots=True)
class Context:
    """One message and everything a handler needs to answer it.

    `today` is the day in Asia/Shanghai; `text` is what was typed (or recognised), folded for comparing; `reading` is
    what was understood of it, and `library` has the entries it speaks of, whatever is published meanwhile.
    """

    message: Inbound
    follower: str
    now: datetime
    today: date
    services: Services
    unit: Unit
    dialogue: Dialogue | None
    said: str
    text: str
    reading: Reading | None
    library: Library

    async def begin(self, name: str, step: str = "", **known: Any) -> None:
        """Begins a dialogue, or its next step: the follower's next words go to the handler that waits for `name`."""
        await self.unit.talk(Dialogue(name, step, known, int(self.now.timestamp())))

    async def about(self, said: str) -> "Context":
        """The same follower, with other words than those of the message; each line of them is a clause."""
        said = said.replace("\n", "，")
        reading = await self.services.shelf.now.reader.understand(said, self.today)
        return replace(self, said=said, text=fold(said), reading=_live(reading, self.library, self.today))

    @property
    def is_asked(self) -> bool:
        """Whether the offer to register stands, which beginning another dialogue would wipe out."""
        return self.awaits(timedelta(0))

    def awaits(self, others: timedelta) -> bool:
        """Whether a dialogue waits for the follower's words; one that STANDS does not name, as long as `others`."""
        dialogue = self.dialogue
        if dialogue is None:
            return False
        return self.now.timestamp() - dialogue.since_s < STANDS.get(dialogue.name, others).total_seconds()

    @property
    def asks_else(self) -> bool:
        """Whether the words are a clear question of their own, not the answer to ours."""
        reading = self.reading
        return not is_bare_facts(self.text, self.today) and (
            bool(asked(self.said))
            or bool(asks_where(self.text))
            or bool(
                reading
                and reading.hits
                and reading.intent in ("faq", "calculate")
                and reading.hits[0].score >= ANSWER_AT
            )
        )

    @classmethod
    async def of(
        cls, message: Inbound, now: datetime, services: Services, unit: Unit, dialogue: Dialogue | None
    ) -> "Context":
        """Reads the message once, for all handlers."""
        said, known = words_of(message), services.shelf.now
        day = today(now)
        reading = _live(await known.reader.understand(said, day), known.library, day) if said else None
        return cls(message, unit.follower, now, day, services, unit, dialogue, said, fold(said), reading, known.library)


def _live(reading: Reading, library: Library, on: date) -> Reading:
    """The reading without entries that are not in force that day."""
    resting = library.resting(on)
    if not resting or resting.isdisjoint(hit.slug for hit in reading.hits):
        return reading
    return replace(reading, hits=tuple(hit for hit in reading.hits if hit.slug not in resting))


def words_of(message: Inbound) -> str:
    """What the follower typed or said; empty for everything else."""
    if isinstance(message, Text):
        return message.content.strip()
    if isinstance(message, Voice):
        return (message.recognition or "").strip()
    return ""


def picked(text: str, count: int) -> int | None:
    """The place (from 0) that a folded text names in a list of `count`; None where it is no number of it."""
    return int(text) - 1 if text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= count else None


def fold(text: str) -> str:
    """`text` for exact comparing: one width, small letters, no blanks or closing marks around it."""
    return unicodedata.normalize("NFKC", text).strip().strip(TRAILING).lower()
