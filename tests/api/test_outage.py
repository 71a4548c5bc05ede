"""The database is away: refused, cut off, or hanging without a word. Everybody is told, and it ends by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from api.app import create_app
from api.platform import Platform
from api.settings import Settings
from models.enums.accounts import Role
from services.kit.database import Database
from services.kit.reader import prepare
from services.kit.watching import ServerAwayError
from tests.support.gate import Gate, gate_to
from tests.support.jobs import PATIENCE, Bench, eventually
from tests.support.people import City, Offices, build_offices
from tests.support.tickets import made, ticket_input

URL = "/api/v1/tickets"


@asynccontextmanager
async def running(settings: Settings, url: str) -> AsyncIterator[tuple[FastAPI, City]]:
    """The platform as a node runs it, its pools and its watch through the given address."""
    chosen = settings.model_copy(update={"database_url": SecretStr(url), "worker_in_process": False})
    app = create_app(chosen)
    async with app.router.lifespan_context(app):
        city = City(app.state.platform, app)
        yield app, city
        await city.close()


async def answers(city: City) -> bool:
    return (await city.anonymous().get("/readyz")).status_code == 200


async def told(answer: httpx.Response) -> None:
    """It is said that the database is away, and when to come again."""
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable"), answer.text
    assert answer.headers["retry-after"] == "2"


async def ask_everything(client: httpx.AsyncClient, offices: Offices) -> None:
    """A read, a list and a write at once: none waits for long."""
    async with asyncio.timeout(PATIENCE):
        for answer in await asyncio.gather(
            client.get("/readyz"),
            *(client.get(URL) for _ in range(30)),
            *(client.post(URL, json=ticket_input(offices)) for _ in range(30)),
        ):
            await told(answer)


@pytest.mark.parametrize("how", ["silent", "shut"])
async def test_whoever_waits_is_told_and_it_ends_by_itself(bench: Bench, settings: Settings, how: str) -> None:
    async with gate_to(bench.url) as gate, running(settings, gate.url) as (_, city):
        offices = await build_offices(city)
        client = await offices.as_(Role.STAFF)
        drafted = [client.post(URL, json=ticket_input(offices)) for _ in range(20)]
        assert {answer.status_code for answer in await asyncio.gather(*drafted)} == {201}
        await _fail(gate, how)
        await ask_everything(client, offices)
        assert made(await client.get("/healthz"), 200)
        await gate.open()
        await eventually(lambda: answers(city))
        made(await client.post(URL, json=ticket_input(offices)), 201)
        # What was refused was not done.
        assert await bench.all("SELECT count(*) FROM tickets") == [(21,)]


async def _fail(gate: Gate, how: str) -> None:
    if how == "silent":
        gate.silent()
    else:
        await gate.shut()


async def test_a_node_may_start_before_its_database(bench: Bench, settings: Settings) -> None:
    async with gate_to(bench.url) as gate:
        await gate.shut()
        async with running(settings, gate.url) as (_, city):
            await told(await city.anonymous().get("/readyz"))
            await gate.open()
            await eventually(lambda: answers(city))


async def test_overviews_come_from_the_replica_and_without_it_from_the_primary(
    bench: Bench, settings: Settings
) -> None:
    """A sign-in, a role taken away, what I have just written: never from a replica, which lags behind."""
    async with gate_to(bench.url) as primary, gate_to(bench.url) as replica:
        database = await Database.connect(primary.url, read_url=replica.url)
        database.watch()
        city = City(Platform.assemble(settings, database, remember=False), None)
        try:
            await build_offices(city)
            where = prepare(text("SELECT count(*) FROM branches"))
            assert await database.overview.value(where) == 7
            replica.silent()
            async with asyncio.timeout(PATIENCE):
                assert await database.overview.value(where) == 7
            await replica.open()
            primary.silent()
            with pytest.raises((asyncpg.PostgresConnectionError, ServerAwayError)):
                async with asyncio.timeout(PATIENCE):
                    await database.reader.value(where)
        finally:
            await database.close()
