"""Write versions of entries and move them: draft, review, publish, roll back, retire. All within one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.database import changed
from knowledge.published import grow, lock
from knowledge.versions import ONCE_PUBLISHED, OPEN, Act, EntryVersion, Publication, State

UNKNOWN = "没有「{slug}」这条回答"
UNKNOWN_NUMBER = "「{slug}」没有第 {number} 版"
NOTHING_OPEN = "「{slug}」没有草稿；先用 niangjia knowledge draft 存一份"
NOT_REVIEWED = "「{slug}」第 {number} 版还没送审；先运行 niangjia knowledge review {slug}"
NOTHING_PUBLISHED = "「{slug}」现在没有发布着的版本"
NOTHING_BEFORE = "「{slug}」没有更早发布过的版本；要停用它，用 niangjia knowledge retire {slug}"
NEVER_PUBLISHED = "「{slug}」第 {number} 版从没发布过，不能回退到它"
ALREADY = "「{slug}」第 {number} 版现在就发布着"
SAME_TEXT = "「{slug}」和第 {number} 版一字不差，不用再存"
NEEDED = "{what}不能空着，也不能超过 {most} 个字"
OVERTAKEN = "您打开以后，{by} 存了第 {number} 版"
OWN_WORK = "「{slug}」第 {number} 版是您自己写的，要请另一位同事看过再发布"
MOVED = "就在刚才，别人发布了别的内容；请再试一次"
LONGEST_BY, LONGEST_WHY = 48, 2_000


class EditError(ValueError):
    """What was asked for does not fit how the versions stand; the text is for staff."""


class Moved(EditError):
    """Something was published since the change was tried."""

    def __init__(self) -> None:
        super().__init__(MOVED)


class Overtaken(EditError):
    """Somebody saved a version since the one that this text was made from; `latest` is theirs."""

    def __init__(self, latest: EntryVersion) -> None:
        super().__init__(OVERTAKEN.format(by=latest.made_by, number=latest.number))
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Note:
    """Who changes something and why, as staff will read it."""

    by: str
    why: str

    def __post_init__(self) -> None:
        for what, text, most in (("--by", self.by, LONGEST_BY), ("--why", self.why, LONGEST_WHY)):
            if not text.strip() or len(text) > most:
                raise EditError(NEEDED.format(what=what, most=most))


@dataclass(frozen=True, slots=True)
class Change:
    """The version of an entry that is to stand from now on; None where none is to."""

    slug: str
    number: int | None
    act: Act


class Versions:
    """The versions of all entries, within the session's transaction."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session, self._now = session, now

    async def of(self, slug: str) -> list[EntryVersion]:
        """Every version of one entry, the first first. Raises EditError where there is none."""
        if found := list((await self._session.scalars(_by_number(slug))).all()):
            return found
        raise EditError(UNKNOWN.format(slug=slug))

    async def get(self, slug: str, number: int) -> EntryVersion:
        """One version. Raises EditError."""
        found = next((one for one in await self.of(slug) if one.number == number), None)
        if found is None:
            raise EditError(UNKNOWN_NUMBER.format(slug=slug, number=number))
        return found

    async def listed(self, state: str | None = None) -> list[EntryVersion]:
        """The versions of a state; without one, those that are published or open. By slug and number."""
        wanted = [state] if state else [State.PUBLISHED, *OPEN]
        chosen = select(EntryVersion).where(EntryVersion.state.in_(wanted))
        return list((await self._session.scalars(chosen.order_by(EntryVersion.slug, EntryVersion.number))).all())

    async def of_all(self, slugs: Iterable[str]) -> dict[str, list[EntryVersion]]:
        """The versions of those entries that there are, by slug, the first first."""
        chosen = select(EntryVersion).where(EntryVersion.slug.in_(list(slugs)))
        found: dict[str, list[EntryVersion]] = {}
        for one in await self._session.scalars(chosen.order_by(EntryVersion.slug, EntryVersion.number)):
            found.setdefault(one.slug, []).append(one)
        return found

    async def log_of(self, slug: str) -> list[Publication]:
        """What happened to an entry's answer, the latest last."""
        chosen = select(Publication).where(Publication.slug == slug).order_by(Publication.id)
        return list((await self._session.scalars(chosen)).all())

    async def draft(self, slug: str, text: str, note: Note, base: int | None = None) -> EntryVersion:
        """Saves a new draft; one that was open before is dropped. `base` is the version the text was made from, 0
        where it was none.

        Raises:
            EditError: it says nothing new.
            Overtaken: what counts now is not `base`.
        """
        await lock(self._session)
        before = (await self._session.scalars(_by_number(slug))).all()
        latest = counts(before)
        if base is not None and latest is not None and latest.number != base and latest.text != text:
            raise Overtaken(latest)
        if latest is not None and latest.text == text:
            raise EditError(SAME_TEXT.format(slug=slug, number=latest.number))
        return self.add(slug, text, note, before)

    def add(
        self, slug: str, text: str, note: Note, before: Iterable[EntryVersion], *, imported: bool = False
    ) -> EntryVersion:
        """A new draft after the versions there are; `lock` comes first."""
        number = 1
        for one in before:
            number = max(number, one.number + 1)
            one.state = State.DROPPED if one.state in OPEN else one.state
        made = EntryVersion(
            slug=slug,
            number=number,
            text=text,
            state=State.DRAFT,
            made_at=self._now,
            made_by=note.by,
            why=note.why,
            imported_at=self._now if imported else None,
        )
        self._session.add(made)
        return made

    async def review(self, slug: str) -> EntryVersion:
        """Hands the draft in for review. Raises EditError."""
        found = await self._open(slug)
        found.state = State.REVIEW
        return found

    async def send(self, slug: str, number: int) -> bool:
        """Hands this draft in for review; False where it is no draft any more."""
        here = (EntryVersion.slug == slug, EntryVersion.number == number, EntryVersion.state == State.DRAFT)
        return bool(await changed(self._session, update(EntryVersion).where(*here).values(state=State.REVIEW)))

    async def send_back(self, slug: str, remark: str) -> EntryVersion:
        """Gives what is in review back to be worked on, and says why. Raises EditError."""
        found = await self._open(slug)
        if found.state != State.REVIEW:
            raise EditError(NOT_REVIEWED.format(slug=slug, number=found.number))
        found.state, found.remark = State.DRAFT, remark
        return found

    async def drop(self, slug: str) -> EntryVersion:
        """Puts the open version aside; its text stays in the history. Raises EditError."""
        found = await self._open(slug)
        found.state = State.DROPPED
        return found

    async def publishing(self, slug: str) -> Change:
        """The change that publishes what was reviewed. Raises EditError."""
        found = open_of(await self.of(slug))
        if found is None:
            raise EditError(NOTHING_OPEN.format(slug=slug))
        if found.state != State.REVIEW:
            raise EditError(NOT_REVIEWED.format(slug=slug, number=found.number))
        return Change(slug, found.number, Act.PUBLISH)

    async def rolling_back(self, slug: str, number: int | None = None) -> Change:
        """The change that brings an earlier version back: `number`, or the next older one that once stood; twice goes
        back two versions. Of a retired entry, what stood last.

        Raises:
            EditError: there is none, it never stood, or it stands.
        """
        versions = await self.of(slug)
        stands = published_of(versions)
        if number is None and stands:
            older = [one.number for one in versions if one.state in ONCE_PUBLISHED and one.number < stands.number]
            number = max(older, default=None)
        elif number is None:
            log = await self.log_of(slug)
            number = log[-1].before if log else None
        if number is None:
            raise EditError(NOTHING_BEFORE.format(slug=slug))
        found = await self.get(slug, number)
        if found.state not in ONCE_PUBLISHED:
            raise EditError(NEVER_PUBLISHED.format(slug=slug, number=number))
        if stands and stands.number == number:
            raise EditError(ALREADY.format(slug=slug, number=number))
        return Change(slug, number, Act.ROLLBACK)

    async def retiring(self, slug: str) -> Change:
        """The change after which an entry is answered no more. Raises EditError."""
        if published_of(await self.of(slug)) is None:
            raise EditError(NOTHING_PUBLISHED.format(slug=slug))
        return Change(slug, None, Act.RETIRE)

    async def publish(self, changes: Sequence[Change], note: Note, tried_on: int, flipped: str | None = None) -> int:
        """Makes the changes and logs them; the new generation. `tried_on` is the one they were tried on.

        Raises:
            Moved: something was published since.
            EditError: a version is gone, or stands already.
        """
        if await lock(self._session) != tried_on:
            raise Moved
        generation = await grow(self._session)
        stands, wanted = await self._rows(changes)
        for change in changes:
            if before := stands.get(change.slug):
                before.state = State.RETIRED if change.number is None else State.REPLACED
        await self._session.flush()  # one of a slug is published at any time
        for change in changes:
            before = stands.get(change.slug)
            if change.number is not None:
                wanted[change.slug, change.number].state = State.PUBLISHED
            self._session.add(self._line(change, before.number if before else None, generation, note, flipped))
        return generation

    async def _open(self, slug: str) -> EntryVersion:
        await lock(self._session)
        found = open_of(await self.of(slug))
        if found is None:
            raise EditError(NOTHING_OPEN.format(slug=slug))
        return found

    async def _rows(
        self, changes: Sequence[Change]
    ) -> tuple[dict[str, EntryVersion], dict[tuple[str, int], EntryVersion]]:
        """What stands published by slug, and the versions of these entries by slug and number."""
        slugs = {change.slug for change in changes}
        rows = (await self._session.scalars(select(EntryVersion).where(EntryVersion.slug.in_(slugs)))).all()
        wanted = {(row.slug, row.number): row for row in rows}
        for change in changes:
            row = wanted.get((change.slug, change.number or 0))
            if change.number is not None and (row is None or row.state in (State.PUBLISHED, State.DROPPED)):
                raise Moved
        return {row.slug: row for row in rows if row.state == State.PUBLISHED}, wanted

    def _line(
        self, change: Change, before: int | None, generation: int, note: Note, flipped: str | None
    ) -> Publication:
        return Publication(
            generation=generation,
            act=change.act,
            slug=change.slug,
            number=change.number,
            before=before,
            at=self._now,
            by=note.by,
            why=note.why,
            flipped=flipped,
        )


def open_of(versions: Iterable[EntryVersion]) -> EntryVersion | None:
    """The one that is in draft or review."""
    return next((one for one in versions if one.state in OPEN), None)


def published_of(versions: Iterable[EntryVersion]) -> EntryVersion | None:
    """The one that stands published."""
    return next((one for one in versions if one.state == State.PUBLISHED), None)


def counts(versions: Sequence[EntryVersion]) -> EntryVersion | None:
    """What an editor goes on from: the open one, else the published, else what stood last."""
    once = [one for one in versions if one.state in ONCE_PUBLISHED]
    return open_of(versions) or published_of(versions) or (once[-1] if once else None)


def _by_number(slug: str) -> Select[EntryVersion]:
    return select(EntryVersion).where(EntryVersion.slug == slug).order_by(EntryVersion.number)
