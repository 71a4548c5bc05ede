"""Servers from Debian's packages on loopback: PostgreSQL with a streaming replica, nginx as docs/production.md has it."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.stand import free_port

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
SELF_SIGNED = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost")
GUIDE = Path(__file__).resolve().parents[2] / "docs/production.md"


def missing() -> list[str]:
    """Packages that are not installed."""
    there = {"postgresql-15": (PROGRAMS / "postgres").exists(), "nginx": shutil.which("nginx") is not None}
    return [name for name, found in there.items() if not found]


@dataclass(slots=True)
class Debian:
    """A PostgreSQL below `data`, run by the user `postgres`."""

    data: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    @url.setter
    def url(self, _value: str) -> None:
        raise AttributeError("the address is made of the port")

    def pid(self) -> int | None:
        with suppress(FileNotFoundError):
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        return None

    def start(self) -> str:
        run("pg_ctl", "-w", "-s", "-t", "120", "-D", str(self.data), "-l", f"{self.data}.log", "start")
        return self.url

    def stop(self) -> None:
        if self.pid() is not None:
            run("pg_ctl", "-w", "-s", "-D", str(self.data), "-m", "immediate", "stop")


def run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, as its user."""
    entry = pwd.getpwnam("postgres")
    given = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(
        [PROGRAMS / program, *arguments],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        **given,  # type: ignore[call-overload]
    )


@contextmanager
def primary_and_replica(folder: Path) -> Iterator[tuple[Debian, Debian]]:
    """A primary and a replica that follows it."""
    place = folder / "debian"
    place.mkdir()
    shutil.chown(place, "postgres", "postgres")
    primary, replica = (Debian(place / name, free_port()) for name in ("primary", "replica"))
    run("initdb", "-D", str(primary.data), "-k", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    _configure(primary, "max_connections = 200")
    try:
        primary.start()
        run("pg_basebackup", "-d", primary.url, "-D", str(replica.data), "-R", "-X", "stream", "-c", "fast")
        _configure(replica, "hot_standby_feedback = on")
        replica.start()
        yield primary, replica
    finally:
        for server in (replica, primary):
            server.stop()


def _configure(server: Debian, *lines: str) -> None:
    with (server.data / "postgresql.auto.conf").open("a") as file:
        file.write("\n".join([f"port = {server.port}", "unix_socket_directories = ''", *lines, ""]))


@contextmanager
def nginx(folder: Path, ports: list[int]) -> Iterator[str]:
    """nginx with the configuration of the guide, its addresses and paths replaced; gives its address."""
    place = folder / "nginx"
    place.mkdir()
    http, https = free_port(), free_port()
    key, certificate = place / "key.pem", place / "certificate.pem"
    subprocess.run(
        [*SELF_SIGNED, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    block = re.search(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None, "docs/production.md has no nginx configuration"
    servers = block[1]
    for written, ours in (
        ("10.0.0.11:8000", f"127.0.0.1:{ports[0]}"),
        ("10.0.0.12:8000", f"127.0.0.1:{ports[1]}"),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ", f"listen 127.0.0.1:{https} "),
        ("/etc/nginx/tls/dj.example.gov.cn.crt", str(certificate)),
        ("/etc/nginx/tls/dj.example.gov.cn.key", str(key)),
    ):
        assert servers.count(written) == 1, f"the guide's configuration does not say {written!r} once"
        servers = servers.replace(written, ours)
    configuration = place / "nginx.conf"
    configuration.write_text(
        f"pid {place}/pid;\nerror_log {place}/error.log;\nworker_processes 1;\nevents {{ worker_connections 1024; }}\n"
        f"http {{\naccess_log off;\nclient_body_temp_path {place}/body;\nproxy_temp_path {place}/proxy;\n{servers}\n}}\n"
    )
    subprocess.run(["nginx", "-t", "-c", str(configuration)], check=True, capture_output=True)
    subprocess.run(["nginx", "-c", str(configuration)], check=True)
    try:
        yield f"https://127.0.0.1:{https}"
    finally:
        os.kill(int((place / "pid").read_text()), signal.SIGTERM)
        time.sleep(0.5)
