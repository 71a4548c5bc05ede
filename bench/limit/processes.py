"""Servers under measurement: started, waited for, stopped; and what CPU they take."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
START_SECONDS = 120
SETTLE_SECONDS, MOST_SETTLE_SECONDS = 0.3, 15.0
"""What was under way when a load ended comes to its end before the next one begins: of the slow ones, seconds of work
that nobody waits for any more, and that the next would be charged with."""
IDLE_SHARE = 0.1
"""So much of one core is taken by servers and database that have nothing to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A started server: where it answers, and its first process."""

    name: str
    url: str
    pid: int


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process and all below it, those that have ended included."""
    found = 0.0
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.name))
        used[int(entry.name)] = sum(map(int, fields[11:15])) / _TICK
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        found += used.get(one, 0.0)
        waiting += children.get(one, [])
    return found


def rest(pids: Sequence[int], most: float = MOST_SETTLE_SECONDS) -> None:
    """Wait until these processes and those below them rest, autovacuum included; at most so many seconds."""
    deadline = time.monotonic() + most
    used, busy = sum(map(cpu_of, pids)), True
    while busy and time.monotonic() < deadline:
        began, before = time.monotonic(), used
        time.sleep(SETTLE_SECONDS)
        used = sum(map(cpu_of, pids))
        busy = used - before > IDLE_SHARE * (time.monotonic() - began)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(name: str, command: list[str], port: int, environment: dict[str, str], log: Path) -> Iterator[Server]:
    """Start a server, wait until it answers anything, stop it with everything below it at the end."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            server = Server(name, f"http://127.0.0.1:{port}", process.pid)
            _await_answer(server, process, log)
            yield server
        finally:
            _stop(process)


def _await_answer(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(server.url + "/livez", timeout=2)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
            continue
        return
    raise RuntimeError(f"{server.name} did not start:\n{log.read_text()[-3000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ours alone: the group was made with it."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
        else:
            return
