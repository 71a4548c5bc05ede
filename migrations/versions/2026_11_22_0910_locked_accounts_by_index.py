"""locked accounts by index: the few locks are looked up among the accounts, not the accounts among the locks"""

import sqlalchemy as sa
from alembic import op

revision = "e07b3c58d912"
down_revision = "c61d0e94ab37"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_accounts_username_hash", "accounts", [sa.text(r"sha256(CAST(replace(username, '\', '\\') AS bytea))")]
    )


def downgrade() -> None:
    op.drop_index("ix_accounts_username_hash", table_name="accounts")
