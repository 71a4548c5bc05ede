"""Alembic, configured in code: bring a database up to the newest revision, or write the next revision.

Blocking calls with an event loop of their own inside: from a coroutine call them by `asyncio.to_thread`.
"""

import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from services.kit.database import driver_url, engine_url

OLDEST_SERVER = 15
SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"


class DatabaseUnavailableError(RuntimeError):
    """The server cannot be used; the text says why, for a person at a terminal, without the password."""


def configuration(url: str = "", scripts: Path = SCRIPTS) -> Config:
    """The Alembic configuration for the database at `url` (`postgresql://…`)."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s")
    config.set_main_option("timezone", "Asia/Shanghai")
    if url:
        config.attributes["url"] = engine_url(url)
    return config


def upgrade(url: str, revision: str = "head", *, scripts: Path = SCRIPTS) -> None:
    """Apply what is missing. Several nodes may call it at once: they go one after the other (see migrations/env.py).

    Raises `DatabaseUnavailableError` if the server cannot be reached or is too old.
    """
    asyncio.run(_require_server(url))
    command.upgrade(configuration(url, scripts), revision)


def downgrade(url: str, revision: str, *, scripts: Path = SCRIPTS) -> None:
    """Undo migrations down to `revision` (`base` for all)."""
    command.downgrade(configuration(url, scripts), revision)


def newest_revision(scripts: Path = SCRIPTS) -> str | None:
    """The revision that a migrated database shows in `alembic_version`; None while there is no migration."""
    return ScriptDirectory.from_config(configuration(scripts=scripts)).get_current_head()


def knows(revision: str, scripts: Path = SCRIPTS) -> bool:
    """Whether this release has the migration, so that a database standing at it can be made and brought up to date."""
    return any(
        one.revision == revision for one in ScriptDirectory.from_config(configuration(scripts=scripts)).walk_revisions()
    )


def write_revision(url: str, message: str, *, scripts: Path = SCRIPTS) -> Path | None:
    """Compare the models with a migrated database and write the difference as a new revision file."""
    script = command.revision(configuration(url, scripts), message=message, autogenerate=True)
    return None if script is None or isinstance(script, list) else Path(script.path)


def check(url: str, *, scripts: Path = SCRIPTS) -> None:
    """Raise `alembic.util.CommandError` if the models and a migrated database differ."""
    command.check(configuration(url, scripts))


async def _require_server(url: str) -> None:
    try:
        connection = await asyncpg.connect(driver_url(url), timeout=10)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailableError(
            f"无法连接数据库，请检查 DATABASE_URL：{error} / "
            f"The database cannot be reached, check DATABASE_URL: {error}"
        ) from error
    version = connection.get_server_version().major
    await connection.close()
    if version < OLDEST_SERVER:
        raise DatabaseUnavailableError(
            f"需要 PostgreSQL {OLDEST_SERVER} 或更高版本，现为 {version}。 / "
            f"PostgreSQL {OLDEST_SERVER} or newer is needed, this is {version}."
        )
