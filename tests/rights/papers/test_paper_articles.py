"""Articles that papers cite: their whole names, and that every one exists and is in force."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_answers import FORMS, FULL, fill
from project_tree import ROOT

from knowledge.entry import Citation
from knowledge.law_names import chinese
from knowledge.statutes import Statutes
from rights.articles import named, numeral, whole_name

INDEX = ROOT / "knowledge" / "statutes_index.json"
STATUTES = Statutes.from_index(INDEX)
ROWS = json.loads(INDEX.read_text("utf-8"))
SAID = re.compile(rf"({'|'.join(map(re.escape, sorted(ROWS, key=len, reverse=True)))})第(\d+)条")
EXCERPT = re.compile(r"（(?:劳动相关条文)?节选）|（\d{4}年修订）")


def proved(citation: str) -> bool:
    short, _mark, number = citation.partition("#")
    return STATUTES.in_force(Citation(short, number))


@pytest.mark.parametrize("name", FORMS)
def test_every_cited_article_is_in_force(name: str) -> None:
    cited = {*FORMS[name].citations, *fill(name, FULL[name]).citations}
    assert cited
    assert [one for one in cited if not proved(one)] == []


def test_every_article_named_in_the_code_is_in_force() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "rights" / "papers").glob("*.py"))
    written = {f"{short}#{number}" for short, number in SAID.findall(code)} | set(re.findall(r'"([^"\s]+#\d+)"', code))
    assert len(written) > 40
    assert [one for one in sorted(written) if not proved(one)] == []


def test_every_source_of_a_paper_is_in_force() -> None:
    for path in (ROOT / "rights" / "papers").glob("[!_]*.py"):
        source = re.search(r"Source: (.+?)\.\n", path.read_text("utf-8"), re.DOTALL)
        assert source, path.name
        for part in source[1].split(";"):
            found = re.fullmatch(r"\s*(.+?) ?(\d+(?:, \d+)*)\s*", part)
            assert found, (path.name, part)
            assert [n for n in found[2].split(", ") if not proved(f"{found[1]}#{n}")] == [], (path.name, part)


def test_what_does_not_exist_is_seen() -> None:
    assert not proved("劳动合同法#999") and not proved("住房公积金条例#1")


def test_names_are_the_statutes_own() -> None:
    titles = {short: EXCERPT.sub("", row["title"]) for short, row in ROWS.items()}
    assert len(titles) > 50
    assert {short: whole_name(short) for short in titles} == titles


def test_articles_of_one_statute_stand_together() -> None:
    assert named(("劳动合同法#87", "劳动争议调解仲裁法#5", "劳动合同法#30", "劳动合同法#87")) == (
        "《中华人民共和国劳动合同法》第三十条、第八十七条，《中华人民共和国劳动争议调解仲裁法》第五条"
    )
    assert named(("刑法#276-1",)) == "《中华人民共和国刑法》第二百七十六条之一"


@given(st.integers(1, 1999))
def test_numerals_are_those_of_the_law(number: int) -> None:
    assert numeral(number) == chinese(number)
