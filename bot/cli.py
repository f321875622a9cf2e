"""The command `niangjia`."""

import asyncio
import importlib.resources
import logging
import os
import socket
import sys
import threading
from pathlib import Path

import click
import uvloop
from aiohttp import web

import handlers
from bot import serving, setup
from bot.app import PARTS, PLATFORM, Knowledge, make_app, published_knowledge, read_parameters, resource
from bot.commands import (
    cards,
    deadlines,
    knowledge,
    menu,
    missed,
    notices,
    papers,
    places,
    reindex,
    rights,
    staff,
    statutes,
    verdicts,
)
from bot.commands.options import CONFIG, plainly, read, with_database
from bot.core import migrate
from bot.core.clock import today, utc_now
from bot.core.crypt import Keyring
from bot.core.database import Database
from bot.core.errors import SettingsError
from bot.core.followers import openid_of
from bot.core.settings import Settings
from bot.router import Dispatcher, discover
from bot.webhook import PATH
from knowledge.published import ensure_starter
from knowledge.published import unseen as unseen_answers
from simulator.chat import FIRST_NAME
from simulator.chat import chat as talk
from web.desk.people import agents

SCRIPTS = Path(str(importlib.resources.files("migrations")))


def _listening(settings: Settings, host: str | None, port: int | None) -> Settings:
    """The settings with another address; the simulator and what calls it move along."""
    server = settings.server.model_copy(update={"host": host or settings.server.host})
    wechat = settings.wechat
    if port is not None:
        server = server.model_copy(update={"port": port})
        if settings.simulator.enabled:
            here = f"http://127.0.0.1:{port}"
            server = server.model_copy(update={"public_url": here})
            wechat = wechat.model_copy(update={"api_base": f"{here}/simulator/api"})
    return settings.model_copy(update={"server": server, "wechat": wechat})


@click.group()
def main() -> None:
    """娘家人: the WeChat official account of a city's trade unions."""
    os.umask(0o077)  # what we write holds personal text or keys: nobody else on the machine reads it


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("var"))
@click.option("--port", default=8080, show_default=True)
@plainly
def init(folder: Path, port: int) -> None:
    """Make a development configuration with keys of its own; what is there is kept."""
    click.echo(setup.init(folder, port))


@main.command("migrate")
@CONFIG
@plainly
def migrate_(config: Path) -> None:
    """Bring the database's tables to this version; the first time, publish the answers that came with it."""
    settings = read(config)
    migrate.upgrade(settings.database.url, SCRIPTS)
    published, unseen = asyncio.run(with_database(settings, _answers))
    if listed := asyncio.run(with_database(settings, places.seed)):
        click.echo(f"{listed} places are listed")
    if published:
        click.echo(f"{published} answers are published")
    if unseen:
        click.echo(f"{unseen} answers of this release were changed: see them with `niangjia knowledge import`")


async def _answers(database: Database) -> tuple[int, int]:
    """How many of the release's answers were published just now, and how many were never here."""
    faq = resource("knowledge", "faq")
    published = await ensure_starter(database, faq, read_parameters(), utc_now())
    return published, await unseen_answers(database, faq)


@main.command()
@CONFIG
@click.option("--host", help="Instead of [server] host.")
@click.option("--port", type=int, help="Instead of [server] port.")
@plainly
def serve(config: Path, host: str | None, port: int | None) -> None:
    """Answer the platform, followers and staff until stopped."""
    settings = _listening(read(config), host, port)
    migrate.check(settings.database.url, SCRIPTS)
    where, at = settings.server.host, settings.server.port
    app = make_app(settings, knowledge=_published(settings))
    pages = {"the desk": "/desk"} | ({"the simulator": "/simulator"} if settings.simulator.enabled else {})
    lines = [
        f"娘家人 listens on http://{where}:{at}",
        *(f"  {name}: http://{where}:{at}{pages[name]}" for name in pages),
    ]
    uvloop.run(serving.serve(app, lambda: click.echo("\n".join(lines))))
    _leave()


@main.command("run")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("var"))
@click.option("--port", default=8080, show_default=True)
@click.pass_context
@plainly
def run_(context: click.Context, folder: Path, port: int) -> None:
    """Try it out: `init` in a folder, `migrate` and `serve`, in one go."""
    config = setup.init(folder, port)
    context.invoke(migrate_, config=config)
    context.invoke(serve, config=config, port=port)


def _leave() -> None:
    """Ends the process though threads of the queue still wait to try a failed job again: it stays queued."""
    if any(not one.daemon and one is not threading.main_thread() for one in threading.enumerate()):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)


@main.command()
@CONFIG
@click.option("--slot", help="The stable name of this process, instead of [server] slot.")
@plainly
def worker(config: Path, slot: str | None) -> None:
    """Deliver and answer what is owed, without listening: a further process on PostgreSQL."""
    settings = read(config)
    migrate.check(settings.database.url, SCRIPTS)
    server = settings.server.model_copy(update={"slot": slot or settings.server.slot})
    app = make_app(settings.model_copy(update={"server": server}), knowledge=_published(settings))

    async def run() -> None:
        stopped = serving.told_to_stop()
        runner = web.AppRunner(app)
        await runner.setup()
        click.echo(f"{server.slot} works")
        await stopped.wait()
        await runner.cleanup()

    uvloop.run(run())


@main.command()
def routes() -> None:
    """Print every handler in the order of asking."""
    for route in Dispatcher(discover(handlers)).routes:
        click.echo(f"{route.band.name:<10} {route.name:<24} {'; '.join(str(one) for one in route.filters)}")


@main.command()
@CONFIG
@plainly
def check(config: Path) -> None:
    """Tell what this configuration lacks before it goes live; status 1 if it must not."""
    settings = read(config)
    now = today(utc_now())
    weak = asyncio.run(with_database(settings, agents.default_passwords))
    found = setup.findings(settings, read_parameters(), now, weak)
    found += asyncio.run(with_database(settings, places.findings))
    for one in found:
        click.echo(f"{'MEND' if one.blocks else 'note'}  {one.setting}: {one.mend}")
    if any(one.blocks for one in found):
        sys.exit(1)
    click.echo("fit to go live")


@main.command()
@click.option("--follower", default=FIRST_NAME, show_default=True, help="Who talks: the same name is the same person.")
@CONFIG
@plainly
def chat(follower: str, config: Path) -> None:
    """Talk in the terminal as a follower, through the real webhook and a simulated platform of its own.

    Links lead to the configured address: they open as long as the chat, or `niangjia serve`, runs.
    """
    settings = read(config)
    if not settings.simulator.enabled:
        raise SettingsError("[simulator] enabled is off: this configuration is for a real account")
    migrate.check(settings.database.url, SCRIPTS)
    port = settings.server.port if _is_free(settings.server.port) else _free_port()
    here = f"http://127.0.0.1:{port}"
    server = settings.server.model_copy(update={"slot": "chat-1", "host": "127.0.0.1", "port": port})
    wechat = settings.wechat.model_copy(update={"api_base": f"{here}/simulator/api"})
    asyncio.run(_chat(settings.model_copy(update={"server": server, "wechat": wechat}), here, follower))


async def _chat(settings: Settings, here: str, follower: str) -> None:
    app = make_app(settings, knowledge=await _publishing(settings))
    services = app[PARTS].services
    await app[PLATFORM].reconfigure(target_url=f"{here}{PATH}", base_url=f"{here}/simulator/api")

    async def follows(openid: str) -> bool:
        async with services.database.view() as session:
            return await openid_of(session, services.keys, services.keys.index(openid)) is not None

    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.server.host, settings.server.port).start()
        await talk(app[PLATFORM], lambda: asyncio.to_thread(_line), click.echo, follower, follows)
    finally:
        await runner.cleanup()


async def _publishing(settings: Settings) -> Knowledge:
    """What is published in the settings' database; bad keys are told before anything is read."""
    Keyring.parse(settings.keys.data.get_secret_value())
    return await with_database(settings, lambda database: published_knowledge(database, utc_now()))


def _published(settings: Settings) -> Knowledge:
    return asyncio.run(_publishing(settings))


def _line() -> str | None:
    try:
        return input()
    except EOFError:
        return None


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


for command in (
    cards.cards,
    deadlines.deadlines_,
    knowledge.ask,
    knowledge.eval_,
    knowledge.knowledge,
    menu.menu,
    missed.missed,
    notices.notices,
    papers.papers,
    places.places,
    reindex.reindex,
    rights.rights,
    staff.staff,
    statutes.statutes,
    verdicts.tickets,
):
    main.add_command(command)
