"""the desk: audit, figures, runs, menus, news, bindings."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_about", ["about", "at"], unique=False)
        batch_op.create_index("ix_audit_act", ["act", "id"], unique=False)
        batch_op.create_index("ix_audit_actor", ["actor", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)

    op.create_table(
        "brought_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_sheets")),
    )

    with op.batch_alter_table("brought_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brought_sheets_at"), ["at"], unique=False)

    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("name", name=op.f("uq_cards_name")),
    )

    op.create_table(
        "count_marks",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_count_marks")),
    )

    op.create_table(
        "knowledge_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("only_tries", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("anyway", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_runs")),
    )

    with op.batch_alter_table("knowledge_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knowledge_runs_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "menus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menus")),
    )

    with op.batch_alter_table("menus", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_menus_pushed_at"), ["pushed_at"], unique=False)

    op.create_table(
        "parameter_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=48), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=48), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter_figures")),
    )

    with op.batch_alter_table("parameter_figures", schema=None) as batch_op:
        batch_op.create_index("ix_parameter_figures_name", ["name", "valid_from"], unique=False)

    op.create_table(
        "report_cells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("district", sa.String(length=16), nullable=True),
        sa.Column("team", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_cells")),
        sa.UniqueConstraint("name", name=op.f("uq_report_cells_name")),
    )

    op.create_table(
        "report_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=48), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("rules", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshots")),
    )

    with op.batch_alter_table("report_snapshots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_snapshots_made_at"), ["made_at"], unique=False)

    op.create_table(
        "setting_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )

    with op.batch_alter_table("setting_changes", schema=None) as batch_op:
        batch_op.create_index("ix_setting_changes_name", ["section", "name", "id"], unique=False)

    op.create_table(
        "staff_binding_codes",
        sa.Column("agent", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agent", name=op.f("pk_staff_binding_codes")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_binding_codes_key")),
    )

    op.create_table(
        "staff_bindings",
        sa.Column("agent", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("follower", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agent", name=op.f("pk_staff_bindings")),
        sa.UniqueConstraint("follower", name=op.f("uq_staff_bindings_follower")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("staff_bindings")

    op.drop_table("staff_binding_codes")

    with op.batch_alter_table("setting_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_setting_changes_name")

    op.drop_table("setting_changes")

    with op.batch_alter_table("report_snapshots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_snapshots_made_at"))

    op.drop_table("report_snapshots")

    op.drop_table("report_cells")

    with op.batch_alter_table("parameter_figures", schema=None) as batch_op:
        batch_op.drop_index("ix_parameter_figures_name")

    op.drop_table("parameter_figures")

    with op.batch_alter_table("menus", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_menus_pushed_at"))

    op.drop_table("menus")

    with op.batch_alter_table("knowledge_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_knowledge_runs_asked_at"))

    op.drop_table("knowledge_runs")

    op.drop_table("count_marks")

    op.drop_table("cards")

    with op.batch_alter_table("brought_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brought_sheets_at"))

    op.drop_table("brought_sheets")

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_at"))
        batch_op.drop_index("ix_audit_actor")
        batch_op.drop_index("ix_audit_act")
        batch_op.drop_index("ix_audit_about")

    op.drop_table("audit")
