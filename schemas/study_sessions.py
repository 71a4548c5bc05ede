"""Shapes of study sessions and their attendance sheets."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from models.enums.study import Attendance, Expected, SessionState, StudyLength, StudyMode
from schemas.common import ActionOffer, Amendment, BlockedAction, Input, ListPage, Named, Prose, Unsent
from schemas.fields import CalendarDate, Line, Moment
from schemas.study_records import CountedHours, CreditOutcome, StudyFile, StudyKindNamed

Names = Annotated[list[UUID], Field(max_length=2000)]


class StudySessionInput(Input):
    """A session as it is planned. `member_ids` when `expected` is `named`, `group_id` when it is `group`."""

    branch_id: UUID
    kind: Line
    topic: Line
    starts_at: Moment
    ends_at: Moment
    length: StudyLength = StudyLength.LESSONS
    mode: StudyMode | None = Field(None, description="Without it: the mode of the kind")
    material: Prose | None = None
    source_document_id: UUID | None = None
    host: Line | None = None
    place: Line | None = None
    expected: Expected = Expected.BRANCH
    group_id: UUID | None = None
    material_id: UUID | None = Field(None, description="A piece of compulsory material that it is about")
    member_ids: Names = []


class StudySessionAmendment(Amendment):
    """`expected` or `member_ids` draw up the sheet anew; lines that are recorded stay."""

    may_be_emptied = frozenset({"mode", "material", "source_document_id", "host", "place", "group_id", "material_id"})

    kind: Line | Unsent = None
    topic: Line | Unsent = None
    starts_at: Moment | Unsent = None
    ends_at: Moment | Unsent = None
    length: StudyLength | Unsent = None
    mode: StudyMode | None = None
    material: Prose | None = None
    source_document_id: UUID | None = None
    host: Line | None = None
    place: Line | None = None
    expected: Expected | Unsent = None
    group_id: UUID | None = None
    material_id: UUID | None = None
    member_ids: Names | Unsent = None


class AttendanceCounts(BaseModel):
    expected: int
    walk_ins: int
    unset: int
    present: int
    leave: int
    absent: int
    made_up: int


class OwnAttendance(BaseModel):
    mark: Attendance
    mark_label: str
    reason: str | None
    made_up_on: date | None


class StudySessionInList(BaseModel):
    """A session with how many came; no names of those who should."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    branch: Named | None
    kind: StudyKindNamed
    mode: StudyMode | None
    mode_label: str | None
    topic: str
    material: str | None
    source_document_id: UUID | None
    material_id: UUID | None
    group_id: UUID | None
    host: str | None
    place: str | None
    starts_at: datetime
    ends_at: datetime
    length: StudyLength
    length_label: str
    hours: CountedHours
    expected: Expected
    expected_label: str
    state: SessionState
    state_label: str
    planned_by: str
    confirmed_at: datetime | None
    confirmed_by: str | None
    counts: AttendanceCounts
    own: OwnAttendance | None = Field(description="The caller's own line, if they are on the sheet")
    keeps: bool = Field(description="Whether the caller keeps the sheet")
    available_actions: list[ActionOffer]
    blocked_actions: list[BlockedAction]


class StudySessionPage(ListPage):
    items: list[StudySessionInList]


class StudySession(StudySessionInList):
    files: list[StudyFile]
    outcome: CreditOutcome | None = Field(None, description="In the answer to a step: what followed from it")


class StudySessionStep(Input):
    action: Line
    comment: Prose | None = None


class AttendanceLineInput(Input):
    member_id: UUID
    mark: Attendance
    reason: Line | None = Field(None, description="Why on leave, or how it was made up")
    made_up_on: CalendarDate | None = None


Lines = Annotated[list[AttendanceLineInput], Field(max_length=2000)]


class AttendanceSheetInput(Input):
    """The sheet in one request: `default` for all who are expected, with `exceptions`; or some `rows` alone.

    Somebody who is not on the sheet is added as a walk-in; a walk-in set to `unset` leaves it.
    """

    default: Attendance | None = None
    exceptions: Lines = []
    rows: Lines = []


class MakeUpInput(Input):
    member_id: UUID
    made_up_on: CalendarDate
    note: Line | None = None


class AttendanceLine(BaseModel):
    member: Named
    pinyin: str = Field(description="Of the name, by which somebody is found on the sheet")
    branch: Named | None
    expected: bool = Field(description="False for a walk-in")
    mark: Attendance
    mark_label: str
    reason: str | None
    made_up_on: date | None
    recorded_by: str | None
    recorded_at: datetime | None


class AttendanceSheet(BaseModel):
    """The lines by name; `version` is that of the session, for `If-Match`."""

    session: StudySessionInList
    version: int
    lines: list[AttendanceLine]
