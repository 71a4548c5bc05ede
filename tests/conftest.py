"""Fixtures of the whole suite: a real PostgreSQL, real migrations, an outer transaction per test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import hypothesis
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from api import answers
from api.app import create_app
from api.logging import route_through_standard_library
from api.platform import Platform
from api.settings import Settings
from services.kit.database import Database
from tests.support import study
from tests.support.answers import agrees
from tests.support.database import (
    create_database,
    drop_database,
    engine_of_one,
    migrate,
    of_node,
    prepare_nodes,
    rolled_back,
    running_server,
)
from tests.support.jobs import PATIENCE, Bench
from tests.support.people import City, Offices, build_offices, find_offices
from tests.support.tickets import Desk

# What is logged is shown with a test that fails, and not otherwise.
route_through_standard_library()

# Answers that are written without their models are held against them, in every test.
answers.checks.append(agrees)

# Time is measured in bench/, never asserted here: a busy machine must not turn a property red.
BUSY = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
# What was green stays green: the same examples for the same code. New ones: pytest --hypothesis-profile exploring.
hypothesis.settings.register_profile("steady", BUSY, derandomize=True)
hypothesis.settings.register_profile("exploring", BUSY)
hypothesis.settings.load_profile("steady")

TEST_KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def template_url(server_url: str) -> Iterator[str]:
    """A migrated, empty database that the others are copied from."""
    url = asyncio.run(create_database(server_url))
    migrate(url)
    prepare_nodes(url)
    yield url
    asyncio.run(drop_database(server_url, url))


@pytest.fixture(scope="session")
def database_url(server_url: str, template_url: str) -> Iterator[str]:
    url = asyncio.run(create_database(server_url, make_url(template_url).database))
    yield url
    asyncio.run(drop_database(server_url, url))


@pytest.fixture(scope="session")
def offices_url(server_url: str, template_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database in which the city that most tests want already stands."""
    url = asyncio.run(create_database(server_url, make_url(template_url).database))
    asyncio.run(settle(url, chosen_settings(tmp_path_factory.mktemp("settling"))))
    yield url
    asyncio.run(drop_database(server_url, url))


async def settle(url: str, settings: Settings) -> None:
    database = await Database.connect(url, pool_size=1, reader_size=1)
    platform = Platform.assemble(settings, database, remember=False)
    await build_offices(City(platform, app=None))
    await database.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return chosen_settings(tmp_path)


def chosen_settings(var_dir: Path) -> Settings:
    return Settings(
        jwt_secret=SecretStr("a secret of the tests that is long enough"),
        field_key=SecretStr(TEST_KEY),
        lookup_key=SecretStr(TEST_KEY),
        var_dir=var_dir,
        argon2_memory_kib=8,
        argon2_passes=1,
    )


Applications = dict[tuple[str, str | None, int], FastAPI]


@asynccontextmanager
async def _already_open(_app: FastAPI) -> AsyncIterator[None]:
    yield


def application(settings: Settings, platform: Platform) -> FastAPI:
    app = create_app(settings, lifespan=_already_open)
    app.state.platform = platform
    return app


def shared_application(made: Applications, use: str, settings: Settings, platform: Platform) -> FastAPI:
    key = (use, settings.public_url, settings.upload_limit_mb)
    if key not in made:
        made[key] = create_app(settings, lifespan=_already_open)
    made[key].state.platform = platform
    return made[key]


@pytest.fixture(scope="session")
def applications() -> Applications:
    """Applications made so far: the first request of each works out its routes, which takes a tenth of a second."""
    return {}


@pytest.fixture
def as_owner() -> None:
    """For who changes tables or triggers: the application enters as their owner, and not, as usual, as a node."""


def entered(request: pytest.FixtureRequest, url: str) -> str:
    return url if "as_owner" in request.fixturenames else of_node(url)


@pytest.fixture
def chosen_url(request: pytest.FixtureRequest) -> str:
    """The database with the offices for who asks for them, else the empty one."""
    return entered(
        request, request.getfixturevalue("offices_url" if "offices" in request.fixturenames else "database_url")
    )


@pytest.fixture(scope="session")
async def engines() -> AsyncIterator[dict[str, AsyncEngine]]:
    """By address: the connections that the tests work on one after the other."""
    opened: dict[str, AsyncEngine] = {}
    yield opened
    for engine in opened.values():
        await engine.dispose()


@pytest.fixture
def engine(engines: dict[str, AsyncEngine], chosen_url: str) -> AsyncEngine:
    if chosen_url not in engines:
        engines[chosen_url] = engine_of_one(chosen_url)
    return engines[chosen_url]


@pytest.fixture
async def platform(settings: Settings, engine: AsyncEngine) -> AsyncIterator[Platform]:
    """Everything a process holds, inside a transaction that is rolled back."""
    async with rolled_back(engine) as (database, _):
        yield Platform.assemble(settings, database, remember=False)


@pytest.fixture
async def city(settings: Settings, platform: Platform, applications: Applications) -> AsyncIterator[City]:
    made = City(platform, shared_application(applications, "city", settings, platform))
    yield made
    await made.close()


@pytest.fixture
async def offices(city: City) -> Offices:
    return await find_offices(city)


@pytest.fixture
def desk(offices: Offices) -> Desk:
    return Desk(offices)


@pytest.fixture
def anonymous(city: City) -> httpx.AsyncClient:
    return city.anonymous()


@pytest.fixture
def by_day() -> Iterator[None]:
    """For who plans a session of some hours ago: it is of the same day and year, whenever the tests run."""
    with study.by_day():
        yield


@pytest.fixture
async def live_city(
    request: pytest.FixtureRequest,
    settings: Settings,
    server_url: str,
    template_url: str,
    applications: Applications,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[City]:
    """The same on a database of its own with real commits and pools: for what happens at the same time."""
    # Of 200 at once the last waits for all others: on a busy machine longer than people are let wait.
    monkeypatch.setattr("services.kit.database.WAIT_SECONDS", PATIENCE)
    url = await create_database(server_url, make_url(template_url).database)
    database = await Database.connect(entered(request, url))
    platform = Platform.assemble(settings, database, remember=False)
    made = City(platform, shared_application(applications, "live_city", settings, platform))
    yield made
    await made.close()
    await database.close()
    await drop_database(server_url, url)


@pytest.fixture
async def bench(server_url: str, template_url: str) -> AsyncIterator[Bench]:
    """A database of its own for workers, with a table on which test jobs leave their marks."""
    url = await create_database(server_url, make_url(template_url).database)
    database = await Database.connect(url, pool_size=8, reader_size=2)
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE marks (note text, attempt int)"))
    yield Bench(url, database)
    await database.close()
    await drop_database(server_url, url)
