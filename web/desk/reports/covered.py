"""Covers the names of employers that tell whom a guarded ticket is about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.crypt import Keyring
from tickets.figures import Figure
from tickets.models import Ticket
from tickets.report_rows import Employer
from web.desk.ticket import custody


async def under(session: AsyncSession, keys: Keyring, employers: Sequence[Employer]) -> list[Employer]:
    """The same employers, each name under the cover of its guarded tickets."""
    veils = await veils_of(session, keys, [one.key for one in employers])
    return [replace(one, name=veils[one.key].over(one.name)) for one in employers]


async def veils_of(session: AsyncSession, keys: Keyring, employers: Collection[int]) -> Mapping[int, custody.Veil]:
    """The covers over what employers (by their keys in the figures) are called."""
    found: dict[int, list[Any]] = {key: [] for key in employers}
    columns = select(Figure.employer.label("key"), Ticket.number, Ticket.facts, Ticket.phone)
    theirs = columns.join(Ticket, Ticket.id == Figure.ticket_id).where(Figure.employer.in_(found), custody.guarded())
    for row in await session.execute(theirs):
        found[row.key].append(row)
    return {key: custody.over_all(keys, rows) for key, rows in found.items()}
