"""What people read of their own account."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from models.accounts import Account, SignInSession
from models.members import Member
from services.access.actor import Actor
from services.access.policy import AccessPolicy
from services.access.roles import ROLE_LABELS
from services.kit.reader import Reader, place, prepare

_OWN = prepare(
    select(
        Account.password_expires_on,
        Account.totp_confirmed_at.is_not(None).label("second_factor"),
        Account.version,
        Account.member_id,
        Member.name.label("member_name"),
    )
    .outerjoin(Member, Member.id == Account.member_id)
    .where(Account.id == place("account_id", Uuid()))
)


async def own_profile(reader: Reader, actor: Actor) -> dict[str, Any]:
    """The actor's account, roles with their branches in the order of the tree, and permissions."""
    row = await reader.row(_OWN, account_id=actor.account_id) or {}
    belongs = {name: row.pop(name, None) for name in ("member_id", "member_name")}
    account = {
        "id": actor.account_id,
        "username": actor.username,
        "display_name": actor.display_name,
        "kind": actor.kind,
        "home_branch": branch_of(actor, actor.home_branch_id),
        **row,
    }
    placed = [(node, duty) for duty in actor.duties if (node := actor.tree.get(duty.branch_id)) is not None]
    return {
        "account": account,
        **belongs,
        "grants": [
            {
                "role": duty.role,
                "role_label": ROLE_LABELS[duty.role].render(actor.locale),
                "branch": {"id": node.id, "name": node.name},
            }
            for node, duty in sorted(placed, key=lambda pair: (pair[0].lft, pair[1].role))
        ],
        "permissions": sorted(permission.value for permission in actor.permissions()),
        "restriction": actor.restriction,
    }


def branch_of(actor: Actor, branch_id: UUID | None) -> dict[str, Any] | None:
    """A branch by id and name, as the tree knows it."""
    node = actor.tree.get(branch_id) if branch_id else None
    return {"id": node.id, "name": node.name} if node else None


_OWN_SESSIONS = prepare(
    select(
        SignInSession.id,
        SignInSession.device,
        SignInSession.address,
        SignInSession.started_at,
        SignInSession.last_used_at,
    )
    .where(
        SignInSession.account_id == place("account_id", Uuid()),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > place("now", TIMESTAMP(timezone=True)),
        SignInSession.last_used_at > place("idle_since", TIMESTAMP(timezone=True)),
    )
    .order_by(SignInSession.last_used_at.desc(), SignInSession.id.desc())
    .limit(100)
)


async def own_sessions(reader: Reader, actor: Actor, policy: AccessPolicy, now: datetime) -> list[dict[str, Any]]:
    """Where the actor's account is signed in just now, the last used first."""
    rows = await reader.rows(_OWN_SESSIONS, account_id=actor.account_id, now=now, idle_since=now - policy.idle)
    return [{**row, "current": row["id"] == actor.session_id} for row in rows]
