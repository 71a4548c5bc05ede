"""Whatever is sent, the answer is a 4xx that helps, and nothing is changed."""

import base64
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.enums.accounts import Role
from models.enums.tickets import TicketState
from services.access.roles import ROLE_PERMISSIONS
from tests.services.source_documents.files import document_xml, package, paragraphs_docx
from tests.support.contract import DOCUMENT, SECURED, Operation
from tests.support.counting import row_counts
from tests.support.people import Offices
from tests.support.schemas import NASTY_TEXTS, of_schema
from tests.support.tickets import STAFF, SUPERVISOR, URL, Desk, made, match, ticket_input

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DOCUMENTS = "/api/v1/source-documents"
JSON = {"Content-Type": "application/json"}
FUZZ = settings(
    deadline=None,
    max_examples=250,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


async def refused(
    desk: Desk, client: httpx.AsyncClient, method: str, path: str, statuses: set[int], **request: Any
) -> dict[str, Any]:
    """Send it; check that it was refused in good form and that no table has a row more or less."""
    before = await row_counts(desk.offices.city)
    answer = await client.request(method, path, **request)
    assert answer.status_code in statuses, f"{method} {path}: {answer.text[:500]}"
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    assert CHINESE.search(problem["detail"]), problem["detail"]
    assert CHINESE.search(problem["title"])
    for fault in problem["errors"]:
        assert fault["pointer"].startswith("/") or fault["pointer"] == "", fault
        assert CHINESE.search(fault["message"]), fault
    assert await row_counts(desk.offices.city) == before
    return problem


WRONG_TYPES: list[tuple[str, Any, str]] = [
    ("title", 5, "string_type"),
    ("title", None, "string_type"),
    ("title", "", "string_too_short"),
    ("title", "   ", "string_too_short"),
    ("title", "长" * 201, "string_too_long"),
    ("title", "a\x00b", "text_control_characters"),
    ("title", "a\x1b[2J", "text_control_characters"),
    ("title", "a\x7f", "text_control_characters"),
    ("title", "\ud800", "string_unicode"),
    ("title", ["a"], "string_type"),
    ("title", {"a": 1}, "string_type"),
    ("requirement", "x" * 10_001, "string_too_long"),
    ("requirement", "a\x00b", "text_control_characters"),
    ("kind", "unknown", "enum"),
    ("kind", 3, "enum"),
    ("urgency", None, "enum"),
    ("lead_branch_id", "abc", "uuid_parsing"),
    ("lead_branch_id", 12, "uuid_type"),
    ("lead_branch_id", None, "uuid_type"),
    ("supporting_branch_ids", "abc", "list_type"),
    ("supporting_branch_ids", [str(uuid4())] * 51, "too_long"),
    ("owner", "长" * 61, "string_too_long"),
    ("due_on", "2026-02-30", "date_from_datetime_parsing"),
    ("due_on", "明天", "date_parsing"),
    ("due_on", 1_795_132_800, "date_type"),
    ("due_on", "1795132800", "date_parsing"),
    ("due_on", "2026-11-21T00:00:00", "date_parsing"),
    ("due_on", True, "date_type"),
    ("milestones", {}, "list_type"),
    ("milestones", [{"due_on": "2027-01-01", "percent": 0, "title": "节点"}], "greater_than_equal"),
    ("milestones", [{"due_on": "2027-01-01", "percent": 100, "title": "节点"}], "less_than_equal"),
    ("milestones", [{"due_on": "2027-01-01", "percent": 1.5, "title": "节点"}], "int_type"),
    ("milestones", [{"due_on": "2027-01-01", "percent": 2**70, "title": "节点"}], "less_than_equal"),
    ("milestones", [{"due_on": "2027-01-01", "percent": 50, "title": "节点", "other": 1}], "extra_forbidden"),
    ("source", "会议", "model_attributes_type"),
    ("ttile", "写错的字段", "extra_forbidden"),
]


async def test_wrong_values_of_a_ticket(desk: Desk) -> None:
    staff = await desk.client(STAFF)
    draft = await desk.draft()
    for name, value, code in WRONG_TYPES:
        content = json.dumps(ticket_input(desk.offices, **{name: value})).encode()
        problem = await refused(desk, staff, "POST", URL, {422}, content=content, headers=JSON)
        codes = {fault["code"] for fault in problem["errors"]}
        pointers = {fault["pointer"].split("/")[1] for fault in problem["errors"]}
        assert (codes, pointers) == ({code}, {name}), (name, value, problem)
        if value is None:
            continue
        patch = json.dumps({name: value}).encode()
        await refused(
            desk, staff, "PATCH", f"{URL}/{draft['id']}", {422}, content=patch, headers={**JSON, **match(draft)}
        )
    assert (await desk.see(draft))["version"] == draft["version"]


async def test_english_for_who_asks_for_it(desk: Desk) -> None:
    staff = await desk.client(STAFF)
    answer = await staff.post(URL, json=ticket_input(desk.offices, title=5), headers={"Accept-Language": "en-US,en"})
    problem = made(answer, 422)
    assert not CHINESE.search(json.dumps(problem, ensure_ascii=False))
    assert problem["errors"] == [
        {"pointer": "/title", "code": "string_type", "message": "Input should be a valid string"}
    ]


BODIES: list[tuple[str, bytes, dict[str, str], set[int]]] = [
    ("ten megabytes of title", b'{"title": "' + b"a" * 10_000_000 + b'"}', JSON, {413}),
    ("broken JSON", b'{"title": "a"', JSON, {422}),
    ("nothing", b"", JSON, {422}),
    ("not JSON at all", b"title=a", JSON, {422}),
    ("not UTF-8", b'{"title": "\xff\xfe"}', JSON, {400, 422}),
    ("GB18030", '{"title": "中文"}'.encode("gb18030"), JSON, {400, 422}),
    ("deep", b'{"title":' * 60_000, JSON, {400, 422}),
    ("deep lists", b"[" * 100_000 + b"]" * 100_000, JSON, {400, 422}),
    ("a huge number", b'{"title": ' + b"9" * 10_000 + b"}", JSON, {400, 422}),
    ("not a number", b'{"title": NaN, "requirement": Infinity}', JSON, {422}),
    ("a list", b"[]", JSON, {422}),
    ("a string", b'"text"', JSON, {422}),
    ("null", b"null", JSON, {422}),
    ("lone surrogate as a name", b'{"\\ud800": 1}', JSON, {422}),
    ("endless name", b'{"' + b"n" * 100_000 + b'": 1}', JSON, {422}),
    ("plain text", b'{"title": "a"}', {"Content-Type": "text/plain"}, {415}),
    ("XML", b"<title/>", {"Content-Type": "application/xml"}, {415}),
    ("a form", b"title=a", {"Content-Type": "application/x-www-form-urlencoded"}, {415}),
    ("no type", b'{"title": "a"}', {}, {415, 422}),
    ("nonsense type", b'{"title": "a"}', {"Content-Type": ";;;="}, {415, 422}),
]


async def test_bodies_that_are_no_input_on_every_write(desk: Desk) -> None:
    """Each body on drafting; the telling ones on every operation that takes JSON."""
    supervisor = await desk.client(SUPERVISOR)
    for _, body, headers, statuses in BODIES:
        await refused(desk, supervisor, "POST", URL, statuses, content=body, headers=headers)
    telling = {"broken JSON", "not UTF-8", "a list", "lone surrogate as a name", "plain text"}
    tried = 0
    for operation in _json_operations():
        client = await desk.client(_who_may(operation))
        for name, body, headers, statuses in BODIES:
            if name in telling:
                sent = {**headers, "If-Match": '"1"'}
                await refused(desk, client, operation.method, operation.url(), statuses, content=body, headers=sent)
                tried += 1
    assert tried >= 60


def _json_operations() -> list[Operation]:
    return [item for item in SECURED if "application/json" in item.spec.get("requestBody", {}).get("content", {})]


QUERIES: list[tuple[str, set[int]]] = [
    ("limit=0", {422}),
    ("limit=201", {422}),
    ("limit=abc", {422}),
    ("limit=-1", {422}),
    ("limit=99999999999999999999", {422}),
    ("limit=1&limit=x", {422}),
    ("sort=title", {422}),
    ("sort=--created_at", {422}),
    ("sort=" + "x" * 61, {422}),
    ("cursor=unknown", {422}),
    ("cursor=" + "A" * 1001, {422}),
    ("cursor=%00", {422}),
    ("cursor=W10", {422}),  # []
    ("cursor=WyItY3JlYXRlZF9hdCIsMSwyXQ", {422}),  # ["-created_at",1,2]
    ("cursor=Ww" + "W1tb" * 200, {422}),
    ("updated_since=yesterday", {422}),
    ("updated_since=2026-11-21", {422}),
    ("updated_since=2026-11-21T00:00:00", {422}),
    ("updated_since=0001-01-01T00:00:00%2B14:00", {422}),
    ("updated_since=9999-12-31T23:59:59-14:00", {422}),
    ("with_total=maybe", {422}),
    ("q=%00", {422}),
    ("q=" + "x" * 61, {422}),
]


async def test_queries_that_no_list_understands(desk: Desk) -> None:
    await desk.draft()
    await desk.draft()
    admin, supervisor = await desk.client(Role.ADMIN), await desk.client(SUPERVISOR)
    lists = {URL: supervisor, DOCUMENTS: supervisor, "/api/v1/branches": admin, "/api/v1/accounts": admin}
    for path, client in lists.items():
        for query, statuses in QUERIES:
            await refused(desk, client, "GET", f"{path}?{query}", statuses)
    only_tickets = [
        "state=unknown",
        "phase=x",
        "lamp=blue",
        "kind=",
        "lead_branch_id=abc",
        "source_id=1",
        "parent_id=" + "0" * 31,
        "due_before=2026-13-01",
        "due_after=1795132800",
        "mine=2",
        "&".join(f"lead_branch_id={uuid4()}" for _ in range(101)),
    ]
    for query in only_tickets:
        await refused(desk, supervisor, "GET", f"{URL}?{query}", {422})
        await refused(desk, supervisor, "GET", f"{URL}/summary?{query}", {422})
    await refused(desk, supervisor, "GET", f"{URL}?within={uuid4()}", {404})


FORGED: list[Any] = [
    ["-created_at", "0001-01-01T00:00:00+14:00", str(uuid4())],
    ["-created_at", "9999-12-31T23:59:59-14:00", str(uuid4())],
    ["-created_at", "2026-11-21T00:00:00", str(uuid4())],
    ["-created_at", None, str(uuid4())],
    ["-created_at", "2026-11-21T00:00:00Z", "no id"],
    ["-created_at", "2026-11-21T00:00:00Z", 7],
    ["-created_at", {}, []],
    {"sort": "-created_at"},
    "-created_at",
    7,
]


async def test_forged_cursors(desk: Desk) -> None:
    await desk.draft()
    supervisor = await desk.client(SUPERVISOR)
    for forged in FORGED:
        cursor = base64.urlsafe_b64encode(json.dumps(forged).encode()).rstrip(b"=").decode()
        problem = await refused(desk, supervisor, "GET", f"{URL}?cursor={cursor}", {422})
        assert problem["code"] == "paging.unknown_cursor", forged
    for key, wrong in (("progress_percent", 2**40), ("progress_percent", "1"), ("due_on", 5)):
        cursor = base64.urlsafe_b64encode(json.dumps([key, wrong, str(uuid4())]).encode()).decode()
        await refused(desk, supervisor, "GET", URL, {422}, params={"cursor": cursor, "sort": key})


async def test_an_empty_cursor_is_none(desk: Desk) -> None:
    """A form sends the fields that were left empty, too."""
    tried = 0
    for operation in READS:
        if any(parameter["name"] == "cursor" for parameter in operation.spec.get("parameters", ())):
            client = await desk.client(_who_may(operation))
            answer = await client.get(operation.url(), params={"cursor": ""})
            assert answer.status_code in {200, 404, 422}, f"{operation.path}: {answer.text}"
            tried += 1
    assert tried >= 15


async def test_a_cursor_belongs_to_its_sort(desk: Desk) -> None:
    for _ in range(3):
        await desk.draft()
    supervisor = await desk.client(SUPERVISOR)
    cursor = (await desk.page(limit=1, sort="due_on"))["next_cursor"]
    for query in ({}, {"sort": "-due_on"}, {"sort": "updated_at"}):
        problem = await refused(desk, supervisor, "GET", URL, {422}, params={"cursor": cursor, **query})
        assert problem["code"] == "paging.unknown_cursor"
        assert problem["errors"][0]["pointer"] == "/query/cursor"
    offered = await refused(desk, supervisor, "GET", f"{URL}?sort=title", {422})
    assert "created_at" in offered["detail"]


async def test_addresses_that_are_none(desk: Desk) -> None:
    supervisor = await desk.client(SUPERVISOR)
    for path in ("abc", "00000000", "%00", "null", str(uuid4())[:-1]):
        await refused(desk, supervisor, "GET", f"{URL}/{path}", {422})
    await refused(desk, supervisor, "GET", f"{URL}/{uuid4()}", {404})
    await refused(desk, supervisor, "GET", "/api/v1/no-such-thing", {404})
    await refused(desk, supervisor, "PUT", URL, {405})


async def test_versions_that_are_none(desk: Desk) -> None:
    ticket = await desk.draft()
    staff = await desk.client(STAFF)
    for version in ("abc", "", '"1', "1.5", "-1", "*", "9" * 20, '"1","2"'):
        headers = {"If-Match": version}
        await refused(desk, staff, "PATCH", f"{URL}/{ticket['id']}", {412}, json={"title": "甲"}, headers=headers)


# --- uploads


def bomb() -> bytes:
    """A word file whose text unpacks to three hundred megabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        with target.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1024 * 1024)
        target.writestr("[Content_Types].xml", "<Types/>")
    return content.getvalue()


UPLOADS: list[tuple[str, str, bytes, set[int], str]] = [
    ("no word file", "计划.docx", b"this is no zip", {415}, "source_document.content_mismatch"),
    ("cut off", "计划.docx", paragraphs_docx("一、要点。")[:-200], {422}, "source_document.broken_docx"),
    ("a zip of nothing", "计划.docx", b"PK\x05\x06" + b"\0" * 18, {415}, "source_document.content_mismatch"),
    ("XML that ends nowhere", "计划.docx", package("<w:document"), {422}, "source_document.broken_docx"),
    (
        "entities",
        "计划.docx",
        package(document_xml("<w:p/>", '<!DOCTYPE d [<!ENTITY a "aaaa">]>')),
        {422},
        "source_document.unsafe_xml",
    ),
    ("a program, renamed", "计划.docx", b"MZ\x90\x00" + b"\0" * 100, {415}, "source_document.content_mismatch"),
    ("a program, renamed to text", "计划.txt", b"MZ\x90\x00" + b"\0" * 100, {415}, "source_document.content_mismatch"),
    ("a program", "setup.exe", b"MZ\x90\x00", {415}, "source_document.kind_not_supported"),
    ("no extension", "计划", "一、要点。".encode(), {415}, "source_document.kind_not_supported"),
    ("a path of dots", "..", "一、要点。".encode(), {415}, "source_document.kind_not_supported"),
    ("old Word", "计划.doc", b"\xd0\xcf\x11\xe0", {415}, "source_document.legacy_doc"),
    ("PDF", "计划.pdf", b"%PDF-1.7", {415}, "source_document.pdf"),
    ("nothing", "计划.txt", b"", {422}, "source_document.empty"),
    ("blanks", "计划.txt", b" \n\t\n", {422}, "source_document.empty"),
    ("NUL bytes", "计划.txt", "一、要\x00点。".encode(), {422}, "source_document.nul_bytes"),
    ("classified", "计划.txt", "机密★1年\n一、要点。".encode(), {422}, "source_document.classified"),
    ("one megabyte too much", "计划.txt", b"a" * 21 * 1024 * 1024, {413}, "source_document.too_large"),
    ("more than any upload", "计划.txt", b"a" * 42 * 1024 * 1024, {413}, "body_too_large"),
]


async def test_files_that_are_not_read(desk: Desk) -> None:
    staff = await desk.client(STAFF)
    for name, file_name, content, statuses, code in [
        *UPLOADS,
        ("a bomb", "计划.docx", bomb(), {413}, "source_document.unpacked_too_large"),
    ]:
        files = {"file": (file_name, content)}
        problem = await refused(desk, staff, "POST", DOCUMENTS, statuses, files=files)
        assert problem["code"] == code, name
        if problem["status"] == 413:
            assert re.search(r"\d+ MB", problem["detail"])


async def test_forms_that_are_wrong(desk: Desk) -> None:
    staff = await desk.client(STAFF)
    text = "一、要点。".encode()
    requests: list[tuple[dict[str, Any], set[int]]] = [
        ({"files": {"document": ("计划.txt", text)}}, {422}),
        ({"data": {"kind": "work_plan"}}, {415, 422}),
        ({"data": {"file": "计划"}, "files": {"other": ("a.txt", text)}}, {422}),
        ({"files": {"file": ("计划.txt", text)}, "data": {"kind": "unknown"}}, {422}),
        ({"files": {"file": ("计划.txt", text)}, "data": {"title": "长" * 201}}, {422}),
        ({"files": {"file": ("计划.txt", text)}, "data": {"title": "a\x00b"}}, {422}),
        ({"json": {"file": "计划"}}, {415}),
        ({"content": b"", "headers": {"Content-Type": "multipart/form-data"}}, {400, 422}),
        ({"content": b"--x\r\nbroken", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, {400, 422}),
        (
            {"content": b"x" * 1000, "headers": {"Content-Type": "multipart/form-data; boundary=" + "y" * 300}},
            {400, 422},
        ),
        ({"files": [("file", (f"{n}.txt", text)) for n in range(1200)]}, {400, 422}),
    ]
    for request, statuses in requests:
        await refused(desk, staff, "POST", DOCUMENTS, statuses, **request)
    ticket = await desk.bring(TicketState.ASSIGNED)
    for request, statuses in requests[:3]:
        await refused(desk, staff, "POST", f"{URL}/{ticket['id']}/files", statuses, headers=match(ticket), **request)


@pytest.mark.parametrize(
    ("given_name", "stored"),
    [
        ("../../../etc/计划.txt", "计划.txt"),
        ("C:\\文件\\计划.txt", "计划.txt"),
        ("/计划.txt", "计划.txt"),
        ("计\r\nX-Evil: 1划.txt", None),
        ("计\x00划.txt", None),
        ("计\u202e划.txt", "计划.txt"),
        ("长" * 300 + ".txt", "长" * 196 + ".txt"),
    ],
)
async def test_names_of_files_are_names_only(desk: Desk, given_name: str, stored: str | None) -> None:
    """What cannot be a name is made one or refused; it never leads out of the store."""
    staff = await desk.client(STAFF)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
        + given_name.encode()
        + b'"\r\n\r\n'
        + "一、要点。\n".encode()
        + b"\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await staff.post(DOCUMENTS, content=body, headers=headers)
    if stored is None:
        assert answer.status_code in {201, 400, 415, 422}, answer.text
        if answer.status_code == 201:
            assert answer.json()["file_name"].isprintable()
        return
    assert made(answer, 201)["file_name"] == stored
    sent_back = await staff.get(f"{DOCUMENTS}/{answer.json()['id']}/file")
    assert "\n" not in sent_back.headers["content-disposition"]
    assert sent_back.text == "一、要点。\n"


# --- anything at all


@dataclass(frozen=True)
class Known:
    """Ids that exist, for bodies and addresses that come close to something real."""

    ids: list[str]
    tickets: list[str]
    document: str


@pytest.fixture
async def known(desk: Desk, offices: Offices) -> Known:
    tickets = [(await desk.bring(state))["id"] for state in (TicketState.DRAFTED, TicketState.ACCEPTED)]
    staff = await desk.client(STAFF)
    document = made(await staff.post(DOCUMENTS, files={"file": ("a.txt", "一、甲。\n二、乙。".encode())}), 201)
    branches = [str(branch.id) for branch in (offices.lead, offices.support, offices.organ)]
    return Known([*branches, *tickets, document["outline"][0]["id"]], tickets, document["id"])


@FUZZ
@given(data=st.data())
async def test_no_body_brings_the_platform_down(desk: Desk, known: Known, data: st.DataObject) -> None:
    """Values near to each operation's schema, and far from it, on every operation that takes JSON."""
    operation = data.draw(st.sampled_from(_json_operations()), label="operation")
    schema = operation.spec["requestBody"]["content"]["application/json"]["schema"]
    body = data.draw(of_schema(schema, DOCUMENT, st.sampled_from(known.ids)), label="body")
    filled = {
        "ticket_id": data.draw(st.sampled_from(known.tickets)),
        "document_id": known.document,
        "branch_id": data.draw(st.sampled_from(known.ids)),
    }
    client = await desk.client(_who_may(operation))
    headers = {**JSON, "If-Match": f'"{data.draw(st.integers(1, 8))}"'}
    answer = await client.request(
        operation.method, operation.url(filled), content=json.dumps(body).encode(), headers=headers
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


def _who_may(operation: Operation) -> Role:
    """A role that is let through to the body."""
    roles: tuple[Role, ...] = (SUPERVISOR, *Role)
    return next(role for role in roles if operation.permission in {*ROLE_PERMISSIONS[role], "signed_in"})


READS = [operation for operation in SECURED if operation.method == "GET"]


@FUZZ
@given(data=st.data())
async def test_no_query_brings_the_platform_down(desk: Desk, known: Known, data: st.DataObject) -> None:
    operation = data.draw(st.sampled_from(READS), label="operation")
    query: list[tuple[str, str | int | float | bool | None]] = []
    for parameter in operation.spec.get("parameters", ()):
        if parameter["in"] == "query" and data.draw(st.booleans()):
            near = of_schema(parameter["schema"], DOCUMENT, st.sampled_from(known.ids))
            query.append((parameter["name"], _word(data.draw(near | NASTY_TEXTS))))
    filled = {"ticket_id": known.tickets[1], "document_id": known.document, "branch_id": known.ids[0]}
    client = await desk.client(_who_may(operation))
    answer = await client.get(operation.url(filled), params=query)
    assert answer.status_code < 500, answer.text


def _word(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode(errors="replace").decode()
