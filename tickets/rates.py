"""How the tickets of a period stand: one count for the page, the export and the interface alike.

The completion rate is what is closed of all that were opened in the period; what was withdrawn counts as not
completed, so that nobody gains by a worker who gives up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, true
from sqlalchemy.ext.asyncio import AsyncSession

from tickets.measures import Sums, percent
from tickets.periods import Period
from tickets.reporting import Asked, shares

ALL = "合计"
NAMES = ("opened", "closed", "withdrawn", "open", "late", "escalated", "recovered_fen")


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind of ticket: how many were opened, and how they stand. `late` are open and overdue now, `escalated`
    were overdue at some time."""

    kind: str
    opened: int = 0
    closed: int = 0
    withdrawn: int = 0
    open: int = 0
    late: int = 0
    escalated: int = 0
    recovered_fen: int = 0

    @property
    def percent(self) -> Decimal | None:
        """The completion rate with one decimal; None where nothing was opened."""
        return percent(self.closed, self.opened)

    def __add__(self, other: "Count") -> "Count":
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in NAMES})


@dataclass(frozen=True, slots=True)
class Rates:
    """The counts of the tickets opened from `first` to `last`, both days in Shanghai and counted; `total` of all."""

    first: date
    last: date
    kinds: Sequence[Count]
    total: Count


async def rates(
    session: AsyncSession, first: date, last: date, now: datetime, only: ColumnElement[bool] | None = None
) -> Rates:
    """The counts of a period as they stand now; `only` narrows which tickets."""
    found: dict[str, Sums] = defaultdict(lambda: Sums({}))
    asked = Asked(Period(first, last), only=true() if only is None else only)
    for (kind, _), sums in (await shares(session, asked, now)).items():
        found[kind] += sums
    kinds = [Count(kind, **{name: sums[name] for name in NAMES}) for kind, sums in found.items() if sums["opened"]]
    kinds.sort(key=lambda one: (-one.opened, one.kind))
    return Rates(first, last, kinds, sum(kinds, Count(ALL)))
