"""The life cycle of a record as pure rules: what each step demands and what it changes (rules §1.2, §1.3, §3.6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.enums.members import MemberAction, MemberState, RemovalGround, Stage, Standing, SuspensionGround
from services.kit.dates import add_months, add_years
from services.kit.errors import Text
from services.members import errors
from services.members.labels import FIELD_LABELS, REMOVAL_LABELS, SUSPENSION_LABELS

ADULT_YEARS = 18
PROBATION_MONTHS = 12
LOST_MONTHS_BEFORE_SUSPENSION = 6
SUSPENDED_YEARS_BEFORE_REMOVAL = 2
CORRECTION_YEARS = 1


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the rules look at."""

    branch_id: UUID
    stage: Stage
    standing: Standing
    birth_date: date
    stage_since: date | None = None
    joined_on: date | None = None
    probation_ends_on: date | None = None
    probation_extended: bool = False
    left_on: date | None = None
    suspension_ground: str | None = None
    lost_contact: bool = False
    lost_contact_since: date | None = None

    @property
    def state(self) -> MemberState:
        return state_of(self.stage, self.standing)


@dataclass(frozen=True, slots=True)
class Step:
    """What was decided: when, on which ground, for how long."""

    occurred_on: date
    today: date
    ground: str | None = None
    months: int | None = None
    until: date | None = None


Updates = dict[str, Any]
"""Columns of the record with their new values."""


def state_of(stage: Stage, standing: Standing) -> MemberState:
    """The stage of those in normal standing, the standing of the others."""
    return MemberState(stage.value if standing is Standing.NORMAL else standing.value)


def check_date(facts: MemberFacts, step: Step) -> None:
    """Nothing happens in the future, nor before what it builds upon."""
    if step.occurred_on > step.today:
        raise errors.DATE_IN_FUTURE.at("/occurred_on", field=FIELD_LABELS["occurred_on"])
    built_upon = [
        (facts.birth_date, FIELD_LABELS["birth_date"]),
        (facts.stage_since, FIELD_LABELS["stage_since"]),
        (facts.left_on, Text("上一次党籍变动日期", "the last change of standing")),
    ]
    for day, what in built_upon:
        if day is not None and step.occurred_on < day:
            raise errors.NOT_BEFORE.at("/occurred_on", what=what, earliest=day)


def _name_activist(_facts: MemberFacts, step: Step) -> Updates:
    return {"stage": Stage.ACTIVIST, "stage_since": step.occurred_on}


def _name_candidate(facts: MemberFacts, step: Step) -> Updates:
    if facts.stage_since is None:
        raise errors.STAGE_SINCE_UNKNOWN()
    earliest = add_years(facts.stage_since, 1)
    if step.occurred_on < earliest:
        raise errors.ACTIVIST_TOO_SHORT.at("/occurred_on", earliest=earliest)
    return {"stage": Stage.CANDIDATE, "stage_since": step.occurred_on}


def _admit(facts: MemberFacts, step: Step) -> Updates:
    adult_on = add_years(facts.birth_date, ADULT_YEARS)
    if step.occurred_on < adult_on:
        raise errors.JOINED_TOO_YOUNG.at("/occurred_on", earliest=adult_on)
    return {
        "stage": Stage.PROBATIONARY,
        "stage_since": step.occurred_on,
        "joined_on": step.occurred_on,
        "probation_ends_on": add_months(step.occurred_on, PROBATION_MONTHS),
    }


def _expired_on(facts: MemberFacts, step: Step) -> date:
    """The end of the probation, which has come. Errors: `member.probation_running`."""
    ends_on = facts.probation_ends_on
    if ends_on is None or step.occurred_on < ends_on:
        raise errors.PROBATION_RUNNING.at("/occurred_on", ends_on=ends_on or "—")
    return ends_on


def _extend_probation(facts: MemberFacts, step: Step) -> Updates:
    if facts.probation_extended:
        raise errors.PROBATION_EXTENDED()
    if step.months is None or not 6 <= step.months <= 12:
        raise errors.PROBATION_MONTHS.at("/months")
    return {
        "probation_ends_on": add_months(_expired_on(facts, step), step.months),
        "probation_extended": True,
    }


def _convert(facts: MemberFacts, step: Step) -> Updates:
    """Full membership dates from the end of the probation, however late the meeting."""
    full_on = _expired_on(facts, step)
    return {
        "stage": Stage.FULL,
        "stage_since": full_on,
        "full_on": full_on,
        "probation_ends_on": None,
        "probation_extended": False,
    }


def _leave(standing: Standing) -> Callable[[MemberFacts, Step], Updates]:
    def effect(_facts: MemberFacts, step: Step) -> Updates:
        return {"standing": standing, "left_on": step.occurred_on}

    return effect


def _back_to_the_start(_facts: MemberFacts, step: Step) -> Updates:
    """A new application on the old record; what was before stays in its history."""
    return {
        "stage": Stage.APPLICANT,
        "stage_since": step.occurred_on,
        "joined_on": None,
        "full_on": None,
        "probation_ends_on": None,
        "probation_extended": False,
        "standing": Standing.NORMAL,
        "left_on": None,
        "suspension_ground": None,
        "lost_contact": False,
        "lost_contact_since": None,
    }


def _order_correction(_facts: MemberFacts, step: Step) -> Updates:
    latest = add_years(step.occurred_on, CORRECTION_YEARS)
    if step.until is None or not step.occurred_on < step.until <= latest:
        raise errors.CORRECTION_TOO_LONG.at("/until", latest=latest)
    return {}


def _report_lost(_facts: MemberFacts, step: Step) -> Updates:
    """Counted from the last organised activity or dues paid, which `occurred_on` names."""
    return {"lost_contact": True, "lost_contact_since": step.occurred_on}


def _report_found(_facts: MemberFacts, _step: Step) -> Updates:
    return {"lost_contact": False, "lost_contact_since": None}


def _ground(step: Step, kind: type[StrEnum], labels: dict[Any, Text]) -> str:
    if step.ground not in set(kind):
        offered = Text("、".join(label.zh for label in labels.values()), ", ".join(item.value for item in kind))
        raise errors.UNKNOWN_GROUND.at("/ground", offered=offered)
    assert step.ground is not None
    return step.ground


def _suspend(facts: MemberFacts, step: Step) -> Updates:
    ground = _ground(step, SuspensionGround, SUSPENSION_LABELS)
    if ground == SuspensionGround.LOST_CONTACT:
        if facts.lost_contact_since is None:
            raise errors.LOST_SINCE_UNKNOWN()
        earliest = add_months(facts.lost_contact_since, LOST_MONTHS_BEFORE_SUSPENSION)
        if step.occurred_on < earliest:
            raise errors.LOST_TOO_SHORT.at("/occurred_on", earliest=earliest)
    return {"standing": Standing.SUSPENDED, "left_on": step.occurred_on, "suspension_ground": ground}


def _restore(_facts: MemberFacts, _step: Step) -> Updates:
    back = {"standing": Standing.NORMAL, "left_on": None, "suspension_ground": None}
    return {**back, "lost_contact": False, "lost_contact_since": None}


def _remove(facts: MemberFacts, step: Step) -> Updates:
    ground = _ground(step, RemovalGround, REMOVAL_LABELS)
    lost = facts.standing is Standing.SUSPENDED and facts.suspension_ground == SuspensionGround.LOST_CONTACT
    if lost and ground == RemovalGround.LEFT_BY_CONDUCT and facts.left_on is not None:
        earliest = add_years(facts.left_on, SUSPENDED_YEARS_BEFORE_REMOVAL)
        if step.occurred_on < earliest:
            raise errors.SUSPENSION_TOO_SHORT.at("/occurred_on", earliest=earliest)
    return {"standing": Standing.REMOVED, "left_on": step.occurred_on, "suspension_ground": None}


EFFECTS: dict[MemberAction, Callable[[MemberFacts, Step], Updates]] = {
    MemberAction.NAME_ACTIVIST: _name_activist,
    MemberAction.NAME_CANDIDATE: _name_candidate,
    MemberAction.ADMIT: _admit,
    MemberAction.EXTEND_PROBATION: _extend_probation,
    MemberAction.CONVERT: _convert,
    MemberAction.CANCEL_PROBATION: _leave(Standing.REMOVED),
    MemberAction.END_DEVELOPMENT: _leave(Standing.ENDED),
    MemberAction.APPLY_AGAIN: _back_to_the_start,
    MemberAction.ORDER_CORRECTION: _order_correction,
    MemberAction.REPORT_LOST: _report_lost,
    MemberAction.REPORT_FOUND: _report_found,
    MemberAction.SUSPEND: _suspend,
    MemberAction.RESTORE: _restore,
    MemberAction.REMOVE: _remove,
    MemberAction.REJOIN: _back_to_the_start,
    MemberAction.RECORD_DEATH: _leave(Standing.DECEASED),
    MemberAction.STRIKE: _leave(Standing.STRUCK),
}


def take(action: MemberAction, facts: MemberFacts, step: Step) -> Updates:
    """What the step changes on the record. Errors: those of the step's rule, pointing at the field that breaks it."""
    check_date(facts if action is not MemberAction.REPORT_LOST else replace(facts, stage_since=None), step)
    return EFFECTS[action](facts, step)
