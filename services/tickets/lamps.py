"""Lamps of a ticket (rules §7, project default) and the plan they are measured against. Pure.

Red: past the due date, or more than 30 points behind the plan. Yellow: 10 points or more behind, or close to the due
date. Green otherwise. The plan is linear in days from 交办 to the due date, through the milestones (节点) if any.

Between two writes only the date moves, so a ticket keeps the two days on which its lamp turns (`LampDays`); lists
filter and count lamps by comparing dates, and a property test proves both ways equal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from models.enums.tickets import Lamp

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LampRule:
    """The thresholds: settings of the deployment, these are the values shipped."""

    yellow_lag: int = 10
    red_lag: int = 30
    yellow_days: int = 3


LAMP_RULE = LampRule()


@dataclass(frozen=True, slots=True)
class Plan:
    """What should be done by when.

    `starts_on` is the day of 交办, moved on by the days for which the clock stood still; `milestones` are
    (day, percent) in order of days, strictly between start and due date.
    """

    starts_on: date
    due_on: date
    milestones: tuple[tuple[date, int], ...] = ()

    def percent_on(self, day: date) -> Fraction:
        """Planned percent at the end of `day`, exact. Nothing is expected on the day of 交办 itself."""
        if day <= self.starts_on:
            return Fraction(0)
        if day >= self.due_on:
            return Fraction(100)
        before: tuple[date, int] = (self.starts_on, 0)
        for after in (*self.milestones, (self.due_on, 100)):
            if day < after[0]:
                share = Fraction((day - before[0]).days, (after[0] - before[0]).days)
                return before[1] + share * (after[1] - before[1])
            before = after
        return Fraction(100)

    def first_day(self, percent: int, *, beyond: bool = False) -> date:
        """The first day on which the plan asks for `percent`, or for more than it; the day after the due date if none.

        The same as to go through the days with `percent_on`, in whole numbers.
        """
        if percent < 0 or (percent == 0 and not beyond):
            return self.starts_on
        before: tuple[date, int] = (self.starts_on, 0)
        for after in (*self.milestones, (self.due_on, 100)):
            span = (after[0] - before[0]).days
            if span > 0 and (percent < after[1] or (percent == after[1] and not beyond)):
                whole, rest = divmod((percent - before[1]) * span, after[1] - before[1])
                return before[0] + timedelta(days=whole + (1 if rest or beyond else 0))
            before = after
        return self.due_on + _DAY


def make_plan(assigned_on: date, stopped_days: int, due_on: date, milestones: Sequence[tuple[date, int]]) -> Plan:
    """The plan as it stands; milestones that fell outside of it are left out."""
    starts_on = assigned_on + timedelta(days=stopped_days)
    inside = sorted(point for point in milestones if starts_on < point[0] < due_on)
    return Plan(starts_on, due_on, tuple(inside))


@dataclass(frozen=True, slots=True)
class LampDays:
    """The first days on which the lamp is yellow and red if nothing else happens."""

    yellow_on: date
    red_on: date

    def lamp_on(self, day: date) -> Lamp:
        """The lamp of an open ticket on `day`, as lists compare the days."""
        if day >= self.red_on:
            return Lamp.RED
        return Lamp.YELLOW if day >= self.yellow_on else Lamp.GREEN


def near_due_from(due_on: date, last_working_day: Callable[[date], date], rule: LampRule = LAMP_RULE) -> date:
    """The day from which the due date is close: `yellow_days` before it, or the last working day before those."""
    return last_working_day(due_on - rule.yellow_days * _DAY)


def lamp_on(
    day: date, plan: Plan, progress_percent: int, last_working_day: Callable[[date], date], rule: LampRule = LAMP_RULE
) -> Lamp:
    """The lamp of an open ticket on `day`, straight from the rule.

    `last_working_day(d)` is the last working day up to and including `d`: a warning must not begin on a holiday.
    """
    lag = plan.percent_on(day) - progress_percent
    if day > plan.due_on or lag > rule.red_lag:
        return Lamp.RED
    if lag >= rule.yellow_lag or day >= near_due_from(plan.due_on, last_working_day, rule):
        return Lamp.YELLOW
    return Lamp.GREEN


def lamp_days(
    plan: Plan, progress_percent: int, last_working_day: Callable[[date], date], rule: LampRule = LAMP_RULE
) -> LampDays:
    """The days on which `lamp_on` turns."""
    red_on = plan.first_day(progress_percent + rule.red_lag, beyond=True)
    yellow_on = min(
        near_due_from(plan.due_on, last_working_day, rule),
        red_on,
        plan.first_day(progress_percent + rule.yellow_lag),
    )
    return LampDays(yellow_on, red_on)
