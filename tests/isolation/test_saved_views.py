"""Saved views belong to an account, not to a branch."""

from models.enums.accounts import Role
from tests.support.tickets import CLERK, SECRETARY, Desk, made, match

URL = "/api/v1/saved-views"


async def test_nobody_else_sees_or_drops_a_view(desk: Desk) -> None:
    owner = await desk.client(SECRETARY)
    body = {"page": "tickets", "name": "逾期", "query": "lamp=red"}
    view = made(await owner.post(URL, json=body), 201)
    for who in (CLERK, Role.ADMIN, Role.SUPERVISOR):
        client = await desk.client(who)
        assert made(await client.get(URL, params={"page": "tickets"}), 200)["items"] == []
        assert (await client.delete(f"{URL}/{view['id']}", headers=match(view))).status_code == 404
    assert len(made(await owner.get(URL, params={"page": "tickets"}), 200)["items"]) == 1
