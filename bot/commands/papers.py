"""`niangjia papers`: a paper to file, written from answers."""

import json
from pathlib import Path
from typing import Any

import click

from bot.app import read_parameters
from bot.commands.options import plainly
from bot.core.clock import today, utc_now
from rights.inputs import BadInput, Field
from rights.paper import CLAIMS, Form, Rows, discover
from rights.paper_blocks import Paper
from web.paper_files import as_page, as_word

WRITTEN = "写好了：{}"
OPEN = "还空着：{}"
LOOK = "交之前看一看："
CLAIM = "每项写request、amount、how，或者calculator和它要的几项（见 niangjia rights）"


@click.command()
@click.argument("name", required=False)
@click.option(
    "--json", "answers", type=click.File("r", encoding="utf-8"), help="The answers, one JSON object; - reads."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="FILE.docx or FILE.html.")
@plainly
def papers(name: str | None, answers: Any, out: Path | None) -> None:
    """Write a paper from answers: `niangjia papers arbitration --json answers.json --out paper.docx`."""
    forms = discover()
    if name is None:
        click.echo("\n".join(f"{one.name:<24}{one.title}　交给：{one.receiver}" for one in forms.values()))
        return
    if name not in forms:
        raise click.UsageError(f"no paper {name!r}; there are {', '.join(forms)}")
    if answers is None:
        click.echo(_asked(forms[name]))
        return
    if out is None or out.suffix not in (".docx", ".html"):
        raise click.UsageError("--out: want FILE.docx or FILE.html")
    paper = _filled(forms[name], answers.read())
    try:
        out.write_bytes(as_word(paper) if out.suffix == ".docx" else as_page(paper).encode())
    except OSError as wrong:
        raise click.UsageError(f"--out: {wrong}") from None
    click.echo(_told(paper, out))


def _filled(form: Form, text: str) -> Paper:
    try:
        given = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as wrong:
        raise click.UsageError(f"--json: not JSON: {wrong}") from None
    if not isinstance(given, dict):
        raise click.UsageError("--json: want an object")
    try:
        return form.fill(read_parameters(), today(utc_now()), given)
    except BadInput as wrong:
        raise click.UsageError(f"{wrong.field}: {wrong}") from None


def _told(paper: Paper, out: Path) -> str:
    lines = [WRITTEN.format(out), *([OPEN.format("、".join(paper.blanks))] if paper.blanks else [])]
    return "\n".join([*lines, *([LOOK, *(f"- {note}" for note in paper.notes)] if paper.notes else [])])


def _asked(form: Form) -> str:
    """What may be answered, by its name in the JSON."""
    lines = [_line(one) for one in form.fields]
    if form.claims:
        lines.append(f"  {CLAIMS:<18}{form.claims}：{CLAIM}")
    return "\n".join((f"{form.title}　交给：{form.receiver}", *lines))


def _line(one: Field | Rows) -> str:
    if isinstance(one, Rows):
        return "\n".join(
            (f"  {one.name:<18}{one.label}，可以写几项，每项：", *(f"  {_line(field)}" for field in one.fields))
        )
    return f"  {one.name:<18}{one.question}{'：' + '、'.join(one.choices) if one.choices else ''}"
