"""study requirements: figures, exemptions, material, groups, scans; posts linked to members"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d363eb9b35a7"
down_revision = "565615e551bc"
branch_labels = None
depends_on = None

WITH_LEVELS = ("study_groups", "study_materials", "study_tallies")

# A post is in a name; where the branch has just one Party member of that name, it is theirs (services/posts/linking.py).
LINK_POSTS = """
    UPDATE branch_posts SET member_id = found.member_id
    FROM (
        SELECT p.id AS post_id, (array_agg(m.id))[1] AS member_id
        FROM branch_posts p
        JOIN branches b ON b.id = p.branch_id
        JOIN branches c ON c.lft BETWEEN b.lft AND b.rgt
        JOIN members m ON m.branch_id = c.id AND m.name = p.person_name
        WHERE b.kind IN ('branch', 'joint_branch', 'provisional_branch', 'group')
            AND m.standing = 'normal' AND m.stage IN ('probationary', 'full')
        GROUP BY p.id HAVING count(*) = 1
    ) found
    WHERE branch_posts.id = found.post_id
"""


def upgrade() -> None:
    op.create_table(
        "study_tallies",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("exempt", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Integer(), nullable=False),
        sa.Column("missing", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("hours_bins", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("reckoned_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("cardinality(hours_bins) = 6", name=op.f("ck_study_tallies_hours_bins")),
        sa.CheckConstraint("members >= exempt + complete", name=op.f("ck_study_tallies_counts")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_tallies_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("branch_id", "year", name=op.f("pk_study_tallies")),
    )
    for level in range(1, 7):
        op.create_index(f"ix_study_tallies_l{level}", "study_tallies", [f"l{level}", "year"])
    op.create_table(
        "study_groups",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("mentor_name", sa.Text(), nullable=True),
        sa.Column("mentor_title", sa.Text(), nullable=True),
        sa.Column("leader_id", sa.Uuid(), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=False),
        sa.Column("dissolved_on", sa.Date(), nullable=True),
        sa.Column("dissolve_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(dissolved_on IS NULL) = (dissolve_reason IS NULL)", name=op.f("ck_study_groups_dissolve_reason")
        ),
        sa.CheckConstraint("dissolved_on >= formed_on", name=op.f("ck_study_groups_dissolved_on")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_groups_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["members.id"], name=op.f("fk_study_groups_leader_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_groups")),
    )
    op.create_index("ix_study_groups_created_at_id", "study_groups", ["created_at", "id"])
    for level in range(1, 7):
        op.create_index(f"ix_study_groups_l{level}_created_at_id", "study_groups", [f"l{level}", "created_at", "id"])
    op.create_index("ix_study_groups_leader_id", "study_groups", ["leader_id"])
    op.create_index("ix_study_groups_updated_at_id", "study_groups", ["updated_at", "id"])
    op.create_index(
        "uq_study_groups_name",
        "study_groups",
        ["branch_id", "name"],
        unique=True,
        postgresql_where=sa.text("dissolved_on IS NULL"),
    )
    op.create_table(
        "study_exemptions",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_name", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_name", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("ground IN ('aged', 'ill', 'disabled')", name=op.f("ck_study_exemptions_ground")),
        sa.CheckConstraint("(end_reason IS NULL) = (ended_by IS NULL)", name=op.f("ck_study_exemptions_ended_by")),
        sa.CheckConstraint(
            "(ended_on IS NULL AND NOT struck) = (end_reason IS NULL)", name=op.f("ck_study_exemptions_end_reason")
        ),
        sa.CheckConstraint("ended_on >= from_on", name=op.f("ck_study_exemptions_ended_on")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["accounts.id"], name=op.f("fk_study_exemptions_ended_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["accounts.id"], name=op.f("fk_study_exemptions_entered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_exemptions_member_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_exemptions")),
    )
    op.create_index("ix_study_exemptions_member_id", "study_exemptions", ["member_id"])
    op.create_index(
        "uq_study_exemptions_standing",
        "study_exemptions",
        ["member_id"],
        unique=True,
        postgresql_where=sa.text("ended_on IS NULL AND NOT struck"),
    )
    op.create_table(
        "study_figures",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("amount", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("months", sa.SmallInteger(), nullable=True),
        sa.Column("from_year", sa.SmallInteger(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(40), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_name", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(code IN ('new_secretary_training', 'first_year_training')) = (months IS NOT NULL)",
            name=op.f("ck_study_figures_months"),
        ),
        sa.CheckConstraint(
            "code IN ('member_hours', 'officer_hours', 'member_training', 'officer_training', 'secretary_training', 'new_secretary_training', 'probation_training', 'first_year_training')",
            name=op.f("ck_study_figures_code"),
        ),
        sa.CheckConstraint("confidence IN ('A', 'B', 'C', 'P')", name=op.f("ck_study_figures_confidence")),
        sa.CheckConstraint("amount BETWEEN 0 AND 999", name=op.f("ck_study_figures_amount")),
        sa.CheckConstraint("from_year BETWEEN 2000 AND 2199", name=op.f("ck_study_figures_from_year")),
        sa.CheckConstraint("months BETWEEN 1 AND 36", name=op.f("ck_study_figures_months_range")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_figures_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["set_by"], ["accounts.id"], name=op.f("fk_study_figures_set_by"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_figures")),
    )
    op.create_index("uq_study_figures_version", "study_figures", ["branch_id", "code", "from_year"], unique=True)
    op.create_table(
        "study_group_members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_study_group_members_to_on")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["accounts.id"], name=op.f("fk_study_group_members_ended_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["accounts.id"], name=op.f("fk_study_group_members_entered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["study_groups.id"], name=op.f("fk_study_group_members_group_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_group_members_member_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_group_members")),
    )
    op.create_index("ix_study_group_members_member_id", "study_group_members", ["member_id"])
    op.create_index(
        "uq_study_group_members_present",
        "study_group_members",
        ["group_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("to_on IS NULL"),
    )
    op.create_table(
        "study_materials",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("source_document_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("storage_key", sa.Text(), nullable=True),
        sa.Column("hours", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_name", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_name", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'published') = (ended_on IS NULL)", name=op.f("ck_study_materials_ended_on")),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by IS NOT NULL)", name=op.f("ck_study_materials_replaced_by")
        ),
        sa.CheckConstraint("state IN ('published', 'withdrawn', 'replaced')", name=op.f("ck_study_materials_state")),
        sa.CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name=op.f("ck_study_materials_end_reason")),
        sa.CheckConstraint("(storage_key IS NULL) = (file_name IS NULL)", name=op.f("ck_study_materials_file_name")),
        sa.CheckConstraint("due_on >= published_on", name=op.f("ck_study_materials_due_on")),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_study_materials_hours")),
        sa.CheckConstraint("replaced_by <> id", name=op.f("ck_study_materials_replaced_by_another")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_materials_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["accounts.id"], name=op.f("fk_study_materials_ended_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["accounts.id"], name=op.f("fk_study_materials_published_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["study_materials.id"], name=op.f("fk_study_materials_replaced_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_document_id"],
            ["source_documents.id"],
            name=op.f("fk_study_materials_source_document_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_materials")),
    )
    op.create_index("ix_study_materials_branch_id_due_on_id", "study_materials", ["branch_id", "due_on", "id"])
    op.create_index("ix_study_materials_created_at_id", "study_materials", ["created_at", "id"])
    op.create_index("ix_study_materials_due_on_id", "study_materials", ["due_on", "id"])
    for level in range(1, 7):
        op.create_index(f"ix_study_materials_l{level}_due_on_id", "study_materials", [f"l{level}", "due_on", "id"])
    op.create_index(
        "ix_study_materials_replaced_by",
        "study_materials",
        ["replaced_by"],
        postgresql_where=sa.text("replaced_by IS NOT NULL"),
    )
    op.create_index("ix_study_materials_updated_at_id", "study_materials", ["updated_at", "id"])
    op.create_table(
        "study_scans",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scanned_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_scans_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["study_sessions.id"], name=op.f("fk_study_scans_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "member_id", name=op.f("pk_study_scans")),
    )
    op.create_index("ix_study_scans_member_id", "study_scans", ["member_id"])
    op.add_column("branch_posts", sa.Column("member_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_branch_posts_member_id", "branch_posts", ["member_id"], postgresql_where=sa.text("member_id IS NOT NULL")
    )
    op.execute(LINK_POSTS)
    op.create_foreign_key(
        op.f("fk_branch_posts_member_id"), "branch_posts", "members", ["member_id"], ["id"], ondelete="RESTRICT"
    )
    op.add_column("study_records", sa.Column("level", sa.String(40), nullable=True))
    op.add_column("study_records", sa.Column("material_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_study_records_material_id",
        "study_records",
        ["material_id"],
        postgresql_where=sa.text("material_id IS NOT NULL"),
    )
    op.create_foreign_key(
        op.f("fk_study_records_material_id"),
        "study_records",
        "study_materials",
        ["material_id"],
        ["id"],
        ondelete="RESTRICT",
    )
    op.create_index(
        "ix_study_sessions_group_id", "study_sessions", ["group_id"], postgresql_where=sa.text("group_id IS NOT NULL")
    )
    op.create_index(
        "ix_study_sessions_material_id",
        "study_sessions",
        ["material_id"],
        postgresql_where=sa.text("material_id IS NOT NULL"),
    )
    op.create_foreign_key(
        op.f("fk_study_sessions_material_id"),
        "study_sessions",
        "study_materials",
        ["material_id"],
        ["id"],
        ondelete="RESTRICT",
    )
    op.create_foreign_key(
        op.f("fk_study_sessions_group_id"), "study_sessions", "study_groups", ["group_id"], ["id"], ondelete="RESTRICT"
    )
    op.create_check_constraint(
        op.f("ck_study_records_level"),
        "study_records",
        "level IN ('branch', 'committee', 'county', 'city', 'province', 'nation')",
    )
    # A branch of a hundred and fifty members passes 9,999.99 hours of a kind in a year.
    op.alter_column("study_summaries", "hours", type_=sa.Numeric(12, 2), existing_nullable=False)
    for table in WITH_LEVELS:
        op.execute(
            f"CREATE TRIGGER {table}_levels BEFORE INSERT OR UPDATE OF branch_id ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
        )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_study_sessions_group_id"), "study_sessions", type_="foreignkey")
    op.drop_constraint(op.f("fk_study_sessions_material_id"), "study_sessions", type_="foreignkey")
    op.drop_index("ix_study_sessions_material_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_group_id", table_name="study_sessions")
    op.alter_column("study_summaries", "hours", type_=sa.Numeric(6, 2), existing_nullable=False)
    op.drop_column("study_records", "material_id")
    op.drop_column("study_records", "level")
    op.drop_column("branch_posts", "member_id")
    for table in (
        "study_scans", "study_materials", "study_group_members", "study_groups", "study_figures", "study_exemptions",
        "study_tallies",
    ):  # fmt: skip
        op.drop_table(table)
