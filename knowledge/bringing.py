"""A sheet looked at before anything is brought in: every row with what would become of it, and what is wrong where."""

import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import JSON, String, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import Base, Instant
from knowledge.entry import Entry, parse
from knowledge.exchange import Brought
from knowledge.faults import Faults, faults
from knowledge.merging import TAKEN, Step, Verdict, plan
from knowledge.publisher import Rules
from knowledge.sheets import Row, SheetError, markdown, read_csv, read_xlsx
from knowledge.versions import EntryVersion

LARGEST_BYTES = 5_000_000
LARGEST_UNPACKED_BYTES = 20_000_000  # a packed sheet may hold a thousand times its size
MOST_ROWS = 2_000
KEPT_FOR = timedelta(days=3)
KINDS = {".xlsx": read_xlsx, ".csv": read_csv}
NOT_A_SHEET = "要 .xlsx 或 .csv 文件"
TOO_LARGE = "文件太大，最多 5 MB"
TOO_MANY = "行数太多，一次最多 {most} 行"
NO_ROWS = "里面没有一行回答"
TWICE = "「{slug}」在第 {row} 行已经有了"
NO_SLUG = "不能空着：老回答的代号从导出的表里抄，新回答自己起一个"


@dataclass(frozen=True, slots=True)
class Looked:
    """One row of a sheet. `verdict` is None where something is wrong with it; then it is left out."""

    number: int
    slug: str
    title: str
    verdict: Verdict | None
    ours: int | None
    faults: Faults
    brought: Brought


class BroughtSheet(Base):
    """A sheet that somebody looks at before it is brought in; nothing in it is personal, and it goes soon."""

    __tablename__ = "brought_sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    rows: Mapped[list[list[object]]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    taken_at: Mapped[datetime | None] = mapped_column(Instant)


def read(path: Path) -> list[tuple[int, Row]]:
    """Number and fields of each row, finished or not. Raises SheetError."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise SheetError(NOT_A_SHEET)
    if path.stat().st_size > LARGEST_BYTES or _unpacked(path) > LARGEST_UNPACKED_BYTES:
        raise SheetError(TOO_LARGE)
    rows = []
    for pair in kind(path):
        rows.append(pair)
        if len(rows) > MOST_ROWS:
            raise SheetError(TOO_MANY.format(most=MOST_ROWS))
    if not rows:
        raise SheetError(NO_ROWS)
    return rows


async def keep(session: AsyncSession, name: str, rows: Sequence[tuple[int, Row]], by: str, now: datetime) -> int:
    """Keeps a sheet for a while; its id. Older ones go."""
    await session.execute(delete(BroughtSheet).where(BroughtSheet.at < now - KEPT_FOR))
    made = BroughtSheet(name=name[:120], rows=[list(pair) for pair in rows], by=by, at=now)
    session.add(made)
    await session.flush()
    return made.id


def look(
    rows: Sequence[tuple[int, Row]],
    versions: Mapping[str, Sequence[EntryVersion]],
    rules: Rules,
    stands: Mapping[str, Entry],
    take: Collection[str] = (),
) -> list[Looked]:
    """What would become of each row, in their order; the slugs of `take` are taken although they changed here."""
    brought = {number: _brought(number, row) for number, row in rows}
    among, seen = dict(stands), dict[str, int]()
    wrong: dict[int, Faults] = {}
    for number, one in brought.items():
        found = _own(one, seen) or faults(one.slug, one.text, rules, among.values())
        seen.setdefault(one.slug, number)
        if found:
            wrong[number] = found
        else:
            among[one.slug] = parse(f"{one.slug}.md", one.text)
    steps = {step.brought.slug: step for step in plan((brought[n] for n in brought if n not in wrong), versions, take)}
    return [_looked(number, row, brought[number], wrong.get(number), steps) for number, row in rows]


def taken(found: Sequence[Looked]) -> list[Brought]:
    """The rows that may be brought in."""
    return [one.brought for one in found if one.verdict in (*TAKEN, Verdict.WAITING, Verdict.SAME)]


def _looked(number: int, row: Row, one: Brought, wrong: Faults | None, steps: Mapping[str, Step]) -> Looked:
    step = None if wrong else steps[one.slug]
    title = row["title"].strip()
    verdict, ours = (step.verdict, step.ours) if step else (None, None)
    return Looked(number, one.slug, title, verdict, ours, wrong or {}, one)


def _brought(number: int, row: Row) -> Brought:
    return Brought(row["slug"].strip(), markdown(row), row["version"].strip() or None, f"第 {number} 行")


def _own(one: Brought, seen: Mapping[str, int]) -> Faults:
    if not one.slug:
        return {"slug": [NO_SLUG]}
    if one.slug in seen:
        return {"slug": [TWICE.format(slug=one.slug, row=seen[one.slug])]}
    return {}


def _unpacked(path: Path) -> int:
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as packed:
        return sum(one.file_size for one in packed.infolist())
