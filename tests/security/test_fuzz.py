"""A short run of what `python -m tests.security.fuzz` does at length: new data and stateful links, one busy account."""

import asyncio
import os
import socket
from pathlib import Path

import uvicorn

from models.enums.accounts import Role
from tests.security.fuzz import ROOT, cases_of, configuration, schemathesis
from tests.support.people import City, build_offices
from tests.support.tickets import Desk


async def test_no_answer_is_outside_of_the_contract(live_city: City, tmp_path: Path) -> None:
    offices = await build_offices(live_city)
    account = offices.people[Role.STAFF]
    for role in (Role.SUPERVISOR, Role.COMMITTEE_ADMIN, Role.BRANCH_SECRETARY, Role.ADMIN, Role.AUDITOR):
        await live_city.grant(account, role, offices.root)
    ticket = await Desk(offices).draft()
    config = tmp_path / "schemathesis.toml"
    known = {"branch_id": [str(offices.lead.id), str(offices.district.id)], "ticket_id": [ticket["id"]]}
    config.write_text(configuration(known), encoding="utf-8")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(live_city.app, log_config=None, lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        options = ("--phases", "fuzzing,stateful", "--max-examples", "1", "--seed", "1", "--no-shrink")
        process = await asyncio.create_subprocess_exec(
            *schemathesis(config, url, await live_city.token(account), *options),
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        server.should_exit = True
        await serving
    report = printed.decode()
    assert process.returncode == 0, report
    assert cases_of(report) >= 150, report
