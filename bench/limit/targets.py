"""Whoever answers the requests: the platform as it runs in production, and two peers of their own making."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.limit.processes import Server, free_port, serving
from bench.place import HOME
from services.kit.database import driver_url

PEERS = Path("bench/peers")
PROCESSES = 2
NAMES = ("platform", "tutorial", "drf")


def peers_python() -> Path:
    """The environment of the peers, made from public packages where it is missing."""
    folder = HOME / "peers-env"
    program = folder / "bin" / "python"
    wanted = PEERS / "requirements.txt"
    stamp = folder / "installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(program), "-m", "pip", "install", "-q", "-r", str(wanted)], check=True)
        stamp.write_text(wanted.read_text())
    return program.absolute()


def environment(url: str) -> dict[str, str]:
    """Two processes, bearer tokens, the settings of production; tokens good for as long as a run takes."""
    return {
        "DATABASE_URL": url,
        "DANGJIAN_VAR_DIR": str(HOME),
        "DANGJIAN_SECOND_FACTOR": "optional",
        "DANGJIAN_ACCESS_TOKEN_MINUTES": "60",
    }


@contextmanager
def platform(url: str, name: str = "platform") -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--workers", str(PROCESSES)]
    given = {**environment(url), "PORT": str(port)}
    with serving(name, command, port, given, HOME / "logs" / f"{name}.log") as server:
        yield server


def _peer_environment(url: str) -> dict[str, str]:
    secret = (HOME / "secrets" / "jwt_secret").read_text().strip()
    keys = (HOME / "secrets" / "field_key").read_text().split()[0]
    return {
        "BENCH_DATABASE_URL": driver_url(url),
        "BENCH_JWT_SECRET": secret,
        "BENCH_FIELD_KEY": keys,
        "BENCH_LABELS": str((HOME / "labels.json").absolute()),
        "PYTHONPATH": str(PEERS.absolute()),
    }


@contextmanager
def tutorial(url: str) -> Iterator[Server]:
    """FastAPI as tutorials teach it: `def` endpoints, SQLModel, the user loaded in each request."""
    port, python = free_port(), peers_python()
    command = [str(python), "-m", "uvicorn", "tutorial.main:app", "--port", str(port), "--workers", str(PROCESSES)]
    command += ["--no-access-log", "--log-level", "warning"]
    with serving("tutorial", command, port, _peer_environment(url), HOME / "logs" / "tutorial.log") as server:
        yield server


@contextmanager
def drf(url: str) -> Iterator[Server]:
    """Django REST Framework under gunicorn: as many connections at once as its threads allow."""
    port, python = free_port(), peers_python()
    command = [str(python), "-m", "gunicorn", "drf.wsgi:application", "-b", f"127.0.0.1:{port}"]
    command += ["-w", str(PROCESSES), "-k", "gthread", "--threads", "8", "--log-level", "warning", "--keep-alive", "60"]
    with serving("drf", command, port, _peer_environment(url), HOME / "logs" / "drf.log") as server:
        yield server
