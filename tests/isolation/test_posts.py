"""A committee administrator sees, finds, counts and changes nothing of another committee's branches."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from models.enums.accounts import Role
from tests.api.test_branches import URL
from tests.support.people import Offices

PAPER = {"document_no": "云组〔2026〕1号", "approved_on": "2026-10-01"}
MATCH = {"If-Match": '"1"'}
POST = {"office": "secretary", "person_name": "周明远", "selection": "elected", "from_on": "2024-05-20"}


@pytest.fixture
async def stranger(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(await offices.city.account(Role.COMMITTEE_ADMIN, offices.district))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"name": "改名"}),
        ("GET", "/dissolution", None),
        ("POST", "/dissolve", {"reason": "撤销", "decided_on": "2026-01-01"}),
        ("GET", "/posts", None),
        ("POST", "/posts", POST),
        ("PATCH", "/posts/{post}", {"to_on": "2025-01-01"}),
        ("GET", "/terms", None),
        ("POST", "/terms", {"elected_on": "2025-01-01"}),
        ("POST", "/terms/{term}/postpone", {"postponed_to": "2028-01-01", **PAPER}),
        ("GET", "/warnings", None),
    ],
)
async def test_elsewhere_nothing_is_there(
    offices: Offices, stranger: httpx.AsyncClient, method: str, path: str, body: dict[str, Any] | None
) -> None:
    admin = await offices.as_(Role.ADMIN)
    lead = f"{URL}/{offices.lead.id}"
    held = (await admin.post(f"{lead}/posts", json=POST)).json()["id"]
    term = (await admin.post(f"{lead}/terms", json={"elected_on": "2024-05-20"})).json()["id"]
    before = [(await admin.get(f"{lead}{part}")).json() for part in ("", "/posts", "/terms")]
    answers = []
    for branch_id in (offices.lead.id, uuid4()):
        url = f"{URL}/{branch_id}{path.format(post=held, term=term)}"
        answers.append(await stranger.request(method, url, json=body, headers=MATCH))
    assert [answer.status_code for answer in answers] == [404, 404]
    seen, absent = ({**answer.json(), "request_id": None} for answer in answers)
    assert seen == absent, "what lies elsewhere looks like what does not exist"
    assert [(await admin.get(f"{lead}{part}")).json() for part in ("", "/posts", "/terms")] == before


async def test_a_post_is_reached_through_its_own_branch_alone(offices: Offices, stranger: httpx.AsyncClient) -> None:
    admin = await offices.as_(Role.ADMIN)
    lead = f"{URL}/{offices.lead.id}"
    held = (await admin.post(f"{lead}/posts", json=POST)).json()["id"]
    term = (await admin.post(f"{lead}/terms", json={"elected_on": "2024-05-20"})).json()["id"]
    own = f"{URL}/{offices.foreign.id}"
    changed = await stranger.patch(f"{own}/posts/{held}", json={"person_name": "改名"}, headers=MATCH)
    postponed = await stranger.post(
        f"{own}/terms/{term}/postpone", json={"postponed_to": "2028-01-01", **PAPER}, headers=MATCH
    )
    assert (changed.status_code, postponed.status_code) == (404, 404)


async def test_no_list_names_what_lies_elsewhere(offices: Offices, stranger: httpx.AsyncClient) -> None:
    for url, params in ((URL, {"with_total": True}), (f"{URL}/warnings", {}), (URL, {"q": offices.lead.name})):
        page = (await stranger.get(url, params=params)).json()
        assert offices.lead.name not in str(page)
        assert str(offices.lead.id) not in str(page)
    assert (await stranger.get(URL, params={"with_total": True})).json()["total"] == 2


async def test_whoever_only_looks_changes_no_posts(offices: Offices) -> None:
    lead = f"{URL}/{offices.lead.id}"
    for role in (Role.BRANCH_SECRETARY, Role.BRANCH_CLERK, Role.MEMBER, Role.STAFF, Role.SUPERVISOR, Role.AUDITOR):
        client = await offices.as_(role)
        assert (await client.get(f"{lead}/posts")).status_code == 200, role
        assert (await client.post(f"{lead}/posts", json=POST)).status_code == 403, role
        assert (await client.post(f"{lead}/terms", json={"elected_on": "2024-05-20"})).status_code == 403, role
