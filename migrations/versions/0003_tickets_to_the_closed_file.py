"""tickets to the closed file: groups, instalments, teams, notices, proofs of delivery."""

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


def downgrade() -> None:
    """Back."""
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
