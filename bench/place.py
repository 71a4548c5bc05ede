"""Where it is measured: a city of so many invented members, built once under `var/bench` and used again."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import select

from api.app import create_app
from api.platform import Platform
from api.secret_keys import create_secret_files, load_secret_keys
from api.settings import Settings
from bench.recording import Recorder
from models.accounts import Account, SignInSession
from models.enums import utc_now
from services.demo.commands import Wanted, fill
from services.demo.registers import FieldKeys
from services.kit.database import Database
from services.kit.local_postgres import LocalPostgres
from services.kit.migrating import upgrade

HOME = Path("var/bench")


@dataclass(frozen=True, slots=True)
class Stage:
    """The platform as it runs, with a look at each query it makes, and people signed in."""

    platform: Platform
    recorder: Recorder
    staff: httpx.AsyncClient
    """Sees the whole city."""


@contextmanager
def database_url(console: Console, members: int, points: int = 0, study: int = 0) -> Iterator[str]:
    """The server named by `DATABASE_URL`, or our own; filled if it is empty, brought up to date in any case."""
    settings = bench_settings()
    HOME.mkdir(parents=True, exist_ok=True)
    create_secret_files(HOME / "secrets")
    keys = load_secret_keys(settings)
    wanted = Wanted(FieldKeys((keys.field, *keys.former_fields), keys.lookup), members, points=points, study=study)
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
        _prepare(url, console, wanted)
        yield url
        return
    with LocalPostgres(HOME / "pg", progress=console.print) as server:
        _prepare(server.url, console, wanted)
        yield server.url


def bench_settings() -> Settings:
    """Those of the environment, with the folder of the bench and signing in by a password alone."""
    return Settings().model_copy(
        update={"var_dir": HOME, "second_factor": "optional", "access_token_minutes": 60, "log_level": "warning"}
    )


def _prepare(url: str, console: Console, wanted: Wanted) -> None:
    upgrade(url)
    asyncio.run(fill(url, HOME, console.print, wanted))


@asynccontextmanager
async def open_stage(url: str) -> AsyncIterator[Stage]:
    """The application in this process, its reader watched."""
    settings = bench_settings().model_copy(update={"database_url": SecretStr(url)})
    database = await Database.connect(url, pool_size=4, reader_size=4)
    recorder = Recorder(database.reader)
    database.reader = recorder
    platform = Platform.assemble(settings, database)
    app = create_app(settings, lifespan=_already_open)
    app.state.platform = platform
    transport = httpx.ASGITransport(app)
    try:
        token = await _token(platform, "staff")
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://bench/api/v1", headers=headers) as staff:
            yield Stage(platform, recorder, staff)
    finally:
        await database.close()


@asynccontextmanager
async def _already_open(_app: FastAPI) -> AsyncIterator[None]:
    yield


async def _token(platform: Platform, username: str) -> str:
    now = utc_now()
    async with platform.database.transaction() as session:
        account = (await session.scalars(select(Account).where(Account.username == username))).one()
        sign_in = SignInSession(
            account_id=account.id, device="bench", address="127.0.0.1", expires_at=now + timedelta(hours=4)
        )
        session.add(sign_in)
    return platform.signer.sign(account.id, sign_in.id, account.stamp, now)
