"""counting without records: indexes that hold all that sizes and structure figures need"""

import sqlalchemy as sa
from alembic import op

revision = "c61d0e94ab37"
down_revision = "c41d7be2f960"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_members_branch_id_stage",
        "members",
        ["branch_id", "stage"],
        postgresql_where=sa.text("standing = 'normal' AND stage IN ('probationary', 'full')"),
    )
    op.create_index(
        "ix_members_figures",
        "members",
        ["l2", "stage", "sex", "ethnicity", "education", "birth_date", "full_on"],
        postgresql_where=sa.text("standing = 'normal'"),
    )


def downgrade() -> None:
    op.drop_index("ix_members_figures", table_name="members")
    op.drop_index("ix_members_branch_id_stage", table_name="members")
