"""The list of answers: what each is, how it stands, how often it was given and what was said of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from knowledge.missed import Missed, Verdict
from knowledge.sheets import row_of
from knowledge.versions import OPEN, EntryVersion, State
from knowledge.written import row_of_text
from web.desk.given import number_of
from web.desk.knowledge.bench import Bench

MOST_PAGES = 9999
COUNTED = timedelta(days=90)
LOOK_AGAIN = timedelta(days=180)  # after so long a text should be compared with the law again
SOON = timedelta(days=60)
PAGE = 50
TABS = {
    "all": "全部",
    "published": "发布中",
    "draft": "草稿",
    "review": "待审",
    "due": "该核对了",
    "ends": "快到期",
    "wrong": "有人说不对",
    "retired": "已停用",
}
UNTITLED = "（还没有标题）"
SORTS = {"given": "最常用", "useless": "「没用」最多", "new": "最近改过", "old": "最久没核对", "title": "按标题"}


class Head(NamedTuple):
    """A version without its text."""

    slug: str
    number: int
    state: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. `open` and `number` are the state and number of what is in work, if anything; `reviewed` is None
    where it is no day yet.
    """

    slug: str
    title: str
    topic: str
    text: str
    published: int | None
    open: str
    number: int | None
    made_at: datetime
    made_by: str
    reviewed: date | None
    valid_until: date | None
    said: Verdict
    due: bool
    ends: bool

    def tabs(self) -> set[str]:
        """The lists it stands in."""
        if not self.published and not self.open:
            return {"retired"}
        marks = {"published": bool(self.published), "due": self.due, "ends": self.ends, "wrong": self.said.wrong > 0}
        return {"all", *(name for name, holds in marks.items() if holds), *([self.open] if self.open else [])}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for."""

    tab: str = "all"
    topic: str = ""
    words: str = ""
    sort: str = "given"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """Out of an address; what makes no sense is as if it was not said."""
        tab, sort, page = query.get("tab", ""), query.get("sort", ""), query.get("page", "")
        return cls(
            tab if tab in TABS else "all",
            query.get("topic", "")[:20],
            query.get("q", "").strip()[:60],
            sort if sort in SORTS else "given",
            number_of(page, MOST_PAGES) or 1,
        )


async def cards(bench: Bench, session: AsyncSession) -> list[Card]:
    """Every answer, once each."""
    on = today(bench.desk.clock())
    missed = Missed(session, bench.desk.services.keys)
    said = {one.slug: one for one in await missed.tallied(on - COUNTED)}
    of_slug: dict[str, dict[str, Head]] = {}
    for head in await _heads(session):
        of_slug.setdefault(head.slug, {})[head.state] = head  # of several retired ones the last
    shown = {slug: _shown(heads) for slug, heads in of_slug.items()}
    numbers = bench.known.numbers
    read = {slug: bench.entries[slug] for slug, one in shown.items() if numbers.get(slug) == one.number}
    texts = await _texts(session, [one for slug, one in shown.items() if slug not in read])
    rows = {slug: row_of_text(slug, texts[slug]) for slug in shown if slug not in read}
    return [
        _card(of_slug[slug], one, row_of(read[slug], "") if slug in read else rows[slug], said, on)
        for slug, one in shown.items()
    ]


def chosen(found: Iterable[Card], wanted: Wanted) -> list[Card]:
    """Those that are asked for, in the order asked for."""
    words = wanted.words.lower().split()
    kept = [
        card
        for card in found
        if wanted.tab in card.tabs()
        and (not wanted.topic or card.topic == wanted.topic)
        and all(word in card.text for word in words)
    ]
    orders = {
        "given": lambda card: (-card.said.given, card.title),
        "useless": lambda card: (-card.said.not_useful, -card.said.share, card.title),
        "new": lambda card: (-card.made_at.timestamp(), card.title),
        "old": lambda card: (card.reviewed or date.min, card.title),
        "title": lambda card: (card.title,),
    }
    return sorted(kept, key=orders[wanted.sort])


def counted(found: Sequence[Card]) -> dict[str, int]:
    """How many stand in each list."""
    return {tab: sum(tab in card.tabs() for card in found) for tab in TABS}


async def _heads(session: AsyncSession) -> list[Head]:
    """What stands, what is open and what was retired of each answer, without the texts."""
    columns = (EntryVersion.slug, EntryVersion.number, EntryVersion.state, EntryVersion.made_at, EntryVersion.made_by)
    found = select(*columns).where(EntryVersion.state.in_((State.PUBLISHED, State.RETIRED, *OPEN)))
    return [Head(*row) for row in await session.execute(found.order_by(EntryVersion.slug, EntryVersion.number))]


async def _texts(session: AsyncSession, heads: Sequence[Head]) -> dict[str, str]:
    wanted = {(one.slug, one.number) for one in heads}
    columns = (EntryVersion.slug, EntryVersion.number, EntryVersion.text)
    found = select(*columns).where(EntryVersion.slug.in_({slug for slug, _ in wanted}))
    return {slug: text for slug, number, text in await session.execute(found) if (slug, number) in wanted}


def _shown(heads: Mapping[str, Head]) -> Head:
    """What the list tells of an answer: what stands, else what is in work, else what stood."""
    order = (State.PUBLISHED, State.REVIEW, State.DRAFT, State.RETIRED)
    return next(heads[state] for state in order if state in heads)


def _card(
    heads: Mapping[str, Head], shown: Head, row: Mapping[str, str], said: Mapping[str, Verdict], on: date
) -> Card:
    open_ = next((heads[state] for state in OPEN if state in heads), None)
    latest = open_ or shown
    stands = shown.state == State.PUBLISHED
    reviewed, until = _day(row["reviewed"]), _day(row["valid_until"])
    return Card(
        slug=shown.slug,
        title=row["title"] or UNTITLED,
        topic=row["topic"],
        text="\n".join((shown.slug, row["title"], row["topic"], row["ask"], row["body"])).lower(),
        published=shown.number if stands else None,
        open=open_.state if open_ else "",
        number=open_.number if open_ else None,
        made_at=latest.made_at,
        made_by=latest.made_by,
        reviewed=reviewed,
        valid_until=until,
        said=said.get(shown.slug, Verdict(shown.slug, 0, 0, 0)),
        due=stands and (reviewed is None or reviewed < on - LOOK_AGAIN),
        ends=stands and until is not None and until < on + SOON,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
