"""Who may do what at the desk, and whose tickets an agent sees. A route that does not say what it needs is shut."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from aiohttp import web
from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import aliased

from tickets.group_models import Group, Member
from tickets.models import Ticket
from web.desk.models import Agent, Role

Handler = TypeVar("Handler", bound=Callable[[web.Request], Awaitable[web.StreamResponse]])


class May(StrEnum):
    """What a role may be trusted with."""

    ENTER = "enter"
    READ = "read"
    WORK = "work"
    OVERSEE = "oversee"
    DRAFT = "draft"
    PUBLISH = "publish"
    REPORT = "report"
    ADMIN = "admin"
    AUDIT = "audit"


_AGENT = frozenset({May.ENTER, May.READ, May.WORK, May.DRAFT})
GRANTS: Mapping[Role, frozenset[May]] = {
    Role.AGENT: _AGENT,
    Role.SUPERVISOR: _AGENT | {May.OVERSEE, May.REPORT},
    Role.EDITOR: frozenset({May.ENTER, May.DRAFT, May.PUBLISH}),
    Role.ADMIN: frozenset(May),
    Role.AUDITOR: frozenset({May.ENTER, May.REPORT, May.AUDIT}),
}
_NEEDS, _MOST_BYTES = "__needs__", "__most_bytes__"
_ANYBODY = "anybody"


def needs(what: May) -> Callable[[Handler], Handler]:
    """Marks a route's handler: only for agents whose role may do `what`."""
    return _marked(what)


def for_anybody(handler: Handler) -> Handler:
    """Marks a route's handler as one that also answers who is not signed in."""
    return _marked(_ANYBODY)(handler)


def takes_files(most_bytes: int) -> Callable[[Handler], Handler]:
    """Marks a route's handler as one that takes a multipart form with files, so many bytes in all."""

    def mark(handler: Handler) -> Handler:
        setattr(handler, _MOST_BYTES, most_bytes)
        return handler

    return mark


def most_bytes(handler: object) -> int | None:
    """How many bytes of files a route's handler takes; None for one that takes none."""
    return getattr(handler, _MOST_BYTES, None)


def needed(handler: object) -> May | None:
    """What a route's handler needs; None for one that answers anybody.

    Raises:
        web.HTTPForbidden: it says nothing, and so is shut.
    """
    marked = getattr(handler, _NEEDS, "")
    if not marked:
        raise web.HTTPForbidden
    return None if marked == _ANYBODY else May(marked)


def may(agent: Agent, what: May) -> bool:
    """Whether an agent's role is trusted with it."""
    return what in GRANTS[Role(agent.role)]


def scope(agent: Agent) -> ColumnElement[bool]:
    """The tickets an agent sees: of their districts and those whose district nobody knows yet; all, where no district
    is named for them.
    """
    if not agent.districts:
        return true()
    return or_(Ticket.district.in_(agent.districts), Ticket.district.is_(None))


def sees(agent: Agent, ticket: Ticket) -> bool:
    """Whether `scope` has this ticket."""
    return sees_district(agent, ticket.district)


def sees_district(agent: Agent, district: str | None) -> bool:
    """Whether tickets of a district, None where nobody knows it, are an agent's."""
    return not agent.districts or not district or district in agent.districts


def group_scope(agent: Agent) -> ColumnElement[bool]:
    """The groups an agent sees: those with a ticket of theirs, and those that were merged into such a one."""
    if not agent.districts:
        return true()
    mine = exists().where(Member.ticket_id == Ticket.id, scope(agent))
    into = aliased(Group)
    merged = select(into.id).where(into.id == Group.merged_into, mine.where(Member.group_id == into.id))
    return or_(mine.where(Member.group_id == Group.id), merged.exists())


def _marked(value: str) -> Callable[[Handler], Handler]:
    def mark(handler: Handler) -> Handler:
        setattr(handler, _NEEDS, value)
        return handler

    return mark
