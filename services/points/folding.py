"""Changes of point summaries folded into the sums of city and districts (adr/0008)."""

from sqlalchemy import text

from models.points import HISTOGRAM_BINS
from services.kit.database import WriteSession

_BINS = ", ".join(f"sum(histogram[{n}])" for n in range(1, HISTOGRAM_BINS + 1))
# One statement: whoever reads sees a change either in the queue or in the sums. Areas in one order.
_FOLD = text(
    f"""
    WITH taken AS (DELETE FROM point_summary_changes RETURNING *)
    INSERT INTO point_area_summaries AS area (branch_id, year, kind, members, vetoed, exempt, histogram)
    SELECT place, year, kind, sum(members), sum(vetoed), sum(exempt), ARRAY[{_BINS}]::int[]
    FROM taken CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place)
    WHERE place IS NOT NULL GROUP BY place, year, kind ORDER BY place, year, kind
    ON CONFLICT (branch_id, year, kind) DO UPDATE SET
        members = area.members + excluded.members,
        vetoed = area.vetoed + excluded.vetoed,
        exempt = area.exempt + excluded.exempt,
        histogram = (
            SELECT array_agg(former + added ORDER BY place)
            FROM unnest(area.histogram, excluded.histogram) WITH ORDINALITY AS bins (former, added, place)
        )
    """  # noqa: S608 - numbers of bins only
)


async def fold(session: WriteSession) -> None:
    """Fold what waits. The caller sees to it that only one folds at a time."""
    await session.execute(_FOLD)
