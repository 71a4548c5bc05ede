"""Study records: what sheets have made, and what is declared and confirmed by somebody else."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Form, Query, Response, UploadFile

from api.deps import CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.study import ChosenYear, Hours, Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.study import DeclarationState, RecordSource
from models.study_records import StudyRecord as StudyRecordRow
from schemas.study_records import (
    CertificateProposal,
    DeclarationStep,
    StudyEvents,
    StudyRecord,
    StudyRecordInput,
    StudyRecordPage,
    StudyRecordRows,
    StudyRecordsDeclared,
)
from services.access.permissions import Permission
from services.kit.database import reader_in
from services.study import certificate_intake, declaring, files, lists, views
from services.study.crediting import credit
from services.study.declaring import NewRecord
from services.study.lists import Asked
from services.study.views import Onlooker

router = SecuredRouter(prefix="/study-records", tag="study")


@router.operation("GET", "", permission=SIGNED_IN)
async def list_study_records(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    member_id: UUID | None = None,
    branch_id: Annotated[UUID | None, Query(description="The branch and all below it")] = None,
    direct: Annotated[bool, Query(description="This branch alone")] = False,
    kind: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006
    source: Annotated[list[RecordSource], Query()] = [],  # noqa: B006
    session_id: UUID | None = None,
    state: Annotated[list[DeclarationState], Query()] = [],  # noqa: B006 - FastAPI copies it
    year: ChosenYear = None,
) -> StudyRecordPage:
    """Records of the members one sees by name, or one's own. Sorts: occurred_on, updated_at."""
    filters: dict[str, Any] = {
        **lists.within(look.actor, branch_id, direct=direct),
        **lists.days_of(year),
        "member_id": member_id,
        "kind": kind,
        "source": [item.value for item in source],
        "session_id": session_id,
        "state": [item.value for item in state],
        "updated_since": paging.updated_since,
    }
    asked = Asked(paging.sort, paging.cursor, paging.limit, paging.with_total)
    page = await lists.page(reader, look.actor, "records", filters, asked)
    items = [views.record(row, look) for row in page.items]
    return StudyRecordPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=SIGNED_IN, status_code=201)
async def declare_study_record(
    session: WriteSession, look: Look, hours: Hours, wanted: StudyRecordInput, response: Response
) -> StudyRecord:
    """Declare self-study or training elsewhere, one's own or for a member of the branch."""
    made = await declaring.declare(session, look.actor, NewRecord(**wanted.model_dump()), hours, now=look.now)
    response.headers["Location"] = f"/api/v1/study-records/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("POST", "/list", permission=Permission.STUDY_KEEP, errors=(404, 413, 415))
async def read_certificate_list(
    reader: CurrentReader,
    look: Look,
    hours: Hours,
    platform: CurrentPlatform,
    branch_id: Annotated[UUID, Form(description="The branch whose members the list names")],
    file: Annotated[UploadFile, File(description="A .xlsx, .xls or .csv with columns 姓名, 培训日期; up to 5 MB")],
) -> CertificateProposal:
    """What a list of trainings elsewhere says, line by line with what is wrong; nothing is kept. 严禁上传涉密材料。"""
    content = await file.read()
    seen = await certificate_intake.proposed(
        reader, look, platform.vault.lookup, hours, branch_id, file.filename or "", content
    )
    return CertificateProposal.model_validate(seen)


@router.operation("POST", "/batch", permission=Permission.STUDY_KEEP, status_code=201)
async def declare_study_records(
    session: WriteSession, look: Look, hours: Hours, given: StudyRecordRows
) -> StudyRecordsDeclared:
    """Declare study of several members, all or none; each waits for somebody else of the branch."""
    wanted = [NewRecord(**row.model_dump()) for row in given.rows]
    made = await declaring.declare_all(session, look.actor, wanted, hours, now=look.now)
    reader = await reader_in(session)
    seen = [await views.one_record(reader, look, record.id) for record in made]
    return StudyRecordsDeclared.model_validate({"items": seen})


@router.operation("GET", "/{record_id}", permission=SIGNED_IN, errors=(404,))
async def get_study_record(reader: CurrentReader, look: Look, record_id: UUID, response: Response) -> StudyRecord:
    return StudyRecord.model_validate(tagged(response, await views.one_record(reader, look, record_id)))


@router.operation("POST", "/{record_id}/transitions", permission=SIGNED_IN, errors=(404, 409, 412, 428))
async def move_study_record(
    session: WriteSession, look: Look, record_id: UUID, version: IfMatch, step: DeclarationStep, response: Response
) -> StudyRecord:
    """`confirm`, `reject` or `withdraw`. Confirmed by somebody else of the branch, its points follow at once."""
    given = step.model_dump(exclude={"action"}, exclude_none=True)
    _, followed = await declaring.transition(
        session, look.actor, StudyRecordRow, record_id, version, step.action, given, now=look.now
    )
    outcome = await credit(session, look.actor, followed, now=look.now)
    return await _answer(session, look, record_id, response, outcome)


@router.operation("GET", "/{record_id}/events", permission=SIGNED_IN, errors=(404,))
async def list_study_record_events(reader: CurrentReader, look: Look, record_id: UUID) -> StudyEvents:
    """The history, oldest first."""
    items = await views.record_events(reader, look, record_id)
    return StudyEvents.model_validate({"items": items})


@router.operation(
    "POST", "/{record_id}/files", permission=SIGNED_IN, status_code=201, errors=(404, 409, 412, 413, 415, 428)
)
async def attach_record_file(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    record_id: UUID,
    version: IfMatch,
    response: Response,
    file: Annotated[UploadFile, File(description="Up to 20 MB; non-classified material only")],
) -> StudyRecord:
    """Put evidence to a record that waits. Never required. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    await files.attach_to_declaration(
        session,
        look.actor,
        platform.files,
        StudyRecordRow,
        record_id,
        version,
        file.filename or "",
        content,
        now=look.now,
    )
    return await _answer(session, look, record_id, response)


@router.operation("GET", "/{record_id}/files/{file_id}", permission=SIGNED_IN, errors=(404,), response_class=Response)
async def get_record_file(
    reader: CurrentReader, platform: CurrentPlatform, look: Look, record_id: UUID, file_id: UUID
) -> Response:
    """A file, for saving."""
    await views.one_record(reader, look, record_id)
    row = await files.stored_file(reader, record_id, file_id)
    return Response(
        await platform.files.get(row["storage_key"]),
        media_type=row["media_type"],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['name'])}"},
    )


async def _answer(
    session: WriteSession, look: Onlooker, record_id: UUID, response: Response, outcome: dict[str, Any] | None = None
) -> StudyRecord:
    seen = await views.one_record(await reader_in(session), look, record_id)
    return StudyRecord.model_validate(tagged(response, {**seen, "outcome": outcome}))
