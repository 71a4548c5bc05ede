"""The register of members: people on the way into the Party, in it, and gone from it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Levels, Record, account_key, branch_key, one_of
from models.enums.codes import EDUCATIONS, ETHNICITIES, SEXES, CodeList
from models.enums.members import CorrectionState, MemberState, Stage, Standing

_IN_PARTY = "stage IN ('probationary', 'full')"
_PRESENT = f"standing = 'normal' AND {_IN_PARTY}"
_FIGURES = (
    "standing", "stage", "sex", "floating", "lost_contact", "ethnicity", "education", "birth_date", "full_on",
)  # fmt: skip
"""What lists are filtered by and structure figures are made of: a city is counted without its 300 MB of records."""


def _coded(column: str, codes: CodeList) -> CheckConstraint:
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Member(Record, Levels):
    """One person, of the branch that keeps their record. Never deleted: `standing` says whether it still counts.

    ID number, telephone, address and pay base are sealed (services/kit/sealing.py). Beside a sealed value stands a
    keyed hash where somebody must be found by it: of the whole (32 bytes) and of the last four places (8 bytes).

    Every list is one index range: `created_at` and the names by each level that can be large, the rarer sorts by
    the two uppermost; below those a subtree is small enough to be sorted when asked for. Sizes and structure figures
    are counted from two indexes that hold all they need.
    """

    __tablename__ = "members"
    __table_args__ = (
        one_of("stage", Stage),
        one_of("standing", Standing),
        _coded("sex", SEXES),
        _coded("ethnicity", ETHNICITIES),
        _coded("education", EDUCATIONS),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("octet_length(id_number_hash) = 32", name="id_number_hash"),
        CheckConstraint("(phone IS NULL) = (phone_hash IS NULL)", name="phone_hash"),
        CheckConstraint("phone IS NOT NULL OR phone_tail_hash IS NULL", name="phone_tail_hash"),
        CheckConstraint(f"({_IN_PARTY}) = (joined_on IS NOT NULL)", name="joined_on"),
        CheckConstraint("(stage = 'full') = (full_on IS NOT NULL)", name="full_on"),
        CheckConstraint("full_on >= joined_on", name="full_after_joined"),
        CheckConstraint("joined_on > birth_date", name="joined_after_birth"),
        CheckConstraint("(stage = 'probationary') = (probation_ends_on IS NOT NULL)", name="probation_ends_on"),
        CheckConstraint("probation_ends_on > joined_on", name="probation"),
        CheckConstraint("stage = 'probationary' OR NOT probation_extended", name="probation_extended"),
        CheckConstraint(
            f"standing NOT IN ('suspended', 'removed', 'transferred_out') OR {_IN_PARTY}", name="party_standing"
        ),
        CheckConstraint(f"standing <> 'ended' OR NOT {_IN_PARTY}", name="ended"),
        CheckConstraint("lost_contact OR lost_contact_since IS NULL", name="lost_contact_since"),
        CheckConstraint("floating OR floating_to IS NULL", name="floating_to"),
        CheckConstraint("standing <> 'normal' OR left_on IS NULL", name="left_on"),
        CheckConstraint("(standing = 'merged') = (merged_into IS NOT NULL)", name="merged_into"),
        CheckConstraint("merged_into <> id", name="merged_elsewhere"),
        Index(
            "uq_members_id_number_hash",
            "id_number_hash",
            unique=True,
            postgresql_where=text("standing NOT IN ('struck', 'merged')"),
        ),
        Index("ix_members_grams", "grams", postgresql_using="gin"),
        Index("ix_members_placed_pieces", text("placed_pieces(l2, l3, grams)"), postgresql_using="gin"),
        Index("ix_members_phone_hash", "phone_hash"),
        Index("ix_members_phone_tail_hash", "phone_tail_hash"),
        Index("ix_members_id_tail_hash", "id_tail_hash"),
        Index("ix_members_branch_id_created_at_id", "branch_id", "created_at", "id"),
        Index("ix_members_created_at_id", "created_at", "id"),
        *(Index(f"ix_members_l{n}_created_at_id", f"l{n}", "created_at", "id") for n in range(2, 7)),
        Index("ix_members_pinyin_id", "pinyin", "id"),
        *(Index(f"ix_members_l{n}_pinyin_id", f"l{n}", "pinyin", "id") for n in (2, 3)),
        Index("ix_members_birth_date_id", "birth_date", "id"),
        Index("ix_members_birth_date_pinyin_id", "birth_date", "pinyin", "id"),
        Index("ix_members_merged_into", "merged_into", postgresql_where=text("merged_into IS NOT NULL")),
        Index("ix_members_l2_birth_date_id", "l2", "birth_date", "id"),
        Index("ix_members_joined_on_id", text("coalesce(joined_on, 'infinity'::date)"), "id"),
        Index("ix_members_l2_joined_on_id", "l2", text("coalesce(joined_on, 'infinity'::date)"), "id"),
        Index("ix_members_updated_at_id", "updated_at", "id"),
        Index("ix_members_l2_updated_at_id", "l2", "updated_at", "id"),
        Index("ix_members_joined_day_id", "joined_day", "id", postgresql_where=text(_PRESENT)),
        Index("ix_members_l2_joined_day_id", "l2", "joined_day", "id", postgresql_where=text(_PRESENT)),
        Index("ix_members_branch_id_stage", "branch_id", "stage", postgresql_where=text(_PRESENT)),
        Index("ix_members_figures", "l2", *_FIGURES),
    )

    branch_id: Mapped[UUID] = branch_key()
    name: Mapped[str]
    pinyin: Mapped[str]
    """Of the whole name, the surname read as a surname: the order of names."""
    grams: Mapped[list[str]]
    """Pieces of the name, its pinyin and its initials, by which the person is found."""
    id_number: Mapped[bytes] = mapped_column(LargeBinary)
    id_number_hash: Mapped[bytes] = mapped_column(LargeBinary)
    id_tail_hash: Mapped[bytes] = mapped_column(LargeBinary)
    sex: Mapped[str]
    ethnicity: Mapped[str]
    birth_date: Mapped[date]
    education: Mapped[str | None]
    stage: Mapped[Stage]
    stage_since: Mapped[date | None]
    """The day on which the stage was decided; unknown for many who came by a file."""
    joined_on: Mapped[date | None]
    """加入党组织日期: the day of the admission meeting."""
    joined_day: Mapped[int | None] = mapped_column(
        SmallInteger,
        Computed(
            "(extract(month FROM joined_on) * 100 + extract(day FROM joined_on))::smallint",
            persisted=True,
        ),
    )
    """Month and day of `joined_on` as one number (政治生日): 701 is 1 July."""
    probation_ends_on: Mapped[date | None]
    probation_extended: Mapped[bool] = mapped_column(default=False)
    full_on: Mapped[date | None]
    """转为正式党员日期: the day on which the probation expired (rules §1.3); none was set from 1969 to 1977."""
    post: Mapped[str | None]
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_tail_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    pay_base: Mapped[bytes | None] = mapped_column(LargeBinary)
    standing: Mapped[Standing] = mapped_column(default=Standing.NORMAL)
    left_on: Mapped[date | None]
    """The day on which the standing ceased to be normal."""
    suspension_ground: Mapped[str | None]
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    """The record that goes on for the same person, of one that was registered twice."""
    lost_contact: Mapped[bool] = mapped_column(default=False)
    lost_contact_since: Mapped[date | None]
    floating: Mapped[bool] = mapped_column(default=False)
    floating_to: Mapped[str | None]


class MemberChange(Base):
    """One act on a record. Append-only: a trigger refuses UPDATE and DELETE."""

    __tablename__ = "member_changes"
    __table_args__ = (
        one_of("to_state", MemberState),
        Index("uq_member_changes_sequence", "member_id", "sequence", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    sequence: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    """A `MemberAction`, or `register`, `amend`, `reveal` for what is no step of the life cycle."""
    from_state: Mapped[MemberState | None]
    to_state: Mapped[MemberState]
    occurred_on: Mapped[date | None]
    """The day of the decision or event itself."""
    document: Mapped[str | None]
    """Minutes, approval or other paper that the act rests on."""
    ground: Mapped[str | None]
    until: Mapped[date | None]
    reason: Mapped[str | None]
    actor_id: Mapped[UUID] = account_key()
    actor_name: Mapped[str]
    branch_id: Mapped[UUID] = branch_key()
    """The branch that kept the record at that time."""
    changes: Mapped[dict[str, Any] | None]
    """`{field: [before, after]}`, sensitive values masked."""


class MemberCorrection(Record):
    """A member's request to have their own record corrected."""

    __tablename__ = "member_corrections"
    __table_args__ = (
        one_of("state", CorrectionState),
        CheckConstraint("(state = 'requested') = (decided_at IS NULL)", name="decided_at"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by"),
        CheckConstraint("state <> 'refused' OR decision IS NOT NULL", name="decision"),
        CheckConstraint("cardinality(fields) > 0", name="fields"),
        Index("uq_member_corrections_waiting", "member_id", unique=True, postgresql_where=text("state = 'requested'")),
        Index("ix_member_corrections_member_id", "member_id", "created_at"),
        Index("ix_member_corrections_created_at_id", "created_at", "id"),
        Index("ix_member_corrections_updated_at_id", "updated_at", "id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    state: Mapped[CorrectionState] = mapped_column(default=CorrectionState.REQUESTED)
    fields: Mapped[list[str]]
    proposed: Mapped[bytes] = mapped_column(LargeBinary)
    """The wanted values by field, as sealed JSON."""
    reason: Mapped[str]
    requested_by: Mapped[UUID] = account_key(index=True)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = account_key(nullable=True)
    decision: Mapped[str | None]


class MemberDistinction(Base):
    """Somebody's decision that two records which look alike are two people. `first_id` is the smaller id."""

    __tablename__ = "member_distinctions"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="order"),
        Index("uq_member_distinctions_pair", "first_id", "second_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"), index=True)
    decided_at: Mapped[datetime]
    decided_by: Mapped[UUID] = account_key()
    reason: Mapped[str]


class MemberPhoto(Base):
    """A photo, never required and of no use but to be looked at. The picture is sealed in the file store."""

    __tablename__ = "member_photos"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    """Of this picture: another one has another id, which is its ETag."""
    storage_key: Mapped[str]
    file_key: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed: the key with which the picture itself is sealed. Without the row the file is mere noise."""
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID] = account_key()
