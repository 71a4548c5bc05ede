"""The short version of `python -m tests.faults`: one kill of each part."""

from tests.faults.drill import Plan, drill
from tests.support.postgres import open_folder

PLAN = Plan(["worker", "api", "postgres"], writers=4, nodes=1, members=2, with_imports=False, silence=2, pause=0.5)


async def test_no_acknowledged_write_is_lost_or_done_twice() -> None:
    with open_folder() as folder:
        report = await drill(folder, PLAN)
    assert report.wrong == [], "\n".join(report.lines())
    assert sum(report.kills.values()) == 3
    assert report.load.done.tickets
    assert report.load.done.entries
    assert report.load.repeated
