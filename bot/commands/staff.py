"""`niangjia agents`: who may sign in to the desk."""

import asyncio
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands.options import CONFIG, in_session, plainly, read, with_database
from bot.core.clock import utc_now
from bot.core.crypt import Keyring
from bot.core.database import Database
from tickets.routing import every_team
from web.desk import audit
from web.desk.models import Role
from web.desk.people import agents, invitations
from web.desk.people.invitations import Rights

ROLE = click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.AGENT.value, show_default=True
)


@click.group("agents")
def staff() -> None:
    """The staff who may sign in to the desk."""


@staff.command("add")
@click.argument("name")
@click.option("--display", help="What colleagues read; NAME if not given.")
@ROLE
@click.password_option(help="At least 10 characters; asked for if not given.")
@CONFIG
@plainly
def add(name: str, display: str | None, role: str, password: str, config: Path) -> None:
    """Add a staff member: the first admin; invite the others."""
    settings = read(config)

    async def run(database: Database) -> None:
        await agents.add_agent(database, name, display or name, password, role, utc_now())
        await _put_down(database, audit.Act.AGENT_ADDED, name, role)

    asyncio.run(with_database(settings, run))
    click.echo(f"{name} can sign in at {settings.server.public_url}/desk")


@staff.command("invite")
@click.argument("whom")
@ROLE
@click.option("--district", "districts", multiple=True, help="Whose tickets they see; once for each, all if not given.")
@click.option("--team", default="", help="The team they work in, as [routing] names it.")
@CONFIG
@plainly
def invite(whom: str, role: str, districts: tuple[str, ...], team: str, config: Path) -> None:
    """Make a link by which WHOM chooses their name and password; it counts once, for three days."""
    settings = read(config)
    rights = Rights.read(role, districts, team, every_team(settings.routing))
    keys, now = Keyring.parse(settings.keys.data.get_secret_value()), utc_now()

    async def run(session: AsyncSession) -> str:
        audit.write(session, audit.COMMAND_LINE, now, audit.Act.INVITED, whom, str(rights))
        return invitations.invite(session, keys, whom, rights, audit.COMMAND_LINE, now)

    token = in_session(settings, run, write=True)
    click.echo(f"{settings.server.public_url.rstrip('/')}/desk{invitations.WELCOME}/{token}")


@staff.command("password")
@click.argument("name")
@click.password_option(help="At least 10 characters; asked for if not given.")
@CONFIG
@plainly
def password_(name: str, password: str, config: Path) -> None:
    """Set a staff member's password anew; whoever is signed in as them is signed out."""

    async def run(database: Database) -> None:
        await agents.set_password(database, name, password)
        await _put_down(database, audit.Act.PASSWORD_RESET, name)

    asyncio.run(with_database(read(config), run))
    click.echo(f"{name} has a new password")


@staff.command("active")
@click.argument("name")
@click.argument("active", type=bool)
@CONFIG
@plainly
def active_(name: str, active: bool, config: Path) -> None:
    """Let a staff member in (yes) or shut them out at once (no)."""

    async def run(database: Database) -> None:
        await agents.set_active(database, name, active)
        await _put_down(database, audit.Act.LET_IN if active else audit.Act.SHUT_OUT, name)

    asyncio.run(with_database(read(config), run))
    click.echo(f"{name} {'may' if active else 'may no longer'} sign in")


async def _put_down(database: Database, act: audit.Act, name: str, detail: str = "") -> None:
    async with database.session() as session:
        audit.write(session, audit.COMMAND_LINE, utc_now(), act, agents.fold(name), detail)
