"""Kinds of study, kept as data by the organisation department."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.enums.study import StudyMode
from models.study import StudyKind
from models.study_records import StudyRecord
from services.access import audit
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.kit.reader import Reader, Row, prepare
from services.study import errors

KIND = Text("学习类别", "The kind of study")
_COUNTS = ("organised", "training")
"""What is built into the sums of members and branches."""


@dataclass(frozen=True, slots=True)
class NewKind:
    code: str
    label: str
    label_en: str
    mode: StudyMode | None
    organised: bool
    training: bool
    declarable: bool
    narrows_points: bool
    position: int


_ALL = prepare(select(StudyKind).order_by(StudyKind.position, StudyKind.code))


async def listed(reader: Reader) -> list[Row]:
    """All kinds in their order, retired ones included."""
    return await reader.rows(_ALL)


async def add(session: WriteSession, actor: Actor, new: NewKind) -> StudyKind:
    """Errors: `study.kind_exists`."""
    kind = StudyKind(**{name: getattr(new, name) for name in NewKind.__dataclass_fields__})
    try:
        async with session.begin_nested():
            session.add(kind)
            await session.flush()
    except IntegrityError:
        raise errors.KIND_EXISTS.at("/code", code=new.code) from None
    _audit(session, actor, "add", kind, None)
    return kind


async def amend(
    session: WriteSession, actor: Actor, kind_id: UUID, version: int, given: dict[str, Any], *, now: datetime
) -> StudyKind:
    """Change a kind, or retire it. Errors: `not_found`, `stale_version`, `study.kind_in_use`."""
    kind = await session.get(StudyKind, kind_id, with_for_update=True, populate_existing=True)
    if kind is None:
        raise NOT_FOUND(what=KIND)
    if kind.version != version:
        raise STALE(current=kind.version, given=version)
    before = {name: getattr(kind, name) for name in given}
    if any(name in given and given[name] != before[name] for name in _COUNTS):
        used = await session.scalar(select(StudyRecord.id).where(StudyRecord.kind == kind.code).limit(1))
        if used is not None:
            raise errors.KIND_IN_USE(label=kind.label)
    for name, value in given.items():
        setattr(kind, name, value)
    kind.updated_at = now
    await session.flush()
    _audit(session, actor, "amend", kind, audit.changed(before, {name: getattr(kind, name) for name in given}))
    return kind


async def usable(session: WriteSession, code: str, pointer: str = "/kind") -> StudyKind:
    """A kind that is not retired. Errors: `study.kind_unknown`."""
    kinds = list(await session.scalars(select(StudyKind).where(~StudyKind.retired).order_by(StudyKind.position)))
    found = next((kind for kind in kinds if kind.code == code), None)
    if found is None:
        offered = "、".join(f"{kind.label} {kind.code}" for kind in kinds)
        raise errors.KIND_UNKNOWN.at(pointer, given=code[:40], offered=offered)
    return found


async def declarable(session: WriteSession, code: str) -> StudyKind:
    """A kind that is declared without a session. Errors: `study.kind_unknown`, `study.source_kind_mismatch`."""
    kind = await usable(session, code)
    if not kind.declarable:
        others = await session.scalars(select(StudyKind.label).where(StudyKind.declarable, ~StudyKind.retired))
        raise errors.SOURCE_KIND_MISMATCH.at("/kind", label=kind.label, offered="、".join(others))
    return kind


def _audit(session: WriteSession, actor: Actor, action: str, kind: StudyKind, changes: audit.Changes | None) -> None:
    audit.record(
        session,
        actor,
        f"study_kind.{action}",
        entity_kind="study_kind",
        entity_id=kind.id,
        entity_name=kind.label,
        changes=changes,
    )
