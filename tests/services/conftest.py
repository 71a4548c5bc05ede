"""What the machine decides about the tests of this folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import server_made_before

# Only root has to change its user; for anybody else these cases do not exist.
collect_ignore = [] if os.geteuid() == 0 else ["test_local_postgres_as_root.py"]


@pytest.fixture(scope="session")
def made_before() -> Iterator[Path]:
    with server_made_before() as folder:
        yield folder
