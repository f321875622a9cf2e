"""Entries go out and come in again unchanged, whatever stands in them and whatever Excel does to a file."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from shelved import TEXTS_BY_SLUG, WAGES

from knowledge import exchange, sheets
from knowledge.entry import NEXT_STEPS, TOPICS, WHOLE_CHARACTERS, Citation, Entry, parse
from knowledge.exchange import mark_of, read, write
from knowledge.published import Standing
from knowledge.sheets import HEADINGS, SheetError, guarded, markdown, row_of, unguarded

FORMS = ["folder", "out.xlsx", "out.csv"]
STANDS = [Standing(slug, number, text) for number, (slug, text) in enumerate(sorted(TEXTS_BY_SLUG.items()), 1)]

unspeakable = "\x85\u2028\u2029\ufeff\ufffe\uffff"
signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=unspeakable)
lines = (
    st.one_of(
        st.text(signs, min_size=1, max_size=30),
        st.builds(
            "".join,
            st.tuples(st.sampled_from(["=", "'=", "''+", "-", "@", "＝", "#", "- ", "{", '"', "'"]), st.text(signs)),
        ),
        st.sampled_from(
            ["true", "null", "2026-11-22", "1_000", "0x1F", "~", "12333", "#N/A", "_x000D_", "---", "a: b", "[x]"]
        ),
    )
    .map(str.strip)
    .filter(bool)
)
bodies = st.lists(lines, min_size=1, max_size=5).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n"]).map(lambda sign: sign.join(parts).strip())
)
days = st.dates(date(1000, 1, 1), date(8999, 12, 31))
entries = st.builds(
    Entry,
    slug=st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True),
    title=lines,
    topic=st.sampled_from(TOPICS),
    also=st.lists(st.sampled_from(TOPICS), max_size=2).map(tuple),
    ask=st.lists(lines, min_size=8, max_size=10).map(tuple),
    citations=st.lists(st.sampled_from([Citation("刑法", "276-1"), Citation("劳动法", "50")]), max_size=2).map(tuple),
    valid_from=days,
    valid_until=st.one_of(st.none(), st.dates(date(9000, 1, 1))),
    reviewed=days,
    next=st.lists(st.sampled_from(sorted(NEXT_STEPS)), max_size=2).map(tuple),
    body=bodies.filter(lambda body: 0 < len(body) <= WHOLE_CHARACTERS and len(body.partition("\n\n")[0]) <= 300),
)


def given_file(tmp_path: Path, form: str) -> Path:
    path = tmp_path / form
    write(path, STANDS)
    return path


def changed_csv(tmp_path: Path, change: dict[str, str], encoding: str = "utf-8-sig") -> Path:
    """A csv whose row of `wages-unpaid` is changed by column."""
    path = given_file(tmp_path, "out.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row[HEADINGS["slug"]] == WAGES)
    row.update({HEADINGS[name]: value for name, value in change.items()})
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(HEADINGS.values()))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_back_what_went_out(tmp_path: Path, form: str) -> None:
    brought = read(given_file(tmp_path, form))
    assert [(one.slug, parse("x.md", one.text)) for one in brought] == [
        (one.slug, parse("x.md", one.text)) for one in STANDS
    ]
    assert [one.mark for one in brought] == [mark_of(one.number, one.text) for one in STANDS]


def test_a_folder_gives_back_every_byte(tmp_path: Path) -> None:
    texts = [one.text for one in read(given_file(tmp_path, "folder"))]
    assert texts == [one.text for one in STANDS]


@given(entries)
def test_a_row_is_the_entry(entry: Entry) -> None:
    assert parse(f"{entry.slug}.md", markdown(row_of(entry, ""))) == entry


@settings(max_examples=40)
@given(st.lists(entries, min_size=1, max_size=3, unique_by=lambda one: one.slug))
def test_sheets_lose_nothing(tmp_path_factory: pytest.TempPathFactory, found: list[Entry]) -> None:
    folder = tmp_path_factory.mktemp("sheets")
    stands = [Standing(one.slug, 1, markdown(row_of(one, ""))) for one in found]
    for form in ("a.xlsx", "a.csv"):
        write(folder / form, stands)
        assert {one.slug: parse(f"{one.slug}.md", one.text) for one in read(folder / form)} == {
            one.slug: one for one in found
        }


@given(st.text())
def test_a_guard_comes_off_as_it_went_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    text = TEXTS_BY_SLUG[WAGES].replace("title: 老板不发工资怎么办", 'title: \'=HYPERLINK("http://x","点我")\'')
    for form in ("a.xlsx", "a.csv"):
        write(tmp_path / form, [Standing(WAGES, 1, text)])
        assert parse("x.md", read(tmp_path / form)[0].text).title.startswith("=HYPERLINK")
    cells = [cell for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert ",=" not in (tmp_path / "a.csv").read_text("utf-8-sig")


def test_days_and_numbers_that_excel_made_are_read(tmp_path: Path) -> None:
    path = given_file(tmp_path, "out.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for at in range(2, 5):
        sheet.cell(at, heads.index(HEADINGS["valid_from"]) + 1).value = datetime(2020, 5, 1)  # noqa: DTZ001
        sheet.cell(at, heads.index(HEADINGS["title"]) + 1).value = 12333
        sheet.cell(at, heads.index(HEADINGS["reviewed"]) + 1).value = "2026/1/2"
    book.save(path)
    one = parse("x.md", read(path)[0].text)
    assert (one.valid_from, one.title, one.reviewed) == (date(2020, 5, 1), "12333", date(2026, 1, 2))


def test_what_a_chinese_excel_saves_is_read(tmp_path: Path) -> None:
    brought = read(changed_csv(tmp_path, {"title": "欠薪怎么办"}, "gb18030"))
    assert [parse("x.md", one.text).title for one in brought if one.slug == WAGES] == ["欠薪怎么办"]


def test_columns_may_be_named_by_field_and_those_not_needed_left_out(tmp_path: Path) -> None:
    path = given_file(tmp_path, "out.csv")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True)))
    rows[0] = list(HEADINGS)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[:1] + row[2:] for row in rows] + [[""] * 11])
    assert [(one.slug, one.mark) for one in read(path)] == [(one.slug, None) for one in STANDS]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"topic": "天气"}, "topic"),
        ({"valid_from": "五月"}, "valid_from"),
        ({"slug": "Wages Unpaid"}, "slug"),
        ({"ask": "就一句"}, "ask"),
        ({"body": "长" * 1300}, "body"),
        ({"slug": "quitting"}, "出现了两次"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_by_its_line(tmp_path: Path, change: dict[str, str], said: str) -> None:
    with pytest.raises(SheetError) as caught:
        read(changed_csv(tmp_path, change))
    assert said in str(caught.value) and "第 " in str(caught.value)


def test_all_broken_rows_are_named_at_once(tmp_path: Path) -> None:
    folder = given_file(tmp_path, "folder")
    for path in folder.glob("*.md"):
        path.write_text("nothing", "utf-8")
    with pytest.raises(SheetError) as caught:
        read(folder)
    assert len(str(caught.value).splitlines()) == len(STANDS)


def _bad_file(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    full = given_file(tmp_path, "folder")
    (full / exchange.BASES).write_text("[1]", "utf-8")
    broken = {
        tmp_path / "nowhere": "没有这个文件夹",
        tmp_path / "nowhere.csv": "没有这个文件夹",
        tmp_path / "x.docx": "要给一个文件夹",
        full: exchange.BASES,
        _bad_file(tmp_path, "a.csv", b""): sheets.ONE_SHEET,
        _bad_file(tmp_path, "b.csv", b"\xff\xff\xff"): sheets.NOT_TEXT,
        _bad_file(tmp_path, "c.csv", "别的,列\n".encode()): HEADINGS["slug"],
        _bad_file(tmp_path, "d.xlsx", b"no zip"): sheets.NO_TABLE,
        _bad_file(tmp_path, "e.csv", b'"' + b"a" * 140_000): sheets.UNREADABLE,
    }
    (tmp_path / "empty").mkdir()
    broken[tmp_path / "empty"] = "没有 *.md"
    for path, said in broken.items():
        with pytest.raises(SheetError) as caught:
            read(path)
        assert said in str(caught.value), path


def test_a_folder_with_something_in_it_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine", "utf-8")
    with pytest.raises(SheetError):
        write(tmp_path, STANDS)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


@pytest.mark.parametrize("form", ["a.xlsx", "a.csv"])
def test_a_cell_that_excel_would_cut_is_refused(tmp_path: Path, form: str) -> None:
    many = "\n".join(f"  - {'很长的一句' * 100}{number}" for number in range(80))
    text = TEXTS_BY_SLUG[WAGES].replace("  - 老板不发工资", many)
    with pytest.raises(SheetError, match=WAGES):
        write(tmp_path / form, [Standing(WAGES, 1, text)])
    assert not (tmp_path / form).exists()
