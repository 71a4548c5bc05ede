"""Showing sealed values in the clear: with a reason, on record for the member and the security auditor."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members import errors, history
from services.members.history import Basis
from services.members.life import state_of
from services.members.loading import load
from services.members.vault import Vault


async def reveal(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    member_id: UUID,
    fields: Sequence[str],
    reason: str,
    *,
    now: datetime,
) -> dict[str, str | None]:
    """The named sealed fields in the clear. Errors: `not_found`, `member.action_forbidden`."""
    member = await load(session, actor, member_id, None)
    if not actor.covers(Permission.MEMBER_REVEAL, member.branch_id):
        raise errors.ACTION_FORBIDDEN(label=Text("查看完整信息", "Reveal"))
    wanted = sorted(set(fields))
    state = state_of(member.stage, member.standing)
    await history.append(
        session,
        actor,
        member,
        "reveal",
        Basis(reason=reason),
        at=now,
        from_state=state,
        changes={"fields": [None, wanted]},
    )
    await session.flush()
    return {name: vault.opened(getattr(member, name)) for name in wanted}
