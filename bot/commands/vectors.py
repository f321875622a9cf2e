"""`niangjia knowledge vectors`: makes the sentence vectors of our own texts, kept in knowledge/vectors.npz."""

import sys

import click

from bot.app import VECTORS, read_parameters, resource
from bot.commands.options import plainly
from knowledge import entry
from knowledge.vectors import Vectors, find_model
from knowledge.words import lines


@click.command("vectors")
@click.option("--check", is_flag=True, help="Only tell what is missing; status 1 if anything is.")
@plainly
def vectors(check: bool) -> None:
    """Make the vectors of new ways of asking in knowledge/faq and knowledge/words/other_matters.txt (30 ms each)."""
    path = resource("knowledge", VECTORS)
    kept = Vectors.load(path, find_model())
    entries = entry.load(resource("knowledge", "faq"), read_parameters())
    texts = {text for one in entries for text in (*one.ask, one.title)}
    texts |= {line for _, line in lines(resource("knowledge", "words") / "other_matters.txt")}
    missing = sum(not kept.known(text) for text in texts)
    if check:
        click.echo(f"{missing} of {len(texts)} vectors are missing")
        sys.exit(1 if missing else 0)
    if missing and kept.model is None:
        raise click.ClickException("the model comes for Linux on x86-64 only")
    click.echo(f"{missing} made, {kept.save(path, texts)} kept in {VECTORS}")


COMMANDS = (vectors,)
