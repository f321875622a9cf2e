"""What the shipped answers say first to one who was beaten, and which is found for wages owed by a named firm."""

from pathlib import Path

import pytest

FAQ = Path(__file__).parents[2] / "knowledge" / "faq"


@pytest.mark.parametrize("slug", ["beaten-by-the-boss", "injury-beaten-at-work"])
def test_one_who_was_beaten_reads_of_the_police_first(slug: str) -> None:
    first = (FAQ / f"{slug}.md").read_text(encoding="utf-8").split("---\n")[2].splitlines()[0]
    assert "110" in first


def test_arrears_with_a_factory_and_a_sum_are_a_way_of_asking_for_arrears() -> None:
    assert "电子厂拖欠我两个月工资八千" in (FAQ / "wage-arrears-what-to-do.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", ["我被包工头打了", "被老板打了", "老板打人怎么办"])
def test_a_beating_is_a_way_of_asking_of_its_own_answer(asked: str) -> None:
    assert f"  - {asked}\n" in (FAQ / "beaten-by-the-boss.md").read_text(encoding="utf-8")
