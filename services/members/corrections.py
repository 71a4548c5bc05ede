"""A member's request to have their own record corrected: requested → accepted or refused with the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select

from models.accounts import Account
from models.enums.members import CorrectionAction, CorrectionState
from models.members import Member, MemberCorrection
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE
from services.kit.workflow import Action, Workflow
from services.members import amending, errors
from services.members.history import Basis
from services.members.labels import CORRECTION_ACTION_LABELS, CORRECTION_STATE_LABELS, FIELD_LABELS
from services.members.vault import Vault

WHAT = "更正申请"
OWN = "您本人的党员信息（账号尚未与党员登记关联）"


@dataclass(frozen=True, slots=True)
class Context:
    """Who looks at a request about whom."""

    actor: Actor
    requested_by: UUID
    branch_id: UUID

    def decides(self) -> bool:
        """Nobody decides on their own request."""
        return not self.asked() and self.actor.covers(Permission.MEMBER_MANAGE, self.branch_id)

    def asked(self) -> bool:
        return self.actor.account_id == self.requested_by


def _action(
    name: CorrectionAction, target: CorrectionState, permitted: Callable[[Context], bool], *required: str
) -> Action[CorrectionState, Context]:
    sources = frozenset({CorrectionState.REQUESTED})
    return Action(name.value, CORRECTION_ACTION_LABELS[name], sources, target, permitted, required)


WORKFLOW: Workflow[CorrectionState, Context] = Workflow(
    "member_correction",
    [
        _action(CorrectionAction.ACCEPT, CorrectionState.ACCEPTED, Context.decides),
        _action(CorrectionAction.REFUSE, CorrectionState.REFUSED, Context.decides, "comment"),
        _action(CorrectionAction.WITHDRAW, CorrectionState.WITHDRAWN, Context.asked),
    ],
    state_labels=CORRECTION_STATE_LABELS,
    field_labels=FIELD_LABELS,
    forbidden=errors.CORRECTION_FORBIDDEN,
)


async def own_record(session: WriteSession, actor: Actor) -> Member:
    """The actor's own record, locked. Errors: `not_found` when the account belongs to nobody on the register."""
    own = select(Account.member_id).where(Account.id == actor.account_id).scalar_subquery()
    member = await session.scalar(select(Member).where(Member.id == own).with_for_update())
    if member is None:
        raise NOT_FOUND(what=OWN)
    return member


async def request(
    session: WriteSession, vault: Vault, actor: Actor, changes: dict[str, Any], reason: str
) -> MemberCorrection:
    """Ask for a correction of one's own record.

    Errors: `not_found`, `member.correction_waiting`, `member.nothing_to_correct`, and those of a wrong code or number.
    """
    member = await own_record(session, actor)
    waiting = select(MemberCorrection.id).where(
        MemberCorrection.member_id == member.id, MemberCorrection.state == CorrectionState.REQUESTED
    )
    if await session.scalar(waiting) is not None:
        raise errors.CORRECTION_WAITING()
    before = amending.open_values(vault, member)
    wanted = {name: value for name, value in amending.normalised_values(changes).items() if value != before[name]}
    if not wanted:
        raise errors.NOTHING_TO_CORRECT()
    correction = MemberCorrection(
        member_id=member.id,
        fields=sorted(wanted),
        proposed=vault.sealer.seal(orjson.dumps(wanted).decode()),
        reason=reason,
        requested_by=actor.account_id,
    )
    session.add(correction)
    await session.flush()
    _record(session, actor, member, correction, "request")
    return correction


async def transition(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    correction_id: UUID,
    version: int,
    action: str,
    comment: str | None,
    *,
    now: datetime,
) -> MemberCorrection:
    """Accept, refuse or withdraw. Accepting changes the record as a clerk's amendment would.

    Errors: `not_found`, `stale_version`, those of `Workflow.check` and of `amending.apply`.
    """
    correction, member = await _load(session, actor, correction_id)
    if correction.version != version:
        raise STALE(current=correction.version, given=version)
    context = Context(actor, correction.requested_by, member.branch_id)
    chosen, target = WORKFLOW.check(action, CorrectionState(correction.state), context, {"comment": comment})
    correction.state = target
    correction.decided_at, correction.decided_by, correction.decision = now, actor.account_id, comment
    await session.flush()
    if target is CorrectionState.ACCEPTED:
        basis = Basis(reason=f"本人申请更正：{correction.reason}")
        await amending.apply(session, vault, actor, member, proposed_values(vault, correction.proposed), basis, now=now)
    _record(session, actor, member, correction, chosen.name)
    await session.flush()
    return correction


def proposed_values(vault: Vault, sealed: bytes) -> dict[str, Any]:
    """The wanted values by field."""
    values: dict[str, Any] = orjson.loads(vault.sealer.open(sealed))
    for name in ("joined_on", "full_on"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    return values


async def _load(session: WriteSession, actor: Actor, correction_id: UUID) -> tuple[MemberCorrection, Member]:
    """The request with its record, both locked, for whoever asked or keeps the record."""
    correction = await session.get(MemberCorrection, correction_id, with_for_update=True, populate_existing=True)
    if correction is None:
        raise NOT_FOUND(what=WHAT)
    member = await session.get_one(Member, correction.member_id, with_for_update=True, populate_existing=True)
    keeps = actor.covers(Permission.MEMBER_MANAGE, member.branch_id)
    if not keeps and correction.requested_by != actor.account_id:
        raise NOT_FOUND(what=WHAT)
    return correction, member


def _record(session: WriteSession, actor: Actor, member: Member, correction: MemberCorrection, action: str) -> None:
    audit.record(
        session,
        actor,
        f"member_correction.{action}",
        entity_kind="member",
        entity_id=member.id,
        entity_name=member.name,
        branch_id=member.branch_id,
        changes={"fields": [None, correction.fields]},
    )
