"""Entries are read strictly: each rule that is broken is named with file and field."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import INJURY, TEXTS, WAGES

from knowledge.entry import Citation, EntryError, load, parse, render

FILE = "wages-unpaid.md"


def test_an_entry_is_read_whole() -> None:
    entry = parse(FILE, WAGES)
    assert (entry.slug, entry.title, entry.topics) == (
        "wages-unpaid",
        "老板不发工资怎么办",
        ("拖欠工资", "劳动监察投诉"),
    )
    assert len(entry.ask) == 8
    assert entry.citations == (Citation("劳动法", "50"), Citation("刑法", "276-1"))
    assert (entry.valid_from, entry.valid_until, entry.reviewed) == (date(2020, 5, 1), None, date(2026, 11, 22))
    assert entry.next == ("ticket", "office")
    assert entry.first_screen == "先留好证据，再打{{热线}}。"
    assert entry.parameters == {"热线"}


def test_windows_line_ends_change_nothing() -> None:
    assert parse(FILE, WAGES.replace("\n", "\r\n")) == parse(FILE, WAGES)


def test_figures_are_put_in() -> None:
    entry = parse(FILE, WAGES)
    assert render(entry, {"热线": "12351"}).startswith("先留好证据，再打12351。")
    assert render(entry.first_screen, {"热线": "12351"}) == "先留好证据，再打12351。"
    with pytest.raises(KeyError):
        render(entry, {})


BROKEN = [
    ("no front matter", WAGES.removeprefix("---\n"), "front matter"),
    ("not YAML", WAGES.replace("topic: 拖欠工资", "topic: [拖欠工资"), "front matter"),
    ("a day that no calendar has", WAGES.replace("reviewed: ", "reviewed: 2026-13-45 # "), "front matter"),
    ("not a mapping", "---\n- 一\n---\n正文\n", "front matter"),
    ("unknown key", WAGES.replace("reviewed:", "checked: 2026-01-01\nreviewed:"), "checked"),
    ("missing key", WAGES.replace("title: 老板不发工资怎么办\n", ""), "title"),
    ("empty title", WAGES.replace("老板不发工资怎么办", "''"), "title"),
    ("unknown topic", WAGES.replace("topic: 拖欠工资", "topic: 欠薪"), "topic"),
    ("unknown further topic", WAGES.replace("[劳动监察投诉]", "[监察]"), "also"),
    ("too few ways of asking", WAGES.replace("  - 干了活不给钱\n", ""), "ask"),
    ("next steps not a list", WAGES.replace("[ticket, office]", "ticket"), "next"),
    ("a way of asking that is a number", WAGES.replace("- 干了活不给钱", "- 12345"), "ask"),
    ("a citation of nothing", WAGES.replace("劳动法#50", "劳动法50"), "citations"),
    ("an article zero", WAGES.replace("劳动法#50", "劳动法#0"), "citations"),
    ("a day that is none", WAGES.replace("2020-05-01", "2020年"), "valid_from"),
    ("an instant for a day", WAGES.replace("2020-05-01", "2020-05-01T10:00:00"), "valid_from"),
    ("an end before the start", WAGES.replace("valid_until:", "valid_until: 2019-01-01"), "valid_until"),
    ("an unknown next step", WAGES.replace("[ticket, office]", "[call]"), "next"),
    ("no body", WAGES.partition("先留好")[0], "body"),
    ("a first screen too long", WAGES.replace("先留好证据", "证" * 301), "first screen"),
    ("a body too long", WAGES + "长" * 1_201, "body"),
]


@pytest.mark.parametrize(("text", "field"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_rule_names_file_and_field(text: str, field: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse(FILE, text)
    assert (caught.value.file, caught.value.field) == (FILE, field)
    assert str(caught.value).startswith(f"{FILE}: {field}: ")


@pytest.mark.parametrize("file", ["Wages.md", "工资.md", "wages_unpaid.md", "-wages.md", "wages--unpaid.md", ".md"])
def test_a_slug_is_lower_case_with_hyphens(file: str) -> None:
    with pytest.raises(EntryError, match="slug"):
        parse(file, WAGES)


@pytest.mark.parametrize(
    ("day", "live"),
    [(date(2020, 4, 30), False), (date(2020, 5, 1), True), (date(2021, 1, 1), True), (date(2021, 1, 2), False)],
)
def test_both_ends_of_validity_count(day: date, live: bool) -> None:
    text = WAGES.replace("valid_until:", "valid_until: 2021-01-01")
    assert parse(FILE, text).is_live(day) is live


def folder_of(tmp_path: Path, texts: dict[str, str]) -> Path:
    for file, text in texts.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_by_slug(tmp_path: Path) -> None:
    entries = load(folder_of(tmp_path, TEXTS), {"热线"})
    assert [entry.slug for entry in entries] == ["injury-recognition", "quitting", "wages-unpaid"]


def test_a_way_of_asking_belongs_to_one_entry(tmp_path: Path) -> None:
    double = INJURY.replace("工伤怎么认定", "干了活不给钱")
    with pytest.raises(EntryError, match=r"already in injury-recognition\.md"):
        load(folder_of(tmp_path, {**TEXTS, "injury-recognition.md": double}))


def test_an_unknown_figure_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EntryError, match="unknown parameter '热线'"):
        load(folder_of(tmp_path, TEXTS), {"最低工资"})


@given(st.text(st.characters(exclude_characters="#", exclude_categories=["Z", "C"]), min_size=1), st.integers(1, 999))
def test_a_citation_reads_back_what_it_writes(statute: str, article: int) -> None:
    cited = Citation(statute, str(article))
    assert Citation.parse(str(cited)) == cited


@pytest.mark.parametrize("text", ["", "劳动法", "劳动法#", "#3", "劳动法#三", "劳动法#3-", "劳动 法#3", "劳动法#3#4"])
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a citation"):
        Citation.parse(text)
