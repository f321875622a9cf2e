"""`niangjia places`: listed at the first migration, written to a file, changed there, brought in again."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.commands.places import EXPORTED, HIDDEN, NO_OFFICE, NONE, SAME, SURE_GONE, SURE_OVERWRITE, UNCONFIRMED
from union import place_sheet

OFFICE = "试办中心,工会,兴庆区,试办路1号,0951-0000000,,38.48,106.23,试,2026-11-01,试的人,{}\n"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def said(*arguments: str, given: str | None = None) -> str:
    result = run("places", *arguments, given=given)
    assert result.exit_code == 0, result.output
    return result.output


def exported(*more: str) -> str:
    """A file with the list and these lines."""
    said("export", "list.csv", "--yes")
    path = Path("list.csv")
    path.write_text(path.read_text("utf-8") + "".join(more), "utf-8")
    return "list.csv"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder of its own, with a configuration and tables."""
    monkeypatch.chdir(tmp_path)
    run("init", ".")
    monkeypatch.setenv("NIANGJIA_CONFIG", "config.toml")
    assert "places are listed" in run("migrate").output


def test_the_first_migration_lists_what_ships_and_later_ones_leave_the_list_alone() -> None:
    assert "12351" in said("list")
    Path("none.csv").write_bytes(place_sheet.write([]))
    said("import", "none.csv", "--yes")
    assert "places" not in run("migrate").output
    assert said("list").strip() == NONE


def test_what_is_written_comes_in_as_the_same() -> None:
    count = len(said("list").splitlines())
    assert said("export", "list.csv").strip() == EXPORTED.format(count=count, path="list.csv")
    assert said("import", "list.csv").strip() == SAME
    assert said("import").strip() == SAME  # what ships


def test_a_file_is_overwritten_only_after_asking() -> None:
    Path("list.csv").write_text("mine", "utf-8")
    result = run("places", "export", "list.csv", given="n\n")
    assert result.exit_code == 1 and SURE_OVERWRITE.format(path="list.csv") in result.output
    assert Path("list.csv").read_text("utf-8") == "mine"


def test_an_office_is_added_changed_and_taken_away_after_asking() -> None:
    assert said("import", exported(OFFICE.format("A"))).strip() == "新增 1 处：试办中心"
    moved = Path("list.csv").read_text("utf-8").replace("试办路1号", "试办路2号")
    Path("list.csv").write_text(moved, "utf-8")
    assert said("import", "list.csv").strip() == "改动 1 处：试办中心"
    assert "试办路2号" in said("list")
    Path("list.csv").write_text(moved.replace("试办中心", "#试办中心"), "utf-8")
    kept = run("places", "import", "list.csv", given="n\n")
    assert kept.exit_code == 1 and SURE_GONE.format(count=1) in kept.output and "试办中心" in said("list")
    assert "不再列出 1 处：试办中心" in said("import", "list.csv", given="y\n")
    assert "试办中心" not in said("list")


def test_one_mistake_and_nothing_is_taken() -> None:
    before = said("list")
    result = run("places", "import", exported(OFFICE.format("A"), OFFICE.format("A").replace("试办中心,", ",")))
    assert result.exit_code == 2 and "「名称」" in result.stderr and "Traceback" not in result.output
    assert said("list") == before


def test_the_check_tells_what_the_list_lacks_and_does_not_block() -> None:
    told = run("check").output
    assert f"note  places: {NO_OFFICE}" in told and UNCONFIRMED.partition("{")[0] in told
    assert "confirmed more than a year ago: " in told and "MEND  places" not in told
    said("import", exported(OFFICE.format("U")))
    assert NO_OFFICE in run("check").output and "试办中心　工会　兴庆区　试办路1号" in said("list")
    assert said("list").rstrip().endswith(HIDDEN)
    Path("list.csv").write_text(Path("list.csv").read_text("utf-8").replace("试的人,U", "试的人,A"), "utf-8")
    said("import", "list.csv")
    assert NO_OFFICE not in run("check").output
