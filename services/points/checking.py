"""Every night: each stored balance is the sum of its rows, each summary the count of its balances; else it is told."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import text

from models.points import HISTOGRAM_BINS, PointEntry, PointRule
from services.kit.database import WriteSession
from services.kit.jobs import Job, JobContext, Nothing
from services.points.ledger import Cap, Ledger, Row, replay

log = structlog.get_logger("points.checking")

_BALANCES = text(
    """
    SELECT b.member_id, b.year, b.kind, b.total, coalesce(e.total, 0) AS found
    FROM point_balances b LEFT JOIN (
        SELECT member_id, year, kind, sum(points) AS total, count(*) AS entries
        FROM point_entries GROUP BY member_id, year, kind
    ) e USING (member_id, year, kind)
    WHERE b.total <> coalesce(e.total, 0) OR b.entries <> coalesce(e.entries, 0) LIMIT 100
    """
)
_SUMMARIES = text(
    """
    SELECT coalesce(s.branch_id, b.branch_id) AS branch_id, coalesce(s.year, b.year) AS year
    FROM point_summaries s FULL JOIN (
        SELECT branch_id, year, kind, count(*) AS members, count(*) FILTER (WHERE vetoed) AS vetoed,
            count(*) FILTER (WHERE exempt) AS exempt,
            (SELECT array_agg((SELECT count(*) FROM point_balances i
                WHERE i.branch_id = o.branch_id AND i.year = o.year AND i.kind = o.kind AND NOT i.exempt
                    AND width_bucket(i.score, 0, 100, 10) = n)::int ORDER BY n)
             FROM generate_series(1, 11) n) AS histogram
        FROM point_balances o GROUP BY branch_id, year, kind
    ) b USING (branch_id, year, kind)
    WHERE (s.members, s.vetoed, s.exempt, s.histogram) IS DISTINCT FROM (b.members, b.vetoed, b.exempt, b.histogram)
        AND (b.members IS NOT NULL OR s.members <> 0) LIMIT 100
    """
)
_BINS = ", ".join(f"sum(histogram[{n}])" for n in range(1, HISTOGRAM_BINS + 1))
_SUMS = f"sum(members) AS members, sum(vetoed) AS vetoed, sum(exempt) AS exempt, ARRAY[{_BINS}] AS histogram"
# The sums of city and districts with what waits to be folded into them, beside the summaries of their branches.
_AREAS = text(
    f"""
    SELECT branch_id, year FROM (
        SELECT branch_id, year, kind, {_SUMS} FROM (
            SELECT branch_id, year, kind, members, vetoed, exempt, histogram FROM point_area_summaries
            UNION ALL
            SELECT place, year, kind, members, vetoed, exempt, histogram FROM point_summary_changes
            CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place) WHERE place IS NOT NULL
        ) stored GROUP BY branch_id, year, kind
    ) a FULL JOIN (
        SELECT place AS branch_id, year, kind, {_SUMS} FROM point_summaries
        CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place) WHERE place IS NOT NULL GROUP BY place, year, kind
    ) s USING (branch_id, year, kind)
    WHERE (coalesce(a.members, 0), coalesce(a.vetoed, 0), coalesce(a.exempt, 0))
            IS DISTINCT FROM (coalesce(s.members, 0), coalesce(s.vetoed, 0), coalesce(s.exempt, 0))
        OR (a.histogram IS DISTINCT FROM s.histogram AND a.members + s.members <> 0) LIMIT 100
    """  # noqa: S608 - numbers of bins only
)


@dataclass(frozen=True, slots=True)
class Faults:
    """What does not add up: (member, year, kind, stored, sum of rows); (branch, year). The first hundred of each."""

    balances: list[tuple[UUID, int, str, int, int]]
    summaries: list[tuple[UUID, int]]
    areas: list[tuple[UUID, int]]

    def __bool__(self) -> bool:
        return bool(self.balances or self.summaries or self.areas)


async def faults(session: WriteSession) -> Faults:
    """Compare what is stored with what the rows say."""
    balances = await session.execute(_BALANCES)
    summaries = await session.execute(_SUMMARIES)
    areas = await session.execute(_AREAS)
    return Faults(
        [(row.member_id, row.year, row.kind, row.total, row.found) for row in balances],
        [(row.branch_id, row.year) for row in summaries],
        [(row.branch_id, row.year) for row in areas],
    )


async def stored_rows(session: WriteSession, member_id: UUID, year: int, kind: str) -> list[Row]:
    """A member's year as the pure rules look at it, in the order in which it was posted."""
    columns, rule = PointEntry.__table__.c, PointRule.__table__
    found = await session.execute(
        PointEntry.__table__.join(rule, rule.c.id == columns.rule_id)
        .select()
        .with_only_columns(
            columns.id, columns.rule_code, columns.source_kind, columns.source_id, columns.asked, columns.points,
            columns.occurred_on, columns.reverses, rule.c.cap, rule.c.cap_period,
        )
        .where(columns.member_id == member_id, columns.year == year, columns.kind == kind)
        .order_by(columns.sequence)
    )  # fmt: skip
    return [
        Row(
            id=row.id,
            rule_code=row.rule_code,
            source=(row.source_kind, row.source_id),
            asked=row.asked,
            points=row.points,
            occurred_on=row.occurred_on,
            cap=Cap(row.cap, row.cap_period) if row.cap is not None and row.reverses is None else None,
            reverses=row.reverses,
        )
        for row in found
    ]


async def replayed(session: WriteSession, member_id: UUID, year: int, kind: str) -> tuple[list[Row], Ledger]:
    """The stored rows, and the ledger that the rules make of the same awards."""
    rows = await stored_rows(session, member_id, year, kind)
    return rows, replay(rows)


async def run(context: JobContext, _payload: Nothing) -> None:
    """Log an error for whatever does not add up."""
    found = await faults(context.session)
    if found:
        log.error(
            "points.sums_differ",
            balances=len(found.balances),
            summaries=len(found.summaries),
            areas=len(found.areas),
        )
    else:
        log.info("points.sums_agree")


CHECK_POINTS = Job("check_points", Nothing, run)
