"""The files of a snapshot, Word and Excel, made of its numbers alone: the same bytes every time."""

import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.core.clock import chinese_day, today
from knowledge.sheets import guarded
from tickets.measures import Measure
from web.desk.reports import said, telling
from web.desk.reports.still import still
from web.desk.reports.telling import Table, Tree

TITLE, HEADING, TEXT = "方正小标宋简体", "黑体", "仿宋"  # Source: GB/T 9704-2012 names them for official papers
RULES = "附：统计口径"
MADE = "数据快照第 {id} 号，{day}由{by}生成，口径版本 {rules}。表和文中的数字都来自这份快照。"
SHEETS = {"kinds": "类别", "districts": "地区", "times": "时间", "employers": "单位"}
NAMES = {"kind": "类别", "district": "地区", "from": "从", "to": "到", "name": "单位"}
RATES = {"completion": "办结率%", "satisfaction": "满意率%", "punctuality": "按时率%"}
SUMS = {"claimed_fen": "主张（元）", "recovered_fen": "要回（元）"}
WIDEST, TABLE_MM = 40, 156


def as_word(body: Tree) -> bytes:
    """The report in words."""
    paper = Document()
    made_at = datetime.fromisoformat(body["made_at"])
    _page(paper, telling.title(body))
    _line(paper, telling.title(body), TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    _line(paper, telling.span(body), "楷体", 16, WD_ALIGN_PARAGRAPH.CENTER)
    _text(paper, telling.opening(body))
    for chapter in telling.chapters(body):
        _text(paper, chapter.title, HEADING).paragraph_format.keep_with_next = True
        for text in chapter.texts:
            _text(paper, text)
        if chapter.table and chapter.table.rows:
            _table(paper, chapter.table)
    _text(paper, RULES, HEADING).paragraph_format.keep_with_next = True
    for place, line in enumerate(body["rules"]["lines"], 1):
        _line(paper, f"{place}. {line}", TEXT, 12)
    _line(paper, MADE.format(id=body["id"], day=_day(made_at), by=body["made_by"], rules=body["rules"]["version"]))
    _line(paper, body["union"], TEXT, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    _line(paper, _day(made_at), TEXT, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    file = io.BytesIO()
    paper.save(file)
    return still(file.getvalue(), made_at)


def as_sheet(body: Tree) -> bytes:
    """The numbers: one sheet for the whole, one for each way of cutting it."""
    book, told = Workbook(), body["report"]
    sheet = book.worksheets[0]
    sheet.title = "总表"
    _fill(sheet, [("", "本期", "前期"), *_whole(told)])
    for name, heading in SHEETS.items():
        if told[name]:
            _fill(book.create_sheet(heading), [_heads(told[name][0]), *(_row(one) for one in told[name])])
    talk = [(said.OUTCOMES[outcome], told["talk"][outcome]) for outcome in said.OUTCOMES]
    missed = [(one["title"], one["count"]) for one in told["missed"]]
    _fill(
        book.create_sheet("公众号"),
        [("职工的话", "条数"), *talk, ("", None), ("没有答上来的，最接近", "条数"), *missed],
    )
    made = MADE.format(
        id=body["id"],
        day=_day(datetime.fromisoformat(body["made_at"])),
        by=body["made_by"],
        rules=body["rules"]["version"],
    )
    lines = [made, body.get("about", ""), body.get("note", ""), *body["rules"]["lines"]]
    _fill(book.create_sheet("口径"), [("统计口径",), *((line,) for line in lines if line)])
    file = io.BytesIO()
    book.save(file)
    return still(file.getvalue(), datetime.fromisoformat(body["made_at"]))


def packed(body: Tree) -> str:
    """The snapshot as it is kept."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _page(paper: Paper, title: str) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    paper.core_properties.title, paper.core_properties.author = title, ""
    paper.core_properties.comments = ""


def _text(paper: Paper, text: str, font: str = TEXT) -> Paragraph:
    found = _line(paper, text, font, 16)
    found.paragraph_format.first_line_indent = Pt(32)
    return found


def _line(paper: Paper, text: str, font: str = TEXT, size: int = 12, align: Any = None) -> Paragraph:
    found = paper.add_paragraph()
    found.alignment = align
    shape = found.paragraph_format
    shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(20, size * 7 // 4))
    _write(found, text, font, size)
    return found


def _write(paragraph: Paragraph, text: str, font: str, size: int) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(paper: Paper, table: Table) -> None:
    made = paper.add_table(rows=0, cols=len(table.headings), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    rest = len(table.headings) - 1
    widths = [Mm(TABLE_MM - rest * min(22, 90 // rest)), *[Mm(min(22, 90 // rest))] * rest]
    for grid, width in zip(made.columns, widths, strict=True):
        grid.width = width
    for place, row in enumerate((table.headings, *table.rows)):
        for column, (cell, text) in enumerate(zip(made.add_row().cells, row, strict=True)):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column and place else WD_ALIGN_PARAGRAPH.CENTER
            _write(paragraph, text, TEXT if place else HEADING, 10)
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {}))
    _line(paper, "", TEXT, 10)


def _whole(told: Tree) -> list[Sequence[Any]]:
    total, before = told["total"], told["before"]
    counts = [(said.MEASURES[one], total[one], before[one]) for one in Measure]
    rates = [(label, _decimal(total[name]), _decimal(before[name])) for name, label in RATES.items()]
    sums = [(label, _yuan(total[name]), _yuan(before[name])) for name, label in SUMS.items()]
    first = told["first_answer"]
    half = ("首次答复中位（办公小时）", _hours(first["median_s"]), _hours(first["median_before_s"]))
    return [*counts, *rates, *sums, half, ("首次答复九成（办公小时）", _hours(first["ninetieth_s"]), None)]


def _heads(one: Tree) -> list[str]:
    return [NAMES.get(name) or RATES.get(name) or SUMS.get(name) or said.MEASURES[Measure(name)] for name in one]


def _row(one: Tree) -> list[Any]:
    return [_cell(name, value) for name, value in one.items()]


def _cell(name: str, value: Any) -> Any:
    if name == "district":
        return said.district(value)
    if name in SUMS:
        return _yuan(value)
    if name in RATES:
        return _decimal(value)
    return date.fromisoformat(value).isoformat() if name in ("from", "to") else value


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for row in rows:
        sheet.append([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    for column in range(1, sheet.max_column + 1):
        cells = [str(row[column - 1]) for row in rows if len(row) >= column and row[column - 1] is not None]
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, 4 + 2 * max(map(len, cells), default=4))
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.freeze_panes = "B2"


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _hours(seconds: int | None) -> Decimal | None:
    return None if seconds is None else (Decimal(seconds) / 3600).quantize(Decimal("0.01"))


def _decimal(rate: str | None) -> Decimal | None:
    return None if rate is None else Decimal(rate)


def _day(at: datetime) -> str:
    return chinese_day(today(at))
