"""Youth study groups as a client sees them: who belongs to one is known to its officers and to its members."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, func, or_, select

from models.members import Member
from models.study import StudySession
from models.study_groups import StudyGroup, StudyGroupMember
from services.kit.errors import NOT_FOUND
from services.kit.paging import Page
from services.kit.reader import Reader, Row, place, prepare
from services.study import pages
from services.study.groups import FORMERS, GROUP
from services.study.pages import Asked, Levels, Listing
from services.study.people import sees_names
from services.study.sight import holds
from services.study.views import Onlooker, View

group, belonging = StudyGroup.__table__, StudyGroupMember.__table__
member, study = Member.__table__, StudySession.__table__

_mine = (
    select(belonging.c.id)
    .where(
        belonging.c.group_id == group.c.id,
        belonging.c.to_on.is_(None),
        belonging.c.member_id == pages.my_member_id(),
    )
    .exists()
)


def _seen(levels: Levels) -> ColumnElement[bool]:
    """Who reads the study of the organisation, and whoever belongs to the group."""
    return or_(pages.within(group, levels, "read"), _mine)


_members = select(func.count()).where(belonging.c.group_id == group.c.id, belonging.c.to_on.is_(None)).scalar_subquery()
_sessions = select(func.count()).where(study.c.group_id == group.c.id, study.c.state == "confirmed").scalar_subquery()
_LISTING = Listing(
    table=group,
    statement=select(
        *group.c,
        _members.label("members"),
        _sessions.label("sessions"),
        _mine.label("mine"),
        member.c.name.label("leader_name"),
    ).select_from(group.outerjoin(member, member.c.id == group.c.leader_id)),
    seen=_seen,
    sorts=pages.timed(group),
    default="-created_at",
    conditions=(("mine", _mine), ("standing", group.c.dissolved_on.is_(None))),
)
_BELONGING = prepare(
    select(
        belonging.c.member_id,
        member.c.name,
        member.c.branch_id,
        belonging.c.from_on,
        belonging.c.to_on,
        (and_(belonging.c.to_on.is_(None), group.c.leader_id == belonging.c.member_id)).label("leads"),
    )
    .select_from(
        belonging.join(member, member.c.id == belonging.c.member_id).join(group, group.c.id == belonging.c.group_id)
    )
    .where(belonging.c.group_id == place("group_id", Uuid()))
    .order_by(belonging.c.to_on.is_not(None), member.c.pinyin, member.c.id, belonging.c.from_on)
)


async def page(reader: Reader, look: Onlooker, asked: Asked) -> Page:
    """Groups with how many belong to them; no names but the leader's."""
    found = await pages.page(reader, look.actor, _LISTING, asked)
    return Page([_view(row, look) for row in found.items], found.next_cursor, found.total)


async def one(reader: Reader, look: Onlooker, group_id: UUID) -> View:
    """With its members, for who sees names there or belongs to it. Two queries. Errors: `not_found`."""
    row = await pages.one(reader, look.actor, _LISTING, group_id)
    if row is None:
        raise NOT_FOUND(what=GROUP)
    people: list[dict[str, Any]] | None = None
    if row["mine"] or sees_names(look.actor, row["branch_id"]):
        people = [_person(each, look) for each in await reader.rows(_BELONGING, group_id=group_id)]
    return {**_view(row, look), "people": people}


def _view(row: Row, look: Onlooker) -> View:
    named = row["leader_id"] and (row["mine"] or sees_names(look.actor, row["branch_id"]))
    living = row["dissolved_on"] is None
    return {
        **row,
        "branch": look.branch(row["branch_id"]),
        "leader": {"id": row["leader_id"], "name": row["leader_name"]} if named else None,
        "may_change": living and holds(look.actor, row["branch_id"], *FORMERS),
    }


def _person(row: Row, look: Onlooker) -> View:
    return {
        "member": {"id": row["member_id"], "name": row["name"]},
        "branch": look.branch(row["branch_id"]),
        "from_on": row["from_on"],
        "to_on": row["to_on"],
        "leads": bool(row["leads"]),
    }
