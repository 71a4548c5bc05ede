"""Trying the rules of a scheme on the year before: counts for the whole scope, no names, one statement.

The work is bounded at any size of city: beyond `SAMPLE` members those are taken whose identity falls into every n-th
place, always the same ones, and the answer says so. Only the entries of these are read, by index. The table of
`preview.takings` goes into the statement, so that the choice of rules is made in one place.
"""

from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import ARRAY, Integer, SmallInteger, Text, Uuid, text
from sqlalchemy.types import TypeEngine

from models.enums.points import Band, CapPeriod, Direction, Head
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND
from services.kit.reader import Query, Reader, Row, place, prepare
from services.points import queries
from services.points.labels import BAND_LABELS, HEAD_LABELS
from services.points.preview import Taking, narrowed, takings
from services.points.rules import RuleText, StandingRule
from services.points.schemes import SCHEME
from services.points.views import Onlooker, View

SAMPLE = 3_000
"""Members looked at, or a little more: a share of them is right within two per cent, nineteen times out of twenty."""

_SCOPE = """
    scope AS (
        SELECT s.branch_id, s.members - s.exempt AS members FROM point_summaries s
        WHERE s.{level} = :branch_id AND s.year = :past AND s.kind = :kind AND NOT EXISTS (
            SELECT 1 FROM point_schemes other
            WHERE other.year = :year AND other.kind = :kind AND other.state <> 'draft' AND other.id <> :scheme_id
                AND other.branch_id IN (s.l1, s.l2, s.l3, s.l4, s.l5, s.l6)
                AND num_nonnulls(other.l1, other.l2, other.l3, other.l4, other.l5, other.l6) > :depth
        )
    )
"""
_COUNT = "WITH {scope} SELECT coalesce(sum(members), 0)::int AS members FROM scope"
_TRY = """
    WITH {scope},
    people AS (
        SELECT b.member_id, b.vetoed, b.score, old.bands
        FROM scope JOIN point_balances b ON b.branch_id = scope.branch_id AND b.year = :past AND b.kind = :kind
        JOIN point_schemes old ON old.id = b.scheme_id
        WHERE NOT b.exempt AND (:one_in = 1 OR abs(hashtext(b.member_id::text)::bigint) % :one_in = 0)
    ),
    rows AS (
        SELECT e.id, e.member_id, e.rule_code, e.source_kind, e.source_id, e.asked, e.points, e.occurred_on,
            e.reverses, r.head, r.per_unit, r.points AS size
        FROM people JOIN point_entries e
            ON e.member_id = people.member_id AND e.year = :past AND e.kind = :kind
        JOIN point_rules r ON r.id = e.rule_id
    ),
    facts AS (
        SELECT DISTINCT ON (w.member_id, w.source_kind, w.source_id) w.member_id, w.occurred_on,
            CASE WHEN w.source_kind = 'manual' THEN 'code:' || w.rule_code
                WHEN w.source_kind = ANY(:kinds) THEN 'kind:' || w.source_kind
                ELSE 'kind:' || split_part(w.source_kind, '.', 1) END AS key,
            CASE WHEN w.per_unit THEN abs(w.asked) / w.size ELSE coalesce(floor(c.quantity), 1)::int END AS units
        FROM rows w LEFT JOIN point_claims c ON c.id = w.id
        WHERE w.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM point_entries x WHERE x.reverses = w.id)
        ORDER BY w.member_id, w.source_kind, w.source_id, units DESC
    ),
    taken AS (
        SELECT t.* FROM jsonb_to_recordset(CAST(:takings AS jsonb)) AS t (
            key text, first date, behind date, code text, head text, points int, per_unit boolean, cap int,
            cap_period text
        )
    ),
    given AS (
        SELECT f.member_id, t.code, t.head, max(t.cap) AS cap,
            sum(t.points * CASE WHEN t.per_unit THEN f.units ELSE 1 END) AS asked
        FROM facts f JOIN taken t ON t.key = f.key AND f.occurred_on >= t.first AND f.occurred_on < t.behind
        GROUP BY f.member_id, t.code, t.head, sign(t.points), date_trunc(t.cap_period, f.occurred_on)
    ),
    left_by_caps AS (
        SELECT member_id, head, sum(sign(asked) * least(abs(asked), cap))::int AS points FROM given GROUP BY 1, 2
    ),
    after AS (
        SELECT p.member_id, p.score, p.bands,
            CASE WHEN p.vetoed THEN 0 ELSE greatest(0, :base + coalesce(sum(l.points), 0)) END AS other
        FROM people p LEFT JOIN left_by_caps l ON l.member_id = p.member_id
        GROUP BY p.member_id, p.score, p.bands, p.vetoed
    ),
    banded AS (
        SELECT score, other,
            (score < bands[1])::int + (score < bands[2])::int + (score < bands[3])::int AS now,
            (other < (:edges)[1])::int + (other < (:edges)[2])::int + (other < (:edges)[3])::int AS after
        FROM after
    )
    SELECT 'band' AS part, n::text AS name, count(*) FILTER (WHERE b.now = n)::int AS now,
        count(*) FILTER (WHERE b.after = n)::int AS after
    FROM generate_series(0, 3) n LEFT JOIN banded b ON true GROUP BY n
    UNION ALL
    SELECT 'moved', '', count(*) FILTER (WHERE after < now)::int, count(*) FILTER (WHERE after > now)::int FROM banded
    UNION ALL
    SELECT 'members', '', count(*)::int, 0 FROM people
    UNION ALL
    SELECT 'score', '', coalesce(sum(score), 0)::int, coalesce(sum(other), 0)::int FROM banded
    UNION ALL
    SELECT 'facts', '', count(*)::int,
        count(*) FILTER (WHERE NOT EXISTS (
            SELECT 1 FROM taken t WHERE t.key = f.key AND f.occurred_on >= t.first AND f.occurred_on < t.behind))::int
    FROM facts f
    UNION ALL
    SELECT 'head', coalesce(w.head, l.head), coalesce(w.points, 0)::int, coalesce(l.points, 0)::int
    FROM (SELECT head, sum(points) AS points FROM rows GROUP BY head) w
    FULL JOIN (SELECT head, sum(points) AS points FROM left_by_caps GROUP BY head) l ON l.head = w.head
"""

_PLACES: dict[str, TypeEngine[Any]] = {
    "branch_id": Uuid(), "scheme_id": Uuid(), "past": SmallInteger(), "year": SmallInteger(), "kind": Text(),
    "depth": Integer(), "one_in": Integer(), "kinds": ARRAY(Text()), "takings": Text(), "base": Integer(),
    "edges": ARRAY(Integer()),
}  # fmt: skip


@lru_cache(maxsize=16)
def _query(sql: str, level: int) -> Query:
    statement = text(sql.replace("{scope}", _SCOPE).replace("{level}", f"l{level}"))
    held = [place(name, kind) for name, kind in _PLACES.items() if name in statement.compile().params]
    return prepare(statement.bindparams(*held), planned_anew=True)


async def preview(reader: Reader, look: Onlooker, scheme: Row, past: int) -> View:
    """How the year `past` stood and how it would stand under the scheme's rules.

    Three queries. Errors: `not_found` unless the actor writes the scheme.
    """
    node = look.actor.tree.get(scheme["branch_id"])
    if node is None or not look.actor.covers(Permission.POINT_MANAGE, node.id):
        raise NOT_FOUND(what=SCHEME)
    rules = [_as_rule(row) for row in await queries.rules(reader, scheme["id"])]
    scope = {"branch_id": node.id, "scheme_id": scheme["id"], "past": past, "year": scheme["year"]}
    scope |= {"kind": scheme["kind"], "depth": node.level}
    members = await reader.value(_query(_COUNT, node.level), **scope)
    values = {
        **scope,
        "one_in": max(1, -(-members // SAMPLE)),
        "kinds": list(narrowed(rules)),
        "takings": _packed(takings(rules, scheme["year"], past)),
        "base": scheme["base"],
        "edges": list(scheme["bands"]),
    }
    found = await reader.rows(_query(_TRY, node.level), **values)
    return {"year": past, "members": members, **_told(found, look)}


def _as_rule(row: Row) -> StandingRule:
    given = {name: row[name] for name in RuleText.__dataclass_fields__}
    given |= {"head": Head(row["head"]), "direction": Direction(row["direction"])}
    given["cap_period"] = CapPeriod(row["cap_period"]) if row["cap_period"] else None
    return StandingRule(row["id"], row["version"], RuleText(**given))


def _packed(table: list[Taking]) -> str:
    return orjson.dumps([{name: getattr(row, name) for name in Taking.__dataclass_fields__} for row in table]).decode()


def _told(found: list[Row], look: Onlooker) -> dict[str, Any]:
    by_part = {(row["part"], row["name"]): (row["now"], row["after"]) for row in found}
    bands, heads = list(Band), list(Head)
    (up, down), (facts, untaken) = by_part["moved", ""], by_part["facts", ""]
    before, after = by_part["score", ""]
    return {
        "looked_at": by_part["members", ""][0],
        "score_sum": {"now": before, "after": after},
        "moved_up": up,
        "moved_down": down,
        "facts": facts,
        "facts_without_rule": untaken,
        "bands": [
            _change(band, look.say(BAND_LABELS[band]), by_part["band", str(place)]) for place, band in enumerate(bands)
        ],
        "heads": [_change(head, look.say(HEAD_LABELS[head]), by_part.get(("head", head), (0, 0))) for head in heads],
    }


def _change(name: str, label: str, figures: tuple[int, int]) -> dict[str, Any]:
    return {"name": name, "label": label, "now": figures[0], "after": figures[1]}
