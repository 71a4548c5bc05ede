"""Study sessions: planned, recorded on an attendance sheet, confirmed into records and points."""

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Query, Response, UploadFile

from api.deps import CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.study import Hours, Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.study import SessionState, StudyMode
from schemas.fields import Moment
from schemas.study_records import CreditOutcome, StudyEvents
from schemas.study_sessions import (
    AttendanceSheet,
    AttendanceSheetInput,
    MakeUpInput,
    StudySession,
    StudySessionAmendment,
    StudySessionInput,
    StudySessionPage,
    StudySessionStep,
)
from services.access.permissions import Permission
from services.kit.database import reader_in
from services.study import confirming, errors, files, lists, planning, sheet, views
from services.study.crediting import credit, foresee
from services.study.labels import SESSION_EVENT_LABELS
from services.study.lists import Asked
from services.study.planning import Plan
from services.study.sheet import Given, Line
from services.study.views import Onlooker

router = SecuredRouter(prefix="/study-sessions", tag="study")
own_router = SecuredRouter(prefix="/me/study-sessions", tag="study")


@router.operation("GET", "", permission=Permission.STUDY_READ)
async def list_study_sessions(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    branch_id: Annotated[UUID | None, Query(description="The organisation and all below it")] = None,
    direct: Annotated[bool, Query(description="This organisation alone")] = False,
    kind: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006 - FastAPI copies it
    mode: Annotated[list[StudyMode], Query()] = [],  # noqa: B006
    state: Annotated[list[SessionState], Query()] = [],  # noqa: B006
    group_id: Annotated[UUID | None, Query(description="Of one study group")] = None,
    starts_after: Moment | None = None,
    starts_before: Moment | None = None,
) -> StudySessionPage:
    """Sessions with how many came, without names. Sorts: starts_at, updated_at."""
    filters: dict[str, Any] = {
        **lists.within(look.actor, branch_id, direct=direct),
        "kind": kind,
        "mode": [item.value for item in mode],
        "state": [item.value for item in state],
        "group_id": group_id,
        "starts_after": starts_after,
        "starts_before": starts_before,
        "updated_since": paging.updated_since,
    }
    asked = Asked(paging.sort, paging.cursor, paging.limit, paging.with_total)
    page = await lists.page(reader, look.actor, "sessions", filters, asked)
    items = [views.session(row, look) for row in page.items]
    return StudySessionPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@own_router.operation("GET", "", permission=SIGNED_IN)
async def list_own_study_sessions(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    when: Annotated[Literal["coming", "past"] | None, Query(description="Without it: all")] = None,
    group_id: Annotated[UUID | None, Query(description="Of one study group")] = None,
) -> StudySessionPage:
    """Sessions at which one is expected, or was, with one's own line. The coming ones with the next one first."""
    filters: dict[str, datetime | UUID | None] = {
        "group_id": group_id,
        "ends_after": look.now if when == "coming" else None,
        "ends_before": look.now if when == "past" else None,
        "updated_since": paging.updated_since,
    }
    sort = paging.sort or ("starts_at" if when == "coming" else None)
    asked = Asked(sort, paging.cursor, paging.limit, paging.with_total)
    page = await lists.page(reader, look.actor, "own_sessions", filters, asked)
    items = [views.session(row, look) for row in page.items]
    return StudySessionPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.STUDY_READ, status_code=201)
async def plan_study_session(
    session: WriteSession, look: Look, hours: Hours, wanted: StudySessionInput, response: Response
) -> StudySession:
    """Plan a session; whoever is expected stands on its sheet. Officers of the organisation that holds it."""
    given = {**wanted.model_dump(), "member_ids": tuple(wanted.member_ids)}
    made = await planning.plan(session, look.actor, Plan(**given), hours, now=look.now)
    response.headers["Location"] = f"/api/v1/study-sessions/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("GET", "/{session_id}", permission=SIGNED_IN, errors=(404,))
async def get_study_session(reader: CurrentReader, look: Look, session_id: UUID, response: Response) -> StudySession:
    """A session, for who reads the study of the organisation and for who is expected."""
    return StudySession.model_validate(tagged(response, await views.one_session(reader, look, session_id)))


@router.operation("PATCH", "/{session_id}", permission=Permission.STUDY_READ, errors=(404, 409, 412, 428))
async def amend_study_session(
    session: WriteSession,
    look: Look,
    hours: Hours,
    session_id: UUID,
    version: IfMatch,
    given: StudySessionAmendment,
    response: Response,
) -> StudySession:
    """Change a session that is not confirmed."""
    changes = given.model_dump(exclude_unset=True)
    await planning.amend(session, look.actor, session_id, version, changes, hours, now=look.now)
    return await _answer(session, look, session_id, response)


@router.operation("POST", "/{session_id}/transitions", permission=Permission.STUDY_READ, errors=(404, 409, 412, 428))
async def move_study_session(
    session: WriteSession, look: Look, session_id: UUID, version: IfMatch, step: StudySessionStep, response: Response
) -> StudySession:
    """Carry out one of `available_actions`. Confirmed, records and points follow at once; `outcome` says how many."""
    given = step.model_dump(exclude={"action"}, exclude_none=True)
    _, followed = await confirming.transition(
        session, look.actor, session_id, version, step.action, given, now=look.now
    )
    outcome = await credit(session, look.actor, followed, now=look.now)
    return await _answer(session, look, session_id, response, outcome)


@router.operation("GET", "/{session_id}/confirmation-preview", permission=Permission.STUDY_READ, errors=(404,))
async def preview_study_confirmation(session: WriteSession, look: Look, session_id: UUID) -> CreditOutcome:
    """How many records, hours and points would follow if the sheet were confirmed as it stands."""
    followed = await confirming.preview(session, look.actor, session_id)
    return CreditOutcome.model_validate(await foresee(session, look.actor, followed, now=look.now))


@router.operation("GET", "/{session_id}/events", permission=SIGNED_IN, errors=(404,))
async def list_study_session_events(reader: CurrentReader, look: Look, session_id: UUID) -> StudyEvents:
    """The history, oldest first."""
    await views.one_session(reader, look, session_id)
    items = await views.events(reader, look, session_id, SESSION_EVENT_LABELS)
    return StudyEvents.model_validate({"items": items})


@router.operation("GET", "/{session_id}/attendance", permission=Permission.STUDY_READ, errors=(404,))
async def get_attendance(reader: CurrentReader, look: Look, session_id: UUID, response: Response) -> AttendanceSheet:
    """The sheet by name, for who keeps it or supervises the organisation."""
    return AttendanceSheet.model_validate(tagged(response, await views.sheet(reader, look, session_id)))


@router.operation("PUT", "/{session_id}/attendance", permission=Permission.STUDY_READ, errors=(404, 409, 412, 428))
async def record_attendance(
    session: WriteSession,
    look: Look,
    session_id: UUID,
    version: IfMatch,
    given: AttendanceSheetInput,
    response: Response,
) -> AttendanceSheet:
    """Write the sheet in one request: a mark for everybody with exceptions, or some lines alone."""
    await sheet.record(session, look.actor, session_id, version, _given(given), now=look.now)
    seen = await views.sheet(await reader_in(session), look, session_id)
    return AttendanceSheet.model_validate(tagged(response, seen))


def _given(body: AttendanceSheetInput) -> Given:
    """Errors: `study.sheet_body`."""
    if bool(body.rows) == bool(body.default) or (body.rows and body.exceptions):
        raise errors.SHEET_BODY()
    pointer, lines = ("/rows", body.rows) if body.rows else ("/exceptions", body.exceptions)
    return Given(tuple(Line(**line.model_dump()) for line in lines), body.default, pointer)


@router.operation("POST", "/{session_id}/make-ups", permission=Permission.STUDY_READ, errors=(404, 409, 412, 428))
async def enter_make_up(
    session: WriteSession, look: Look, session_id: UUID, version: IfMatch, given: MakeUpInput, response: Response
) -> StudySession:
    """Somebody who missed a confirmed session has made it up: record and points follow."""
    line = sheet.made_up(given.member_id, given.made_up_on, given.note)
    _, followed = await confirming.make_up(session, look.actor, session_id, version, line, now=look.now)
    outcome = await credit(session, look.actor, followed, now=look.now)
    return await _answer(session, look, session_id, response, outcome)


@router.operation(
    "POST",
    "/{session_id}/files",
    permission=Permission.STUDY_READ,
    status_code=201,
    errors=(404, 409, 412, 413, 415, 428),
)
async def attach_study_material(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    session_id: UUID,
    version: IfMatch,
    response: Response,
    file: Annotated[UploadFile, File(description="Up to 20 MB; non-classified material only")],
) -> StudySession:
    """Put material or minutes to a session. Never required. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    await files.attach_to_session(
        session, look.actor, platform.files, session_id, version, file.filename or "", content, now=look.now
    )
    return await _answer(session, look, session_id, response)


@router.operation("GET", "/{session_id}/files/{file_id}", permission=SIGNED_IN, errors=(404,), response_class=Response)
async def get_study_material(
    reader: CurrentReader, platform: CurrentPlatform, look: Look, session_id: UUID, file_id: UUID
) -> Response:
    """A file of a session, for saving."""
    await views.one_session(reader, look, session_id)
    row = await files.stored_file(reader, session_id, file_id)
    return Response(
        await platform.files.get(row["storage_key"]),
        media_type=row["media_type"],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['name'])}"},
    )


async def _answer(
    session: WriteSession,
    look: Onlooker,
    session_id: UUID,
    response: Response,
    outcome: dict[str, Any] | None = None,
) -> StudySession:
    seen = await views.one_session(await reader_in(session), look, session_id)
    return StudySession.model_validate(tagged(response, {**seen, "outcome": outcome}))
