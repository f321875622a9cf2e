"""`niangjia knowledge …`: from a draft to what is served and back, and everything said so that staff can read it."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harness import create_tables
from shelved import INJURY, QUITTING, TEXTS_BY_SLUG, WAGES
from sqlalchemy import update

from bot.cli import main
from bot.commands import entries, exchange
from bot.core.clock import utc_now
from bot.core.database import Database
from bot.core.settings import load
from knowledge import editing
from knowledge.exchange import BASES
from knowledge.merging import Verdict
from knowledge.published import ensure_starter
from knowledge.versions import EntryVersion, State
from rights.parameters import Parameters

WHO = ("--by", "张敏", "--why", "试一试")
SMALL = {slug: text.replace("{{热线}}", "12351") for slug, text in TEXTS_BY_SLUG.items()}


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["knowledge", *arguments], input=given)


def said(*arguments: str, given: str | None = None) -> str:
    result = run(*arguments, given=given)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output
    return result.stderr.removeprefix("Error: ").rstrip("\n")


def file_of(slug: str, text: str) -> str:
    Path(f"{slug}.md").write_text(text, "utf-8")
    return f"{slug}.md"


def published(slug: str, text: str) -> None:
    said("draft", file_of(slug, text), *WHO)
    said("review", slug)
    said("publish", slug, *WHO)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder of its own, with a configuration, tables, and the small answers published."""
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["init", "."])
    monkeypatch.setenv("NIANGJIA_CONFIG", "config.toml")
    Path("faq").mkdir()
    for slug, text in SMALL.items():
        Path(f"faq/{slug}.md").write_text(text, "utf-8")
    asyncio.run(_starter())


async def _starter() -> None:
    url = load(Path("config.toml")).database.url
    await create_tables(url)
    database = Database(url)
    await ensure_starter(database, Path("faq"), Parameters({}), utc_now())
    await database.close()


def test_from_draft_to_published_and_back() -> None:
    text = SMALL[WAGES] + "\n又改了。\n"
    assert said("draft", file_of(WAGES, text), *WHO) == entries.DRAFTED.format(slug=WAGES, number=2) + "\n"
    assert "+又改了。" in said("diff", WAGES)
    assert said("review", WAGES) == entries.REVIEWED.format(slug=WAGES, number=2) + "\n"
    assert said("publish", WAGES, *WHO) == (
        entries.PUBLISHED.format(generation=2, what=f"发布 {WAGES}", asked=24) + "\n"
    )
    assert "回退" in said("rollback", WAGES, *WHO)
    assert entries.STATES[State.REPLACED] in said("history", WAGES)
    assert "2 → 1" in said("history", WAGES) and "张敏" in said("history", WAGES)
    assert "+又改了。" in said("diff", WAGES, "1", "2")
    assert [line.split("　")[0] for line in said("list").splitlines()] == [INJURY, QUITTING, WAGES]
    assert WAGES in said("list", "--state", "replaced")
    assert said("list", "--state", "review") == ""


def test_retiring_asks_first_and_leaves_something_to_answer_with() -> None:
    no = run("retire", QUITTING, *WHO, given="n\n")
    assert no.exit_code == 1 and entries.SURE_RETIRE.format(slugs=QUITTING) in no.output
    assert QUITTING in said("list")
    assert f"停用 {QUITTING}" in said("retire", QUITTING, *WHO, given="y\n")
    assert QUITTING not in said("list") and QUITTING in said("list", "--state", "retired")
    assert "nothing would be left" in refused("retire", WAGES, INJURY, "--yes", *WHO)


def test_a_dropped_draft_leaves_the_list_and_stays_in_the_history() -> None:
    said("draft", file_of(WAGES, SMALL[WAGES] + "\n又改了。\n"), *WHO)
    assert said("drop", WAGES) == entries.DROPPED.format(slug=WAGES, number=2) + "\n"
    assert "第 2 版" not in said("list") and "第 2 版" in said("history", WAGES)


def test_a_bad_draft_is_refused_with_field_and_rule() -> None:
    assert "topic" in refused("draft", file_of(WAGES, SMALL[WAGES].replace("topic: ", "topic: 不")), *WHO)
    assert "没有的数" in refused("draft", file_of(WAGES, SMALL[WAGES] + "{{没有的数}}"), *WHO)
    assert "劳动法#999" in refused("draft", file_of(WAGES, SMALL[WAGES].replace("劳动法#50", "劳动法#999")), *WHO)
    assert "第 2 版" not in said("history", WAGES)


def test_a_publication_that_flips_a_question_is_stopped_unless_there_is_a_reason() -> None:
    said("correct", "我要辞职提前几天说", QUITTING, "--by", "张敏")
    asks = "\n".join(f"  - 我要辞职提前几天说{mark}" for mark in "啊呀呢吧嘛哦哟哇")
    front, _, rest = SMALL[QUITTING].partition("ask:\n")
    rival = f"{front}ask:\n{asks}\n{rest[rest.index('citations:') :]}"
    said("draft", file_of("quitting-rival", rival), *WHO)
    said("review", "quitting-rival")
    stopped = refused("publish", "quitting-rival", *WHO)
    assert "我要辞职提前几天说" in stopped and "没有发布" in stopped
    assert "已发布" in said("publish", "quitting-rival", *WHO, "--anyway", "主任定的")
    assert "主任定的" in said("history", "quitting-rival")


def test_a_correction_needs_an_entry_that_stands() -> None:
    assert refused("correct", "老板跑了", "no-such", "--by", "张敏") == editing.UNKNOWN.format(slug="no-such")
    said("retire", WAGES, "--yes", *WHO)
    assert refused("correct", "老板跑了", WAGES, "--by", "张敏") == exchange.NOT_STANDING.format(slug=WAGES)


def test_a_correction_is_shown_as_it_is_kept() -> None:
    assert "13812345678" not in said("correct", "电话13812345678，老板不发工资", WAGES, "--by", "张敏")


@pytest.mark.parametrize("target", ["out", "out.xlsx", "out.csv"])
def test_what_is_exported_comes_back_as_the_same(target: str) -> None:
    assert said("export", target) == exchange.EXPORTED.format(count=3, path=target) + "\n"
    assert said("import", target, *WHO, "--publish", "--yes").splitlines() == [
        f"{exchange.VERDICTS[Verdict.SAME]} 3 条",
        exchange.NOTHING_TO_DO,
    ]


def test_a_file_is_overwritten_only_after_asking() -> None:
    said("export", "out.csv")
    Path("out.csv").write_text("mine", "utf-8")
    assert run("export", "out.csv", given="n\n").exit_code == 1 and Path("out.csv").read_text("utf-8") == "mine"
    said("export", "out.csv", given="y\n")
    assert Path("out.csv").read_text("utf-8") != "mine"


def test_an_import_shows_conflicts_keeps_what_is_here_and_ends_with_status_1() -> None:
    published(WAGES, SMALL[WAGES] + "\n这里改的。\n")
    for slug in (WAGES, QUITTING):
        Path(f"faq/{slug}.md").write_text(SMALL[slug] + "\n下一版改的。\n", "utf-8")
    result = run("import", "faq", *WHO, "--publish", "--yes")
    assert result.exit_code == 1
    told = {"slug": WAGES, "ours": 2, "place": f"{WAGES}.md", "base": exchange.FROM.format(number=1)}
    assert exchange.CONFLICT.format(**told) in result.output
    assert f"导入 {QUITTING}" in result.output and f"导入 {WAGES}" not in result.output
    assert f"导入 {WAGES}" in said("import", "faq", *WHO, "--publish", "--yes", "--take", WAGES)


def test_an_import_that_is_not_published_is_kept_as_drafts() -> None:
    Path(f"faq/{QUITTING}.md").write_text(SMALL[QUITTING] + "\n下一版改的。\n", "utf-8")
    assert exchange.KEPT_AS_DRAFTS.format(count=1) in said("import", "faq", *WHO)
    assert QUITTING in said("list", "--state", "draft")


def test_publishing_an_import_asks_first() -> None:
    Path(f"faq/{QUITTING}.md").write_text(SMALL[QUITTING] + "\n下一版改的。\n", "utf-8")
    result = run("import", "faq", *WHO, "--publish", given="n\n")
    assert result.exit_code == 1 and exchange.SURE_PUBLISH.format(count=1) in result.output
    assert said("list", "--state", "draft") == ""


def test_a_folder_tells_from_which_versions_it_was_taken() -> None:
    published(WAGES, SMALL[WAGES] + "\n这里改的。\n")
    said("export", "out")
    assert json.loads(Path(f"out/{BASES}").read_text("utf-8"))[WAGES].startswith("2-")


def test_check_reads_what_is_published_too() -> None:
    assert "published " not in run("check").output.replace("are published", "")
    asyncio.run(_spoil(WAGES))
    result = run("check")
    assert result.exit_code == 1 and f"published {WAGES}.md: a: unknown key" in result.output


async def _spoil(slug: str) -> None:
    """As if another release had written the published text."""
    database = Database(load(Path("config.toml")).database.url)
    async with database.session() as session:
        await session.execute(update(EntryVersion).where(EntryVersion.slug == slug).values(text="---\na: 1\n---\n"))
    await database.close()


def test_an_entry_that_is_over_shows_its_days() -> None:
    over = SMALL[WAGES].replace("valid_until:", f"valid_until: {date(2021, 1, 1)}")
    published(WAGES, over)
    assert "2021-01-01" in said("list", "--state", "published")
