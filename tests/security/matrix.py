"""Who may do what, where: the reviewed table `matrix.csv`, and how the application's own answers are read.

`python -m tests.security.matrix --draft` adds rows for new operations, marked DRAFT: somebody reads each of them against
`services/access/roles.py` and the rules of the feature, puts right the table or the code, and removes the mark.
Until then the suite fails.
"""

import argparse
import asyncio
import csv
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from api.platform import Platform
from models.enums.accounts import Role
from services.access.roles import ROLE_PERMISSIONS
from tests.conftest import application, chosen_settings, settle
from tests.security.world import PLACES, World, build_world
from tests.support.contract import SECURED, Operation, ask, names_a_record
from tests.support.database import create_database, engine_of_one, migrate, rolled_back, running_server
from tests.support.people import City, find_offices

TABLE = Path(__file__).with_name("matrix.csv")
NOBODY = "nobody"
COLUMNS = (NOBODY, *Role)
"""`nobody` is signed in and has no role."""
DRAFT = "DRAFT"
REACHED = frozenset({409, 412, 428})
"""`ok` like success: the caller was let in as far as the record itself, which was in another state or version."""

Row = dict[str, str]
"""`operation`, `note`, and a cell by column: the answers for own, inside, outside; one word where they are the same."""


def load() -> dict[str, Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["operation"]: row for row in csv.DictReader(file)}


def store(rows: Iterable[Row]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["operation", *COLUMNS, "note"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["operation"].split()[::-1]))


async def cell(world: World, role: Role | None, operation: Operation) -> str:
    """What the application answers the actor, who wears the role already; nothing stays of it."""
    allowed = operation.permission == "signed_in" or operation.permission in (ROLE_PERMISSIONS[role] if role else ())
    # Without the permission the route refuses before it has read which record is meant: one place tells for all.
    where = PLACES if allowed and names_a_record(operation, world.places["own"]) else PLACES[:1]
    answers = [await _answer(world, role, operation, place) for place in where]
    return answers[0] if len(set(answers)) == 1 else " ".join(answers)


async def _answer(world: World, role: Role | None, operation: Operation, place: str) -> str:
    savepoint = await world.connection.begin_nested()
    answer: httpx.Response | None = None
    try:
        known = _named_for(operation, world.known(role, place))
        if operation.path.startswith("/api/v1/point-entries/") and operation.path.endswith(
            ("/confirm", "/refuse", "/files", "/{file_id}")
        ):
            known = {**known, "entry_id": known["claim_id"]}
        answer = await ask(world.client, operation, known)
    finally:
        await savepoint.rollback()
        if operation.method != "GET" and (answer is None or answer.is_success):
            # What it had changed is as it was: nothing of it may be remembered. A refusal has changed nothing.
            world.city.platform.forget_everything()
    return "ok" if answer.is_success or answer.status_code in REACHED else str(answer.status_code)


def _named_for(operation: Operation, known: Mapping[str, str]) -> dict[str, str]:
    """With the names that mean something else under this resource: `study-sessions.session_id`."""
    own = operation.path.removeprefix("/api/v1/").partition("/")[0] + "."
    return {**known, **{name.removeprefix(own): value for name, value in known.items() if name.startswith(own)}}


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[World]:
    """The world in a database where the offices stand, gone afterwards."""
    engine = engine_of_one(url)
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with rolled_back(engine) as (database, connection):
                settings = chosen_settings(Path(folder))
                platform = Platform.assemble(settings, database)
                city = City(platform, application(settings, platform))
                yield await build_world(await find_offices(city), connection)
                await city.close()
    finally:
        await engine.dispose()


async def _drafted(url: str, wanted: list[Operation]) -> list[Row]:
    rows: list[Row] = [{"operation": str(operation), "note": DRAFT} for operation in wanted]
    async with opened(url) as world:
        for column in COLUMNS:
            role = None if column == NOBODY else Role(column)
            await world.wear(role)
            for row, operation in zip(rows, wanted, strict=True):
                row[column] = await cell(world, role, operation)
    return rows


def main() -> None:
    """Keep the rows of operations that still exist, add drafts of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draft", action="store_true", required=True, help="write rows for operations without one")
    parser.parse_args()
    known = load() if TABLE.exists() else {}
    kept = {str(operation): known[str(operation)] for operation in SECURED if str(operation) in known}
    wanted = [operation for operation in SECURED if str(operation) not in kept]
    with running_server() as server:
        url = asyncio.run(create_database(server))
        migrate(url)
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(settle(url, chosen_settings(Path(folder))))
        drafted = asyncio.run(_drafted(url, wanted))
    store([*kept.values(), *drafted])
    print(f"{len(drafted)} drafted, {len(known) - len(kept)} dropped, {len(kept)} kept: read {TABLE}")


if __name__ == "__main__":
    main()
