"""evidence of points: files added to what was entered by hand"""

import sqlalchemy as sa
from alembic import op

revision = "b8c1f0a7d3e4"
down_revision = "d2cb6332191b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "point_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_point_files_size")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["point_claims.id"], name=op.f("fk_point_files_claim_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["accounts.id"], name=op.f("fk_point_files_uploaded_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_files")),
    )
    op.create_index(op.f("ix_point_files_claim_id"), "point_files", ["claim_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_point_files_claim_id"), table_name="point_files")
    op.drop_table("point_files")
