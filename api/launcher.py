"""`dangjian run`: everything on one machine, from nothing to the address and the demo accounts.

Order of starting: port, secrets, database, migrations, demo city, HTTP server. Ctrl-C, SIGTERM and a closed terminal
end it in the opposite order with exit code 0: requests first, then the database.
"""

import asyncio
import errno
import json
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, TypedDict

import uvicorn
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from api.connections import PatientProtocol
from api.secret_keys import create_secret_files, secrets_folder
from api.settings import Settings
from services.kit.local_postgres import LocalPostgres
from services.kit.migrating import upgrade

GRACE_SECONDS = 10
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

BuildApp = Callable[[Settings], Any]
"""Makes the ASGI application."""

FillDemo = Callable[[str, Path, Callable[[str], None]], Awaitable[object]]
"""Fills an *empty* database with the demo city: (database URL, var folder, progress)."""


class LaunchError(RuntimeError):
    """The launcher cannot go on; the text says why and what to do."""


class DemoAccount(TypedDict):
    """A row of `var/demo-accounts.json` (docs/api-contract)."""

    username: str
    password: str
    role: str
    branch_id: str
    branch_name: str


def run_local(settings: Settings, build_app: BuildApp, fill_demo: FillDemo, console: Console) -> None:
    """Serve until asked to end.

    Raises `LaunchError`, `LocalPostgresError` or `DatabaseUnavailableError`, each with its explanation.
    """

    def progress(message: str) -> None:
        console.print(message, markup=False, highlight=False, soft_wrap=True)

    with _orderly_end(progress), reserved_port(settings.host, settings.port) as listening:
        create_secret_files(secrets_folder(settings))
        with _database(settings, progress) as url:
            progress("正在更新数据库结构… / Migrating the database …")
            upgrade(url)
            asyncio.run(_fill(fill_demo, url, settings.var_dir, progress))
            chosen: dict[str, object] = {"database_url": SecretStr(url)}
            if "second_factor" not in settings.model_fields_set:
                chosen["second_factor"] = "optional"
            try:
                _serve(settings.model_copy(update=chosen), build_app, listening, console)
            finally:
                for ending in ENDINGS:
                    signal.signal(ending, signal.SIG_IGN)
                progress("正在停止… / Stopping …")


@contextmanager
def reserved_port(host: str, port: int) -> Iterator[socket.socket]:
    """Bind before the long steps, so that a taken port is told at once and cannot be lost meanwhile."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise LaunchError(f"HOST={host} 无法解析：{error} / HOST={host} cannot be resolved: {error}") from error
    with socket.socket(family, kind, protocol) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            raise _port_error(host, port, error) from error
        yield listening


def _port_error(host: str, port: int, error: OSError) -> LaunchError:
    other = f"PORT={port + 1 if 1024 <= port < 65535 else 8001} make run"
    if error.errno == errno.EADDRINUSE:
        return LaunchError(
            f"端口 {port} 已被其他程序占用（也许本平台已在运行）。请换一个端口：{other}\n"
            f"Port {port} is taken by another program (perhaps this platform already runs). Choose another: {other}"
        )
    return LaunchError(
        f"无法监听 {host}:{port}（{error.strerror}）。请换一个地址或端口：{other}\n"
        f"Cannot listen on {host}:{port} ({error.strerror}). Choose another address or port: {other}"
    )


@contextmanager
def _orderly_end(progress: Callable[[str], None]) -> Iterator[None]:
    """Turn each ending signal into one KeyboardInterrupt and swallow it; uvicorn takes over while it serves."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    def hang_up(_signal: int, _frame: FrameType | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    former = {ending: signal.getsignal(ending) for ending in ENDINGS}
    # SIGINT too: started in a shell's background, a process inherits it as ignored.
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, hang_up)
    try:
        yield
    except KeyboardInterrupt:
        progress("已停止。 / Stopped.")
    finally:
        for ending, handler in former.items():
            signal.signal(ending, handler)


@contextmanager
def _database(settings: Settings, progress: Callable[[str], None]) -> Iterator[str]:
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
    else:
        with LocalPostgres(settings.var_dir / "pg", progress=progress) as server:
            yield server.url


async def _fill(fill_demo: FillDemo, url: str, var_dir: Path, progress: Callable[[str], None]) -> None:
    await fill_demo(url, var_dir, progress)


class _AnnouncingServer(uvicorn.Server):
    """Says that it listens when it does, not before."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._announce()


def _serve(settings: Settings, build_app: BuildApp, listening: socket.socket, console: Console) -> None:
    config = uvicorn.Config(
        build_app(settings),
        http=PatientProtocol,
        log_config=None,
        log_level=settings.log_level,
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.forwarded_allow_ips),
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _AnnouncingServer(config, lambda: _announce(settings, console))
    try:
        server.run(sockets=[listening])
    except SystemExit as refused:
        raise LaunchError("服务未能启动，原因见上。 / The server did not start; the reason stands above.") from refused


def _announce(settings: Settings, console: Console) -> None:
    accounts = _demo_accounts(settings.var_dir / "demo-accounts.json")
    if accounts:
        table = Table("用户名 username", "密码 password", "角色 role", "组织 branch", title="演示账号 / Demo accounts")
        for column in table.columns:
            column.overflow = "fold"
        for account in accounts:
            table.add_row(account["username"], account["password"], account["role"], account["branch_name"])
        console.print(table, markup=False)
    console.print(f"\n党建在线已启动 / Ready: {settings.own_url}    Ctrl-C 停止 / stops", markup=False, highlight=False)


def _demo_accounts(path: Path) -> list[DemoAccount]:
    try:
        accounts: list[DemoAccount] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return accounts
