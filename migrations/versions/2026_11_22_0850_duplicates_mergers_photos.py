"""duplicates, mergers and photos of members"""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c41d7be2f960"
down_revision = "cbfde795cf04"
branch_labels = None
depends_on = None

WORDS = (("members", "standing"), ("member_changes", "to_state"))


def _listed(table: str, column: str) -> list[str]:
    """The values that the column takes now; other migrations add theirs."""
    name = f"ck_{table}_{column}"
    found = op.get_bind().scalar(
        sa.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"), {"name": name}
    )
    return re.findall(r"'([a-z_]+)'", str(found))


def _take(table: str, column: str, values: list[str]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
    words = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({words})")


def _unique_number(released: str) -> None:
    op.drop_index("uq_members_id_number_hash", table_name="members")
    op.create_index(
        "uq_members_id_number_hash", "members", ["id_number_hash"], unique=True, postgresql_where=sa.text(released)
    )


def upgrade() -> None:
    for table, column in WORDS:
        _take(table, column, [*_listed(table, column), "merged"])
    op.add_column("members", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_members_merged_into"), "members", "members", ["merged_into"], ["id"], ondelete="RESTRICT"
    )
    op.create_check_constraint(
        op.f("ck_members_merged_into"), "members", "(standing = 'merged') = (merged_into IS NOT NULL)"
    )
    op.create_check_constraint(op.f("ck_members_merged_elsewhere"), "members", "merged_into <> id")
    op.create_index(
        "ix_members_merged_into", "members", ["merged_into"], postgresql_where=sa.text("merged_into IS NOT NULL")
    )
    op.create_index("ix_members_birth_date_pinyin_id", "members", ["birth_date", "pinyin", "id"])
    _unique_number("standing NOT IN ('struck', 'merged')")
    op.create_table(
        "member_distinctions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_member_distinctions_order")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_member_distinctions_decided_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["members.id"], name=op.f("fk_member_distinctions_first_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["members.id"], name=op.f("fk_member_distinctions_second_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_distinctions")),
    )
    op.create_index("uq_member_distinctions_pair", "member_distinctions", ["first_id", "second_id"], unique=True)
    op.create_index(op.f("ix_member_distinctions_second_id"), "member_distinctions", ["second_id"])
    op.create_table(
        "member_photos",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("file_key", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_member_photos_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["accounts.id"], name=op.f("fk_member_photos_uploaded_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_photos")),
        sa.UniqueConstraint("id", name=op.f("uq_member_photos_id")),
    )


def downgrade() -> None:
    op.drop_table("member_photos")
    op.drop_table("member_distinctions")
    _unique_number("standing <> 'struck'")
    op.drop_index("ix_members_birth_date_pinyin_id", table_name="members")
    op.drop_index("ix_members_merged_into", table_name="members")
    op.drop_constraint(op.f("ck_members_merged_elsewhere"), "members", type_="check")
    op.drop_constraint(op.f("ck_members_merged_into"), "members", type_="check")
    op.drop_column("members", "merged_into")
    for table, column in WORDS:
        _take(table, column, [value for value in _listed(table, column) if value != "merged"])
