"""Points are known to the member, the branch's officers and who supervises the branch; elsewhere they do not exist."""

from datetime import date
from typing import Any

import time_machine

from models.enums.accounts import Role
from tests.support.counting import row_counts
from tests.support.people import Offices
from tests.support.points import CLERK, ENTRIES, OBJECTIONS, PUBLICATIONS, SCHEMES, SECRETARY, STAFF, Book
from tests.support.tickets import made

NAME = "万俟雪"


async def test_outside_of_the_branch_there_are_no_points(offices: Offices) -> None:
    book = Book(offices)
    with time_machine.travel(date(2031, 4, 2)):
        scheme = await book.scheme(2031, branch=offices.organ)
        member = await book.member(NAME)
        account = await book.account_of(member)
        claim, entry = await book.entered(member), await book.confirmed(member)
        claim = await book.attached(CLERK, claim, 201)
        proof = (await book.get(CLERK, f"{ENTRIES}/{claim['id']}/files"))["items"][0]["id"]
        flag = await book.post(
            SECRETARY,
            f"/api/v1/members/{member['id']}/points/flags",
            {"year": 2031, "flag": "exempt", "reason": "内情"},
        )
        quarter = {"branch_id": str(offices.lead.id), "year": 2031, "quarter": 1}
        published = await book.post(SECRETARY, PUBLICATIONS, quarter)
        doubt = {"entry_id": entry["id"], "year": 2031, "reason": "内情"}
        objection = await book.post(account, OBJECTIONS, doubt)
        strangers = [
            offices.support_secretary,
            offices.foreign_secretary,
            await offices.city.account(Role.COMMITTEE_ADMIN, offices.district),
            await offices.city.account(Role.STAFF, offices.district),
            await offices.city.account(Role.MEMBER, offices.foreign),
        ]
        clients = [await book.client(who) for who in strangers]
        before = await row_counts(offices.city)
        reason = {"reason": "不该看到"}
        attempts: list[tuple[str, str, Any]] = [
            ("GET", f"/api/v1/members/{member['id']}/points?year=2031", None),
            ("GET", f"/api/v1/branches/{offices.lead.id}/points?year=2031", None),
            ("GET", f"/api/v1/branches/{offices.lead.id}/points/distribution?year=2031", None),
            ("GET", f"{ENTRIES}/{claim['id']}", None),
            ("GET", f"{ENTRIES}/{entry['id']}", None),
            ("GET", f"{ENTRIES}/{claim['id']}/files", None),
            ("GET", f"{ENTRIES}/{claim['id']}/files/{proof}", None),
            ("POST", f"{ENTRIES}/{claim['id']}/confirm", None),
            ("POST", f"{ENTRIES}/{claim['id']}/refuse", reason),
            ("POST", f"{ENTRIES}/{entry['id']}/reverse", reason),
            ("POST", f"/api/v1/point-flags/{flag['id']}/lift", reason),
            ("GET", f"{PUBLICATIONS}/{published['id']}", None),
            ("POST", PUBLICATIONS, quarter),
            ("GET", f"{OBJECTIONS}/{objection['id']}", None),
            ("GET", f"{OBJECTIONS}/{objection['id']}/events", None),
            ("POST", f"{OBJECTIONS}/{objection['id']}/transitions", {"action": "uphold", "comment": "x"}),
            ("POST", f"{SCHEMES}/{scheme['id']}/freeze", None),
            ("GET", f"{SCHEMES}/{scheme['id']}/preview", None),
        ]
        for client in clients:
            for method, url, given in attempts:
                answer = await client.request(method, url, json=given, headers={"If-Match": '"1"'})
                assert answer.status_code in {403, 404}, f"{method} {url}: {answer.text}"
                assert NAME not in answer.text
                assert "内情" not in answer.text
                if method == "GET" and not url.endswith(("preview", "distribution?year=2031")):
                    assert answer.status_code == 404, url
            for url in (ENTRIES, OBJECTIONS, PUBLICATIONS):
                page = made(await client.get(url, params={"with_total": True}), 200)
                assert (page["items"], page["total"]) == ([], 0), url
        assert await row_counts(offices.city) == before
        # Staff of the whole city see how scores are spread, and nobody by name.
        spread = await book.get(STAFF, f"/api/v1/branches/{offices.lead.id}/points/distribution", year=2031)
        assert (spread["members"], spread["exempt"]) == (1, 1)
        assert (await book.get(STAFF, ENTRIES))["items"] == []


async def test_a_colleague_sees_what_was_published_and_no_ledger(offices: Offices) -> None:
    book = Book(offices)
    with time_machine.travel(date(2031, 4, 2)):
        await book.scheme(2031)
        member = await book.member(NAME)
        entry = await book.confirmed(member)
        colleague = await book.account_of(await book.member("安平"))
        await book.post(SECRETARY, PUBLICATIONS, {"branch_id": str(offices.lead.id), "year": 2031, "quarter": 1})
        page = await book.get(colleague, PUBLICATIONS)
        published = await book.get(colleague, f"{PUBLICATIONS}/{page['items'][0]['id']}")
        assert NAME in [line["name"] for line in published["lines"]]
        await book.year(member, colleague, 404)
        await book.get(colleague, f"{ENTRIES}/{entry['id']}", 404)
        await book.get(colleague, f"/api/v1/branches/{offices.lead.id}/points", 404)
