"""The yearly requirement: who owes what, what counts, what is missing (rules §4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from models.enums.members import Stage
from models.enums.posts import Office
from models.enums.study_requirements import (
    Confidence,
    ExemptionGround,
    RequirementCode,
    RequirementState,
    TrainingLevel,
)
from services.study.figures import REGULATIONS, Figure, in_force
from services.study.requirement import Counted, Exemption, HeldPost, Person, Remark, Requirement, reckon

CODE, STATE, LEVEL = RequirementCode, RequirementState, TrainingLevel
FIGURES = in_force((), (), 2026)
OLD = Person(Stage.FULL, date(2010, 7, 1), date(2011, 7, 1))
DAY = date(2026, 11, 2)


def lesson(hours: int | str, on: date = date(2026, 3, 5)) -> Counted:
    return Counted(on, Decimal(hours), organised=True)


def training(on: date = date(2026, 5, 6), level: TrainingLevel | None = LEVEL.COMMITTEE, hours: int = 8) -> Counted:
    return Counted(on, Decimal(hours), organised=True, training=True, level=level)


def state(found: Requirement) -> dict[RequirementCode, RequirementState]:
    return {item.code: item.state for item in found.items}


def lacking(found: Requirement) -> dict[RequirementCode, Decimal]:
    return {item.code: item.missing for item in found.missing}


def test_a_member_owes_thirty_two_hours_and_a_training() -> None:
    found = reckon(OLD, [lesson(20)], FIGURES, 2026, DAY)
    assert lacking(found) == {CODE.MEMBER_HOURS: 12, CODE.MEMBER_TRAINING: 1}
    assert set(state(found).values()) == {STATE.OPEN}
    assert set(state(reckon(OLD, [lesson(20)], FIGURES, 2026, date(2027, 1, 1))).values()) == {STATE.OVERDUE}
    done = reckon(OLD, [lesson(24), training()], FIGURES, 2026, DAY)
    assert (done.missing, done.items[0].done) == ((), Decimal(32))
    almost = reckon(OLD, [lesson("23.5"), training()], FIGURES, 2026, DAY)
    assert lacking(almost) == {CODE.MEMBER_HOURS: Decimal("0.5")}


def test_only_organised_study_of_the_year_until_the_day_counts() -> None:
    alone = Counted(date(2026, 3, 5), Decimal(100), organised=False, training=True)
    others = [alone, lesson(40, date(2025, 12, 31)), lesson(40, date(2026, 11, 3))]
    found = reckon(OLD, others, FIGURES, 2026, DAY)
    assert [item.done for item in found.items] == [0, 0]
    made_up = reckon(OLD, [lesson(40, date(2027, 1, 5))], FIGURES, 2026, date(2027, 2, 1))
    assert lacking(made_up)[CODE.MEMBER_HOURS] == 32, "hours of the next year are the next year's"


def test_the_office_at_the_end_of_the_year_decides() -> None:
    secretary = replace(OLD, posts=(HeldPost(Office.SECRETARY, date(2020, 1, 1)),))
    found = reckon(secretary, [lesson(40), training()], FIGURES, 2026, DAY)
    assert (found.office, found.remarks) == (Office.SECRETARY, ())
    assert lacking(found) == {CODE.OFFICER_HOURS: 8, CODE.SECRETARY_TRAINING: 1}
    county = reckon(secretary, [lesson(40), training(), training(level=LEVEL.COUNTY)], FIGURES, 2026, DAY)
    assert county.missing == ()
    left = replace(OLD, posts=(HeldPost(Office.SECRETARY, date(2020, 1, 1), date(2026, 6, 30)),))
    assert reckon(left, [lesson(40), training()], FIGURES, 2026, DAY).missing == ()
    assert reckon(left, [], FIGURES, 2025, DAY).office is Office.SECRETARY
    late = replace(OLD, posts=(HeldPost(Office.PUBLICITY, date(2026, 7, 1)),))
    assert reckon(late, [], FIGURES, 2026, DAY).remarks == (Remark.SHORT_OFFICE,)
    enough = replace(OLD, posts=(HeldPost(Office.PUBLICITY, date(2026, 6, 30)),))
    assert reckon(enough, [], FIGURES, 2026, DAY).remarks == ()


def test_a_new_secretary_is_trained_within_six_months_and_one_re_elected_is_not_new() -> None:
    new = replace(OLD, posts=(HeldPost(Office.SECRETARY, date(2026, 1, 31)),))
    item = next(i for i in reckon(new, [], FIGURES, 2026, DAY).items if i.code is CODE.NEW_SECRETARY_TRAINING)
    assert (item.due_on, item.state, item.missing) == (date(2026, 7, 31), STATE.OVERDUE, Decimal(1))
    for on, expected in ((date(2026, 7, 31), STATE.DONE), (date(2026, 8, 1), STATE.DONE_LATE)):
        found = reckon(new, [training(on, None)], FIGURES, 2026, DAY)
        assert state(found)[CODE.NEW_SECRETARY_TRAINING] is expected
        assert Remark.LEVEL_UNKNOWN in found.remarks, "whether at county level nobody wrote down"
    before = HeldPost(Office.SECRETARY, date(2023, 1, 1), date(2026, 1, 30))
    again = replace(new, posts=(before, *new.posts))
    assert CODE.NEW_SECRETARY_TRAINING not in state(reckon(again, [], FIGURES, 2026, DAY))
    ended = replace(before, to_on=date(2025, 6, 1))
    assert CODE.NEW_SECRETARY_TRAINING in state(reckon(replace(new, posts=(ended, *new.posts)), [], FIGURES, 2026, DAY))


def test_probation_and_the_first_year_ask_for_a_training_each() -> None:
    on_probation = Person(Stage.PROBATIONARY, date(2026, 2, 1), probation_ends_on=date(2027, 2, 1))
    found = reckon(on_probation, [training(level=LEVEL.BRANCH)], FIGURES, 2026, DAY)
    assert CODE.PROBATION_TRAINING in lacking(found), "a training of the branch's own is none of a higher organisation"
    assert Remark.JOINED_THIS_YEAR in found.remarks
    converted = Person(Stage.FULL, date(2025, 2, 1), date(2026, 2, 1))
    facts = [training(date(2026, 2, 1))]
    assert state(reckon(converted, facts, FIGURES, 2026, DAY))[CODE.FIRST_YEAR_TRAINING] is STATE.DONE
    assert state(reckon(converted, facts, FIGURES, 2025, DAY))[CODE.PROBATION_TRAINING] is STATE.DONE
    later = reckon(converted, [], FIGURES, 2027, date(2027, 3, 1))
    assert state(later)[CODE.FIRST_YEAR_TRAINING] is STATE.OVERDUE
    assert CODE.FIRST_YEAR_TRAINING not in state(reckon(converted, [], FIGURES, 2028, date(2028, 3, 1)))


@pytest.mark.parametrize("stage", [Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE])
def test_whoever_is_outside_of_the_party_owes_nothing(stage: Stage) -> None:
    assert not reckon(Person(stage, None), [], FIGURES, 2026, DAY).owed
    assert not reckon(OLD, [], FIGURES, 2009, DAY).owed


def test_figures_are_of_the_nearest_organisation_and_of_their_year() -> None:
    city, committee, branch = (UUID(int=n) for n in (1, 2, 3))
    own = [
        Figure(CODE.MEMBER_HOURS, Decimal(40), "市委办〔2025〕1号", Confidence.P, 2025, branch_id=city),
        Figure(CODE.MEMBER_HOURS, Decimal(36), "云组〔2026〕2号", Confidence.P, 2026, branch_id=committee),
        Figure(CODE.MEMBER_HOURS, Decimal(44), "云组〔2027〕2号", Confidence.P, 2027, branch_id=committee),
        Figure(CODE.OFFICER_TRAINING, Decimal(0), "云组〔2026〕3号", Confidence.P, 2026, branch_id=committee),
    ]
    line = (city, committee, branch)
    amounts = [int(in_force(own, line, year)[CODE.MEMBER_HOURS].amount) for year in (2024, 2025, 2026, 2027)]
    assert amounts == [32, 40, 36, 44]
    assert int(in_force(own, (city, branch), 2027)[CODE.MEMBER_HOURS].amount) == 40
    officer = replace(OLD, posts=(HeldPost(Office.PUBLICITY, date(2020, 1, 1)),))
    assert CODE.OFFICER_TRAINING not in state(reckon(officer, [], in_force(own, line, 2026), 2026, DAY))
    assert all(figure.basis for figure in REGULATIONS)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
facts = st.builds(
    Counted,
    occurred_on=days,
    hours=st.decimals(0, 20, places=1),
    organised=st.booleans(),
    training=st.booleans(),
    level=st.sampled_from([None, *TrainingLevel]),
)
posts = st.builds(HeldPost, office=st.sampled_from(Office), from_on=days, to_on=st.none() | days)
people = st.one_of(
    st.builds(Person, stage=st.just(Stage.FULL), joined_on=days, full_on=days, posts=st.tuples(posts, posts)),
    st.builds(Person, stage=st.just(Stage.PROBATIONARY), joined_on=days, probation_ends_on=days),
)


@for_all(people, st.lists(facts, max_size=12), facts, st.sampled_from([2025, 2026]), days)
def test_a_further_record_never_makes_more_missing(
    person: Person, known: list[Counted], further: Counted, year: int, day: date
) -> None:
    before, after = (reckon(person, given, FIGURES, year, day) for given in (known, [*known, further]))
    assert [item.code for item in before.items] == [item.code for item in after.items]
    for less, more in zip(before.items, after.items, strict=True):
        assert more.done >= less.done
        assert more.missing <= less.missing
        assert (more.missing > 0) == (more.state in (STATE.OPEN, STATE.OVERDUE))
    exempt = replace(person, exemptions=(Exemption(ExemptionGround.AGED, date(year, 6, 1)),))
    freed = reckon(exempt, known, FIGURES, year, day)
    assert (freed.items, freed.missing, freed.owed) == ((), (), False)
    order = reckon(person, list(reversed(known)), FIGURES, year, day)
    assert order.items == before.items, "in whatever order the records came"


@pytest.mark.parametrize(
    ("begins", "until", "exempt"),
    [
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2020, 1, 1), date(2026, 1, 1), True),
        (date(2020, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_an_exemption_frees_every_year_it_touches(begins: date, until: date | None, exempt: bool) -> None:
    person = replace(OLD, exemptions=(Exemption(ExemptionGround.ILL, begins, until),))
    found = reckon(person, [], FIGURES, 2026, DAY)
    assert (found.exemption is not None, found.missing == ()) == (exempt, exempt)
