"""`niangjia missed`: what could not be answered, and which answers were called of no use."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import click

from bot.app import resource
from bot.commands.options import CONFIG, in_session, plainly, read
from bot.core.clock import today, utc_now
from bot.core.crypt import Keyring
from bot.core.settings import Settings
from knowledge.missed import NEWEST, Missed, Reason, Verdict, Why
from knowledge.missed_groups import Cluster, grouped, named
from knowledge.published import standing
from knowledge.publisher import readable
from knowledge.skeleton import skeleton
from knowledge.words import Words

T = TypeVar("T")
SHOWN = 50  # groups
LINE_CHARACTERS = 60
NONE = "最近 {days} 天没有答不上来的问题。"
DRAFTED = """{path}: finish it, name it SLUG.md, then: niangjia knowledge draft SLUG.md --by … --why …
once that is published: niangjia missed done {name} --why …"""
NO_VERDICTS = "最近 {days} 天没有人说过「有用」「没用」。"
WHY = {Why.OFFERED: "没选", Why.REPHRASED: "没听懂", Why.HANDED_OVER: "转人工", Why.NOT_USEFUL: "没用"}
REASON = {
    Reason.OFF_THE_POINT: "答非所问",
    Reason.UNCLEAR: "看不懂",
    Reason.OTHER_CASE: "情况不一样",
    Reason.WRONG: "数字或条文不对",
}
DAYS = click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How far to look back.")


def _line(one: Cluster) -> str:
    """One line of the list."""
    why = "、".join(f"{WHY[why]} {n}" for why, n in Counter(question.why for question in one.questions).most_common())
    newest = max(question.day for question in one.questions)
    text, mark = one.questions[0].text[:LINE_CHARACTERS], "【核对】" if one.wrong else ""
    return f"{one.name}  {len(one.questions):>4}  {newest}  {mark}{text}\n{'':14}{why}；猜的是 {one.guess or '–'}"


@click.group("missed")
def missed() -> None:
    """The questions that found no answer, in groups of likeness."""


@missed.command("list")
@DAYS
@CONFIG
@plainly
def list_(days: int, config: Path) -> None:
    """Print the groups, the largest first: name, count, newest day, a typical question, why, the best guess."""
    found = _clusters(read(config), days)
    click.echo("\n".join(_line(one) for one in found[:SHOWN]) or NONE.format(days=days))
    if len(found) > SHOWN:
        click.echo(f"… {len(found) - SHOWN} smaller groups")


@missed.command("show")
@click.argument("name")
@DAYS
@CONFIG
@plainly
def show(name: str, days: int, config: Path) -> None:
    """Print every question of the group NAME."""
    for one in named(_clusters(read(config), days), name).questions:
        reason = f"（{REASON[one.reason]}）" if one.reason else ""
        click.echo(f"{one.day}  {WHY[one.why]}{reason}  {one.slug or '–'}\n    {one.text}")


@missed.command("draft")
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@DAYS
@CONFIG
@plainly
def draft(name: str, folder: Path, days: int, config: Path) -> None:
    """Write the beginning of an entry for the group NAME into FOLDER, for somebody to finish."""
    settings = read(config)
    cluster = named(_clusters(settings, days), name)
    thought_of = readable(in_session(settings, standing)).get(cluster.guess)
    path = folder / f"draft-{cluster.name}.md"
    if path.exists():
        raise ValueError(f"{path} is there already")
    folder.mkdir(parents=True, exist_ok=True)
    texts = [one.text for one in cluster.questions]
    path.write_text(skeleton(texts, thought_of.topic if thought_of else "", today(utc_now())), "utf-8")
    click.echo(DRAFTED.format(path=path, name=cluster.name))


@missed.command("done")
@click.argument("name")
@click.option("--why", required=True, help="What was done: the entry that answers now, or why none is needed.")
@DAYS
@CONFIG
@plainly
def done(name: str, why: str, days: int, config: Path) -> None:
    """Take the group NAME off the list."""
    settings = read(config)
    names = [one.id for one in named(_clusters(settings, days), name).questions]
    count = _with_missed(settings, lambda store: store.settle(names, why), write=True)
    click.echo(f"{count} questions are off the list")


@missed.command("feedback")
@DAYS
@CONFIG
@plainly
def feedback(days: int, config: Path) -> None:
    """Print the answers by their share of 「没用」; those called wrong are marked."""
    since = today(utc_now()) - timedelta(days=days)
    found: list[Verdict] = _with_missed(read(config), lambda store: store.verdicts(since))
    for one in found:
        mark = f"  【核对】{one.wrong} 人说数字或条文不对" if one.wrong else ""
        click.echo(f"{one.share:>4.0%}  没用 {one.not_useful}  有用 {one.useful}  {one.slug}{mark}")
    if not found:
        click.echo(NO_VERDICTS.format(days=days))


def _clusters(settings: Settings, days: int) -> list[Cluster]:
    since = today(utc_now()) - timedelta(days=days)
    questions = _with_missed(settings, lambda store: store.newest(since))
    if len(questions) == NEWEST:
        click.echo(f"only the newest {NEWEST} questions are looked at", err=True)
    return grouped(questions, Words.load(resource("knowledge", "words"))) if questions else []


def _with_missed(settings: Settings, work: Callable[[Missed], Awaitable[T]], *, write: bool = False) -> T:
    keys = Keyring.parse(settings.keys.data.get_secret_value())
    return in_session(settings, lambda session: work(Missed(session, keys)), write=write)
