"""hot writes: awards and steps of tickets in fewer statements of the database, pieces of titles in a table of their own"""

from pathlib import Path
from runpy import run_path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a4d80c37e15b"
down_revision = "b61f0e8a92d5"
branch_labels = None
depends_on = None

# What is to be posted, by name: taking it out of JSON and into it costs as much as a statement.
POSTING = """
    CREATE TYPE point_posting AS (
        place int, id uuid, member_id uuid, scheme_id uuid, rule_id uuid, rule_code text, source_kind text,
        source_id uuid, asked int, cap int, cap_from date, cap_until date, occurred_on date, effective_on date,
        recorded_at timestamptz, evidence text, reason text, entered_by uuid, entered_name text, confirmed_by uuid,
        confirmed_name text, reverses uuid
    )
"""

# The member's balance under its row lock, made where it is missing; NULL when the scheme is not published.
# Freezing takes the same advisory lock alone: nothing is posted while a result is drawn up, and no row is shared.
OPEN_BALANCE = """
    CREATE OR REPLACE FUNCTION open_point_balance(the_member uuid, the_scheme uuid) RETURNS point_balances
    LANGUAGE plpgsql AS $$
    DECLARE
        scheme point_schemes;
        held point_balances;
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(the_scheme::text, 0));
        SELECT b.* INTO held FROM point_schemes s
        JOIN point_balances b ON b.member_id = the_member AND b.year = s.year AND b.kind = s.kind
        WHERE s.id = the_scheme AND s.state = 'published' FOR UPDATE OF b;
        IF FOUND THEN
            RETURN held;
        END IF;
        SELECT * INTO scheme FROM point_schemes WHERE id = the_scheme;
        IF scheme.state <> 'published' THEN
            RETURN NULL;
        END IF;
        INSERT INTO point_balances (member_id, year, kind, scheme_id, branch_id, base, entries, total, vetoed, exempt)
        SELECT id, scheme.year, scheme.kind, scheme.id, branch_id, scheme.base, 0, 0, false, false
        FROM members WHERE id = the_member FOR SHARE
        ON CONFLICT DO NOTHING;
        SELECT * INTO held FROM point_balances
        WHERE member_id = the_member AND year = scheme.year AND kind = scheme.kind FOR UPDATE;
        RETURN held;
    END
    $$
"""

# Posts one row for a member of the branch `home`: the balance is locked, a fact that has earned from the rule before is
# passed over, the cap is looked at, entry and balance are written. The arithmetic is that of services/points/ledger.py.
POST_ONE = """
    CREATE FUNCTION post_point(want point_posting, home uuid, OUT outcome text, OUT entry point_entries)
    LANGUAGE plpgsql AS $$
    DECLARE
        held point_balances := open_point_balance(want.member_id, want.scheme_id);
        given int := want.asked;
        spent int;
    BEGIN
        IF held.member_id IS NULL THEN
            outcome := 'frozen';
            RETURN;
        END IF;
        SELECT * INTO entry FROM point_entries e
        WHERE e.member_id = want.member_id AND e.scheme_id = want.scheme_id AND e.rule_code = want.rule_code
            AND e.source_kind = want.source_kind AND e.source_id = want.source_id;
        IF FOUND THEN
            outcome := 'known';
            RETURN;
        END IF;
        IF want.cap IS NOT NULL THEN
            SELECT abs(coalesce(sum(e.points), 0)) INTO spent FROM point_entries e
            WHERE e.member_id = want.member_id AND e.scheme_id = want.scheme_id AND e.rule_code = want.rule_code
                AND e.occurred_on BETWEEN want.cap_from AND want.cap_until;
            given := sign(want.asked) * least(abs(want.asked), greatest(0, want.cap - spent));
        END IF;
        INSERT INTO point_entries (
            id, member_id, scheme_id, rule_id, rule_code, year, kind, sequence, source_kind, source_id, asked,
            points, occurred_on, effective_on, recorded_at, branch_id, evidence, reason, entered_by,
            entered_name, confirmed_by, confirmed_name, reverses
        ) VALUES (
            want.id, want.member_id, want.scheme_id, want.rule_id, want.rule_code, held.year, held.kind,
            held.entries + 1, want.source_kind, want.source_id, want.asked, given, want.occurred_on,
            want.effective_on, want.recorded_at, home, want.evidence, want.reason, want.entered_by,
            want.entered_name, want.confirmed_by, want.confirmed_name, want.reverses
        ) RETURNING * INTO entry;
        UPDATE point_balances b SET entries = b.entries + 1, total = b.total + given
        WHERE b.member_id = held.member_id AND b.year = held.year AND b.kind = held.kind;
        outcome := 'posted';
    END
    $$
"""

# Posts rows in one round trip. They go by branch and member, so that two postings of many never wait for each other in
# a circle.
POST = """
    CREATE OR REPLACE FUNCTION post_points(wanted jsonb) RETURNS TABLE (place int, outcome text, points int)
    LANGUAGE plpgsql AS $$
    DECLARE
        next record;
        posted record;
    BEGIN
        FOR next IN
            SELECT w AS want, m.branch_id AS home FROM jsonb_populate_recordset(NULL::point_posting, wanted) w
            JOIN members m ON m.id = w.member_id
            ORDER BY m.branch_id, w.member_id, w.place
        LOOP
            posted := post_point(next.want, next.home);
            place := (next.want).place;
            outcome := posted.outcome;
            points := coalesce((posted.entry).points, 0);
            RETURN NEXT;
        END LOOP;
    END
    $$
"""

# The branch's check in one round trip: key, verdict, row of the ledger with balance and summary, claim, audit. What is
# refused leaves nothing behind. Gives the verdict, and with `free` the row as `services.points.queries.entry_of` does.
CONFIRM = """
    CREATE OR REPLACE FUNCTION confirm_point_claim(
        the_claim uuid, seen int, kept uuid[], decider uuid, decider_name text, effective date, moment timestamptz,
        the_key text, the_print bytea, lapsed timestamptz, request text, origin text
    ) RETURNS jsonb LANGUAGE plpgsql AS $$
    DECLARE
        judged record;
        claim point_claims;
        verdict text;
        facts record;
        posted record;
        entry point_entries;
    BEGIN
        IF the_key IS NOT NULL
            AND NOT claim_idempotency_key(decider, the_key, the_print, moment, lapsed, 200, NULL, '"1"') THEN
            RETURN jsonb_build_object('verdict', 'key_used');
        END IF;
        judged := judge_point_claim(the_claim, seen, kept, decider);
        claim := judged.held;
        verdict := judged.verdict;
        IF verdict = 'free' THEN
            SELECT r.code, r.cap, r.cap_period, r.title, r.head, r.version, r.basis, m.name, m.branch_id,
                (SELECT count(*) FROM point_files f WHERE f.claim_id = claim.id) AS files
            INTO facts FROM point_rules r, members m WHERE r.id = claim.rule_id AND m.id = claim.member_id;
            posted := post_point(
                ROW(
                    0, claim.id, claim.member_id, claim.scheme_id, claim.rule_id, facts.code, 'manual', claim.id,
                    claim.asked, facts.cap, claim.cap_from, claim.cap_until, claim.occurred_on, effective, moment,
                    claim.evidence, NULL, claim.entered_by, claim.entered_name, decider, decider_name, NULL
                )::point_posting,
                facts.branch_id
            );
            IF posted.outcome = 'frozen' THEN
                verdict := 'year_frozen';
            END IF;
        END IF;
        IF verdict <> 'free' THEN
            DELETE FROM idempotency_keys WHERE account_id = decider AND key = the_key;
            RETURN jsonb_build_object(
                'verdict', verdict, 'version', claim.version, 'year', extract(year FROM claim.occurred_on)
            );
        END IF;
        entry := posted.entry;
        UPDATE point_claims SET state = 'confirmed', decided_by = decider, decided_name = decider_name,
            version = version + 1, updated_at = moment
        WHERE id = claim.id;
        INSERT INTO audit_entries (
            at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes,
            request_id, address
        ) VALUES (
            moment, 'point_entry.confirm', true, decider, decider_name, 'point_entry', claim.id,
            left(facts.name || '：' || facts.title, 200), facts.branch_id,
            jsonb_build_object('points', jsonb_build_array(NULL, entry.points)), request, origin
        );
        RETURN to_jsonb(entry) || jsonb_build_object(
            'verdict', 'free', 'title', facts.title, 'head', facts.head, 'rule_version', facts.version,
            'basis', facts.basis, 'cap', facts.cap, 'cap_period', facts.cap_period, 'reversed_by', NULL,
            'home', facts.branch_id, 'files', facts.files
        );
    END
    $$
"""

# Writes a step that was decided upon at the version seen. `moved`, or nothing was written: `key_used`, `stale`.
# Column by column: a record made of JSON looks up how to read every column of its table, each time.
MOVE = """
    CREATE OR REPLACE FUNCTION move_ticket(
        the_ticket uuid, seen int, figures text, told text, logged text, moment timestamptz,
        the_account uuid, the_key text, the_print bytea, lapsed timestamptz, the_body bytea
    ) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE
        f jsonb := figures;
        e jsonb := told;
        a jsonb := logged;
    BEGIN
        IF the_key IS NOT NULL AND NOT claim_idempotency_key(
            the_account, the_key, the_print, moment, lapsed, 200, the_body, '"' || seen + 1 || '"'
        ) THEN
            RETURN 'key_used';
        END IF;
        UPDATE tickets t SET
            state = f->>'state', due_on = (f->>'due_on')::date,
            progress_percent = (f->>'progress_percent')::smallint, urge_level = (f->>'urge_level')::smallint,
            urged_at = (f->>'urged_at')::timestamptz, yellow_on = (f->>'yellow_on')::date,
            red_on = (f->>'red_on')::date, clock_stopped_on = (f->>'clock_stopped_on')::date,
            accepted_by = (f->>'accepted_by')::uuid, closing_requested_by = (f->>'closing_requested_by')::uuid,
            closing_requested_on = (f->>'closing_requested_on')::date, conclusion = f->>'conclusion',
            closed_by = (f->>'closed_by')::uuid, closed_on = (f->>'closed_on')::date,
            closed_in_time = (f->>'closed_in_time')::boolean, archived_on = (f->>'archived_on')::date,
            version = t.version + 1, updated_at = moment
        WHERE t.id = the_ticket AND t.version = seen;
        IF NOT FOUND THEN
            DELETE FROM idempotency_keys WHERE account_id = the_account AND key = the_key;
            RETURN 'stale';
        END IF;
        INSERT INTO ticket_events (
            id, ticket_id, sequence, at, action, from_state, to_state, actor_id, actor_name, branch_id, comment,
            progress_percent, changes
        ) VALUES (
            (e->>'id')::uuid, the_ticket,
            (SELECT coalesce(max(sequence), 0) + 1 FROM ticket_events WHERE ticket_id = the_ticket),
            (e->>'at')::timestamptz, e->>'action', e->>'from_state', e->>'to_state', (e->>'actor_id')::uuid,
            e->>'actor_name', (e->>'branch_id')::uuid, e->>'comment', (e->>'progress_percent')::smallint,
            nullif(e->'changes', 'null')
        );
        INSERT INTO audit_entries (
            at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes,
            request_id, address
        ) VALUES (
            (a->>'at')::timestamptz, a->>'action', (a->>'succeeded')::boolean, (a->>'actor_id')::uuid,
            a->>'actor_name', a->>'entity_kind', (a->>'entity_id')::uuid, a->>'entity_name',
            (a->>'branch_id')::uuid, nullif(a->'changes', 'null'), a->>'request_id', a->>'address'
        );
        RETURN 'moved';
    END
    $$
"""


def _former(file: str, name: str) -> str:
    """A function as an earlier migration has made it."""
    text: str = run_path(str(Path(__file__).with_name(f"{file}.py")))[name]
    return text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def upgrade() -> None:
    op.create_table(
        "ticket_grams",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_grams_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_grams")),
    )
    op.execute("INSERT INTO ticket_grams (ticket_id, grams) SELECT id, grams FROM tickets")
    op.create_index("ix_ticket_grams_grams", "ticket_grams", ["grams"], postgresql_using="gin")
    op.drop_index("ix_tickets_grams", table_name="tickets")
    op.drop_column("tickets", "grams")
    for statement in (POSTING, OPEN_BALANCE, POST_ONE, POST, CONFIRM, MOVE):
        op.execute(statement)


def downgrade() -> None:
    op.execute(_former("2026_11_28_2130_steps_in_one_statement", "MOVE"))
    op.execute(_former("2026_11_28_2110_awards_in_one_statement", "CONFIRM"))
    op.execute(_former("2026_11_22_0933_points", "POST"))
    op.execute(_former("2026_11_22_0933_points", "OPEN_BALANCE"))
    op.execute("DROP FUNCTION post_point(point_posting, uuid)")
    op.execute("DROP TYPE point_posting")
    op.add_column("tickets", sa.Column("grams", postgresql.ARRAY(sa.Text()), nullable=True))
    op.execute("UPDATE tickets t SET grams = g.grams FROM ticket_grams g WHERE g.ticket_id = t.id")
    op.alter_column("tickets", "grams", nullable=False)
    op.create_index("ix_tickets_grams", "tickets", ["grams"], postgresql_using="gin")
    op.drop_table("ticket_grams")
