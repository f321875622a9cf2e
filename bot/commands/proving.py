"""What `niangjia knowledge check` proves of the answers where statute text is held: citations and figures."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from sqlalchemy.exc import DatabaseError

from bot.app import read_index, read_parameters, resource
from bot.commands.options import with_database
from bot.core.clock import today, utc_now
from bot.core.database import Database
from bot.core.settings import load
from knowledge.entry import Entry
from knowledge.law import Law
from knowledge.law_explained import Explained
from knowledge.law_files import read_folder
from knowledge.law_names import key
from knowledge.law_proof import idle, unproved
from knowledge.statutes import Statutes

STATUTES = click.option(
    "--statutes",
    "law",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Prove figures against the statutes of this folder, instead of those imported.",
)


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves answers against statutes as of a day; without their text (None) it proves nothing and finds nothing."""

    statutes: Statutes | None
    values: tuple[str, ...]
    explained: Explained
    on: date

    @property
    def against(self) -> str:
        """What stands behind a proof."""
        if self.statutes is None:
            return "no statute text is held, so no figure was proved"
        return f"figures proved against {sum(1 for _ in self.statutes)} statutes"

    def problems(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Each citation that is not in force today, and each figure that nothing proves."""
        if self.statutes is None:
            return
        for slug, cited in self.statutes.unproved(entries, self.on):
            yield f"{slug}.md: citations: {cited} does not exist or is not in force"
        yield from map(str, unproved(entries, self.statutes, self.values, self.explained, self.on))

    def idle(self, entries: Sequence[Entry]) -> list[str]:
        """Explanations of figures that no answer says any more: worth knowing, not wrong."""
        return [f"explained_figures.txt: no longer said: {one}" for one in idle(entries, self.explained)]


def prover(law: Path | None, config: Path) -> Prover:
    """With the text in a folder, else with what is imported into the configured database, else with none.

    Raises:
        StatuteError, WordsError: a file that cannot be read.
    """
    on = today(utc_now())
    explained = Explained.read(resource("knowledge", "words") / "explained_figures.txt")
    shorts = {key(one.title): one.short for one in read_index()}
    statutes = Statutes(read_folder(law, shorts).statutes) if law else _imported(shorts.values(), config)
    return Prover(statutes, tuple(read_parameters().shown(on).values()), explained, on)


def _imported(shorts: Iterable[str], config: Path) -> Statutes | None:
    """The imported statutes; None where there is no configuration or nothing was imported."""
    if not config.is_file():
        return None

    async def run(database: Database) -> Statutes:
        return await Law(database).statutes(shorts)

    try:
        statutes = asyncio.run(with_database(load(config), run))
    except DatabaseError:  # no tables yet: `niangjia migrate` was not run
        return None
    return statutes if any(True for _ in statutes) else None
