"""A veto or an exemption over a member's year: set with a reason, lifted with a reason; entries stay as they are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from models.enums.points import Flag, SchemeKind
from models.members import Member
from models.points import PointFlag
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.points import errors
from services.points.labels import FLAG_LABELS
from services.points.people import kept_member, require_others
from services.points.standing import open_scheme

MEMBER = Text("该党员", "The member")
FLAG = Text("该标记", "The mark")
_OPEN = text("SELECT (open_point_balance(:member, :scheme)).member_id")
_COLUMNS = {Flag.VETO: "vetoed", Flag.EXEMPT: "exempt"}


@dataclass(frozen=True, slots=True)
class NewFlag:
    member_id: UUID
    year: int
    flag: Flag
    reason: str
    kind: SchemeKind = SchemeKind.MEMBER


async def set_flag(session: WriteSession, actor: Actor, new: NewFlag, *, now: datetime) -> PointFlag:
    """Errors: `not_found`, `points.own_points`, `.no_scheme`, `.year_frozen`, `.flag_stands`."""
    member = await kept_member(session, actor, new.member_id)
    if member is None:
        raise NOT_FOUND(what=MEMBER)
    await _mark(session, member.id, new.year, new.kind, new.flag, on=True)
    standing = select(PointFlag.id).where(
        PointFlag.member_id == member.id,
        PointFlag.year == new.year,
        PointFlag.kind == new.kind,
        PointFlag.flag == new.flag,
        PointFlag.lifted_on.is_(None),
    )
    if await session.scalar(standing) is not None:
        raise errors.FLAG_STANDS(year=new.year)
    flag = PointFlag(
        member_id=member.id,
        year=new.year,
        kind=new.kind,
        flag=new.flag,
        reason=new.reason,
        set_on=office_day(now),
        set_by=actor.account_id,
        set_name=actor.display_name,
    )
    session.add(flag)
    await session.flush()
    _audit(session, actor, "set", flag, member)
    return flag


async def lift(
    session: WriteSession, actor: Actor, flag_id: UUID, version: int, reason: str, *, now: datetime
) -> PointFlag:
    """Errors: `not_found`, `points.own_points`, `points.flag_lifted`, `stale_version`, `points.year_frozen`."""
    flag = await session.get(PointFlag, flag_id, with_for_update=True, populate_existing=True)
    member = await session.get(Member, flag.member_id) if flag else None
    if flag is None or member is None or not actor.covers(Permission.POINT_KEEP, member.branch_id):
        raise NOT_FOUND(what=FLAG)
    await require_others(session, actor, member.id)
    if flag.lifted_on is not None:
        raise errors.FLAG_LIFTED()
    if flag.version != version:
        raise STALE(current=flag.version, given=version)
    await _mark(session, member.id, flag.year, flag.kind, flag.flag, on=False)
    flag.lifted_on, flag.lifted_by, flag.lift_reason = office_day(now), actor.account_id, reason
    await session.flush()
    _audit(session, actor, "lift", flag, member)
    return flag


async def _mark(session: WriteSession, member_id: UUID, year: int, kind: SchemeKind, flag: Flag, *, on: bool) -> None:
    """Write the mark into the balance, under its lock."""
    scheme = await open_scheme(session, member_id, year, kind)
    held = await session.scalar(_OPEN, {"member": member_id, "scheme": scheme.id})
    if held is None:
        raise errors.YEAR_FROZEN(year=year)
    await session.execute(
        text(
            f"UPDATE point_balances SET {_COLUMNS[flag]} = :mark "  # noqa: S608 - one of two column names
            "WHERE member_id = :member AND year = :year AND kind = :kind"
        ),
        {"mark": on, "member": member_id, "year": year, "kind": kind.value},
    )


def _audit(session: WriteSession, actor: Actor, action: str, flag: PointFlag, member: Member) -> None:
    audit.record(
        session,
        actor,
        f"point_flag.{action}",
        entity_kind="point_flag",
        entity_id=flag.id,
        entity_name=f"{member.name}：{FLAG_LABELS[flag.flag].zh}",
        branch_id=member.branch_id,
        changes={"reason": [None, flag.lift_reason or flag.reason]},
    )
