"""The audit log, for security auditors."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, WriteSession
from api.routing import SecuredRouter
from schemas.audit_entries import AuditEntryPage, AuditSealPage, AuditVerification
from services.access.permissions import Permission
from services.audit_entries import checking, queries, seal_queries
from services.kit.clock import utc_now
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


@router.operation("GET", "/seals", permission=Permission.AUDIT_READ, response_model=AuditSealPage)
async def list_audit_seals(
    reader: CurrentReader,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 31,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> dict[str, Any]:
    """Days of the log that are sealed, the last one first; and whether sealing keeps up."""
    return await seal_queries.list_days(reader, cursor=cursor, limit=limit, now=utc_now())


@router.operation("POST", "/seals/{day}/verify", permission=Permission.AUDIT_READ, errors=(404,))
async def verify_audit_day(
    session: WriteSession, actor: CurrentActor, platform: CurrentPlatform, day: date
) -> AuditVerification:
    """Compare a day's entries with its seals: names each entry that was altered, removed or slipped in since."""
    checked = await checking.check_day(session, actor, platform.audit_key, day)
    return AuditVerification.model_validate(checked)
