"""What can be done about a sum: where, free of charge, by when; never a lawsuit."""

from datetime import date

import pytest
from rights_support import CALCULATORS

from rights import next_step as steps
from rights.next_step import FREE, next_step

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("name", CALCULATORS)
def test_nobody_is_told_to_sue(name: str) -> None:
    said = next_step(name, "2026-10-31", TODAY)
    assert not any(word in said for word in ("起诉", "打官司", "法院"))
    assert not said or said.startswith("能做的：")


@pytest.mark.parametrize("name", [*steps.INSPECTED, *steps.ARBITRATED, "injury", "injury_death"])
def test_it_costs_nothing(name: str) -> None:
    assert FREE in next_step(name, None, TODAY)


def test_the_last_day_is_told_where_the_end_of_the_job_was() -> None:
    assert "2027-10-31" in next_step("severance", "2026-10-31", TODAY)
    assert "2025-02-28" in next_step("arrears", "2024-02-29", TODAY) and "12348" in next_step(
        "arrears", "2024-02-29", TODAY
    )
    assert steps.WHILE_EMPLOYED in next_step("overtime", None, TODAY)


def test_the_second_wage_has_no_day_the_law_leaves_open() -> None:
    assert steps.WITHIN_A_YEAR in next_step("no_contract", "2026-10-31", TODAY)
