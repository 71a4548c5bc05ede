"""Numbers without gaps: the counter's row is locked until the registering transaction ends."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.kit.database import WriteSession


async def next_serial(session: WriteSession, counter: Any, issuing_branch_id: UUID, year: int) -> int:
    """The next number of a branch and year, from 1. A transaction that is undone gives its number back.

    `counter` is a table's model with `issuing_branch_id`, `year` and `last`; each sort of papers has its own.
    """
    statement = (
        insert(counter)
        .values(issuing_branch_id=issuing_branch_id, year=year, last=1)
        .on_conflict_do_update(
            index_elements=[counter.issuing_branch_id, counter.year], set_={"last": counter.last + 1}
        )
        .returning(counter.last)
    )
    serial: int = (await session.execute(statement)).scalar_one()
    return serial
