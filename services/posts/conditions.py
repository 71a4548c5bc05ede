"""The rules of `warnings.py` and of `services.branches.size_rules` as conditions on branches, one for each code.

A list asks the database which branches a rule speaks of, and the pure rules for its words. What a condition needs is
looked up for the branch at hand, so that a page costs what lies between its lines, and a rare rule one walk over the
tree: elections look at terms, vacancies at posts, sizes at counts that two indexes hold complete.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Date, Select, Uuid, and_, any_, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import INTERVAL

from models.base import LEVEL_COLUMNS
from models.branches import Branch
from models.enums.branches import BranchKind
from models.enums.members import PARTY_STAGES, Stage, Standing
from models.enums.posts import Office
from models.members import Member
from models.posts import BranchPost, BranchTerm
from services.branches import size_rules
from services.branches.size_rules import SizeCode
from services.kit.reader import place
from services.posts.warnings import COMMITTEE_OFFICES, POSTPONED_YEARS, REMINDER_MONTHS, WITH_COMMITTEE, WarningCode

branch, post, term = Branch.__table__, BranchPost.__table__, BranchTerm.__table__
member = Member.__table__
TODAY = place("today", Date())

held = and_(post.c.from_on <= TODAY, or_(post.c.to_on.is_(None), post.c.to_on >= TODAY))
"""Posts that somebody is in today."""

SIZED = (BranchKind.BRANCH, BranchKind.JOINT_BRANCH, BranchKind.GENERAL_BRANCH)
"""Kinds with a size of their own; what stands above them is not counted."""

_below = branch.alias("below")
_members = func.count()
_full = func.count().filter(member.c.stage == literal_column(f"'{Stage.FULL.value}'"))


class ReminderCode(StrEnum):
    """Every reminder a list can be narrowed to."""

    ELECTION_DUE = WarningCode.ELECTION_DUE.value
    ELECTION_OVERDUE = WarningCode.ELECTION_OVERDUE.value
    POSTPONED_TOO_LONG = WarningCode.POSTPONED_TOO_LONG.value
    NO_SECRETARY = WarningCode.NO_SECRETARY.value
    OFFICE_VACANT = WarningCode.OFFICE_VACANT.value
    TOO_FEW_FOR_BRANCH = SizeCode.TOO_FEW_FOR_BRANCH.value
    TOO_MANY_FOR_BRANCH = SizeCode.TOO_MANY_FOR_BRANCH.value
    SHOULD_BE_GENERAL_BRANCH = SizeCode.SHOULD_BE_GENERAL_BRANCH.value
    SHOULD_BE_ORGAN_COMMITTEE = SizeCode.SHOULD_BE_ORGAN_COMMITTEE.value


def people(wanted: ColumnElement[Any]) -> Select[Any]:
    """Something about the Party members of a branch and of what stands below it, in one pass over them.

    The words are literal, as the index `ix_members_branch_id_stage` is partial on just these.
    """
    return select(wanted).where(
        # Two selects deep, the outer branch is not found by itself: without this the whole tree is counted.
        member.c.branch_id.in_(
            select(_below.c.id).where(_below.c.lft.between(branch.c.lft, branch.c.rgt)).correlate(branch)
        ),
        member.c.standing == literal_column(f"'{Standing.NORMAL.value}'"),
        member.c.stage.in_([literal_column(f"'{stage.value}'") for stage in PARTY_STAGES]),
    )


def _term(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """What is so of the present term; unknown (no) without one."""
    latest = select(wanted).where(term.c.branch_id == branch.c.id).order_by(term.c.elected_on.desc()).limit(1)
    return latest.scalar_subquery()


def _interval(words: str) -> ColumnElement[Any]:
    """Months and years as PostgreSQL counts them: the same day, else the month's last one (rules §0.1)."""
    return literal_column(f"interval '{words}'", INTERVAL())


_limit = func.coalesce(term.c.postponed_to, term.c.due_on)
_limit_over = _limit < TODAY


def _holds(*offices: Office) -> ColumnElement[bool]:
    """Not EXISTS, for which the planner likes to read all posts of the city beforehand."""
    named = post.c.office.in_([office.value for office in offices])
    found = select(post.c.id).where(post.c.branch_id == branch.c.id, named, held).limit(1)
    return found.correlate(branch).scalar_subquery().is_not(None)


def _kind(*kinds: BranchKind) -> ColumnElement[bool]:
    return branch.c.kind.in_([kind.value for kind in kinds])


def _sized(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """What is so of the numbers of members, where any are registered."""
    return people(and_(_members > 0, wanted)).correlate(branch).scalar_subquery()


_vacant = or_(*(~_holds(office) for office in COMMITTEE_OFFICES))
_some_committee = _holds(*COMMITTEE_OFFICES, Office.COMMITTEE_MEMBER)
_nobody = people(_members == 0).correlate(branch).scalar_subquery()
_needs_committee = or_(_sized(_full >= size_rules.COMMITTEE_FROM), and_(_some_committee, _nobody))
IN_ORGAN = "organs"
"""The place for the ids of all organ committees: a branch belongs to an organ when it stands below one, or is one."""
_in_organ = or_(*(branch.c[name] == any_(place(IN_ORGAN, ARRAY(Uuid()))) for name in LEVEL_COLUMNS))
_is_branch, _is_joint = _kind(BranchKind.BRANCH), _kind(BranchKind.JOINT_BRANCH)

CONDITIONS: dict[ReminderCode, ColumnElement[bool]] = {
    ReminderCode.ELECTION_DUE: _term(and_(~_limit_over, _limit - _interval(f"{REMINDER_MONTHS} months") <= TODAY)),
    ReminderCode.ELECTION_OVERDUE: _term(_limit_over),
    ReminderCode.POSTPONED_TOO_LONG: _term(term.c.postponed_to > term.c.due_on + _interval(f"{POSTPONED_YEARS} years")),
    ReminderCode.NO_SECRETARY: and_(~_kind(BranchKind.GROUP), ~_holds(Office.SECRETARY)),
    ReminderCode.OFFICE_VACANT: and_(_kind(*WITH_COMMITTEE), _vacant, _needs_committee),
    ReminderCode.TOO_FEW_FOR_BRANCH: and_(_is_branch, _sized(_full < size_rules.BRANCH_FROM)),
    ReminderCode.TOO_MANY_FOR_BRANCH: or_(
        and_(_is_branch, _sized(and_(_full >= size_rules.BRANCH_FROM, _members > size_rules.BRANCH_AT_MOST))),
        and_(_is_joint, _sized(_members > size_rules.BRANCH_AT_MOST)),
    ),
    ReminderCode.SHOULD_BE_GENERAL_BRANCH: and_(
        _is_branch,
        _in_organ,
        _sized(_members.between(size_rules.ORGAN_GENERAL_FROM, size_rules.ORGAN_COMMITTEE_FROM - 1)),
    ),
    ReminderCode.SHOULD_BE_ORGAN_COMMITTEE: and_(
        _kind(BranchKind.BRANCH, BranchKind.GENERAL_BRANCH),
        _in_organ,
        _sized(_members >= size_rules.ORGAN_COMMITTEE_FROM),
    ),
}


def warned(codes: Iterable[ReminderCode]) -> ColumnElement[bool]:
    """Branches of which one of the rules speaks today."""
    return or_(*(CONDITIONS[code] for code in codes))
