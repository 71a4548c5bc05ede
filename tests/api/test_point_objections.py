"""Publication inside of the branch, and objections on their way."""

from datetime import date
from typing import Any

import pytest
import time_machine

from models.accounts import Account
from models.enums.accounts import Role
from tests.support.people import Offices
from tests.support.points import (
    CLERK,
    COMMITTEE,
    ENTRIES,
    OBJECTIONS,
    PUBLICATIONS,
    SECRETARY,
    Book,
    Thing,
    Who,
)

IN_QUARTER, AFTER = date(2031, 3, 3), date(2031, 4, 1)


@pytest.fixture
def book(offices: Offices) -> Book:
    return Book(offices)


async def step(book: Book, who: Who, objection: Thing, action: str, status: int = 200, **fields: Any) -> Thing:
    url = f"{OBJECTIONS}/{objection['id']}/transitions"
    return await book.post(who, url, {"action": action, **fields}, status, seen=objection)


async def settled(book: Book, name: str = "周明远") -> tuple[Thing, Account, Thing]:
    """A member with an account and one entry of the first quarter."""
    with time_machine.travel(IN_QUARTER):
        await book.scheme(2031)
        member = await book.member(name)
        account = await book.account_of(member)
        return member, account, await book.confirmed(member)


async def test_a_quarter_is_put_up_by_name_for_five_working_days(book: Book, offices: Offices) -> None:
    _, account, _ = await settled(book)
    wanted = {"branch_id": str(offices.lead.id), "year": 2031, "quarter": 1}
    with time_machine.travel(date(2031, 3, 31)):
        await book.member("安平")
        early = await book.post(SECRETARY, PUBLICATIONS, wanted, 409)
        assert early["code"] == "points.quarter_running"
    with time_machine.travel(AFTER):
        published = await book.post(SECRETARY, PUBLICATIONS, wanted)
        assert (published["starts_on"], published["ends_on"], published["open"]) == ("2031-04-01", "2031-04-08", True)
        assert [(line["name"], line["quarter_points"], line["score"]) for line in published["lines"]] == [
            ("安平", 0, 60),
            ("周明远", 3, 63),
        ]
        again = await book.post(SECRETARY, PUBLICATIONS, wanted, 409)
        assert again["code"] == "points.published_already"
        assert await book.get(account, f"{PUBLICATIONS}/{published['id']}") == published
        page = await book.get(account, PUBLICATIONS, year=2031)
        assert [item["id"] for item in page["items"]] == [published["id"]]


async def test_upheld_it_takes_the_entry_back(book: Book) -> None:
    member, account, entry = await settled(book)
    with time_machine.travel(AFTER):
        objection = await book.post(account, OBJECTIONS, {"entry_id": entry["id"], "year": 2031, "reason": "并未参加"})
        assert (objection["state"], objection["due_on"], objection["overdue"]) == ("raised", "2031-04-15", False)
        assert [offer["action"] for offer in objection["available_actions"]] == ["withdraw"]
        twice = await book.post(account, OBJECTIONS, {"entry_id": entry["id"], "year": 2031, "reason": "x"}, 409)
        assert twice["code"] == "points.objection_open"
        silent = await step(book, SECRETARY, objection, "uphold", 422)
        assert silent["errors"][0]["pointer"] == "/comment"
        done = await step(book, SECRETARY, objection, "uphold", comment="核查属实，予以更正")
        assert (done["state"], done["answer"]) == ("upheld", "核查属实，予以更正")
        back = await book.get(SECRETARY, f"{ENTRIES}/{done['reversal_id']}")
        assert (back["points"], back["reverses"]) == (-3, entry["id"])
        assert (await book.year(member, account))["score"] == 60
        events = (await book.get(account, f"{OBJECTIONS}/{objection['id']}/events"))["items"]
        assert [(item["action"], item["to_state"]) for item in events] == [("raise", "raised"), ("uphold", "upheld")]


async def test_dismissed_it_goes_to_the_level_above(book: Book) -> None:
    member, account, entry = await settled(book)
    with time_machine.travel(AFTER):
        objection = await book.post(account, OBJECTIONS, {"entry_id": entry["id"], "year": 2031, "reason": "有误"})
        above = await step(book, COMMITTEE, objection, "dismiss", 403, comment="x")
        assert above["code"] == "points.objection_forbidden"
        objection = await step(book, CLERK, objection, "dismiss", comment="核查无误")
        other = await step(book, CLERK, objection, "appeal", 403, comment="x")
        assert other["code"] == "points.objection_forbidden"
        objection = await step(book, account, objection, "appeal", comment="仍有异议")
        assert (objection["state"], objection["answer"], objection["answered_on"]) == ("appealed", None, None)
        assert (await step(book, SECRETARY, objection, "uphold", 403, comment="x"))[
            "code"
        ] == "points.objection_forbidden"
    with time_machine.travel(date(2031, 5, 6)):
        page = await book.get(COMMITTEE, OBJECTIONS, state="appealed", with_total=True)
        assert ([item["overdue"] for item in page["items"]], page["total"]) == ([True], 1)
        objection = await step(book, COMMITTEE, objection, "dismiss", comment="经复核无误")
        assert objection["state"] == "rejected"
        late = await step(book, COMMITTEE, objection, "uphold", 409, comment="x")
        assert late["code"] == "workflow.not_in_this_state"
        assert (await book.year(member, account, year=2031))["score"] == 63


async def test_after_the_publication_it_goes_straight_above(book: Book, offices: Offices) -> None:
    _, account, entry = await settled(book)
    with time_machine.travel(AFTER):
        wanted = {"branch_id": str(offices.lead.id), "year": 2031, "quarter": 1}
        published = await book.post(SECRETARY, PUBLICATIONS, wanted)
    with time_machine.travel(date(2031, 4, 9)):
        given = {"entry_id": entry["id"], "year": 2031, "reason": "才看到公示"}
        assert (await book.post(account, OBJECTIONS, given))["state"] == "appealed"
        doubt = {"publication_id": published["id"], "year": 2031, "reason": "此行有误"}
        assert (await book.post(account, OBJECTIONS, doubt))["state"] == "appealed"


async def test_others_of_the_branch_object_to_a_line_and_the_answer_names_the_entry(
    book: Book, offices: Offices
) -> None:
    member, account, entry = await settled(book)
    with time_machine.travel(IN_QUARTER):
        colleague = await book.account_of(await book.member("安平"))
        foreigner = await book.member("郑雪", offices.foreign, offices.foreign_secretary)
        stranger = await book.account_of(foreigner, offices.foreign)
    with time_machine.travel(AFTER):
        wanted = {"branch_id": str(offices.lead.id), "year": 2031, "quarter": 1}
        published = await book.post(SECRETARY, PUBLICATIONS, wanted)
        doubt = {
            "publication_id": published["id"], "member_id": member["id"], "year": 2031, "reason": "当日未见其到场",
        }  # fmt: skip
        for who in (stranger, Role.MEMBER):
            assert (await book.post(who, OBJECTIONS, doubt, 422))["code"] == "points.objection_subject"
        objection = await book.post(colleague, OBJECTIONS, doubt)
        assert (objection["state"], objection["member"]["name"]) == ("raised", "周明远")
        foreign_entry = {"entry_id": entry["id"], "year": 2031, "reason": "x"}
        assert (await book.post(colleague, OBJECTIONS, foreign_entry, 422))["code"] == "points.objection_subject"
        done = await step(book, SECRETARY, objection, "uphold", comment="属实", entry_id=entry["id"])
        assert done["reversal_id"] is not None
        missing = await book.post(account, OBJECTIONS, {"year": 2031, "reason": "三月的志愿服务没有登记"})
        missing = await step(book, SECRETARY, missing, "uphold", comment="将补登记")
        assert missing["reversal_id"] is None


async def test_nobody_answers_an_objection_about_themselves(book: Book, offices: Offices) -> None:
    member, _, entry = await settled(book)
    secretary = offices.people[SECRETARY]
    await book.bind(secretary, member)
    with time_machine.travel(AFTER):
        objection = await book.post(SECRETARY, OBJECTIONS, {"entry_id": entry["id"], "year": 2031, "reason": "x"})
        own = await step(book, SECRETARY, objection, "uphold", 403, comment="x")
        assert own["code"] == "points.own_points"
        withdrawn = await step(book, SECRETARY, objection, "withdraw")
        assert withdrawn["state"] == "withdrawn"
