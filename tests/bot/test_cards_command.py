"""`niangjia cards`: codes for an account that may make them, words for one that may not."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harness import Product

from bot.cli import main
from bot.commands.cards import make


async def run(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, ["cards", *arguments])


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration of an account without codes."""
    path = tmp_path / "config.toml"
    path.write_text(
        '[wechat]\nappid = "wx1"\ntoken = "abcdefgh"\naes_key = "' + "k" * 42 + 'A"\naccount = "unverified"\n', "utf-8"
    )
    return path


async def test_an_account_without_codes_gets_words_to_print(config: Path, tmp_path: Path) -> None:
    done = await run("东门工地", "--config", str(config), "--to", str(tmp_path / "cards"))
    assert done.exit_code == 0 and "「心连心卡东门工地」" in done.output
    assert not (tmp_path / "cards").exists()


@pytest.mark.parametrize("names", [["../x"], ["名" * 33], ["a b"], ["n"] * 201])
async def test_a_bad_name_or_too_many_are_refused(config: Path, names: list[str]) -> None:
    done = await run(*names, "--config", str(config))
    assert done.exit_code == 2 and "card" in done.stderr


async def test_each_code_is_drawn(running: Product, tmp_path: Path) -> None:
    await make(running.parts.settings, ["东门工地", "card-2"], tmp_path)
    for name in ("东门工地", "card-2"):
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
