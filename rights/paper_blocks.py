"""What a paper is made of; how it looks is the business of what prints it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Layout(StrEnum):
    """The sheet a paper is printed on: a letter, a form with boxes, a wide list."""

    LETTER = "letter"
    FORM = "form"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of what follows, such as 事实与理由."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One particular: 「性别」「女」."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who and what, row by row; in a form a row has one or two pairs."""

    kind: ClassVar[str] = "particulars"
    rows: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs; those of an address to somebody are not indented."""

    kind: ClassVar[str] = "prose"
    paragraphs: tuple[str, ...]
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Numbered:
    """Lines that are numbered from 1."""

    kind: ClassVar[str] = "numbered"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns; `of` says which table (working, evidence, roster), `total` is its last row."""

    kind: ClassVar[str] = "table"
    of: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """To whom (empty: no 此致), who signs by hand, what goes with it."""

    kind: ClassVar[str] = "closing"
    office: str
    signers: tuple[str, ...]
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addendum:
    """A further sheet begins, 「附页一　金额计算明细」, for what is too long for its place."""

    kind: ClassVar[str] = "addendum"
    title: str


Block = Heading | Particulars | Prose | Numbered | Table | Closing | Addendum


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled paper, signed by nobody.

    `blanks` names what is left open and `notes` says what to look at before filing: both for who files, not printed.
    """

    name: str
    title: str
    layout: Layout
    blocks: tuple[Block, ...]
    blanks: tuple[str, ...]
    notes: tuple[str, ...]
    citations: tuple[str, ...]
