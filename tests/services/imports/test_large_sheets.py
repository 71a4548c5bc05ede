"""Large sheets go by quicker ways: processes beside the first one, and indexes made when all rows are in. Nobody may
be able to tell afterwards."""

import logging
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from sqlalchemy import text

from models.enums import utc_now
from models.enums.accounts import Role
from services.imports.committing import Committer, commit_import
from services.imports.first_load import FirstLoad
from services.imports.reading import read_import
from services.kit.database import driver_url
from tests.support.imports import URL, look, person, previewed, upload, xlsx
from tests.support.people import City, Offices

ROWS = 30
ALWAYS = FirstLoad(least_rows=1, times_the_members=1)
NEVER = FirstLoad(least_rows=1_000_000)
# PostgreSQL writes the casts in a condition differently once it has read its own words.
_SHAPE = r"""
    SELECT array_agg(one ORDER BY one) FROM (
        SELECT regexp_replace(indexdef, '[()]|::(character varying|text)(\[\])?', '', 'g') AS one FROM pg_indexes WHERE tablename = 'members'
        UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'members'::regclass
        UNION ALL SELECT tgname || tgenabled::text FROM pg_trigger WHERE tgrelid = 'members'::regclass AND NOT tgisinternal
    ) AS shape
"""
# All that does not differ between two people by nature.
_MEMBERS = """
    SELECT to_jsonb(m) - ARRAY['id', 'id_number', 'id_number_hash', 'id_tail_hash', 'phone', 'phone_hash',
            'phone_tail_hash', 'address', 'created_at', 'updated_at'],
        (SELECT jsonb_agg(to_jsonb(c) - ARRAY['id', 'member_id', 'at', 'document', 'changes']) FROM member_changes c WHERE c.member_id = m.id),
        (SELECT jsonb_agg(to_jsonb(a) - ARRAY['id', 'entity_id', 'at']) FROM audit_entries a WHERE a.entity_id = m.id)
    FROM members m WHERE m.name LIKE :like ORDER BY m.name
"""


@pytest.fixture
async def somebody_reading(offices: Offices) -> AsyncIterator[None]:
    """Looks at the register, and does not come to an end."""
    url = offices.city.platform.database.engine.url.render_as_string(hide_password=False)
    connection = await asyncpg.connect(driver_url(url))
    async with connection.transaction():
        await connection.fetchval("SELECT count(*) FROM members")
        yield
    await connection.close()


def sheet(surname: str, first: int) -> bytes:
    return xlsx(
        *(
            person(first + 2 * at, name=f"{surname}建{'国华军明芳'[at % 5]}{'一二三四五六'[at // 5]}")
            for at in range(ROWS)
        )
    )


async def ask(city: City, query: str, **values: Any) -> list[Any]:
    async with city.platform.database.transaction() as session:
        return list((await session.execute(text(query), values)).all())


async def imported(offices: Offices, clerk: httpx.AsyncClient, content: bytes, rule: FirstLoad, processes: int) -> Any:
    platform = offices.city.platform
    found = (await upload(clerk, content)).json()["id"]
    await read_import(platform.database, platform.vault, platform.files, UUID(found), utc_now(), processes=processes)
    return await committed(offices, clerk, found, rule, processes)


async def committed(
    offices: Offices, clerk: httpx.AsyncClient, import_id: str, rule: FirstLoad, processes: int = 0
) -> Any:
    platform = offices.city.platform
    (await clerk.post(f"{URL}/{import_id}/commit", json={"mode": "all"})).raise_for_status()
    committer = Committer(offices.id_of(Role.BRANCH_CLERK))
    await commit_import(
        platform.database, platform.vault, UUID(import_id), committer, utc_now(), first=rule, processes=processes
    )
    return await look(clerk, import_id)


@pytest.mark.usefixtures("as_owner")
async def test_records_and_register_are_the_same_whichever_way_they_came(
    offices: Offices, clerk: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "jobs.imports")
    shape = await ask(offices.city, _SHAPE)
    quick = await imported(offices, clerk, sheet("单", 1), ALWAYS, 1)
    assert caplog.text.count("indexes_aside") == 1
    usual = await imported(offices, clerk, sheet("单", 101), NEVER, 0)
    assert caplog.text.count("indexes_aside") == 1
    assert usual["result"] == quick["result"] == {"created": ROWS, "amended": 0, "unchanged": 0, "skipped": 0}
    assert await ask(offices.city, _SHAPE) == shape
    found = await ask(offices.city, _MEMBERS, like="单%")
    assert len(found) == 2 * ROWS
    assert found[::2] == found[1::2]
    answer = await clerk.get("/api/v1/members", params={"q": "建国", "with_total": True})
    assert answer.json()["total"] == 2 * ROWS // 5


@pytest.mark.usefixtures("as_owner")
async def test_what_is_taken_back_leaves_the_register_as_it_was(offices: Offices, clerk: httpx.AsyncClient) -> None:
    shape = await ask(offices.city, _SHAPE)
    late = await previewed(offices.city, clerk, sheet("单", 1))
    await imported(offices, clerk, xlsx(person(1, name="先来的")), NEVER, 0)
    done = await committed(offices, clerk, late["id"], ALWAYS, 1)
    assert (done["state"], done["notice"]["code"]) == ("previewed", "import.changed_meanwhile")
    assert await ask(offices.city, _SHAPE) == shape
    assert await ask(offices.city, "SELECT name FROM members") == [("先来的",)]


@pytest.mark.usefixtures("as_owner", "somebody_reading")
async def test_while_others_read_the_register_rows_go_in_the_usual_way(
    offices: Offices, clerk: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    impatient = FirstLoad(least_rows=1, times_the_members=1, patience="50ms")
    done = await imported(offices, clerk, sheet("单", 1), impatient, 0)
    assert done["result"]["created"] == ROWS
    assert "indexes_stay" in caplog.text


async def test_a_node_that_owns_nothing_goes_the_usual_way(
    offices: Offices, clerk: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    done = await imported(offices, clerk, sheet("单", 1), ALWAYS, 0)
    assert done["result"]["created"] == ROWS
    assert "indexes_stay" in caplog.text


def test_an_import_is_a_first_load_when_it_is_nearly_all_there_will_be() -> None:
    rule = FirstLoad()
    assert rule.fits(300_000, 29_999)
    assert not rule.fits(300_000, 30_000)
    assert not rule.fits(19_999, 0)
