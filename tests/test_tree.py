"""Holds every file to the rules of the house: length, no trace of the place it was built at, true citations."""

import re
from dataclasses import replace

import pytest
from project_tree import ROOT, named, tracked

from knowledge import entry
from knowledge.statutes import Statutes

MOST_LINES = 300
INDEX = ROOT / "knowledge" / "statutes_index.json"
# Registries' hosts, paths of machines this was built on, tools of the place it was built at.
FOREIGN = re.compile(
    r"pypi\.org|python[h]osted|npmjs\.(?:org|com)|deb\.debian"
    r"|(?<![\w.-])/(?:work|farm|tmp|root)/|farm-(?:studio|bench)|/\.library\b"
)


def foreign(text: str) -> list[str]:
    return [found[0] for found in FOREIGN.finditer(text)]


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


def test_each_test_file_has_a_name_of_its_own() -> None:
    """Two of one name are one module to pytest: it would take neither."""
    names = [path.name for path in tracked("tests/**.py") if path.name.startswith("test_")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_citations_stand_in_the_statutes() -> None:
    entries = entry.load(ROOT / "knowledge" / "faq")
    assert len(entries) > 60
    assert Statutes.from_index(INDEX).unproved(entries) == []


def test_a_citation_of_nothing_is_seen() -> None:
    first = entry.load(ROOT / "knowledge" / "faq")[0]
    nowhere = replace(first, citations=(entry.Citation("劳动法", "999"),))
    assert Statutes.from_index(INDEX).unproved([nowhere]) == [(first.slug, entry.Citation("劳动法", "999"))]


def homeless(layers: str) -> set[str]:
    """Modules of `bot` and `web`, whose parts live on several floors, that no floor names."""
    tops = {path.relative_to(ROOT).with_suffix("").parts[:2] for path in tracked("bot/**.py", "web/**.py")}
    modules = {".".join(parts) for parts in tops if not parts[-1].startswith("__")}
    return modules - set(re.findall(r"[a-z_.]+", layers.partition("layers =")[2].partition("[")[0]))


def test_every_module_has_its_floor() -> None:
    layers = (ROOT / ".importlinter").read_text("utf-8")
    assert homeless(layers) == set()
    assert homeless(layers.replace("bot.gate", "")) == {"bot.gate"}
