"""`niangjia rights`: what is owed, counted with its arithmetic."""

import dataclasses
import json
from typing import Any

import click

from bot.app import read_parameters
from bot.commands.options import plainly
from bot.core.clock import today, utc_now
from rights.calculator import Calculator, discover
from rights.inputs import BadInput
from rights.working import CannotTell, Item, Working


@click.command()
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--json", "as_json", is_flag=True, help="The whole working as JSON.")
@plainly
def rights(name: str | None, values: tuple[str, ...], as_json: bool) -> None:
    """Count what a worker is owed: `niangjia rights severance begin=2023-05-01 end=2026-06-30 average=6500`."""
    calculators = discover()
    if name is None:
        click.echo("\n".join(f"{one.name:<24}{one.title}" for one in calculators.values()))
        return
    if name not in calculators:
        raise click.UsageError(f"no calculator {name!r}; there are {', '.join(calculators)}")
    calculator, given = calculators[name], dict(_pair(value) for value in values)
    try:
        working = calculator.run(read_parameters(), today(utc_now()), given)
    except BadInput as wrong:
        raise click.UsageError(f"{wrong.field}: {wrong}\n{_asked(calculator)}") from None
    except CannotTell as cannot:
        raise click.ClickException(str(cannot)) from None
    click.echo(json.dumps(as_tree(calculator, given, working), ensure_ascii=False) if as_json else _told(working))


def as_tree(calculator: Calculator, given: dict[str, str], working: Working) -> dict[str, Any]:
    """The working for machines; sums are texts, exact to the fen."""
    tree = dataclasses.asdict(working)
    total = {} if working.or_else else {"low": working.low, "high": working.high}
    whole = {"calculator": calculator.name, "inputs": given, **tree, "total": total, "citations": working.citations}
    texts: dict[str, Any] = json.loads(json.dumps(whole, default=str))
    return texts


def _pair(value: str) -> tuple[str, str]:
    name, mark, text = value.partition("=")
    if not mark:
        raise click.UsageError(f"{value!r}: want FIELD=VALUE")
    return name, text


def _asked(calculator: Calculator) -> str:
    return "\n".join(f"  {one.name:<16}{one.question}{'' if one.needed else '（可不填）'}" for one in calculator.fields)


def _told(working: Working) -> str:
    lines = [line for item in working.items for line in _item(item)]
    lines += [f"{fact.title}：{fact.result}（{fact.formula}）" for fact in working.facts]
    if working.total:
        lines.append(f"合计 {working.total}")
    return "\n".join([*lines, *working.ifs, *working.assumed, *working.notes, f"依据：{'、'.join(working.citations)}"])


def _item(item: Item) -> list[str]:
    steps = [f"  {step.title}：{step.formula} → {step.result}" for step in item.steps]
    only_if = f"；如果{item.only_if}" if item.only_if else ""
    return [f"{item.name} {item.amount}（{item.paid_by}付{only_if}）", *steps]
