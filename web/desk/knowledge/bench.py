"""What the room works with: the rules, what is known now, and what a draft would make of it."""

import asyncio
import importlib.resources
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.core.jobs import Jobs
from knowledge.entry import Entry
from knowledge.missed_groups import Cluster
from knowledge.publish_gate import Gate
from knowledge.publisher import Publisher, Rules
from knowledge.runs import RUN, Runner
from knowledge.shelf import Binder, Known
from knowledge.statutes import Statutes
from web.desk.desk import Desk

TRIED_KEPT = 3


class Bench:
    """Made once an application; reads its files when they are first needed."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        self.desk, self._jobs = desk, jobs
        self._tried: OrderedDict[tuple[int, Entry], Known] = OrderedDict()
        self.grouped: tuple[tuple[str, ...], list[Cluster]] | None = None  # the missed questions looked at last
        self._lock = asyncio.Lock()

    @property
    def known(self) -> Known:
        """What followers are answered from now."""
        return self.desk.services.shelf.now

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What is published and can be read, by slug."""
        return self.known.library.entries

    @property
    def binder(self) -> Binder:
        """Makes what is known out of entries."""
        binder = self.desk.services.shelf.binder
        if binder is None:
            raise RuntimeError("the shelf has no binder")
        return binder

    @cached_property
    def rules(self) -> Rules:
        """What a text has to hold to."""
        index = Path(str(importlib.resources.files("knowledge").joinpath("statutes_index.json")))
        return Rules(frozenset(self.desk.services.parameters), Statutes.from_index(index))

    @cached_property
    def publisher(self) -> Publisher:
        """Publishes by the rules and words of this release."""
        services = self.desk.services
        return Publisher(services.database, services.keys, self.rules, Gate(self.binder.words), self.desk.clock)

    async def run(self, number: str) -> None:
        """The job RUN: makes a publication that was asked for."""
        services = self.desk.services
        await Runner(services.database, services.keys, self.publisher, self.desk.clock).run(int(number))

    async def later(self, session: AsyncSession, number: int) -> None:
        """Queues that job in the caller's transaction."""
        await self._jobs.enqueue(session, RUN, str(number))

    async def with_draft(self, entry: Entry) -> Known:
        """What would be known with this entry in place, from today on; some seconds the first time."""
        known, on = self.known, today(self.desk.clock())
        key = (known.generation, entry)
        async with self._lock:
            if key not in self._tried:
                entries = (dict(known.library.entries) | {entry.slug: entry}).values()
                self._tried[key] = await asyncio.to_thread(self.binder.bind, list(entries), on, known.generation)
                while len(self._tried) > TRIED_KEPT:
                    self._tried.popitem(last=False)
            self._tried.move_to_end(key)
            return self._tried[key]


BENCH = web.AppKey("bench", Bench)
