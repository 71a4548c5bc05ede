"""The local launcher with the smallest application, run as a process of its own by tests/api/test_launcher.py."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import asyncpg
from rich.console import Console

from api.launcher import run_local
from api.settings import Settings

Message = MutableMapping[str, Any]


def build_app(settings: Settings) -> Callable[..., Awaitable[None]]:
    """Answers every request with the settings it was given and the number of launches the database has seen."""

    async def app(
        scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        assert settings.database_url is not None
        if scope["type"] == "lifespan":
            await receive()
            failing = "FAIL_STARTUP" in os.environ
            await send({"type": "lifespan.startup.failed" if failing else "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        connection = await asyncpg.connect(settings.database_url.get_secret_value())
        launches = await connection.fetchval("SELECT count(*) FROM launches")
        await connection.close()
        body = json.dumps({"launches": launches, "second_factor": settings.second_factor}).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": body})

    return app


async def fill(url: str, var_dir: Path, progress: Callable[[str], None]) -> None:
    """Count the launch, and leave one demo account."""
    progress("demo city")
    await asyncio.sleep(0)
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE IF NOT EXISTS launches (at timestamptz DEFAULT now())")
    await connection.execute("INSERT INTO launches DEFAULT VALUES")
    await connection.close()
    account = {"username": "demo-secretary", "password": "a[b]c", "role": "branch_secretary", "branch_name": "某支部"}
    (var_dir / "demo-accounts.json").write_text(json.dumps([account | {"branch_id": "1"}], ensure_ascii=False))


if __name__ == "__main__":
    run_local(Settings(), build_app, fill, Console(file=sys.stdout, width=120))
