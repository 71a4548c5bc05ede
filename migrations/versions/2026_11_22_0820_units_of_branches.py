"""units of branches"""

import sqlalchemy as sa
from alembic import op

revision = "7f3b62ad90c1"
down_revision = "e5a1970c38d4"
branch_labels = None
depends_on = None

TEXTS = ("unit_name", "unit_nature", "unit_party_setup", "credit_code")


def upgrade() -> None:
    op.add_column("branches", sa.Column("unit_situation", sa.String(40), nullable=True))
    for name in TEXTS:
        op.add_column("branches", sa.Column(name, sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_branches_unit_situation"),
        "branches",
        "unit_situation IN ('same_as_parent', 'legal_unit', 'joint_branch')",
    )
    op.create_check_constraint(op.f("ck_branches_credit_code"), "branches", "credit_code ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_branches_credit_code"), "branches", type_="check")
    op.drop_constraint(op.f("ck_branches_unit_situation"), "branches", type_="check")
    for name in (*TEXTS, "unit_situation"):
        op.drop_column("branches", name)
