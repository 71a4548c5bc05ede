"""What stands in the log, and what must never stand there."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime

import httpx
import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.logging import configure, finished_line
from models.enums.accounts import Role
from services.access.actor import Duty
from tests.factories.members import body, id_number
from tests.support.imports import csv_text, person, upload
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


@pytest.mark.parametrize("as_json", [True, False])
def test_a_finished_line_is_written_as_any_other(as_json: bool) -> None:
    fields: dict[str, str | float] = {"path": '/x" y="', "status": 200, "ms": 0.5, "odd": "a\u2028b", "none": ""}
    written = []
    for by_turn in (True, False):
        stream = io.StringIO()
        configure("info", as_json=as_json, stream=stream, by_turn=by_turn)
        finished_line(logging.getLogger("api.test"), "seen", fields)
        log.info("seen", **fields)
        written += stream.getvalue().rstrip("\n").split("\n")
    without_time = {re.sub(r"\d{4}-\S+?[+]08:00", "", line) for line in written}
    assert (len(written), len(without_time)) == (4, 1), written
    assert all(re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{3}[+]08:00", line) for line in written)


class Writes(io.StringIO):
    """Remembers what came in one write."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def write(self, text: str) -> int:
        self.texts.append(text)
        return super().write(text)


async def test_lines_of_one_turn_are_written_together_and_in_order() -> None:
    """What is not a finished line goes out at once, behind those before it; the end of a process leaves none behind."""
    stream = Writes()
    configure("info", stream=stream, by_turn=True)
    access = logging.getLogger("api.access")
    for number in (1, 2):
        finished_line(access, "request", {"number": number})
    assert stream.texts == []
    await asyncio.sleep(0)
    assert [text.count("\n") for text in stream.texts] == [2]
    finished_line(access, "request", {"number": 3})
    await asyncio.to_thread(log.warning, "between")
    finished_line(access, "request", {"number": 4})
    logging.getLogger().handlers[0].flush()  # as `logging.shutdown` does
    assert [line.split()[-1] for line in stream.getvalue().splitlines()] == [
        "number=1", "number=2", "number=3", "between", "number=4",
    ]  # fmt: skip
    stream.close()
    finished_line(access, "request", {"number": 5})
    await asyncio.sleep(0)  # a log that cannot be written ends nothing


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


async def test_a_refusal_says_whom_it_concerned(lines: io.StringIO, offices: Offices) -> None:
    """ASVS 16.3.2: attempts beyond one's rights stand in the log, with who, what, when and from which request."""
    member = await offices.as_(Role.MEMBER)
    refused = await member.get("/api/v1/audit-entries")
    assert refused.status_code == 403
    (line,) = (line for line in lines.getvalue().splitlines() if "request " in line)
    for part in ("path=/api/v1/audit-entries", "status=403", f"account={offices.id_of(Role.MEMBER)}"):
        assert part in line
    assert refused.headers["x-request-id"] in line


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


async def test_personal_data_is_never_logged(lines: io.StringIO, offices: Offices) -> None:
    """A number, a telephone, a name: given rightly, wrongly, twice, searched for, imported, asked to be shown."""
    clerk = await offices.as_(Role.BRANCH_CLERK)
    given = body(offices.lead, 77, name="万俟雪")
    made = await clerk.post("/api/v1/members", json=given)
    assert made.status_code == 201, made.text
    wrong = given["id_number"][:17] + "?"
    answers = [
        await clerk.post("/api/v1/members", json=given),
        await clerk.post("/api/v1/members", json={**given, "id_number": wrong}),
        await clerk.post("/api/v1/members", json={**given, "id_number": {"x": given["id_number"]}}),
        await clerk.post("/api/v1/members", content=json.dumps(given)[:-3]),
        await clerk.get("/api/v1/members", params={"q": given["phone"]}),
        await clerk.get(f"/api/v1/members/{given['id_number']}"),
        await clerk.post(
            f"/api/v1/members/{made.json()['id']}/reveal", json={"fields": ["id_number"], "reason": "核对"}
        ),
        await upload(clerk, csv_text(person(78, name="万俟雪")).encode(), "名册.csv", offices.lead),
    ]
    assert [answer.status_code for answer in answers] == [409, 422, 422, 422, 200, 422, 200, 201]
    written = lines.getvalue()
    assert written.count("api.access request ") == 1 + len(answers)
    for secret in (given["id_number"], wrong, given["phone"], "万俟雪", "文一路", id_number(78)):
        assert secret not in written, secret
