"""Moving a record along its life cycle."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.members import MemberAction
from models.members import Member
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.members import history
from services.members.history import Basis
from services.members.holds import Holds, require_free
from services.members.life import Step, take
from services.members.loading import facts_of, load
from services.members.workflow import PRESENT, WORKFLOW, Context


async def transition(
    session: WriteSession,
    actor: Actor,
    member_id: UUID,
    version: int,
    action: str,
    given: dict[str, Any],
    *,
    holds: Holds,
    now: datetime,
) -> Member:
    """Carry out one action of the workflow's table.

    `given` holds the fields sent with the action. Errors: `not_found`, `stale_version`, those of `Workflow.check`
    and of the step's rule; `member.held` where somebody would leave the register in the middle of an affair.
    """
    member = await load(session, actor, member_id, version)
    facts = facts_of(member)
    chosen, target = WORKFLOW.check(action, facts.state, Context(facts, actor), given)
    if target not in PRESENT:
        await require_free(session, holds, member.id)
    occurred_on: date = given["occurred_on"]
    step = Step(
        occurred_on=occurred_on,
        today=office_day(now),
        ground=given.get("ground"),
        months=given.get("months"),
        until=given.get("until"),
    )
    updates = take(MemberAction(chosen.name), facts, step)
    before = {name: getattr(member, name) for name in updates}
    for name, value in updates.items():
        setattr(member, name, value)
    if facts_of(member).state is not target:
        raise ValueError(f"{chosen.name} ends in {facts_of(member).state}, its row says {target}")
    member.updated_at = now
    await session.flush()
    basis = Basis(
        occurred_on=occurred_on,
        document=given.get("document"),
        ground=given.get("ground"),
        until=given.get("until"),
        reason=given.get("comment"),
    )
    await history.append(
        session,
        actor,
        member,
        chosen.name,
        basis,
        at=now,
        from_state=facts.state,
        changes=audit.changed(before, updates),
    )
    await session.flush()
    return member


async def strike(
    session: WriteSession, actor: Actor, member_id: UUID, version: int, reason: str, *, holds: Holds, now: datetime
) -> None:
    """Take back a registration that was a mistake. The record stays, as a tombstone."""
    given = {"occurred_on": office_day(now), "comment": reason}
    await transition(session, actor, member_id, version, MemberAction.STRIKE.value, given, holds=holds, now=now)
