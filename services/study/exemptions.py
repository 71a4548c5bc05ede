"""A branch's decisions that nothing hard is asked of a member (教管条例 Art. 23): entered, ended, struck."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from models.enums.members import PARTY_STAGES, Standing
from models.enums.study_requirements import ExemptionGround
from models.members import Member
from models.study_requirements import StudyExemption
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.study import requirement_errors as errors
from services.study.errors import MEMBER_UNKNOWN
from services.study.people import own_member_id, sees_names
from services.study.requirement_labels import GROUND_LABELS
from services.study.sight import require

EXEMPTION = Text("这项免除", "The exemption")


@dataclass(frozen=True, slots=True)
class NewExemption:
    """`decision`: the meeting or document; `reason` without details of an illness."""

    member_id: UUID
    ground: ExemptionGround
    from_on: date
    decided_on: date
    decision: str
    reason: str


async def exempt(session: WriteSession, actor: Actor, new: NewExemption, *, today: date) -> StudyExemption:
    """Enter the decision of the member's branch.

    Errors: `study.member_unknown`, `.own_exemption`, `.not_a_member`, `.decided_in_future`, `.exemption_stands`.
    """
    member = await session.get(Member, new.member_id, with_for_update={"key_share": True})
    if member is None or not actor.covers(Permission.STUDY_KEEP, member.branch_id):
        raise MEMBER_UNKNOWN.at("/member_id")
    await _require_others(session, actor, member.id)
    if member.standing != Standing.NORMAL or member.stage not in PARTY_STAGES:
        raise errors.NOT_A_MEMBER.at("/member_id", name=member.name)
    if new.decided_on > today:
        raise errors.DECIDED_IN_FUTURE.at("/decided_on", today=today)
    standing = select(StudyExemption.id).where(
        StudyExemption.member_id == member.id, StudyExemption.ended_on.is_(None), ~StudyExemption.struck
    )
    if await session.scalar(standing) is not None:
        raise errors.EXEMPTION_STANDS.at("/member_id", name=member.name)
    values = {name: getattr(new, name) for name in NewExemption.__dataclass_fields__}
    made = StudyExemption(**values, entered_by=actor.account_id, entered_name=actor.display_name, struck=False)
    session.add(made)
    await session.flush()
    _audit(session, actor, "enter", made, member, [None, f"{new.decision}（{new.decided_on.isoformat()}）"])
    return made


async def end(
    session: WriteSession, actor: Actor, exemption_id: UUID, version: int, ended_on: date | None, reason: str
) -> StudyExemption:
    """End an exemption by its last day, or strike it (no day) where it was entered by mistake.

    Errors: `not_found`, `study.own_exemption`, `.exemption_over`, `stale_version`,
    `study.exemption_ends_before_it_begins`.
    """
    found = await session.get(StudyExemption, exemption_id, with_for_update=True, populate_existing=True)
    member = await session.get(Member, found.member_id) if found else None
    if found is None or member is None or not sees_names(actor, member.branch_id):
        raise NOT_FOUND(what=EXEMPTION)
    require(actor, member.branch_id, Permission.STUDY_KEEP)
    await _require_others(session, actor, member.id)
    if found.ended_on is not None or found.struck:
        raise errors.EXEMPTION_OVER()
    if found.version != version:
        raise STALE(current=found.version, given=version)
    if ended_on is not None and ended_on < found.from_on:
        raise errors.ENDS_BEFORE_IT_BEGINS.at("/ended_on", from_on=found.from_on)
    found.ended_on, found.struck, found.end_reason = ended_on, ended_on is None, reason
    found.ended_by, found.ended_name = actor.account_id, actor.display_name
    await session.flush()
    _audit(session, actor, "strike" if found.struck else "end", found, member, [None, reason])
    return found


async def _require_others(session: WriteSession, actor: Actor, member_id: UUID) -> None:
    if await own_member_id(session, actor) == member_id:
        raise errors.OWN_EXEMPTION()


def _audit(
    session: WriteSession,
    actor: Actor,
    action: str,
    exemption: StudyExemption,
    member: Member,
    basis: list[str | None],
) -> None:
    audit.record(
        session,
        actor,
        f"study_exemption.{action}",
        entity_kind="study_exemption",
        entity_id=exemption.id,
        entity_name=f"{member.name}：{GROUND_LABELS[exemption.ground].zh}",
        branch_id=member.branch_id,
        changes={"basis": basis},
    )
