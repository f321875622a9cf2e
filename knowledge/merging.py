"""What an import would change, entry by entry: nothing that was changed here is overwritten without being asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.editing import open_of, published_of
from knowledge.entry import EntryError, parse
from knowledge.exchange import Brought, mark_of
from knowledge.versions import ONCE_PUBLISHED, OPEN, EntryVersion, State


class Verdict(StrEnum):
    """What becomes of one entry of an import."""

    NEW = "new"  # unknown here
    UPDATE = "update"  # here it still is what theirs was made from
    SAME = "same"  # says the same as here
    WAITING = "waiting"  # was brought before and waits as a draft
    KEPT = "kept"  # changed here only
    CONFLICT = "conflict"  # changed on both sides


TAKEN = (Verdict.NEW, Verdict.UPDATE)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an import; `ours` is the version here, `base` the one theirs was made from, as far as known."""

    brought: Brought
    verdict: Verdict
    ours: int | None
    base: int | None


def plan(
    brought: Iterable[Brought], versions: Mapping[str, Sequence[EntryVersion]], take: Collection[str] = ()
) -> list[Step]:
    """What would become of each; the slugs of `take` are taken although they changed here."""
    return [_step(one, versions.get(one.slug, ()), one.slug in take) for one in brought]


def _step(one: Brought, versions: Sequence[EntryVersion], take: bool) -> Step:
    ours, base = _ours(versions), _base(one, versions)
    verdict = _verdict(one, ours, base)
    if take and verdict in (Verdict.KEPT, Verdict.CONFLICT):
        verdict = Verdict.UPDATE
    return Step(one, verdict, ours.number if ours else None, base.number if base else None)


def _verdict(one: Brought, ours: EntryVersion | None, base: EntryVersion | None) -> Verdict:
    if ours is None:
        return Verdict.NEW
    stays = ours.state != State.RETIRED
    if alike(ours.text, one.text):
        waits = ours.state in OPEN and ours.imported_at is not None
        return Verdict.KEPT if not stays else Verdict.WAITING if waits else Verdict.SAME
    if base is not None and ours.number == base.number and stays:
        return Verdict.UPDATE
    return Verdict.KEPT if base is not None and alike(base.text, one.text) else Verdict.CONFLICT


def _ours(versions: Sequence[EntryVersion]) -> EntryVersion | None:
    """What counts here: the open version, else the published one, else the one retired last."""
    once = [one for one in versions if one.state in ONCE_PUBLISHED]
    return open_of(versions) or published_of(versions) or (once[-1] if once else None)


def _base(one: Brought, versions: Sequence[EntryVersion]) -> EntryVersion | None:
    """The version theirs was made from: the one it tells, else the last that was imported and published."""
    for version in versions:
        if one.mark is not None and mark_of(version.number, version.text) == one.mark:
            return version
    imported = [version for version in versions if version.imported_at and version.state in ONCE_PUBLISHED]
    return max(imported, key=lambda version: (version.imported_at, version.number), default=None)


def alike(text: str, other: str) -> bool:
    """Whether two texts are the same entry, however they are written down."""
    if text == other:
        return True
    try:
        return parse("one.md", text) == parse("one.md", other)
    except EntryError:
        return False
