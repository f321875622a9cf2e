"""Publications that are asked for at the desk and made by a job: who asked for what, how it stands, what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.clock import Clock
from bot.core.crypt import Keyring
from bot.core.database import Base, Database, Instant
from bot.core.log import get
from knowledge.editing import Change, EditError, Note, Versions, published_of
from knowledge.entry import EntryError
from knowledge.faults import told
from knowledge.publish_gate import Flip, Trial
from knowledge.publisher import Publisher, Stopped
from knowledge.versions import Act

RUN = "knowledge run"
KEPT = timedelta(days=90)
TRY = "try"
OTHER_NUMBER = "「{slug}」送审后又改过，请重新送审"
FAULT = "系统出了点问题，没有发布。请再试一次；还不行，请告诉管理员。"

_log = get("runs")


class Stage(StrEnum):
    """How a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"  # questions would become wrong
    REFUSED = "refused"


class KnowledgeRun(Base):
    """One publication (or trial) of some changes: `changes` are [slug, number, act]; `anyway` the reason to publish
    although questions become wrong. The report is sealed, as it names questions of real chats.
    """

    __tablename__ = "knowledge_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    changes: Mapped[list[list[Any]]] = mapped_column(JSON)
    only_tries: Mapped[bool]
    by: Mapped[str] = mapped_column(String(48))
    why: Mapped[str] = mapped_column(Text)
    anyway: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    report: Mapped[bytes | None] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Turned:
    """A question that becomes or stays wrong: the entry that should answer it, and the one that would (or none)."""

    question: str
    slug: str
    instead: str | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run."""

    asked: int = 0
    new_asked: int = 0
    new_wrong: int = 0
    corrected: int = 0
    flips: tuple[Turned, ...] = ()
    still_wrong: tuple[Turned, ...] = ()
    generation: int = 0
    error: str = ""


class Runs:
    """The runs, within the session's transaction."""

    def __init__(self, session: AsyncSession, keys: Keyring, now: datetime) -> None:
        self._session, self._keys, self._now = session, keys, now

    async def begin(
        self, changes: Sequence[Change], note: Note, anyway: str | None = None, *, only_tries: bool = False
    ) -> KnowledgeRun:
        """Puts one down; its id goes to the job RUN."""
        await self._session.execute(delete(KnowledgeRun).where(KnowledgeRun.asked_at < self._now - KEPT))
        run = KnowledgeRun(
            changes=[[one.slug, one.number, one.act] for one in changes],
            only_tries=only_tries,
            by=note.by,
            why=note.why,
            anyway=anyway,
            stage=Stage.WAITING,
            asked_at=self._now,
        )
        self._session.add(run)
        await self._session.flush()
        return run

    async def get(self, number: int) -> KnowledgeRun | None:
        """One run."""
        return await self._session.get(KnowledgeRun, number)

    async def latest(self, most: int) -> list[KnowledgeRun]:
        """The newest publications, trials left out."""
        found = select(KnowledgeRun).where(KnowledgeRun.only_tries.is_(False)).order_by(KnowledgeRun.id.desc())
        return list((await self._session.scalars(found.limit(most))).all())

    def report(self, run: KnowledgeRun) -> Report:
        """What came of it; an empty report before."""
        if run.report is None:
            return Report()
        told = json.loads(self._keys.open(run.report, _place(run)))
        return Report(**told | {name: tuple(Turned(**one) for one in told[name]) for name in ("flips", "still_wrong")})

    def end(self, run: KnowledgeRun, stage: Stage, report: Report) -> None:
        """Puts down what came of it."""
        run.stage, run.ended_at = stage, self._now
        run.report = self._keys.seal(json.dumps(asdict(report), ensure_ascii=False), _place(run))


class Runner:
    """Makes the runs that were asked for; safe to be told of one twice."""

    def __init__(self, database: Database, keys: Keyring, publisher: Publisher, clock: Clock) -> None:
        self._database, self._keys, self._publisher, self._clock = database, keys, publisher, clock

    async def run(self, number: int) -> None:
        """Tries or publishes; whatever happens is in the report."""
        async with self._database.session() as session:
            run = await self._runs(session).get(number)
            if run is None or run.stage not in (Stage.WAITING, Stage.RUNNING):
                return
            again, run.stage = run.stage == Stage.RUNNING, Stage.RUNNING
            changes = changes_of(run)
            note, anyway, only_tries = Note(run.by, run.why), run.anyway, run.only_tries
        if again and not only_tries and await self._stand(changes):
            ended = Stage.DONE, Report()  # a process ended between publishing and saying so
        else:
            ended = await self._made(changes, note, anyway, only_tries)
        await self._end(number, *ended)

    async def _made(
        self, changes: Sequence[Change], note: Note, anyway: str | None, only_tries: bool
    ) -> tuple[Stage, Report]:
        async def choose(versions: Versions) -> Sequence[Change]:
            return changes if only_tries else [await _checked(versions, one) for one in changes]

        try:
            if only_tries:
                trial = await self._publisher.try_out(choose)
                return (Stage.STOPPED if trial.flips else Stage.DONE), _report(trial)
            done = await self._publisher.publish(choose, note, anyway)
            return Stage.DONE, _report(done.trial, done.generation)
        except Stopped as stopped:
            return Stage.STOPPED, _report(stopped.trial)
        except EntryError as error:
            return Stage.REFUSED, Report(error=f"「{error.file.removesuffix('.md')}」{told(error)}")
        except EditError as error:
            return Stage.REFUSED, Report(error=str(error))
        except Exception:
            _log.exception("run_failed")
            return Stage.REFUSED, Report(error=FAULT)

    async def _stand(self, changes: Sequence[Change]) -> bool:
        async with self._database.view() as session:
            found = await Versions(session, self._clock()).of_all(one.slug for one in changes)
        stands = {slug: published_of(versions) for slug, versions in found.items()}
        return all((stand.number if (stand := stands.get(one.slug)) else None) == one.number for one in changes)

    async def _end(self, number: int, stage: Stage, report: Report) -> None:
        async with self._database.session() as session:
            runs = self._runs(session)
            if (run := await runs.get(number)) is not None:
                runs.end(run, stage, report)

    def _runs(self, session: AsyncSession) -> Runs:
        return Runs(session, self._keys, self._clock())


def changes_of(run: KnowledgeRun) -> list[Change]:
    """The changes of a run."""
    return [Change(slug, number, Act(act)) for slug, number, act in run.changes]


async def _checked(versions: Versions, wanted: Change) -> Change:
    """The same change as the versions stand now. Raises EditError."""
    if wanted.act == Act.RETIRE:
        return await versions.retiring(wanted.slug)
    if wanted.act == Act.ROLLBACK:
        return await versions.rolling_back(wanted.slug, wanted.number)
    found = await versions.publishing(wanted.slug)
    if found.number != wanted.number:
        raise EditError(OTHER_NUMBER.format(slug=wanted.slug))
    return found


def _report(trial: Trial, generation: int = 0) -> Report:
    return Report(
        trial.asked,
        trial.new_asked,
        trial.new_wrong,
        trial.corrected,
        tuple(map(_turned, trial.flips)),
        tuple(map(_turned, trial.still_wrong)),
        generation,
    )


def _turned(flip: Flip) -> Turned:
    return Turned(flip.question.text, flip.question.slug, flip.instead, flip.question.corrected)


def _place(run: KnowledgeRun) -> str:
    return f"knowledge_runs:{run.id}"


def pullers(turned: Sequence[Turned], asks: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each question that another entry would take: the way of asking there that is most like it."""
    return {
        one.question: max(asks[one.instead], key=lambda ask: _likeness(ask, one.question))
        for one in turned
        if one.instead and asks.get(one.instead)
    }


def _likeness(one: str, other: str) -> float:
    """The share of pairs of neighbouring signs that both have."""
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) / (len(pairs | others) or 1)
