"""Files that people choose to put to a session, a record or an output. None is ever required (rules §14)."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Uuid, func, or_, select
from uuid_utils.compat import uuid7

from models.enums.study import DeclarationState, SessionState
from models.study import StudyFile, StudySession
from models.study_records import StudyRecord
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Text
from services.kit.files import FileStore
from services.kit.reader import Reader, Row, place, prepare
from services.kit.upload_kinds import check_upload
from services.study import errors, history
from services.study.labels import DECLARATION_EVENT_LABELS
from services.study.loading import Declared, DeclaredTable, load_declaration, load_session, require_version

MOST = 20
_FILE = Text("文件", "The file")


async def attach_to_session(
    session: WriteSession,
    actor: Actor,
    files: FileStore,
    session_id: UUID,
    version: int,
    file_name: str,
    content: bytes,
    *,
    now: datetime,
) -> StudySession:
    """Put material or minutes to a session. Errors: `not_found`, `study.session_forbidden`, `stale_version`,
    `study.session_settled`, `study.too_many_files`, those of `check_upload`.
    """
    name, media_type = check_upload(file_name, content)
    row = await load_session(session, actor, session_id, keep="attach")
    require_version(row, version)
    if row.state is SessionState.CANCELLED:
        raise errors.SESSION_SETTLED(state=Text("已取消", "Cancelled"))
    stored = await _store(actor, files, name, media_type, content, now)
    await _put(session, stored, session_id=row.id)
    row.updated_at = now
    await session.flush()
    await history.append(session, actor, row, "attach", row.state.value, at=now, comment=name)
    return row


async def attach_to_declaration(
    session: WriteSession,
    actor: Actor,
    files: FileStore,
    table: DeclaredTable,
    identity: UUID,
    version: int,
    file_name: str,
    content: bytes,
    *,
    now: datetime,
) -> Declared:
    """Put evidence to what waits for the branch's word, as the member it is about or who has declared it.

    Errors: `not_found`, `stale_version`, `study.record_forbidden`, `study.too_many_files`, those of `check_upload`.
    """
    name, media_type = check_upload(file_name, content)
    row, context = await load_declaration(session, actor, table, identity)
    require_version(row, version)
    speaks = context.concerned or context.declared_by == actor.account_id
    if row.state is not DeclarationState.SUBMITTED or not speaks:
        raise errors.RECORD_FORBIDDEN(label=DECLARATION_EVENT_LABELS["attach"])
    stored = await _store(actor, files, name, media_type, content, now)
    owner = {"record_id": row.id} if table is StudyRecord else {"output_id": row.id}
    await _put(session, stored, **owner)
    row.updated_at = now
    await session.flush()
    await history.append(session, actor, row, "attach", row.state.value, at=now, comment=name)
    return row


async def _store(
    actor: Actor, files: FileStore, name: str, media_type: str, content: bytes, now: datetime
) -> StudyFile:
    identity = uuid7()
    return StudyFile(
        id=identity,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        storage_key=await files.put("study", identity, content),
        uploaded_at=now,
        uploaded_by=actor.account_id,
    )


async def _put(session: WriteSession, stored: StudyFile, **owner: UUID) -> None:
    there = await session.scalar(select(func.count()).select_from(StudyFile).filter_by(**owner))
    if (there or 0) >= MOST:
        raise errors.TOO_MANY_FILES(limit=MOST)
    for name, value in owner.items():
        setattr(stored, name, value)
    session.add(stored)


_OWNER = place("owner_id", Uuid())
_OF = or_(StudyFile.session_id == _OWNER, StudyFile.record_id == _OWNER, StudyFile.output_id == _OWNER)
_COLUMNS = (StudyFile.id, StudyFile.name, StudyFile.media_type, StudyFile.size, StudyFile.uploaded_at)
_ALL = prepare(select(*_COLUMNS).where(_OF).order_by(StudyFile.uploaded_at, StudyFile.id))
_ONE = prepare(
    select(StudyFile.name, StudyFile.media_type, StudyFile.storage_key).where(_OF, StudyFile.id == place("id", Uuid()))
)


async def listed(reader: Reader, owner_id: UUID) -> list[Row]:
    """The files of a session, a record or an output. The caller has checked that the actor may see it."""
    return await reader.rows(_ALL, owner_id=owner_id)


async def stored_file(reader: Reader, owner_id: UUID, file_id: UUID) -> Row:
    """`name`, `media_type`, `storage_key`. The caller has checked that the actor may see the owner.

    Errors: `not_found`.
    """
    row = await reader.row(_ONE, owner_id=owner_id, id=file_id)
    if row is None:
        raise NOT_FOUND(what=_FILE)
    return row
