"""Whose account it is: the tie between an account and a person on the register."""

from uuid import UUID

from models.accounts import Account
from models.enums.accounts import AccountKind
from models.members import Member
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.accounts.errors import MEMBER_FOR_PERSONS
from services.accounts.reach import others_account
from services.kit.database import WriteSession
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
