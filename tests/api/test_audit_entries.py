"""The audit log: complete, readable by auditors alone, never rewritten."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.accounts import Role
from services.access.actor import Duty
from services.kit.reader import ConnectionReader
from tests.support.people import Offices

URL = "/api/v1/audit-entries"
PASSWORD = "Lake-Tern7-quiet"


async def test_who_did_what_when_and_from_where(offices: Offices) -> None:
    admin = await offices.as_(Role.ADMIN)
    target = offices.people[Role.MEMBER]
    await admin.post(f"/api/v1/accounts/{target.id}/close", headers={"X-Request-Id": "request-of-the-test"})
    auditor = await offices.as_(Role.AUDITOR)
    (row,) = (await auditor.get(URL, params={"action": "account."})).json()["items"]
    assert {
        name: row[name] for name in ("action", "succeeded", "actor_id", "entity_kind", "entity_id", "entity_name")
    } == {
        "action": "account.close",
        "succeeded": True,
        "actor_id": str(offices.id_of(Role.ADMIN)),
        "entity_kind": "account",
        "entity_id": str(target.id),
        "entity_name": target.username,
    }
    assert row["changes"] == {"state": ["open", "closed"]}
    assert (row["request_id"], row["address"]) == ("request-of-the-test", "127.0.0.1")


async def test_only_auditors_read_it(offices: Offices) -> None:
    for role in set(Role) - {Role.AUDITOR}:
        assert (await (await offices.as_(role)).get(URL)).status_code == 403, role
    assert (await (await offices.as_(Role.AUDITOR)).get(URL)).status_code == 200


async def test_the_log_is_narrowed_and_paged_newest_first(offices: Offices) -> None:
    account = await offices.city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id))
    for password in (PASSWORD, "wrong", PASSWORD, "wrong"):
        await offices.city.sign_in("zhou.my", password)
    admin = await offices.as_(Role.ADMIN)
    await admin.post(f"/api/v1/accounts/{account.id}/password-reset")
    auditor = await offices.as_(Role.AUDITOR)

    async def seen(**params: object) -> list[tuple[str, bool]]:
        answer = await auditor.get(URL, params={name: str(value) for name, value in params.items()})
        assert answer.status_code == 200, answer.text
        return [(row["action"], row["succeeded"]) for row in answer.json()["items"]]

    reset, right, wrong = ("account.password_reset", True), ("auth.sign_in", True), ("auth.sign_in", False)
    assert await seen() == [reset, wrong, right, wrong, right]
    assert await seen(action="auth.") == [wrong, right, wrong, right]
    assert await seen(action="auth.sign_in", succeeded=False) == [wrong, wrong]
    assert await seen(actor_id=offices.id_of(Role.ADMIN)) == [reset]
    assert await seen(entity_kind="account", entity_id=account.id, limit=2) == [reset, wrong]
    assert await seen(entity_kind="ticket") == []
    now = utc_now()
    assert len(await seen(**{"from": (now - timedelta(hours=1)).isoformat(), "to": now.isoformat()})) == 5
    assert await seen(to=(now - timedelta(hours=1)).isoformat()) == []

    paged, cursor = [], None
    while True:
        page = (await auditor.get(URL, params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
        paged += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(paged) == 5
    assert paged == sorted(paged, reverse=True)


@pytest.mark.parametrize(
    "params",
    [
        {"cursor": "x"},
        {"cursor": "é"},
        {"cursor": "LTE"},
        {"cursor": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},
        {"action": "%"},
        {"action": "a\x00"},
        {"entity_kind": "Ünknown"},
        {"actor_id": "1"},
        {"from": "yesterday"},
        {"from": "2026-11-21T08:00:00"},
        {"limit": "201"},
    ],
)
async def test_wrong_filters_are_refused(offices: Offices, params: dict[str, str]) -> None:
    answer = await (await offices.as_(Role.AUDITOR)).get(URL, params=params)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == f"/query/{next(iter(params))}"


async def test_a_page_costs_the_same_however_long(offices: Offices) -> None:
    auditor = await offices.as_(Role.AUDITOR)
    reader = offices.city.platform.database.reader
    assert isinstance(reader, ConnectionReader)

    async def cost() -> int:
        before = reader.count
        assert (await auditor.get(URL, params={"limit": 100})).status_code == 200
        return reader.count - before

    few = await cost()
    for _ in range(5):
        await offices.city.sign_in("nobody.here", "wrong")
    assert await cost() == few


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("table", ["audit_entries", "ticket_events"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET action = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
async def test_history_is_not_rewritten(offices: Offices, table: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match=f"{table} is append-only"):
        async with offices.city.platform.database.transaction() as session:
            await session.execute(text(statement.format(table)))


async def test_history_is_not_rewritten_through_the_models_either(offices: Offices) -> None:
    await offices.city.sign_in("nobody.here", "wrong")
    for rewriting in (update(AuditEntry).values(succeeded=True), delete(AuditEntry)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with offices.city.platform.database.transaction() as session:
                await session.execute(rewriting)
    auditor = await offices.as_(Role.AUDITOR)
    assert [row["succeeded"] for row in (await auditor.get(URL)).json()["items"]] == [False]
