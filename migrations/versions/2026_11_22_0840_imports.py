"""imports: files on their way into the register, and their rows"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "cbfde795cf04"
down_revision = "8972d2427568"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("kind", sa.Enum("members", name="importkind", native_enum=False, length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "reading", "previewed", "committing", "done", "failed", name="importstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("uploader_name", sa.Text(), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("deleted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("defaults", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("wanted_sheet", sa.Text(), nullable=True),
        sa.Column("mapping", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("layout", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("failure", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("mode", sa.Enum("all", "valid_only", name="commitmode", native_enum=False, length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("committed_by", sa.Uuid(), nullable=True),
        sa.Column("notice", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_count", sa.Integer(), nullable=False),
        sa.Column("amended_count", sa.Integer(), nullable=False),
        sa.Column("skipped_count", sa.Integer(), nullable=False),
        sa.Column("done_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
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
        sa.CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name=op.f("ck_imports_failure")),
        sa.CheckConstraint("kind IN ('members')", name=op.f("ck_imports_kind")),
        sa.CheckConstraint("mode IN ('all', 'valid_only')", name=op.f("ck_imports_mode")),
        sa.CheckConstraint(
            "state IN ('reading', 'previewed', 'committing', 'done', 'failed')", name=op.f("ck_imports_state")
        ),
        sa.CheckConstraint("(mode IS NULL) = (committed_by IS NULL)", name=op.f("ck_imports_committed_by")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_imports_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["committed_by"], ["accounts.id"], name=op.f("fk_imports_committed_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["accounts.id"], name=op.f("fk_imports_uploaded_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index("ix_imports_branch_id", "imports", ["branch_id"], unique=False)
    op.create_index("ix_imports_created_at_id", "imports", ["created_at", "id"], unique=False)
    op.create_index(
        "ix_imports_expires_at", "imports", ["expires_at"], unique=False, postgresql_where=sa.text("deleted_at IS NULL")
    )
    op.create_index("ix_imports_updated_at_id", "imports", ["updated_at", "id"], unique=False)
    op.create_index("ix_imports_uploaded_by", "imports", ["uploaded_by"], unique=False)
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "new", "changed", "unchanged", "conflict", "invalid", name="rowstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "conflict",
            sa.Enum(
                "registered_elsewhere",
                "other_branch",
                "life_cycle",
                "changed_meanwhile",
                name="conflictkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("id_number_hash", sa.LargeBinary(), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("member_version", sa.Integer(), nullable=True),
        sa.Column("weighty", sa.Boolean(), nullable=False),
        sa.Column("twins", sa.ARRAY(sa.Integer()), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(state = 'conflict') = (conflict IS NOT NULL)", name=op.f("ck_import_rows_conflict_state")),
        sa.CheckConstraint(
            "conflict IN ('registered_elsewhere', 'other_branch', 'life_cycle', 'changed_meanwhile')",
            name=op.f("ck_import_rows_conflict"),
        ),
        sa.CheckConstraint(
            "state IN ('new', 'changed', 'unchanged', 'conflict', 'invalid')", name=op.f("ck_import_rows_state")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_import_rows_number")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_rows")),
    )
    op.create_index(
        "ix_import_rows_import_id_state_number", "import_rows", ["import_id", "state", "number"], unique=False
    )
    op.execute(
        "CREATE TRIGGER imports_levels BEFORE INSERT OR UPDATE OF branch_id ON imports "
        "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
    )


def downgrade() -> None:
    op.drop_table("import_rows")
    op.drop_table("imports")
