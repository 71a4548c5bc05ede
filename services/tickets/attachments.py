"""Files that people choose to put to a ticket. None is ever required (rules §14)."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Uuid, func, select
from uuid_utils.compat import uuid7

from models.enums.tickets import TicketState
from models.tickets import Ticket, TicketFile
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Text
from services.kit.files import FileStore
from services.kit.reader import Reader, Row, place, prepare
from services.kit.upload_kinds import check_upload
from services.tickets import history
from services.tickets.errors import TOO_MANY_FILES
from services.tickets.labels import EVENT_LABELS
from services.tickets.loading import load
from services.tickets.transitions import speaking_branch
from services.tickets.workflow import WORKFLOW

MOST = 50
_FILE = Text("附件", "The file")


async def attach(
    session: WriteSession,
    actor: Actor,
    files: FileStore,
    ticket_id: UUID,
    version: int,
    file_name: str,
    content: bytes,
    *,
    now: datetime,
) -> Ticket:
    """Put a file to the ticket and say so in its history.

    Errors: `not_found`, `stale_version`, `ticket.action_forbidden`, `ticket.too_many_files`, those of `check_upload`.
    """
    name, media_type = check_upload(file_name, content)
    loaded = await load(session, actor, ticket_id, version, office_day(now))
    branch_id = speaking_branch(loaded.context)
    if branch_id is None or loaded.row.state in {TicketState.ARCHIVED, TicketState.WITHDRAWN}:
        raise WORKFLOW.forbidden(label=EVENT_LABELS["attach"])
    there = await session.scalar(select(func.count()).where(TicketFile.ticket_id == ticket_id))
    if (there or 0) >= MOST:
        raise TOO_MANY_FILES(limit=MOST)
    identity = uuid7()
    session.add(
        TicketFile(
            id=identity,
            ticket_id=ticket_id,
            name=name,
            media_type=media_type,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            storage_key=await files.put("tickets", identity, content),
            uploaded_at=now,
            uploaded_by=actor.account_id,
        )
    )
    loaded.row.updated_at = now
    await history.append(
        session,
        actor,
        loaded.row,
        "attach",
        at=now,
        from_state=loaded.row.state,
        branch_id=branch_id,
        comment=name,
    )
    await session.flush()
    return loaded.row


_ONE = prepare(
    select(TicketFile.name, TicketFile.media_type, TicketFile.storage_key).where(
        TicketFile.ticket_id == place("ticket_id", Uuid()), TicketFile.id == place("id", Uuid())
    )
)


async def stored_file(reader: Reader, ticket_id: UUID, file_id: UUID) -> Row:
    """`name`, `media_type`, `storage_key` of a file. The caller has checked that the actor may see the ticket.

    Errors: `not_found`.
    """
    row = await reader.row(_ONE, ticket_id=ticket_id, id=file_id)
    if row is None:
        raise NOT_FOUND(what=_FILE)
    return row
