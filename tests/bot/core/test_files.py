"""Files at rest: whole, sealed, and only under their own name."""

from pathlib import Path

import pytest

from bot.core.crypt import Keyring, new_key
from bot.core.errors import KeyMissing, SealBroken
from bot.core.files import FileGone, Files

CONTENT = b"\x00\xff" * 5000


def files(folder: Path, key: str) -> Files:
    return Files(f"file:///{folder}/files", Keyring.parse(key))


async def test_what_was_put_is_got_and_lies_there_sealed(tmp_path: Path) -> None:
    one = files(tmp_path, new_key("a"))
    await one.put("evidence/1", CONTENT)
    assert await one.get("evidence/1") == CONTENT
    assert CONTENT[:64] not in (tmp_path / "files" / "evidence" / "1").read_bytes()


async def test_the_same_name_again_replaces(tmp_path: Path) -> None:
    one = files(tmp_path, new_key("a"))
    await one.put("x", b"old")
    await one.put("x", b"new")
    assert await one.get("x") == b"new"


async def test_nothing_under_a_name_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileGone):
        await files(tmp_path, new_key("a")).get("evidence/2")


async def test_a_file_moved_to_another_name_does_not_open(tmp_path: Path) -> None:
    one = files(tmp_path, new_key("a"))
    await one.put("mine", CONTENT)
    (tmp_path / "files" / "mine").rename(tmp_path / "files" / "other")
    with pytest.raises(SealBroken):
        await one.get("other")


async def test_without_its_key_it_does_not_open(tmp_path: Path) -> None:
    await files(tmp_path, new_key("a")).put("x", CONTENT)
    with pytest.raises(KeyMissing):
        await files(tmp_path, new_key("b")).get("x")


def test_who_stores_nothing_makes_no_folder(tmp_path: Path) -> None:
    files(tmp_path, new_key("a"))
    assert list(tmp_path.iterdir()) == []
