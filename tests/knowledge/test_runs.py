"""Runs: tried or published once, whatever they are told twice, and all that came of it is kept sealed."""

from collections.abc import Sequence

import pytest
from shelved import NOTE, QUITTING, STATUTES, TODAY, WAGES, Base, reworded
from sqlalchemy import select

from knowledge.editing import Change, Versions
from knowledge.publish_gate import Flip, Gate, Question, Trial
from knowledge.publisher import Publisher, Rules
from knowledge.runs import FAULT, KnowledgeRun, Report, Runner, Runs, Stage, Turned, pullers
from knowledge.versions import Act

FLIP = Flip(Question("辞职要提前几天", QUITTING, corrected=True), None)


class Foreseen(Gate):
    """A gate that tells what the test wants."""

    def __init__(self, *flips: Flip, fault: Exception | None = None) -> None:
        self.flips, self.fault, self.asked = flips, fault, 0

    def trial(self, before: object, after: object, corrected: Sequence[Question], today: object) -> Trial:  # type: ignore[override]
        assert today == TODAY
        self.asked += 1
        if self.fault:
            raise self.fault
        return Trial(24, self.flips, 3, 1, 1, self.flips)


def runner(base: Base, gate: Gate) -> Runner:
    rules = Rules(("热线",), STATUTES)
    return Runner(base.database, base.keys, Publisher(base.database, base.keys, rules, gate, base.clock), base.clock)


@pytest.fixture(autouse=True)
async def standing(base: Base) -> None:
    """Two answers are published."""
    for slug in (QUITTING, WAGES):
        await base.put(slug, reworded(slug, lambda text: text))


async def begun(base: Base, *, tries: bool = False, anyway: str | None = None, text: str | None = None) -> int:
    number = await base.draft(WAGES, text or reworded(WAGES))
    async with base.database.session() as session:
        if not tries:
            await Versions(session, base.now).review(WAGES)
        change = Change(WAGES, number, Act.PUBLISH)
        return (await Runs(session, base.keys, base.now).begin([change], NOTE, anyway, only_tries=tries)).id


async def ended(base: Base, number: int) -> tuple[str, Report]:
    async with base.database.view() as session:
        runs = Runs(session, base.keys, base.now)
        run = await runs.get(number)
        assert run
        return run.stage, runs.report(run)


async def test_a_run_publishes_and_tells_what_it_asked(base: Base) -> None:
    number, gate = await begun(base), Foreseen()
    await runner(base, gate).run(number)
    assert await ended(base, number) == (Stage.DONE, Report(24, 3, 1, 1, generation=3))
    assert (await base.stands())[WAGES] == 2
    await runner(base, gate).run(number)
    assert gate.asked == 1


async def test_a_trial_changes_nothing(base: Base) -> None:
    number = await begun(base, tries=True)
    await runner(base, Foreseen(FLIP)).run(number)
    stage, report = await ended(base, number)
    assert stage == Stage.STOPPED and report.flips == (Turned("辞职要提前几天", QUITTING, None, corrected=True),)
    assert (await base.stands())[WAGES] == 1


async def test_flips_stop_it_unless_somebody_said_why(base: Base) -> None:
    number = await begun(base)
    await runner(base, Foreseen(FLIP)).run(number)
    assert (await ended(base, number))[0] == Stage.STOPPED and (await base.stands())[WAGES] == 1
    async with base.database.session() as session:
        change = Change(WAGES, 2, Act.PUBLISH)
        number = (await Runs(session, base.keys, base.now).begin([change], NOTE, "领导要求")).id
    await runner(base, Foreseen(FLIP)).run(number)
    assert (await ended(base, number))[0] == Stage.DONE and (await base.stands())[WAGES] == 2


async def test_what_a_worker_wrote_is_not_kept_in_clear(base: Base) -> None:
    number = await begun(base)
    await runner(base, Foreseen(FLIP)).run(number)
    async with base.database.view() as session:
        row = (await session.scalars(select(KnowledgeRun))).one()
        assert row.report and FLIP.question.text.encode() not in row.report


async def test_what_was_changed_since_is_not_published(base: Base) -> None:
    number = await begun(base)
    await base.draft(WAGES, reworded(WAGES, lambda text: text + "\n又一次。\n"))
    await runner(base, Foreseen()).run(number)
    stage, report = await ended(base, number)
    assert stage == Stage.REFUSED and report.error and (await base.stands())[WAGES] == 1


async def test_a_text_that_breaks_a_rule_is_refused_in_chinese(base: Base) -> None:
    number = await begun(base, text=reworded(WAGES, lambda text: text.replace("劳动法#50", "劳动法#999")))
    await runner(base, Foreseen()).run(number)
    assert "劳动法#999 查不到，或者已经失效" in (await ended(base, number))[1].error


async def test_a_fault_inside_is_told_without_its_inside(base: Base) -> None:
    number = await begun(base)
    await runner(base, Foreseen(fault=RuntimeError("secret"))).run(number)
    assert await ended(base, number) == (Stage.REFUSED, Report(error=FAULT))


async def test_a_run_that_was_cut_off_after_publishing_is_done(base: Base) -> None:
    number = await begun(base)
    await base.change(Change(WAGES, 2, Act.PUBLISH))
    async with base.database.session() as session:
        run = await Runs(session, base.keys, base.now).get(number)
        assert run
        run.stage = Stage.RUNNING
    gate = Foreseen()
    await runner(base, gate).run(number)
    assert (await ended(base, number))[0] == Stage.DONE and gate.asked == 0


@pytest.mark.parametrize("number", [7, 0])
async def test_a_run_nobody_asked_for_does_nothing(base: Base, number: int) -> None:
    gate = Foreseen()
    await runner(base, gate).run(number)
    assert gate.asked == 0


def test_the_way_of_asking_that_pulls_is_the_likest() -> None:
    turned = [
        Turned("工伤认定要啥材料", "injury", "quitting", corrected=False),
        Turned("没有", "a", None, corrected=False),
    ]
    assert pullers(turned, {"quitting": ("急辞工", "工伤认定材料")}) == {"工伤认定要啥材料": "工伤认定材料"}
