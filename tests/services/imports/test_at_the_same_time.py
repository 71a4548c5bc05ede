"""Imports on a database with real commits: processes of their own, and people who register somebody meanwhile."""

import asyncio
import re
from uuid import UUID

import httpx
from sqlalchemy import text

from api.settings import Settings
from models.enums import utc_now
from models.enums.accounts import Role
from models.enums.imports import ImportState
from models.enums.members import Stage
from services.access.acting import actor_of
from services.access.tree import load_tree
from services.imports import progress
from services.imports.committing import Committer, commit_import
from services.jobs.imports import COMMIT_IMPORT, READ_IMPORT, ImportTask
from services.kit.jobs import JobContext, Keys, Means
from services.members.registration import NewMember, register
from tests.factories.members import id_number
from tests.services.imports.test_hostile_files import SHEET, repacked
from tests.support.imports import URL, look, person, previewed, upload, xlsx
from tests.support.jobs import eventually
from tests.support.people import Offices

MEMBERS = "/api/v1/members"


def _with_a_cell_far_away(parts: dict[str, bytes]) -> None:
    """Two cells, but a table of 700 million between them."""
    sheet = re.sub(rb"<dimension[^>]*/>", b"", parts[SHEET])
    far = b'<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row></sheetData>'
    parts[SHEET] = sheet.replace(b"</sheetData>", far)


async def test_jobs_read_and_write_in_processes_of_limited_memory(
    offices: Offices, clerk: httpx.AsyncClient, settings: Settings
) -> None:
    database = offices.city.platform.database
    url = database.engine.url.render_as_string(hide_password=False)
    means = Means(url, str(settings.var_dir / "files"), lambda: Keys((b"A" * 32,), b"A" * 32))
    good = (await upload(clerk, xlsx(person(1)))).json()["id"]
    bomb = (await upload(clerk, repacked(_with_a_cell_far_away))).json()["id"]
    for import_id in (good, bomb):
        async with database.transaction() as session:
            await READ_IMPORT.run(JobContext(session, utc_now(), 1, means), ImportTask(UUID(import_id)))
    failed = await look(clerk, bomb)
    assert (failed["state"], failed["failure"]["code"]) == ("failed", "import.too_heavy")
    (await clerk.post(f"{URL}/{good}/commit", json={"mode": "all"})).raise_for_status()
    task = ImportTask(UUID(good), offices.id_of(Role.BRANCH_CLERK), "a request", "10.0.0.1")
    async with database.transaction() as session:
        await COMMIT_IMPORT.run(JobContext(session, utc_now(), 1, means), task)
    assert (await look(clerk, good))["result"]["created"] == 1
    assert (await clerk.get(MEMBERS, params={"with_total": True})).json()["total"] == 1


async def test_somebody_registered_while_the_import_is_written_is_not_registered_twice(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    platform = offices.city.platform
    found = await previewed(offices.city, clerk, xlsx(person(1), person(3)))
    (await clerk.post(f"{URL}/{found['id']}/commit", json={"mode": "valid_only"})).raise_for_status()
    committer = Committer(offices.id_of(Role.BRANCH_CLERK))
    reader = platform.database.reader
    actor = await actor_of(reader, await load_tree(reader), committer.account_id)
    assert actor is not None
    same = NewMember("先登记", id_number(3), "01", Stage.APPLICANT, offices.lead.id)
    async with platform.database.transaction() as session:
        await register(session, platform.vault, actor, same, now=utc_now())
        writing = asyncio.create_task(
            commit_import(platform.database, platform.vault, UUID(found["id"]), committer, utc_now())
        )

        async def waits() -> bool:
            # Whoever meets an uncommitted number waits for the transaction that wrote it.
            held = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
            return bool(await session.scalar(held))

        await eventually(waits)
    await writing
    done = await look(clerk, found["id"])
    assert done["result"] == {"created": 1, "amended": 0, "unchanged": 0, "skipped": 1}
    names = [item["name"] for item in (await clerk.get(MEMBERS)).json()["items"]]
    assert sorted(names) == ["先登记", "单建国"]


async def test_a_commit_whose_workers_all_died_is_settled_by_what_became_of_it(
    offices: Offices, clerk: httpx.AsyncClient
) -> None:
    """One was finished by a process that outlived its worker; of the other one nothing was written."""
    database = offices.city.platform.database
    assert COMMIT_IMPORT.give_up is not None
    left, lost = [(await previewed(offices.city, clerk, xlsx(person(serial))))["id"] for serial in (1, 3)]
    for import_id in (left, lost):
        (await clerk.post(f"{URL}/{import_id}/commit", json={"mode": "all"})).raise_for_status()

    async def given_up(import_id: str) -> None:
        async with database.transaction() as session:
            context = JobContext(session, utc_now(), COMMIT_IMPORT.max_attempts + 1)
            await COMMIT_IMPORT.give_up(context, ImportTask(UUID(import_id)))  # type: ignore[misc]

    async with database.transaction() as session:
        assert await progress.taken_up(session, UUID(left), ImportState.COMMITTING) is not None
        waiting = asyncio.create_task(given_up(left))

        async def waits() -> bool:
            held = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
            return bool(await session.scalar(held))

        await eventually(waits)
        await progress.moved(session, UUID(left), ImportState.COMMITTING, ImportState.DONE, utc_now(), created_count=1)
    await waiting
    done = await look(clerk, left)
    assert (done["state"], done["notice"]) == ("done", None)
    await given_up(lost)
    back = await look(clerk, lost)
    assert (back["state"], back["notice"]["code"]) == ("previewed", "import.failed")
    assert "commit" in back["available_actions"]
