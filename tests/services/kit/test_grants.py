"""The role of the nodes: enough for the day's work (all other tests go by it), and no power over tables and triggers."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from services.kit.database import driver_url
from services.kit.grants import UnfitRoleError, grant
from tests.support.commands import dangjian
from tests.support.database import NODE_ROLE, create_database, drop_database, of_node
from tests.support.people import City


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_entries DISABLE TRIGGER USER",
        "ALTER TABLE point_entries DISABLE TRIGGER ALL",
        "SET session_replication_role = 'replica'",
        "DROP TRIGGER audit_entries_append_only ON audit_entries",
        "TRUNCATE audit_entries",
        "CREATE OR REPLACE FUNCTION refuse_rewriting_audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TABLE beside (note text)",
        "UPDATE alembic_version SET version_num = 'x'",
        "SET ROLE app",
    ],
)
async def test_a_node_has_no_power_over_tables_and_triggers(database_url: str, statement: str) -> None:
    node = await asyncpg.connect(driver_url(of_node(database_url)))
    try:
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError)):
            await node.execute(statement)
    finally:
        await node.close()


async def test_the_application_of_the_tests_is_such_a_node(city: City) -> None:
    async with city.platform.database.transaction() as session:
        assert await session.scalar(text("SELECT current_user")) == NODE_ROLE


async def test_what_a_later_migration_makes_is_covered(server_url: str, template_url: str) -> None:
    url = await create_database(server_url, make_url(template_url).database)
    owner, node = [await asyncpg.connect(driver_url(one)) for one in (url, of_node(url))]
    await owner.execute("CREATE TABLE later (id int GENERATED ALWAYS AS IDENTITY, note text)")
    await node.execute("INSERT INTO later (note) VALUES ('后来')")
    assert await node.fetchval("SELECT note FROM later") == "后来"
    for connection in (owner, node):
        await connection.close()
    await drop_database(server_url, url)


def test_roles_that_would_protect_nothing_are_refused(server_url: str, template_url: str) -> None:
    nobody = f"nobody_{uuid4().hex}"
    with pytest.raises(UnfitRoleError, match=f"CREATE ROLE {nobody}"):
        asyncio.run(grant(template_url, nobody))
    with pytest.raises(UnfitRoleError, match="superuser"):
        asyncio.run(grant(template_url, str(make_url(template_url).username)))
    done = dangjian("migrate", "--role", nobody, DATABASE_URL=driver_url(template_url))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert nobody in done.stderr
    assert dangjian("migrate", "--role", NODE_ROLE, DATABASE_URL=driver_url(template_url)).returncode == 0
