"""Every night: each sum of study is that of its records; else it is told."""

import structlog
from sqlalchemy import text

from services.kit.database import WriteSession
from services.kit.jobs import Job, JobContext, Nothing

log = structlog.get_logger("study.checking")

_COMPARED = {
    "totals": """
        SELECT count(*) FROM (SELECT * FROM study_totals WHERE records <> 0 OR hours <> 0) t FULL JOIN (
            SELECT r.member_id, r.year, r.kind, m.branch_id, sum(r.hours) AS hours, count(*) AS records
            FROM study_records r JOIN members m ON m.id = r.member_id WHERE r.state = 'confirmed'
            GROUP BY r.member_id, r.year, r.kind, m.branch_id
        ) r USING (member_id, year, kind)
        WHERE (t.branch_id, t.hours, t.records) IS DISTINCT FROM (r.branch_id, r.hours, r.records)
    """,
    "years": """
        SELECT count(*) FROM (SELECT * FROM study_years WHERE records <> 0 OR hours <> 0) y FULL JOIN (
            SELECT t.member_id, t.year, t.branch_id, sum(t.hours) AS hours, sum(t.records) AS records,
                coalesce(sum(t.hours) FILTER (WHERE k.organised), 0) AS organised_hours,
                coalesce(sum(t.records) FILTER (WHERE k.training), 0) AS trainings
            FROM study_totals t JOIN study_kinds k ON k.code = t.kind WHERE t.records <> 0 OR t.hours <> 0
            GROUP BY t.member_id, t.year, t.branch_id
        ) t USING (member_id, year)
        WHERE (y.branch_id, y.hours, y.records, y.organised_hours, y.trainings)
            IS DISTINCT FROM (t.branch_id, t.hours, t.records, t.organised_hours, t.trainings)
    """,
    "summaries": """
        SELECT count(*) FROM (
            SELECT * FROM study_summaries WHERE records <> 0 OR hours <> 0 OR members <> 0
        ) s FULL JOIN (
            SELECT branch_id, year, kind, sum(hours) AS hours, sum(records) AS records,
                count(*) FILTER (WHERE records > 0) AS members
            FROM study_totals WHERE records <> 0 OR hours <> 0 GROUP BY branch_id, year, kind
        ) t USING (branch_id, year, kind)
        WHERE (s.hours, s.records, s.members) IS DISTINCT FROM (t.hours, t.records, t.members)
    """,
    "areas": """
        SELECT count(*) FROM (
            SELECT branch_id, year, kind, sum(hours) AS hours, sum(records) AS records, sum(members) AS members FROM (
                SELECT branch_id, year, kind, hours, records, members FROM study_area_summaries
                UNION ALL
                SELECT place, year, kind, hours, records, members FROM study_summary_changes
                CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place) WHERE place IS NOT NULL
            ) stored GROUP BY branch_id, year, kind
        ) a FULL JOIN (
            SELECT place AS branch_id, year, kind, sum(hours) AS hours, sum(records) AS records, sum(members) AS members
            FROM study_summaries CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (place)
            WHERE place IS NOT NULL GROUP BY place, year, kind
        ) s USING (branch_id, year, kind)
        WHERE (coalesce(a.hours, 0), coalesce(a.records, 0), coalesce(a.members, 0))
            IS DISTINCT FROM (coalesce(s.hours, 0), coalesce(s.records, 0), coalesce(s.members, 0))
    """,
}


async def differing(session: WriteSession) -> dict[str, int]:
    """How many rows of each sort of sums are not what they should be; nothing where all agree."""
    counts = {name: int(await session.scalar(text(compared)) or 0) for name, compared in _COMPARED.items()}
    return {name: count for name, count in counts.items() if count}


async def _run(context: JobContext, _payload: Nothing) -> None:
    """Log an error for whatever does not add up."""
    found = await differing(context.session)
    if found:
        log.error("study.sums_differ", **found)
    else:
        log.info("study.sums_agree")


CHECK_STUDY = Job("check_study", Nothing, _run)
