"""a follower's lines are found block by block: the index grows at its end instead of everywhere."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.drop_index("ix_journal_follower", "journal")
    op.create_index("ix_journal_block", "journal", [sa.text("(id / 256)"), "follower"], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_journal_block", "journal")
    op.create_index("ix_journal_follower", "journal", ["follower", "id"], unique=False)
