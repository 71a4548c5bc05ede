"""Writing a record's history: one row an act, beside the audit row."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from models.enums.members import MemberState
from models.members import Member, MemberChange
from services.access import audit
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.members.life import state_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What an act rests on."""

    occurred_on: date | None = None
    document: str | None = None
    ground: str | None = None
    until: date | None = None
    reason: str | None = None


async def append(
    session: WriteSession,
    actor: Actor,
    member: Member,
    action: str,
    basis: Basis,
    *,
    at: datetime,
    from_state: MemberState | None,
    changes: audit.Changes | None = None,
) -> MemberChange:
    """Add the next row and its audit row. `changes` are masked. The record is locked by the caller."""
    last = await session.scalar(select(func.max(MemberChange.sequence)).where(MemberChange.member_id == member.id))
    to_state = state_of(member.stage, member.standing)
    change = MemberChange(
        member_id=member.id,
        sequence=(last or 0) + 1,
        at=at,
        action=action,
        from_state=from_state,
        to_state=to_state,
        occurred_on=basis.occurred_on,
        document=basis.document,
        ground=basis.ground,
        until=basis.until,
        reason=basis.reason,
        actor_id=actor.account_id,
        actor_name=actor.display_name,
        branch_id=member.branch_id,
        changes=changes or None,
    )
    session.add(change)
    moved = {} if from_state is to_state else {"state": [from_state.value if from_state else None, to_state.value]}
    audit.record(
        session,
        actor,
        f"member.{action}",
        entity_kind="member",
        entity_id=member.id,
        entity_name=member.name,
        branch_id=member.branch_id,
        changes={**moved, **(changes or {}), **({"reason": [None, basis.reason]} if basis.reason else {})} or None,
    )
    return change
