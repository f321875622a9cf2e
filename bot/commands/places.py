"""`niangjia places`: the offices and hotlines that workers are told of, as a csv file that an editor can change."""

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import resource
from bot.commands.options import CONFIG, in_session, plainly, read
from bot.core.clock import today, utc_now
from bot.core.database import Database
from bot.setup import Finding
from union import place_sheet
from union.places import Difference, Place, difference, ever_listed, relist, standing

NONE = "还没有名单：niangjia places import"
LINE = "{name}　{kinds}　{district}　{address}　{phone}　{day} {by}（{confidence}）{hidden}"
HIDDEN = "　不给职工看"
CHANGES = (("新增", "added"), ("改动", "changed"), ("不再列出", "gone"))
SAME = "和现在的名单一样，没有改动"
SURE_GONE = "名单里不再有这 {count} 处，确定吗？"
SURE_OVERWRITE = "{path} 已经有了，盖掉它？"
EXPORTED = "{count} 处写到 {path}"
FILL = "`niangjia places export FILE`, fill it in (docs/operations.md), `niangjia places import FILE`"
NO_OFFICE = f"no office is entered yet, only numbers to call: {FILL}"
UNCONFIRMED = "nobody here has confirmed {names} yet: call, then set its confidence to A"
OLD_DAYS = 366


@click.group("places")
def places() -> None:
    """Where workers can go: seen, written to a csv file, brought in from it."""


@places.command("list")
@CONFIG
@plainly
def list_(config: Path) -> None:
    """Print every place that is listed now, with who confirmed it."""
    found = in_session(read(config), standing)
    click.echo("\n".join(_line(one) for one in found) or NONE)


@places.command("export")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
@CONFIG
@plainly
def export(target: Path, yes: bool, config: Path) -> None:
    """Write the list to TARGET (csv), with how to fill it in."""
    if target.exists() and not yes:
        click.confirm(SURE_OVERWRITE.format(path=target), abort=True)
    found = in_session(read(config), standing)
    target.write_bytes(place_sheet.write(found))
    click.echo(EXPORTED.format(count=len(found), path=target))


@places.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--yes", is_flag=True, help="Do not ask before places leave the list.")
@CONFIG
@plainly
def import_(source: Path | None, yes: bool, config: Path) -> None:
    """Make SOURCE (csv) the whole list; without it, the list that came with this release."""
    settings, now = read(config), utc_now()
    wanted = place_sheet.read(source or _shipped(), today(now))
    found = difference(in_session(settings, standing), wanted)
    if found.gone and not yes:
        click.echo("\n".join(one.name for one in found.gone))
        click.confirm(SURE_GONE.format(count=len(found.gone)), abort=True)

    async def work(session: AsyncSession) -> Difference:
        return await relist(session, wanted, now)

    click.echo(_told(in_session(settings, work, write=True)))


async def seed(database: Database) -> int:
    """Lists what came with this release where there never was a list; how many places that are."""
    now = utc_now()
    async with database.session() as session:
        if await ever_listed(session):
            return 0
        return len((await relist(session, place_sheet.read(_shipped(), today(now)), now)).added)


async def findings(database: Database) -> list[Finding]:
    """What the list still lacks; the account may go live with it."""
    async with database.view() as session:
        return list(_lacks(await standing(session)))


def _lacks(listed: list[Place]) -> Iterator[Finding]:
    if not any(one.address and one.may_be_told for one in listed):
        yield Finding("places", NO_OFFICE, blocks=False)
    if weak := [one.name for one in listed if one.confidence != "A"]:
        yield Finding("places", UNCONFIRMED.format(names="、".join(weak)), blocks=False)
    on = today(utc_now())
    if old := [one.name for one in listed if (on - one.confirmed_on).days > OLD_DAYS]:
        yield Finding("places", f"confirmed more than a year ago: {'、'.join(old)}", blocks=False)


def _shipped() -> Path:
    return resource("union", "places.csv")


def _line(one: Place) -> str:
    return LINE.format(
        name=one.name,
        kinds="、".join(one.kinds),
        district=one.district,
        address=one.address or "—",
        phone=one.phone or "—",
        day=one.confirmed_on,
        by=one.confirmed_by,
        confidence=one.confidence,
        hidden="" if one.may_be_told else HIDDEN,
    )


def _told(found: Difference) -> str:
    """How many of each, and which."""
    parts = [(title, getattr(found, name)) for title, name in CHANGES]
    lines = [f"{title} {len(ones)} 处：{'、'.join(one.name for one in ones)}" for title, ones in parts if ones]
    return "\n".join(lines) or SAME
