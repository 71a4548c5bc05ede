"""awards and steps of tickets that come at once are written together: one statement of each kind for all of them"""

from pathlib import Path
from runpy import run_path

from alembic import op

revision = "e5b83a1f4c97"
down_revision = "c7e2f95b1d60"
branch_labels = None
depends_on = None

# Whether somebody may decide on a claim, who holds the permission over the branches `kept` and is the member `himself`
# if they are one: `free`, or what stands in the way, the first of them in this order. An expression without queries, so
# that it becomes part of the statement that asks it.
VERDICT = """
    CREATE FUNCTION point_claim_verdict(held point_claims, seen int, kept uuid[], decider uuid, himself uuid) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
            WHEN NOT ARRAY[held.l1, held.l2, held.l3, held.l4, held.l5, held.l6] && kept THEN 'not_found'
            WHEN himself = held.member_id THEN 'own_points'
            WHEN held.entered_by = decider THEN 'same_person'
            WHEN held.state <> 'pending' THEN 'decided_already'
            WHEN held.version <> seen THEN 'stale'
            ELSE 'free'
        END
    $$
"""
JUDGE = """
    CREATE OR REPLACE FUNCTION judge_point_claim(
        the_claim uuid, seen int, kept uuid[], decider uuid, OUT verdict text, OUT held point_claims
    ) LANGUAGE plpgsql AS $$
    BEGIN
        SELECT * INTO held FROM point_claims WHERE id = the_claim FOR UPDATE;
        verdict := CASE
            WHEN FOUND THEN
                point_claim_verdict(held, seen, kept, decider, (SELECT member_id FROM accounts WHERE id = decider))
            ELSE 'not_found'
        END;
    END
    $$
"""

# What a cap leaves of the points asked for, when `spent` of it are used up. The arithmetic of services/points/ledger.py.
CAPPED = """
    CREATE FUNCTION capped_points(asked int, cap int, spent int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
        SELECT sign(asked)::int * least(abs(asked), greatest(0, cap - spent))
    $$
"""

# Those of many checks that go smoothly: claim and balance are there and held by nobody else, the claim is free to be
# decided on, its year is open, its key unused; of two for one member or with one key only the first. Whatever is not
# given back here was not touched, and waits, is refused or answered again by `confirm_point_claim`.
# First the locks, which wait for nobody; then a statement that sees what was written before they were had.
# Balances go by branch and member, as in `post_points`.
CONFIRM = """
    CREATE FUNCTION confirm_point_claims(
        claims uuid[], seen int[], kept text[], deciders uuid[], decider_names text[], effective date[],
        moments timestamptz[], keys text[], prints bytea[], lapsed timestamptz[], requests text[], origins text[]
    ) RETURNS TABLE (place int, done jsonb) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    #variable_conflict use_column
    DECLARE
        held bigint[] := (
            SELECT array_agg(l.nth) FROM (
                SELECT h.nth, row_number() OVER (PARTITION BY h.member_id ORDER BY h.nth) AS of_member,
                    row_number() OVER (PARTITION BY h.decider, coalesce(h.key, h.nth::text) ORDER BY h.nth) AS of_key
                FROM (
                    SELECT w.nth, w.decider, w.key, c.member_id
                    FROM unnest(claims, seen, kept, deciders, keys) WITH ORDINALITY
                        AS w (claim, version, kept, decider, key, nth)
                    JOIN point_claims c ON c.id = w.claim
                    JOIN point_schemes s ON s.id = c.scheme_id
                    JOIN point_balances b ON b.member_id = c.member_id AND b.year = s.year AND b.kind = s.kind
                    LEFT JOIN accounts a ON a.id = w.decider
                    WHERE point_claim_verdict(c, w.version, w.kept::uuid[], w.decider, a.member_id) = 'free'
                        AND pg_try_advisory_xact_lock_shared(hashtextextended(s.id::text, 0))
                    FOR UPDATE OF c, b SKIP LOCKED
                ) h
            ) l WHERE l.of_member = 1 AND l.of_key = 1
        );
    BEGIN
        IF held IS NULL THEN
            RETURN;
        END IF;
        RETURN QUERY
        WITH fit AS MATERIALIZED (
            SELECT w.*, c.id, c.member_id, c.scheme_id, c.rule_id, c.asked, c.occurred_on, c.evidence, c.entered_by,
                c.entered_name, s.year, s.kind, r.code, r.cap, r.cap_period, r.title, r.head, r.version, r.basis,
                m.name, m.branch_id, b.entries + 1 AS sequence,
                CASE WHEN r.cap IS NULL THEN c.asked ELSE capped_points(c.asked, r.cap, (
                    SELECT abs(coalesce(sum(e.points), 0))::int FROM point_entries e
                    WHERE e.member_id = c.member_id AND e.scheme_id = c.scheme_id AND e.rule_code = r.code
                        AND e.occurred_on BETWEEN c.cap_from AND c.cap_until
                )) END AS points,
                (SELECT count(*) FROM point_files f WHERE f.claim_id = c.id) AS files
            FROM unnest(
                    claims, deciders, decider_names, effective, moments, keys, prints, requests, origins
                ) WITH ORDINALITY AS w (claim, decider, decider_name, effective_on, moment, key, print, request, origin, nth)
            JOIN point_claims c ON c.id = w.claim
            JOIN point_schemes s ON s.id = c.scheme_id AND s.state = 'published'
            JOIN point_rules r ON r.id = c.rule_id
            JOIN members m ON m.id = c.member_id
            JOIN point_balances b ON b.member_id = c.member_id AND b.year = s.year AND b.kind = s.kind
            WHERE w.nth = ANY (held)
            ORDER BY m.branch_id, c.member_id
        ), taken AS (
            INSERT INTO idempotency_keys AS k (account_id, key, fingerprint, created_at, status, body, etag, location)
            SELECT decider, key, print, moment, 200, NULL, '"1"', NULL FROM fit WHERE key IS NOT NULL
            ORDER BY decider, key
            ON CONFLICT (account_id, key) DO UPDATE SET
                fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = excluded.status,
                body = excluded.body, etag = excluded.etag, location = NULL
            WHERE k.created_at < lapsed[1]
            RETURNING k.account_id, k.key
        ), due AS MATERIALIZED (
            SELECT f.* FROM fit f
            WHERE f.key IS NULL OR (f.decider, f.key) IN (SELECT t.account_id, t.key FROM taken t)
        ), posted AS (
            INSERT INTO point_entries (
                id, member_id, scheme_id, rule_id, rule_code, year, kind, sequence, source_kind, source_id, asked,
                points, occurred_on, effective_on, recorded_at, branch_id, evidence, entered_by, entered_name,
                confirmed_by, confirmed_name
            )
            SELECT id, member_id, scheme_id, rule_id, code, year, kind, sequence, 'manual', id, asked, points,
                occurred_on, effective_on, moment, branch_id, evidence, entered_by, entered_name, decider, decider_name
            FROM due RETURNING *
        ), counted AS (
            UPDATE point_balances b SET entries = d.sequence, total = b.total + d.points FROM due d
            WHERE b.member_id = d.member_id AND b.year = d.year AND b.kind = d.kind
        ), decided AS (
            UPDATE point_claims c SET state = 'confirmed', decided_by = d.decider, decided_name = d.decider_name,
                version = c.version + 1, updated_at = d.moment
            FROM due d WHERE c.id = d.id
        ), logged AS (
            INSERT INTO audit_entries (
                at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes,
                request_id, address
            )
            SELECT moment, 'point_entry.confirm', true, decider, decider_name, 'point_entry', id,
                left(name || '：' || title, 200), branch_id,
                jsonb_build_object('points', jsonb_build_array(NULL, points)), request, origin
            FROM due
        )
        SELECT d.nth::int, to_jsonb(p) || jsonb_build_object(
            'verdict', 'free', 'title', d.title, 'head', d.head, 'rule_version', d.version, 'basis', d.basis,
            'cap', d.cap, 'cap_period', d.cap_period, 'reversed_by', NULL, 'home', d.branch_id, 'files', d.files
        )
        FROM due d JOIN posted p ON p.id = d.id;
    END
    $$
"""

# Those of many steps whose tickets stand at the version seen and are held by nobody else, whose keys are unused; of two
# with one ticket or one key only the first. Gives the places of those that were written.
MOVE = """
    CREATE FUNCTION move_tickets(
        moved uuid[], seen int[], figures text[], told text[], logged text[], moments timestamptz[],
        accounts uuid[], keys text[], prints bytea[], lapsed timestamptz[], bodies bytea[]
    ) RETURNS TABLE (place int) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
    #variable_conflict use_column
    DECLARE
        held bigint[] := (
            SELECT array_agg(l.nth) FROM (
                SELECT h.nth, row_number() OVER (PARTITION BY h.id ORDER BY h.nth) AS of_ticket,
                    row_number() OVER (PARTITION BY h.account, coalesce(h.key, h.nth::text) ORDER BY h.nth) AS of_key
                FROM (
                    SELECT w.nth, w.account, w.key, t.id
                    FROM unnest(moved, seen, accounts, keys) WITH ORDINALITY AS w (ticket, version, account, key, nth)
                    JOIN tickets t ON t.id = w.ticket AND t.version = w.version
                    FOR UPDATE OF t SKIP LOCKED
                ) h
            ) l WHERE l.of_ticket = 1 AND l.of_key = 1
        );
    BEGIN
        IF held IS NULL THEN
            RETURN;
        END IF;
        RETURN QUERY
        WITH fit AS MATERIALIZED (
            SELECT w.nth, w.id, w.f::jsonb AS f, w.e::jsonb AS e, w.a::jsonb AS a, w.moment, w.account, w.key, w.print,
                w.body, w.version
            FROM unnest(moved, seen, figures, told, logged, moments, accounts, keys, prints, bodies) WITH ORDINALITY
                AS w (id, version, f, e, a, moment, account, key, print, body, nth)
            WHERE w.nth = ANY (held)
        ), taken AS (
            INSERT INTO idempotency_keys AS k (account_id, key, fingerprint, created_at, status, body, etag, location)
            SELECT account, key, print, moment, 200, body, '"' || version + 1 || '"', NULL FROM fit
            WHERE key IS NOT NULL ORDER BY account, key
            ON CONFLICT (account_id, key) DO UPDATE SET
                fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = excluded.status,
                body = excluded.body, etag = excluded.etag, location = NULL
            WHERE k.created_at < lapsed[1]
            RETURNING k.account_id, k.key
        ), due AS MATERIALIZED (
            SELECT * FROM fit w
            WHERE w.key IS NULL OR (w.account, w.key) IN (SELECT t.account_id, t.key FROM taken t)
        ), stepped AS (
            UPDATE tickets t SET
                state = f->>'state', due_on = (f->>'due_on')::date,
                progress_percent = (f->>'progress_percent')::smallint, urge_level = (f->>'urge_level')::smallint,
                urged_at = (f->>'urged_at')::timestamptz, yellow_on = (f->>'yellow_on')::date,
                red_on = (f->>'red_on')::date, clock_stopped_on = (f->>'clock_stopped_on')::date,
                accepted_by = (f->>'accepted_by')::uuid, closing_requested_by = (f->>'closing_requested_by')::uuid,
                closing_requested_on = (f->>'closing_requested_on')::date, conclusion = f->>'conclusion',
                closed_by = (f->>'closed_by')::uuid, closed_on = (f->>'closed_on')::date,
                closed_in_time = (f->>'closed_in_time')::boolean, archived_on = (f->>'archived_on')::date,
                version = t.version + 1, updated_at = d.moment
            FROM due d WHERE t.id = d.id
        ), happened AS (
            INSERT INTO ticket_events (
                id, ticket_id, sequence, at, action, from_state, to_state, actor_id, actor_name, branch_id, comment,
                progress_percent, changes
            )
            SELECT (e->>'id')::uuid, d.id,
                (SELECT coalesce(max(h.sequence), 0) + 1 FROM ticket_events h WHERE h.ticket_id = d.id),
                (e->>'at')::timestamptz, e->>'action', e->>'from_state', e->>'to_state', (e->>'actor_id')::uuid,
                e->>'actor_name', (e->>'branch_id')::uuid, e->>'comment', (e->>'progress_percent')::smallint,
                nullif(e->'changes', 'null')
            FROM due d
        ), noted AS (
            INSERT INTO audit_entries (
                at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes,
                request_id, address
            )
            SELECT (a->>'at')::timestamptz, a->>'action', (a->>'succeeded')::boolean, (a->>'actor_id')::uuid,
                a->>'actor_name', a->>'entity_kind', (a->>'entity_id')::uuid, a->>'entity_name',
                (a->>'branch_id')::uuid, nullif(a->'changes', 'null'), a->>'request_id', a->>'address'
            FROM due d
        )
        SELECT d.nth::int FROM due d;
    END
    $$
"""


def _former(file: str, name: str) -> str:
    """A function as an earlier migration has made it."""
    text: str = run_path(str(Path(__file__).with_name(f"{file}.py")))[name]
    return text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def _post_one_with(cap: str) -> str:
    text = _former("2026_11_29_0030_awards_by_row", "POST_ONE")
    return text.replace("sign(want.asked) * least(abs(want.asked), greatest(0, want.cap - spent))", cap)


def upgrade() -> None:
    for statement in (VERDICT, JUDGE, CAPPED, CONFIRM):
        op.execute(statement)
    op.execute(_post_one_with("capped_points(want.asked, want.cap, spent)"))
    op.execute(
        "DROP FUNCTION move_ticket(uuid, int, text, text, text, timestamptz, uuid, text, bytea, timestamptz, bytea)"
    )
    op.execute(MOVE)


def downgrade() -> None:
    op.execute(
        "DROP FUNCTION move_tickets("
        "uuid[], int[], text[], text[], text[], timestamptz[], uuid[], text[], bytea[], timestamptz[], bytea[])"
    )
    op.execute(_former("2026_11_29_0040_ticket_titles", "MOVE"))
    op.execute(_former("2026_11_29_0030_awards_by_row", "POST_ONE"))
    op.execute(_former("2026_11_28_2110_awards_in_one_statement", "JUDGE"))
    op.execute(
        "DROP FUNCTION confirm_point_claims("
        "uuid[], int[], text[], uuid[], text[], date[], timestamptz[], text[], bytea[], timestamptz[], text[], text[])"
    )
    op.execute("DROP FUNCTION capped_points(int, int, int)")
    op.execute("DROP FUNCTION point_claim_verdict(point_claims, int, uuid[], uuid, uuid)")
