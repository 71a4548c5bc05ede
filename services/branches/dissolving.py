"""Dissolving a branch, or merging it into another one. Its record, history and place in the tree stay."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from models.branches import Branch
from models.enums import utc_now
from services.access import audit, tree
from services.access.actor import Actor
from services.branches.authority import BRANCH, branch_to_change, require_management, with_present_tree
from services.branches.errors import (
    DECIDED_BEFORE_FOUNDING,
    DECIDED_IN_FUTURE,
    MERGER_KIND,
    MERGER_WITHIN,
    NOT_EMPTY,
    ROOT_STAYS,
)
from services.branches.kinds import KIND_LABELS, may_merge_into
from services.branches.levels import hold_rows
from services.branches.moving import check_place, relocate, require_leaving, upper
from services.branches.ties import Departure, Fate, Tie, Ties, counted, the_branch
from services.kit.database import WriteSession, announce, reader_in
from services.kit.errors import NOT_FOUND, Fault, Text
from services.kit.reader import Reader

_INTO = Text("并入的组织", "The organisation to merge into")
_branch = Branch.__table__


@dataclass(frozen=True, slots=True)
class Decision:
    """The organisation's decision, as a person enters it."""

    decided_on: date
    reason: str
    document_no: str | None


async def impact(reader: Reader, actor: Actor, ties: Ties, branch_id: UUID) -> dict[str, Any]:
    """What hangs on the branch, and whether it could go. Errors: `not_found`, `forbidden`."""
    require_management(actor, branch_id)
    node = actor.tree.get(branch_id)
    if node is None:
        raise NOT_FOUND(what=BRANCH)
    found = await counted(reader, ties, branch_id)
    stays = node.parent_id is None or not node.active
    return {
        "branch": {"id": node.id, "name": node.name},
        "ties": [
            {
                "name": tie.name,
                "label": tie.label.render(actor.locale),
                "count": count,
                "on_dissolution": tie.on_dissolution,
                "on_merger": tie.on_merger,
            }
            for tie, count in found
        ],
        "may_be_dissolved": not stays and not _blocking(found, merging=False),
        "may_be_merged": not stays and not _blocking(found, merging=True),
    }


async def dissolve(
    session: WriteSession, actor: Actor, ties: Ties, branch_id: UUID, version: int, decision: Decision, today: date
) -> Branch:
    """Dissolve an empty branch.

    Errors: those of `branch_to_change`, `branch.root_stays`, `branch.decided_in_future`,
    `branch.decided_before_founding`, `branch.not_empty` with what stands in the way, `branch.tree_busy`.
    """
    actor = await with_present_tree(session, actor)
    branch = await _leaving(session, actor, branch_id, version, decision, today)
    await _let_go(session, actor, ties, _departure(actor, branch, None, decision), decision)
    return branch


async def merge(
    session: WriteSession,
    actor: Actor,
    ties: Ties,
    branch_id: UUID,
    version: int,
    into_id: UUID,
    decision: Decision,
    today: date,
) -> Branch:
    """Merge a branch into another of its sort; what can be carried over goes there.

    Errors: those of `dissolve`; of the other branch `not_found`, `forbidden`, `branch.parent_dissolved`;
    `branch.merger_within`, `branch.merger_kind`; those of `check_place` for each branch below.
    """
    actor = await with_present_tree(session, actor)
    branch = await _leaving(session, actor, branch_id, version, decision, today)
    into = await upper(session, actor, into_id, what=_INTO)
    if branch.lft <= into.lft <= branch.rgt:
        raise MERGER_WITHIN.at("/into_id")
    if not may_merge_into(branch.kind, into.kind):
        raise MERGER_KIND.at("/into_id", kind=KIND_LABELS[branch.kind], into_kind=KIND_LABELS[into.kind])
    await _let_go(session, actor, ties, _departure(actor, branch, into, decision), decision)
    audit.record(
        session,
        actor,
        "branch.absorb",
        entity_kind="branch",
        entity_id=into.id,
        entity_name=into.name,
        branch_id=into.id,
        changes={"absorbed": [None, branch.name]},
    )
    return branch


def _departure(actor: Actor, branch: Branch, into: Branch | None, decision: Decision) -> Departure:
    return Departure(branch, into, decision.decided_on, decision.reason, decision.document_no, actor, now=utc_now())


async def _leaving(
    session: WriteSession, actor: Actor, branch_id: UUID, version: int, decision: Decision, today: date
) -> Branch:
    branch = await branch_to_change(session, actor, branch_id, version)
    if branch.parent_id is None:
        raise ROOT_STAYS()
    require_leaving(actor, branch.parent_id)
    if decision.decided_on > today:
        raise DECIDED_IN_FUTURE.at("/decided_on")
    if branch.founded_on is not None and decision.decided_on < branch.founded_on:
        raise DECIDED_BEFORE_FOUNDING.at("/decided_on", founded_on=branch.founded_on)
    return branch


async def _let_go(session: WriteSession, actor: Actor, ties: Ties, departure: Departure, decision: Decision) -> None:
    branch, into = departure.branch, departure.into
    await hold_rows(session)
    found = await counted(await reader_in(session), ties, branch.id)
    if left := _blocking(found, merging=into is not None):
        raise _not_empty(actor, branch, left)
    for tie, count in found:
        if count and tie.follow is not None and tie.fate(into is not None) is not Fate.BLOCKS:
            await tie.follow(session, departure)
    branch.dissolved_on = departure.on
    branch.dissolution_reason, branch.dissolution_document_no = decision.reason, decision.document_no
    branch.merged_into_id = into.id if into else None
    await session.flush()
    audit.record(
        session,
        actor,
        "branch.merge" if into else "branch.dissolve",
        entity_kind="branch",
        entity_id=branch.id,
        entity_name=branch.name,
        branch_id=branch.id,
        changes=audit.changed(
            {},
            {
                "dissolved_on": departure.on,
                "reason": decision.reason,
                "document_no": decision.document_no,
                "merged_into": into.name if into else None,
                **{tie.name: count for tie, count in found if count},
            },
        ),
    )
    await announce(session, tree.CHANNEL)


def _blocking(found: list[tuple[Tie, int]], *, merging: bool) -> list[tuple[Tie, int]]:
    return [(tie, count) for tie, count in found if count and tie.fate(merging) is Fate.BLOCKS]


def _not_empty(actor: Actor, branch: Branch, left: list[tuple[Tie, int]]) -> Fault:
    named = [{"name": tie.name, "label": tie.label.render(actor.locale), "count": count} for tie, count in left]
    fault = NOT_EMPTY(
        name=branch.name,
        left=Text(
            "、".join(f"{tie.label.zh} {count}" for tie, count in left),
            ", ".join(f"{tie.label.en}: {count}" for tie, count in left),
        ),
    )
    fault.extra = {"ties": named}
    return fault


async def _carry_children(session: WriteSession, departure: Departure) -> None:
    assert departure.into is not None
    children = await session.scalars(
        select(Branch)
        .where(Branch.parent_id == departure.branch.id, Branch.dissolved_on.is_(None))
        .order_by(Branch.lft)
        .execution_options(populate_existing=True)
    )
    for child in children.all():
        await session.refresh(child)  # the one before it has moved the intervals
        await check_place(session, child, departure.into, pointer="/into_id")
        await relocate(session, child, departure.into)
    await session.refresh(departure.branch)


CHILDREN = Tie(
    name="children",
    label=Text("下级组织", "organisations below"),
    count=select(func.count())
    .select_from(_branch)
    .where(_branch.c.parent_id == the_branch(), _branch.c.dissolved_on.is_(None))
    .scalar_subquery(),
    on_dissolution=Fate.BLOCKS,
    on_merger=Fate.CARRIED,
    follow=_carry_children,
)
TIES: Ties = (CHILDREN,)
