"""pages, receipts, papers, promises, verdicts, withdrawals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "helping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_helping_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helping")),
    )

    with op.batch_alter_table("helping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helping_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "instalments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid", sa.Boolean(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_instalments_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalments")),
    )

    with op.batch_alter_table("instalments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_instalments_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index(
            "ix_instalments_unasked",
            ["asked_at", "due_on"],
            unique=False,
            sqlite_where=sa.text("paid IS NULL"),
            postgresql_where=sa.text("paid IS NULL"),
        )

    op.create_table(
        "merged_tickets",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["into_id"], ["tickets.id"], name=op.f("fk_merged_tickets_into_id_tickets"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_merged_tickets_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_merged_tickets")),
    )

    with op.batch_alter_table("merged_tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merged_tickets_into_id"), ["into_id"], unique=False)

    op.create_table(
        "page_sessions",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("follower", sa.String(length=32), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_page_sessions_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_page_sessions")),
    )

    with op.batch_alter_table("page_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_sessions_follower"), ["follower"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_sessions_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_sessions_until"), ["until"], unique=False)

    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_promises_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )

    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "ratings",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Integer(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ratings_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ratings")),
    )

    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ratings_at"), ["at"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_receipts_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_receipts")),
    )

    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid", sa.String(length=8), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=True),
        sa.Column("pressed", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_withdrawals_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
    )

    with op.batch_alter_table("withdrawals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_withdrawals_ended"), ["ended"], unique=False)
        batch_op.create_index(batch_op.f("ix_withdrawals_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "group_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_answers_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_answers")),
    )

    with op.batch_alter_table("group_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_answers_group_id"), ["group_id"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("group_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_answers_group_id"))

    op.drop_table("group_answers")

    with op.batch_alter_table("withdrawals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_withdrawals_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_withdrawals_ended"))

    op.drop_table("withdrawals")

    op.drop_table("receipts")

    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ratings_at"))

    op.drop_table("ratings")

    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promises_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_promises_due_at"))

    op.drop_table("promises")

    with op.batch_alter_table("page_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_sessions_until"))
        batch_op.drop_index(batch_op.f("ix_page_sessions_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_page_sessions_follower"))

    op.drop_table("page_sessions")

    with op.batch_alter_table("merged_tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merged_tickets_into_id"))

    op.drop_table("merged_tickets")

    with op.batch_alter_table("instalments", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_instalments_unasked", sqlite_where=sa.text("paid IS NULL"), postgresql_where=sa.text("paid IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_instalments_ticket_id"))

    op.drop_table("instalments")

    with op.batch_alter_table("helping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helping_ticket_id"))

    op.drop_table("helping")
