"""Running calculators as the product does, with its own figures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from project_tree import ROOT

from rights.calculator import discover
from rights.parameters import Parameters
from rights.working import Working

TODAY = date(2026, 11, 22)
PARAMETERS = Parameters.parse((ROOT / "rights" / "parameters.toml").read_text("utf-8"))
CALCULATORS = discover()


def run(name: str, given: Mapping[str, str]) -> Working:
    """What the calculator of that name gives."""
    return CALCULATORS[name].run(PARAMETERS, TODAY, given)


def amounts(working: Working) -> list[Decimal]:
    """The items' sums; for a range its lower end."""
    return [item.low for item in working.items]
