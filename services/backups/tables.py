"""The platform's tables as the database knows them: what is copied, and what stands in the way of copying it back."""

from collections.abc import Iterable
from typing import Any

SCHEMAS = ["public", "jobs"]
REVISIONS = "public.alembic_version"
"""Written by migrating, not by copying."""

_TABLES = """
SELECT format('%I.%I', n.nspname, c.relname) AS name,
    array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY 1 ORDER BY 1
"""
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND connamespace::regnamespace::text = ANY($1) AND conparentid = 0 ORDER BY 1, 2
"""
_INDEXES = """
SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY($1) AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY 1
"""
_SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename) AS name, last_value AS last FROM pg_sequences
WHERE schemaname = ANY($1) AND last_value IS NOT NULL ORDER BY 1
"""


async def tables(connection: Any) -> dict[str, list[str]]:
    """Qualified name → columns that can be written, of every table but that of the migrations."""
    rows = await connection.fetch(_TABLES, SCHEMAS)
    return {row["name"]: row["columns"] for row in rows if row["name"] != REVISIONS}


async def sequences(connection: Any) -> dict[str, int]:
    """Qualified name → last value, of those that have given one."""
    return {row["name"]: row["last"] for row in await connection.fetch(_SEQUENCES, SCHEMAS)}


async def set_sequences(connection: Any, values: dict[str, int]) -> None:
    for name, last in values.items():
        await connection.execute("SELECT setval($1::text::regclass, $2)", name, last)


async def file_tables(connection: Any) -> list[str]:
    """Tables whose rows point at files of the store (`storage_key`)."""
    return [name for name, columns in (await tables(connection)).items() if "storage_key" in columns]


class Cleared:
    """Tables made ready to be copied into: empty, without foreign keys, plain indexes and triggers, until `rebuild`.

    All within the caller's transaction, so a failure leaves everything as it was. The order of tables then does not
    matter, and an index built at the end costs a fraction of one kept up row by row.
    """

    def __init__(self, connection: Any, names: Iterable[str]) -> None:
        self._connection = connection
        self._names = list(names)
        self._keys: list[Any] = []
        self._indexes: list[Any] = []

    async def clear(self) -> None:
        execute = self._connection.execute
        self._keys = await self._connection.fetch(_FOREIGN_KEYS, SCHEMAS)
        for key in self._keys:
            await execute(f"ALTER TABLE {key['of']} DROP CONSTRAINT {key['name']}")
        self._indexes = await self._connection.fetch(_INDEXES, SCHEMAS)
        for index in self._indexes:
            await execute(f"DROP INDEX {index['name']}")
        for name in self._names:
            await execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        if self._names:
            await execute(f"TRUNCATE {', '.join(self._names)}")

    async def rebuild(self) -> None:
        """Errors: asyncpg.IntegrityConstraintViolationError where the rows do not fit together."""
        execute = self._connection.execute
        for name in self._names:
            await execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        for index in self._indexes:
            await execute(index["definition"])
        for key in self._keys:
            await execute(f"ALTER TABLE {key['of']} ADD CONSTRAINT {key['name']} {key['definition']}")
