"""`dangjian …`: the commands of an operator. `make run` is `dangjian run`."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.markup import escape
from rich.progress import Progress, TimeElapsedColumn
from rich.table import Table

from api import auditing, backups
from api.launcher import LaunchError, run_local
from api.logging import configure, printable
from api.secret_keys import SecretKeyError, create_secret_files, load_secret_keys, secrets_folder
from api.serving import ServeError
from api.serving import serve as serve_node
from api.settings import Settings
from api.terminal import complain, console, database_url, say
from api.working import repeat, unfinished, work
from services.access.passwords import one_time_password
from services.accounts.commands import create_first_admin
from services.audit_entries.seal_rules import seal_key
from services.backups.errors import BackupError
from services.branches.commands import ensure_root
from services.demo.bulk import Advance
from services.demo.commands import SEED, Wanted, fill
from services.demo.registers import FieldKeys
from services.field_keys.rotation import rotate
from services.kit.clock import OFFICE_ZONE
from services.kit.database import Database
from services.kit.grants import UnfitRoleError, grant
from services.kit.migrating import DatabaseUnavailableError, upgrade
from services.kit.postgres_home import LocalPostgresError
from services.kit.sealing import Sealer
from services.names.refreshing import refresh
from services.points import handbook as points
from services.study import handbook as study
from services.tickets import handbook as tickets
from services.transfers import handbook as transfers

EXPLAINED = (
    LaunchError,
    LocalPostgresError,
    DatabaseUnavailableError,
    UnfitRoleError,
    SecretKeyError,
    ServeError,
    BackupError,
)
"""Errors whose text is meant for the person at the terminal: shown without a traceback, exit code 1."""

PLAIN_NAMES = {"DATABASE_URL", "HOST", "PORT"}

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="党建在线 / the everyday work of a city's Party organisation department and its branches.",
)


@app.callback()
def configure_logging() -> None:
    settings = Settings()
    configure(settings.log_level, as_json=settings.log_json)


@app.command()
def run() -> None:
    """在本机启动全部服务 / Everything on this machine: database, demo city, API and pages. Ctrl-C stops."""
    settings = Settings()
    if "log_level" not in settings.model_fields_set:
        # On a terminal the address and the accounts should stay in sight.
        settings = settings.model_copy(update={"log_level": "warning"})
    configure(settings.log_level, as_json=settings.log_json)
    run_local(settings, _application, partial(_fill, settings), console())


@app.command()
def demo(
    members: Annotated[
        int, typer.Option(min=0, max=5_000_000, help="党员人数，0 为小型城市 / members; 0: the small city")
    ] = 0,
    seed: Annotated[int, typer.Option(help="随机种子 / the same seed gives the same people")] = SEED,
    points: Annotated[
        int, typer.Option(min=0, max=100_000_000, help="积分记录条数（约）/ about so many entries in the ledgers")
    ] = 0,
    study: Annotated[
        int, typer.Option(min=0, max=100_000_000, help="学习记录条数（约）/ about so many study records")
    ] = 0,
) -> None:
    """为空数据库建立演示城市 / Fill an empty database with the demonstration city, small or of any size."""
    settings = Settings()
    with database_url(settings) as url:
        upgrade(url)
        with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=console()) as bar:
            task = bar.add_task("党员 / members", total=members or None, visible=members > 0)
            advance: Advance = lambda done, total: bar.update(task, completed=done, total=total)  # noqa: E731
            filled = asyncio.run(
                _fill(
                    settings,
                    url,
                    settings.var_dir,
                    bar.console.print,
                    members=members,
                    seed=seed,
                    points=points,
                    study=study,
                    advance=advance,
                )
            )
    say(
        "已建立演示城市。 / Done."
        if filled
        else "数据库中已有数据，未作改动。 / The database is not empty; nothing was changed."
    )


@app.command()
def create_admin(
    username: Annotated[str, typer.Argument(help="用户名 / user name")],
    root: Annotated[
        str, typer.Option(help="根组织名称，数据库为空时建立 / name of the root committee, made if there is none")
    ],
) -> None:
    """建立首个系统管理员 / Make the first administrator; the password is shown once and must be changed."""
    settings = Settings()
    with database_url(settings) as url:
        password = asyncio.run(_create_admin(url, username, root))
    say(f"用户名 / user name: {username}\n一次性密码 / one-time password: {password}")


app.command("backup")(backups.backup)
app.command("restore")(backups.restore_backup)


@app.command()
def serve(
    workers: Annotated[int, typer.Option(min=1, max=64, help="进程数 / processes")] = 2,
) -> None:
    """生产环境的一个接口节点 / One API node in production: HOST, PORT, DATABASE_URL; does not migrate."""
    serve_node(Settings(), workers)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=4, max=64, help="同时处理的任务数 / jobs at the same time")] = 4,
) -> None:
    """后台任务进程 / Run jobs until Ctrl-C or SIGTERM; as many of these as there is work, on any machine."""
    settings = Settings()
    with database_url(settings) as url:
        asyncio.run(work(settings, url, concurrency))


@app.command()
def jobs() -> None:
    """列出未完成的后台任务 / Show the jobs that are not done, dead ones first."""
    with database_url(Settings()) as url:
        _show(asyncio.run(unfinished(url)))


@app.command()
def repeat_job(number: Annotated[int, typer.Argument(min=1, help="任务编号 / number of a dead job")]) -> None:
    """重新执行一项失败的任务 / Put a dead job into the queue again."""
    with database_url(Settings()) as url:
        repeated = asyncio.run(repeat(url, number))
    if not repeated:
        complain(f"没有编号为 {number} 的失败任务。 / There is no dead job {number}.")
        raise SystemExit(1)
    say(f"任务 {number} 已重新排队。 / Job {number} is in the queue again.")


@app.command()
def migrate(
    role: Annotated[
        str | None,
        typer.Option(
            help="日常运行所用的数据库角色 / Role of the nodes, which owns no table; it is given what it needs."
        ),
    ] = None,
) -> None:
    """更新数据库结构 / Bring the database up to date; several nodes may call it at once."""
    with database_url(Settings()) as url:
        upgrade(url)
        if role:
            asyncio.run(grant(url, role))
    say("数据库结构已是最新。 / The database is up to date.")


@app.command()
def create_secrets(
    folder: Annotated[Path | None, typer.Argument(help="默认 / default: <DANGJIAN_VAR_DIR>/secrets")] = None,
) -> None:
    """生成密钥文件 / Generate the secret files that are missing; copy them to every node."""
    target = folder or secrets_folder(Settings())
    for path in create_secret_files(target):
        say(f"{path}")
    say(f"密钥文件在 {target} / The secret files are in {target}")


@app.command()
def rotate_field_key() -> None:
    """以新密钥重新加密 / Seal personal fields anew with the newest field key; may be stopped and called again."""
    settings = Settings()
    keys = load_secret_keys(settings)
    sealer = Sealer([keys.field, *keys.former_fields])
    with database_url(settings) as url:
        rows = asyncio.run(_rotate(url, sealer))
    # What imports keep is not sealed anew: it goes with them.
    days = settings.import_days + 1
    say(
        f"已重新加密 {rows} 条记录，旧密钥 {days} 天后可以移除（届时此前的导入文件均已清除）。"
        f" / {rows} rows sealed anew; drop the old key after {days} days, when the imports of before are gone."
    )


@app.command()
def refresh_names() -> None:
    """按现行规则重建姓名检索 / Make anew what names are found and sorted by; may be stopped and called again."""
    with database_url(Settings()) as url:
        rows = asyncio.run(_refresh(url))
    say(f"已更新 {rows} 个名称的检索内容。 / {rows} names are found by the present rules.")


@app.command()
def verify_audit(
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="只核对一天，默认全部 / one day; default: all")
    ] = None,
) -> None:
    """核对审计记录 / Compare the audit log with its seals: names what was altered, removed or slipped in (exit 1)."""
    settings = Settings()
    key = seal_key(load_secret_keys(settings).lookup)
    with database_url(settings) as url:
        found = asyncio.run(auditing.verified(url, key, day.date() if day else None))
    for line in auditing.summary(found):
        say(line)
    for finding in found.found:
        complain(auditing.told(finding))
    if not found.seals:
        complain("没有封存可供核对。 / There is no seal to compare with.")
    if found.found or not found.seals:
        raise SystemExit(1)
    say("审计记录与封存一致。 / The audit log agrees with its seals.")


@app.command()
def export_openapi(path: Annotated[Path, typer.Argument()] = Path("openapi.json")) -> None:
    """导出接口文档 / Write the OpenAPI document."""
    document: str = import_module("api.contract").rendered(_application(Settings()))
    path.write_text(document, encoding="utf-8")
    say(f"{path}")


def _application(settings: Settings) -> Any:
    """The application, loaded only where it is served or described: its operations take half of a command's start."""
    return import_module("api.app").create_app(settings)


async def _fill(
    settings: Settings,
    url: str,
    var_dir: Path,
    progress: Callable[[str], None],
    *,
    members: int = 0,
    seed: int = SEED,
    points: int = 0,
    study: int = 0,
    advance: Advance = lambda _done, _all: None,
) -> bool:
    keys = load_secret_keys(settings)
    wanted = Wanted(
        FieldKeys((keys.field, *keys.former_fields), keys.lookup), members, seed, points=points, study=study
    )
    return await fill(url, var_dir, progress, wanted, advance=advance)


def _show(rows: list[dict[str, Any]]) -> None:
    if not rows:
        say("没有未完成的任务。 / Every job is done.")
        return
    table = Table("编号 number", "任务 job", "状态 state", "排队时间 since", "不早于 not before", "最近错误 last error")
    for row in rows:
        since, not_before = (
            row[name].astimezone(OFFICE_ZONE).strftime("%m-%d %H:%M:%S") for name in ("created_at", "not_before")
        )
        error = printable(str(row["last_error"] or ""))[:200]
        table.add_row(*map(escape, (str(row["id"]), row["name"], row["state"], since, not_before, error)))
    console().print(table)


async def _create_admin(url: str, username: str, root_name: str) -> str:
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        password = one_time_password()
        async with database.transaction() as session:
            root = await ensure_root(session, root_name)
            await create_first_admin(session, username, root.id, password)
        return password
    finally:
        await database.close()


@app.command()
def export_workflow(folder: Annotated[Path, typer.Argument()] = Path("docs")) -> None:
    """重画各流程的图和表 / Draw the parts of the pages on tickets and transfers that come from their tables."""
    for name, refreshed in (
        ("workflow.md", tickets.refreshed),
        ("transfers.md", transfers.refreshed),
        ("points.md", points.refreshed),
        ("study.md", study.refreshed),
    ):
        path = folder / name
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
        say(f"{path}")


async def _rotate(url: str, sealer: Sealer) -> int:
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        return await rotate(database, sealer, lambda done: say(f"{done} …"))
    finally:
        await database.close()


async def _refresh(url: str) -> int:
    database = await Database.connect(url, pool_size=1, reader_size=1)
    try:
        return await refresh(database, lambda done: say(f"{done} …"))
    finally:
        await database.close()


def main() -> None:
    """Entry point: explained errors and wrong settings end without a traceback."""
    try:
        app()
    except EXPLAINED as error:
        complain(str(error))
        raise SystemExit(1) from None
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        for fault in error.errors(include_input=False):
            # The value stays unsaid: it may be a password.
            name = str(fault["loc"][0]).upper().removeprefix("DANGJIAN_") if fault["loc"] else ""
            plain = name in PLAIN_NAMES
            complain(f"配置有误 / Wrong setting {name if plain else 'DANGJIAN_' + name}: {fault['msg']}")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
