"""Statutes in the database, of each kind: what an import keeps and tells, and what is found again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from small_law import statute
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.core.database import Database
from knowledge.entry import Citation
from knowledge.law import Law
from knowledge.law_import import Change, Imported, dependents, digest, store
from knowledge.law_models import StatuteArticle, StatuteVersion
from knowledge.law_names import asked, key
from knowledge.statutes import Statute

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
async def database(database_url: str) -> Any:
    one = Database(database_url)
    yield one
    await one.close()


async def kept(database: Database, *statutes: Statute, names: dict[str, str] | None = None) -> Imported:
    return await store(database, statutes, names or {}, NOW)


async def rows(database: Database) -> tuple[int, int]:
    async with database.reading() as connection:
        counts = [select(func.count()).select_from(table) for table in (StatuteVersion, StatuteArticle)]
        return tuple([(await connection.execute(count)).scalar_one() for count in counts])  # type: ignore[return-value]


async def text_of(law: Law, words: str, on: date = TODAY) -> str:
    passages = await law.look_up(asked(words), on)
    assert passages
    return passages[0].articles[0].text


async def test_the_same_again_changes_nothing(database: Database) -> None:
    assert (await kept(database, statute(), statute("别法"))).new == ["试验法", "别法"]
    before = await rows(database)
    other_marks = {"1": "在三十日内，给二倍。", "2": "有下列情形之一的:\n\n(一)下雨的;\n(二)刮风的"}
    again = await kept(database, statute(articles=other_marks), statute("别法"))
    assert (again.new, again.changes, again.same) == ([], [], ["试验法", "别法"])
    assert await rows(database) == before


async def test_a_changed_article_makes_a_version_and_is_told(database: Database) -> None:
    await kept(database, statute())
    new = statute(version="2026-01-01", effective=date(2026, 1, 1), articles={"1": "在三十日内给三倍。", "3": "新的。"})
    done = await kept(database, new)
    assert done.changes == [Change("试验法", "2026-01-01", "new version", ("1", "3", "2"))]
    law = Law(database)
    assert await text_of(law, "试验法1", date(2025, 12, 31)) == "在三十日内给二倍。"
    assert await text_of(law, "试验法1") == "在三十日内给三倍。"
    held = await law.versions("试验法")
    assert [(one.effective, one.until, count) for one, count in held] == [
        (date(2026, 1, 1), None, 2),
        (date(2018, 9, 1), date(2025, 12, 31), 2),
    ]


async def test_a_corrected_text_of_the_same_version_takes_its_place(database: Database) -> None:
    await kept(database, statute())
    done = await kept(
        database, statute(articles={"1": "对的。", "2": "有下列情形之一的：（一）下雨的；（二）刮风的。"})
    )
    assert done.touched == {Citation("试验法", "1")}
    assert await text_of(Law(database), "试验法1") == "对的。"
    assert [one.articles["1"] for one in await Law(database).statutes()] == ["对的。"]


async def test_an_older_version_touches_no_answer(database: Database) -> None:
    await kept(database, statute())
    done = await kept(database, statute(effective=date(1994, 1, 1), articles={"1": "旧的。"}))
    assert done.changes[0].articles == ()
    assert await text_of(Law(database), "试验法1") == "在三十日内给二倍。"


async def test_an_excerpt_does_not_take_articles_away(database: Database) -> None:
    await kept(database, statute())
    some = statute(title="试验法（节选）", effective=date(2026, 1, 1), articles={"1": "在三十日内给二倍。"})
    assert (await kept(database, some)).touched == frozenset()


async def test_a_repealed_statute_touches_every_article(database: Database) -> None:
    await kept(database, statute())
    done = await kept(database, statute(status="已废止"))
    assert [change.what for change in done.changes] == ["state: 已废止"]
    assert done.touched == {Citation("试验法", "1"), Citation("试验法", "2")}
    [(held, _)] = await Law(database).versions("试验法")
    assert held.repealed


async def test_nothing_is_half_imported(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await kept(database, statute(), statute("坏法", title=None))
    assert await rows(database) == (0, 0)


def test_what_rests_on_what_changed_is_named() -> None:
    resting = [("a.md", [Citation("试验法", "1"), Citation("试验法", "2")]), ("b.md", [Citation("别法", "1")])]
    assert dependents([Citation("试验法", "2"), Citation("别法", "7")], resting) == [
        ("a.md", [Citation("试验法", "2")])
    ]


def test_the_digest_is_of_numbers_too() -> None:
    assert digest(statute(articles={"1": "甲"})) != digest(statute(articles={"2": "甲"}))


@pytest.mark.parametrize("name", ["苹果纠纷条例", "《中华人民共和国苹果纠纷条例》", "纠纷条例", "苹果条例"])
async def test_a_statute_is_found_by_its_names(database: Database, name: str) -> None:
    await kept(database, statute("苹果纠纷条例"), names={key("苹果条例"): "苹果纠纷条例"})
    assert await text_of(Law(database), f"{name}第一条") == "在三十日内给二倍。"


@pytest.mark.parametrize("name", ["纠纷条例", "条例", "仲裁法", "100%条例"])
async def test_a_part_of_two_names_or_of_a_law_is_none(database: Database, name: str) -> None:
    await kept(database, statute("苹果纠纷条例"), statute("梨子纠纷条例"), statute("调解仲裁法"))
    assert not await Law(database).look_up(asked(f"{name}第一条"), TODAY)
    assert await Law(database).versions(name) == []


async def test_text_is_found_in_what_is_in_force(database: Database) -> None:
    late = statute("后法", articles={"9": "给苹果。"}, effective=date(2027, 1, 1))
    apples = statute(
        "苹果法", articles={"1": "苹果一个。", "2": "苹果、苹果、苹果。", "3": "梨和苹果。", "4": "100%的梨_。"}
    )
    await kept(database, late, apples)
    law = Law(database)
    assert [one.number for _, one in await law.find("苹果", TODAY)] == ["2", "1", "3"]
    assert [one.number for _, one in await law.find("苹果 梨", TODAY)] == ["3"]
    assert [one.number for _, one in await law.find("0%", TODAY)] == ["4"]
    assert [one.number for _, one in await law.find("苹果", TODAY, most=1)] == ["2"]
    assert await law.find("_果", TODAY) == await law.find(" ", TODAY) == []


async def test_statutes_come_back_as_they_were(database: Database) -> None:
    one, other = statute(effective=None), statute("别法", articles={"10": "甲", "9": "乙"})
    await kept(database, one, other)
    [back] = await Law(database).statutes(["别法"])
    assert (back.short, list(back.articles.items()), back.effective) == (
        "别法",
        [("10", "甲"), ("9", "乙")],
        other.effective,
    )
    assert {held.effective for held in await Law(database).statutes()} == {None, other.effective}
