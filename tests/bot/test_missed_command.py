"""`niangjia missed`: groups by likeness, a draft for people to finish, and the answers called of no use."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from harness import create_tables
from shelved import QUITTING, TEXTS_BY_SLUG, Base

from bot.app import resource
from bot.cli import main
from bot.commands.missed import DRAFTED, NO_VERDICTS, NONE
from bot.core.clock import today, utc_now
from bot.core.crypt import Keyring, new_key
from bot.core.database import Database
from knowledge import entry
from knowledge.missed import Missed, Reason, Why
from knowledge.missed_groups import NAME_CHARACTERS
from knowledge.words import Words

KEY = new_key("k")
URL = "sqlite+aiosqlite:///var/niangjia.db"
CONFIG = f'[wechat]\nappid = "wx1"\ntoken = "xB7kQ2nR9pLm"\nmode = "clear"\n[keys]\ndata = "{KEY}"\n'
MOTORBIKE = ["骑摩托上班摔了算工伤吗", "骑摩托车上班摔了算不算工伤", "上班骑摩托摔伤算工伤吗"]
PHONE_BAN = "厂里不让带手机进车间"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load(resource("knowledge", "words"))


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: Words) -> None:
    """In a folder of its own with a configuration and empty tables, and words that were read before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Words, "load", lambda _folder: words)
    Path("config.toml").write_text(CONFIG, "utf-8")
    asyncio.run(create_tables(URL))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["missed", *arguments])


def given(work: Any) -> Any:
    """What `work` does with the store, committed."""

    async def inside() -> Any:
        database = Database(URL)
        async with database.session() as session:
            done = await work(Missed(session, Keyring.parse(KEY)))
        await database.close()
        return done

    return asyncio.run(inside())


async def some(missed: Missed) -> None:
    now = today(utc_now())
    for ago, text in enumerate(MOTORBIKE):
        await missed.keep(text, Why.REPHRASED, now - timedelta(days=ago), "injury-commute-detour", 0.3)
    name = await missed.keep(PHONE_BAN, Why.NOT_USEFUL, now, None)
    await missed.explain(name, Reason.WRONG)
    await missed.keep("很久以前的一句", Why.OFFERED, now - timedelta(days=40), None)


async def published(slug: str, text: str) -> None:
    database = Database(URL)
    await Base(database).put(slug, text)
    await database.close()


def names() -> list[str]:
    return re.findall(rf"^[0-9a-f]{{{NAME_CHARACTERS}}}", run("list").stdout, re.MULTILINE)


def test_with_nothing_missed_it_says_so() -> None:
    assert run("list").stdout == NONE.format(days=30) + "\n"
    assert run("feedback", "--days", "7").stdout == NO_VERDICTS.format(days=7) + "\n"


def test_the_largest_group_comes_first_with_count_newest_day_and_guess() -> None:
    given(some)
    first, second, third, fourth = run("list").stdout.splitlines()
    assert first.split()[1:3] == ["3", today(utc_now()).isoformat()] and first.split()[3] in MOTORBIKE
    assert "没听懂 3" in second and "injury-commute-detour" in second
    assert third.split()[1] == "1" and third.endswith(f"【核对】{PHONE_BAN}")
    assert "没用 1" in fourth
    assert "很久以前" in run("list", "--days", "60").stdout


def test_showing_a_group_prints_every_question_with_its_reason() -> None:
    given(some)
    large, small = names()
    shown = run("show", large).stdout
    assert [text for text in MOTORBIKE if text not in shown] == [] and PHONE_BAN not in shown
    assert "没用（数字或条文不对）" in run("show", small).stdout


def test_a_draft_has_the_questions_and_waits_for_somebody(tmp_path: Path) -> None:
    given(some)
    asyncio.run(published("injury-commute-detour", TEXTS_BY_SLUG[QUITTING]))
    result = run("draft", names()[0], "drafts")
    relative = Path("drafts") / f"draft-{names()[0]}.md"
    path = tmp_path / relative
    assert (result.exit_code, result.stdout) == (0, f"{DRAFTED.format(path=relative, name=names()[0])}\n")
    text = path.read_text("utf-8")
    assert [one for one in MOTORBIKE if f'  - "{one}"' not in text] == []
    assert "topic: 辞职与离职手续\n" in text  # of the answer as it is published here
    with pytest.raises(entry.EntryError):
        entry.parse("draft.md", text)
    again = run("draft", names()[0], "drafts")
    assert again.exit_code == 2 and "is there already" in again.stderr


def test_what_is_done_is_listed_no_more_and_its_name_stays_when_others_join() -> None:
    given(some)
    large, small = names()
    given(lambda missed: missed.keep("骑摩托上班摔了算工伤不", Why.OFFERED, today(utc_now()), None))
    assert names()[0] == large
    assert run("done", large, "--why", "加了一条").stdout == "4 questions are off the list\n"
    assert names() == [small]


@pytest.mark.parametrize("command", [["show"], ["draft"], ["done", "--why", "x"]])
def test_a_name_nobody_has_is_refused(command: list[str]) -> None:
    given(some)
    name, folder = command[0], ["drafts"] if command[0] == "draft" else []
    result = run(name, "zzzzzz", *folder, *command[1:])
    assert result.exit_code == 2 and "no group is called 'zzzzzz'" in result.stderr


def test_a_name_that_several_could_have_is_refused() -> None:
    given(some)
    result = run("show", "")
    assert result.exit_code == 2 and "more than one group" in result.stderr


def test_feedback_lists_the_worst_first_and_marks_what_is_called_wrong() -> None:
    async def said(missed: Missed) -> None:
        now = today(utc_now())
        await missed.count("good", now, useful=3, not_useful=1)
        await missed.count("bad", now, not_useful=2, wrong=1)

    given(said)
    first, second = run("feedback").stdout.splitlines()
    assert first.split()[0] == "100%" and "bad" in first and "【核对】1" in first
    assert second.split()[0] == "25%" and second.endswith("good")
