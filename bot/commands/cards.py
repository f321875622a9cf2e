"""`niangjia cards`: the codes on cards and posters (心连心卡), so that each ticket tells which one brought it."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import click
import segno

from bot.app import make_client
from bot.commands.options import CONFIG, plainly, read
from bot.core.settings import Settings
from bot.wechat.account import Account, Capability
from tickets.cards import WORD

MOST = 200
SCALE, BORDER = 12, 4  # a module of the code in dots; a poster is printed from it
_NAME = re.compile(r"[\w-]{1,32}")


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("cards"))
@CONFIG
@plainly
def cards(names: Sequence[str], folder: Path, config: Path) -> None:
    """Make a code for each NAME (the card's place or holder) as FOLDER/NAME.png; scanned, the name is the source.

    An account that may not make them gets the words a worker types instead.
    """
    settings, bad = read(config), [name for name in names if not _NAME.fullmatch(name)]
    if bad:
        raise click.UsageError(f"a card's name is 1 to 32 letters, digits or -, not {bad[0][:40]!r}")
    if len(names) > MOST:
        raise click.UsageError(f"at most {MOST} cards at once")
    if not Account.of(settings.wechat.account).may(Capability.SCENE_QR):
        click.echo("this account may not make codes with a scene; print these words on the card:")
        click.echo("\n".join(f"{name}\t关注后发送「{WORD}{name}」" for name in names))
        return
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(make(settings, names, folder))


async def make(settings: Settings, names: Sequence[str], folder: Path) -> None:
    """Fetches and draws each code.

    Raises:
        WeChatError: the platform refused, or could not be reached.
    """
    async with aiohttp.ClientSession() as session:
        client = make_client(session, settings)
        for name in names:
            code = await client.scene_qrs.create(name)
            path = folder / f"{name}.png"
            segno.make(code.url, error="h", micro=False).save(str(path), scale=SCALE, border=BORDER)
            click.echo(f"{name}\t{path}")
