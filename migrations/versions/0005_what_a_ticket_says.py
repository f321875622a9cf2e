"""what a ticket says itself, members of groups, what the outbox knows."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "group_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_events_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_group_events_ticket_id_tickets"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_events")),
    )

    with op.batch_alter_table("group_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_events_group_id"), ["group_id"], unique=False)

    op.create_table(
        "group_links",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_links_group_id_groups")),
        sa.ForeignKeyConstraint(["other_id"], ["groups.id"], name=op.f("fk_group_links_other_id_groups")),
        sa.PrimaryKeyConstraint("group_id", "other_id", name=op.f("pk_group_links")),
    )

    with op.batch_alter_table("group_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_links_other_id"), ["other_id"], unique=False)

    op.create_table(
        "group_members",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_members_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_group_members_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_group_members")),
    )

    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_members_group_id"), ["group_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_proposals_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["tickets.id"], name=op.f("fk_proposals_other_id_tickets"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_proposals_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("ticket_id", "group_id", name="uq_proposals_ticket_group"),
        sa.UniqueConstraint("ticket_id", "other_id", name=op.f("uq_proposals_ticket_id")),
    )

    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_other_id"), ["other_id"], unique=False)

    op.create_table(
        "group_answers_waiting",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["group_answers.id"],
            name=op.f("fk_group_answers_waiting_answer_id_group_answers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_group_answers_waiting_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "ticket_id", name=op.f("pk_group_answers_waiting")),
    )

    with op.batch_alter_table("group_answers_waiting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_answers_waiting_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rank", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("proof", sa.String(length=16), nullable=True))

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_journal_unlinked",
            ["received_at"],
            unique=False,
            sqlite_where=sa.text("follower = '' AND reply IS NOT NULL"),
            postgresql_where=sa.text("follower = '' AND reply IS NOT NULL"),
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.String(length=9), nullable=True))
        batch_op.add_column(sa.Column("notice", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_outbox_notice_follower", ["notice", "follower"], unique=True)
        batch_op.create_index("ix_outbox_state_next_at", ["state", "next_at"], unique=False)

    with op.batch_alter_table("ticket_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_events_ticket_id"))
        batch_op.create_index("ix_ticket_events_what", ["ticket_id", "what"], unique=False)

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("facts", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("recovered_fen", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("team", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("handed", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("source", sa.String(length=128), nullable=True))
        batch_op.add_column(sa.Column("weight", sa.String(length=8), server_default="一般", nullable=False))
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("due_what", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("alarm_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminded_for", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminded_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("compared_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_tickets_alarm", ["state", "alarm_at"], unique=False)
        batch_op.create_index("ix_tickets_district", ["district", "follower"], unique=False)
        batch_op.create_index("ix_tickets_due_at", ["due_at", "id"], unique=False)
        batch_op.create_index("ix_tickets_opened_at", ["opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_team"), ["team"], unique=False)
        batch_op.create_index(
            "ix_tickets_uncompared",
            ["state", "id"],
            unique=False,
            sqlite_where=sa.text("compared_at IS NULL"),
            postgresql_where=sa.text("compared_at IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_unrouted",
            ["state", "id"],
            unique=False,
            sqlite_where=sa.text("team IS NULL"),
            postgresql_where=sa.text("team IS NULL"),
        )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_tickets_unrouted", sqlite_where=sa.text("team IS NULL"), postgresql_where=sa.text("team IS NULL")
        )
        batch_op.drop_index(
            "ix_tickets_uncompared",
            sqlite_where=sa.text("compared_at IS NULL"),
            postgresql_where=sa.text("compared_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_tickets_team"))
        batch_op.drop_index("ix_tickets_opened_at")
        batch_op.drop_index("ix_tickets_due_at")
        batch_op.drop_index("ix_tickets_district")
        batch_op.drop_index("ix_tickets_alarm")
        batch_op.drop_column("compared_at")
        batch_op.drop_column("reminded_days")
        batch_op.drop_column("reminded_for")
        batch_op.drop_column("alarm_at")
        batch_op.drop_column("due_what")
        batch_op.drop_column("due_at")
        batch_op.drop_column("weight")
        batch_op.drop_column("source")
        batch_op.drop_column("handed")
        batch_op.drop_column("team")
        batch_op.drop_column("recovered_fen")
        batch_op.drop_column("facts")

    with op.batch_alter_table("ticket_events", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_events_what")
        batch_op.create_index(batch_op.f("ix_ticket_events_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_state_next_at")
        batch_op.drop_index("ix_outbox_notice_follower")
        batch_op.drop_column("next_at")
        batch_op.drop_column("notice")
        batch_op.drop_column("about")

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_journal_unlinked",
            sqlite_where=sa.text("follower = '' AND reply IS NOT NULL"),
            postgresql_where=sa.text("follower = '' AND reply IS NOT NULL"),
        )

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_column("proof")
        batch_op.drop_column("rank")

    with op.batch_alter_table("group_answers_waiting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_answers_waiting_ticket_id"))

    op.drop_table("group_answers_waiting")

    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposals_other_id"))
        batch_op.drop_index(batch_op.f("ix_proposals_group_id"))

    op.drop_table("proposals")

    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_members_group_id"))

    op.drop_table("group_members")

    with op.batch_alter_table("group_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_links_other_id"))

    op.drop_table("group_links")

    with op.batch_alter_table("group_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_events_group_id"))

    op.drop_table("group_events")
