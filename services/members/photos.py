"""Photos of members: never required, of no use but to be looked at, erased when asked for."""

import asyncio
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, select
from uuid_utils.compat import uuid7

from models.members import Member, MemberPhoto
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.erasing import erase_after_commit
from services.kit.errors import NOT_FOUND, Text
from services.kit.files import FileStore
from services.kit.reader import Reader, place, prepare
from services.kit.sealing import Sealer, fresh_key
from services.members import errors, history
from services.members.history import Basis
from services.members.life import state_of
from services.members.loading import load, require_living
from services.members.portraits import portrait
from services.members.vault import Vault

_PHOTO = Text("照片", "The photo")


async def put(
    session: WriteSession,
    vault: Vault,
    files: FileStore,
    actor: Actor,
    member_id: UUID,
    version: int,
    content: bytes,
    *,
    now: datetime,
) -> None:
    """Set or replace the photo. The picture is sealed with a key of its own, which is kept sealed in the database.

    Errors: those of `_changeable` and of `portrait`.
    """
    member = await _changeable(session, actor, member_id, version, Text("更换照片", "Replace the photo"))
    picture = await asyncio.to_thread(portrait, content)
    former = await session.get(MemberPhoto, member_id)
    identity, key = uuid7(), fresh_key()
    storage_key = await files.put("photos", identity, Sealer([key]).seal_bytes(picture))
    given = {
        "id": identity,
        "storage_key": storage_key,
        "file_key": vault.sealer.seal(key.hex()),
        "uploaded_at": now,
        "uploaded_by": actor.account_id,
    }
    if former is None:
        session.add(MemberPhoto(member_id=member_id, **given))
    else:
        await erase_after_commit(session, former.storage_key)
        for name, value in given.items():
            setattr(former, name, value)
    await _record(session, actor, member, "photo", now)


async def remove(session: WriteSession, actor: Actor, member_id: UUID, version: int, *, now: datetime) -> None:
    """Erase the photo with its key. Errors: those of `_changeable`, `not_found` where there is none."""
    member = await _changeable(session, actor, member_id, version, Text("删除照片", "Remove the photo"))
    photo = await session.get(MemberPhoto, member_id)
    if photo is None:
        raise NOT_FOUND(what=_PHOTO)
    await erase_after_commit(session, photo.storage_key)
    await session.delete(photo)
    await _record(session, actor, member, "remove_photo", now)


_ONE = prepare(
    select(MemberPhoto.id, MemberPhoto.storage_key, MemberPhoto.file_key).where(
        MemberPhoto.member_id == place("member_id", Uuid())
    )
)


async def stored(reader: Reader, vault: Vault, files: FileStore, member_id: UUID) -> tuple[UUID, bytes]:
    """The picture's id and the JPEG. The caller has checked that the actor may see the record. Errors: `not_found`."""
    row = await reader.row(_ONE, member_id=member_id)
    if row is None:
        raise NOT_FOUND(what=_PHOTO)
    key = bytes.fromhex(vault.sealer.open(row["file_key"]))
    try:
        sealed = await files.get(row["storage_key"])
    except FileNotFoundError:
        raise NOT_FOUND(what=_PHOTO) from None
    return row["id"], Sealer([key]).open_bytes(sealed)


async def _changeable(session: WriteSession, actor: Actor, member_id: UUID, version: int, label: Text) -> Member:
    """Errors: `not_found`, `stale_version`, `member.action_forbidden`, those of `require_living`."""
    member = await load(session, actor, member_id, version)
    if not actor.covers(Permission.MEMBER_MANAGE, member.branch_id):
        raise errors.ACTION_FORBIDDEN(label=label)
    require_living(member)
    return member


async def _record(session: WriteSession, actor: Actor, member: Member, action: str, now: datetime) -> None:
    member.updated_at = now
    await session.flush()
    state = state_of(member.stage, member.standing)
    await history.append(session, actor, member, action, Basis(), at=now, from_state=state)
    await session.flush()
