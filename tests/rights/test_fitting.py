"""Which papers serve which matter."""

import pytest

from rights.fitting import fitting, free_by, keeps, others
from rights.limit_table import RIGHTS
from rights.limits import Matter
from rights.paper import discover


@pytest.mark.parametrize("matter", list(Matter))
def test_every_paper_can_be_reached_once(matter: Matter) -> None:
    reached = [one.name for one in (*fitting(matter), *others(matter))]
    assert sorted(reached) == sorted(discover()) and fitting(matter)


@pytest.mark.parametrize(
    ("matter", "first"), [(Matter.WAGES, "inspection"), (Matter.INJURY, "injury"), (Matter.DISMISSAL, "arbitration")]
)
def test_what_is_filed_most_comes_first(matter: Matter, first: str) -> None:
    assert fitting(matter)[0].name == first


def test_rights_are_kept_by_papers_that_are_there() -> None:
    kept = {one.name: paper.name for one in RIGHTS if (paper := keeps(one.name))}
    assert kept == {"arbitration": "arbitration", "inspection": "inspection", "recognition": "injury"}


def test_only_what_the_texts_say_costs_nothing() -> None:
    assert {name: free_by(name) for name in discover() if free_by(name)} == {
        "arbitration": "劳动争议调解仲裁法#53",
        "legal-aid": "法律援助法#2",
    }
