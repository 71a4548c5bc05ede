"""A transfer's facts and the people around it, made without a database."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.transfers import TransferState
from services.access.actor import Actor, Duty
from services.access.tree import BranchNode, BranchTree
from services.transfers.workflow import Context, TransferFacts

_NAMES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
TODAY = date(2026, 11, 2)
LAST_DAY = date(2027, 1, 31)


def uid(name: str) -> UUID:
    return uuid5(_NAMES, name)


def _node(name: str, lft: int, rgt: int, kind: BranchKind, *above: str) -> BranchNode:
    lineage = tuple(map(uid, (*above, name)))
    parent = lineage[-2] if above else None
    return BranchNode(lineage[-1], parent, kind, name, name, len(lineage), lft, rgt, True, lineage)


K = BranchKind
TREE = BranchTree(
    [
        _node("city", 1, 16, K.COMMITTEE),
        _node("organ", 2, 9, K.ORGAN_COMMITTEE, "city"),
        _node("general", 3, 6, K.GENERAL_BRANCH, "city", "organ"),
        _node("sender", 4, 5, K.BRANCH, "city", "organ", "general"),
        _node("neighbour", 7, 8, K.BRANCH, "city", "organ"),
        _node("district", 10, 15, K.WORKING_COMMITTEE, "city"),
        _node("receiver", 11, 12, K.BRANCH, "city", "district"),
        _node("other", 13, 14, K.BRANCH, "city", "district"),
    ]
)


class Kind(StrEnum):
    """Who may stand before a transfer."""

    PERSON = "P"
    CLERK = "C"
    SECRETARY = "S"
    COMMITTEE = "A"
    RECEIVING_COMMITTEE = "R"
    RECEIVING_SECRETARY = "I"
    RECEIVING_CLERK = "K"
    ONLOOKER = "O"
    """Sees both ends by a duty that has no part in it."""
    NOBODY = "N"


def actor(name: str, *duties: tuple[Role, str]) -> Actor:
    held = tuple(Duty(role, uid(branch)) for role, branch in duties)
    return Actor(uid(name), uid(f"session of {name}"), name, name, AccountKind.PERSON, None, held, TREE)


PEOPLE: dict[Kind, Actor] = {
    Kind.PERSON: actor("person", (Role.MEMBER, "sender")),
    Kind.CLERK: actor("clerk", (Role.BRANCH_CLERK, "sender")),
    Kind.SECRETARY: actor("secretary", (Role.BRANCH_SECRETARY, "sender")),
    Kind.COMMITTEE: actor("committee", (Role.COMMITTEE_ADMIN, "organ")),
    Kind.RECEIVING_COMMITTEE: actor("receiving committee", (Role.COMMITTEE_ADMIN, "district")),
    Kind.RECEIVING_SECRETARY: actor("receiving secretary", (Role.BRANCH_SECRETARY, "receiver")),
    Kind.RECEIVING_CLERK: actor("receiving clerk", (Role.BRANCH_CLERK, "receiver")),
    Kind.ONLOOKER: actor("staff", (Role.STAFF, "city")),
    Kind.NOBODY: actor("nobody", (Role.BRANCH_SECRETARY, "other")),
}
BETWEEN = TransferFacts(
    state=TransferState.DRAFTED,
    from_branch_id=uid("sender"),
    to_branch_id=uid("receiver"),
    sender_committee_id=uid("organ"),
    receiver_committee_id=uid("district"),
    valid_until=LAST_DAY,
)
"""From committee to committee, with nothing in the way."""
WITHIN = replace(BETWEEN, to_branch_id=uid("neighbour"), receiver_committee_id=uid("organ"), valid_until=None)
OUTWARD = replace(BETWEEN, to_branch_id=None, receiver_committee_id=None)
INWARD = replace(BETWEEN, from_branch_id=None, sender_committee_id=None)


def context(
    who: Kind | Actor, state: TransferState, facts: TransferFacts = BETWEEN, *, today: date = TODAY, **changes: Any
) -> Context:
    own = who is Kind.PERSON
    acting = PEOPLE[who] if isinstance(who, Kind) else who
    return Context(replace(facts, state=state, own=own, **changes), acting, today)
