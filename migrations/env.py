"""Alembic's entry: every room's tables, one connection, batch mode for SQLite."""

import importlib

from alembic import context
from sqlalchemy import create_engine

from bot.core.database import Base

for module in ("bot.core.followers", "bot.journal", "tickets.models", "tickets.outbox", "web.desk.agents"):
    importlib.import_module(module)

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
