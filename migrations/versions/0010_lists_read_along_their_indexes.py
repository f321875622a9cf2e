"""lists and counts are read along their indexes."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_at IS NULL")
FILTERED = ("kind", "district", "team", "assignee")
Indexes = Mapping[tuple[str, str], Sequence[str]]
BEFORE: Indexes = {
    ("tickets", "ix_tickets_team"): ("team",),
    ("tickets", "ix_tickets_open_team"): ("team",),
    ("tickets", "ix_tickets_closed_at"): ("closed_at", "id"),
    ("tickets", "ix_tickets_ended"): ("state", "closed_at", "id"),
    ("tickets", "ix_tickets_open_queue"): ("urgent", "opened_at", "id"),
    ("tickets", "ix_tickets_open_lapsing"): ("urgent", "lapses_at", "id"),
    ("tickets", "ix_tickets_open_counts"): (
        *("closed_at", "assignee", "district", "state", "urgent", "lapses_at", "due_at"),
    ),
    ("claims", "ix_claims_ticket_id"): ("ticket_id",),
    ("missed_questions", "ix_missed_questions_day"): ("day",),
}
AFTER: Indexes = {
    ("tickets", "ix_tickets_closed_at"): (
        *("closed_at", "id", "state", "urgent", "opened_at", "lapses_at", *FILTERED),
    ),
    ("tickets", "ix_tickets_ended"): ("state", "closed_at", "id", "urgent", "opened_at", "lapses_at", *FILTERED),
    ("tickets", "ix_tickets_open_queue"): (
        *("urgent", "opened_at", "id", "lapses_at", "state", *FILTERED, "closed_at"),
    ),
    ("tickets", "ix_tickets_open_lapsing"): (
        *("urgent", "lapses_at", "id", "opened_at", "state", *FILTERED, "closed_at"),
    ),
    ("tickets", "ix_tickets_open_counts"): (*("closed_at", *FILTERED[::-1], "state", "urgent", "lapses_at", "due_at"),),
    ("claims", "ix_claims_ticket_id"): ("ticket_id", "amount_fen"),
    ("missed_questions", "ix_missed_questions_day"): ("day", "slug"),
}


def upgrade() -> None:
    """Forward."""
    _exchange(BEFORE, AFTER)


def downgrade() -> None:
    """Back."""
    _exchange(AFTER, BEFORE)


def _exchange(old: Indexes, new: Indexes) -> None:
    for table, name in old:
        op.drop_index(name, table)
    for (table, name), columns in new.items():
        where = OPEN if name.startswith("ix_tickets_open_") else None
        op.create_index(name, table, list(columns), unique=False, sqlite_where=where, postgresql_where=where)
