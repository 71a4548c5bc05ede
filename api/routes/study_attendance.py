"""Helps for whoever records attendance: a code to scan, a sheet for paper, lists from a spreadsheet."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Query, Response, UploadFile

from api.deps import CurrentPlatform, CurrentReader, WriteSession
from api.routes.study import Look
from api.routing import SIGNED_IN, SecuredRouter
from schemas.study_attendance import AttendanceProposal, ScanInput, SessionCode, SessionScans
from services.access.permissions import Permission
from services.study import attendance_intake, checkin, paper

router = SecuredRouter(prefix="/study-sessions", tag="study")
READ = Permission.STUDY_READ
SITE = r"^https?://[A-Za-z0-9.\-:\[\]]+$"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.operation("GET", "/{session_id}/code", permission=READ, errors=(404, 409))
async def get_session_code(
    reader: CurrentReader,
    look: Look,
    platform: CurrentPlatform,
    session_id: UUID,
    response: Response,
    site: Annotated[
        str | None,
        Query(max_length=200, pattern=SITE, description="Where the pages are: a camera then opens the scanning page"),
    ] = None,
) -> SessionCode:
    """The code of this half minute, to be shown in the room. A help only: who does not scan loses nothing."""
    response.headers["Cache-Control"] = "no-store"
    return SessionCode.model_validate(await checkin.code(reader, look, platform.vault.lookup, session_id, site))


@router.operation(
    "POST",
    "/{session_id}/scans",
    permission=SIGNED_IN,
    status_code=204,
    errors=(404, 409),
    response_class=Response,
)
async def scan_session_code(
    session: WriteSession, look: Look, platform: CurrentPlatform, session_id: UUID, given: ScanInput
) -> Response:
    """Say that one is there. Attendance is what the recorder writes; neither place nor picture is asked for."""
    await checkin.scan(session, look.actor, platform.vault.lookup, session_id, given.code, now=look.now)
    return Response(status_code=204)


@router.operation("GET", "/{session_id}/scans", permission=READ, errors=(404,))
async def list_session_scans(reader: CurrentReader, look: Look, session_id: UUID) -> SessionScans:
    """Who has scanned, for the recorder to look through."""
    return SessionScans.model_validate({"items": await checkin.scans(reader, look, session_id)})


@router.operation(
    "GET",
    "/{session_id}/attendance.docx",
    permission=READ,
    errors=(404,),
    response_class=Response,
    responses={200: {"content": {DOCX: {}}, "description": "签到表"}},
)
async def print_attendance_sheet(reader: CurrentReader, look: Look, session_id: UUID) -> Response:
    """The sheet for signing on paper."""
    day, content = await paper.sheet(reader, look, session_id)
    name = quote(f"签到表-{day}.docx")
    return Response(content, media_type=DOCX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


@router.operation("POST", "/{session_id}/attendance/list", permission=READ, errors=(404, 413, 415))
async def read_attendance_list(
    reader: CurrentReader,
    look: Look,
    platform: CurrentPlatform,
    session_id: UUID,
    file: Annotated[UploadFile, File(description="A .xlsx, .xls or .csv with a column 姓名; up to 5 MB")],
) -> AttendanceProposal:
    """What a list says, line by line with what is wrong; nothing is kept or written. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    seen = await attendance_intake.proposed(
        reader, look, platform.vault.lookup, session_id, file.filename or "", content
    )
    return AttendanceProposal.model_validate(seen)
