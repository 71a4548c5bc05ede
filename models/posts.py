"""Who holds which post in a branch, and the terms from one election to the next (换届)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record, branch_key, one_of
from models.enums.posts import Office, Selection


class BranchPost(Record):
    """A person in a post from one day to another; `to_on` is the last day, None while it is open."""

    __tablename__ = "branch_posts"
    __table_args__ = (
        one_of("office", Office),
        one_of("selection", Selection),
        CheckConstraint("to_on >= from_on", name="to_on"),
        Index("ix_branch_posts_branch_id", "branch_id"),
        Index("ix_branch_posts_member_id", "member_id", postgresql_where=text("member_id IS NOT NULL")),
        Index(
            "uq_branch_posts_secretary",
            "branch_id",
            unique=True,
            postgresql_where=text("office = 'secretary' AND to_on IS NULL"),
        ),
    )

    branch_id: Mapped[UUID] = branch_key()
    office: Mapped[Office]
    person_name: Mapped[str]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    """Whose record of the register it is; None where that is not known (services/posts/linking.py)."""
    selection: Mapped[Selection]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    document_no: Mapped[str | None]


class BranchTerm(Record):
    """The time for which a committee or secretary was elected; `due_on` is its last day (rules §3.2)."""

    __tablename__ = "branch_terms"
    __table_args__ = (
        CheckConstraint("years IN (3, 5)", name="years"),
        CheckConstraint("due_on > elected_on", name="due_on"),
        CheckConstraint("postponed_to > due_on", name="postponed_to"),
        CheckConstraint("(postponed_to IS NULL) = (postponement_document_no IS NULL)", name="postponement_document_no"),
        CheckConstraint("(postponed_to IS NULL) = (postponement_approved_on IS NULL)", name="postponement_approved_on"),
        Index("uq_branch_terms_branch_id_elected_on", "branch_id", "elected_on", unique=True),
    )

    branch_id: Mapped[UUID] = branch_key()
    elected_on: Mapped[date]
    years: Mapped[int] = mapped_column(SmallInteger)
    basis: Mapped[str]
    """The article, or the decision, from which the number of years comes."""
    due_on: Mapped[date]
    document_no: Mapped[str | None]
    postponed_to: Mapped[date | None]
    postponement_document_no: Mapped[str | None]
    postponement_approved_on: Mapped[date | None]
