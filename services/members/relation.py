"""What a transfer of the relation (组织关系转接) does to a record.

Whoever calls has judged that it may happen (`services/transfers`, a merger of branches): nothing here asks who acts.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from models.enums.members import PARTY_STAGES, Standing
from models.members import Member
from services.access.actor import Actor
from services.access.tree import BranchNode
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.members import errors, history
from services.members.history import Basis
from services.members.id_numbers import IdNumber, parse
from services.members.life import state_of
from services.members.registration import NewMember, check_unregistered, checked_columns, register
from services.members.vault import Vault, normalised_phone


async def locked_for_transfer(session: WriteSession, member_id: UUID, branch_id: UUID) -> Member:
    """The record, locked, if it is of a member in normal standing whom the branch keeps.

    Errors: `member.not_transferable`.
    """
    member = await session.get(Member, member_id, with_for_update=True, populate_existing=True)
    if (
        member is None
        or member.branch_id != branch_id
        or member.standing is not Standing.NORMAL
        or member.stage not in PARTY_STAGES
    ):
        raise errors.NOT_TRANSFERABLE()
    return member


async def move(
    session: WriteSession,
    actor: Actor,
    member: Member,
    source: str,
    into: BranchNode,
    basis: Basis,
    *,
    now: datetime,
    action: str = "transfer",
) -> None:
    """Put a locked record into another branch; `source` is the old one's name. Stage and standing stay."""
    state = state_of(member.stage, member.standing)
    member.branch_id = into.id
    for name, value in into.levels().items():
        setattr(member, name, value)
    member.updated_at = now
    await session.flush()
    await history.append(
        session, actor, member, action, basis, at=now, from_state=state, changes={"branch": [source, into.name]}
    )
    await session.flush()


async def leave(session: WriteSession, actor: Actor, member: Member, to: str, basis: Basis, *, now: datetime) -> None:
    """Close a locked record of somebody who has arrived at an organisation outside; its branch keeps the file."""
    state = state_of(member.stage, member.standing)
    member.standing, member.left_on = Standing.TRANSFERRED_OUT, basis.occurred_on
    member.updated_at = now
    await session.flush()
    await history.append(
        session, actor, member, "transfer_out", basis, at=now, from_state=state, changes={"to": [None, to]}
    )
    await session.flush()


async def check_may_arrive(session: WriteSession, vault: Vault, actor: Actor, number: IdNumber) -> Member | None:
    """The closed record of somebody who comes back; None for one who is new.

    Errors: those of `check_unregistered` when a living record holds the number.
    """
    left = await session.scalar(
        select(Member)
        .where(Member.id_number_hash == vault.id_number_hash(number.text), Member.standing == Standing.TRANSFERRED_OUT)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if left is None:
        await check_unregistered(session, vault, actor, number)
    return left


async def arrive(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    new: NewMember,
    into: BranchNode,
    source: str,
    basis: Basis,
    *,
    now: datetime,
) -> Member:
    """Put somebody from outside on the register; the record of one who had left is used again.

    Errors: those of `check_may_arrive` and of `registration.register`.
    """
    today = office_day(now)
    number = parse(new.id_number, today)
    member = await check_may_arrive(session, vault, actor, number)
    if member is None:
        member = await register(session, vault, actor, new, now=now)
        state = None
    else:
        state = state_of(member.stage, member.standing)
        columns = checked_columns(new, number, today) | into.levels() | {"branch_id": into.id, "left_on": None}
        if new.phone:
            columns |= vault.phone(normalised_phone(new.phone))
        for name, value in columns.items():
            setattr(member, name, value)
        member.updated_at = now
        await session.flush()
    await history.append(
        session,
        actor,
        member,
        "transfer_in",
        basis,
        at=now,
        from_state=state or state_of(member.stage, member.standing),
        changes={"from": [None, source]},
    )
    await session.flush()
    return member
