"""`make migration m="add tickets"`: write the next revision by comparing the models with a scratch database."""

import sys
import tempfile
from pathlib import Path

from services.kit.local_postgres import LocalPostgres
from services.kit.migrating import upgrade, write_revision


def main() -> None:
    message = " ".join(sys.argv[1:]).strip()
    if not message:
        raise SystemExit('usage: make migration m="what changes"')
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        scratch.chmod(0o755)
        with LocalPostgres(scratch / "pg", progress=print) as server:
            upgrade(server.url)
            path = write_revision(server.url, message)
    print(f"{path}\nRead it through: autogenerate sees neither renames nor changed CHECK constraints.")  # noqa: T201


if __name__ == "__main__":
    main()
