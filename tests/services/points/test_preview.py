"""What a past year would have given: the same arithmetic as the ledger, in any order, whichever rules are tried."""

from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from models.enums.points import CapPeriod, Direction, Head
from services.points.ledger import Award, Ledger
from services.points.preview import PastFact, replayed
from services.points.rules import RuleText, StandingRule, matching, on_day
from tests.support.people import Offices
from tests.support.points import SCHEMES, SECRETARY, STAFF, Book, Thing, fact, rule

PAST, YEAR = 2030, 2031
KINDS = ("study_session", "study_session.lecture", "service", "manual")
PERSON = uuid4()

texts = st.builds(
    lambda code, kind, points, minus, cap, period, month, retired: RuleText(
        code=code,
        head=Head.STUDY,
        title="规则",
        points=points,
        direction=Direction.MINUS if minus else Direction.PLUS,
        source_kind=kind,
        basis="支部大会",
        effective_from=date(PAST, month, 1),
        cap=cap and max(cap, points),
        cap_period=period if cap else None,
        retired=retired,
    ),
    st.sampled_from("ABCD"),
    st.sampled_from(KINDS),
    st.integers(1, 9),
    st.booleans(),
    st.none() | st.integers(1, 20),
    st.sampled_from(CapPeriod),
    st.sampled_from([1, 1, 1, 7]),
    st.booleans(),
)
rule_sets = st.lists(texts, min_size=1, max_size=4, unique_by=lambda text: text.code).map(
    lambda found: [StandingRule(uuid4(), 1, text) for text in found]
)
facts = st.lists(
    st.builds(
        lambda kind, day, code: PastFact(PERSON, kind, uuid4(), date(PAST, 1, 1) + timedelta(day), code),
        st.sampled_from(KINDS),
        st.integers(0, 364),
        st.sampled_from("ABCDX"),
    ),
    max_size=12,
)


def ledger_of(found: list[PastFact], rules: list[StandingRule]) -> Ledger:
    """The year as it would have been posted, fact after fact."""
    ledger = Ledger()
    for each in found:
        if each.source_kind == "manual":
            chosen = [held for held in on_day(rules, each.occurred_on) if held.text.code == each.rule_code]
            chosen = [held for held in chosen if not held.text.source_kind.startswith("study_session")]
        else:
            chosen = matching(rules, each.source_kind, each.occurred_on)
        for held in chosen:
            source = (each.source_kind, each.source_id)
            ledger = ledger.award(Award(uuid4(), held.text.code, source, held.asked(), each.occurred_on, held.cap))
    return ledger


@given(rule_sets, facts, st.randoms(use_true_random=False))
def test_the_rules_of_the_year_itself_give_what_the_ledger_gave_in_any_order(
    rules: list[StandingRule], found: list[PastFact], chance: Random
) -> None:
    there = replayed(found, rules, PAST, PAST)
    assert there.get(PERSON, 0) == ledger_of(found, rules).total
    again = [*found, *found]
    chance.shuffle(again)
    assert replayed(again, rules, PAST, PAST) == there


@given(rule_sets, facts)
def test_what_nobody_did_gives_nothing_and_gains_stay_within_the_caps(
    rules: list[StandingRule], found: list[PastFact]
) -> None:
    assert replayed([], rules, PAST, PAST) == {}
    yearly = [held for held in rules if held.text.cap_period is CapPeriod.YEAR]
    assert abs(replayed(found, yearly, PAST, PAST).get(PERSON, 0)) <= sum(held.text.cap or 0 for held in yearly)


def test_a_rule_from_29_february_holds_from_the_first_of_march() -> None:
    text = RuleText("A", Head.STUDY, "学习", 2, Direction.PLUS, "study_session", "支部大会", date(2032, 2, 29))
    rules = [StandingRule(uuid4(), 1, text)]
    on = [PastFact(PERSON, "study_session", uuid4(), date(2031, month, day)) for month, day in ((2, 28), (3, 1))]
    assert replayed(on, rules, 2032, 2031) == {PERSON: 2}


@pytest.fixture
def book(offices: Offices) -> Book:
    return Book(offices)


@pytest.mark.parametrize("seed", range(2))
async def test_the_database_counts_what_the_pure_rules_give(
    book: Book, offices: Offices, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(seed)
    with time_machine.travel(date(PAST, 12, 20)):
        await book.scheme(PAST, branch=offices.organ)
        members = [await book.member(f"单建国{mark}") for mark in "甲乙丙丁"]
        done: list[PastFact] = []
        for _ in range(24):
            member, day = chance.choice(members), date(PAST, chance.randint(1, 12), 9)
            posted = fact(member, on=day)
            await book.award(posted)
            done.append(PastFact(UUID(member["id"]), "study_session", posted.source_id, day))
        entry = await book.confirmed(members[0])
        done.append(PastFact(UUID(members[0]["id"]), "manual", UUID(entry["id"]), date(PAST, 12, 20), "FW-01"))
        taken_back = await book.confirmed(members[1])
        reason = {"reason": "重复登记"}
        await book.post(SECRETARY, f"/api/v1/point-entries/{taken_back['id']}/reverse", reason)
    with time_machine.travel(date(YEAR, 1, 10)):
        wanted = {"branch_id": str(offices.organ.id), "year": YEAR, "title": "草案", "base": 80, "bands": [90, 80, 70]}
        draft = await book.post(STAFF, SCHEMES, wanted)
        for each in (
            rule("XX-01", "study_session", YEAR, points=5, cap=10, cap_period="quarter"),
            rule("FW-01", "manual", YEAR, head="service", title="志愿服务", points=1),
            rule("XX-02", "study_session.lecture", YEAR),
        ):
            draft = await book.post(STAFF, f"{SCHEMES}/{draft['id']}/rules", each)
        await book.get(SECRETARY, f"{SCHEMES}/{draft['id']}/preview", 403)
        seen = await book.get(STAFF, f"{SCHEMES}/{draft['id']}/preview")
        rules = await _rules(book, draft)
        totals = replayed(done, rules, YEAR, PAST)
        holders = {UUID(members[1]["id"]), *(each.member_id for each in done)}
        scores = [max(0, 80 + totals.get(holder, 0)) for holder in holders]
        assert (seen["year"], seen["members"], seen["looked_at"]) == (PAST, len(holders), len(holders))
        assert seen["score_sum"]["after"] == sum(scores)
        assert seen["bands"][0]["after"] == sum(score >= 90 for score in scores)
        assert sum(band["now"] for band in seen["bands"]) == len(holders)
        assert {head["name"]: head["after"] for head in seen["heads"]}["service"] == 1
        assert (seen["facts"], seen["facts_without_rule"]) == (len(done), 0)
        assert "单建国" not in str(seen)
        monkeypatch.setattr("services.points.previewing.SAMPLE", 1)
        part = await book.get(STAFF, f"{SCHEMES}/{draft['id']}/preview")
        assert (part["members"], part["looked_at"] < len(holders)) == (len(holders), True)
        # A scheme of their own takes the branch out of the scope of the draft.
        await book.scheme(YEAR, branch=offices.lead)
        assert (await book.get(STAFF, f"{SCHEMES}/{draft['id']}/preview"))["members"] == 0


async def _rules(book: Book, scheme: Thing) -> list[StandingRule]:
    found = (await book.get(STAFF, f"{SCHEMES}/{scheme['id']}/rules"))["items"]
    return [
        StandingRule(
            UUID(item["id"]),
            item["version"],
            RuleText(
                **{name: item[name] for name in RuleText.__dataclass_fields__ if name not in _READ},
                head=Head(item["head"]),
                direction=Direction(item["direction"]),
                effective_from=date.fromisoformat(item["effective_from"]),
                cap_period=CapPeriod(item["cap_period"]) if item["cap_period"] else None,
            ),
        )
        for item in found
    ]


_READ = {"head", "direction", "effective_from", "cap_period"}
