"""calls, figures and links of tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "recovery_codes",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_recovery_codes_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_recovery_codes")),
    )

    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_codes_agent_id"), ["agent_id"], unique=False)

    op.create_table(
        "staff_notices",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("news_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_staff_notices_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["news_id"], ["staff_news.id"], name=op.f("fk_staff_notices_news_id_staff_news"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agent_id", "news_id", name=op.f("pk_staff_notices")),
    )

    with op.batch_alter_table("staff_notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_notices_news_id"), ["news_id"], unique=False)
        batch_op.create_index("ix_staff_notices_unread", ["agent_id", "read_at"], unique=False)

    op.create_table(
        "staff_wishes",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("desk", sa.Boolean(), nullable=False),
        sa.Column("wechat", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_staff_wishes_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agent_id", "what", name=op.f("pk_staff_wishes")),
    )

    op.create_table(
        "ticket_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("whom", sa.String(length=8), nullable=False),
        sa.Column("came", sa.String(length=8), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_calls_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_calls")),
    )

    with op.batch_alter_table("ticket_calls", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_calls_ticket", ["ticket_id", "at"], unique=False)

    op.create_table(
        "ticket_figures",
        sa.Column("ticket_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("claimed_fen", sa.BigInteger(), nullable=False),
        sa.Column("recovered_fen", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Integer(), nullable=False),
        sa.Column("came_late", sa.Boolean(), nullable=False),
        sa.Column("lapsed", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("first_s", sa.Integer(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("took", sa.Integer(), nullable=True),
        sa.Column("employer", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cell_id"], ["report_cells.id"], name=op.f("fk_ticket_figures_cell_id_report_cells")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_figures_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_figures")),
    )

    with op.batch_alter_table("ticket_figures", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_figures_day", ["day", "cell_id"], unique=False)
        batch_op.create_index(
            "ix_ticket_figures_due",
            ["due_at", "day", "cell_id"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_figures_employer",
            ["employer", "day", "cell_id"],
            unique=False,
            sqlite_where=sa.text("employer IS NOT NULL"),
            postgresql_where=sa.text("employer IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_figures_ended",
            ["ended_on", "cell_id"],
            unique=False,
            sqlite_where=sa.text("ended_on IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_figures_first_due",
            ["first_due_at", "day", "cell_id"],
            unique=False,
            sqlite_where=sa.text("first_due_at IS NOT NULL"),
            postgresql_where=sa.text("first_due_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_figures_lapses",
            ["lapses_at", "day", "cell_id"],
            unique=False,
            sqlite_where=sa.text("lapses_at IS NOT NULL"),
            postgresql_where=sa.text("lapses_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_figures_took",
            ["took", "first_s", "day", "cell_id"],
            unique=False,
            sqlite_where=sa.text("took IS NOT NULL"),
            postgresql_where=sa.text("took IS NOT NULL"),
        )

    op.create_table(
        "ticket_links",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["tickets.id"], name=op.f("fk_ticket_links_other_id_tickets"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_links_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", "other_id", name=op.f("pk_ticket_links")),
    )

    with op.batch_alter_table("ticket_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_links_other_id"), ["other_id"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("ticket_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_links_other_id"))

    op.drop_table("ticket_links")

    with op.batch_alter_table("ticket_figures", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_ticket_figures_took",
            sqlite_where=sa.text("took IS NOT NULL"),
            postgresql_where=sa.text("took IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_figures_lapses",
            sqlite_where=sa.text("lapses_at IS NOT NULL"),
            postgresql_where=sa.text("lapses_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_figures_first_due",
            sqlite_where=sa.text("first_due_at IS NOT NULL"),
            postgresql_where=sa.text("first_due_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_figures_ended",
            sqlite_where=sa.text("ended_on IS NOT NULL"),
            postgresql_where=sa.text("ended_on IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_figures_employer",
            sqlite_where=sa.text("employer IS NOT NULL"),
            postgresql_where=sa.text("employer IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_figures_due",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_ticket_figures_day")

    op.drop_table("ticket_figures")

    with op.batch_alter_table("ticket_calls", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_calls_ticket")

    op.drop_table("ticket_calls")

    op.drop_table("staff_wishes")

    with op.batch_alter_table("staff_notices", schema=None) as batch_op:
        batch_op.drop_index("ix_staff_notices_unread")
        batch_op.drop_index(batch_op.f("ix_staff_notices_news_id"))

    op.drop_table("staff_notices")

    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_codes_agent_id"))

    op.drop_table("recovery_codes")
