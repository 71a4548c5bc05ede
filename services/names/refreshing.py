"""Making anew what names are found and sorted by, after the rules for it have changed."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update

from models.accounts import Account
from models.branches import Branch
from models.members import Member
from services.accounts.commands import account_grams
from services.kit.database import Database, WriteSession
from services.kit.names import name_grams, person_grams, person_pinyin, pinyin_of

BATCH = 1000
_REMEMBERED = 20_000

Derived = Mapping[str, Any]
"""Columns that are made of the name."""


@lru_cache(maxsize=_REMEMBERED)
def _of_member(name: str) -> Derived:
    return {"pinyin": person_pinyin(name), "grams": person_grams(name)}


def _of_branch(name: str) -> Derived:
    return {"pinyin": pinyin_of(name), "grams": name_grams(name)}


def _of_account(username: str, display_name: str) -> Derived:
    return {"grams": account_grams(username, display_name)}


NAMED: dict[Any, tuple[tuple[str, ...], Callable[..., Derived]]] = {
    Branch: (("name",), _of_branch),
    Account: (("username", "display_name"), _of_account),
    Member: (("name",), _of_member),
}
"""Every table that is searched by name: of which columns what is made."""


async def refresh(database: Database, progress: Callable[[int], None], *, batch: int = BATCH) -> int:
    """Give every name its present grams and pinyin; gives the number of rows that changed.

    Each batch is a transaction of its own and rows that are right are left alone, so it may be stopped and called
    again while people work. Versions and times of change stay: nobody's record says anything else than before.
    """
    done = 0
    for model, (sources, derived) in NAMED.items():
        table: Table = model.__table__
        last: UUID | None = None
        while True:
            async with database.transaction() as session:
                rows = await _next(session, table, sources, tuple(derived(*([""] * len(sources)))), last, batch)
                outdated = [
                    {"row": row["id"], **fresh}
                    for row, fresh in ((row, derived(*(row[name] for name in sources))) for row in rows)
                    if any(row[name] != value for name, value in fresh.items())
                ]
                if outdated:
                    await _write(session, table, outdated)
            done += len(outdated)
            progress(done)
            if len(rows) < batch:
                break
            last = rows[-1]["id"]
    return done


async def _next(
    session: WriteSession,
    table: Table,
    sources: tuple[str, ...],
    derived: tuple[str, ...],
    last: UUID | None,
    size: int,
) -> list[dict[str, Any]]:
    """The next rows, locked so that nobody renames one meanwhile."""
    statement = select(table.c.id, *(table.c[name] for name in (*sources, *derived)))
    if last is not None:
        statement = statement.where(table.c.id > last)
    found = await session.execute(statement.order_by(table.c.id).limit(size).with_for_update())
    return [dict(row) for row in found.mappings()]


async def _write(session: WriteSession, table: Table, rows: list[dict[str, Any]]) -> None:
    columns = [name for name in rows[0] if name != "row"]
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    # Named, or the table's own `onupdate` would set it.
    values["updated_at"] = table.c.updated_at
    connection = await session.connection()
    await connection.execute(update(table).where(table.c.id == bindparam("row")).values(values), rows)
