"""Shapes of the helps for whoever records attendance: codes to scan, lists from a spreadsheet."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from models.enums.study import Attendance
from schemas.common import Input, Named
from schemas.study_records import ListComplaint
from schemas.study_sessions import AttendanceLineInput


class SessionCode(BaseModel):
    """The code to show now; it changes every half minute. Nobody has to scan it."""

    code: str
    changes_at: datetime
    seconds: int
    qr_svg: str


class ScanInput(Input):
    code: Annotated[str, StringConstraints(min_length=4, max_length=40, pattern=r"^[A-Za-z2-7\s]+$")]


class SessionScan(BaseModel):
    """That somebody scanned; attendance is what the recorder writes."""

    member: Named
    branch: Named | None
    scanned_at: datetime
    expected: bool
    mark: Attendance = Field(description="What the sheet says of them so far")


class SessionScans(BaseModel):
    items: list[SessionScan]


class ProposedLine(BaseModel):
    row: int
    name: str
    member: Named | None
    branch: Named | None
    walk_in: bool
    mark: Attendance | None
    reason: str | None
    made_up_on: date | None
    errors: list[ListComplaint]


class AttendanceProposal(BaseModel):
    """What a list says. Nothing is written yet: `rows` is what `PUT …/attendance` takes, once somebody has looked."""

    version: int = Field(description="Of the session, for `If-Match`")
    lines: list[ProposedLine]
    rows: list[AttendanceLineInput]
    fit: int
    wrong: int
    unmentioned: list[Named] = Field(description="Expected, not recorded, and not in the list")
