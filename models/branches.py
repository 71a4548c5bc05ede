"""The tree of Party organisations."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Levels, Record, branch_key, one_of
from models.enums.branches import BranchKind, UnitSituation


class Branch(Record, Levels):
    """An organisation of any kind, from the city committee down to a Party group.

    `lft`/`rgt` is the preorder interval (a subtree is `lft BETWEEN root.lft AND root.rgt`) with gaps for what comes
    (services/branches/intervals.py), `path` the ids from the root joined by "/", `l1…l6` the ancestors by level with
    the branch itself at its own level.
    """

    __tablename__ = "branches"
    __table_args__ = (
        one_of("kind", BranchKind),
        one_of("unit_situation", UnitSituation),
        CheckConstraint("credit_code ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'", name="credit_code"),
        CheckConstraint("level BETWEEN 1 AND 6", name="level"),
        CheckConstraint("lft < rgt", name="interval"),
        CheckConstraint("(parent_id IS NULL) = (level = 1)", name="root"),
        CheckConstraint("dissolution_reason IS NULL OR dissolved_on IS NOT NULL", name="dissolution_reason"),
        CheckConstraint("merged_into_id IS NULL OR dissolved_on IS NOT NULL", name="merged_into"),
        Index("ix_branches_grams", "grams", postgresql_using="gin"),
        Index(
            "uq_branches_sibling_name", "parent_id", "name", unique=True, postgresql_where=text("dissolved_on IS NULL")
        ),
        Index("ix_branches_lft", "lft"),
        Index("ix_branches_merged_into_id", "merged_into_id", postgresql_where=text("merged_into_id IS NOT NULL")),
        Index("ix_branches_updated_at_id", "updated_at", "id"),
        Index("ix_branches_pinyin_id", "pinyin", "id"),
    )

    parent_id: Mapped[UUID | None] = branch_key(nullable=True)
    kind: Mapped[BranchKind]
    name: Mapped[str]
    short_name: Mapped[str]
    level: Mapped[int] = mapped_column(SmallInteger)
    position: Mapped[int] = mapped_column(Integer, default=0)
    path: Mapped[str]
    lft: Mapped[int]
    rgt: Mapped[int]
    pinyin: Mapped[str]
    grams: Mapped[list[str]]
    founded_on: Mapped[date | None]
    dissolved_on: Mapped[date | None]
    dissolution_reason: Mapped[str | None]
    dissolution_document_no: Mapped[str | None]
    unit_situation: Mapped[UnitSituation | None]
    unit_name: Mapped[str | None]
    unit_nature: Mapped[str | None]
    """单位性质类别: free words, as the national list of codes is not at hand (rules §12.2)."""
    unit_party_setup: Mapped[str | None]
    """单位建立党组织情况."""
    credit_code: Mapped[str | None]
    merged_into_id: Mapped[UUID | None] = branch_key(nullable=True)
