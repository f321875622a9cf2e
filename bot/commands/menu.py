"""`niangjia menu`: the account's menu, as handlers/menu.py writes it."""

import asyncio
from pathlib import Path

import aiohttp
import click

from bot.app import make_client
from bot.commands.options import CONFIG, plainly, read
from handlers.menu import BUTTONS


@click.group("menu")
def menu() -> None:
    """The buttons under the account's chat."""


@menu.command("push")
@CONFIG
@plainly
def push(config: Path) -> None:
    """Publish the menu to WeChat; phones show it within five minutes or when the account is opened anew."""
    settings = read(config)

    async def run() -> None:
        async with aiohttp.ClientSession() as session:
            await make_client(session, settings).menu.create(BUTTONS)

    asyncio.run(run())
    click.echo("the menu is published")
