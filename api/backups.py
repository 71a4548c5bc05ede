"""`dangjian backup` and `dangjian restore` (docs/operations.md)."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import asyncpg
import typer

from api.secret_keys import key_mark, load_backup_key, load_secret_keys
from api.settings import Settings
from api.terminal import complain, database_url, say
from services.backups import errors
from services.backups.checking import check
from services.backups.restoring import Contents, check_keys, is_empty, read_through, restore, wipe
from services.backups.taking import KeyMarks, Taken, take
from services.kit.clock import utc_now
from services.kit.files import FileStore
from services.kit.migrating import knows, upgrade

KEEP_THE_KEYS = (
    "恢复时另需：备份密钥，以及 field_key、lookup_key（jwt_secret 可重新生成，届时所有人重新登录）。"
    "这些密钥不在备份中，请另处保管。 / "
    "To restore it you also need the backup key, field_key and lookup_key (a new jwt_secret only signs everybody out). "
    "They are not in the backup: keep them elsewhere."
)


def backup(
    target: Annotated[Path, typer.Argument(help="备份文件，不得已存在 / the file to write; must not exist")],
) -> None:
    """备份数据库与上传的文件（加密） / Back up database and uploads into one sealed file, while the platform runs."""
    settings = Settings()
    key = load_backup_key(settings)
    if target.exists():
        raise errors.BackupError(f"{target} 已存在，未覆盖。 / {target} exists and is not overwritten.")
    with _told_plainly(), database_url(settings) as url:
        taken = _written(settings, url, target, key)
    size = target.stat().st_size / 1024 / 1024
    say(
        f"已备份 / Backed up: {target} ({size:.1f} MiB)\n"
        f"  结构版本 / migration {taken.revision}, {taken.tables} 张表 / tables, {taken.rows} 行 / rows, "
        f"{taken.files} 个文件 / files\n{KEEP_THE_KEYS}"
    )
    if taken.missing:
        complain(
            f"文件库中缺少 {len(taken.missing)} 个文件，备份中也没有： / "
            f"{len(taken.missing)} files are not in the store and so not in the backup: {' '.join(taken.missing[:5])}"
        )
        raise SystemExit(3)


def restore_backup(
    source: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="备份文件 / the backup")],
    replace: Annotated[bool, typer.Option("--replace", help="覆盖已有数据 / overwrite what is there")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 / do not ask")] = False,
) -> None:
    """从备份恢复到空数据库 / Restore a backup into an empty database, and check what came back."""
    settings = Settings()
    key = load_backup_key(settings)
    say("正在校验备份… / Checking the backup …")
    contents = read_through(source, key)
    check_keys(contents, _marks(settings))
    if not knows(contents.revision):
        raise errors.unknown_revision(contents.revision)
    say(
        f"备份于 / taken at {contents.about['taken_at']}: 结构版本 / migration {contents.revision}, "
        f"{sum(contents.rows.values())} 行 / rows, {contents.files} 个文件 / files"
    )
    with _told_plainly(), database_url(settings) as url:
        _make_room(url, replace=replace, yes=yes)
        upgrade(url, contents.revision)
        store = FileStore(settings.store_url)
        asyncio.run(restore(url, store, source, key, contents, say))
        good = _report(url, store, contents)
    say(
        "恢复完成。如本程序更新，请再运行 dangjian migrate。 / "
        "Restored. If this release is newer than the backup, run `dangjian migrate` now."
    )
    if not good:
        raise SystemExit(3)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What database, store and disk say, without a traceback."""
    try:
        yield
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise errors.failed(error) from error


def _make_room(url: str, *, replace: bool, yes: bool) -> None:
    """Errors: `BackupError` where data would be lost without being asked for."""
    if not asyncio.run(is_empty(url)):
        if not replace:
            raise errors.not_empty()
        question = "目标数据库的现有数据将全部删除，确定？ / Everything in this database will be deleted. Go on?"
        if not yes and not typer.confirm(question):
            raise errors.BackupError("已取消，未作改动。 / Cancelled; nothing was changed.")
    asyncio.run(wipe(url))


def _written(settings: Settings, url: str, target: Path, key: bytes) -> Taken:
    """Whole or not at all: the file has its name when everything is on the disk."""
    draft = target.with_name(target.name + ".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            store = FileStore(settings.store_url)
            taken = asyncio.run(take(url, store, file, key, _marks(settings), say, now=utc_now()))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return taken


def _marks(settings: Settings) -> KeyMarks:
    keys = load_secret_keys(settings)
    fields = (keys.field, *keys.former_fields)
    return KeyMarks(tuple(key_mark("field_key", one) for one in fields), key_mark("lookup_key", keys.lookup))


def _report(url: str, store: FileStore, contents: Contents) -> bool:
    """Print what was checked; gives whether all of it is as it must be."""
    checks = asyncio.run(check(url, store, contents))
    for one in checks:
        say(f"  {'✓' if one.good else '✗'} {one.what}: {one.figure}")
    return all(one.good for one in checks)
