"""account search: pieces of names, and the orders of the account list"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "8c3e91d2f604"
down_revision = "5b0f4d1c7a92"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("grams", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.alter_column("accounts", "grams", server_default=None)
    op.create_index("ix_accounts_grams", "accounts", ["grams"], postgresql_using="gin")
    op.create_index("ix_accounts_created_at_id", "accounts", ["created_at", "id"])
    op.create_index("ix_accounts_updated_at_id", "accounts", ["updated_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_accounts_updated_at_id", table_name="accounts")
    op.drop_index("ix_accounts_created_at_id", table_name="accounts")
    op.drop_index("ix_accounts_grams", table_name="accounts", postgresql_using="gin")
    op.drop_column("accounts", "grams")
