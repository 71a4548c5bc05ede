"""Outcomes of study: 心得体会, 调研报告; handed in, confirmed by somebody else."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Query, Response, UploadFile

from api.deps import CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.study import ChosenYear, Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.study import DeclarationState, OutputKind
from models.study_records import StudyOutput as StudyOutputRow
from schemas.study_records import (
    DeclarationStep,
    StudyEvents,
    StudyOutput,
    StudyOutputInput,
    StudyOutputPage,
)
from services.kit.database import reader_in
from services.study import declaring, files, lists, views
from services.study.crediting import credit
from services.study.declaring import NewOutput
from services.study.lists import Asked
from services.study.views import Onlooker

router = SecuredRouter(prefix="/study-outputs", tag="study")


@router.operation("GET", "", permission=SIGNED_IN)
async def list_study_outputs(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    member_id: UUID | None = None,
    branch_id: Annotated[UUID | None, Query(description="The branch and all below it")] = None,
    direct: Annotated[bool, Query(description="This branch alone")] = False,
    kind: Annotated[list[OutputKind], Query()] = [],  # noqa: B006
    session_id: UUID | None = None,
    state: Annotated[list[DeclarationState], Query()] = [],  # noqa: B006 - FastAPI copies it
    year: ChosenYear = None,
) -> StudyOutputPage:
    """Outcomes of the members one sees by name, or one's own. Sorts: occurred_on, updated_at."""
    filters: dict[str, Any] = {
        **lists.within(look.actor, branch_id, direct=direct),
        **lists.days_of(year),
        "member_id": member_id,
        "kind": [item.value for item in kind],
        "session_id": session_id,
        "state": [item.value for item in state],
        "updated_since": paging.updated_since,
    }
    asked = Asked(paging.sort, paging.cursor, paging.limit, paging.with_total)
    page = await lists.page(reader, look.actor, "outputs", filters, asked)
    items = [views.output(row, look) for row in page.items]
    return StudyOutputPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=SIGNED_IN, status_code=201)
async def hand_in_study_output(
    session: WriteSession, look: Look, wanted: StudyOutputInput, response: Response
) -> StudyOutput:
    """Hand in an outcome of study, one's own or for a member of the branch."""
    made = await declaring.hand_in(session, look.actor, NewOutput(**wanted.model_dump()), now=look.now)
    response.headers["Location"] = f"/api/v1/study-outputs/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("GET", "/{output_id}", permission=SIGNED_IN, errors=(404,))
async def get_study_output(reader: CurrentReader, look: Look, output_id: UUID, response: Response) -> StudyOutput:
    return StudyOutput.model_validate(tagged(response, await views.one_output(reader, look, output_id)))


@router.operation("POST", "/{output_id}/transitions", permission=SIGNED_IN, errors=(404, 409, 412, 428))
async def move_study_output(
    session: WriteSession, look: Look, output_id: UUID, version: IfMatch, step: DeclarationStep, response: Response
) -> StudyOutput:
    """`confirm`, `reject` or `withdraw`. Confirmed by somebody else of the branch, its points follow at once."""
    given = step.model_dump(exclude={"action"}, exclude_none=True)
    _, followed = await declaring.transition(
        session, look.actor, StudyOutputRow, output_id, version, step.action, given, now=look.now
    )
    outcome = await credit(session, look.actor, followed, now=look.now)
    return await _answer(session, look, output_id, response, outcome)


@router.operation("GET", "/{output_id}/events", permission=SIGNED_IN, errors=(404,))
async def list_study_output_events(reader: CurrentReader, look: Look, output_id: UUID) -> StudyEvents:
    """The history, oldest first."""
    items = await views.output_events(reader, look, output_id)
    return StudyEvents.model_validate({"items": items})


@router.operation(
    "POST", "/{output_id}/files", permission=SIGNED_IN, status_code=201, errors=(404, 409, 412, 413, 415, 428)
)
async def attach_output_file(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    output_id: UUID,
    version: IfMatch,
    response: Response,
    file: Annotated[UploadFile, File(description="Up to 20 MB; non-classified material only")],
) -> StudyOutput:
    """Put the text to an outcome that waits. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    await files.attach_to_declaration(
        session,
        look.actor,
        platform.files,
        StudyOutputRow,
        output_id,
        version,
        file.filename or "",
        content,
        now=look.now,
    )
    return await _answer(session, look, output_id, response)


@router.operation("GET", "/{output_id}/files/{file_id}", permission=SIGNED_IN, errors=(404,), response_class=Response)
async def get_output_file(
    reader: CurrentReader, platform: CurrentPlatform, look: Look, output_id: UUID, file_id: UUID
) -> Response:
    """A file, for saving."""
    await views.one_output(reader, look, output_id)
    row = await files.stored_file(reader, output_id, file_id)
    return Response(
        await platform.files.get(row["storage_key"]),
        media_type=row["media_type"],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['name'])}"},
    )


async def _answer(
    session: WriteSession, look: Onlooker, output_id: UUID, response: Response, outcome: dict[str, Any] | None = None
) -> StudyOutput:
    seen = await views.one_output(await reader_in(session), look, output_id)
    return StudyOutput.model_validate(tagged(response, {**seen, "outcome": outcome}))
