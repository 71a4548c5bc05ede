"""Schemathesis against a running server: `python -m tests.security.fuzz` (docs/security.md).

Each demo account takes its turn with every operation of the document, all phases, stateful links included. What is
wrong is mended in the API or in its contract, never here.
"""

import argparse
import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx

from tests.factories.members import id_number
from tests.support.database import create_database, running_server

ROOT = Path(__file__).resolve().parents[2]
TURNS = (
    "member",
    "integration",
    "branch_clerk",
    "branch_secretary",
    "auditor",
    "staff",
    "supervisor",
    "committee_admin",
    "admin",
)
"""Roles in the order of the harm they can do to the turns after them: the administrator closes accounts."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "use_after_free",
)
ENDS_ITS_OWN_SESSION = "/api/v1/me/sessions/{session_id}"
"""Left out: it would sign the turn out, and every case after it would only show a 401."""
LISTS = {
    "account_id": "accounts",
    "branch_id": "branches",
    "correction_id": "member-corrections",
    "document_id": "source-documents",
    "entry_id": "point-entries",
    "import_id": "imports",
    "member_id": "members",
    "scheme_id": "point-schemes",
    "ticket_id": "tickets",
    "transfer_id": "transfers",
}
"""Where real ids come from, by the name of the place in the path."""
BODY_IDS = {
    "branch": "branch_id",
    "branch_id": "branch_id",
    "home_branch_id": "branch_id",
    "into_id": "branch_id",
    "lead_branch_id": "branch_id",
    "parent_id": "branch_id",
    "to_branch_id": "branch_id",
    "member_id": "member_id",
    "other_id": "member_id",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What one run of Schemathesis did."""

    role: str
    cases: int
    passed: bool
    report: str


def schemathesis(config: Path, url: str, token: str, *options: str) -> list[str]:
    """The command line for one turn."""
    return [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", str(ROOT / "openapi.json"),
        "--url", url, "--header", f"Authorization: Bearer {token}", "--checks", ",".join(CHECKS),
        "--exclude-path", ENDS_ITS_OWN_SESSION, "--continue-on-failure", *options,
    ]  # fmt: skip


def configuration(known: dict[str, list[str]]) -> str:
    """A `schemathesis.toml` by which most paths and bodies name real records."""
    words = {**known, "version": ['"1"', '"2"', '"3"'], "id_number": [id_number(n) for n in range(901, 941)]}
    words = {name: values for name, values in words.items() if values}
    lines = ["[cache]", "enabled = false", ""]
    for name, values in words.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}", ""]
    lines.append("[parameters]")
    bound = {f"path.{name}": name for name in LISTS}
    bound |= {f"body.{field}": name for field, name in BODY_IDS.items()}
    bound |= {"header.if-match": "version", "body.id_number": "id_number"}
    lines += [
        f'"{place}" = {{ dictionary = "{name}", probability = 0.8 }}' for place, name in bound.items() if name in words
    ]
    return "\n".join(lines) + "\n"


def ids_seen(client: httpx.Client) -> dict[str, list[str]]:
    """The ids that an account finds in its lists."""
    found = {}
    for name, resource in LISTS.items():
        answer = client.get(f"/api/v1/{resource}", params={"limit": 50})
        items = answer.json()["items"] if answer.status_code == 200 else []
        found[name] = [item["id"] for item in items]
    return found


def take_turn(account: dict[str, str], url: str, folder: Path, options: list[str]) -> Turn:
    """Sign the account in and let Schemathesis act as it."""
    with httpx.Client(base_url=url, timeout=30) as client:
        token = _token(client, account)
        client.headers["Authorization"] = f"Bearer {token}"
        config = folder / "schemathesis.toml"
        config.write_text(configuration(ids_seen(client)), encoding="utf-8")
    command = schemathesis(config, url, token, "--no-shrink", *options)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return Turn(account["role"], cases_of(done.stdout), done.returncode == 0, done.stdout + done.stderr)


def cases_of(report: str) -> int:
    """How many cases a report says were made."""
    found = re.search(r"Test cases:\s+(\d+) generated", report)
    return int(found[1]) if found else 0


def _token(client: httpx.Client, account: dict[str, str]) -> str:
    if account["role"] == "integration":
        form = {
            "grant_type": "client_credentials",
            "client_id": account["username"],
            "client_secret": account["password"],
        }
    else:
        form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
    answer: dict[str, Any] = client.post("/api/v1/auth/token", data=form).raise_for_status().json()
    token: str = answer["access_token"]
    return token


@contextmanager
def _platform(folder: Path) -> Iterator[str]:
    """The whole platform with its demo city on a free port; what it logs stays in `server.log`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with running_server() as server, (folder / "server.log").open("w") as log:
        environment = {
            **os.environ,
            "DATABASE_URL": asyncio.run(create_database(server)),
            "DANGJIAN_VAR_DIR": str(folder / "var"),
            "DANGJIAN_ACCESS_TOKEN_MINUTES": "60",
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            _wait_until_ready(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    ends = monotonic() + 180
    while process.poll() is None and monotonic() < ends:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            sleep(0.5)
    raise RuntimeError("the platform did not start: see server.log")


def main() -> None:
    """Take turns until enough cases were made; exit code 1 if any of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000, help="fewest cases in all")
    parser.add_argument("--examples", type=int, default=20, help="cases for each operation and phase")
    parser.add_argument("--roles", nargs="*", default=TURNS, choices=TURNS)
    parser.add_argument("--rate", help="e.g. 100/s, to leave the machine to others")
    parser.add_argument("--folder", type=Path, help="where reports stay (default: a temporary folder)")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="dangjian-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    turns: list[Turn] = []
    with _platform(folder) as url:
        accounts = json.loads((folder / "var" / "demo-accounts.json").read_text(encoding="utf-8"))
        first = {account["role"]: account for account in reversed(accounts)}
        while not turns or sum(turn.cases for turn in turns) < given.cases:
            for role in given.roles:
                options = ["--max-examples", str(given.examples), "--seed", str(len(turns) + 1)]
                options += ["--rate-limit", given.rate] if given.rate else []
                turn = take_turn(first[role], url, folder, options)
                turns.append(turn)
                (folder / f"{len(turns):02}-{role}.txt").write_text(turn.report, encoding="utf-8")
                print(f"{role:18} {turn.cases:7} cases  {'passed' if turn.passed else 'FAILED'}", flush=True)
    print(f"{sum(turn.cases for turn in turns)} cases, reports in {folder}")
    sys.exit(not all(turn.passed for turn in turns))


if __name__ == "__main__":
    main()
