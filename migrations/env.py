"""Alembic's entry: every room's tables, one connection, batch mode for SQLite."""

import importlib
from typing import Any

from alembic import context
from sqlalchemy import create_engine

from bot.core.database import Base, Instant
from web.desk.models import Lines

for module in (
    "bot.core.followers",
    "bot.core.live",
    "bot.journal",
    "bot.talk_counts",
    "knowledge.law_models",
    "knowledge.bringing",
    "knowledge.missed",
    "knowledge.runs",
    "knowledge.versions",
    "tickets.answers",
    "tickets.binding",
    "tickets.cards",
    "tickets.calls",
    "tickets.entering",
    "tickets.evidence",
    "tickets.figures",
    "tickets.group_models",
    "tickets.instalments",
    "tickets.links",
    "tickets.mass",
    "tickets.models",
    "tickets.news",
    "tickets.outbox",
    "tickets.promises",
    "tickets.proof",
    "tickets.ratings",
    "tickets.receipts",
    "tickets.routing",
    "tickets.todos",
    "tickets.withdrawals",
    "tickets.words",
    "tickets.workings",
    "union.figures",
    "union.places",
    "web.desk.admin.models",
    "web.desk.audit",
    "web.desk.notices.models",
    "web.desk.inbox.models",
    "web.desk.models",
    "web.desk.reports.models",
    "web.desk.ticket.models",
    "web.desk.people.models",
):
    importlib.import_module(module)


def plainly(kind: str, thing: Any, _context: Any) -> str | bool:
    """Our own column type written as the plain one beneath it: a migration must not change when our code does."""
    if kind != "type" or not isinstance(thing, Instant | Lines):
        return False
    return "sa.DateTime(timezone=True)" if isinstance(thing, Instant) else "sa.String(length=400)"


engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=plainly)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
