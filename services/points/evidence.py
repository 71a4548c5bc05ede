"""Files as evidence of points entered by hand: by choice, added while the entry waits for its check (rules §14)."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Uuid, func, select
from uuid_utils.compat import uuid7

from models.accounts import Account
from models.enums.points import ClaimState
from models.members import Member
from models.points import PointClaim, PointFile
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.kit.files import FileStore
from services.kit.reader import Reader, Row, place, prepare
from services.kit.upload_kinds import check_upload
from services.points import errors
from services.points.entering import ENTRY
from services.points.people import require_others

MOST = 10
"""Files to one entry."""
_FILE = Text("依据材料", "The evidence")
account, file = Account.__table__, PointFile.__table__


async def attach(
    session: WriteSession,
    actor: Actor,
    files: FileStore,
    claim_id: UUID,
    version: int,
    file_name: str,
    content: bytes,
    *,
    now: datetime,
) -> None:
    """Add a file to points that wait for their check; whoever checks them sees it, and so does the member.

    Errors: those of `check_upload`, `not_found`, `points.own_points`, `points.decided_already`, `stale_version`,
    `points.too_many_files`.
    """
    name, media_type = check_upload(file_name, content)
    claim = await session.get(PointClaim, claim_id, with_for_update=True, populate_existing=True)
    if claim is None or not actor.covers(Permission.POINT_KEEP, claim.branch_id):
        raise NOT_FOUND(what=ENTRY)
    await require_others(session, actor, claim.member_id)
    if claim.state is not ClaimState.PENDING:
        raise errors.DECIDED_ALREADY()
    if claim.version != version:
        raise STALE(current=claim.version, given=version)
    there = await session.scalar(select(func.count()).where(PointFile.claim_id == claim.id))
    if (there or 0) >= MOST:
        raise errors.TOO_MANY_FILES(limit=MOST)
    identity = uuid7()
    session.add(
        PointFile(
            id=identity,
            claim_id=claim.id,
            name=name,
            media_type=media_type,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            storage_key=await files.put("points", identity, content),
            uploaded_at=now,
            uploaded_by=actor.account_id,
        )
    )
    claim.updated_at = now
    member = await session.get_one(Member, claim.member_id)
    audit.record(
        session,
        actor,
        "point_entry.attach",
        entity_kind="point_entry",
        entity_id=claim.id,
        entity_name=f"{member.name}：{name}",
        branch_id=claim.branch_id,
    )
    await session.flush()


_FILES = prepare(
    select(
        file.c.id,
        file.c.name,
        file.c.media_type,
        file.c.size,
        file.c.uploaded_at,
        account.c.display_name.label("uploaded_by"),
    )
    .join_from(file, account, account.c.id == file.c.uploaded_by)
    .where(file.c.claim_id == place("claim_id", Uuid()))
    .order_by(file.c.uploaded_at, file.c.id)
)
_ONE = prepare(
    select(file.c.name, file.c.media_type, file.c.storage_key).where(
        file.c.claim_id == place("claim_id", Uuid()), file.c.id == place("id", Uuid())
    )
)


async def files_of(reader: Reader, claim_id: UUID) -> list[Row]:
    """The files of an entry, oldest first. The caller has checked that the actor may see the entry."""
    return await reader.rows(_FILES, claim_id=claim_id)


async def stored_file(reader: Reader, claim_id: UUID, file_id: UUID) -> Row:
    """`name`, `media_type`, `storage_key`. The caller has checked as above. Errors: `not_found`."""
    row = await reader.row(_ONE, claim_id=claim_id, id=file_id)
    if row is None:
        raise NOT_FOUND(what=_FILE)
    return row
