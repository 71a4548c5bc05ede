"""One PostgreSQL cluster (data folder) and its server process: create, launch, ask, stop.

No locks here: `local_postgres` makes sure that only one process at a time starts or stops a cluster.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.kit.machine import memory_bytes
from services.kit.postgres_home import SYSTEM_PATH, Home, LocalPostgresError, Progress, as_account, make_reachable

ADDRESS = "127.0.0.1"
USER = "app"
DATABASE = "dangjian"
LOG_LIMIT_BYTES = 10_000_000
STOP_TIMEOUT_SECONDS = 60

# Statements and details stay out of the log: they would carry personal data into it.
SERVER_SETTINGS = """\
# Written at each start by services/kit/postgres_cluster.py.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = '{shared_mb}MB'
effective_cache_size = '{cache_mb}MB'
huge_pages = off
work_mem = '16MB'
maintenance_work_mem = '128MB'
max_wal_size = '4GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
jit = off
fsync = on
timezone = 'UTC'
log_timezone = 'Asia/Shanghai'
log_min_messages = 'warning'
log_min_error_statement = 'fatal'
log_error_verbosity = 'terse'
log_line_prefix = '%m [%p] %q%u@%d '
"""
_LEAST_SHARED_MB, _MOST_SHARED_MB = 128, 4096
# The caller's environment may hold secrets and PG* variables; neither belongs into the server.
ENVIRONMENT = {"PATH": SYSTEM_PATH, "LC_ALL": "C", "TZ": "UTC"}


def server_settings(port: int, memory: int) -> str:
    """For a machine of so many bytes, which the server shares with the platform and with others.

    An eighth for its pages, which is taken only as far as pages are read; half of it is likely to hold files.
    """
    megabytes = memory // 1024**2
    shared = min(max(megabytes // 8, _LEAST_SHARED_MB), _MOST_SHARED_MB)
    return SERVER_SETTINGS.format(port=port, shared_mb=shared, cache_mb=max(megabytes // 2, 2 * shared))


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A live server process. `port` is None until it has written it down."""

    pid: int
    port: int | None


class Cluster:
    """`passfile` is a libpq password file (rights 0600) of the caller; the server's user never reads it."""

    def __init__(self, home: Home, passfile: Path, progress: Progress) -> None:
        self._home = home
        self._passfile = passfile
        self._progress = progress

    def postmaster(self) -> Postmaster | None:
        """The live server on this data folder. A bare pid check would believe zombies and reused numbers."""
        try:
            lines = (self._home.data / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        if os.fsencode(self._home.data) not in _command_line(pid):
            return None
        port = lines[3].strip() if len(lines) > 3 else ""
        return Postmaster(pid, int(port) if port.isdecimal() else None)

    def initialise(self, password: str) -> None:
        """`initdb` into a scratch folder, renamed when it is whole: an interrupted one leaves nothing half-made."""
        home = self._home
        for folder in (home.folder, home.log.parent):
            make_reachable(folder)
        home.give(home.log.parent).chmod(0o700)
        scratch = home.folder / "data.new"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        home.give(scratch)
        with tempfile.NamedTemporaryFile("w", dir=home.folder) as password_file:
            password_file.write(password)
            password_file.flush()
            home.give(Path(password_file.name))
            options = ["--no-instructions", "-U", USER, "-E", "UTF8", "--auth=scram-sha-256", "--data-checksums"]
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
            self._run("initdb", "-D", str(scratch), f"--pwfile={password_file.name}", *options)
        with (scratch / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude_if_exists = 'dangjian.conf'\n")
        scratch.rename(home.data)

    def check_version(self) -> None:
        """Refuse data of another major version, which these programs could not open."""
        made_by = (self._home.data / "PG_VERSION").read_text().strip()
        command = [str(self._home.programs / "postgres"), "--version"]
        ours = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        if ours.split()[2].partition(".")[0] != made_by:
            raise LocalPostgresError(
                f"{self._home.data} 由 PostgreSQL {made_by} 创建，现有程序为 {ours}；请用旧版本导出、新版本导入。 / "
                f"{self._home.data} was made by PostgreSQL {made_by}, the programs are {ours}: "
                "dump with the old version and load into the new one."
            )

    def launch(self, port: int, timeout: int) -> None:
        """Start the server process and wait, up to `timeout` seconds, until it says that it is ready."""
        home = self._home
        # No live server stands behind it (see `postmaster`); its number may by now belong to any other process.
        (home.data / "postmaster.pid").unlink(missing_ok=True)
        settings = home.data / "dangjian.conf"
        settings.write_text(server_settings(port, memory_bytes()))
        home.give(settings).chmod(0o600)
        with suppress(FileNotFoundError):
            if home.log.stat().st_size > LOG_LIMIT_BYTES:
                home.log.rename(home.log.with_suffix(".1.log"))
        self._run("pg_ctl", "start", "-s", "-w", "-t", str(timeout), "-D", str(home.data), "-l", str(home.log))

    def await_answer(self, deadline: float) -> int | None:
        """The port, once a real query is answered from this data folder.

        None when the process is gone: it was stopping, or has died. `deadline` is a `time.monotonic()` value.
        """
        while (running := self.postmaster()) is not None:
            if running.port is not None and self._answers(running.port):
                return running.port
            if time.monotonic() > deadline:
                raise self.failure("no answer")
            time.sleep(0.1)
        return None

    def ensure_database(self, port: int) -> None:
        if DATABASE in self._psql(port, "SELECT datname FROM pg_database").stdout.split():
            return
        created = self._psql(port, f"CREATE DATABASE {DATABASE}")
        if created.returncode != 0:
            raise self.failure(created.stderr.strip())

    def stop(self) -> None:
        if self.postmaster() is None:
            return
        arguments = ["stop", "-s", "-w", "-t", str(STOP_TIMEOUT_SECONDS), "-D", str(self._home.data), "-m"]
        try:
            self._run("pg_ctl", *arguments, "fast")
        except LocalPostgresError:
            # Loses nothing: the next start recovers from the write-ahead log.
            self._run("pg_ctl", *arguments, "immediate")

    def set_aside(self) -> None:
        """Make room when the password is lost (somebody removed the state to begin anew); nothing is deleted."""
        self.stop()
        aside = self._home.folder / f"data.old-{time.strftime('%Y%m%d%H%M%S')}"
        self._home.data.rename(aside)
        self._progress(f"旧数据库的密码已不在，旧数据移至 {aside} / The old data lost its password; moved to {aside}")

    def failure(self, what: str) -> LocalPostgresError:
        tail = ""
        with suppress(FileNotFoundError):
            tail = "\n".join(self._home.log.read_text(errors="replace").splitlines()[-15:])
        log = self._home.log
        return LocalPostgresError(
            f"本地数据库操作失败（{what}），日志：{log} / The local database failed ({what}); its log: {log}\n{tail}"
        )

    def _answers(self, port: int) -> bool:
        done = self._psql(port, "SHOW data_directory")
        if "authentication failed" in done.stderr:
            raise self.failure(done.stderr.strip())
        return done.stdout.strip() == str(self._home.data)

    def _psql(self, port: int, sql: str) -> subprocess.CompletedProcess[str]:
        """psql and not asyncpg: this code runs inside and outside an event loop."""
        command = [str(self._home.programs / "psql"), "-XAtqw", "-h", ADDRESS, "-p", str(port), "-U", USER]
        environment = ENVIRONMENT | {"PGPASSFILE": str(self._passfile), "PGCONNECT_TIMEOUT": "10"}
        command += ["-d", "postgres", "-c", sql]
        return subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program as the server's user, in a session of its own: a Ctrl-C at the terminal reaches only us."""
        started = time.monotonic()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                [self._home.programs / program, *arguments],
                **as_account(self._home.account),
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                while process.poll() is None:
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(timeout=5)
                        break
                    seconds = f"{time.monotonic() - started:.0f}"
                    self._progress(f"数据库仍在准备，已 {seconds} 秒… / {program} still at work after {seconds} s …")
            except BaseException:
                process.send_signal(signal.SIGINT)
                process.wait()
                raise
            if process.returncode != 0:
                output.seek(0)
                raise self.failure(f"{program}: {output.read().decode(errors='replace').strip()}")


def _command_line(pid: int) -> bytes:
    """The command line of a live process, b"" for a zombie or none. Without /proc (macOS) `ps` is asked."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return b""
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False).stdout
