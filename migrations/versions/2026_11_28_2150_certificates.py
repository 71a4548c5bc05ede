"""number of the certificate of a training elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = "b61f0e8a92d5"
down_revision = "6c1e84b9f273"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("study_records", sa.Column("certificate_no", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("study_records", "certificate_no")
