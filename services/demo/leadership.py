"""Invented posts and terms: most organisations are led as they should be, some are late or short of a post."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from models.enums.branches import BranchKind
from models.enums.posts import Office, Selection
from services.demo.districts import PlannedBranch
from services.demo.identities import invented_identity
from services.demo.names import invented_name
from services.posts.term_rules import TERM_LENGTHS, last_day

POST_COLUMNS = (
    "id", "version", "created_at", "updated_at", "branch_id", "office", "person_name", "selection", "from_on",
)  # fmt: skip
TERM_COLUMNS = (
    "id", "version", "created_at", "updated_at", "branch_id", "elected_on", "years", "basis", "due_on",
)  # fmt: skip
_COMMITTEE_FROM = 7
_ONE_IN_VACANT = 40
_DAYS_OVERDUE_AT_MOST = 45


@dataclass(frozen=True, slots=True)
class Led:
    """An organisation with so many members of its own; it elects or is given its leaders."""

    branch: PlannedBranch
    members: int


def invented_term(chance: Random, led: Led, today: date, now: datetime) -> tuple[Any, ...] | None:
    """The present term as a row of `branch_terms`; None where the kind holds no elections."""
    length = TERM_LENGTHS.get(led.branch.kind)
    if length is None:
        return None
    longest = length.years * 365 + _DAYS_OVERDUE_AT_MOST
    elected_on = today - timedelta(days=chance.randrange(20, longest))
    due_on = last_day(elected_on, length.years)
    identity = invented_identity(chance, now)
    return (identity, 1, now, now, led.branch.id, elected_on, length.years, length.rule, due_on)


def invented_posts(chance: Random, led: Led, since: date, now: datetime) -> Iterator[tuple[Any, ...]]:
    """Who leads it since the day, as rows of `branch_posts`; a small branch has a secretary alone."""
    kind = led.branch.kind
    if kind is BranchKind.GROUP:
        return
    elected = kind in TERM_LENGTHS
    offices = [Office.SECRETARY]
    if kind in {BranchKind.BRANCH, BranchKind.JOINT_BRANCH} and led.members >= _COMMITTEE_FROM:
        offices += [Office.ORGANISATION, Office.PUBLICITY, Office.DISCIPLINE]
    elif kind not in {BranchKind.BRANCH, BranchKind.JOINT_BRANCH, BranchKind.PROVISIONAL_BRANCH}:
        offices += [Office.DEPUTY_SECRETARY]
    for office in offices:
        if chance.randrange(_ONE_IN_VACANT):
            selection = Selection.ELECTED if elected else Selection.APPOINTED
            name = invented_name(chance, born=chance.randrange(1962, 1996), woman=chance.random() < 0.3)
            identity = invented_identity(chance, now)
            yield (identity, 1, now, now, led.branch.id, office.value, name, selection.value, since)
