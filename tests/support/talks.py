"""Talks with the real handlers over a real database, where the test says how each message is read."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from harness import settings_of
from sqlalchemy import select

import handlers
from bot.app import Knowledge, make_services
from bot.context import Context, Services, Unit, expect, fold, words_of
from bot.core.clock import today
from bot.core.followers import Dialogue
from bot.journal import Line
from bot.router import Answered, Dispatcher, discover
from bot.wechat.message import Inbound, Text
from bot.wechat.reply import Text as Answer
from knowledge.entry import Citation, Entry
from knowledge.library import Library
from knowledge.reading import ANSWER_AT, SUGGEST_AT, Reading
from knowledge.search import Hit
from knowledge.shelf import Binder, Known, Shelf
from knowledge.slots import Slots
from rights.parameters import Parameters
from tickets.models import Ticket
from tickets.service import Tickets

START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SURE, NEAR, FAR = 0.9, (ANSWER_AT + SUGGEST_AT) / 2, SUGGEST_AT - 0.01  # scores of hits
OTHER = Reading("other", (), Slots(), None)
_numbers = itertools.count(1)


def entry(slug: str, topic: str = "拖欠工资", **given: Any) -> Entry:
    """An entry with everything that a test does not care about filled in."""
    usual: dict[str, Any] = {
        "title": f"{slug}怎么办",
        "also": (),
        "ask": (),
        "citations": (Citation("劳动合同法", "30"),),
        "valid_from": date(2008, 1, 1),
        "valid_until": None,
        "reviewed": date(2026, 11, 22),
        "next": (),
        "body": f"{slug}先这样办。\n\n{slug}为什么。\n依据：《劳动合同法》第三十条",
    }
    return Entry(slug=slug, topic=topic, **usual | given)


def text(content: str, openid: str = "o_worker") -> Text:
    """A typed message, each with a number of its own."""
    return Text(account="gh_1", openid=openid, created_s=1_700_000_000, msg_id=str(next(_numbers)), content=content)


def context_of(
    message: Inbound | str, dialogue: Dialogue | None = None, reading: Reading | None = None, now: datetime = START
) -> Context:
    """A context to look at, for filters and routers: nothing can be written with it."""
    message = text(message) if isinstance(message, str) else message
    said, nothing = words_of(message), cast(Any, None)
    dialogue = replace(dialogue, since_s=int(now.timestamp())) if dialogue and not dialogue.since_s else dialogue
    return Context(message, "f", now, today(now), nothing, nothing, dialogue, said, fold(said), reading, nothing)


class Readings:
    """Stands in for the reader: what a text means is what the test said."""

    def __init__(self) -> None:
        self.known: dict[str, Reading] = {}

    def read(self, words: str) -> Reading:
        return self.known.get(words.replace("\n", "，"), OTHER)

    async def understand(self, words: str, _day: object = None) -> Reading:
        return self.read(words)

    def follow(self, words: str, story: str) -> Sequence[Hit]:
        """What the words find alone, if they find it together with the story too."""
        near, whole = self.read(words).hits, self.read(f"{story}\n{words}")
        return [hit for hit in whole.hits if whole.intent != "other" and hit.slug in {one.slug for one in near}]


@cache
def dispatcher() -> Dispatcher:
    """All real handlers, gathered once for the whole run."""
    return Dispatcher(discover(handlers))


class Talk:
    """One follower's talk with all real handlers; every turn commits, the clock is the test's."""

    def __init__(self, services: Services, openid: str) -> None:
        self._readings = Readings()
        self.services = replace(services, shelf=Shelf(Known(cast(Any, self._readings), services.shelf.now.library)))
        self.openid, self.follower = openid, services.keys.index(openid)
        self._dispatcher = dispatcher()
        self.now = START

    def means(self, words: str, intent: str, *hits: tuple[str, float], **read: Any) -> str:
        """Says how `words` are read from now on; gives them back. `hits` are (slug, score)."""
        danger, second, slots = read.pop("danger", None), read.pop("second", None), Slots(**read)
        found = tuple(Hit(slug, self.services.shelf.now.library.entries[slug].topic, score) for slug, score in hits)
        self._readings.known[words.replace("\n", "，")] = Reading(cast(Any, intent), found, slots, danger, second)
        return words

    def later(self, **pause: float) -> None:
        """Time goes by."""
        self.now += timedelta(**pause)

    async def send(self, message: Inbound | str) -> Answered:
        """What the handlers answer, and which of them did."""
        message = text(message, self.openid) if isinstance(message, str) else message
        known = await self.services.journal.recall("-", self.follower)
        async with Unit(self.services, self.openid, self.follower, known.version, self.now) as unit:
            context = await Context.of(message, self.now, self.services, unit, known.dialogue)
            return await self._dispatcher.dispatch(context)

    async def say(self, words: str) -> str:
        """What the follower reads after writing `words`."""
        return str(getattr((await self.send(words)).reply, "content", ""))

    async def expects(self, name: str, **known: Any) -> None:
        """Something was sent to the follower whose answer is expected."""
        async with self.services.database.session() as session:
            assert await expect(session, self.services.keys, self.follower, Dialogue(name, known=known), self.now)

    async def dialogue(self) -> Dialogue | None:
        """Where the dialogue stands."""
        return (await self.services.journal.recall("-", self.follower)).dialogue

    async def tickets(self) -> list[tuple[Ticket, list[tuple[str, str]]]]:
        """Every ticket with its history as (what, text), the oldest first."""
        async with self.services.database.view() as session:
            tickets = Tickets(session, self.services.keys, self.now, self.services.rules)
            rows = (await session.scalars(select(Ticket).order_by(Ticket.id))).all()
            return [(row, await self._history(tickets, row)) for row in rows]

    async def facts(self) -> dict[str, Any]:
        """What the only ticket knows."""
        [(ticket, _)] = await self.tickets()
        async with self.services.database.view() as session:
            return Tickets(session, self.services.keys, self.now, self.services.rules).facts(ticket)

    async def registered(self, story: str, **slots: object) -> None:
        """A ticket about wages just opened, its first question asked."""
        self.means(story, "complaint", ("arrears", SURE), **slots)
        await self.say(story)
        await self.say("1")

    @staticmethod
    async def _history(tickets: Tickets, ticket: Ticket) -> list[tuple[str, str]]:
        return [(event.what, tickets.read(ticket, event.body)) for event in await tickets.history(ticket)]

    def read(self, ticket: Ticket, sealed: bytes | None) -> str:
        """A sealed value of a ticket."""
        return self.services.keys.open(sealed, f"tickets:{ticket.number}") if sealed else ""


class Told(Talk):
    """A talk whose turns stand in the journal, as they do behind the webhook."""

    @classmethod
    def of(cls, talk: Talk) -> "Told":
        """The same talk, from here on in the journal."""
        one = cls(talk.services, talk.openid)
        one._readings, one.services = talk._readings, talk.services
        return one

    async def say(self, words: str) -> str:
        """As a talk; the turn is kept, and five seconds go by."""
        message = text(words, self.openid)
        told = {"ToUserName": "gh_1", "FromUserName": self.openid, "CreateTime": "1700000000", "MsgType": "text"}
        message = replace(message, raw={**told, "MsgId": message.msg_id, "Content": words})
        answered = await self.send(message)
        assert isinstance(answered.reply, Answer)
        key = f"k{next(_numbers)}"
        line = Line(key, self.follower, message, self.now, answered.handler, answered.reply, self.now)
        assert await self.services.journal.record(line)
        self.later(seconds=5)
        return answered.reply.content


def services_of(folder: Path, url: str, *, entries: Sequence[Entry] = (), keys: str = "") -> Services:
    """The services of a product over the database at `url` that knows these entries and understands nothing."""
    return make_services(settings_of(folder, url, **({"keys": {"data": keys}} if keys else {})), knowing(entries))


def knowing(entries: Sequence[Entry] = ()) -> Knowledge:
    """Knowledge of these entries that understands nothing."""
    parameters, words = Parameters({}), cast(Any, None)
    known = Known(cast(Any, Readings()), Library(entries, parameters))
    return Knowledge(known, Binder(words, parameters), parameters, words)
