"""awards in fewer statements of the database: rows posted one by one by name, summaries noted by row"""

from pathlib import Path
from runpy import run_path
from typing import Any

from alembic import op

revision = "a4d80c37e15b"
down_revision = "c4d17e60b9a5"
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

# One balance in the summary of its branch: nothing is written where it stays in its bin, two counts where it leaves it.
COUNT_BALANCE = """
    CREATE OR REPLACE FUNCTION count_point_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        former int;
        present int := CASE WHEN NEW.exempt THEN 0 ELSE width_bucket(NEW.score, 0, 100, 10) END;
    BEGIN
        IF TG_OP = 'INSERT' OR OLD.branch_id <> NEW.branch_id THEN
            IF TG_OP = 'UPDATE' THEN
                PERFORM tally_point_balance(OLD, -1);
            END IF;
            PERFORM tally_point_balance(NEW, 1);
            RETURN NULL;
        END IF;
        former := CASE WHEN OLD.exempt THEN 0 ELSE width_bucket(OLD.score, 0, 100, 10) END;
        IF former = present AND OLD.vetoed = NEW.vetoed THEN
            RETURN NULL;
        END IF;
        IF NEW.exempt = OLD.exempt AND NEW.vetoed = OLD.vetoed THEN
            UPDATE point_summaries SET
                histogram[former] = histogram[former] - 1, histogram[present] = histogram[present] + 1
            WHERE branch_id = NEW.branch_id AND year = NEW.year AND kind = NEW.kind;
            RETURN NULL;
        END IF;
        UPDATE point_summaries SET
            vetoed = vetoed + NEW.vetoed::int - OLD.vetoed::int,
            exempt = exempt + NEW.exempt::int - OLD.exempt::int,
            histogram = (
                SELECT array_agg(n + (place = present)::int - (place = former)::int ORDER BY place)
                FROM unnest(histogram) WITH ORDINALITY AS bins (n, place)
            )
        WHERE branch_id = NEW.branch_id AND year = NEW.year AND kind = NEW.kind;
        RETURN NULL;
    END
    $$
"""

# A summary that has changed, by district: a row in a queue, and nobody's to wait for (docs/adr/0008). By row, as balances
# are posted one by one: to gather what a statement has changed costs more than to say it of one row.
NOTE = """
    CREATE FUNCTION note_point_summary() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        was int[] := OLD.histogram;
        fresh int[] := NEW.histogram;
    BEGIN
        IF (OLD.l1, OLD.l2, OLD.year, OLD.kind) IS DISTINCT FROM (NEW.l1, NEW.l2, NEW.year, NEW.kind) THEN
            INSERT INTO point_summary_changes (l1, l2, year, kind, members, vetoed, exempt, histogram) VALUES
                (NEW.l1, NEW.l2, NEW.year, NEW.kind, NEW.members, NEW.vetoed, NEW.exempt, fresh),
                (OLD.l1, OLD.l2, OLD.year, OLD.kind, -OLD.members, -OLD.vetoed, -OLD.exempt,
                 ARRAY(SELECT -n FROM unnest(was) WITH ORDINALITY AS bins (n, place) ORDER BY place));
            RETURN NULL;
        END IF;
        INSERT INTO point_summary_changes (l1, l2, year, kind, members, vetoed, exempt, histogram) VALUES (
            NEW.l1, NEW.l2, NEW.year, NEW.kind, NEW.members - OLD.members, NEW.vetoed - OLD.vetoed,
            NEW.exempt - OLD.exempt,
            ARRAY[
                fresh[1] - was[1], fresh[2] - was[2], fresh[3] - was[3], fresh[4] - was[4], fresh[5] - was[5],
                fresh[6] - was[6], fresh[7] - was[7], fresh[8] - was[8], fresh[9] - was[9], fresh[10] - was[10],
                fresh[11] - was[11]
            ]
        );
        RETURN NULL;
    END
    $$
"""
NOTED = """
    CREATE TRIGGER point_summaries_note_update AFTER UPDATE ON point_summaries FOR EACH ROW
    WHEN ((OLD.l1, OLD.l2, OLD.year, OLD.kind, OLD.members, OLD.vetoed, OLD.exempt, OLD.histogram)
        IS DISTINCT FROM (NEW.l1, NEW.l2, NEW.year, NEW.kind, NEW.members, NEW.vetoed, NEW.exempt, NEW.histogram))
    EXECUTE FUNCTION note_point_summary()
"""


def _earlier(file: str) -> dict[str, Any]:
    return run_path(str(Path(__file__).with_name(f"{file}.py")))


def _former(file: str, name: str) -> str:
    """A function as an earlier migration has made it."""
    text: str = _earlier(file)[name]
    return text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


def _note_by_statement(made: dict[str, Any]) -> None:
    referencing, rows = made["_ROWS"]["update"]
    columns, bins = made["POINTS"], made["BINS"]
    changed = " OR ".join(
        [made["_something"](columns), *(f"sum(sign * histogram[{n}]) <> 0" for n in range(1, bins + 1))]
    )
    op.execute(
        made["NOTE"].format(
            table="point_summaries", name="update", changes="point_summary_changes", rows=rows, something=changed,
            columns=", ".join((*columns, "histogram")),
            sums=f"{made['_sums'](columns)}, {made['_elements']('histogram', bins)}",
        )
    )  # fmt: skip
    op.execute(
        f"CREATE TRIGGER point_summaries_note_update AFTER UPDATE ON point_summaries REFERENCING {referencing} "
        "FOR EACH STATEMENT EXECUTE FUNCTION note_point_summaries_update()"
    )


def upgrade() -> None:
    for statement in (POSTING, OPEN_BALANCE, POST_ONE, POST, CONFIRM, COUNT_BALANCE, NOTE):
        op.execute(statement)
    op.execute("DROP FUNCTION note_point_summaries_update() CASCADE")
    op.execute(NOTED)


def downgrade() -> None:
    op.execute("DROP FUNCTION note_point_summary() CASCADE")
    _note_by_statement(_earlier("2026_11_28_2100_area_summaries"))
    op.execute(_former("2026_11_28_2100_area_summaries", "COUNT_BALANCE"))
    op.execute(_former("2026_11_28_2110_awards_in_one_statement", "CONFIRM"))
    op.execute(_former("2026_11_22_0933_points", "POST"))
    op.execute(_former("2026_11_22_0933_points", "OPEN_BALANCE"))
    op.execute("DROP FUNCTION post_point(point_posting, uuid)")
    op.execute("DROP TYPE point_posting")
