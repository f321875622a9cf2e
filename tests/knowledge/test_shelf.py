"""What is known is swapped when something is published or a day begins, and stays whenever something goes wrong."""

from datetime import date, timedelta
from typing import Any

import pytest
import structlog.testing
from shelved import NOON, QUITTING, TEXTS_BY_SLUG, TODAY, WAGES, Base, Figures, reworded, small

from knowledge.editing import Change
from knowledge.entry import Entry
from knowledge.published import generation_of, standing
from knowledge.shelf import AGAIN_AFTER_S, Binder, Known, Shelf, Watch
from knowledge.versions import Act
from knowledge.words import Words


class Breakable(Binder):
    """A binder that can be told to fail, and counts."""

    fails = False
    bound = 0

    def bind(self, *arguments: Any, **given: Any) -> Known:
        self.bound += 1
        if self.fails:
            raise MemoryError("no room for an index")
        return super().bind(*arguments, **given)


@pytest.fixture
def binder(words: Words) -> Breakable:
    return Breakable(words, Figures())


async def opened(base: Base, binder: Binder) -> tuple[Shelf, Watch]:
    async with base.database.view() as session:
        generation, stands = await generation_of(session), await standing(session)
    shelf = Shelf(binder.bind_standing(stands, TODAY, generation, None))
    return shelf, Watch(shelf, binder, base.database, base.clock)


def told(shelf: Shelf, slug: str = WAGES) -> str:
    return shelf.now.library.text(slug, TODAY)


def starting(slug: str, day: date) -> str:
    return reworded(slug, lambda text: text.replace("valid_from: 2008-01-01", f"valid_from: {day}"))


async def test_a_publication_is_served_and_what_was_taken_before_stays_whole(lite: Base, binder: Breakable) -> None:
    shelf, watch = await opened(lite, binder)
    before = shelf.now
    assert not await watch.look() and shelf.now is before
    await lite.put(WAGES, reworded(WAGES))
    with structlog.testing.capture_logs() as logs:
        assert await watch.look() and not await watch.look()
    assert "又改了" in told(shelf) and "又改了" not in before.library.text(WAGES, TODAY)
    assert [(line["event"], line["generation"], line["entries"]) for line in logs] == [("knowledge_swapped", 4, 3)]


async def test_what_did_not_change_is_not_read_again(lite: Base, binder: Breakable) -> None:
    shelf, watch = await opened(lite, binder)
    before = shelf.now.library.entries
    await lite.put(WAGES, reworded(WAGES))
    await watch.look()
    after = shelf.now.library.entries
    assert after[QUITTING] is before[QUITTING] and after[WAGES] is not before[WAGES]


async def test_what_is_retired_is_found_no_more(lite: Base, binder: Breakable) -> None:
    shelf, watch = await opened(lite, binder)
    assert shelf.now.reader.read("辞职要提前几天").hits[0].slug == QUITTING
    await lite.change(Change(QUITTING, None, Act.RETIRE))
    await watch.look()
    assert QUITTING not in {hit.slug for hit in shelf.now.reader.read("辞职要提前几天").hits}
    assert QUITTING not in shelf.now.library.entries


async def test_an_entry_begins_and_ends_on_its_days_without_a_restart(lite: Base, binder: Breakable) -> None:
    await lite.put(QUITTING, starting(QUITTING, TODAY + timedelta(days=1)))
    over = reworded(WAGES, lambda text: text.replace("valid_until:", f"valid_until: {TODAY}"))
    await lite.put(WAGES, over)
    shelf, watch = await opened(lite, binder)
    assert WAGES in shelf.now.live and QUITTING not in shelf.now.live
    lite.now = NOON + timedelta(days=1)
    assert await watch.look() and not await watch.look()
    assert QUITTING in shelf.now.live and WAGES not in shelf.now.live
    assert shelf.now.reader.read("辞职要提前几天").hits[0].slug == QUITTING
    assert WAGES not in shelf.now.library.entries


async def test_a_day_on_which_nothing_begins_or_ends_builds_nothing(lite: Base, binder: Breakable) -> None:
    _, watch = await opened(lite, binder)
    lite.now = NOON + timedelta(days=1)
    assert not await watch.look() and binder.bound == 1


async def test_a_state_that_cannot_be_built_leaves_the_old_one_and_is_tried_again_later(
    lite: Base, binder: Breakable, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, watch = await opened(lite, binder)
    before, binder.fails = shelf.now, True
    await lite.put(WAGES, reworded(WAGES))
    with structlog.testing.capture_logs() as logs:
        assert not await watch.look() and not await watch.look()
    assert [line["event"] for line in logs] == ["knowledge_kept"]
    assert shelf.now is before and binder.bound == 2
    binder.fails = False
    assert not await watch.look()
    monkeypatch.setattr(watch, "_failed_at_s", watch._failed_at_s - AGAIN_AFTER_S - 1)
    assert await watch.look() and "又改了" in told(shelf)


async def test_a_failed_state_is_left_as_soon_as_another_is_published(lite: Base, binder: Breakable) -> None:
    shelf, watch = await opened(lite, binder)
    binder.fails = True
    await lite.put(WAGES, reworded(WAGES))
    await watch.look()
    binder.fails = False
    await lite.put(QUITTING, reworded(QUITTING))
    assert await watch.look() and "又改了" in told(shelf)


async def test_a_text_that_this_release_cannot_read_leaves_the_entry_as_it_was(lite: Base, binder: Breakable) -> None:
    shelf, watch = await opened(lite, binder)
    before = told(shelf)
    await lite.put(WAGES, reworded(WAGES, lambda text: text.replace("topic: 拖欠工资", "topic: 将来的主题")))
    with structlog.testing.capture_logs() as logs:
        assert await watch.look()
    assert [line["event"] for line in logs] == ["entry_unreadable", "knowledge_swapped"]
    assert (logs[0]["slug"], logs[0]["field"]) == (WAGES, "topic")
    assert told(shelf) == before


async def test_a_first_start_leaves_out_what_it_cannot_read(lite: Base, binder: Breakable) -> None:
    await lite.put(WAGES, reworded(WAGES, lambda text: text.replace("topic: 拖欠工资", "topic: 将来的主题")))
    shelf, _ = await opened(lite, binder)
    assert set(shelf.now.library.entries) == set(TEXTS_BY_SLUG) - {WAGES}


async def test_a_database_that_does_not_answer_changes_nothing(lite: Base, binder: Breakable) -> None:
    shelf, watch = await opened(lite, binder)
    before = shelf.now
    async with lite.database.writing() as connection:
        await connection.exec_driver_sql("DROP TABLE knowledge_generation")
    with structlog.testing.capture_logs() as logs:
        assert not await watch.look()
    assert shelf.now is before and [line["event"] for line in logs] == ["knowledge_kept"]


async def test_where_nothing_was_ever_published_the_first_state_stays(lite: Base, binder: Breakable) -> None:
    shelf = Shelf(binder.bind([small(WAGES)], TODAY))
    async with lite.database.writing() as connection:
        await connection.exec_driver_sql("DELETE FROM knowledge_generation")
    lite.now = NOON + timedelta(days=9_999)
    assert not await Watch(shelf, binder, lite.database, lite.clock).look()


def test_nothing_in_force_cannot_be_served(binder: Breakable) -> None:
    entries: list[Entry] = [small(QUITTING, starting(QUITTING, TODAY + timedelta(days=1)))]
    with pytest.raises(ValueError, match="needs entries"):
        binder.bind(entries, TODAY)
