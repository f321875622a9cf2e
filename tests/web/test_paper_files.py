"""Papers as files: a Word file that opens and holds every word, a page that escapes, nothing that is run."""

import re
import zipfile
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from paper_answers import FORMS, FULL, HOSTILE, SEEN, everywhere, fill, overflowing, words

from rights.paper_blocks import Layout, Paper
from web.paper_files import FOLDER, as_page, as_word

NAMES = list(FORMS)
NUMBERS = re.compile(r"\s|\d+\. ")


def read(file: bytes) -> str:
    """Every paragraph and cell of a Word file, line by line."""
    body = Document(BytesIO(file)).element.body
    lines = [
        "".join("\n" if one.tag == qn("w:br") else one.text or "" for one in _texts(p)) for p in body.iter(qn("w:p"))
    ]
    return "\n".join(lines)


def _texts(paragraph: object) -> list[object]:
    return list(paragraph.iter(qn("w:t"), qn("w:br")))  # type: ignore[attr-defined]


def lost(paper: Paper, text: str) -> list[str]:
    """What the paper says and the text does not."""
    squeezed = re.sub(r"\s", "", text)
    internal = {"working", "proof", "evidence", "roster"}
    return [one for one in words(paper).split("\n") if one not in internal and re.sub(r"\s", "", one) not in squeezed]


@pytest.mark.parametrize("name", NAMES)
def test_word_holds_every_word(name: str) -> None:
    for given in (FULL[name], {}, overflowing(name)):
        paper = fill(name, given)
        assert lost(paper, read(as_word(paper))) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_page_holds_every_word(name: str) -> None:
    for given in (FULL[name], {}, overflowing(name)):
        paper = fill(name, given)
        page = as_page(paper)
        assert lost(paper, unescape(re.sub(r"<[^>]+>", "", page))) == []
        assert page.count("＿＿＿＿年＿＿月＿＿日") >= 1


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_comes_out_literally(name: str) -> None:
    paper = fill(name, everywhere(FORMS[name], HOSTILE))
    assert lost(paper, read(as_word(paper))) == [] and SEEN in read(as_word(paper))
    page = as_page(paper)
    assert SEEN in unescape(page) and "<&>" not in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"onload="x', "</w:t></w:r>", "{{ paper.blocks }}", "]]>"]
)
def test_answers_are_never_markup(text: str) -> None:
    paper = fill("arbitration", {"name": text, "facts": f"{text}\n第二段"})
    assert text in read(as_word(paper)) and "第二段" in read(as_word(paper))
    page = as_page(paper)
    assert "<script" not in page and text in unescape(page)


def test_what_is_for_who_files_is_not_printed() -> None:
    paper = fill("arbitration", {})
    assert paper.notes[0] not in read(as_word(paper))
    assert paper.notes[0] in as_page(paper) and "@media print { .hints { display: none; }" in as_page(paper)


def test_each_layout_has_its_template_and_they_tell_of_nobody() -> None:
    assert {path.stem for path in FOLDER.glob("*.docx")} == {str(layout) for layout in Layout}
    for path in FOLDER.glob("*.docx"):
        properties = Document(str(path)).core_properties
        assert (properties.author, properties.comments) == ("", "")


def test_a_file_names_nobody_in_its_properties() -> None:
    file = zipfile.ZipFile(BytesIO(as_word(fill("arbitration", FULL["arbitration"]))))
    core = file.read("docProps/core.xml").decode()
    assert "劳动人事争议仲裁申请书" in core and FULL["arbitration"]["name"] not in core


def test_heads_of_tables_return_on_each_page_and_rows_are_not_cut() -> None:
    body = Document(BytesIO(as_word(fill("roster", overflowing("roster"))))).element.body
    rows = list(body.iter(qn("w:tr")))
    assert len(rows) == 42
    assert [row for row in rows if row.find(f".//{qn('w:tblHeader')}") is not None] == rows[:1]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
