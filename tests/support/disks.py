"""Disks as tests want them: in memory for what is thrown away, and one without room for one process."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
"""Bytes that must be free there; containers often have 64 MB. A server of the tests takes some 300 MB."""


def throwaway_disk() -> Path | None:
    """Where to put a database that nobody keeps; None for the usual temporary folder.

    Each database is 800 files, made and deleted by each test that wants its own: on a disk the file system's books
    cost several times what PostgreSQL itself does.
    """
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM:
        return None
    # One test runs a copy of PostgreSQL's programs from there.
    return None if os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC else _MEMORY


@contextmanager
def limited_files(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes: writing on is refused as on a full disk."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
