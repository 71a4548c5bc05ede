"""From exceptions to problems, where no route brings them about at will."""

import asyncpg
import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from api import errors


class Deadlock(Exception):
    sqlstate = "40P01"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (PoolTimeout("QueuePool limit reached"), 503, "unavailable"),
        (OperationalError("SELECT", {}, OSError("gone")), 503, "unavailable"),
        (ConnectionRefusedError("refused"), 503, "unavailable"),
        (asyncpg.exceptions.TooManyConnectionsError("53300"), 503, "unavailable"),
        (DBAPIError("UPDATE", {}, Deadlock()), 409, "concurrent_change"),
        (StaleDataError("expected to update 1 row"), 409, "concurrent_change"),
        (asyncpg.exceptions.UniqueViolationError("twice"), 500, "internal"),
        (RuntimeError("a mistake of ours"), 500, "internal"),
    ],
)
async def test_what_the_database_says_is_told_in_plain_words(error: Exception, status: int, code: str) -> None:
    app = FastAPI()
    errors.install(app)

    @app.get("/")
    async def fail(_request: Request) -> None:
        raise error

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/")
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["status"]) == (status, code, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert str(error) not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)
