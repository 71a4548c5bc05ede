"""How branches stand, without names: reckoned for each branch once a day, so that a city is a sum of small rows."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from models.enums.study_requirements import RequirementCode
from models.study_requirements import HOURS_BINS, StudyTally
from services.access.tree import BranchTree, load_tree
from services.kit.clock import office_day
from services.kit.database import WriteSession, reader_in
from services.kit.jobs import Job, JobContext, Nothing
from services.kit.reader import Row
from services.study import folding
from services.study import requirement_queries as queries
from services.study.figures import HOURS
from services.study.requirement import Requirement
from services.study.requirement_labels import DOUBTS
from services.study.requirement_views import BIN_EDGES, FigureBook, reckoned

BATCH = 400
"""Branches whose members are read at once."""
OLD_YEAR_UNTIL_MONTH = 3
"""Until the end of March the year before is still being put right, and reckoned too."""

log = structlog.get_logger("jobs.study")


@dataclass(slots=True)
class Tally:
    """Counts over the members of one branch."""

    members: int = 0
    exempt: int = 0
    complete: int = 0
    doubts: int = 0
    missing: Counter[RequirementCode] = field(default_factory=Counter)
    bins: list[int] = field(default_factory=lambda: [0] * HOURS_BINS)

    def add(self, found: Requirement) -> None:
        self.members += 1
        self.doubts += any(remark in DOUBTS for remark in found.remarks)
        if found.exemption is not None:
            self.exempt += 1
            return
        self.complete += not found.missing
        self.missing.update(item.code for item in found.missing)
        self.bins[_bin(found)] += 1

    def columns(self) -> dict[str, Any]:
        return {
            "members": self.members,
            "exempt": self.exempt,
            "complete": self.complete,
            "doubts": self.doubts,
            "missing": [self.missing[code] for code in RequirementCode],
            "hours_bins": self.bins,
        }


def _bin(found: Requirement) -> int:
    """By the share of the hours asked for that is done; where none are asked for, all of them."""
    item = next((item for item in found.items if item.code in HOURS), None)
    percent = 100 * item.done / item.figure.amount if item is not None else 100
    return sum(percent >= edge for edge in BIN_EDGES)


def tallied(rows: Iterable[Row], book: FigureBook, year: int, day: date) -> dict[UUID, Tally]:
    """By branch how its own members stand."""
    found: dict[UUID, Tally] = {}
    for row in rows:
        found.setdefault(row["branch_id"], Tally()).add(reckoned(row, book, year, day))
    return found


async def reckon_branches(
    session: WriteSession, tree: BranchTree, branch_ids: Collection[UUID], year: int, now: datetime
) -> int:
    """Reckon these branches anew; gives how many have members."""
    reader, day, count = await reader_in(session), office_day(now), 0
    ordered = sorted(branch_ids)
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        rows = await queries.of_branches(reader, some, year, day)
        book = await FigureBook.of(reader, tree, some, year)
        found = tallied(rows, book, year, day)
        await session.execute(
            delete(StudyTally).where(StudyTally.branch_id.in_(some), StudyTally.year == year),
            execution_options={"synchronize_session": False},
        )
        if found:
            stored = [
                {"branch_id": branch_id, "year": year, "reckoned_at": now, **tally.columns()}
                for branch_id, tally in found.items()
            ]
            await session.execute(insert(StudyTally), stored)
        count += len(found)
    return count


async def reckon_all(session: WriteSession, now: datetime) -> int:
    """Every living branch, for this year and in its first months the year before."""
    tree = await load_tree(await reader_in(session))
    living = [node.id for node in tree if node.active]
    today = office_day(now)
    gone = delete(StudyTally).where(StudyTally.branch_id.not_in(living))
    await session.execute(gone, execution_options={"synchronize_session": False})
    years = [today.year, *([today.year - 1] if today.month <= OLD_YEAR_UNTIL_MONTH else [])]
    count = sum([await reckon_branches(session, tree, living, year, now) for year in years])
    await folding.sum_tallies(session)
    return count


async def _run(context: JobContext, _payload: Nothing) -> None:
    branches = await reckon_all(context.session, context.now)
    log.info("study.reckoned", branches=branches)


RECKON_STUDY = Job("reckon_study", Nothing, _run)
