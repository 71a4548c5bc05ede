"""For tests of the database server itself: a place for one, and a look into it from outside."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from services.kit.database import driver_url
from services.kit.local_postgres import LocalPostgres
from tests.support.disks import throwaway_disk


@contextmanager
def open_folder(*, on_disk: bool = False) -> Iterator[Path]:
    """A temporary folder that the database's own user can enter (pytest's `tmp_path` is 0700 above).

    `on_disk`: for who measures, or wants to see what a real disk does.
    """
    with tempfile.TemporaryDirectory(prefix="dangjian-test-", dir=None if on_disk else throwaway_disk()) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def server_made_before() -> Iterator[Path]:
    """The folder of a server that was started once and stopped: to be copied by who does not test the making."""
    with open_folder() as folder:
        with LocalPostgres(folder / "pg"):
            pass
        yield folder / "pg"


def copy_of(made: Path, root: Path) -> Path:
    """The folder with all its owners and rights, at `root`."""
    subprocess.run(["cp", "-a", made, root], check=True)
    return root


async def fetch_value(url: str, sql: str) -> object:
    """Run one statement on a connection of its own and return the first value."""
    connection = await asyncpg.connect(driver_url(url))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()
