"""Make the Word templates of the papers afresh: `python scripts/paper_templates.py web/templates/papers`.

Staff may change the files in Word instead (type, spacing, widths); then this is no longer their source.
"""

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

SONG, HEI, FANGSONG = "宋体", "黑体", "仿宋"
TABLES = {
    "working": (("项目", 24), ("算法", 56), ("结果", 28), ("依据", 52)),
    "proof": (("序号", 14), ("证据名称", 50), ("证据来源", 42), ("证明什么", 54)),
    "evidence": (("序号", 12), ("名称", 44), ("来源", 32), ("证明", 42), ("形式", 17), ("页数", 13)),
    "roster": tuple((str(n), width) for n, width in enumerate((11, 25, 13, 43, 27, 25, 24, 24, 21, 26, 26))),
}


def typeface(run_or_style: Any, name: str, size: float, bold: bool = False) -> None:
    """Sets Chinese and Latin type."""
    font = run_or_style.font
    font.name, font.size, font.bold = "Times New Roman", Pt(size), bold
    run_or_style.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), name)


def style(document: Any, name: str, face: str, size: float, bold: bool = False, **form: Any) -> None:
    """A paragraph style: `align`, `indent` (characters), `before`, `after` (points), `line`, `new_page`."""
    made = document.styles.add_style(name, 1)
    made.base_style = document.styles["Normal"]
    typeface(made, face, size, bold)
    paragraph = made.paragraph_format
    paragraph.alignment = form.get("align")
    paragraph.space_before, paragraph.space_after = Pt(form.get("before", 0)), Pt(form.get("after", 0))
    paragraph.line_spacing = form.get("line", 1.3)
    paragraph.first_line_indent = Pt(size * form.get("indent", 0))
    paragraph.left_indent = Pt(size * form.get("left", 0))
    paragraph.page_break_before = form.get("new_page", False)
    paragraph.keep_with_next = form.get("keep", False)


def styles(document: Any, size: float) -> None:
    """The styles staff see in Word."""
    typeface(document.styles["Normal"], FANGSONG, size)
    style(document, "文书标题", SONG, 20, True, align=ALIGN.CENTER, after=14, line=1.2)
    style(document, "小标题", HEI, size, True, before=8, after=3, keep=True)
    style(document, "当事人", FANGSONG, size)
    style(document, "正文段", FANGSONG, size, indent=2)
    style(document, "顶格段", FANGSONG, size)
    style(document, "编号行", FANGSONG, size, left=2)
    style(document, "此致", FANGSONG, size, indent=2, before=8, keep=True)
    style(document, "落款", FANGSONG, size, align=ALIGN.RIGHT, before=8, keep=True)
    style(document, "机关", FANGSONG, size, keep=True)
    style(document, "附件", FANGSONG, size - 1.5)
    style(document, "附页标题", HEI, 15, True, align=ALIGN.CENTER, after=8, new_page=True)
    style(document, "表内", SONG, 10.5, line=1.1, before=1.5, after=1.5)
    style(document, "表内小", SONG, 9, line=1.1, before=2, after=2)
    style(document, "表头", HEI, 10, align=ALIGN.CENTER, line=1.15, before=2, after=2)
    style(document, "间隔", SONG, 6, line=1.0)


def say(document: Any, text: str, name: str = "Normal") -> Any:
    """One paragraph."""
    return document.add_paragraph(text, style=name)


def page(document: Any, wide: bool, boxed: bool) -> None:
    """A4, upright or lying, with 第1页 共2页 below."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(16 if wide else 25)
    section.top_margin, section.bottom_margin = Mm(18 if wide or boxed else 22), Mm(14 if wide or boxed else 18)
    foot = section.footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    for piece, code in (("第", "PAGE"), ("页 共", "NUMPAGES"), ("页", "")):
        typeface(foot.add_run(piece), SONG, 9)
        if code:
            field(foot, code)


def field(paragraph: Any, code: str) -> None:
    """A number that Word counts."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    typeface(run, SONG, 9)
    made.append(run._r)
    paragraph._p.append(made)


def grid(document: Any, rows: int, widths: tuple[float, ...]) -> Any:
    """A table with lines and fixed widths (mm)."""
    made = document.add_table(rows, len(widths), style="Table Grid")
    made.autofit = False
    made.alignment = 1
    for row in made.rows:
        mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def mark(row: Any, name: str) -> None:
    """Sets a switch of a row, such as that it is not cut at the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def fill(row: Any, texts: list[str], name: str) -> None:
    """The texts of a row's cells."""
    for cell, text in zip(row.cells, texts, strict=True):
        cell.paragraphs[0].text = text
        cell.paragraphs[0].style = name


def tags(row: Any, text: str) -> None:
    """A row that holds only a tag and falls away."""
    row.cells[0].paragraphs[0].text = text


def table(document: Any, name: str) -> None:
    """A table with a head on each page, a row for each, and a last row."""
    widths = tuple(width for _name, width in TABLES[name])
    count, small = range(len(widths)), "表内小" if name in ("roster", "working") else "表内"
    made = grid(document, 7, widths)
    fill(made.rows[0], [f"{{{{ block.columns[{n}] }}}}" for n in count], "表头")
    mark(made.rows[0], "w:tblHeader")
    tags(made.rows[1], "{%tr for row in block.rows %}")
    fill(made.rows[2], [f"{{{{ row[{n}] }}}}" for n in count], small)
    tags(made.rows[3], "{%tr endfor %}")
    tags(made.rows[4], "{%tr if block.total %}")
    fill(made.rows[5], [f"{{{{ block.total[{n}] }}}}" for n in count], small)
    tags(made.rows[6], "{%tr endif %}")
    say(document, "", "间隔")
    for row in (made.rows[2], made.rows[5]) if name == "roster" else ():
        row.height, row.height_rule = Mm(8), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell in row.cells[6:10]:
            cell.paragraphs[0].alignment = ALIGN.RIGHT


def boxes(document: Any) -> None:
    """The particulars of a form: two boxes in a row, or one wide one."""
    made = grid(document, 7, (31, 49, 31, 49))
    tags(made.rows[0], "{%tr for row in block.rows %}")
    tags(made.rows[1], "{%tr if row|length == 2 %}")
    pair = ["{{ row[0].label }}", "{{ row[0].value }}", "{{ row[1].label }}", "{{ row[1].value }}"]
    fill(made.rows[2], pair, "表内")
    tags(made.rows[3], "{%tr else %}")
    made.rows[4].cells[1].merge(made.rows[4].cells[3])
    first, wide = made.rows[4].cells[0], made.rows[4].cells[1]
    fill_cell(first, "{{ row[0].label }}")
    fill_cell(wide, "{{ row[0].value }}")
    tags(made.rows[5], "{%tr endif %}")
    tags(made.rows[6], "{%tr endfor %}")
    for cell in (made.rows[2].cells[0], made.rows[2].cells[2], first):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    say(document, "", "间隔")
    made.rows[4]._tr.trPr.remove(made.rows[4]._tr.trPr.find(qn("w:cantSplit")))


def fill_cell(cell: Any, text: str) -> None:
    """One cell's text."""
    cell.paragraphs[0].text, cell.paragraphs[0].style = text, "表内"


def lines(document: Any) -> None:
    """The particulars of a letter: names and values in one line."""
    say(document, "", "间隔")
    say(document, "{%p for row in block.rows %}")
    paragraph = say(document, "", "当事人")
    paragraph.add_run("{%r for pair in row %}")
    paragraph.add_run("{{ pair.label }}：").bold = True
    paragraph.add_run("{{ pair.value }}{% if not loop.last %}　　{% endif %}")
    paragraph.add_run("{%r endfor %}")
    say(document, "{%p endfor %}")


def repeated(document: Any, many: str, text: str, name: str) -> None:
    """A paragraph for each of `many`."""
    say(document, f"{{%p for text in {many} %}}")
    say(document, text, name)
    say(document, "{%p endfor %}")


def closing(document: Any) -> None:
    """此致, whom, signature and day by hand, and what goes with it."""
    say(document, "{%p if block.office %}")
    say(document, "此致", "此致")
    say(document, "{{ block.office }}", "机关")
    say(document, "{%p endif %}")
    say(document, "{%p for text in block.signers %}")
    say(document, "{{ text }}：＿＿＿＿＿＿＿＿", "落款")
    say(document, "{%p endfor %}")
    say(document, "＿＿＿＿年＿＿月＿＿日", "落款").paragraph_format.keep_with_next = False
    say(document, "{%p if block.attached %}")
    head = say(document, "附：", "附件").paragraph_format
    head.space_before, head.keep_with_next = Pt(10), True
    repeated(document, "block.attached", "{{ loop.index }}. {{ text }}", "附件")
    say(document, "{%p endif %}")


def build(size: float, wide: bool, boxed: bool, tables: tuple[str, ...]) -> Any:
    """One template: the title, then each block by its kind."""
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = "{{ paper.title }}"
    page(document, wide, boxed)
    styles(document, size)
    say(document, "{{ paper.title }}", "文书标题")
    say(document, "{%p for block in paper.blocks %}")
    say(document, "{%p if block.kind == 'heading' %}")
    say(document, "{{ block.text }}", "小标题")
    say(document, "{%p elif block.kind == 'particulars' %}")
    boxes(document) if boxed else lines(document)
    say(document, "{%p elif block.kind == 'prose' and block.indented %}")
    repeated(document, "block.paragraphs", "{{ text }}", "正文段")
    say(document, "{%p elif block.kind == 'prose' %}")
    repeated(document, "block.paragraphs", "{{ text }}", "顶格段")
    say(document, "{%p elif block.kind == 'numbered' %}")
    repeated(document, "block.lines", "{{ loop.index }}. {{ text }}", "编号行")
    say(document, "{%p elif block.kind == 'closing' %}")
    closing(document)
    say(document, "{%p elif block.kind == 'addendum' %}")
    say(document, "{{ block.title }}", "附页标题")
    for name in tables:
        say(document, f"{{%p elif block.of == '{name}' %}}")
        table(document, name)
    say(document, "{%p endif %}")
    say(document, "{%p endfor %}")
    return document


def main(folder: Path) -> None:
    """Writes the three."""
    build(13, False, False, ("working", "proof", "evidence")).save(folder / "letter.docx")
    build(11, False, True, ()).save(folder / "form.docx")
    build(12, True, False, ("roster",)).save(folder / "roster.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
