"""Holds every file to the rules of the house: length, no trace of the place it was built at, true citations."""

import json
import re
from collections.abc import Iterable

import pytest
from project_tree import ROOT, named, tracked

from knowledge import entry

MOST_LINES = 300
INDEX = ROOT / "knowledge" / "statutes_index.json"
STATUTES = ROOT.parent / "shared" / "law" / "statutes"
# Registries' hosts, paths of machines this was built on, tools of the place it was built at.
FOREIGN = re.compile(
    r"pypi\.org|python[h]osted|npmjs\.(?:org|com)|deb\.debian"
    r"|(?<![\w.-])/(?:work|farm|tmp|root)/|farm-(?:studio|bench)|/\.library\b"
)


def foreign(text: str) -> list[str]:
    return [found[0] for found in FOREIGN.finditer(text)]


def unknown_citations(entries: Iterable[entry.Entry], index: dict[str, list[str]]) -> list[str]:
    return [
        f"{one.slug}: {cited}"
        for one in entries
        for cited in one.citations
        if cited.article not in index.get(cited.statute, ())
    ]


def article(label: str, number: int) -> str:
    """第二百七十六条之一, 276 as a citation names it: 276-1."""
    _, mark, further = label.partition("之")
    return f"{number}-{'一二三四五六七八九'.index(further) + 1}" if mark else str(number)


def statutes() -> dict[str, list[str]]:
    """Articles by short title: from the index if the project has one, else from the neighbour folder."""
    if INDEX.is_file():
        known: dict[str, list[str]] = json.loads(INDEX.read_text("utf-8"))
        return known
    if not STATUTES.is_dir():
        pytest.skip("there are no statutes beside this checkout")
    laws = [json.loads(path.read_text("utf-8")) for path in STATUTES.glob("*.json")]
    return {law["short"]: [article(one["label"], one["no"]) for one in law["articles"]] for law in laws}


def test_nothing_tells_of_the_place_it_was_built_at() -> None:
    found = {named(path): foreign(path.read_text("utf-8", "ignore")) for path in tracked()}
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize("text", ["see /".join(["", "work/main"]), "https://py" + "pi.org/simple", '"/' + 'tmp/x"'])
def test_a_foreign_word_is_seen(text: str) -> None:
    assert foreign(text)


@pytest.mark.parametrize("text", ["services.library.text()", "the way /frame/work/flow goes", "var/tmp.txt"])
def test_our_own_words_pass(text: str) -> None:
    assert not foreign(text)


def test_files_stay_short() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in tracked("*.py")}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_citations_stand_in_the_statutes() -> None:
    entries = entry.load(ROOT / "knowledge" / "faq")
    assert len(entries) > 60
    assert unknown_citations(entries, statutes()) == []


def test_a_citation_of_nothing_is_seen() -> None:
    first = entry.load(ROOT / "knowledge" / "faq")[0]
    assert unknown_citations([first], {}) == [f"{first.slug}: {cited}" for cited in first.citations]


def test_articles_in_between_have_numbers() -> None:
    assert [article("第二百七十六条之一", 276), article("第八十二条", 82)] == ["276-1", "82"]
