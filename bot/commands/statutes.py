"""`niangjia statutes`: the text of the law, imported from files; what rests on an article that changed."""

import asyncio
from pathlib import Path

import click

from bot.app import read_index, resource
from bot.commands.options import CONFIG, Plainly, plainly, read, with_database
from bot.core.clock import today, utc_now
from bot.core.database import Database
from knowledge.entry import Entry
from knowledge.law import Law
from knowledge.law_files import Folder, read_folder
from knowledge.law_import import Imported, dependents, store
from knowledge.law_names import asked, key, label_of, read_names
from knowledge.published import standing
from knowledge.publisher import readable
from knowledge.statutes import Statute, Statutes
from knowledge.words import Words

FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
LENIENT = click.option("--lenient", is_flag=True, help="Pass over damaged files, and name them.")


@click.group("statutes")
def statutes() -> None:
    """The statutes that answers rest on."""


@statutes.command("import")
@FOLDER
@LENIENT
@CONFIG
@plainly
def import_(folder: Path, lenient: bool, config: Path) -> None:
    """Keep the statutes of a folder: our *.json, or *.md as the collection LawRefBook/Laws has them.

    Versions stand side by side; what is there already stays as it is. One damaged file and nothing is imported.
    """
    settings, now = read(config), utc_now()
    held = _read(folder, lenient)
    names = read_names(resource("knowledge", "words") / "statute_names.txt")

    async def run(database: Database) -> tuple[Imported, dict[str, Entry]]:
        done = await store(database, held.statutes, names, now)
        async with database.view() as session:
            return done, readable(await standing(session))

    _tell(held, *asyncio.run(with_database(settings, run)))


@statutes.command("find")
@click.argument("text")
@CONFIG
@plainly
def find(text: str, config: Path) -> None:
    """Articles in force that hold every word of TEXT; words are parted by blanks, or cut where nothing holds it."""

    async def run(database: Database) -> list[str]:
        law, on = Law(database), today(utc_now())
        found = await law.find(text, on) or await law.find(_cut(text), on)
        return [f"{statute.short} {label_of(one.number)}　{one.text}" for statute, one in found]

    lines = asyncio.run(with_database(read(config), run))
    if not lines:
        raise Plainly(f"no article holds {text!r}")
    click.echo("\n\n".join(lines))


@statutes.command("show")
@click.argument("statute")
@click.argument("article", required=False)
@CONFIG
@plainly
def show(statute: str, article: str | None, config: Path) -> None:
    """An article of a statute as of today (劳动合同法 82, 刑法 276-1), or which versions of a statute are held."""
    wanted = asked(f"{statute}{article}") if article else ()
    if article and not wanted:
        raise Plainly(f"no article number: {article!r} (want 82, 第八十二条, 276-1)")

    async def run(database: Database) -> list[str]:
        law = Law(database)
        if not wanted:
            return [_version(one, held) for one, held in await law.versions(key(statute))]
        passages = await law.look_up(wanted, today(utc_now())) or []
        return [
            f"{_version(passage.statute, passage.held)}\n{label_of(one.number)}　{one.text or 'no such article'}"
            for passage in passages
            for one in passage.articles
        ]

    lines = asyncio.run(with_database(read(config), run))
    if not lines:
        raise Plainly(f"no statute {statute!r} is held; `niangjia statutes import DIR`")
    click.echo("\n".join(lines))


@statutes.command("index")
@FOLDER
@LENIENT
@plainly
def index(folder: Path, lenient: bool) -> None:
    """Print the index of a folder (knowledge/statutes_index.json): titles and article numbers, no text."""
    click.echo(Statutes(_read(folder, lenient).statutes).index_text(), nl=False)


def _read(folder: Path, lenient: bool) -> Folder:
    """The folder's statutes, each under the short title that the shipped index has for it."""
    return read_folder(folder, {key(one.title): one.short for one in read_index()}, lenient=lenient)


def _cut(text: str) -> str:
    words = Words.load(resource("knowledge", "words")).cutter.cut(text)
    return " ".join(word for word in words if len(word) > 1)


def _version(statute: Statute, held: int) -> str:
    until = f" to {statute.until}" if statute.until else ""
    state = f", {statute.status}" if statute.status else ""
    return f"{statute.title} {statute.version}: {held} articles, from {statute.effective}{until}{state}"


def _tell(held: Folder, done: Imported, entries: dict[str, Entry]) -> None:
    for problem in held.damaged:
        click.echo(f"passed over: {problem}")
    for change in done.changes:
        click.echo(f"{change.short} {change.version}: {change.what}; {_numbers(change.articles)}")
    for name, citations in dependents(done.touched, ((slug, one.citations) for slug, one in entries.items())):
        click.echo(f"  {name} rests on {', '.join(map(str, citations))}")
    other = f", {len(held.passed_over)} files hold none" if held.passed_over else ""
    click.echo(f"{len(done.new)} new, {len(done.changes)} changed, {len(done.same)} as they were{other}")


def _numbers(articles: tuple[str, ...]) -> str:
    shown = ", ".join(articles[:20]) + (" …" if len(articles) > 20 else "")
    return f"{len(articles)} articles differ: {shown}" if articles else "no article differs from today's"
