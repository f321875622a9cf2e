"""`niangjia ask`, `eval` and `knowledge`: what would be answered, how well, and whether what is written holds."""

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

import click

from bot.app import read_index, read_knowledge, read_rules, resource
from bot.ask import asking, questions
from bot.commands import entries, exchange, proving, vectors
from bot.commands.options import CONFIG, in_session, plainly, read
from bot.core import log
from bot.core.clock import today, utc_now
from knowledge import cases, entry, measure
from knowledge.published import standing
from knowledge.publisher import Rules


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id", "question"} lines from standard input.')
@plainly
def ask(text: str | None, jsonl: bool) -> None:
    """Ask a question as a follower would; nothing is kept.

    It reads the starter set that came with this release (knowledge/faq), not what is published in a database.
    """
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
    found = cases.read_cases(file, read_index())
    click.echo(measure.report(measure.measure(known.reader.think, found, known.library.entries.values())))


@click.group("knowledge")
def knowledge() -> None:
    """The answers: those that came with this release, and those published here."""


@knowledge.command("check")
@proving.STATUTES
@CONFIG
@plainly
def check(law: Path | None, config: Path) -> None:
    """Read every entry strictly: fields, lengths, figures, and citations that exist and are in force.

    Those of knowledge/faq, and where there is a configuration those that are published in its database.
    """
    rules, prover = read_rules(), proving.prover(law, config)
    known = {path.name: path.read_text("utf-8") for path in sorted(resource("knowledge", "faq").glob("*.md"))}
    problems = [f"knowledge/faq/{one}" for one in _problems(known, rules, prover)]
    held = f"{len(known)} entries hold"
    if config.exists():
        texts = {f"{one.slug}.md": one.text for one in in_session(read(config), standing)}
        problems += [f"published {one}" for one in _problems(texts, rules, prover)]
        held += f", and {len(texts)} that are published"
    for one in problems:
        click.echo(one)
    if problems:
        sys.exit(1)
    for one in prover.idle([entry.parse(file, text) for file, text in known.items()]):
        click.echo(f"note: {one}")
    click.echo(f"{held}; {prover.against}")


def _problems(texts: Mapping[str, str], rules: Rules, prover: proving.Prover) -> Iterator[str]:
    """Every rule that the texts (by file) break, at most one a text; asks that stand twice; figures not proved."""
    found: list[entry.Entry] = []
    for file, text in texts.items():
        try:
            found.append(entry.parse(file, text))
            rules.check(found[-1:], ())
        except entry.EntryError as error:
            yield str(error)
    try:
        entry.refuse_double(found)
    except entry.EntryError as error:
        yield str(error)
    yield from prover.problems(found)


for command in (*entries.COMMANDS, *exchange.COMMANDS, *vectors.COMMANDS):
    knowledge.add_command(command)
