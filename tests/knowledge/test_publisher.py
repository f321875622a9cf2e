"""Publishing checks, tries, and then changes what stands; what it refuses changes nothing."""

from collections.abc import Sequence

import pytest
from shelved import (
    INJURY,
    NOON,
    NOTE,
    QUITTING,
    STATUTES,
    TEXTS_BY_SLUG,
    TODAY,
    WAGES,
    Base,
    reworded,
    small,
)
from sqlalchemy import select
from test_publish_gate import RIVAL

from knowledge import publisher as module
from knowledge.corrections import Corrections
from knowledge.editing import Change, Moved, Versions
from knowledge.entry import Entry, EntryError
from knowledge.publish_gate import Flip, Gate, Question, Trial
from knowledge.publisher import Choose, Publisher, Rules, Stopped
from knowledge.versions import Act, Publication

RULES = Rules(("热线",), STATUTES)
FLIP = Flip(Question("辞职要提前几天", QUITTING), RIVAL)
CORRECTED = Flip(Question("我叫什么不重要，辞职提前几天", QUITTING, corrected=True), None)


class Foreseen(Gate):
    """A gate that tells what the test wants, and may do something meanwhile."""

    def __init__(self, *flips: Flip) -> None:
        self.flips, self.asked = flips, 0
        self.seen: list[Question] = []

    def trial(self, before: object, after: object, corrected: Sequence[Question], today: object) -> Trial:  # type: ignore[override]
        assert today == TODAY
        self.asked += 1
        self.seen = list(corrected)
        return Trial(24, self.flips)


def publisher(base: Base, gate: Gate) -> Publisher:
    return Publisher(base.database, base.keys, RULES, gate, base.clock)


def reviewed(*slugs: str) -> Choose:
    async def choose(versions: Versions) -> list[Change]:
        return [await versions.publishing(slug) for slug in slugs]

    return choose


async def ready(base: Base, slug: str = WAGES, text: str | None = None) -> Choose:
    await base.draft(slug, text or reworded(slug))
    async with base.database.session() as session:
        await Versions(session, NOON).review(slug)
    return reviewed(slug)


async def last_line(base: Base) -> Publication:
    async with base.database.view() as session:
        return (await session.scalars(select(Publication).order_by(Publication.id.desc()).limit(1))).one()


async def test_what_passes_is_published(lite: Base) -> None:
    done = await publisher(lite, Foreseen()).publish(await ready(lite), NOTE)
    assert (done.generation, done.changes) == (4, (Change(WAGES, 2, Act.PUBLISH),))
    assert (await lite.stands())[WAGES] == 2


async def test_flips_stop_it_and_are_named(lite: Base) -> None:
    with pytest.raises(Stopped) as caught:
        await publisher(lite, Foreseen(FLIP, CORRECTED)).publish(await ready(lite), NOTE)
    for flip in (FLIP, CORRECTED):
        assert flip.question.text in str(caught.value)
    assert RIVAL in str(caught.value) and module.NOTHING in str(caught.value)
    assert ((await lite.stands())[WAGES], await lite.generation()) == (1, 3)


async def test_a_reason_overrides_and_is_logged_without_a_workers_words(lite: Base) -> None:
    await publisher(lite, Foreseen(FLIP, CORRECTED)).publish(await ready(lite), NOTE, anyway="新规今天生效")
    line = await last_line(lite)
    assert line.why == module.OVERRIDDEN.format(why=NOTE.why, count=2, reason="新规今天生效")
    assert line.flipped == f"{QUITTING}: 辞职要提前几天\n{QUITTING}: {module.CORRECTED}"


async def test_a_reason_that_was_not_needed_is_not_logged(lite: Base) -> None:
    await publisher(lite, Foreseen()).publish(await ready(lite), NOTE, anyway="怎样都发")
    assert ((await last_line(lite)).why, (await last_line(lite)).flipped) == (NOTE.why, None)


async def test_the_corrected_questions_are_asked(lite: Base) -> None:
    gate = Foreseen()
    async with lite.database.session() as session:
        await Corrections(session, lite.keys).keep("公伤咋认定", INJURY, "张敏", NOON)
    await publisher(lite, gate).publish(await ready(lite), NOTE)
    assert gate.seen == [Question("公伤咋认定", INJURY, corrected=True)]


BROKEN = {
    "an unknown figure": lambda text: text + "\n{{没有的数}}\n",
    "an article that does not exist": lambda text: text.replace("劳动法#50", "劳动法#999"),
    "a question of another entry": lambda text: text.replace("  - 老板不发工资", "  - 急辞工"),
    "a text that is no entry": lambda text: text.replace("title:", "titel:"),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_text_that_breaks_a_rule_is_not_even_tried(lite: Base, name: str) -> None:
    gate = Foreseen()
    choose = await ready(lite, WAGES, BROKEN[name](TEXTS_BY_SLUG[WAGES]))
    with pytest.raises(EntryError, match=WAGES):
        await publisher(lite, gate).publish(choose, NOTE)
    assert (gate.asked, (await lite.stands())[WAGES]) == (0, 1)


async def test_a_publication_meanwhile_makes_it_try_again_on_what_stands(
    lite: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, choose = Foreseen(), await ready(lite)
    one = publisher(lite, gate)
    make = one._make

    async def interrupted(*arguments: object) -> int:
        if gate.asked == 1:
            await lite.put(QUITTING, reworded(QUITTING))
        return await make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(one, "_make", interrupted)
    done = await one.publish(choose, NOTE)
    assert (gate.asked, done.generation, await lite.stands()) == (2, 5, {WAGES: 2, QUITTING: 2, INJURY: 1})


async def test_it_does_not_try_for_ever(lite: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, choose = Foreseen(), await ready(lite)
    one = publisher(lite, gate)

    async def never(*_arguments: object) -> int:
        raise Moved

    monkeypatch.setattr(one, "_make", never)
    with pytest.raises(Moved):
        await one.publish(choose, NOTE)
    assert gate.asked == module.TRIES


async def test_retiring_takes_the_entry_out_before_it_is_tried(lite: Base) -> None:
    seen: dict[str, dict[str, Entry]] = {}

    class Looking(Foreseen):
        def trial(self, before: dict[str, Entry], after: dict[str, Entry], *_more: object) -> Trial:  # type: ignore[override]
            seen.update(before=before, after=after)
            return Trial(0)

    async def choose(versions: Versions) -> list[Change]:
        return [await versions.retiring(WAGES)]

    await publisher(lite, Looking()).publish(choose, NOTE)
    assert seen["before"][WAGES] == small(WAGES) and WAGES not in seen["after"]
    assert WAGES not in await lite.stands()
