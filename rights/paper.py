"""A paper to file: what it asks and what it says; one file each in rights/papers."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from rights import papers
from rights.inputs import BadInput, Field, read
from rights.paper_blocks import Block, Layout, Paper
from rights.paper_claims import Claimed, read_claims
from rights.paper_sheet import Sheet
from rights.parameters import Parameters

NOT_ROWS = "要写成一列，一项一行"
NOT_A_ROW = "每一项要写成几个字段"
NOT_TEXT = "要写成文字"
TOO_MANY = "最多{}项"
STRANGE = "没有这一项"
CLAIMS = "claims"
MOST_CLAIMS = 60


@dataclass(frozen=True, slots=True)
class Rows:
    """What may be given several times, such as evidence; a row with one field may be a plain text."""

    name: str
    label: str
    fields: tuple[Field, ...]
    most: int = 60
    help: str = ""

    def read(self, given: object) -> tuple[dict[str, Any], ...]:
        """The rows' values. Raises BadInput, its field like `evidence.2.name`."""
        return tuple(self._row(number, row) for number, row in enumerate(self.texts(given), 1))

    def texts(self, given: object) -> list[Mapping[str, str]]:
        """The rows as they were written. Raises BadInput."""
        if not isinstance(given, Sequence) or isinstance(given, str):
            raise BadInput(self.name, self.label, NOT_ROWS)
        if len(given) > self.most:
            raise BadInput(self.name, self.label, TOO_MANY.format(self.most))
        return [self._texts(number, row) for number, row in enumerate(given, 1)]

    def _texts(self, number: int, row: object) -> Mapping[str, str]:
        if isinstance(row, str) and len(self.fields) == 1:
            return {self.fields[0].name: row}
        label = f"{self.label}第{number}项"
        if not isinstance(row, Mapping):
            raise BadInput(f"{self.name}.{number}", label, NOT_A_ROW)
        return {str(name): _text(f"{self.name}.{number}.{name}", label, one) for name, one in row.items()}

    def _row(self, number: int, row: Mapping[str, str]) -> dict[str, Any]:
        try:
            return read(self.fields, row)
        except BadInput as wrong:
            raise BadInput(f"{self.name}.{number}.{wrong.field}", f"{self.label}第{number}项", str(wrong)) from None


Check = Callable[[Sheet], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """A paper that can be filled; `receiver` says which office takes it, `checks` what that office asks of it.

    With `claims` the answers may hold rows of `claims`, counted by a calculator or written by hand.
    """

    name: str
    title: str
    receiver: str
    fields: tuple[Field | Rows, ...]
    compose: Callable[[Sheet], tuple[Block, ...]]
    citations: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    layout: Layout = Layout.LETTER
    claims: str = ""

    def fill(self, parameters: Parameters, today: date, given: Mapping[str, object]) -> Paper:
        """The paper from its answers; whatever is not given stays a marked blank.

        Raises:
            BadInput: an answer is unknown or cannot be.
        """
        sheet = Sheet(*self._read(parameters, today, given), today)
        blocks = (*self.compose(sheet), *sheet.further)
        notes = dict.fromkeys((*(note for check in self.checks for note in check(sheet)), *sheet.claimed.notes))
        cited = dict.fromkeys((*self.citations, *sheet.claimed.citations))
        return Paper(self.name, self.title, self.layout, blocks, tuple(sheet.blanks), tuple(notes), tuple(cited))

    def _read(self, parameters: Parameters, today: date, given: Mapping[str, object]) -> tuple[dict[str, Any], Claimed]:
        rows = {one.name: one for one in self.fields if isinstance(one, Rows)}
        single = [one for one in self.fields if isinstance(one, Field)]
        apart = {*rows, CLAIMS} if self.claims else set(rows)
        labels = {one.name: one.label for one in single}
        texts = {name: _text(name, labels.get(name, name), one) for name, one in given.items() if name not in apart}
        values = read(single, texts) | {name: one.read(given.get(name) or ()) for name, one in rows.items()}
        asked = Rows(CLAIMS, self.claims, (), MOST_CLAIMS).texts(given.get(CLAIMS) or ()) if self.claims else []
        return values, read_claims(asked, self.claims, parameters, today)


def _text(name: str, label: str, value: object) -> str:
    """An answer as text; numbers, yes and no may come as such."""
    if value is None:
        return ""
    if not isinstance(value, str | int | Decimal):
        raise BadInput(name, label, NOT_TEXT)
    return str(value)


@cache
def discover() -> dict[str, Form]:
    """The `form` of every file in rights/papers, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(papers.__path__))
    modules = [importlib.import_module(f"{papers.__name__}.{name}") for name in names]
    return {module.form.name: module.form for module in modules}
