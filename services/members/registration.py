"""Putting people on the register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from models.enums.branches import BranchKind
from models.enums.members import TOMBSTONES, Stage, Standing
from models.members import Member
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.dates import add_months
from services.kit.errors import INVALID, NOT_FOUND, Fault
from services.kit.names import person_grams, person_pinyin
from services.members import errors, history
from services.members.codes import code_of
from services.members.consistency import Said, faults
from services.members.history import Basis
from services.members.id_numbers import IdNumber, parse
from services.members.life import PROBATION_MONTHS
from services.members.vault import Vault, normalised_phone

TAKES_MEMBERS = frozenset({BranchKind.BRANCH, BranchKind.JOINT_BRANCH, BranchKind.PROVISIONAL_BRANCH, BranchKind.GROUP})
"""党章 Art. 8: every member belongs to a branch or a group of one."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """What is said of a person (rules §12.1). Codes may be given by number or by name."""

    name: str
    id_number: str
    ethnicity: str
    stage: Stage
    branch_id: UUID
    sex: str | None = None
    birth_date: date | None = None
    education: str | None = None
    joined_on: date | None = None
    full_on: date | None = None
    stage_since: date | None = None
    post: str | None = None
    phone: str | None = None
    address: str | None = None
    pay_base: Decimal | None = None
    standing: Standing = Standing.NORMAL
    lost_contact: bool = False
    lost_contact_since: date | None = None
    floating: bool = False
    floating_to: str | None = None


async def register(session: WriteSession, vault: Vault, actor: Actor, new: NewMember, *, now: datetime) -> Member:
    """Put a person on the register.

    Errors: `not_found` for a branch outside the actor's, `member.branch_takes_no_members`, those of the ID number,
    of the code lists and of `consistency`, `member.duplicate`, `member.registered_elsewhere`.
    """
    today = office_day(now)
    branch = keeping_branch(actor, new.branch_id, "/branch")
    number = parse(new.id_number, today)
    columns = checked_columns(new, number, today)
    await check_unregistered(session, vault, actor, number)
    member = Member(
        branch_id=branch.id,
        **branch.levels(),
        **columns,
        **vault.id_number(number),
        **vault.phone(normalised_phone(new.phone) if new.phone else None),
        address=vault.text(new.address),
        pay_base=vault.text(new.pay_base),
    )
    session.add(member)
    await session.flush()
    await history.append(session, actor, member, "register", Basis(), at=now, from_state=None)
    await session.flush()
    return member


Spelling = tuple[str, list[str]]


def spelled(name: str) -> Spelling:
    """Pinyin and pieces of a name, by which it is sorted and found."""
    return person_pinyin(name), person_grams(name)


def checked_columns(
    new: NewMember, number: IdNumber, today: date, *, spelling: Callable[[str], Spelling] = spelled
) -> dict[str, Any]:
    """The plain columns of a new record. Pure. Errors: `member.unknown_code`, and all faults of `consistency`."""
    sex = code_of("sex", new.sex) if new.sex else None
    said = Said(
        id_number=number,
        stage=new.stage,
        sex=sex,
        birth_date=new.birth_date,
        joined_on=new.joined_on,
        full_on=new.full_on,
        standing=new.standing,
        lost_contact=new.lost_contact,
        lost_contact_since=new.lost_contact_since,
        floating=new.floating,
        floating_to=new.floating_to,
        stage_since=new.stage_since,
    )
    found = faults(said, today)
    if found:
        raise Fault(INVALID, {}, fields=tuple(found))
    probation = add_months(new.joined_on, PROBATION_MONTHS) if new.joined_on else None
    pinyin, grams = spelling(new.name)
    since = {Stage.PROBATIONARY: new.joined_on, Stage.FULL: new.full_on}.get(new.stage, new.stage_since)
    return {
        "name": new.name,
        "pinyin": pinyin,
        "grams": grams,
        "sex": number.sex,
        "birth_date": number.birth_date,
        "ethnicity": code_of("ethnicity", new.ethnicity),
        "education": code_of("education", new.education) if new.education else None,
        "stage": new.stage,
        "stage_since": since,
        "joined_on": new.joined_on,
        "full_on": new.full_on,
        "probation_ends_on": probation if new.stage is Stage.PROBATIONARY else None,
        "post": new.post,
        "standing": new.standing,
        "lost_contact": new.lost_contact,
        "lost_contact_since": new.lost_contact_since,
        "floating": new.floating,
        "floating_to": new.floating_to,
    }


def keeping_branch(actor: Actor, branch_id: UUID, pointer: str) -> BranchNode:
    """A branch that members may be put into. Errors: `not_found`, `member.branch_takes_no_members`."""
    node = actor.tree.get(branch_id)
    if node is None or not actor.covers(Permission.MEMBER_MANAGE, branch_id):
        raise NOT_FOUND.at(pointer, what="组织")
    if not node.active or node.kind not in TAKES_MEMBERS:
        raise errors.BRANCH_TAKES_NO_MEMBERS.at(pointer, branch=node.name)
    return node


async def check_unregistered(
    session: WriteSession, vault: Vault, actor: Actor, number: IdNumber, *, besides: UUID | None = None
) -> None:
    """Nobody else holds this ID number.

    Errors: `member.duplicate` with the record when the actor may see it, else `member.registered_elsewhere`, which
    tells nothing of whose it is or where.
    """
    digest = vault.id_number_hash(number.text)
    # Two who register the same person at once wait for each other here, so that the second learns of the first.
    await session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest[:8], "big", signed=True))))
    holder = await session.scalar(
        select(Member).where(Member.id_number_hash == digest, Member.standing.not_in(TOMBSTONES))
    )
    if holder is None or holder.id == besides:
        return
    if not actor.covers(Permission.MEMBER_READ, holder.branch_id):
        raise errors.REGISTERED_ELSEWHERE.at("/id_number")
    branch = actor.tree[holder.branch_id].name
    fault = errors.DUPLICATE.at("/id_number", name=holder.name, branch=branch)
    fault.extra["member"] = {"id": str(holder.id), "name": holder.name, "branch": branch}
    raise fault
