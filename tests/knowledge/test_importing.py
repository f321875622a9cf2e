"""An import updates what nobody changed here, and shows the rest: nothing is overwritten without being asked for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from shelved import NOTE, QUITTING, STATUTES, TEXTS_BY_SLUG, WAGES, Base, reworded, small
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import importing
from knowledge.editing import Change, Moved, Versions
from knowledge.entry import EntryError
from knowledge.exchange import Brought, mark_of, read, write
from knowledge.importing import Import
from knowledge.merging import Step, Verdict, alike
from knowledge.published import standing
from knowledge.publisher import Rules
from knowledge.sheets import markdown, row_of
from knowledge.versions import Act, State

RULES = Rules(("热线",), STATUTES)
NEXT = "\n下一版的话。\n"


def theirs(
    change: Callable[[str], str] = lambda text: text + NEXT, slug: str = WAGES, mark: str | None = None
) -> Brought:
    return Brought(slug, reworded(slug, change), mark, f"{slug}.md")


def of(base: Base, *brought: Brought, take: tuple[str, ...] = ()) -> Import:
    return Import(base.database, RULES, base.clock, brought, take)


async def verdict(base: Base, brought: Brought, take: tuple[str, ...] = ()) -> tuple[str, int | None, int | None]:
    [step] = await of(base, brought, take=take).plan()
    return step.verdict, step.ours, step.base


async def published(base: Base, one: Import) -> list[Change]:
    """Imports and publishes without a trial."""
    changes = await one.keep(await one.plan(), NOTE)
    for change in changes:
        await base.change(change)
    return changes


async def test_what_nobody_changed_here_is_updated(lite: Base) -> None:
    assert await verdict(lite, theirs()) == (Verdict.UPDATE, 1, 1)
    assert await published(lite, of(lite, theirs())) == [Change(WAGES, 2, Act.IMPORT)]
    assert await verdict(lite, theirs(lambda text: text + NEXT * 2)) == (Verdict.UPDATE, 2, 2)


async def test_what_is_new_here_is_taken(lite: Base) -> None:
    ask = dict(zip(small(QUITTING).ask, (f"{ask}？" for ask in small(QUITTING).ask), strict=True))
    text = markdown(row_of(replace(small(QUITTING), slug="new-one", ask=tuple(ask.values())), ""))
    one = of(lite, Brought("new-one", text, "7-00000000", "x"))
    assert await published(lite, one) == [Change("new-one", 1, Act.IMPORT)]
    assert (await lite.stands())["new-one"] == 1


async def test_the_same_entry_written_otherwise_is_the_same(lite: Base) -> None:
    text = markdown(row_of(small(QUITTING), ""))
    assert text != TEXTS_BY_SLUG[QUITTING] and alike(text, TEXTS_BY_SLUG[QUITTING])
    assert await verdict(lite, Brought(QUITTING, text, None, "x")) == (Verdict.SAME, 1, 1)


async def test_what_was_changed_here_only_is_kept(lite: Base) -> None:
    await lite.put(WAGES, reworded(WAGES))
    assert await verdict(lite, theirs(lambda text: text)) == (Verdict.KEPT, 2, 1)
    assert await published(lite, of(lite, theirs(lambda text: text))) == []


async def test_what_was_changed_on_both_sides_is_a_conflict_with_both_numbers(lite: Base) -> None:
    await lite.put(WAGES, reworded(WAGES))
    assert await verdict(lite, theirs()) == (Verdict.CONFLICT, 2, 1)
    assert await published(lite, of(lite, theirs())) == []
    assert (await lite.stands())[WAGES] == 2


async def test_a_conflict_is_taken_where_it_is_asked_for(lite: Base) -> None:
    await lite.put(WAGES, reworded(WAGES))
    assert await verdict(lite, theirs(), (WAGES,)) == (Verdict.UPDATE, 2, 1)
    assert await published(lite, of(lite, theirs(), take=(WAGES,))) == [Change(WAGES, 3, Act.IMPORT)]


async def test_an_open_draft_is_not_pushed_aside(lite: Base) -> None:
    await lite.draft(WAGES, reworded(WAGES))
    assert await verdict(lite, theirs()) == (Verdict.CONFLICT, 2, 1)


async def test_what_was_retired_here_stays_so(lite: Base) -> None:
    await lite.change(Change(WAGES, None, Act.RETIRE))
    assert await verdict(lite, theirs(lambda text: text)) == (Verdict.KEPT, 1, 1)
    assert await verdict(lite, theirs()) == (Verdict.CONFLICT, 1, 1)


async def test_what_was_rolled_back_here_stays_so(lite: Base) -> None:
    await published(lite, of(lite, theirs()))
    await lite.change(Change(WAGES, 1, Act.ROLLBACK))
    assert await verdict(lite, theirs(lambda text: text + NEXT * 2)) == (Verdict.CONFLICT, 1, 2)


async def test_what_both_sides_wrote_alike_is_theirs_from_then_on(lite: Base) -> None:
    await lite.put(WAGES, reworded(WAGES, lambda text: text + NEXT))
    one = of(lite, theirs())
    assert (await one.plan())[0].verdict is Verdict.SAME
    await one.keep(await one.plan(), NOTE)
    assert await verdict(lite, theirs(lambda text: text + NEXT * 2)) == (Verdict.UPDATE, 2, 2)


@pytest.mark.parametrize("form", ["out", "out.xlsx", "out.csv"])
async def test_what_was_exported_and_edited_comes_back_unless_it_moved_meanwhile(
    lite: Base, tmp_path: Path, form: str
) -> None:
    await lite.put(WAGES, reworded(WAGES))
    async with lite.database.view() as session:
        write(tmp_path / form, await standing(session))
    edited = [one for one in read(tmp_path / form) if one.slug == WAGES]
    edited = [replace(one, text=one.text.replace("又改了", "在表里改了")) for one in edited]
    [step] = await of(lite, *edited).plan()
    assert (step.verdict, step.ours, step.base) == (Verdict.UPDATE, 2, 2)
    await lite.put(WAGES, reworded(WAGES, lambda text: text + "\n别人又改了。\n"))
    [step] = await of(lite, *edited).plan()
    assert (step.verdict, step.ours, step.base) == (Verdict.CONFLICT, 3, 2)


async def test_a_number_from_another_installation_means_nothing(lite: Base) -> None:
    await lite.put(WAGES, reworded(WAGES))
    foreign = mark_of(2, "another text of number 2")
    assert await verdict(lite, theirs(mark=foreign)) == (Verdict.CONFLICT, 2, 1)


async def test_drafts_are_kept_and_nothing_is_served_until_they_are_published(lite: Base) -> None:
    one = of(lite, theirs())
    await one.keep(await one.plan(), NOTE)
    assert (await lite.states(WAGES), await lite.stands()) == (
        [State.PUBLISHED, State.DRAFT],
        dict.fromkeys(TEXTS_BY_SLUG, 1),
    )


async def test_a_draft_of_an_import_that_was_stopped_is_published_by_the_next(lite: Base) -> None:
    one = of(lite, theirs())
    await one.keep(await one.plan(), NOTE)
    assert await verdict(lite, theirs()) == (Verdict.WAITING, 2, 1)
    assert await published(lite, of(lite, theirs())) == [Change(WAGES, 2, Act.IMPORT)]
    assert (await lite.stands())[WAGES] == 2


async def test_a_plan_that_no_longer_holds_is_not_carried_out(lite: Base) -> None:
    one = of(lite, theirs())
    steps: list[Step] = await one.plan()
    await lite.put(WAGES, reworded(WAGES))
    with pytest.raises(Moved):
        await one.keep(steps, NOTE)
    async with lite.database.view() as session:
        assert len(await Versions(session, lite.now).of(WAGES)) == 2


async def test_what_was_changed_just_before_the_lock_is_not_written_over(
    lite: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(session: AsyncSession) -> None:
        versions = Versions(session, lite.now)
        versions.add(WAGES, reworded(WAGES), NOTE, await versions.of(WAGES))
        await session.flush()

    one = of(lite, theirs())
    steps = await one.plan()
    monkeypatch.setattr(importing, "lock", late)
    with pytest.raises(Moved):
        await one.keep(steps, NOTE)


async def test_what_breaks_a_rule_is_refused_before_anything_is_kept(lite: Base) -> None:
    with pytest.raises(EntryError, match="没有的数"):
        await of(lite, theirs(lambda text: text + "\n{{没有的数}}\n")).plan()
    with pytest.raises(EntryError, match="already in"):
        await of(lite, theirs(lambda text: text.replace("  - 老板不发工资", "  - 急辞工"))).plan()
