"""What the role may do under which the nodes work, where it does not own the tables.

An owner may turn triggers off, and triggers are what keeps the audit log and every history append-only. So migrations
belong to one role and the nodes' daily work to another, which may read and write rows and change no table (ASVS 5,
13.2.2; docs/adr/0017).
"""

import asyncpg

from services.kit.database import driver_url

SCHEMAS = ("public", "jobs")
_ROWS = "SELECT, INSERT, UPDATE, DELETE"
_NUMBERS = "USAGE, SELECT"

_FITNESS = """
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS unknown,
    (SELECT rolsuper FROM pg_roles WHERE rolname = $1) AS all_powerful,
    (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND pg_has_role($1, relowner, 'MEMBER')) AS owned
"""


class UnfitRoleError(ValueError):
    """The role cannot be the one of the nodes; the text says why, for a person at a terminal."""


async def grant(url: str, role: str) -> None:
    """Let `role` work with the database at `url`, whose tables belong to the role that `url` names.

    Tables that later migrations add are covered. A second time it changes nothing. Raises `UnfitRoleError` where there
    is no such role, or it could do everything anyway.
    """
    connection = await asyncpg.connect(driver_url(url), timeout=10)
    try:
        async with connection.transaction():
            await _require_fit(connection, role)
            named = await connection.fetchval("SELECT quote_ident($1)", role)
            for schema in SCHEMAS:
                later = f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}"
                await connection.execute(
                    f"GRANT USAGE ON SCHEMA {schema} TO {named};"
                    f"GRANT {_ROWS} ON ALL TABLES IN SCHEMA {schema} TO {named};"
                    f"GRANT {_NUMBERS} ON ALL SEQUENCES IN SCHEMA {schema} TO {named};"
                    f"{later} GRANT {_ROWS} ON TABLES TO {named};"
                    f"{later} GRANT {_NUMBERS} ON SEQUENCES TO {named}"
                )
            await connection.execute(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {named}")
    finally:
        await connection.close()


async def _require_fit(connection: "asyncpg.Connection[asyncpg.Record]", role: str) -> None:
    try:
        found = await connection.fetchrow(_FITNESS, role)
    except asyncpg.UndefinedObjectError:  # pg_has_role of nobody
        found = None
    if found is None or found["unknown"]:
        raise UnfitRoleError(
            f"数据库中没有角色“{role}”，请先建立：CREATE ROLE {role} LOGIN PASSWORD '…' / "
            f"There is no role {role}: make it first, CREATE ROLE {role} LOGIN PASSWORD '…'"
        )
    if found["all_powerful"] or found["owned"]:
        raise UnfitRoleError(
            f"角色“{role}”是超级用户或表的所有者，本来就能修改表和触发器，不能作为日常运行的角色。 / "
            f"The role {role} is a superuser or owns the tables: it can change tables and triggers anyway."
        )
