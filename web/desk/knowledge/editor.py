"""The editor: what its form holds, what is wrong with it, and how a follower will see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.clock import today
from bot.wechat.reply import pages
from knowledge.editing import Versions, counts, open_of, published_of
from knowledge.entry import NEXT_STEPS, TOPICS, Entry, render
from knowledge.faults import Faults, faults
from knowledge.sheets import HEADINGS, Row
from knowledge.versions import EntryVersion, State
from knowledge.written import blank, row_of_text, text_of
from rights.parameters import Parameters
from union.closing import closing
from web.desk.knowledge.bench import Bench

PLAIN = ("title", "topic", "ask", "citations", "valid_from", "valid_until", "reviewed", "body")
TICKED = ("also", "next")
NO_FIGURE = "【没有「{name}」这个参数】"
NO_ENTRY = "没有这条回答。"
UNTITLED = "（还没有标题）"


@dataclass(frozen=True, slots=True)
class Edited:
    """One answer before its editor. `base` is the version the form's text is from, 0 where there is none."""

    slug: str
    row: Row
    base: int
    latest: EntryVersion | None
    open: EntryVersion | None
    published: EntryVersion | None
    faults: Faults

    @property
    def in_review(self) -> bool:
        """Whether it waits for somebody to publish it."""
        return self.open is not None and self.open.state == State.REVIEW


@dataclass(frozen=True, slots=True)
class Preview:
    """An answer as the messages a follower gets, and how much of each limit it takes."""

    messages: tuple[str, ...]
    first: int
    whole: int
    notes: tuple[str, ...]


async def edited(bench: Bench, session: AsyncSession, slug: str, row: Row | None = None) -> Edited:
    """An answer as it counts now; `row` is what was written instead.

    Raises:
        web.HTTPNotFound: there is none.
    """
    versions = (await Versions(session, bench.desk.clock()).of_all([slug])).get(slug, [])
    latest = counts(versions) or (versions[-1] if versions else None)
    if latest is None:
        raise web.HTTPNotFound(text=NO_ENTRY)
    shown = row or row_of_text(slug, latest.text)
    wrong = faults_of(bench, slug, text_of(shown) if row else latest.text)
    return Edited(slug, shown, latest.number, latest, open_of(versions), published_of(versions), wrong)


def new(slug: str, row: Mapping[str, str], on: date) -> Edited:
    """One that is not saved yet."""
    return Edited(slug, blank(slug, on) | dict(row), 0, None, None, None, {})


def row_of_form(slug: str, form: MultiDictProxy[Any]) -> Row:
    """The fields of the editor's form."""
    row = dict.fromkeys(HEADINGS, "") | {"slug": slug}
    row |= {name: str(form.get(name, "")) for name in PLAIN}
    known = {"also": TOPICS, "next": tuple(NEXT_STEPS)}
    return row | {name: "\n".join(one for one in form.getall(name, []) if one in known[name]) for name in TICKED}


def faults_of(bench: Bench, slug: str, text: str) -> Faults:
    """What keeps a text from being published, by field."""
    return faults(slug, text, bench.rules, bench.entries.values())


def sketch(row: Mapping[str, str], on: date) -> Entry:
    """What a form makes, taken as valid today, also where it is not finished: to look at and to try, never to keep."""
    lists = {
        name: tuple(one.strip() for one in row[name].split("\n") if one.strip()) for name in ("also", "ask", "next")
    }
    topic = row["topic"] if row["topic"] in TOPICS else TOPICS[-1]
    also = tuple(one for one in lists["also"] if one in TOPICS)
    title, body = row["title"].strip() or UNTITLED, row["body"].replace("\r\n", "\n").strip()
    return Entry(row["slug"], title, topic, also, lists["ask"], (), on, None, on, lists["next"], body)


def preview(parameters: Parameters, row: Row, on: date) -> Preview:
    """What a follower sees who asks for it that day, also of what is not finished."""
    entry, figures = sketch(row, on), parameters.shown(on)
    known = {name: figures.get(name, NO_FIGURE.format(name=name)) for name in entry.parameters}
    notes = parameters.notes([name for name in known if name in parameters], on)
    text = "\n\n".join(["\n".join([render(entry, known), *notes]), closing(entry)])
    return Preview(tuple(pages(text)), len(entry.first_screen), len(entry.body), tuple(notes))


def day_of(bench: Bench) -> date:
    """Today."""
    return today(bench.desk.clock())
