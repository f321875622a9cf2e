"""Bring entries in from outside: say first what would change, then keep it as drafts or publish it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock
from bot.core.database import Database
from knowledge.editing import Change, Moved, Note, Versions, published_of
from knowledge.entry import Entry, parse
from knowledge.exchange import Brought
from knowledge.merging import TAKEN, Step, Verdict, plan
from knowledge.published import lock, standing
from knowledge.publisher import Rules, readable
from knowledge.versions import Act, EntryVersion

Known = dict[str, list[EntryVersion]]  # by slug
Stand = set[tuple[str, int, str, datetime | None]]


@dataclass(frozen=True, slots=True)
class Import:
    """One import of entries; `take` are the slugs that are taken although they changed here."""

    database: Database
    rules: Rules
    clock: Clock
    brought: Sequence[Brought]
    take: Collection[str] = ()

    async def plan(self) -> list[Step]:
        """What would become of each entry; nothing is changed.

        Raises:
            EntryError: what would be taken breaks a rule.
        """
        async with self.database.view() as session:
            steps = plan(self.brought, await self._known(Versions(session, self.clock())), self.take)
            stands = readable(await standing(session))
        taken = [_entry(step.brought) for step in steps if step.verdict in TAKEN]
        self.rules.check(taken, (stands | {entry.slug: entry for entry in taken}).values())
        return steps

    async def keep(self, steps: Sequence[Step], note: Note) -> list[Change]:
        """Keeps what the steps take as drafts; the changes that would publish them, and those that wait already.

        Raises:
            Moved: the versions are not those of the plan any more.
        """
        rests_on = await self.rests_on(steps)
        async with self.database.session() as session:
            return await self.keep_in(session, steps, rests_on, note)

    async def rests_on(self, steps: Sequence[Step]) -> Stand:
        """The versions that the plan rests on, read before the transaction that keeps its drafts.

        Raises:
            Moved: the versions are not those of the plan any more.
        """
        async with self.database.view() as session:  # reading 414 texts takes 0.4 s: nobody waits to write meanwhile
            known = await self._known(Versions(session, self.clock()))
        if plan(self.brought, known, self.take) != list(steps):
            raise Moved
        return _stand(known)

    async def keep_in(self, session: AsyncSession, steps: Sequence[Step], rests_on: Stand, note: Note) -> list[Change]:
        """The same as `keep` within the caller's transaction.

        Raises:
            Moved: the versions are not those that the plan rests on any more.
        """
        await lock(session)
        return await self._keep(session, steps, rests_on, note)

    async def _keep(self, session: AsyncSession, steps: Sequence[Step], stand: Stand, note: Note) -> list[Change]:
        now = self.clock()
        versions = Versions(session, now)
        known = await self._known(versions)
        if _stand(known) != stand:
            raise Moved
        _remember([step for step in steps if step.verdict is Verdict.SAME], known, now)
        taken = [step.brought for step in steps if step.verdict in TAKEN]
        added = [versions.add(one.slug, one.text, note, known.get(one.slug, ()), imported=True) for one in taken]
        waiting = [
            Change(step.brought.slug, step.ours, Act.IMPORT) for step in steps if step.verdict is Verdict.WAITING
        ]
        return [Change(one.slug, one.number, Act.IMPORT) for one in added] + waiting

    async def _known(self, versions: Versions) -> Known:
        return await versions.of_all(one.slug for one in self.brought)


def _stand(known: Known) -> Stand:
    """What a plan rests on: the text of a version never changes."""
    return {(one.slug, one.number, one.state, one.imported_at) for versions in known.values() for one in versions}


def _remember(same: Sequence[Step], known: Known, now: datetime) -> None:
    """What stands is what was brought: the next release's change of it will not be a conflict."""
    for step in same:
        stands = published_of(known[step.brought.slug])
        if stands is not None and stands.number == step.ours:
            stands.imported_at = now


def _entry(brought: Brought) -> Entry:
    return parse(f"{brought.slug}.md", brought.text)
