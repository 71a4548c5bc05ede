"""Writing the history of a session, a record or an output: one event a step, beside the audit row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.study import StudyEvent, StudySession
from models.study_records import StudyOutput, StudyRecord
from services.access import audit
from services.access.actor import Actor
from services.kit.database import WriteSession

Subject = StudySession | StudyRecord | StudyOutput


def _place(subject: Subject) -> tuple[str, InstrumentedAttribute[UUID | None], str]:
    """The kind of entity, the event's column that points to it, and how people call it."""
    if isinstance(subject, StudySession):
        return "study_session", StudyEvent.session_id, subject.topic
    if isinstance(subject, StudyRecord):
        return "study_record", StudyEvent.record_id, subject.title
    return "study_output", StudyEvent.output_id, subject.title


async def append(
    session: WriteSession,
    actor: Actor,
    subject: Subject,
    action: str,
    before: str | None,
    *,
    at: datetime,
    comment: str | None = None,
    changes: audit.Changes | None = None,
) -> None:
    """Add the next event and its audit row. The subject's row is locked by the caller."""
    kind, column, name = _place(subject)
    last = await session.scalar(select(func.max(StudyEvent.sequence)).where(column == subject.id))
    owner: dict[str, Any] = {column.key: subject.id}
    session.add(
        StudyEvent(
            sequence=(last or 0) + 1,
            at=at,
            action=action,
            from_state=before,
            to_state=subject.state.value,
            actor_id=actor.account_id,
            actor_name=actor.display_name,
            comment=comment,
            changes=changes,
            **owner,
        )
    )
    moved = {} if before == subject.state.value else {"state": [before, subject.state.value]}
    audit.record(
        session,
        actor,
        f"{kind}.{action}",
        entity_kind=kind,
        entity_id=subject.id,
        entity_name=name,
        branch_id=subject.branch_id,
        changes={**moved, **(changes or {})} or None,
    )
    await session.flush()
