"""What stands in the log, and what must never stand there."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime

import httpx
import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.logging import configure
from models.enums.accounts import Role
from services.access.actor import Duty
from tests.support.people import Offices

PASSWORD = "Lake-Tern7-quiet"
NEW_PASSWORD = "Hill-Wren9-early"
log = structlog.get_logger("api.test")


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Give the suite its loggers back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("api", "jobs", "kit"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    configure("debug", stream=stream)
    return stream


@pytest.fixture
def objects() -> io.StringIO:
    stream = io.StringIO()
    configure("debug", as_json=True, stream=stream)
    return stream


def test_a_line_of_text(lines: io.StringIO) -> None:
    log.info("ticket.closed", number="督办〔2026〕1号", reason="two words", nothing=None, empty="")
    time, rest = lines.getvalue().split(" ", 1)
    assert datetime.fromisoformat(time).utcoffset() == datetime.fromisoformat("2026-01-01T00:00+08:00").utcoffset()
    assert rest == 'info    api.test ticket.closed number=督办〔2026〕1号 reason="two words" nothing=None empty=""\n'


def test_a_line_of_json(objects: io.StringIO) -> None:
    log.warning("a\nb", value="c\nd")
    logging.getLogger("uvicorn.error").info("Started %s", "here")
    first, second = (json.loads(line) for line in objects.getvalue().splitlines())
    assert (first["level"], first["logger"], first["event"], first["value"]) == ("warning", "api.test", "a\nb", "c\nd")
    assert (second["level"], second["logger"], second["event"]) == ("info", "uvicorn.error", "Started here")


@pytest.mark.parametrize("forged", ["\n", "\r", "\x1b[2J", "\x00", "\x85", "\u2028", "\u202e", "\u200b"])
def test_nothing_given_begins_or_hides_in_a_line(lines: io.StringIO, forged: str) -> None:
    given = f"x{forged}2026-01-01T00:00:00+08:00 info forged=1"
    log.info("seen", value=given)
    log.info(given)
    logging.getLogger("uvicorn.error").info(given)
    written = lines.getvalue()
    assert len(written.splitlines()) == 3
    assert all(line.isprintable() for line in written.split("\n"))


def test_a_value_cannot_pretend_to_be_two(lines: io.StringIO) -> None:
    log.info("seen", path='/x" status=200 y="')
    assert 'path="/x\\" status=200 y=\\""\n' in lines.getvalue()


def fails(password: str) -> None:
    raise ValueError(f"not\n2026-01-01 forged {len(password)}")


def test_a_traceback_is_short_indented_and_without_local_variables(lines: io.StringIO) -> None:
    password = "a-secret-in-a-variable"
    try:
        fails(password)
    except ValueError:
        log.exception("failed")
    first, *below = lines.getvalue().splitlines()
    assert first.endswith("api.test failed")
    assert all(line.startswith("    | ") for line in below)
    assert any("in fails" in line for line in below)
    assert "a-secret-in-a-variable" not in lines.getvalue()


async def test_refused_rows_are_not_repeated(lines: io.StringIO, offices: Offices) -> None:
    async with offices.city.platform.database.transaction() as session:
        for statement in (
            "UPDATE tickets SET title = NULL",
            "UPDATE accounts SET password_hash = 'hash-of-a-secret', kind = 'nobody-at-all' WHERE username = :name",
        ):
            try:
                async with session.begin_nested():
                    name = {"name": offices.people[Role.MEMBER].username} if ":name" in statement else {}
                    await session.execute(text(statement), name)
            except IntegrityError as error:
                log.exception("refused", exc_info=error)
    written = lines.getvalue()
    assert "ck_accounts_kind" in written
    assert "DETAIL: (left out)" in written
    assert offices.people[Role.MEMBER].display_name not in written


async def test_every_line_of_a_request_carries_its_id(lines: io.StringIO, offices: Offices) -> None:
    client = offices.city.anonymous()
    await client.get("/api/v1/no%0Asuch?password=in-the-query", headers={"X-Request-ID": "given-by-a-proxy"})
    (line,) = (line for line in lines.getvalue().splitlines() if "request " in line)
    assert "request_id=given-by-a-proxy" in line
    assert "/api/v1/no\\nsuch" in line
    assert "in-the-query" not in lines.getvalue()


async def test_secrets_are_never_logged(lines: io.StringIO, offices: Offices) -> None:
    city = offices.city
    account = await city.person("zhou.my", PASSWORD, Duty(Role.BRANCH_CLERK, offices.lead.id))
    secrets = [PASSWORD, NEW_PASSWORD, "Wrong-Guess-1234"]

    def remember(answer: httpx.Response) -> None:
        assert answer.status_code < 300, answer.text
        told = answer.json() if answer.content else {}
        secrets.extend(
            told[name] for name in ("access_token", "refresh_token", "one_time_password", "secret") if told.get(name)
        )

    await city.sign_in("zhou.my", "Wrong-Guess-1234")
    answer = await city.sign_in("zhou.my", PASSWORD)
    remember(answer)
    client = city.bearer(answer.json()["access_token"])
    remember(await client.post("/api/v1/me/totp", json={"password": PASSWORD}))
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    remember(await client.post("/api/v1/me/password", json=change))
    await client.post("/api/v1/me/password", json={"current_password": PASSWORD, "new_password": [PASSWORD]})
    await client.post("/api/v1/me/password", content=f'{{"current_password": "{PASSWORD}')
    admin = await offices.as_(Role.ADMIN)
    remember(await admin.post(f"/api/v1/accounts/{account.id}/password-reset"))
    remember(await city.sign_in("zhou.my", secrets[-1]))
    written = lines.getvalue()
    assert written.count("api.access request ") == 8
    assert len(secrets) > 6
    assert [secret for secret in secrets if secret in written] == []
    assert "earer" not in written
