"""Shapes of study: kinds, a member's year, a branch's."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.study import StudyMode
from schemas.common import Amendment, Input, Named, Unsent
from schemas.fields import Name
from schemas.study_records import CountedHours, StudyKindNamed, StudyRecordInList
from schemas.study_requirements import MemberMissing, RequirementDistribution, RequirementItem, StudyRequirement

Year = Annotated[int, Field(ge=2000, le=2199)]
KindCode = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z_]*$")]
Position = Annotated[int, Field(ge=0, le=10_000)]


class StudyKindInput(Input):
    code: KindCode = Field(description="Also the suffix of the points source: `study_session.<code>`")
    label: Name
    label_en: Name
    mode: StudyMode | None = None
    organised: bool = Field(True, description="集中学习培训: hours count for the yearly requirement")
    training: bool = Field(False, description="集中培训: one of the trainings required each year")
    declarable: bool = Field(False, description="Declared without a session: self-study, training elsewhere")
    narrows_points: bool = True
    position: Position = 100


class StudyKindAmendment(Amendment):
    may_be_emptied = frozenset({"mode"})

    label: Name | Unsent = None
    label_en: Name | Unsent = None
    mode: StudyMode | None = None
    organised: bool | Unsent = None
    training: bool | Unsent = None
    declarable: bool | Unsent = None
    narrows_points: bool | Unsent = None
    position: Position | Unsent = None
    retired: bool | Unsent = None


class StudyKind(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    code: str
    label: str
    label_en: str
    mode: StudyMode | None
    mode_label: str | None
    organised: bool
    training: bool
    declarable: bool
    narrows_points: bool
    position: int
    retired: bool


class StudyHourRules(BaseModel):
    """What the installation counts hours of study by (rules §4)."""

    half_day: CountedHours
    day: CountedHours
    lesson_minutes: int


class StudyHours(BaseModel):
    """What a session of certain times counts as, and from what; 0 hours where it is too short."""

    hours: CountedHours
    days: int = Field(description="Calendar days that it touches")
    minutes: int
    rules: StudyHourRules


class StudyKinds(BaseModel):
    items: list[StudyKind]
    hour_rules: StudyHourRules


class StudyTotal(BaseModel):
    kind: StudyKindNamed
    organised: bool
    training: bool
    hours: CountedHours
    records: int


class BranchStudyTotal(StudyTotal):
    members: int = Field(description="Members with at least one record of the kind")


class MemberStudy(BaseModel):
    """A member's year: confirmed hours by kind, and every record whatever became of it."""

    year: int
    member: Named
    branch: Named | None
    hours: CountedHours
    organised_hours: CountedHours = Field(description="集中学习培训学时, which the yearly requirement counts")
    trainings: int = Field(description="集中培训次数")
    by_kind: list[StudyTotal]
    records: list[StudyRecordInList]
    requirement: StudyRequirement
    missing: list[RequirementItem] = Field(description="Of what is asked for, what the member lacks")


class BranchStudy(BaseModel):
    """What the members of a branch and all below it have studied in a year, and what they lack.

    By name for the branch's officers and who supervises it alone; for all others `members` is null.
    """

    branch: Named
    year: int
    hours: CountedHours
    organised_hours: CountedHours
    records: int
    by_kind: list[BranchStudyTotal]
    requirement: RequirementDistribution
    members: list[MemberMissing] | None = Field(description="In the order of names, a page of them")
    next_cursor: str | None = Field(description="Where the next page of members begins")
