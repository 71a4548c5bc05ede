"""Fetching a transfer for a change: under a row lock, where the actor sees it, at the version they saw."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from models.accounts import Account
from models.transfers import Transfer, TransferEvent
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Fault, Text
from services.transfers.labels import EVENT_LABELS
from services.transfers.workflow import Context, TransferFacts, committee_of

TRANSFER = Text("这项组织关系转接", "The transfer")


@dataclass(slots=True)
class LoadedTransfer:
    """A locked transfer with everything its workflow looks at."""

    row: Transfer
    context: Context


async def load(session: WriteSession, actor: Actor, transfer_id: UUID, version: int, today: date) -> LoadedTransfer:
    """Lock the transfer and gather the facts.

    Errors: `not_found` when absent or out of the actor's sight, `stale_version` with what happened since.
    """
    row = await session.get(Transfer, transfer_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NOT_FOUND(what=TRANSFER)
    mine = await own_member_id(session, actor)
    own = row.member_id is not None and row.member_id == mine
    context = Context(facts_of(row, actor, own=own), actor, today)
    if not may_see(context, row):
        raise NOT_FOUND(what=TRANSFER)
    if row.version != version:
        raise await _stale(session, actor, row, version)
    return LoadedTransfer(row, context)


async def own_member_id(session: WriteSession, actor: Actor) -> UUID | None:
    """Whose record on the register is the actor's own."""
    member_id: UUID | None = await session.scalar(select(Account.member_id).where(Account.id == actor.account_id))
    return member_id


def may_see(context: Context, row: Transfer) -> bool:
    """The side that began it, and the person, always; the receiving side once the letter is issued."""
    if context.sees_as_sender():
        return True
    if row.shown_from is None or row.to_branch_id is None:
        return False
    return context.actor.covers(Permission.TRANSFER_READ, row.to_branch_id)


def facts_of(row: Transfer, actor: Actor, *, own: bool) -> TransferFacts:
    """The transfer as the rules look at it."""
    return TransferFacts(
        state=row.state,
        from_branch_id=row.from_branch_id,
        to_branch_id=row.to_branch_id,
        sender_committee_id=committee_of(actor.tree, row.from_branch_id),
        receiver_committee_id=committee_of(actor.tree, row.to_branch_id),
        own=own,
        approved_by=row.approved_by,
        issued_by=row.issued_by,
        valid_until=row.valid_until,
    )


async def _stale(session: WriteSession, actor: Actor, row: Transfer, given: int) -> Fault:
    last = await session.scalar(
        select(TransferEvent)
        .where(TransferEvent.transfer_id == row.id)
        .order_by(TransferEvent.sequence.desc())
        .limit(1)
    )
    fault = STALE(current=row.version, given=given)
    happened: dict[str, object] = {"version": row.version, "state": row.state.value}
    if last is not None:
        happened["last_event"] = {
            "action": last.action,
            "action_label": EVENT_LABELS[last.action].render(actor.locale),
            "actor": last.actor_name,
            "at": last.at.isoformat(),
        }
    fault.extra["current"] = happened
    return fault
