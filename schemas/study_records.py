"""Shapes of study records and outputs of study."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from models.enums.study import DeclarationState, OutputKind, RecordSource
from models.enums.study_requirements import TrainingLevel
from schemas.common import ActionOffer, BlockedAction, Input, ListPage, Named, Prose
from schemas.fields import CalendarDate, Line

CountedHours = Annotated[Decimal, AfterValidator(lambda hours: hours.quantize(Decimal("0.01")))]
"""Study hours in an answer, always with two places."""

Hours = Annotated[Decimal, Field(gt=0, le=400, max_digits=5, decimal_places=2)]


class ListComplaint(BaseModel):
    cell: str = Field(description="Where it stands in the file, such as B5")
    code: str
    message: str


class StudyKindNamed(BaseModel):
    code: str
    label: str


class StudyFile(BaseModel):
    id: UUID
    name: str
    media_type: str
    size: int
    uploaded_at: datetime


class Declaration(BaseModel):
    """What a record and an output have in common: declared by one, decided on by another."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    member: Named
    branch: Named | None
    title: str
    note: str | None
    occurred_on: date
    state: DeclarationState
    state_label: str
    declared_by: str
    decided_by: str | None
    decided_at: datetime | None
    decision: str | None
    available_actions: list[ActionOffer]
    blocked_actions: list[BlockedAction]


class StudyRecordSource(BaseModel):
    kind: RecordSource
    label: str
    session_id: UUID | None


class StudyRecordInList(Declaration):
    kind: StudyKindNamed
    hours: CountedHours
    ended_on: date | None
    source: StudyRecordSource
    organiser: str | None
    level: TrainingLevel | None
    certificate_no: str | None
    material_id: UUID | None


class StudyRecordPage(ListPage):
    items: list[StudyRecordInList]


class CreditOutcome(BaseModel):
    """What followed from a step, or would follow: records, hours of study, points of the ledger."""

    records: int
    hours: CountedHours
    points: int
    waiting: int = Field(description="Records that wait for somebody else: nobody confirms their own presence alone")
    unrewarded: int = Field(description="Facts for which no published rule gives points")


class StudyRecord(StudyRecordInList):
    files: list[StudyFile]
    outcome: CreditOutcome | None = Field(None, description="In the answer to a transition: what followed from it")


class StudyRecordInput(Input):
    """Self-study or training elsewhere; without `member_id` one's own. Hours are of study, never of time on line."""

    member_id: UUID | None = None
    kind: Line = Field(description="A kind that is declared: self_study, training_course …")
    title: Line
    hours: Hours
    occurred_on: CalendarDate
    ended_on: CalendarDate | None = None
    organiser: Line | None = None
    level: TrainingLevel | None = Field(
        None, description="Who held a training: it says for which requirement it counts"
    )
    material_id: UUID | None = Field(None, description="The piece of compulsory material that was studied")
    certificate_no: Line | None = Field(None, description="证书编号: the same certificate is not declared twice")
    note: Prose | None = None


class StudyRecordRows(Input):
    """Declarations of several members, all or none; as `POST /study-records/list` has proposed them."""

    rows: Annotated[list[StudyRecordInput], Field(min_length=1, max_length=200)]


class StudyRecordsDeclared(BaseModel):
    items: list[StudyRecordInList]


class CertificateLine(BaseModel):
    """A line of a list of trainings elsewhere."""

    row: int
    name: str
    member: Named | None
    title: str
    occurred_on: date | None
    ended_on: date | None
    hours: CountedHours | None
    organiser: str | None
    level: TrainingLevel | None
    certificate_no: str | None
    errors: list[ListComplaint]


class CertificateProposal(BaseModel):
    """What a list says. Nothing is written yet: `rows` is what `POST /study-records/batch` takes."""

    lines: list[CertificateLine]
    rows: list[StudyRecordInput]
    fit: int
    wrong: int


class DeclarationStep(Input):
    action: Line
    comment: Prose | None = None


class StudyOutputInList(Declaration):
    kind: OutputKind
    kind_label: str
    session_id: UUID | None


class StudyOutput(StudyOutputInList):
    files: list[StudyFile]
    outcome: CreditOutcome | None = None


class StudyOutputPage(ListPage):
    items: list[StudyOutputInList]


class StudyOutputInput(Input):
    """Without `member_id` one's own; the file itself is put to it afterwards."""

    member_id: UUID | None = None
    session_id: UUID | None = None
    kind: OutputKind
    title: Line
    note: Prose | None = None
    occurred_on: CalendarDate


class StudyEvent(BaseModel):
    id: UUID
    sequence: int
    at: datetime
    action: str
    action_label: str
    from_state: str | None
    to_state: str
    actor: str
    comment: str | None


class StudyEvents(BaseModel):
    items: list[StudyEvent]
