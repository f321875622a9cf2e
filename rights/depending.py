"""Which calculators and papers rest on a dated figure, read off their own source: nobody has to keep a list."""

import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache

from rights.calculator import Calculator, discover
from rights.paper import Form
from rights.paper import discover as discover_papers

_IMPORTS = re.compile(r"^from (rights\.\w+) import", re.MULTILINE)
_CLASS = re.compile(r"[一二]类$")  # 最低工资一类: a family's name with the class of the place


def calculators_on(name: str) -> list[Calculator]:
    """The calculators that look a figure up, directly or by what they call."""
    wanted = {f'"{name}"', f'"{_CLASS.sub("", name)}"'}
    return [one for one in discover().values() if any(quoted in _source_of(one.name) for quoted in wanted)]


def papers_on(name: str) -> list[Form]:
    """The papers in which such a calculator's working may stand."""
    return [form for form in discover_papers().values() if form.claims] if calculators_on(name) else []


@cache
def _source_of(calculator: str) -> str:
    module = inspect.getmodule(discover()[calculator].compute)
    return "\n".join(_sources(module.__name__, set())) if module else ""


def _sources(name: str, seen: set[str]) -> Iterator[str]:
    if name in seen or name not in sys.modules or name == "rights.parameters":
        return
    seen.add(name)
    source = inspect.getsource(sys.modules[name])
    yield source
    for other in _IMPORTS.findall(source):
        yield from _sources(other, seen)
