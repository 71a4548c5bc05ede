"""A ticket's facts and the people around it, made without a database."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.tickets import TicketState
from services.access.actor import Actor, Duty
from services.access.tree import BranchNode, BranchTree
from services.tickets.workflow import Context, Support, TicketFacts

_NAMES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
TODAY = date(2026, 11, 2)
DUE = date(2026, 12, 2)
LATER = date(2026, 12, 20)


def uid(name: str) -> UUID:
    return uuid5(_NAMES, name)


def _node(name: str, lft: int, rgt: int, *above: str) -> BranchNode:
    lineage = tuple(map(uid, (*above, name)))
    return BranchNode(
        id=lineage[-1],
        parent_id=lineage[-2] if above else None,
        kind=BranchKind.COMMITTEE if rgt - lft > 1 else BranchKind.BRANCH,
        name=name,
        short_name=name,
        level=len(lineage),
        lft=lft,
        rgt=rgt,
        active=True,
        lineage=lineage,
    )


TREE = BranchTree(
    [
        _node("city", 1, 14),
        _node("organ", 2, 11, "city"),
        _node("lead", 3, 6, "city", "organ"),
        _node("group", 4, 5, "city", "organ", "lead"),
        _node("support", 7, 8, "city", "organ"),
        _node("office", 9, 10, "city", "organ"),
        _node("other", 12, 13, "city"),
    ]
)


class Kind(StrEnum):
    """Who may stand before a ticket."""

    DRAFTER = "D"
    SUPERVISOR = "S"
    LEAD = "L"
    SUPPORT = "P"
    ONLOOKER = "O"
    """Sees the ticket by a duty that has no part in it."""
    NOBODY = "N"


def actor(name: str, *duties: tuple[Role, str], home: str | None = None) -> Actor:
    return Actor(
        account_id=uid(name),
        session_id=uid(f"session of {name}"),
        username=name,
        display_name=name,
        kind=AccountKind.PERSON,
        home_branch_id=uid(home) if home else None,
        duties=tuple(Duty(role, uid(branch)) for role, branch in duties),
        tree=TREE,
    )


PEOPLE: dict[Kind, Actor] = {
    Kind.DRAFTER: actor("drafter", (Role.STAFF, "city"), home="office"),
    Kind.SUPERVISOR: actor("supervisor", (Role.SUPERVISOR, "city"), home="office"),
    Kind.LEAD: actor("lead secretary", (Role.BRANCH_SECRETARY, "lead"), home="lead"),
    Kind.SUPPORT: actor("supporting secretary", (Role.BRANCH_CLERK, "support"), home="support"),
    Kind.ONLOOKER: actor("committee administrator", (Role.COMMITTEE_ADMIN, "organ"), home="organ"),
    Kind.NOBODY: actor("nobody", home="other"),
}


def support(*, settled: bool) -> Support:
    return Support(uid("support"), "support", settled=settled)


def facts(state: TicketState, **changes: Any) -> TicketFacts:
    """A ticket in that state with nothing in the way."""
    plain = TicketFacts(
        state=state,
        issuing_branch_id=uid("city"),
        lead_branch_id=uid("lead"),
        lead_branch_name="lead",
        supports=(support(settled=True),),
        due_on=DUE,
        waiting_extension_to=None,
        resume_state=TicketState.IN_PROGRESS if state is TicketState.SUSPENDED else None,
        carried_out_by=frozenset({uid("lead secretary")}),
    )
    return replace(plain, **changes)


def context(who: Kind | Actor, state: TicketState, *, today: date = TODAY, **changes: Any) -> Context:
    return Context(facts(state, **changes), PEOPLE[who] if isinstance(who, Kind) else who, today)


FIELDS: dict[str, Any] = {
    "comment": "说明",
    "progress_percent": 50,
    "outcome": "已办结",
    "due_on": LATER,
    "branch_id": uid("support"),
}
