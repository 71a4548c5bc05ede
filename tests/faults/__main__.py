"""`python -m tests.faults --rounds 100`: kill API nodes, workers and PostgreSQL under load, then look at every write.

Loopback only; the parts live in a folder of their own that is removed at the end.
"""

import argparse
import asyncio
import random
import shutil
from pathlib import Path

from api.logging import configure
from tests.faults.drill import VICTIMS, Plan, drill
from tests.support.postgres import open_folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="kills in all, the victims in turn (default: 100)")
    parser.add_argument("--writers", type=int, default=8, help="writers at the same time (default: 8)")
    parser.add_argument("--seed", type=int, default=None, help="of the moments and victims")
    parser.add_argument(
        "--logs", type=Path, default=None, help="folder for the logs of the parts, if something is wrong"
    )
    given = parser.parse_args()
    random.seed(given.seed)
    configure("error", as_json=False)
    victims = [VICTIMS[number % len(VICTIMS)] for number in range(given.rounds)]
    random.shuffle(victims)
    with open_folder(on_disk=True) as folder:
        report = asyncio.run(drill(folder, Plan(victims, given.writers)))
        if report.wrong and given.logs:
            for log in folder.glob("*.log"):
                shutil.copy(log, given.logs)
    print("\n".join(report.lines()))
    return 1 if report.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
