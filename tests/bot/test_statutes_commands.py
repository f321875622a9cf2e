"""`niangjia statutes` and what `niangjia knowledge check` proves with statute text."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harness import create_tables
from shelved import QUITTING, TEXTS_BY_SLUG, Base
from small_law import LAW, RULES, folder_of

from bot.app import resource
from bot.cli import main
from bot.commands import proving
from bot.core.database import Database
from bot.core.settings import load
from knowledge import entry
from knowledge.entry import Entry
from knowledge.statutes import Statutes


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder of its own, with a configuration."""
    monkeypatch.chdir(tmp_path)
    run("init", ".")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def tables() -> None:
    asyncio.run(create_tables(load(Path("config.toml")).database.url))


async def published(slug: str) -> None:
    """Publishes an answer that rests on 劳动合同法 37."""
    database = Database(load(Path("config.toml")).database.url)
    await Base(database).put(slug, TEXTS_BY_SLUG[QUITTING])
    await database.close()


def imported(*laws: object) -> list[str]:
    folder = folder_of(Path("laws"), *laws)
    result = run("statutes", "import", str(folder))
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_import_tells_what_it_did() -> None:
    tables()
    assert imported(LAW, RULES) == ["2 new, 0 changed, 0 as they were"]
    assert imported(LAW, RULES) == ["0 new, 0 changed, 2 as they were"]


def test_a_changed_article_names_the_published_answers_that_rest_on_it() -> None:
    tables()
    asyncio.run(published("ours-alone"))
    law = LAW | {
        "short": "劳动合同法",
        "title": "中华人民共和国劳动合同法",
        "articles": [{"label": "第三十七条", "text": "三十日。"}],
    }
    imported(law)
    version = {"version": "2026-01-01修正", "articles": [{"label": "第三十七条", "text": "六十日。"}]}
    lines = imported(law | version)
    assert lines == [
        "劳动合同法 2026-01-01修正: new version; 1 articles differ: 37",
        "  ours-alone rests on 劳动合同法#37",
        "0 new, 1 changed, 0 as they were",
    ]


def test_a_damaged_file_imports_nothing_unless_it_may_be_passed_over() -> None:
    tables()
    folder = str(folder_of(Path("laws"), LAW, RULES | {"articles": [{"label": "第三条", "text": ""}]}))
    result = run("statutes", "import", folder)
    assert (result.exit_code, result.output) == (
        2,
        "Error: 1.json: articles[0].text: want the text of 第三条, got ''\n",
    )
    assert run("statutes", "show", "试验法").exit_code == 2
    lines = run("statutes", "import", folder, "--lenient").output.splitlines()
    assert lines[0].startswith("passed over: 1.json: articles[0].text")
    assert lines[1] == "1 new, 0 changed, 0 as they were"


def test_show_and_find() -> None:
    tables()
    imported(LAW, RULES)
    shown = run("statutes", "show", "试验法", "276-1").output
    assert "中华人民共和国试验法 2018-06-30修正（2018-09-01施行）: 3 articles, from 2018-09-01, 现行有效" in shown
    assert "第二百七十六条之一　拿走苹果的，还百分之八十。" in shown
    assert "no such article" in run("statutes", "show", "试验法", "9").output
    assert "3 articles" in run("statutes", "show", "试验法").output
    assert run("statutes", "find", "三十日 苹果").output == "试验法 第一条　试验的人，应当在三十日内得到二倍的苹果。\n"
    assert "第一条" in run("statutes", "find", "试验苹果应当").output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "婚姻法", "1"), "no statute '婚姻法' is held"),
        (("show", "婚姻法"), "no statute '婚姻法' is held"),
        (("show", "试验法", "第一章"), "no article number: '第一章'"),
        (("find", "不存在的话"), "no article holds '不存在的话'"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, ...], sentence: str) -> None:
    tables()
    result = run("statutes", *arguments)
    assert result.exit_code == 2
    assert result.output.startswith(f"Error: {sentence}")


def test_the_index_is_made_from_the_files(tmp_path: Path) -> None:
    result = run("statutes", "index", str(folder_of(tmp_path / "laws", LAW)))
    assert json.loads(result.output)["试验法"]["articles"] == ["1", "2", "276-1"]
    (tmp_path / "index").write_text(result.output, "utf-8")
    assert [one.short for one in Statutes.from_index(tmp_path / "index")] == ["试验法"]


def test_without_text_only_the_index_proves(real: list[Entry]) -> None:
    config = Path("config.toml")
    for prover in (proving.prover(None, Path("nowhere.toml")), proving.prover(None, config)):
        assert prover.statutes is None
        assert list(prover.problems(real)) == []
        assert "no figure was proved" in prover.against
    tables()
    assert proving.prover(None, config).statutes is None


def test_text_proves_figures_from_a_folder_or_the_database(real: list[Entry]) -> None:
    tables()
    imported(LAW | {"short": "劳动合同法", "title": "中华人民共和国劳动合同法"})
    for law in (Path("laws"), None):
        prover = proving.prover(law, Path("config.toml"))
        assert prover.against == "figures proved against 1 statutes"
        problems = list(prover.problems(real))
        assert any(one.endswith("does not exist or is not in force") for one in problems)
        assert any("in no cited article" in one for one in problems)
        assert prover.idle([])[0].startswith("explained_figures.txt: no longer said: ")


@pytest.fixture(scope="module")
def real() -> list[Entry]:
    return entry.load(resource("knowledge", "faq"))[:20]
