"""The restore drill: what an office has made is there again, in another database and another folder."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from api.platform import Platform
from api.settings import Settings
from models.enums.accounts import Role
from models.enums.tickets import TicketState
from services.access.actor import Duty
from services.backups.tables import file_tables, sequences, tables
from services.kit.database import Database
from tests.conftest import TEST_KEY, application
from tests.support.commands import Done, dangjian
from tests.support.database import create_database, drop_database
from tests.support.people import City, build_offices
from tests.support.points import Book
from tests.support.tickets import Desk, made, match

PASSWORD = "Yunchuan-2026-dangjian"
PDF = b"%PDF-1.7 " + bytes(range(256)) * 9000
OTHER_KEY = base64.b64encode(b"o" * 32).decode()


class Place:
    """A database with its folder, and `dangjian` as its operator runs it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    async def run(self, *arguments: str, **environment: str) -> Done:
        given = {
            "DATABASE_URL": self.url,
            "DANGJIAN_VAR_DIR": str(self.folder),
            "DANGJIAN_JWT_SECRET": "a secret of the tests that is long enough",
            "DANGJIAN_FIELD_KEY": TEST_KEY,
            "DANGJIAN_LOOKUP_KEY": TEST_KEY,
            "DANGJIAN_BACKUP_KEY": TEST_KEY,
        }
        return await asyncio.to_thread(dangjian, *arguments, **given | environment)

    async def content(self) -> dict[str, Any]:
        """Every row of every table, as text; sequences."""
        connection = await asyncpg.connect(self.url)
        try:
            found: dict[str, Any] = {"sequences": await sequences(connection)}
            for name in await tables(connection):
                digest = f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} AS t"
                found[name] = tuple(await connection.fetchrow(digest) or ())
            found["schema"] = [tuple(row) for row in await connection.fetch(_SCHEMA)]
            return found
        finally:
            await connection.close()

    def files(self) -> dict[str, bytes]:
        root = self.folder / "files"
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# PostgreSQL writes the casts in a condition differently once it has read its own words.
_SCHEMA = r"""
SELECT regexp_replace(indexdef, '[()]|::(character varying|text)(\[\])?', '', 'g') FROM pg_indexes WHERE schemaname IN ('public', 'jobs')
UNION ALL SELECT concat(conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint
UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1
"""


@pytest.fixture
async def places(server_url: str, template_url: str, tmp_path: Path) -> AsyncIterator[tuple[Place, Place]]:
    template = make_url(template_url).database
    old, new = [await create_database(server_url, given) for given in (template, None)]
    yield Place(old, tmp_path / "old"), Place(new, tmp_path / "new")
    for url in (old, new):
        await drop_database(server_url, url)


async def opened(place: Place, settings: Settings) -> tuple[City, Database]:
    database = await Database.connect(place.url, pool_size=2, reader_size=2)
    chosen = settings.model_copy(update={"var_dir": place.folder, "second_factor": "optional"})
    platform = Platform.assemble(chosen, database, remember=False)
    return City(platform, application(chosen, platform)), database


async def lived_in(place: Place, settings: Settings) -> dict[str, Any]:
    """A city with members, points, tickets, an attached file and someone with a password; gives the ticket."""
    city, database = await opened(place, settings)
    offices = await build_offices(city)
    await city.person("lixin", PASSWORD, Duty(Role.SUPERVISOR, offices.root.id))
    desk, book = Desk(offices), Book(offices)
    await desk.bring(TicketState.CLOSED)
    ticket = await desk.bring(TicketState.ASSIGNED, title="备份前登记的事项")
    answer = await (await desk.client(Role.BRANCH_SECRETARY)).post(
        f"/api/v1/tickets/{ticket['id']}/files", files={"file": ("方案.pdf", PDF)}, headers=match(ticket)
    )
    await book.scheme()
    await book.confirmed(await book.member())
    await city.close()
    await database.close()
    return made(answer, 201)


async def test_everything_is_there_again(places: tuple[Place, Place], settings: Settings, tmp_path: Path) -> None:
    old, new = places
    ticket = await lived_in(old, settings)
    target = tmp_path / "dangjian.backup"
    done = await old.run("backup", str(target))
    assert done.returncode == 0, done.stderr
    assert "field_key" in done.stdout
    assert target.stat().st_mode & 0o777 == 0o600
    assert PDF[:500] not in target.read_bytes()

    done = await new.run("restore", str(target))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("✓") == 6
    assert await new.content() == await old.content()
    assert new.files() == old.files()

    city, database = await opened(new, settings)
    token = made(await city.sign_in("lixin", PASSWORD), 200)["access_token"]
    client = city.bearer(token)
    seen = made(await client.get(f"/api/v1/tickets/{ticket['id']}"), 200)
    assert (seen["title"], seen["number"]) == ("备份前登记的事项", ticket["number"])
    file = await client.get(f"/api/v1/tickets/{ticket['id']}/files/{seen['files'][0]['id']}")
    assert file.content == PDF
    await city.close()
    await database.close()

    # Work goes on: a second restore would lose it, and is not done unasked.
    before = await new.content()
    done = await new.run("restore", str(target))
    assert (done.returncode, "--replace" in done.stderr) == (1, True)
    assert await new.content() == before
    connection = await asyncpg.connect(new.url)
    await connection.execute("UPDATE accounts SET display_name = '改过'")
    done = await new.run("restore", str(target), "--replace", "--yes")
    assert (done.returncode, "1 other sessions" in done.stderr) == (1, True)
    await connection.close()
    done = await new.run("restore", str(target), "--replace", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert await new.content() == await old.content()


async def test_what_cannot_be_trusted_touches_nothing(
    places: tuple[Place, Place], settings: Settings, tmp_path: Path
) -> None:
    old, new = places
    await lived_in(old, settings)
    target, damaged = tmp_path / "whole", tmp_path / "damaged"
    missing = await old.run("backup", str(target), DANGJIAN_BACKUP_KEY="")
    assert (missing.returncode, "DANGJIAN_BACKUP_KEY_FILE" in missing.stderr) == (1, True)
    next((old.folder / "files").rglob("*-*")).unlink()
    done = await old.run("backup", str(target))
    assert (done.returncode, "not in the store" in done.stderr) == (3, True)
    again = await old.run("backup", str(target))
    assert (again.returncode, "not overwritten" in again.stderr) == (1, True)

    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    for source, says, environment in (
        (damaged, "damaged or cut off", {}),
        (target, "Wrong backup key", {"DANGJIAN_BACKUP_KEY": OTHER_KEY}),
        (target, "field_key is not the one", {"DANGJIAN_FIELD_KEY": OTHER_KEY}),
        (target, "lookup_key is not the one", {"DANGJIAN_LOOKUP_KEY": OTHER_KEY}),
        (Path(__file__), "no backup of this platform", {}),
    ):
        done = await new.run("restore", str(source), **environment)
        assert (done.returncode, says in done.stderr) == (1, True), done.stderr
    assert (await new.content()).keys() == {"sequences", "schema"}
    assert not new.folder.exists()
    connection = await asyncpg.connect(old.url)
    # As only a superuser could: rows that point at nothing. They are found in the last step.
    await connection.execute("SET session_replication_role = replica; DELETE FROM branches")
    await connection.close()
    assert (await old.run("backup", str(tmp_path / "unfit"))).returncode == 3
    done = await new.run("restore", str(tmp_path / "unfit"))
    assert (done.returncode, "violates foreign key" in done.stderr) == (1, True), done.stderr
    rows = {name: found[0] for name, found in (await new.content()).items() if name.startswith("public.") and found[0]}
    assert rows.keys() <= {"public.study_kinds"}, "no more than the migrations wrote"
    done = await new.run("restore", str(target), DANGJIAN_FIELD_KEY=f"{OTHER_KEY} {TEST_KEY}")
    assert (done.returncode, "missing before: 1" in done.stdout) == (0, True), done.stdout + done.stderr


async def test_every_file_of_the_store_is_known_to_backups(places: tuple[Place, Place]) -> None:
    connection = await asyncpg.connect(places[0].url)
    found = await file_tables(connection)
    await connection.close()
    assert {"public.imports", "public.member_photos", "public.source_documents", "public.ticket_files"} <= set(found)
