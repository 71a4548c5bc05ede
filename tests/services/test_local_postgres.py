"""The local server against real processes: what is written stays, and nothing is left running or left open."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from services.kit import postgres_home
from services.kit.local_postgres import LocalPostgres
from services.kit.machine import memory_bytes
from services.kit.postgres_cluster import server_settings
from services.kit.postgres_home import LocalPostgresError
from tests.support.postgres import copy_of, fetch_value, open_folder

REPOSITORY = Path(__file__).resolve().parents[2]
KILLED_STARTER = """
import os, signal, sys
from pathlib import Path
from services.kit.local_postgres import LocalPostgres
LocalPostgres(Path(sys.argv[1])).start()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def root() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder / "pg"


@pytest.fixture
def kept(root: Path, made_before: Path) -> Path:
    """The folder of a server that ran before and was stopped."""
    return copy_of(made_before, root)


@pytest.fixture
def server(root: Path) -> Iterator[LocalPostgres]:
    with LocalPostgres(root) as running:
        yield running


async def test_rows_are_there_after_stop_and_start(root: Path) -> None:
    with LocalPostgres(root) as first:
        await fetch_value(first.url, "CREATE TABLE note AS SELECT '党建' AS text")
        url = first.url
    with pytest.raises(OSError, match=r"Connect|Errno|connect"):
        await fetch_value(url, "SELECT 1")
    with LocalPostgres(root) as second:
        assert second.url == url
        assert await fetch_value(second.url, "SELECT text FROM note") == "党建"


async def test_engine_is_set_up_for_chinese_text_and_safe_writes(server: LocalPostgres) -> None:
    expected = {
        "server_encoding": "UTF8",
        "data_checksums": "on",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "log_min_messages": "warning",
    }
    for name, value in expected.items():
        assert await fetch_value(server.url, f"SHOW {name}") == value
    assert (
        await fetch_value(server.url, "SELECT datlocprovider::text FROM pg_database WHERE datname = 'dangjian'") == "b"
    )
    # With the plain C locale Chinese letters would be no letters.
    assert await fetch_value(server.url, "SELECT '王' ~ '[[:alpha:]]'") is True


async def test_a_password_is_needed_and_only_its_owner_can_read_it(server: LocalPostgres, root: Path) -> None:
    parts = urlsplit(server.url)
    for password in ("wrong", ""):
        with pytest.raises(asyncpg.PostgresError):
            await asyncpg.connect(host="127.0.0.1", port=parts.port, user="app", database="dangjian", password=password)
    assert parts.password is not None
    assert len(parts.password) >= 32
    secret_files = [path for path in (root / "state").iterdir() if parts.password in path.read_text()]
    assert [path.name for path in secret_files] == ["pgpass"]
    assert {oct(path.stat().st_mode & 0o777) for path in (root / "state").iterdir()} == {"0o600"}
    for folder in ("state", "data", "log"):
        assert oct((root / folder).stat().st_mode & 0o777) == "0o700"
    assert (
        parts.password not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    )


async def test_recovers_when_the_server_was_killed(kept: Path) -> None:
    first = LocalPostgres(kept)
    await fetch_value(first.start(), "CREATE TABLE note AS SELECT 7 AS number")
    _kill_and_wait(first)
    assert first.pid() is None
    with LocalPostgres(kept) as second:
        assert await fetch_value(second.url, "SELECT number FROM note") == 7
        # The object whose server was killed is still the owner: the second has only joined.
        pid = second.pid()
    assert pid is not None
    assert first.pid() == pid
    first.stop()
    assert not _is_alive(pid)


async def test_second_starter_joins_and_does_not_stop_it(kept: Path) -> None:
    with LocalPostgres(kept) as first:
        with LocalPostgres(kept) as second:
            assert (second.url, second.pid()) == (first.url, first.pid())
        assert await fetch_value(first.url, "SELECT 1") == 1
        pid = first.pid()
    assert pid is not None
    assert not _is_alive(pid)


async def test_server_left_by_a_killed_starter_is_adopted_and_stopped(kept: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_STARTER, kept], cwd=REPOSITORY, check=False)
    assert killed.returncode == -signal.SIGKILL
    left_behind = int((kept / "data/postmaster.pid").read_text().split()[0])
    assert _is_alive(left_behind)
    with LocalPostgres(kept) as adopter:
        assert adopter.pid() == left_behind
        assert await fetch_value(adopter.url, "SELECT 1") == 1
    assert not _is_alive(left_behind)


async def test_takes_another_port_when_its_own_is_taken(kept: Path) -> None:
    with LocalPostgres(kept) as first:
        await fetch_value(first.url, "CREATE TABLE note AS SELECT 1 AS number")
        port = urlsplit(first.url).port
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port or 0))
        squatter.listen()
        with LocalPostgres(kept) as second:
            assert urlsplit(second.url).port != port
            assert await fetch_value(second.url, "SELECT number FROM note") == 1
            moved_to = urlsplit(second.url).port
    with LocalPostgres(kept) as third:
        assert urlsplit(third.url).port == moved_to


async def test_pid_file_of_another_process_is_stale(kept: Path) -> None:
    # After a reboot the number in the file may belong to anybody, here to this very test.
    (kept / "data/postmaster.pid").write_text(f"{os.getpid()}\n{kept / 'data'}\n1\n5432\n\n127.0.0.1\n\nready\n")
    with LocalPostgres(kept) as server:
        assert server.pid() != os.getpid()
        assert await fetch_value(server.url, "SELECT 1") == 1


async def test_interrupted_first_start_is_begun_anew(root: Path) -> None:
    (root / "state").mkdir(parents=True)
    (root / "state/pgpass").write_text("127.0.0.1:*:*:app:from-an-interrupted-start\n")
    (root / "data.new").mkdir()
    (root / "data.new/PG_VERSION").write_text("18\n")
    with LocalPostgres(root) as server:
        assert await fetch_value(server.url, "SELECT 1") == 1
    assert not (root / "data.new").exists()


async def test_data_without_its_password_is_set_aside_not_deleted(kept: Path) -> None:
    lines: list[str] = []
    with LocalPostgres(kept) as first:
        await fetch_value(first.url, "CREATE TABLE note ()")
    (kept / "state/pgpass").unlink()
    with LocalPostgres(kept, progress=lines.append) as second:
        assert await fetch_value(second.url, "SELECT to_regclass('note')") is None
    (aside,) = kept.glob("data.old-*")
    assert (aside / "PG_VERSION").exists()
    assert any(str(aside) in line for line in lines)


def test_wrong_password_file_is_told_at_once(kept: Path) -> None:
    (kept / "state/pgpass").write_text("127.0.0.1:*:*:app:changed-by-hand\n")
    server = LocalPostgres(kept)
    with pytest.raises(LocalPostgresError, match="authentication failed"):
        server.start()
    assert server.pid() is None


def test_data_of_another_major_version_is_refused(kept: Path) -> None:
    (kept / "data/PG_VERSION").write_text("12\n")
    with pytest.raises(LocalPostgresError, match="PostgreSQL 12"):
        LocalPostgres(kept).start()
    (kept / "data/PG_VERSION").write_text("18\n")
    with LocalPostgres(kept) as server:
        assert server.pid() is not None


def test_failing_start_shows_the_log_and_leaves_nothing_running(kept: Path) -> None:
    with (kept / "data/postgresql.conf").open("a") as settings:
        settings.write("shared_preload_libraries = 'no_such_library'\n")
    server = LocalPostgres(kept)
    with pytest.raises(LocalPostgresError, match="no_such_library"):
        server.start()
    assert server.pid() is None


def test_full_log_is_turned_over(kept: Path) -> None:
    log = kept / "log/postgresql.log"
    os.truncate(log, 10_000_001)
    with LocalPostgres(kept):
        assert log.stat().st_size < 100_000
    assert (kept / "log/postgresql.1.log").stat().st_size == 10_000_001


def test_callers_environment_does_not_reach_the_server(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_JWT_SECRET", "must-not-leak")
    monkeypatch.setenv("PGPORT", "1")
    with LocalPostgres(kept) as server:
        environment = Path(f"/proc/{server.pid()}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"must-not-leak" not in environment


def test_files_of_another_user_are_explained(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(root / "state/owner.lock"))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(LocalPostgresError, match=r"owner\.lock"):
        LocalPostgres(root).start()


def test_missing_wheel_is_explained(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_home, "find_spec", lambda _name: None)
    with pytest.raises(LocalPostgresError, match="DATABASE_URL"):
        LocalPostgres(root).start()


def _kill_and_wait(server: LocalPostgres) -> None:
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while _is_alive(pid):
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    """Neither gone nor a zombie that nobody has reaped yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_server_takes_memory_by_the_size_of_the_machine(tmp_path: Path) -> None:
    for gigabytes, shared, cache in ((0.5, 128, 256), (4, 512, 2048), (24, 3072, 12_288), (256, 4096, 131_072)):
        lines = server_settings(5433, int(gigabytes * 1024**3)).splitlines()
        assert f"shared_buffers = '{shared}MB'" in lines, gigabytes
        assert f"effective_cache_size = '{cache}MB'" in lines, gigabytes
    assert "port = 5433" in server_settings(5433, 1024**3).splitlines()
    limit = tmp_path / "memory.max"
    whole = memory_bytes((str(limit),))
    limit.write_text("max\n")
    assert memory_bytes((str(limit),)) == whole
    limit.write_text(f"{512 * 1024**2}\n")
    assert memory_bytes((str(limit),)) == 512 * 1024**2
