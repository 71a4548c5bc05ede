"""`dangjian run` as a person sees it: a process, its output, its port, its end."""

import asyncio
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.launcher import LaunchError, reserved_port
from tests.support.database import create_database, drop_database
from tests.support.postgres import open_folder

REPOSITORY = Path(__file__).resolve().parents[2]


_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
"""A shell starts its background processes with SIGINT ignored."""


class Launch:
    """One running launcher; its output is read line by line."""

    def __init__(self, var_dir: Path, *, in_background: bool = False, **environment: str) -> None:
        self.port = _free_port()
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("DANGJIAN_", "DATABASE_"))
        }
        self.process = subprocess.Popen(
            [*(_BACKGROUND if in_background else ()), sys.executable, "-m", "tests.support.minimal_launch"],
            cwd=REPOSITORY,
            env=inherited | {"DANGJIAN_VAR_DIR": str(var_dir), "PORT": str(self.port)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output = ""

    def read_until(self, words: str) -> None:
        assert self.process.stdout is not None
        while words not in self.output:
            line = self.process.stdout.readline()
            assert line, f"ended without {words!r}:\n{self.output}"
            self.output += line

    def get(self) -> dict[str, object]:
        answer: dict[str, object] = httpx.get(f"http://127.0.0.1:{self.port}/", trust_env=False).json()
        return answer

    def end(self, ending: signal.Signals) -> int:
        self.process.send_signal(ending)
        rest, _ = self.process.communicate()
        self.output += rest
        return self.process.returncode


@pytest.fixture
def var_dir() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder / "var"


def test_interrupted_or_not_it_starts_ends_cleanly_and_keeps_data_and_secrets(var_dir: Path) -> None:
    """One life of a folder: interrupted while its database is made, started, ended by each signal, failing at last."""
    for in_background in (False, True):
        launch = Launch(var_dir, in_background=in_background)
        launch.read_until("Creating the local database")
        assert launch.end(signal.SIGINT) == 0
        assert "Traceback" not in launch.output
        assert not list(var_dir.glob("pg/data/postmaster.pid"))
    secrets: dict[str, str] = {}
    for launches, ending in enumerate((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), 1):
        second_factor = "optional" if launches == 1 else "required"
        launch = Launch(var_dir) if launches == 1 else Launch(var_dir, DANGJIAN_SECOND_FACTOR=second_factor)
        launch.read_until("Ready")
        assert launch.get() == {"launches": launches, "second_factor": second_factor}
        server = int((var_dir / "pg/data/postmaster.pid").read_text().split()[0])
        assert launch.end(ending) == 0
        assert not Path(f"/proc/{server}/cwd").exists()
        assert not (var_dir / "pg/data/postmaster.pid").exists()
        assert f"http://127.0.0.1:{launch.port}" in launch.output
        for shown in ("demo city", "demo-secretary", "a[b]c", "branch_secretary", "某支部"):
            assert shown in launch.output
        assert "Traceback" not in launch.output
        kept = {path.name: path.read_text() for path in (var_dir / "secrets").iterdir()}
        assert set(kept) == {"jwt_secret", "field_key", "lookup_key"}
        assert kept == (secrets or kept)
        secrets = kept
        assert {stat.S_IMODE(path.stat().st_mode) for path in (var_dir / "secrets").iterdir()} == {0o600}
        assert stat.S_IMODE((var_dir / "secrets").stat().st_mode) == 0o700
    _see_that_a_failing_application_stops_the_database(var_dir)


def _see_that_a_failing_application_stops_the_database(var_dir: Path) -> None:
    launch = Launch(var_dir, FAIL_STARTUP="1")
    launch.output, _ = launch.process.communicate()
    assert launch.process.returncode != 0
    assert "The server did not start" in launch.output
    assert not (var_dir / "pg/data/postmaster.pid").exists()


def test_named_database_is_used_and_left_running(var_dir: Path, server_url: str) -> None:
    url = asyncio.run(create_database(server_url))
    for launches in (1, 2):
        launch = Launch(var_dir, DATABASE_URL=url)
        launch.read_until("Ready")
        assert launch.get()["launches"] == launches
        assert launch.end(signal.SIGINT) == 0
    assert not (var_dir / "pg").exists()
    asyncio.run(drop_database(server_url, url))


def test_taken_port_is_told_before_anything_is_made(var_dir: Path) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        launch = Launch(var_dir, PORT=str(port))
        launch.output, _ = launch.process.communicate()
    assert launch.process.returncode != 0
    assert f"PORT={port + 1} make run" in launch.output
    assert not var_dir.exists()


@pytest.mark.parametrize(
    ("host", "port", "hint"), [("no-such-host.invalid", 8000, "HOST=no-such-host"), ("192.0.2.1", 8000, "PORT=8001")]
)
def test_address_that_is_not_ours_is_explained(host: str, port: int, hint: str) -> None:
    with pytest.raises(LaunchError, match=hint), reserved_port(host, port):
        pass


def _free_port() -> int:
    with reserved_port("127.0.0.1", 0) as probe:
        port: int = probe.getsockname()[1]
        return port
