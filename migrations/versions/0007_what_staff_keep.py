"""what staff keep: replies, custody, presence, invitations, filters, mentions."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "staff_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=9), nullable=False),
        sa.Column("district", sa.String(length=16), nullable=True),
        sa.Column("agent", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spread_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("robot_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("robot_next", sa.DateTime(timezone=True), nullable=True),
        sa.Column("robot_tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_news")),
        sa.UniqueConstraint("about", "what", "agent", "moment", "days", name=op.f("uq_staff_news_about")),
    )

    with op.batch_alter_table("staff_news", schema=None) as batch_op:
        batch_op.create_index("ix_staff_news_at", ["at"], unique=False)
        batch_op.create_index("ix_staff_news_robot", ["robot_at", "at"], unique=False)
        batch_op.create_index(
            "ix_staff_news_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text("spread_at IS NULL"),
            postgresql_where=sa.text("spread_at IS NULL"),
        )

    op.create_table(
        "talk_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("handler", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "handler", "action", name=op.f("pk_talk_counts")),
    )

    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=48), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agents.id"], name=op.f("fk_canned_replies_owner_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
    )

    with op.batch_alter_table("canned_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_canned_replies_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "custodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=48), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_custodies_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_custodies_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custodies")),
    )

    with op.batch_alter_table("custodies", schema=None) as batch_op:
        batch_op.create_index("ix_custodies_ticket", ["ticket_id", "agent_id", "until"], unique=False)

    op.create_table(
        "desk_presence",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("doing", sa.String(length=8), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_desk_presence_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_desk_presence_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agent_id", "ticket_id", name=op.f("pk_desk_presence")),
    )

    with op.batch_alter_table("desk_presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_presence_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_presence_until"), ["until"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("whom", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=True),
        sa.Column("lost_telephone", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=48), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_invitations_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("key", name=op.f("uq_invitations_key")),
    )

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_agent_id"), ["agent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_made_at"), ["made_at"], unique=False)

    op.create_table(
        "kept_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("for_all", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_kept_filters_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_filters")),
    )

    with op.batch_alter_table("kept_filters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_filters_agent_id"), ["agent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kept_filters_for_all"), ["for_all"], unique=False)

    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_mentions_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_mentions_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
    )

    with op.batch_alter_table("mentions", schema=None) as batch_op:
        batch_op.create_index("ix_mentions_agent", ["agent_id", "read_at", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mentions_ticket_id"), ["ticket_id"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("mentions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentions_ticket_id"))
        batch_op.drop_index("ix_mentions_agent")

    op.drop_table("mentions")

    with op.batch_alter_table("kept_filters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_filters_for_all"))
        batch_op.drop_index(batch_op.f("ix_kept_filters_agent_id"))

    op.drop_table("kept_filters")

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_made_at"))
        batch_op.drop_index(batch_op.f("ix_invitations_agent_id"))

    op.drop_table("invitations")

    with op.batch_alter_table("desk_presence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_presence_until"))
        batch_op.drop_index(batch_op.f("ix_desk_presence_ticket_id"))

    op.drop_table("desk_presence")

    with op.batch_alter_table("custodies", schema=None) as batch_op:
        batch_op.drop_index("ix_custodies_ticket")

    op.drop_table("custodies")

    with op.batch_alter_table("canned_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_canned_replies_owner_id"))

    op.drop_table("canned_replies")

    op.drop_table("talk_counts")

    with op.batch_alter_table("staff_news", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_staff_news_waiting",
            sqlite_where=sa.text("spread_at IS NULL"),
            postgresql_where=sa.text("spread_at IS NULL"),
        )
        batch_op.drop_index("ix_staff_news_robot")
        batch_op.drop_index("ix_staff_news_at")

    op.drop_table("staff_news")
