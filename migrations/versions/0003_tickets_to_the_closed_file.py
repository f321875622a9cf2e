"""tickets: kinds, clocks, groups, receipts, pages, quota, instalments, teams, places."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "kept_workings",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("follower", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_workings")),
    )
    with op.batch_alter_table("kept_workings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_workings_follower"), ["follower"], unique=False)
        batch_op.create_index(batch_op.f("ix_kept_workings_until"), ["until"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("handed", sa.Integer(), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_next_at"), ["next_at"], unique=False)

    op.create_table(
        "page_links",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("follower", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_page_links")),
    )
    with op.batch_alter_table("page_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_links_follower"), ["follower"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_links_until"), ["until"], unique=False)

    op.create_table(
        "paper_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower", sa.String(length=32), nullable=False),
        sa.Column("ticket", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_answers")),
        sa.UniqueConstraint("follower", "ticket", "name", name=op.f("uq_paper_answers_follower")),
    )
    with op.batch_alter_table("paper_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_answers_changed_at"), ["changed_at"], unique=False)

    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kinds", sa.String(length=60), nullable=False),
        sa.Column("district", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("hours", sa.String(length=60), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.Column("confidence", sa.String(length=1), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(
            "uq_places_name",
            ["name"],
            unique=True,
            sqlite_where=sa.text("gone_at IS NULL"),
            postgresql_where=sa.text("gone_at IS NULL"),
        )

    op.create_table(
        "receipt_tries",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipt_tries")),
    )
    with op.batch_alter_table("receipt_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_tries_last_at"), ["last_at"], unique=False)

    op.create_table(
        "compared_tickets",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("employer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_compared_tickets_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_compared_tickets")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message", sa.Integer(), nullable=False),
        sa.Column("follower", sa.String(length=32), nullable=False),
        sa.Column("via", sa.String(length=8), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("msgid", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["message"], ["outbox.id"], name=op.f("fk_deliveries_message_outbox"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_deliveries_follower_at", ["follower", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_message"), ["message"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_msgid"), ["msgid"], unique=False)
        batch_op.create_index("ix_deliveries_outcome", ["outcome", "at"], unique=False)
        batch_op.create_index(
            "uq_deliveries_success",
            ["message"],
            unique=True,
            sqlite_where=sa.text("outcome = 'sent' AND via IN ('customer', 'reply')"),
            postgresql_where=sa.text("outcome = 'sent' AND via IN ('customer', 'reply')"),
        )

    op.create_table(
        "employer_marks",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_employer_marks_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mark", "ticket_id", name=op.f("pk_employer_marks")),
    )
    with op.batch_alter_table("employer_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employer_marks_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("spokesperson_id", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alarmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["groups.id"], name=op.f("fk_groups_merged_into_groups")),
        sa.ForeignKeyConstraint(
            ["spokesperson_id"], ["tickets.id"], name=op.f("fk_groups_spokesperson_id_tickets"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("number", name=op.f("uq_groups_number")),
    )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.create_index("ix_groups_state", ["state", "urgent", "id"], unique=False)

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
        batch_op.create_index("ix_instalments_due_on", ["due_on", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_instalments_ticket_id"), ["ticket_id"], unique=False)

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
        batch_op.create_index("ix_tickets_alarm_at", ["alarm_at"], unique=False)
        batch_op.create_index("ix_tickets_due_at", ["due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_team"), ["team"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tickets_team"))
        batch_op.drop_index("ix_tickets_due_at")
        batch_op.drop_index("ix_tickets_alarm_at")
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
        batch_op.drop_index(batch_op.f("ix_instalments_ticket_id"))
        batch_op.drop_index("ix_instalments_due_on")

    op.drop_table("instalments")
    with op.batch_alter_table("helping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helping_ticket_id"))

    op.drop_table("helping")
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_index("ix_groups_state")

    op.drop_table("groups")
    with op.batch_alter_table("employer_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employer_marks_ticket_id"))

    op.drop_table("employer_marks")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_deliveries_success",
            sqlite_where=sa.text("outcome = 'sent' AND via IN ('customer', 'reply')"),
            postgresql_where=sa.text("outcome = 'sent' AND via IN ('customer', 'reply')"),
        )
        batch_op.drop_index("ix_deliveries_outcome")
        batch_op.drop_index(batch_op.f("ix_deliveries_msgid"))
        batch_op.drop_index(batch_op.f("ix_deliveries_message"))
        batch_op.drop_index("ix_deliveries_follower_at")

    op.drop_table("deliveries")
    op.drop_table("compared_tickets")
    with op.batch_alter_table("receipt_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_tries_last_at"))

    op.drop_table("receipt_tries")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_places_name", sqlite_where=sa.text("gone_at IS NULL"), postgresql_where=sa.text("gone_at IS NULL")
        )

    op.drop_table("places")
    with op.batch_alter_table("paper_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_answers_changed_at"))

    op.drop_table("paper_answers")
    with op.batch_alter_table("page_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_links_until"))
        batch_op.drop_index(batch_op.f("ix_page_links_follower"))

    op.drop_table("page_links")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_next_at"))

    op.drop_table("notices")
    with op.batch_alter_table("kept_workings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_workings_until"))
        batch_op.drop_index(batch_op.f("ix_kept_workings_follower"))

    op.drop_table("kept_workings")
