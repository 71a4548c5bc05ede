"""Numbers without gaps: the counter's row is locked until the registering transaction ends."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from models.tickets import TicketSerial
from services.kit.database import WriteSession


async def next_serial(session: WriteSession, issuing_branch_id: UUID, year: int) -> int:
    """The next number of a branch and year, from 1. A transaction that is undone gives its number back."""
    statement = (
        insert(TicketSerial)
        .values(issuing_branch_id=issuing_branch_id, year=year, last=1)
        .on_conflict_do_update(
            index_elements=[TicketSerial.issuing_branch_id, TicketSerial.year], set_={"last": TicketSerial.last + 1}
        )
        .returning(TicketSerial.last)
    )
    serial: int = (await session.execute(statement)).scalar_one()
    return serial
