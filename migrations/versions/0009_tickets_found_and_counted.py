"""tickets found by their words, counted, and whose they are."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "ticket_looks",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_ticket_looks_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_looks_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agent_id", "ticket_id", name=op.f("pk_ticket_looks")),
    )

    with op.batch_alter_table("ticket_looks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_looks_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "ticket_tallies",
        sa.Column("span", sa.String(length=1), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Integer(), nullable=False),
        sa.Column("escalated", sa.Integer(), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.Column("claimed_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered", sa.Integer(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Integer(), nullable=False),
        sa.Column("so_so", sa.Integer(), nullable=False),
        sa.Column("discontent", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.Column("took_0", sa.Integer(), nullable=False),
        sa.Column("took_1", sa.Integer(), nullable=False),
        sa.Column("took_2", sa.Integer(), nullable=False),
        sa.Column("took_3", sa.Integer(), nullable=False),
        sa.Column("took_4", sa.Integer(), nullable=False),
        sa.Column("took_5", sa.Integer(), nullable=False),
        sa.Column("took_6", sa.Integer(), nullable=False),
        sa.Column("took_7", sa.Integer(), nullable=False),
        sa.Column("took_8", sa.Integer(), nullable=False),
        sa.Column("took_9", sa.Integer(), nullable=False),
        sa.Column("took_10", sa.Integer(), nullable=False),
        sa.Column("took_11", sa.Integer(), nullable=False),
        sa.Column("came_late", sa.Integer(), nullable=False),
        sa.Column("lapsed", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["report_cells.id"], name=op.f("fk_ticket_tallies_cell_id_report_cells")),
        sa.PrimaryKeyConstraint("span", "start", "cell_id", name=op.f("pk_ticket_tallies")),
    )

    op.create_table(
        "ticket_ticks",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_ticks_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", "name", name=op.f("pk_ticket_ticks")),
    )

    op.create_table(
        "ticket_words",
        sa.Column("word", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_words_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "ticket_id", name=op.f("pk_ticket_words")),
        sqlite_with_rowid=False,
    )

    with op.batch_alter_table("ticket_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_words_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("districts", sa.String(length=400), server_default="", nullable=False))
        batch_op.add_column(sa.Column("team", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("totp", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("totp_step", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("desk_sessions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("seen_at", sa.DateTime(timezone=True), server_default="1970-01-01 00:00:00", nullable=False)
        )
        batch_op.add_column(sa.Column("browser", sa.String(length=40), server_default="", nullable=False))

    with op.batch_alter_table("entry_feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("given", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("entry_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remark", sa.Text(), nullable=True))

    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followers_scene"), ["scene"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("choices", sa.String(length=64), nullable=True))

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("worded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("assignee", sa.Integer(), nullable=True))
        batch_op.create_index("ix_tickets_assignee", ["assignee", "closed_at", "id"], unique=False)
        batch_op.create_index("ix_tickets_ended", ["state", "closed_at", "id"], unique=False)
        batch_op.create_index(
            "ix_tickets_open_counts",
            ["closed_at", "assignee", "district", "state", "urgent", "lapses_at", "due_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_open_lapsing",
            ["urgent", "lapses_at", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_open_queue",
            ["urgent", "opened_at", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_open_team",
            ["team"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_tickets_source", ["source", "state"], unique=False)
        batch_op.create_index(
            "ix_tickets_uncounted",
            ["id"],
            unique=False,
            sqlite_where=sa.text("counted_at IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_unworded",
            ["state", "id"],
            unique=False,
            sqlite_where=sa.text("worded_at IS NULL"),
            postgresql_where=sa.text("worded_at IS NULL"),
        )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_tickets_unworded",
            sqlite_where=sa.text("worded_at IS NULL"),
            postgresql_where=sa.text("worded_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_uncounted",
            sqlite_where=sa.text("counted_at IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL"),
        )
        batch_op.drop_index("ix_tickets_source")
        batch_op.drop_index(
            "ix_tickets_open_team",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_open_queue",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_open_lapsing",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_open_counts",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_tickets_ended")
        batch_op.drop_index("ix_tickets_assignee")
        batch_op.drop_column("assignee")
        batch_op.drop_column("worded_at")
        batch_op.drop_column("counted_at")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("choices")

    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followers_scene"))

    with op.batch_alter_table("entry_versions", schema=None) as batch_op:
        batch_op.drop_column("remark")

    with op.batch_alter_table("entry_feedback", schema=None) as batch_op:
        batch_op.drop_column("given")

    with op.batch_alter_table("desk_sessions", schema=None) as batch_op:
        batch_op.drop_column("browser")
        batch_op.drop_column("seen_at")

    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.drop_column("totp_step")
        batch_op.drop_column("totp")
        batch_op.drop_column("team")
        batch_op.drop_column("districts")

    with op.batch_alter_table("ticket_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_words_ticket_id"))

    op.drop_table("ticket_words")

    op.drop_table("ticket_ticks")

    op.drop_table("ticket_tallies")

    with op.batch_alter_table("ticket_looks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_looks_ticket_id"))

    op.drop_table("ticket_looks")
