"""`niangjia tickets`: what workers say of what came of their tickets."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands.options import CONFIG, in_session, plainly, read
from bot.core.clock import shown, utc_now
from bot.core.crypt import Keyring
from tickets import number
from tickets.clocks import Rules
from tickets.ratings import Content, Ratings, Verdict

LINE = "{number}　{kind}　{day}　{content}　{why}"
NONE = "这段时间没有评价。"
MOST = 1000


@click.group("tickets")
def tickets() -> None:
    """The tickets, as far as the terminal shows them."""


@tickets.command("verdicts")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3660), help="How far back.")
@click.option("--unhappy", is_flag=True, help="Only those who were not content, with what they wrote.")
@CONFIG
@plainly
def verdicts(days: int, unhappy: bool, config: Path) -> None:
    """List how workers judged what came of their tickets, the newest first, with the count of each."""
    settings, now = read(config), utc_now()
    keys = Keyring.parse(settings.keys.data.get_secret_value())
    rules = Rules.of(settings.clocks)

    async def given(session: AsyncSession) -> Sequence[Verdict]:
        return await Ratings(session, keys, now, rules).given(now - timedelta(days=days), MOST)

    found = in_session(settings, given)
    count = Counter(one.content for one in found)
    click.echo("　".join(f"{content.label} {count[content]}" for content in Content) if found else NONE)
    for one in found:
        if not unhappy or one.content is not Content.YES:
            click.echo(_told(one))


def _told(one: Verdict) -> str:
    line = LINE.format(
        number=number.shown(one.number),
        kind=one.kind,
        day=shown(one.at),
        content=one.content.label,
        why=" ".join(one.why.split()),
    )
    return line.rstrip("　")
