"""Merging two records of one person: one goes on, the other stays as a tombstone that says where it went."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from models.enums.members import Stage, Standing
from models.members import Member
from services.access import audit
from services.access.actor import Actor
from services.kit.clock import office_day
from services.kit.database import WriteSession, reader_in
from services.kit.errors import INVALID, STALE, Fault, Text
from services.members import errors, history
from services.members.consistency import Said, faults
from services.members.distinguishing import both_managed
from services.members.history import Basis
from services.members.id_numbers import parse
from services.members.life import state_of
from services.members.loading import require_living
from services.members.masking import SENSITIVE, masked
from services.members.merge_ties import MergeFate, MergeTie, MergeTies, counted
from services.members.vault import Vault

Side = Literal["this", "other"]

CHOICES: dict[str, tuple[str, ...]] = {
    "name": ("name", "pinyin", "grams"),
    "id_number": ("id_number", "id_number_hash", "id_tail_hash", "sex", "birth_date"),
    "ethnicity": ("ethnicity",),
    "education": ("education",),
    "stage": (
        "stage", "stage_since", "joined_on", "full_on", "probation_ends_on", "probation_extended", "standing",
        "left_on", "suspension_ground",
    ),
    "post": ("post",),
    "phone": ("phone", "phone_hash", "phone_tail_hash"),
    "address": ("address",),
    "pay_base": ("pay_base",),
    "lost_contact": ("lost_contact", "lost_contact_since"),
    "floating": ("floating", "floating_to"),
}  # fmt: skip
"""What may be taken from the other record, with the columns that go together. The branch stays: a relation is
transferred by a procedure of its own (rules §10)."""

_UNTOLD = {"pinyin", "grams", "id_number_hash", "id_tail_hash", "phone_hash", "phone_tail_hash"}


async def merge(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    ties: MergeTies,
    member_id: UUID,
    version: int,
    *,
    other_id: UUID,
    other_version: int,
    keep: dict[str, Side],
    reason: str,
    now: datetime,
) -> Member:
    """Merge the other record into this one; fields not named in `keep` stay as they are here.

    Errors: those of `both_managed`, `stale_version` for either, `member.record_struck`, `member.record_merged`,
    `member.merge_blocked` with what is open, those of `consistency` for the fields together.
    """
    member, other = await both_managed(session, actor, member_id, other_id)
    for row, seen in ((member, version), (other, other_version)):
        if row.version != seen:
            raise STALE(current=row.version, given=seen)
        require_living(row)
    found = await counted(await reader_in(session), ties, other.id)
    if left := [(tie, count) for tie, count in found if count and tie.fate is MergeFate.BLOCKS]:
        raise _blocked(actor, left)
    taken = {column: getattr(other, column) for field in keep if keep[field] == "other" for column in CHOICES[field]}
    before = {column: getattr(member, column) for column in taken}
    states = state_of(member.stage, member.standing), state_of(other.stage, other.standing)
    await _bury(session, actor, other, member, reason, from_state=states[1], now=now)
    for column, value in taken.items():
        setattr(member, column, value)
    _check(vault, member, office_day(now))
    member.updated_at = now
    await session.flush()
    for tie, count in found:
        if count and tie.move is not None:
            await tie.move(session, other.id, member.id)
    moved = {tie.name: [None, count] for tie, count in found if count and tie.fate is MergeFate.MOVED}
    changes = {"merged_from": [None, str(other.id)], **_told(vault, before, taken), **moved}
    await history.append(
        session, actor, member, "absorb", Basis(reason=reason), at=now, from_state=states[0], changes=changes
    )
    await session.flush()
    return member


async def _bury(
    session: WriteSession,
    actor: Actor,
    other: Member,
    member: Member,
    reason: str,
    *,
    from_state: Any,
    now: datetime,
) -> None:
    """The other record keeps all it said, but for its standing; its ID number becomes free."""
    if other.standing is Standing.NORMAL:
        other.left_on = office_day(now)
    other.standing, other.merged_into, other.updated_at = Standing.MERGED, member.id, now
    await session.flush()
    await history.append(
        session,
        actor,
        other,
        "merge",
        Basis(reason=reason),
        at=now,
        from_state=from_state,
        changes={"merged_into": [None, str(member.id)]},
    )
    await session.flush()


def _check(vault: Vault, member: Member, today: date) -> None:
    """The fields of two records must fit together as those of one."""
    said = Said(
        id_number=parse(vault.sealer.open(member.id_number), today),
        stage=Stage(member.stage),
        joined_on=member.joined_on,
        full_on=member.full_on,
        lost_contact=member.lost_contact,
        lost_contact_since=member.lost_contact_since,
        floating=member.floating,
        floating_to=member.floating_to,
        stage_since=member.stage_since,
    )
    found = faults(said, today)
    if found:
        raise Fault(INVALID, {}, fields=tuple(found))


def _told(vault: Vault, before: dict[str, Any], after: dict[str, Any]) -> audit.Changes:
    """What changed, sealed values masked."""
    plain = {name: value for name, value in after.items() if name not in _UNTOLD and name not in SENSITIVE}
    sealed = {
        name: [masked(name, vault.opened(before[name])), masked(name, vault.opened(after[name]))]
        for name in after
        if name in SENSITIVE and vault.opened(before[name]) != vault.opened(after[name])
    }
    return {**audit.changed(before, plain), **sealed}


def _blocked(actor: Actor, left: list[tuple[MergeTie, int]]) -> Fault:
    fault = errors.MERGE_BLOCKED(
        left=Text(
            "、".join(f"{tie.label.zh} {count}" for tie, count in left),
            ", ".join(f"{tie.label.en}: {count}" for tie, count in left),
        )
    )
    fault.extra = {"ties": [{"name": tie.name, "label": tie.label.render(actor.locale), "count": n} for tie, n in left]}
    return fault
