"""sessions of a study group by time"""

import sqlalchemy as sa
from alembic import op

revision = "8d27f4b1c6e0"
down_revision = "3c9e5d10b7a4"
branch_labels = None
depends_on = None

OF_GROUPS = sa.text("group_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_study_sessions_group_id", table_name="study_sessions")
    op.create_index(
        "ix_study_sessions_group_id_starts_at_id",
        "study_sessions",
        ["group_id", "starts_at", "id"],
        postgresql_where=OF_GROUPS,
    )


def downgrade() -> None:
    op.drop_index("ix_study_sessions_group_id_starts_at_id", table_name="study_sessions")
    op.create_index("ix_study_sessions_group_id", "study_sessions", ["group_id"], postgresql_where=OF_GROUPS)
