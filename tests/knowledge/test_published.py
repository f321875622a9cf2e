"""The starter set is published once, by whichever process is first."""

import asyncio
from pathlib import Path

import pytest
from shelved import NOON, TEXTS_BY_SLUG, WAGES, Base, reworded

from bot.core.database import Database
from knowledge.editing import Change
from knowledge.entry import EntryError
from knowledge.published import ensure_starter, standing, unseen
from knowledge.versions import Act

FIGURES = ("热线",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "faq"
    folder.mkdir()
    for slug, text in TEXTS_BY_SLUG.items():
        (folder / f"{slug}.md").write_text(text, "utf-8")
    return folder


async def test_two_processes_that_start_at_once_publish_it_once(base: Base, folder: Path) -> None:
    other = Database(base.database.url)
    counts = await asyncio.gather(
        *(ensure_starter(one, folder, FIGURES, NOON) for one in (base.database, other, base.database))
    )
    await other.close()
    assert sorted(counts) == [0, 0, 3]
    assert (await base.generation(), await base.stands()) == (1, dict.fromkeys(TEXTS_BY_SLUG, 1))
    async with base.database.view() as session:
        assert {one.slug: one.text for one in await standing(session)} == TEXTS_BY_SLUG


async def test_what_was_changed_or_retired_here_is_not_touched(base: Base, folder: Path) -> None:
    await base.put(WAGES, reworded(WAGES))
    await base.change(Change(WAGES, None, Act.RETIRE))
    assert await ensure_starter(base.database, folder, FIGURES, NOON) == 0
    assert await base.stands() == {}


async def test_a_bad_starter_set_publishes_nothing(base: Base, folder: Path) -> None:
    with pytest.raises(EntryError, match="热线"):
        await ensure_starter(base.database, folder, (), NOON)
    assert await base.generation() == 0


async def test_what_a_later_release_changed_is_counted(base: Base, folder: Path) -> None:
    await ensure_starter(base.database, folder, FIGURES, NOON)
    assert await unseen(base.database, folder) == 0
    (folder / f"{WAGES}.md").write_text(reworded(WAGES), "utf-8")
    assert await unseen(base.database, folder) == 1


async def test_an_empty_folder_publishes_nothing(base: Base, tmp_path: Path) -> None:
    assert await ensure_starter(base.database, tmp_path, FIGURES, NOON) == 0
    assert await base.generation() == 0
