"""`niangjia agents`: who may sign in to the desk."""

import asyncio
from pathlib import Path

import click

from bot.commands.options import CONFIG, plainly, read, with_database
from bot.core.clock import utc_now
from bot.core.database import Database
from web.desk.models import Role
from web.desk.people import agents


@click.group("agents")
def staff() -> None:
    """The staff who may sign in to the desk."""


@staff.command("add")
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

    asyncio.run(with_database(settings, run))
    click.echo(f"{name} can sign in at {settings.server.public_url}/desk")


@staff.command("password")
@click.argument("name")
@click.password_option(help="At least 10 characters; asked for if not given.")
@CONFIG
@plainly
def password_(name: str, password: str, config: Path) -> None:
    """Set a staff member's password anew; whoever is signed in as them is signed out."""
    asyncio.run(with_database(read(config), lambda database: agents.set_password(database, name, password)))
    click.echo(f"{name} has a new password")


@staff.command("active")
@click.argument("name")
@click.argument("active", type=bool)
@CONFIG
@plainly
def active_(name: str, active: bool, config: Path) -> None:
    """Let a staff member in (yes) or shut them out at once (no)."""
    asyncio.run(with_database(read(config), lambda database: agents.set_active(database, name, active)))
    click.echo(f"{name} {'may' if active else 'may no longer'} sign in")
