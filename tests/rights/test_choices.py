"""What each way gives: complete, with articles that are held, and nobody is told which."""

import json

import pytest
from project_tree import ROOT
from rights_support import PARAMETERS, TODAY

from rights.calculator import discover
from rights.choices import CHOICES, Choice


@pytest.mark.parametrize("choice", CHOICES, ids=lambda one: one.name)
def test_each_way_says_everything_and_cites_what_is_held(choice: Choice) -> None:
    held = json.loads((ROOT / "knowledge" / "statutes_index.json").read_text("utf-8"))
    assert len(choice.ways) >= 2 and choice.remember
    for way in choice.ways:
        assert all((way.name, way.gives, way.by_when, way.proof, way.mind, way.citations))
        assert "起诉" not in way.gives + way.by_when + way.proof + way.mind
    for citation in (*choice.citations, *(one for way in choice.ways for one in way.citations)):
        statute, _mark, article = citation.partition("#")
        assert article in held[statute]["articles"], citation


def test_the_sums_named_are_those_of_severance() -> None:
    given = {"begin": "2023-05-01", "end": "2026-06-30", "average": "6500"}
    names = {item.name for item in discover()["severance"].run(PARAMETERS, TODAY, given).items}
    assert {name for choice in CHOICES for way in choice.ways for name in way.sums} <= names
