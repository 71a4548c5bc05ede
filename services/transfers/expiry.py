"""Every night: letters whose last day is over expire. Nobody can receive them in the minutes before (workflow.py)."""

import structlog
from sqlalchemy import select

from models.enums.transfers import TransferAction, TransferState
from models.transfers import Transfer
from services.kit.clock import office_day
from services.kit.jobs import Job, JobContext, Nothing
from services.transfers import history
from services.transfers.history import Author

log = structlog.get_logger("transfers.expiry")


async def run(context: JobContext, _payload: Nothing) -> None:
    """Put every letter that is out of date into state `expired`."""
    overdue = await context.session.scalars(
        select(Transfer)
        .where(Transfer.state == TransferState.IN_TRANSIT, Transfer.valid_until < office_day(context.now))
        .with_for_update(skip_locked=True)
    )
    found = overdue.all()
    for transfer in found:
        transfer.state, transfer.updated_at = TransferState.EXPIRED, context.now
        await history.append(
            context.session,
            Author(),
            transfer,
            TransferAction.EXPIRE.value,
            at=context.now,
            from_state=TransferState.IN_TRANSIT,
        )
        await context.session.flush()
    log.info("transfers.expired", count=len(found))


EXPIRE_LETTERS = Job("expire_transfer_letters", Nothing, run)
