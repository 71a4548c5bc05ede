"""Changes of study summaries folded into the sums of city and districts (adr/0008); tallies of areas."""

from sqlalchemy import text

from models.enums.study_requirements import RequirementCode
from models.study_requirements import HOURS_BINS
from services.kit.database import WriteSession

# One statement: whoever reads sees a change either in the queue or in the sums. Areas in one order.
_FOLD = text(
    """
    WITH taken AS (DELETE FROM study_summary_changes RETURNING *)
    INSERT INTO study_area_summaries AS area (branch_id, year, kind, hours, records, members)
    SELECT place, year, kind, sum(hours), sum(records), sum(members)
    FROM taken CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place)
    WHERE place IS NOT NULL GROUP BY place, year, kind ORDER BY place, year, kind
    ON CONFLICT (branch_id, year, kind) DO UPDATE SET
        hours = area.hours + excluded.hours,
        records = area.records + excluded.records,
        members = area.members + excluded.members
    """
)


def _elements(column: str, width: int) -> str:
    return "ARRAY[" + ", ".join(f"coalesce(sum({column}[{n}]), 0)" for n in range(1, width + 1)) + "]::int[]"


_FORGET_TALLIES = text("DELETE FROM study_area_tallies")
_SUM_TALLIES = text(
    f"""
    INSERT INTO study_area_tallies (
        branch_id, year, members, exempt, complete, doubts, missing, hours_bins, reckoned_at
    )
    SELECT place, year, sum(members), sum(exempt), sum(complete), sum(doubts),
        {_elements("missing", len(RequirementCode))}, {_elements("hours_bins", HOURS_BINS)}, min(reckoned_at)
    FROM study_tallies CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place)
    WHERE place IS NOT NULL GROUP BY place, year
    """  # noqa: S608 - numbers of elements only
)


async def fold(session: WriteSession) -> None:
    """Fold what waits. The caller sees to it that only one folds at a time."""
    await session.execute(_FOLD)


async def sum_tallies(session: WriteSession) -> None:
    """Draw up the tallies of all areas anew from those of their branches."""
    await session.execute(_FORGET_TALLIES)
    await session.execute(_SUM_TALLIES)
