"""The audit log, for security auditors."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime

from api.deps import CurrentActor, CurrentReader
from api.routing import SecuredRouter
from schemas.audit_entries import AuditEntryPage
from services.access.permissions import Permission
from services.audit_entries import queries
from services.kit.paging import MAX_LIMIT

router = SecuredRouter(prefix="/audit-entries", tag="audit")
_DOTTED = r"^[a-z_.]{1,60}$"


@router.operation("GET", "", permission=Permission.AUDIT_READ, response_model=AuditEntryPage)
async def list_audit_entries(
    actor: CurrentActor,
    reader: CurrentReader,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    actor_id: UUID | None = None,
    action: Annotated[str | None, Query(pattern=_DOTTED, description="The beginning of it: `auth.`")] = None,
    entity_kind: Annotated[str | None, Query(pattern=_DOTTED)] = None,
    entity_id: UUID | None = None,
    since: Annotated[AwareDatetime | None, Query(alias="from", description="This moment included")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to", description="This moment excluded")] = None,
    succeeded: bool | None = None,
) -> dict[str, Any]:
    """What happened, newest first. Rows are written once: nothing changes or removes them."""
    filters = queries.Filters(actor_id, action, entity_kind, entity_id, since, until, succeeded)
    return await queries.list_entries(reader, actor, filters, cursor=cursor, limit=limit)
