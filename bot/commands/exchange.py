"""`niangjia knowledge import|export|correct`: entries in and out, and questions that staff put right."""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import read_rules, resource
from bot.commands.entries import ANYWAY, BY, WHY, YES, publisher_of, tell
from bot.commands.options import CONFIG, in_session, plainly, read, with_database
from bot.core.clock import utc_now
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.settings import Settings
from knowledge.corrections import Corrections
from knowledge.editing import Change, Note, Versions, published_of
from knowledge.exchange import kind_of, write
from knowledge.exchange import read as read_brought
from knowledge.importing import Import
from knowledge.merging import TAKEN, Step, Verdict
from knowledge.published import standing

VERDICTS = {
    Verdict.NEW: "新的",
    Verdict.UPDATE: "有改动",
    Verdict.SAME: "和库里一样",
    Verdict.WAITING: "上次导入的草稿，还没发布",
    Verdict.KEPT: "只在库里改过，保留库里的",
    Verdict.CONFLICT: "两边都改过",
}
CONFLICT = "冲突 {slug}：库里是第 {ours} 版，导入的（{place}）是从{base}改的；保留库里的，要用导入的就加 --take {slug}"
FROM = "第 {number} 版"
FROM_NOTHING = "别处"
NOTHING_TO_DO = "没有要导入的"
SURE_PUBLISH = "要发布其中 {count} 条，确定吗？"
KEPT_AS_DRAFTS = "{count} 条已存为草稿；逐条 niangjia knowledge review、publish，或重新导入时加 --publish"
EXPORTED = "{count} 条导出到 {path}"
SURE_OVERWRITE = "{path} 已经有了，盖掉它？"
KEPT_CORRECTION = "记下了：「{question}」应答 {slug}"
NOT_STANDING = "「{slug}」现在没有发布着的版本"


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path), required=False)
@click.option("--publish", is_flag=True, help="Publish what is taken; without it, it is kept as drafts.")
@click.option("--take", multiple=True, metavar="SLUG", help="Take this entry although it was changed here.")
@BY
@WHY
@ANYWAY
@YES
@CONFIG
@plainly
def import_(
    source: Path | None,
    publish: bool,
    take: tuple[str, ...],
    by: str,
    why: str,
    anyway: str | None,
    yes: bool,
    config: Path,
) -> None:
    """Bring in a folder, an xlsx or a csv; without SOURCE, the answers that came with this release.

    What was changed here is kept; status 1 if something was changed on both sides.
    """
    settings, note = read(config), Note(by, why)
    brought = read_brought(source or resource("knowledge", "faq"))

    async def run(database: Database) -> list[Step]:
        one = Import(database, read_rules(), utc_now, brought, take)
        steps = await one.plan()
        _tell(steps)
        if any(step.verdict in (*TAKEN, Verdict.WAITING, Verdict.SAME) for step in steps):
            _confirm(steps, publish and not yes)
            await _take(settings, database, await one.keep(steps, note), note, anyway if publish else None, publish)
        return steps

    steps = asyncio.run(with_database(settings, run))
    if any(step.verdict is Verdict.CONFLICT for step in steps):
        sys.exit(1)


async def _take(
    settings: Settings, database: Database, changes: Sequence[Change], note: Note, anyway: str | None, publish: bool
) -> None:
    """Publishes the drafts, or says that they are kept."""
    if not changes:
        click.echo(NOTHING_TO_DO)
        return
    kept = KEPT_AS_DRAFTS.format(count=len(changes))
    if not publish:
        click.echo(kept)
        return

    async def choose(_versions: Versions) -> Sequence[Change]:
        return changes

    try:
        tell(await publisher_of(settings, database).publish(choose, note, anyway))
    except ValueError:  # stopped: what was brought in is not lost
        click.echo(kept)
        raise


def _confirm(steps: Sequence[Step], ask: bool) -> None:
    count = sum(step.verdict in (*TAKEN, Verdict.WAITING) for step in steps)
    if ask and count:
        click.confirm(SURE_PUBLISH.format(count=count), abort=True)


def _tell(steps: Sequence[Step]) -> None:
    """How many of each, what would be taken, and each conflict with both sides' numbers."""
    counted = Counter(step.verdict for step in steps)
    click.echo("；".join(f"{VERDICTS[verdict]} {counted[verdict]} 条" for verdict in Verdict if counted[verdict]))
    for step in steps:
        if step.verdict in (Verdict.NEW, Verdict.UPDATE) and counted[step.verdict] < len(steps):
            click.echo(f"{VERDICTS[step.verdict]} {step.brought.slug}")
        if step.verdict is Verdict.CONFLICT:
            base = FROM.format(number=step.base) if step.base else FROM_NOTHING
            told = {"slug": step.brought.slug, "place": step.brought.place, "ours": step.ours}
            click.echo(CONFLICT.format(**told, base=base))


@click.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@YES
@CONFIG
@plainly
def export(target: Path, yes: bool, config: Path) -> None:
    """Write what is published to a new folder, a .xlsx or a .csv."""
    settings = read(config)
    if kind_of(target) != "folder" and target.exists() and not yes:
        click.confirm(SURE_OVERWRITE.format(path=target), abort=True)
    count = write(target, in_session(settings, standing))
    click.echo(EXPORTED.format(count=count, path=target))


@click.command("correct")
@click.argument("question")
@click.argument("slug")
@BY
@CONFIG
@plainly
def correct(question: str, slug: str, by: str, config: Path) -> None:
    """Say which entry answers a question from a real chat; every publication is tried on it from then on."""
    settings = read(config)
    keys = Keyring.parse(settings.keys.data.get_secret_value())

    async def keep(session: AsyncSession) -> str:
        if published_of(await Versions(session, utc_now()).of(slug)) is None:
            raise ValueError(NOT_STANDING.format(slug=slug))
        return await Corrections(session, keys).keep(question, slug, by, utc_now())

    kept = in_session(settings, keep, write=True)
    click.echo(KEPT_CORRECTION.format(question=kept, slug=slug))


COMMANDS = (import_, export, correct)
