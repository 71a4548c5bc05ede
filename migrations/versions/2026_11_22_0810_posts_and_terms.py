"""posts and terms"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e5a1970c38d4"
down_revision = "35fdea4c4005"
branch_labels = None
depends_on = None


def _record_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "branch_posts",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("selection", sa.String(40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        *_record_columns(),
        sa.CheckConstraint(
            "office IN ('secretary', 'deputy_secretary', 'organisation', 'publicity', 'discipline',"
            " 'committee_member')",
            name=op.f("ck_branch_posts_office"),
        ),
        sa.CheckConstraint(
            "selection IN ('elected', 'by_elected', 'appointed')", name=op.f("ck_branch_posts_selection")
        ),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_branch_posts_to_on")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_branch_posts_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_posts")),
    )
    op.create_index("ix_branch_posts_branch_id", "branch_posts", ["branch_id"])
    op.create_index(
        "uq_branch_posts_secretary",
        "branch_posts",
        ["branch_id"],
        unique=True,
        postgresql_where=sa.text("office = 'secretary' AND to_on IS NULL"),
    )
    op.create_table(
        "branch_terms",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("elected_on", sa.Date(), nullable=False),
        sa.Column("years", sa.SmallInteger(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("postponed_to", sa.Date(), nullable=True),
        sa.Column("postponement_document_no", sa.Text(), nullable=True),
        sa.Column("postponement_approved_on", sa.Date(), nullable=True),
        *_record_columns(),
        sa.CheckConstraint("years IN (3, 5)", name=op.f("ck_branch_terms_years")),
        sa.CheckConstraint("due_on > elected_on", name=op.f("ck_branch_terms_due_on")),
        sa.CheckConstraint("postponed_to > due_on", name=op.f("ck_branch_terms_postponed_to")),
        sa.CheckConstraint(
            "(postponed_to IS NULL) = (postponement_document_no IS NULL)",
            name=op.f("ck_branch_terms_postponement_document_no"),
        ),
        sa.CheckConstraint(
            "(postponed_to IS NULL) = (postponement_approved_on IS NULL)",
            name=op.f("ck_branch_terms_postponement_approved_on"),
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_branch_terms_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_terms")),
    )
    op.create_index("uq_branch_terms_branch_id_elected_on", "branch_terms", ["branch_id", "elected_on"], unique=True)


def downgrade() -> None:
    op.drop_table("branch_terms")
    op.drop_table("branch_posts")
