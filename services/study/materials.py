"""Publishing compulsory material for an organisation and all below it; withdrawing and replacing it with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from models.enums.study_materials import MaterialState
from models.source_documents import SourceDocument
from models.study_materials import StudyMaterial
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.erasing import erase_after_commit
from services.kit.errors import NOT_FOUND, STALE, Text
from services.kit.files import FileStore
from services.kit.upload_kinds import check_upload
from services.study import material_errors as errors
from services.study.sight import ASKS, require

MATERIAL = Text("这份学习材料", "The material")
STATE_LABELS: dict[MaterialState, Text] = {
    MaterialState.PUBLISHED: Text("已发布", "published"),
    MaterialState.WITHDRAWN: Text("已撤下", "withdrawn"),
    MaterialState.REPLACED: Text("已更换", "replaced"),
}

PUBLISHERS = (*ASKS, Permission.STUDY_KEEP)
"""An organisation sets something for all below it, a branch for its own people."""


@dataclass(frozen=True, slots=True)
class NewMaterial:
    """`hours`: 学时 it is expected to take. `due_on` is the last day."""

    branch_id: UUID
    title: str
    due_on: date
    hours: Decimal = Decimal(0)
    document_no: str | None = None
    note: str | None = None
    url: str | None = None
    source_document_id: UUID | None = None


async def publish(session: WriteSession, actor: Actor, new: NewMaterial, *, today: date) -> StudyMaterial:
    """Errors: `not_found`, `forbidden`, `study.material_due`, `study.material_document_unknown`."""
    node = require(actor, new.branch_id, *PUBLISHERS)
    _check_due(new.due_on, today)
    await _check_document(session, actor, new.source_document_id)
    values = {name: getattr(new, name) for name in NewMaterial.__dataclass_fields__}
    material = StudyMaterial(
        **values,
        published_on=today,
        published_by=actor.account_id,
        published_name=actor.display_name,
        **node.levels(),
    )
    session.add(material)
    await session.flush()
    _audit(session, actor, "publish", material)
    return material


async def amend(
    session: WriteSession, actor: Actor, material_id: UUID, version: int, changes: Mapping[str, Any], *, today: date
) -> StudyMaterial:
    """Correct what is said of the material, or move its deadline. Errors: those of `_load` and `publish`."""
    material = await _load(session, actor, material_id, version)
    if changes.get("due_on", material.due_on) != material.due_on:
        _check_due(changes["due_on"], today)
    await _check_document(session, actor, changes.get("source_document_id"))
    before = {name: getattr(material, name) for name in changes}
    for name, value in changes.items():
        setattr(material, name, value)
    await session.flush()
    _audit(session, actor, "amend", material, audit.changed(before, dict(changes)))
    return material


async def withdraw(
    session: WriteSession, actor: Actor, material_id: UUID, version: int, reason: str, *, today: date
) -> StudyMaterial:
    """Nobody is asked for it any more. Errors: those of `_load`."""
    material = await _load(session, actor, material_id, version)
    _end(material, actor, MaterialState.WITHDRAWN, reason, today)
    await session.flush()
    _audit(session, actor, "withdraw", material, {"reason": [None, reason]})
    return material


async def replace(
    session: WriteSession,
    actor: Actor,
    material_id: UUID,
    version: int,
    new: NewMaterial,
    reason: str,
    *,
    today: date,
) -> StudyMaterial:
    """Publish another one in its place; what was done on the former does not count for it. Gives the new one.

    Errors: those of `_load` and `publish`.
    """
    material = await _load(session, actor, material_id, version)
    other = await publish(session, actor, new, today=today)
    _end(material, actor, MaterialState.REPLACED, reason, today)
    material.replaced_by = other.id
    await session.flush()
    _audit(session, actor, "replace", material, {"reason": [None, reason], "replaced_by": [None, str(other.id)]})
    return other


async def put_file(
    session: WriteSession,
    actor: Actor,
    files: FileStore,
    material_id: UUID,
    version: int,
    file_name: str,
    content: bytes,
) -> StudyMaterial:
    """Put the material itself to it, in place of what was there. Errors: those of `_load` and `check_upload`."""
    name, media_type = check_upload(file_name, content)
    material = await _load(session, actor, material_id, version)
    if material.storage_key is not None:
        await erase_after_commit(session, material.storage_key)
    before = {"file_name": material.file_name}
    material.file_name, material.media_type, material.size = name, media_type, len(content)
    material.sha256 = sha256(content).hexdigest()
    material.storage_key = await files.put("study-materials", uuid7(), content)
    await session.flush()
    _audit(session, actor, "put_file", material, audit.changed(before, {"file_name": name}))
    return material


async def _load(session: WriteSession, actor: Actor, material_id: UUID, version: int) -> StudyMaterial:
    """Errors: `not_found`, `forbidden`, `stale_version`, `study.material_ended`."""
    material = await session.get(StudyMaterial, material_id, with_for_update=True, populate_existing=True)
    if material is None or not actor.covers(Permission.STUDY_READ, material.branch_id):
        raise NOT_FOUND(what=MATERIAL)
    require(actor, material.branch_id, *PUBLISHERS)
    if material.version != version:
        raise STALE(current=material.version, given=version)
    if material.state is not MaterialState.PUBLISHED:
        raise errors.MATERIAL_ENDED(state=STATE_LABELS[material.state])
    return material


def _check_due(due_on: date, today: date) -> None:
    if due_on < today:
        raise errors.DUE_BEFORE_TODAY.at("/due_on", today=today)


async def _check_document(session: WriteSession, actor: Actor, document_id: UUID | None) -> None:
    if document_id is None:
        return
    document = await session.get(SourceDocument, document_id)
    seen = document is not None and actor.covers(Permission.SOURCE_DOCUMENT_READ, document.branch_id)
    if document is None or document.deleted_at is not None or not seen:
        raise errors.DOCUMENT_UNKNOWN.at("/source_document_id")


def _end(material: StudyMaterial, actor: Actor, state: MaterialState, reason: str, today: date) -> None:
    material.state, material.ended_on, material.end_reason = state, today, reason
    material.ended_by, material.ended_name = actor.account_id, actor.display_name


def _audit(
    session: WriteSession, actor: Actor, action: str, material: StudyMaterial, changes: audit.Changes | None = None
) -> None:
    audit.record(
        session,
        actor,
        f"study_material.{action}",
        entity_kind="study_material",
        entity_id=material.id,
        entity_name=material.title,
        branch_id=material.branch_id,
        changes=changes,
    )
