"""Compulsory material (必学清单): published, studied, withdrawn, replaced."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import File, Query, Response, UploadFile

from api.deps import CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routes.study import Look
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.study_materials import MaterialState
from schemas.study_materials import (
    MaterialCoverage,
    MaterialReminders,
    StudyMaterial,
    StudyMaterialAmendment,
    StudyMaterialInput,
    StudyMaterialPage,
    StudyMaterialReason,
    StudyMaterialReplacement,
)
from services.access.permissions import Permission
from services.kit.database import reader_in
from services.kit.paging import MAX_LIMIT
from services.study import material_views, materials
from services.study.materials import NewMaterial
from services.study.pages import Asked
from services.study.views import Onlooker

router = SecuredRouter(tag="study")
READ = Permission.STUDY_READ


@router.operation("GET", "/study-materials", permission=SIGNED_IN, errors=(404,))
async def list_study_materials(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    branch_id: Annotated[UUID | None, Query(description="What this organisation itself asks for")] = None,
    concerns: Annotated[UUID | None, Query(description="What the members of this branch should study")] = None,
    state: Annotated[list[MaterialState], Query()] = [],  # noqa: B006 - FastAPI copies it
    open: Annotated[bool, Query(description="Published, and not yet studied by oneself")] = False,
) -> StudyMaterialPage:
    """What the caller should study, or reads the study of. Sorts: due_on, created_at, updated_at."""
    filters = {
        "branch_id": branch_id,
        "concerns": material_views.concerning(look, concerns),
        "state": [item.value for item in state],
        "open": True if open else None,
        "updated_since": paging.updated_since,
    }
    asked = Asked(filters, paging.sort, paging.cursor, paging.limit, paging.with_total)
    page = await material_views.page(reader, look, asked)
    return StudyMaterialPage.model_validate({"items": page.items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "/study-materials", permission=READ, status_code=201, errors=(404,))
async def publish_study_material(
    session: WriteSession, look: Look, wanted: StudyMaterialInput, response: Response
) -> StudyMaterial:
    """Ask everybody of an organisation and below to study something by a day."""
    made = await materials.publish(session, look.actor, NewMaterial(**wanted.model_dump()), today=look.today)
    response.headers["Location"] = f"/api/v1/study-materials/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("GET", "/study-materials/{material_id}", permission=SIGNED_IN, errors=(404,))
async def get_study_material_asked(
    reader: CurrentReader, look: Look, material_id: UUID, response: Response
) -> StudyMaterial:
    return StudyMaterial.model_validate(tagged(response, await material_views.one(reader, look, material_id)))


@router.operation("PATCH", "/study-materials/{material_id}", permission=READ, errors=(404, 409, 412, 428))
async def amend_study_material(
    session: WriteSession,
    look: Look,
    material_id: UUID,
    version: IfMatch,
    given: StudyMaterialAmendment,
    response: Response,
) -> StudyMaterial:
    """Correct what is said of it, or move its deadline."""
    changes = given.model_dump(exclude_unset=True)
    await materials.amend(session, look.actor, material_id, version, changes, today=look.today)
    return await _answer(session, look, material_id, response)


@router.operation("POST", "/study-materials/{material_id}/withdraw", permission=READ, errors=(404, 409, 412, 428))
async def withdraw_study_material(
    session: WriteSession,
    look: Look,
    material_id: UUID,
    version: IfMatch,
    given: StudyMaterialReason,
    response: Response,
) -> StudyMaterial:
    """Nobody is asked for it any more."""
    await materials.withdraw(session, look.actor, material_id, version, given.reason, today=look.today)
    return await _answer(session, look, material_id, response)


@router.operation(
    "POST",
    "/study-materials/{material_id}/replace",
    permission=READ,
    status_code=201,
    errors=(404, 409, 412, 428),
)
async def replace_study_material(
    session: WriteSession,
    look: Look,
    material_id: UUID,
    version: IfMatch,
    given: StudyMaterialReplacement,
    response: Response,
) -> StudyMaterial:
    """Publish another one in its place, which is answered."""
    new = NewMaterial(**given.model_dump(exclude={"reason"}))
    made = await materials.replace(session, look.actor, material_id, version, new, given.reason, today=look.today)
    response.headers["Location"] = f"/api/v1/study-materials/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("POST", "/study-materials/{material_id}/file", permission=READ, errors=(404, 409, 412, 413, 415, 428))
async def put_study_material_file(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    material_id: UUID,
    version: IfMatch,
    response: Response,
    file: Annotated[UploadFile, File(description="Up to 20 MB; non-classified material only")],
) -> StudyMaterial:
    """Put the text itself to it, in place of what was there. 非涉密平台：严禁上传涉密材料。"""
    content = await file.read()
    await materials.put_file(session, look.actor, platform.files, material_id, version, file.filename or "", content)
    return await _answer(session, look, material_id, response)


@router.operation(
    "GET", "/study-materials/{material_id}/file", permission=SIGNED_IN, errors=(404,), response_class=Response
)
async def get_study_material_file(
    reader: CurrentReader, platform: CurrentPlatform, look: Look, material_id: UUID
) -> Response:
    """The text, for saving."""
    row = await material_views.file(reader, look, material_id)
    return Response(
        await platform.files.get(row["storage_key"]),
        media_type=row["media_type"],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(row['file_name'])}"},
    )


@router.operation("GET", "/study-materials/{material_id}/coverage", permission=READ, errors=(404,))
async def get_study_material_coverage(
    reader: CurrentReader,
    look: Look,
    material_id: UUID,
    branch_id: Annotated[UUID | None, Query(description="Without it: the organisation that asks")] = None,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 100,
) -> MaterialCoverage:
    """How far it is studied below a branch, and by name who has not, where the caller may see names."""
    seen = await material_views.coverage(reader, look, material_id, branch_id, cursor=cursor, limit=limit)
    return MaterialCoverage.model_validate(seen)


@router.operation("GET", "/branches/{branch_id}/study/reminders", permission=READ, errors=(404,))
async def list_study_reminders(reader: CurrentReader, look: Look, branch_id: UUID) -> MaterialReminders:
    """Material soon due or overdue that some of the branch have not studied, with how many."""
    return MaterialReminders.model_validate({"items": await material_views.reminders(reader, look, branch_id)})


async def _answer(session: WriteSession, look: Onlooker, material_id: UUID, response: Response) -> StudyMaterial:
    seen = await material_views.one(await reader_in(session), look, material_id)
    return StudyMaterial.model_validate(tagged(response, seen))
