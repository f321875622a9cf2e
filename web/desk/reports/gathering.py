"""Everything a report shows, read in one view of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.context import Services
from bot.talk_counts import Outcome, outcomes
from knowledge.missed import Missed
from tickets.figuring import Figuring
from tickets.measures import Measure, Sums
from tickets.report_rows import Employer, employers
from tickets.reporting import Asked, Choices, Report, choices, report
from web.desk.desk import Desk
from web.desk.reports import covered

MOST_EMPLOYERS, MOST_MISSED = 10, 10
TREE = (*(measure.value for measure in Measure), "claimed_fen", "recovered_fen")
TIMES = ("opened", "closed", "withdrawn", "ended", "recovered_fen")
SHORT = ("opened", "open", "closed", "claimed_fen", "recovered_fen")
NOTHING_NEAR = "没有相近的知识"


@dataclass(frozen=True, slots=True)
class Thought:
    """What the account thought of when it did not know: an entry by its slug and title, or nothing; how often."""

    slug: str | None
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A report with all that stands beside the tickets. `waiting` tickets changed and are not counted yet."""

    report: Report
    employers: Sequence[Employer]
    outcomes: Mapping[Outcome, int]
    missed: Sequence[Thought]
    choices: Choices
    waiting: int

    @property
    def missed_total(self) -> int:
        """How many questions found no answer."""
        return sum(one.count for one in self.missed)


async def gather(desk: Desk, asked: Asked, now: datetime) -> Whole:
    """Counts what changed, then reads."""
    services, period = desk.services, asked.period
    waiting = await Figuring(services.database, services.keys, services.rules, desk.clock).waiting()
    async with services.database.view() as session:
        thoughts = await Missed(session, services.keys).guesses(period.first, period.last)
        most = await employers(session, services.keys, asked, MOST_EMPLOYERS)
        return Whole(
            report=await report(session, asked, now),
            employers=await covered.under(session, services.keys, most),
            outcomes=await outcomes(session, period.first, period.last),
            missed=[Thought(slug, _title(services, slug), count) for slug, count in thoughts],
            choices=await choices(session, asked.only),
            waiting=waiting,
        )


def tree(whole: Whole) -> dict[str, Any]:
    """The numbers as JSON has them; the same tree is what a snapshot keeps."""
    told = whole.report
    return {
        "from": told.period.first.isoformat(),
        "to": told.period.last.isoformat(),
        "before": {"from": told.period.before.first.isoformat(), "to": told.period.before.last.isoformat()}
        | _sums(told.before),
        "total": _sums(told.total),
        "kinds": [{"kind": kind} | _sums(sums) for kind, sums in told.kinds],
        "districts": [{"district": district} | _sums(sums) for district, sums in told.districts],
        "times": [
            {"from": bar.first.isoformat(), "to": bar.last.isoformat()} | {name: sums[name] for name in TIMES}
            for bar, sums in told.times
        ],
        "first_answer": {
            "median_s": told.median_s,
            "ninetieth_s": told.ninetieth_s,
            "median_before_s": told.median_before_s,
        },
        "employers": [{"name": one.name} | {name: one.sums[name] for name in SHORT} for one in whole.employers],
        "talk": {outcome.value: count for outcome, count in whole.outcomes.items()},
        "missed": [{"slug": one.slug, "title": one.title, "count": one.count} for one in whole.missed[:MOST_MISSED]],
        "missed_total": whole.missed_total,
    }


def _sums(sums: Sums) -> dict[str, Any]:
    rates = {name: getattr(sums, name) for name in ("completion", "satisfaction", "punctuality")}
    told = {name: None if rate is None else str(rate) for name, rate in rates.items()}
    return {name: sums[name] for name in TREE} | told


def _title(services: Services, slug: str | None) -> str:
    """What the entry is called, if there still is one."""
    if slug is None:
        return NOTHING_NEAR
    library = services.shelf.now.library
    return library.title(slug) if slug in library.entries else slug
