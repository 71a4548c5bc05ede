"""counting without records: indexes that hold all that sizes, totals and structure figures need; two orders more"""

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
        [
            "l2", "standing", "stage", "sex", "floating", "lost_contact", "ethnicity", "education", "birth_date",
            "full_on",
        ],
    )  # fmt: skip
    op.create_index("ix_members_l2_updated_at_id", "members", ["l2", "updated_at", "id"])
    op.create_index("ix_branches_pinyin_id", "branches", ["pinyin", "id"])


def downgrade() -> None:
    op.drop_index("ix_branches_pinyin_id", table_name="branches")
    op.drop_index("ix_members_l2_updated_at_id", table_name="members")
    op.drop_index("ix_members_figures", table_name="members")
    op.drop_index("ix_members_branch_id_stage", table_name="members")
