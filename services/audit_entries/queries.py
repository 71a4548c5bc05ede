"""Reading the audit log, newest first."""

import base64
import binascii
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, ColumnElement, Integer, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.audit import AuditEntry
from models.branches import Branch
from services.access.actor import Actor, in_scope
from services.access.permissions import Permission
from services.kit.paging import UNKNOWN_CURSOR
from services.kit.reader import Query, Reader, place, prepare

_MOMENT = TIMESTAMP(timezone=True)
_FILTERS: dict[str, ColumnElement[bool]] = {
    "actor_id": AuditEntry.actor_id == place("actor_id", Uuid()),
    "action": func.starts_with(AuditEntry.action, place("action", Text())),
    "entity_kind": AuditEntry.entity_kind == place("entity_kind", Text()),
    "entity_id": AuditEntry.entity_id == place("entity_id", Uuid()),
    "since": AuditEntry.at >= place("since", _MOMENT),
    "until": AuditEntry.at < place("until", _MOMENT),
    "succeeded": AuditEntry.succeeded == place("succeeded", Boolean()),
    "before": AuditEntry.id < place("before", BigInteger()),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the log is narrowed to: `action` is a prefix, `since` is included, `until` is not."""

    actor_id: UUID | None = None
    action: str | None = None
    entity_kind: str | None = None
    entity_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    succeeded: bool | None = None


async def list_entries(
    reader: Reader, actor: Actor, filters: Filters, *, cursor: str | None, limit: int
) -> dict[str, Any]:
    """A page of the log: all of it for an auditor of the root, else what concerns the auditor's branches.

    Errors: `paging.unknown_cursor`.
    """
    scope = actor.scope(Permission.AUDIT_READ)
    values = {entry.name: getattr(filters, entry.name) for entry in fields(filters)}
    values = {name: value for name, value in values.items() if value is not None}
    if cursor:
        values["before"] = _decode(cursor)
    query = _query(tuple(sorted(values)), None if scope.everywhere else scope.levels)
    scoped = {} if scope.everywhere else scope.values()
    rows = await reader.rows(query, **values, **scoped, limit=limit + 1)
    more = len(rows) > limit
    return {"items": rows[:limit], "next_cursor": _encode(rows[limit - 1]["id"]) if more else None}


@lru_cache(maxsize=256)
def _query(filtered: tuple[str, ...], levels: tuple[int, ...] | None) -> Query:
    conditions = [_FILTERS[name] for name in filtered]
    if levels is not None:
        table = Branch.__table__
        conditions.append(AuditEntry.branch_id.in_(select(table.c.id).where(in_scope(table, levels))))
    columns = AuditEntry.__table__.c
    listed = select(*columns).where(*conditions).order_by(AuditEntry.id.desc())
    return prepare(listed.limit(place("limit", Integer())))


def _encode(identity: int) -> str:
    return base64.urlsafe_b64encode(str(identity).encode()).rstrip(b"=").decode()


def _decode(cursor: str) -> int:
    try:
        identity = int(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        raise UNKNOWN_CURSOR.at("/query/cursor") from None
    if not 0 < identity < 2**63:
        raise UNKNOWN_CURSOR.at("/query/cursor")
    return identity
