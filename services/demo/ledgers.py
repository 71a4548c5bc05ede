"""Ledgers of points at the size of a city: rows made inside of the database, all members' n-th entry after another.

So a member's year lies as scattered as in life, where everybody's entries come in by the day. Keys and indexes are
put aside while millions of rows go in and made again from them; balances and summaries are summed from the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import text

from models.enums.members import PARTY_STAGES
from models.enums.points import Direction, Head, SchemeKind
from services.access.actor import Actor
from services.kit.clock import OFFICE_ZONE
from services.kit.database import WriteSession
from services.kit.setting_aside import SettingAside, run
from services.points import schemes
from services.points.rules import RuleText
from services.points.schemes import NewScheme

YEARS = 3
"""This year and those before it; all but this one are frozen."""
BASIS = "云川市党员积分制管理办法（演示）"

Advance = Callable[[int, int], None]

_RULES = (
    ("S1", Head.STUDY, "参加集中学习", 1, Direction.PLUS, "study_session", 4),
    ("S2", Head.STUDY, "完成学习培训", 1, Direction.PLUS, "study_record", 4),
    ("S3", Head.STUDY, "撰写心得体会", 2, Direction.PLUS, "study_output", 1),
    ("D1", Head.DUTY, "参加“三会一课”", 1, Direction.PLUS, "organisation_life", 3),
    ("D2", Head.DUTY, "完成支部交办的任务", 2, Direction.PLUS, "duty", 1),
    ("V1", Head.SERVICE, "参加志愿服务", 2, Direction.PLUS, "service", 1),
    ("V2", Head.SERVICE, "为群众办实事", 3, Direction.PLUS, "manual", 1),
    ("C1", Head.DISCIPLINE, "无故缺席组织生活", 2, Direction.MINUS, "discipline", 1),
)
"""Code, head, title, points, direction, source, and how many of sixteen entries fall under it."""

_MAKE_RULES = (
    "CREATE TEMP TABLE demo_rules (place int, id uuid, code text, source_kind text, points int) ON COMMIT DROP"
)
_FILL_RULES = text(
    """
    INSERT INTO demo_rules
    SELECT row_number() OVER (ORDER BY w.code, n) - 1, r.id, r.code, r.source_kind,
        CASE r.direction WHEN 'plus' THEN r.points ELSE -r.points END
    FROM point_rules r JOIN unnest(CAST(:codes AS text[]), CAST(:weights AS int[])) AS w (code, weight) USING (code)
    CROSS JOIN LATERAL generate_series(1, w.weight) n WHERE r.scheme_id = :scheme
    """
)
_MAKE_MEMBERS = """
    CREATE TEMP TABLE demo_members ON COMMIT DROP AS
    SELECT id, branch_id, (uuid_hash_extended(id, {seed}) & 1023) / 1024.0 AS lot
    FROM members WHERE standing = 'normal' AND stage IN ({stages})
"""
# The n-th entry of everybody who has so many in the year, spread over its days.
_ENTRIES = text(
    """
    INSERT INTO point_entries (
        id, member_id, scheme_id, rule_id, rule_code, year, kind, sequence, source_kind, source_id, asked, points,
        occurred_on, effective_on, recorded_at, branch_id, evidence, entered_by, entered_name, confirmed_by,
        confirmed_name
    )
    SELECT made.id, m.id, :scheme, r.id, r.code, :year, 'member', :n, r.source_kind,
        -- Of a fact of its own, with a key that follows from the entry's.
        overlay(made.id::text PLACING '9' FROM 20 FOR 1)::uuid, r.points, r.points, made.day, made.day,
        made.day + interval '10 hours', m.branch_id, CASE r.source_kind WHEN 'manual' THEN '支部登记表' END,
        CASE r.source_kind WHEN 'manual' THEN CAST(:clerk AS uuid) END,
        CASE r.source_kind WHEN 'manual' THEN :clerk_name END,
        CAST(:secretary AS uuid), :secretary_name
    FROM demo_members m
    CROSS JOIN LATERAL (
        SELECT greatest(1, floor(CAST(:mean AS float) * (0.5 + m.lot) + 0.5))::int AS entries,
            uuid_hash_extended(m.id, CAST(:salt AS bigint)) AS lot
    ) each
    CROSS JOIN LATERAL (
        SELECT day, (
            lpad(to_hex((extract(epoch FROM day) * 1000 + 7200000 + (each.lot & 32767))::bigint), 12, '0')
            || '7' || lpad(to_hex((each.lot >> 40) & 4095), 3, '0')
            || '8' || lpad(to_hex(each.lot & 1152921504606846975), 15, '0')
        )::uuid AS id
        FROM (
            SELECT CAST(:first AS date) + least(
                :days - 1, ((:n - 1) * :days / each.entries + (each.lot & 7))::int
            ) AS day
        ) of_the_year
    ) made
    JOIN demo_rules r ON r.place = (each.lot >> 8) & 15
    WHERE each.entries >= :n
    """
)
_BALANCES = text(
    """
    INSERT INTO point_balances (member_id, year, kind, scheme_id, branch_id, base, entries, total, vetoed, exempt)
    SELECT m.id, s.year, 'member', s.id, m.branch_id, s.base, e.entries, e.total, false, false
    FROM (
        SELECT member_id, scheme_id, count(*) AS entries, sum(points) AS total FROM point_entries
        WHERE scheme_id = ANY(:schemes) GROUP BY member_id, scheme_id
    ) e JOIN demo_members m ON m.id = e.member_id JOIN point_schemes s ON s.id = e.scheme_id
    """
)
_SUMMARIES = text(
    """
    INSERT INTO point_summaries (branch_id, year, kind, members, vetoed, exempt, histogram)
    SELECT branch_id, year, 'member', sum(n), 0, 0,
        array_agg(n ORDER BY bin)::int[]
    FROM (
        SELECT b.branch_id, b.year, bin, count(p.member_id) AS n
        FROM (SELECT DISTINCT branch_id, year FROM point_balances WHERE kind = 'member') b
        CROSS JOIN generate_series(1, 11) bin
        LEFT JOIN point_balances p ON p.branch_id = b.branch_id AND p.year = b.year
            AND p.kind = 'member'
            AND width_bucket(p.score, 0, 100, 10) = bin
        GROUP BY b.branch_id, b.year, bin
    ) counted GROUP BY branch_id, year
    """
)


@dataclass(frozen=True, slots=True)
class Ledgers:
    """About so many entries, the same for the same seed and members; who entered by hand and who confirmed."""

    entries: int
    seed: int
    clerk: tuple[UUID, str]
    secretary: tuple[UUID, str]


async def fill_ledgers(
    session: WriteSession, actor: Actor, root_id: UUID, wanted: Ledgers, *, now: datetime, advance: Advance
) -> None:
    """Give every Party member their points of this year and those before it. Part of the caller's transaction.

    `actor` draws up the schemes. The years gone by are frozen with everybody's result.
    """
    stages = ", ".join(f"'{stage.value}'" for stage in PARTY_STAGES)
    await run(session, _MAKE_MEMBERS.format(seed=wanted.seed, stages=stages))
    await run(session, "ANALYZE demo_members", _MAKE_RULES)
    members = (await session.execute(text("SELECT count(*) FROM demo_members"))).scalar_one()
    years = range(now.year - YEARS + 1, now.year + 1)
    mean = wanted.entries / max(1, members * YEARS)
    made: dict[int, UUID] = {}
    async with SettingAside(session, "point_entries"), SettingAside(session, "point_balances"):
        for year in years:
            made[year] = await _scheme(session, actor, root_id, year)
            await _fill_year(session, made[year], year, mean, wanted, now, advance)
        await session.execute(_BALANCES, {"schemes": list(made.values())})
    await session.execute(_SUMMARIES)
    for year in years[:-1]:
        frozen = datetime(year + 1, 1, 20, 9, tzinfo=OFFICE_ZONE)
        await schemes.freeze(session, actor, made[year], 2 + len(_RULES), now=frozen)


async def _scheme(session: WriteSession, actor: Actor, root_id: UUID, year: int) -> UUID:
    """A published scheme with the rules above."""
    first = date(year, 1, 1)
    title = f"云川市{year}年党员积分办法"
    scheme = await schemes.draft(session, actor, NewScheme(root_id, year, title, SchemeKind.MEMBER))
    for code, head, words, points, direction, source, _ in _RULES:
        rule = RuleText(code, head, words, points, direction, source, BASIS, first)
        scheme = await schemes.add_rule(session, actor, scheme.id, rule, today=first)
    opened = datetime.combine(first, time(9), OFFICE_ZONE)
    await schemes.publish(session, actor, scheme.id, scheme.version, now=opened)
    return scheme.id


async def _fill_year(
    session: WriteSession, scheme: UUID, year: int, mean: float, wanted: Ledgers, now: datetime, advance: Advance
) -> None:
    await session.execute(text("TRUNCATE demo_rules"))
    weights = {code: weight for code, *_, weight in _RULES}
    await session.execute(_FILL_RULES, {"scheme": scheme, "codes": list(weights), "weights": list(weights.values())})
    first, last = date(year, 1, 1), min(date(year, 12, 31), now.date())
    common: dict[str, Any] = {
        "scheme": scheme, "year": year, "mean": mean, "first": first, "days": (last - first).days + 1,
        "clerk": wanted.clerk[0], "clerk_name": wanted.clerk[1],
        "secretary": wanted.secretary[0], "secretary_name": wanted.secretary[1],
    }  # fmt: skip
    most = max(1, int(mean * 1.5 + 0.5))
    for n in range(1, most + 1):
        salt = wanted.seed + year * 1000 + n
        await session.execute(_ENTRIES, {**common, "n": n, "salt": salt})
        advance((year - now.year + YEARS - 1) * most + n, YEARS * most)
