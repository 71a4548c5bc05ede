"""Migrations as a deployment meets them: several nodes at once, wrong addresses, models that moved on."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy.engine import make_url

from migrations import new
from services.kit import migrating
from services.kit.migrating import DatabaseUnavailableError, check, downgrade, newest_revision, upgrade, write_revision
from tests.support.database import create_database, drop_database
from tests.support.postgres import fetch_value

REPOSITORY = Path(__file__).resolve().parents[2]
ADVISORY_LOCKS = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND datname = current_database()
"""
PLACED_PIECES = """
    CREATE FUNCTION placed_pieces(uuid, uuid, text[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE RETURN ARRAY[1::bigint]
"""
REVISION = """
import time
from alembic import op

revision = "{revision}"
down_revision = {down!r}


def upgrade() -> None:
    op.execute("CREATE TABLE step_{revision} (n int)")
    time.sleep(0.5)


def downgrade() -> None:
    op.execute("DROP TABLE step_{revision}")
"""


@pytest.fixture
def url(server_url: str) -> Iterator[str]:
    """An empty database."""
    url = asyncio.run(create_database(server_url))
    yield url
    asyncio.run(drop_database(server_url, url))


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A migrations folder with the real environment and two revisions that would collide if run twice."""
    for name in ("env.py", "script.py.mako"):
        (tmp_path / name).write_text((migrating.SCRIPTS / name).read_text())
    (tmp_path / "versions").mkdir()
    for revision, down in (("one", None), ("two", "one")):
        (tmp_path / "versions" / f"{revision}.py").write_text(REVISION.format(revision=revision, down=down))
    return tmp_path


async def test_nodes_migrating_at_once_wait_for_each_other(url: str, scripts: Path) -> None:
    code = "import sys, pathlib; from services.kit.migrating import upgrade; "
    code += "upgrade(sys.argv[1], scripts=pathlib.Path(sys.argv[2]))"
    nodes = [subprocess.Popen([sys.executable, "-c", code, url, str(scripts)], cwd=REPOSITORY) for _ in range(3)]
    assert [await asyncio.to_thread(node.wait) for node in nodes] == [0, 0, 0]
    assert newest_revision(scripts) == "two"
    assert await fetch_value(url, "SELECT version_num FROM alembic_version") == "two"
    assert await fetch_value(url, ADVISORY_LOCKS) == 0


async def test_down_and_up_again(url: str, scripts: Path) -> None:
    await asyncio.to_thread(upgrade, url, scripts=scripts)
    await asyncio.to_thread(downgrade, url, "one", scripts=scripts)
    assert await fetch_value(url, "SELECT to_regclass('step_two')") is None
    assert await fetch_value(url, "SELECT to_regclass('step_one')::text") == "step_one"
    await asyncio.to_thread(upgrade, url, scripts=scripts)
    assert await fetch_value(url, "SELECT to_regclass('step_two')::text") == "step_two"


async def test_failing_migration_changes_nothing_and_gives_the_lock_back(url: str, scripts: Path) -> None:
    await asyncio.to_thread(upgrade, url, "one", scripts=scripts)
    broken = scripts / "versions/two.py"
    whole = broken.read_text()
    broken.write_text(whole.replace("time.sleep(0.5)", "op.execute('SELECT no_such_column')"))
    with pytest.raises(Exception, match="no_such_column"):
        await asyncio.to_thread(upgrade, url, scripts=scripts)
    assert await fetch_value(url, "SELECT to_regclass('step_two')") is None
    assert await fetch_value(url, "SELECT version_num FROM alembic_version") == "one"
    broken.write_text(whole)
    await asyncio.to_thread(upgrade, url, scripts=scripts)
    assert await fetch_value(url, "SELECT version_num FROM alembic_version") == "two"


async def test_difference_between_models_and_database_becomes_a_revision(url: str, scripts: Path) -> None:
    for revision in (scripts / "versions").iterdir():
        revision.unlink()
    await asyncio.to_thread(upgrade, url, scripts=scripts)
    with pytest.raises(CommandError):
        await asyncio.to_thread(check, url, scripts=scripts)
    path = await asyncio.to_thread(write_revision, url, "all tables", scripts=scripts)
    assert path is not None
    assert path.name.endswith("_all_tables.py")
    assert "create_table('branches'" in path.read_text()
    # An index over a function needs it; functions are not what models say.
    await fetch_value(url, PLACED_PIECES)
    await asyncio.to_thread(upgrade, url, scripts=scripts)
    await asyncio.to_thread(check, url, scripts=scripts)
    await asyncio.to_thread(downgrade, url, "base", scripts=scripts)
    assert await fetch_value(url, "SELECT to_regclass('branches')") is None


def test_new_migration_needs_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["new", " "])
    with pytest.raises(SystemExit, match="make migration"):
        new.main()


@pytest.mark.parametrize(
    "wrong", ["postgresql://u:hidden@127.0.0.1:1/x", "postgresql://u:hidden@no-such-host.invalid/x"]
)
def test_unreachable_server_is_explained(wrong: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match="DATABASE_URL") as refused:
        upgrade(wrong)
    assert "hidden" not in str(refused.value)


def test_wrong_password_is_explained(url: str) -> None:
    parts = make_url(url)
    wrong = parts.set(password="wrong").render_as_string(hide_password=False)
    with pytest.raises(DatabaseUnavailableError, match="password"):
        upgrade(wrong)


def test_too_old_server_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "OLDEST_SERVER", 99)
    with pytest.raises(DatabaseUnavailableError, match="99"):
        upgrade(url)
