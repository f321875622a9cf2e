"""`niangjia knowledge list|history|diff|draft|review|drop|publish|rollback|retire`: entries and their versions."""

import asyncio
import difflib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import click

from bot.app import read_rules, resource
from bot.commands.options import CONFIG, in_session, plainly, read, with_database
from bot.core.clock import shown, today, utc_now
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.settings import Settings
from knowledge.editing import Change, EditError, Note, Versions, open_of, published_of
from knowledge.entry import Entry, EntryError, parse
from knowledge.publish_gate import Gate
from knowledge.published import standing
from knowledge.publisher import Choose, Done, Publisher, readable
from knowledge.versions import Act, EntryVersion, Publication, State
from knowledge.words import Words

T = TypeVar("T")
STATES = {
    State.DRAFT: "草稿",
    State.REVIEW: "待审",
    State.PUBLISHED: "发布中",
    State.REPLACED: "旧版",
    State.RETIRED: "已停用",
    State.DROPPED: "已放弃",
}
ACTS = {Act.IMPORT: "导入", Act.PUBLISH: "发布", Act.ROLLBACK: "回退", Act.RETIRE: "停用"}
VERSION = "第 {number} 版　{state}　{at}　{by}：{why}"
LOGGED = "  第 {generation} 次发布　{at}　{by} {act}：{before} → {number}　{why}"
LISTED = "{slug}　第 {number} 版　{state}　{at}　{by}　{title}"
DRAFTED = "已存为「{slug}」第 {number} 版（草稿）；下一步：niangjia knowledge review {slug}"
REVIEWED = "「{slug}」第 {number} 版待审；下一步：niangjia knowledge publish {slug} --by … --why …"
DROPPED = "「{slug}」第 {number} 版已放弃，历史里还看得到"
PUBLISHED = "已发布（第 {generation} 次）：{what}。试了 {asked} 个问题；几秒后各进程换上"
NEW_WRONG = "新加的 {asked} 个问法里，有 {wrong} 个换个说法还问不到它，最好再添几句"
SURE_RETIRE = "停用后职工就问不到「{slugs}」了（以后可以用 rollback 找回来）。确定吗？"
NO_OTHER = "「{slug}」没有可以对比的另一版"
NONE = "无"

BY = click.option("--by", required=True, help="Who does this, as colleagues know them.")
WHY = click.option("--why", required=True, help="Why; kept in the history.")
ANYWAY = click.option("--anyway", metavar="REASON", help="Publish although questions flip, for this reason.")
YES = click.option("--yes", is_flag=True, help="Do not ask.")
SLUGS = click.argument("slugs", nargs=-1, required=True, metavar="SLUG...")


@click.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only versions of this state.")
@CONFIG
@plainly
def list_(state: str | None, config: Path) -> None:
    """The entries that are published, in review or in draft; or the versions of one state."""
    for one in within(read(config), lambda versions: versions.listed(state)):
        at, title = shown(one.made_at), title_of(one)
        line = {"slug": one.slug, "number": one.number, "state": STATES[State(one.state)], "by": one.made_by}
        click.echo(LISTED.format(**line, at=at, title=title))


@click.command("history")
@click.argument("slug")
@CONFIG
@plainly
def history(slug: str, config: Path) -> None:
    """Every version of an entry, and when each was published, by whom and why."""

    async def both(versions: Versions) -> tuple[list[EntryVersion], list[Publication]]:
        return await versions.of(slug), await versions.log_of(slug)

    found, log = within(read(config), both)
    for one in found:
        state, at = STATES[State(one.state)], shown(one.made_at)
        click.echo(VERSION.format(number=one.number, state=state, at=at, by=one.made_by, why=one.why))
    for line in log:
        told = {"generation": line.generation, "by": line.by, "act": ACTS[Act(line.act)], "why": line.why}
        number, before = line.number or NONE, line.before or NONE
        click.echo(LOGGED.format(**told, at=shown(line.at), before=before, number=number))


@click.command("diff")
@click.argument("slug")
@click.argument("first", type=int, required=False)
@click.argument("second", type=int, required=False)
@CONFIG
@plainly
def diff(slug: str, first: int | None, second: int | None, config: Path) -> None:
    """What differs between two versions; without numbers, between what stands and what is open (or stood before)."""
    found = within(read(config), lambda versions: versions.of(slug))
    old, new = _pair(slug, found, first, second)
    names = (f"{slug} {old.number}", f"{slug} {new.number}")
    lines = difflib.unified_diff(old.text.splitlines(), new.text.splitlines(), *names, lineterm="")
    click.echo("\n".join(lines))


def _pair(
    slug: str, found: list[EntryVersion], first: int | None, second: int | None
) -> tuple[EntryVersion, EntryVersion]:
    """Raises EditError where there are no two."""
    by_number = {one.number: one for one in found}
    new = by_number.get(second) if second else open_of(found) or published_of(found) or found[-1]
    old = by_number.get(first) if first else _before(found, new)
    if old is None or new is None:
        raise EditError(NO_OTHER.format(slug=slug))
    return old, new


def _before(found: list[EntryVersion], new: EntryVersion | None) -> EntryVersion | None:
    stands = published_of(found)
    earlier = [one for one in found if new is not None and one.number < new.number]
    return stands if stands is not None and stands is not new else (earlier[-1] if earlier else None)


@click.command("draft")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@BY
@WHY
@CONFIG
@plainly
def draft(file: Path, by: str, why: str, config: Path) -> None:
    """Keep FILE (SLUG.md) as a draft, if it holds to every rule."""
    text = file.read_text("utf-8")
    entry = parse(file.name, text)
    settings, note = read(config), Note(by, why)

    async def run(database: Database) -> EntryVersion:
        async with database.view() as session:
            stands = readable(await standing(session))
        read_rules().check([entry], (stands | {entry.slug: entry}).values())
        async with database.session() as session:
            return await Versions(session, utc_now()).draft(entry.slug, text, note)

    made = asyncio.run(with_database(settings, run))
    click.echo(DRAFTED.format(slug=made.slug, number=made.number))


@click.command("review")
@click.argument("slug")
@CONFIG
@plainly
def review(slug: str, config: Path) -> None:
    """Hand the draft of an entry in for review."""
    found = within(read(config), lambda versions: versions.review(slug), write=True)
    click.echo(REVIEWED.format(slug=slug, number=found.number))


@click.command("drop")
@click.argument("slug")
@CONFIG
@plainly
def drop(slug: str, config: Path) -> None:
    """Put the draft of an entry aside; it stays in the history."""
    found = within(read(config), lambda versions: versions.drop(slug), write=True)
    click.echo(DROPPED.format(slug=slug, number=found.number))


@click.command("publish")
@SLUGS
@BY
@WHY
@ANYWAY
@CONFIG
@plainly
def publish(slugs: tuple[str, ...], by: str, why: str, anyway: str | None, config: Path) -> None:
    """Publish what was reviewed, if no question that was answered right becomes wrong."""

    async def choose(versions: Versions) -> list[Change]:
        return [await versions.publishing(slug) for slug in dict.fromkeys(slugs)]

    tell(publishing(read(config), choose, Note(by, why), anyway))


@click.command("rollback")
@click.argument("slug")
@click.option("--to", type=int, help="The version to bring back; without it, the next older one that once stood.")
@BY
@WHY
@ANYWAY
@CONFIG
@plainly
def rollback(slug: str, to: int | None, by: str, why: str, anyway: str | None, config: Path) -> None:
    """Bring back the published version before this one; each further time goes one published version further back.

    Of a retired entry, what stood last.
    """

    async def choose(versions: Versions) -> list[Change]:
        return [await versions.rolling_back(slug, to)]

    tell(publishing(read(config), choose, Note(by, why), anyway))


@click.command("retire")
@SLUGS
@BY
@WHY
@ANYWAY
@YES
@CONFIG
@plainly
def retire(slugs: tuple[str, ...], by: str, why: str, anyway: str | None, yes: bool, config: Path) -> None:
    """Answer with these entries no more."""
    if not yes:
        click.confirm(SURE_RETIRE.format(slugs="、".join(slugs)), abort=True)

    async def choose(versions: Versions) -> list[Change]:
        return [await versions.retiring(slug) for slug in dict.fromkeys(slugs)]

    tell(publishing(read(config), choose, Note(by, why), anyway))


def within(settings: Settings, work: Callable[[Versions], Awaitable[T]], *, write: bool = False) -> T:
    """What comes of some work with the versions."""
    return in_session(settings, lambda session: work(Versions(session, utc_now())), write=write)


def publishing(settings: Settings, choose: Choose, note: Note, anyway: str | None) -> Done:
    """Publishes over the settings' database."""

    async def run(database: Database) -> Done:
        return await publisher_of(settings, database).publish(choose, note, anyway)

    return asyncio.run(with_database(settings, run))


def publisher_of(settings: Settings, database: Database) -> Publisher:
    """Publishes by the rules and words of this release."""
    keys = Keyring.parse(settings.keys.data.get_secret_value())
    gate = Gate(Words.load(resource("knowledge", "words")))
    return Publisher(database, keys, read_rules(), gate, utc_now)


def tell(done: Done) -> None:
    """Says what was published."""
    what = "、".join(f"{ACTS[one.act]} {one.slug}" for one in done.changes[:10])
    if len(done.changes) > 10:
        what += f" 等 {len(done.changes)} 条"
    click.echo(PUBLISHED.format(generation=done.generation, what=what, asked=done.trial.asked))
    if done.trial.new_wrong:
        click.echo(NEW_WRONG.format(asked=done.trial.new_asked, wrong=done.trial.new_wrong))


def title_of(version: EntryVersion) -> str:
    """The title of a version's text; the rule it breaks where this release cannot read it."""
    try:
        entry: Entry = parse(f"{version.slug}.md", version.text)
    except EntryError as error:
        return str(error)
    live = entry.is_live(today(utc_now()))
    return entry.title if live else f"{entry.title}（{entry.valid_from} 至 {entry.valid_until or '长期'}）"


COMMANDS = (list_, history, diff, draft, review, drop, publish, rollback, retire)
