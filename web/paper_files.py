"""Papers as files: Word, and a page to print, both from templates that staff may change."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from rights.paper_blocks import Paper

FOLDER = Path(__file__).parent / "templates" / "papers"
PAGE = "paper.html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# docxtpl itself turns {_{ into {{ after rendering, so that no brace of an answer may reach it.
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})


def as_word(paper: Paper, folder: Path = FOLDER) -> bytes:
    """The paper as .docx, in the template of its layout."""
    template = DocxTemplate(folder / f"{paper.layout}.docx")
    template.render({"paper": paper}, Environment(autoescape=True, finalize=_literal, undefined=StrictUndefined))
    file = BytesIO()
    template.save(file)
    return file.getvalue()


def as_page(paper: Paper, folder: Path = FOLDER) -> str:
    """The paper as one HTML page that prints on A4; hints and blanks stand above it, on the screen only."""
    return _pages(folder).get_template(PAGE).render(paper=paper)


def _literal(value: Any) -> Any:
    """What an answer says, exactly, whatever it looks like."""
    return value if hasattr(value, "__html__") else Markup(str(escape(value)).translate(_BRACES))  # noqa: S704


@cache
def _pages(folder: Path) -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, loader=FileSystemLoader(folder), trim_blocks=True)
