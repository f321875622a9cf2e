"""`niangjia ask`, `eval` and `knowledge`: what would be answered, how well, and whether what is written holds."""

import asyncio
import json
import sys
from typing import TextIO

import click

from bot.app import read_knowledge, resource
from bot.ask import asking, questions
from bot.commands.options import plainly
from bot.core import log
from bot.core.clock import today, utc_now
from knowledge import cases, entry, measure
from knowledge.statutes import Statutes
from rights.parameters import Parameters


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id", "question"} lines from standard input.')
@plainly
def ask(text: str | None, jsonl: bool) -> None:
    """Ask a question as a follower would; nothing is kept."""
    if jsonl == (text is not None):
        raise click.UsageError("give a TEXT, or --jsonl and questions on standard input")

    async def run() -> None:
        async with asking() as asker:
            if text is not None:
                click.echo((await asker.ask("1", text))["reply"])
                return
            for name, question in questions(sys.stdin):
                click.echo(json.dumps(await asker.ask(name, question), ensure_ascii=False))

    log.configure("error", json_lines=False)
    asyncio.run(run())


@click.command("eval")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@plainly
def eval_(file: TextIO) -> None:
    """Measure the answers on labelled questions: JSON lines with question, topic, intent, law_refs."""
    known = read_knowledge(today(utc_now())).known
    found = cases.read_cases(file, _statutes())
    click.echo(measure.report(measure.measure(known.reader.read, found, known.library.entries.values())))


@click.group("knowledge")
def knowledge() -> None:
    """The answers in knowledge/faq."""


@knowledge.command("check")
@plainly
def check() -> None:
    """Read every entry strictly: fields, lengths, figures, and citations that exist and are in force."""
    parameters = Parameters.parse(resource("rights", "parameters.toml").read_text("utf-8"))
    entries = entry.load(resource("knowledge", "faq"), parameters)
    unproved = _statutes().unproved(entries)
    for slug, citation in unproved:
        click.echo(f"{slug}.md: citations: {citation} does not exist or is not in force")
    if unproved:
        sys.exit(1)
    click.echo(f"{len(entries)} entries hold")


def _statutes() -> Statutes:
    return Statutes.from_index(resource("knowledge", "statutes_index.json"))
