"""Whose account it is: the tie between an account and a person on the register."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from models.accounts import Account, Grant
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from models.members import Member
from services.access import audit, principals
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.accounts.errors import MEMBER_FOR_PERSONS
from services.accounts.grants import described
from services.accounts.reach import branch_name, living_grants, others_account
from services.kit.database import WriteSession, announce
from services.kit.errors import NOT_FOUND


async def tie(session: WriteSession, actor: Actor, account_id: UUID, member_id: UUID | None) -> Account:
    """Say that an account belongs to a member, or (None) that it belongs to nobody on the register.

    Errors: `not_found` for an account or member outside the actor's branches, `account.beyond_reach`,
    `account.oneself`, `account.member_for_persons`.
    """
    account, _ = await others_account(session, actor, account_id)
    if member_id is not None:
        member = await session.get(Member, member_id)
        if member is None or not actor.covers(Permission.ACCOUNT_MANAGE, member.branch_id):
            raise NOT_FOUND.at("/member_id", what="党员")
        if account.kind is not AccountKind.PERSON:
            raise MEMBER_FOR_PERSONS()
    before = account.member_id
    account.member_id = member_id
    await session.flush()
    audit.record(
        session,
        actor,
        "account.tie_member",
        entity_kind="account",
        entity_id=account.id,
        entity_name=account.username,
        branch_id=account.branch_id,
        changes=audit.changed({"member_id": before}, {"member_id": member_id}),
    )
    return account


async def follow(session: WriteSession, actor: Actor, member_id: UUID, into: BranchNode | None) -> None:
    """Let the accounts of a member whose relation has moved see the new branch as a member does, and no longer the old.

    `into` is None for who has left the city: the account stays, for the own record. Only the home and the role of a
    plain member follow; which other duties end, an administrator decides, and the audit row names those that remain.
    """
    accounts = await session.scalars(
        select(Account).where(Account.member_id == member_id, Account.closed_at.is_(None)).with_for_update()
    )
    for account in accounts.all():
        home = account.branch_id
        held = list(await session.scalars(living_grants(account.id)))
        ending = [duty for duty in held if duty.role is Role.MEMBER and (into is None or duty.branch_id != into.id)]
        for duty in ending:
            duty.revoked_at, duty.revoked_by = utc_now(), actor.account_id
        if into is not None:
            account.branch_id = into.id
            # Without any duty: who had left the city and comes back.
            if ending or not held:
                session.add(
                    Grant(account_id=account.id, role=Role.MEMBER, branch_id=into.id, granted_by=actor.account_id)
                )
        account.updated_at = utc_now()
        await session.flush()
        remaining = [duty for duty in held if duty.role is not Role.MEMBER]
        audit.record(
            session,
            actor,
            "account.follow_member",
            entity_kind="account",
            entity_id=account.id,
            entity_name=account.username,
            branch_id=account.branch_id,
            changes={
                "home_branch": [branch_name(actor, home), branch_name(actor, account.branch_id)],
                "duties_ended": [_listed(actor, ending), None],
                "duties_remaining": [None, _listed(actor, remaining)],
            },
        )
        await announce(session, principals.CHANNEL, str(account.id))


def _listed(actor: Actor, duties: Sequence[Grant]) -> str | None:
    return "、".join(described(duty.role, actor.tree.get(duty.branch_id)) for duty in duties) or None
