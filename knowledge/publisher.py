"""Publish for good: check the texts strictly, try them on a new index beside the loop, then change what stands."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import Clock, today
from bot.core.crypt import Keyring
from bot.core.database import Database
from knowledge.corrections import Corrections
from knowledge.editing import Change, EditError, Moved, Note, Versions
from knowledge.entry import Entry, EntryError, parse, refuse_double, refuse_unknown
from knowledge.publish_gate import Flip, Gate, Question, Trial
from knowledge.published import Standing, generation_of, standing
from knowledge.statutes import Statutes

TRIES = 3
UNPROVED = "{citation} does not exist or is not in force"
STOPPED = "有 {count} 个原来答得对的问题会答错，没有发布：\n{flips}"
FLIP = "  「{question}」应答 {slug}，会变成 {instead}"
NOTHING = "（没有回答）"
OVERRIDDEN = "{why}（有 {count} 个问题会答错，仍发布：{reason}）"
CORRECTED = "（更正过的原话）"
Choose = Callable[[Versions], Awaitable[Sequence[Change]]]


class Stopped(EditError):
    """The publication would flip questions from right to wrong; the text names them."""

    def __init__(self, trial: Trial) -> None:
        shown = "\n".join(told(flip) for flip in trial.flips)
        super().__init__(STOPPED.format(count=len(trial.flips), flips=shown))
        self.trial = trial


@dataclass(frozen=True, slots=True)
class Rules:
    """What a text has to hold to beyond its form: figures that are known, articles that are in force."""

    parameters: Collection[str]
    statutes: Statutes

    def check(self, entries: Collection[Entry], among: Iterable[Entry]) -> None:
        """Passes if the entries may stand among these. Raises EntryError."""
        refuse_unknown(entries, self.parameters)
        for slug, citation in self.statutes.unproved(entries):
            raise EntryError(f"{slug}.md", "citations", UNPROVED.format(citation=citation))
        refuse_double(among)

    def problems(self, entry: Entry, among: Iterable[Entry]) -> Iterator[EntryError]:
        """Every rule that the entry breaks beside the others: what `check` refuses, all of it."""
        file = f"{entry.slug}.md"
        for name in sorted(entry.parameters - frozenset(self.parameters)):
            yield EntryError(file, "body", f"unknown parameter {name!r}")
        for _, citation in self.statutes.unproved([entry]):
            yield EntryError(file, "citations", UNPROVED.format(citation=citation))
        asks = frozenset(entry.ask)
        for other in among:
            if other.slug != entry.slug and asks.intersection(other.ask) and other.meets(entry):
                for ask in sorted(asks.intersection(other.ask)):
                    yield EntryError(file, "ask", f"{ask!r} is already in {other.slug}.md")


@dataclass(frozen=True, slots=True)
class Done:
    """A publication that was made."""

    generation: int
    changes: tuple[Change, ...]
    trial: Trial


@dataclass(frozen=True, slots=True)
class _Plan:
    generation: int
    changes: tuple[Change, ...]
    before: Mapping[str, Entry]
    after: Mapping[str, Entry]
    corrected: tuple[Question, ...]


class Publisher:
    """Publishes changes, one publication after another; holds no transaction while it tries them."""

    def __init__(self, database: Database, keys: Keyring, rules: Rules, gate: Gate, clock: Clock) -> None:
        self._database, self._keys, self._rules, self._gate, self._clock = database, keys, rules, gate, clock

    async def publish(self, choose: Choose, note: Note, anyway: str | None = None) -> Done:
        """Makes the changes that `choose` finds; `anyway` is the reason to make them although questions flip.

        Raises:
            EntryError: a text breaks a rule.
            Stopped: questions would flip from right to wrong.
            EditError: the versions do not stand so that this can be done.
        """
        for _ in range(TRIES):
            plan = await self._plan(choose)
            trial = await asyncio.to_thread(self._tried, plan)
            if trial.flips and not anyway:
                raise Stopped(trial)
            try:
                return Done(await self._make(plan, trial, note, anyway), plan.changes, trial)
            except Moved:  # somebody published while we tried: try again on what stands now
                continue
        raise Moved

    async def try_out(self, choose: Choose) -> Trial:
        """What the changes that `choose` finds would do; nothing is changed. Raises EntryError, EditError."""
        return await asyncio.to_thread(self._tried, await self._plan(choose))

    async def _plan(self, choose: Choose) -> _Plan:
        async with self._database.view() as session:
            generation, versions = await generation_of(session), Versions(session, self._clock())
            changes = tuple(await choose(versions))
            before = readable(await standing(session))
            after = before | await _changed(versions, changes)
            for change in changes:
                if change.number is None:
                    after.pop(change.slug, None)
            corrected = tuple(await Corrections(session, self._keys).all())
        return _Plan(generation, changes, before, after, corrected)

    def _tried(self, plan: _Plan) -> Trial:
        """Raises EntryError."""
        changed = [plan.after[change.slug] for change in plan.changes if change.number is not None]
        self._rules.check(changed, plan.after.values())
        return self._gate.trial(plan.before, plan.after, plan.corrected, today(self._clock()))

    async def _make(self, plan: _Plan, trial: Trial, note: Note, anyway: str | None) -> int:
        flipped = "\n".join(logged(flip) for flip in trial.flips) or None
        if flipped and anyway:
            note = Note(note.by, OVERRIDDEN.format(why=note.why, count=len(trial.flips), reason=anyway))
        async with self._database.session() as session:
            return await self._versions(session).publish(plan.changes, note, plan.generation, flipped)

    def _versions(self, session: AsyncSession) -> Versions:
        now: datetime = self._clock()
        return Versions(session, now)


async def _changed(versions: Versions, changes: Iterable[Change]) -> dict[str, Entry]:
    """The entries as they are to stand. Raises EntryError."""
    found = [await versions.get(change.slug, change.number) for change in changes if change.number is not None]
    return {one.slug: parse(f"{one.slug}.md", one.text) for one in found}


def readable(stands: Iterable[Standing]) -> dict[str, Entry]:
    """The entries that this release can read, by slug."""
    entries: dict[str, Entry] = {}
    for one in stands:
        try:
            entries[one.slug] = parse(f"{one.slug}.md", one.text)
        except EntryError:  # another release wrote it: it is served nowhere here, so nothing is lost by it
            continue
    return entries


def told(flip: Flip) -> str:
    """A flip as staff read it."""
    return FLIP.format(question=flip.question.text, slug=flip.question.slug, instead=flip.instead or NOTHING)


def logged(flip: Flip) -> str:
    """A flip as it is kept in clear: what a worker wrote is not."""
    return f"{flip.question.slug}: {CORRECTED if flip.question.corrected else flip.question.text}"
