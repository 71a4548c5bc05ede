"""branches go: why, by which document, into which other branch"""

import sqlalchemy as sa
from alembic import op

revision = "b49d03f1e826"
down_revision = "2c7e90d4b615"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("branches", sa.Column("dissolution_reason", sa.Text(), nullable=True))
    op.add_column("branches", sa.Column("dissolution_document_no", sa.Text(), nullable=True))
    op.add_column("branches", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_branches_merged_into_id"), "branches", "branches", ["merged_into_id"], ["id"], ondelete="RESTRICT"
    )
    op.create_index(
        "ix_branches_merged_into_id",
        "branches",
        ["merged_into_id"],
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_check_constraint(
        op.f("ck_branches_dissolution_reason"), "branches", "dissolution_reason IS NULL OR dissolved_on IS NOT NULL"
    )
    op.create_check_constraint(
        op.f("ck_branches_merged_into"), "branches", "merged_into_id IS NULL OR dissolved_on IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_branches_merged_into"), "branches", type_="check")
    op.drop_constraint(op.f("ck_branches_dissolution_reason"), "branches", type_="check")
    op.drop_index("ix_branches_merged_into_id", table_name="branches")
    op.drop_column("branches", "merged_into_id")
    op.drop_column("branches", "dissolution_document_no")
    op.drop_column("branches", "dissolution_reason")
