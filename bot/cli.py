"""The command `niangjia`."""

import asyncio
import importlib.resources
import json
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
import uvloop
from aiohttp import web

import handlers
from bot import setup
from bot.app import PLATFORM, make_app, read_knowledge
from bot.ask import asking, questions
from bot.core import log, migrate
from bot.core.clock import utc_now
from bot.core.database import Database
from bot.core.errors import NiangjiaError
from bot.core.settings import Settings, load
from bot.router import Dispatcher, discover
from simulator.chat import chat as talk
from web.desk import agents
from web.desk.models import Role

T = TypeVar("T")

SCRIPTS = Path(str(importlib.resources.files("migrations")))
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("config.toml"),
    envvar="NIANGJIA_CONFIG",
    show_default=True,
    help="The configuration file; every setting also as NIANGJIA_SECTION__KEY in the environment.",
)


def plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """Our own errors end a command with their sentence and status 2, without a trace."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (NiangjiaError, ValueError) as error:
            raise click.ClickException(str(error)) from None

    return run


def read(config: Path) -> Settings:
    """The settings, with the log set up by them."""
    settings = load(config)
    log.configure(settings.log.level, settings.log.json_lines)
    return settings


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
    """Bring the database's tables to this version."""
    migrate.upgrade(read(config).database.url, SCRIPTS)


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
    app = make_app(settings)
    click.echo(f"娘家人 listens on http://{where}:{at}")
    for name, path in (("the desk", "/desk"), ("the simulator", "/simulator")):
        if name == "the desk" or settings.simulator.enabled:
            click.echo(f"  {name}: http://{where}:{at}{path}")
    web.run_app(
        app,
        host=where,
        port=at,
        print=lambda *_: None,
        access_log=None,
        backlog=4096,
        shutdown_timeout=settings.server.stop_within_s,
        loop=uvloop.new_event_loop(),
    )


@main.command()
@CONFIG
@click.option(
    "--slot", default="worker-1", show_default=True, help="This process's stable name, instead of [server] slot."
)
@plainly
def worker(config: Path, slot: str) -> None:
    """Deliver and answer what is owed, without listening: a further process on PostgreSQL."""
    settings = read(config)
    migrate.check(settings.database.url, SCRIPTS)
    server = settings.server.model_copy(update={"slot": slot})
    app = make_app(settings.model_copy(update={"server": server}))

    async def run() -> None:
        stopped = asyncio.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(one, stopped.set)
        runner = web.AppRunner(app)
        await runner.setup()
        click.echo(f"{slot} works")
        await stopped.wait()
        await runner.cleanup()

    uvloop.run(run())


@main.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id", "question"} lines from standard input.')
@plainly
def ask(text: str | None, jsonl: bool) -> None:
    """Ask a question as a follower would; nothing is kept."""
    if jsonl == (text is not None):
        raise click.UsageError("give a TEXT, or --jsonl and questions on standard input")

    async def run() -> None:
        async with asking() as asker:
            if text is not None:
                click.echo((await asker.ask("1", text))["reply"])
                return
            for name, question in questions(sys.stdin):
                click.echo(json.dumps(await asker.ask(name, question), ensure_ascii=False))

    log.configure("error", json_lines=False)
    asyncio.run(run())


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
    today = utc_now().date()
    weak = asyncio.run(_with_database(settings, agents.default_passwords))
    found = setup.findings(settings, read_knowledge(today).parameters, today, weak)
    for one in found:
        click.echo(f"{'MEND' if one.blocks else 'note'}  {one.setting}: {one.mend}")
    if any(one.blocks for one in found):
        sys.exit(1)
    click.echo("fit to go live")


@main.group("agents")
def agents_() -> None:
    """The staff who may sign in to the desk."""


@agents_.command("add")
@click.argument("name")
@click.option("--display", help="What colleagues read; NAME if not given.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.AGENT.value, show_default=True)
@click.password_option(help="At least 10 characters; asked for if not given.")
@CONFIG
@plainly
def add(name: str, display: str | None, role: str, password: str, config: Path) -> None:
    """Add a staff member."""
    settings = read(config)

    async def run(database: Database) -> int:
        return await agents.add_agent(database, name, display or name, password, role, utc_now())

    asyncio.run(_with_database(settings, run))
    click.echo(f"{name} can sign in at {settings.server.public_url}/desk")


@agents_.command("password")
@click.argument("name")
@click.password_option(help="At least 10 characters; asked for if not given.")
@CONFIG
@plainly
def password_(name: str, password: str, config: Path) -> None:
    """Set a staff member's password anew; whoever is signed in as them is signed out."""
    asyncio.run(_with_database(read(config), lambda database: agents.set_password(database, name, password)))
    click.echo(f"{name} has a new password")


@agents_.command("active")
@click.argument("name")
@click.argument("active", type=bool)
@CONFIG
@plainly
def active_(name: str, active: bool, config: Path) -> None:
    """Let a staff member in (yes) or shut them out at once (no)."""
    asyncio.run(_with_database(read(config), lambda database: agents.set_active(database, name, active)))
    click.echo(f"{name} {'may' if active else 'may no longer'} sign in")


@main.command()
@CONFIG
@plainly
def chat(config: Path) -> None:
    """Talk in the terminal as a follower, through the real webhook and a simulated platform of its own."""
    settings = read(config)
    if not settings.simulator.enabled:
        raise click.ClickException("[simulator] enabled is off: this configuration is for a real account")
    migrate.check(settings.database.url, SCRIPTS)
    server = settings.server.model_copy(update={"slot": "chat-1"})
    asyncio.run(_chat(_listening(settings.model_copy(update={"server": server}), "127.0.0.1", _free_port())))


async def _chat(settings: Settings) -> None:
    app = make_app(settings)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.server.host, settings.server.port).start()
        await talk(app[PLATFORM], lambda: asyncio.to_thread(_line), click.echo)
    finally:
        await runner.cleanup()


def _line() -> str | None:
    try:
        return input()
    except EOFError:
        return None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def _with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    database = Database(settings.database.url)
    try:
        return await work(database)
    finally:
        await database.close()
