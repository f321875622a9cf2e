"""`niangjia deadlines`: by which day a right must be used."""

import dataclasses
import json
from datetime import date

import click

from bot.commands.options import plainly
from bot.core.clock import today, utc_now
from rights.calendar_file import as_calendar
from rights.deadlines import Deadline, Happened, deadlines
from rights.limits import Matter, Moment

NOTHING = "给的日子里没有能起算的期限。可以写：" + "、".join(f"{one.name.lower()}={one.value}" for one in Moment)
_CALENDAR_UID = "{name}-{day}@niangjia"


@click.command("deadlines")
@click.argument("matter", type=click.Choice([str(matter) for matter in Matter]))
@click.argument("events", nargs=-1, metavar="EVENT=DAY…")
@click.option("--employed/--left", default=None, help="Whether the job lasts; unsaid, the stricter day is shown.")
@click.option("--on", "asked", type=click.DateTime(["%Y-%m-%d"]), help="Count from that day instead of today.")
@click.option("--json", "as_json", is_flag=True, help="All as JSON.")
@click.option("--ics", "wanted", metavar="RIGHT", help="The calendar file of that right.")
@plainly
def deadlines_(
    matter: str, events: tuple[str, ...], employed: bool | None, asked: date | None, as_json: bool, wanted: str | None
) -> None:
    """Say when each right of a claim is lost: `niangjia deadlines 欠薪 left=2026-03-01 claimed=2026-05-01`."""
    on = date(asked.year, asked.month, asked.day) if asked else today(utc_now())
    found = deadlines(Matter(matter), [_event(text) for text in events], on, employed=employed)
    if wanted:
        click.echo(_calendar(found, wanted), nl=False)
    elif as_json:
        trees = [{"right": one.right.name, **dataclasses.asdict(one, dict_factory=_flat)} for one in found]
        click.echo(json.dumps(trees, ensure_ascii=False, default=str))
    else:
        click.echo("\n".join(_told(one) for one in found) or NOTHING)


def _event(text: str) -> Happened:
    name, _mark, day = text.partition("=")
    if name.upper() not in Moment.__members__:
        raise click.UsageError(f"no event {name!r}; there are {', '.join(Moment.__members__).lower()}")
    try:
        return Happened(Moment[name.upper()], date.fromisoformat(day))
    except ValueError:
        raise click.UsageError(f"{name}: no such day {day!r}, want 2026-03-01") from None


def _flat(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in pairs if name != "right"}


def _calendar(found: tuple[Deadline, ...], wanted: str) -> str:
    for one in found:
        if one.right.name == wanted and one.day:
            return as_calendar(one, _CALENDAR_UID.format(name=wanted, day=one.day), utc_now())
    raise click.UsageError(f"no day runs for {wanted!r}")


def _told(one: Deadline) -> str:
    day = one.day.isoformat() if one.day else "没有期限"
    left = "" if one.days_left is None else f"，{'过了' if one.lost else '还有'}{abs(one.days_left)}天"
    lines = (f"{one.right.title}（{one.right.whose}）：{day}{left}", f"  {one.why}", f"  {one.keep}")
    return "\n".join((*lines, f"  依据：{'、'.join(one.citations)}"))
