"""lists and counts are read along their indexes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = "closed_at IS NULL"
FILTERED = "kind district team assignee"
Index = tuple[str, str, str, str | None]  # table, name, columns, condition
BEFORE: Sequence[Index] = (
    ("tickets", "ix_tickets_team", "team", None),
    ("tickets", "ix_tickets_district", "district follower", None),
    ("tickets", "ix_tickets_closed_at", "closed_at id", None),
    ("tickets", "ix_tickets_ended", "state closed_at id", None),
    ("tickets", "ix_tickets_open_team", "team", OPEN),
    ("tickets", "ix_tickets_open_queue", "urgent opened_at id", OPEN),
    ("tickets", "ix_tickets_open_lapsing", "urgent lapses_at id", OPEN),
    ("tickets", "ix_tickets_open_counts", "closed_at assignee district state urgent lapses_at due_at", OPEN),
    ("claims", "ix_claims_ticket_id", "ticket_id", None),
    ("missed_questions", "ix_missed_questions_day", "day", None),
)
AFTER: Sequence[Index] = (
    ("tickets", "ix_tickets_district", "district follower", "follower IS NOT NULL"),
    ("tickets", "ix_tickets_closed_at", f"closed_at id state urgent opened_at lapses_at {FILTERED}", None),
    ("tickets", "ix_tickets_ended", f"state closed_at id urgent opened_at lapses_at {FILTERED}", None),
    ("tickets", "ix_tickets_open_queue", f"urgent opened_at id lapses_at state {FILTERED} closed_at", OPEN),
    ("tickets", "ix_tickets_open_lapsing", f"urgent lapses_at id opened_at state {FILTERED} closed_at", OPEN),
    ("tickets", "ix_tickets_open_counts", "closed_at assignee team district kind state urgent lapses_at due_at", OPEN),
    ("claims", "ix_claims_ticket_id", "ticket_id amount_fen", None),
    ("missed_questions", "ix_missed_questions_day", "day slug", None),
)


def upgrade() -> None:
    """Forward."""
    _exchange(BEFORE, AFTER)


def downgrade() -> None:
    """Back."""
    _exchange(AFTER, BEFORE)


def _exchange(old: Sequence[Index], new: Sequence[Index]) -> None:
    for table, name, _, _ in old:
        op.drop_index(name, table)
    for table, name, columns, where in new:
        which = None if where is None else sa.text(where)
        op.create_index(name, table, columns.split(), unique=False, sqlite_where=which, postgresql_where=which)
