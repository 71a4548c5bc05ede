"""awards in one statement: what a claim asks for stands on it; a key claimed, a claim judged and confirmed by functions"""

import sqlalchemy as sa
from alembic import op

revision = "3f9a7d20c5e8"
down_revision = "8d27f4b1c6e0"
branch_labels = None
depends_on = None

# What services/points/rules.py and ledger.py give for the claims of before; those from now on bring it along.
FILL = """
    UPDATE point_claims c SET
        asked = CASE r.direction WHEN 'plus' THEN 1 ELSE -1 END * r.points
            * CASE WHEN r.per_unit THEN floor(c.quantity)::int ELSE 1 END,
        cap_from = CASE WHEN r.cap IS NOT NULL THEN date_trunc(r.cap_period, c.occurred_on)::date END,
        cap_until = CASE WHEN r.cap IS NOT NULL THEN
            (date_trunc(r.cap_period, c.occurred_on) + CASE r.cap_period
                WHEN 'month' THEN interval '1 month' WHEN 'quarter' THEN interval '3 months' ELSE interval '1 year'
            END)::date - 1 END
    FROM point_rules r WHERE r.id = c.rule_id
"""

# True when the key is the caller's now, together with its answer if that is known already; one that has lapsed is as
# good as none. Whoever claims the same key at the same time waits here for the end of the other transaction.
CLAIM_KEY = """
    CREATE FUNCTION claim_idempotency_key(
        the_account uuid, the_key text, the_print bytea, moment timestamptz, lapsed timestamptz,
        the_status int DEFAULT NULL, the_body bytea DEFAULT NULL, the_etag text DEFAULT NULL
    ) RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO idempotency_keys AS held (account_id, key, fingerprint, created_at, status, body, etag, location)
        VALUES (the_account, the_key, the_print, moment, the_status, the_body, the_etag, NULL)
        ON CONFLICT (account_id, key) DO UPDATE SET
            fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = excluded.status,
            body = excluded.body, etag = excluded.etag, location = NULL
        WHERE held.created_at < lapsed;
        RETURN FOUND;
    END
    $$
"""

# Whether somebody may decide on points entered by hand, who holds the permission over the branches `kept`: `free`, or
# what stands in the way, the first of them in this order. The claim comes along under its lock.
JUDGE = """
    CREATE FUNCTION judge_point_claim(
        the_claim uuid, seen int, kept uuid[], decider uuid, OUT verdict text, OUT held point_claims
    ) LANGUAGE plpgsql AS $$
    BEGIN
        SELECT * INTO held FROM point_claims WHERE id = the_claim FOR UPDATE;
        verdict := CASE
            WHEN NOT FOUND OR NOT ARRAY[held.l1, held.l2, held.l3, held.l4, held.l5, held.l6] && kept THEN 'not_found'
            WHEN EXISTS (SELECT FROM accounts WHERE id = decider AND member_id = held.member_id) THEN 'own_points'
            WHEN held.entered_by = decider THEN 'same_person'
            WHEN held.state <> 'pending' THEN 'decided_already'
            WHEN held.version <> seen THEN 'stale'
            ELSE 'free'
        END;
    END
    $$
"""

# The branch's check in one round trip: key, verdict, row of the ledger with balance and summary, claim, audit. What is
# refused leaves nothing behind. Gives the verdict, and with `free` the row as `services.points.queries.entry_of` does.
CONFIRM = """
    CREATE FUNCTION confirm_point_claim(
        the_claim uuid, seen int, kept uuid[], decider uuid, decider_name text, effective date, moment timestamptz,
        the_key text, the_print bytea, lapsed timestamptz, request text, origin text
    ) RETURNS jsonb LANGUAGE plpgsql AS $$
    DECLARE
        judged record;
        claim point_claims;
        rule point_rules;
        concerned record;
        entry point_entries;
        what_became text;
    BEGIN
        IF the_key IS NOT NULL
            AND NOT claim_idempotency_key(decider, the_key, the_print, moment, lapsed, 200, NULL, '"1"') THEN
            RETURN jsonb_build_object('verdict', 'key_used');
        END IF;
        SELECT * INTO judged FROM judge_point_claim(the_claim, seen, kept, decider);
        claim := judged.held;
        IF judged.verdict = 'free' THEN
            SELECT * INTO rule FROM point_rules WHERE id = claim.rule_id;
            SELECT outcome INTO what_became FROM post_points(jsonb_build_array(jsonb_build_object(
                'place', 0, 'id', claim.id, 'member_id', claim.member_id, 'scheme_id', claim.scheme_id,
                'rule_id', rule.id, 'rule_code', rule.code, 'source_kind', 'manual', 'source_id', claim.id,
                'asked', claim.asked, 'cap', rule.cap, 'cap_from', claim.cap_from, 'cap_until', claim.cap_until,
                'occurred_on', claim.occurred_on, 'effective_on', effective, 'recorded_at', moment,
                'evidence', claim.evidence, 'entered_by', claim.entered_by, 'entered_name', claim.entered_name,
                'confirmed_by', decider, 'confirmed_name', decider_name
            )));
            IF what_became = 'frozen' THEN
                judged.verdict := 'year_frozen';
            END IF;
        END IF;
        IF judged.verdict <> 'free' THEN
            DELETE FROM idempotency_keys WHERE account_id = decider AND key = the_key;
            RETURN jsonb_build_object(
                'verdict', judged.verdict, 'version', claim.version, 'year', extract(year FROM claim.occurred_on)
            );
        END IF;
        UPDATE point_claims SET state = 'confirmed', decided_by = decider, decided_name = decider_name,
            version = version + 1, updated_at = moment
        WHERE id = claim.id;
        SELECT * INTO entry FROM point_entries WHERE id = claim.id;
        SELECT name, branch_id INTO concerned FROM members WHERE id = claim.member_id;
        INSERT INTO audit_entries (
            at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes,
            request_id, address
        ) VALUES (
            moment, 'point_entry.confirm', true, decider, decider_name, 'point_entry', claim.id,
            left(concerned.name || '：' || rule.title, 200), concerned.branch_id,
            jsonb_build_object('points', jsonb_build_array(NULL, entry.points)), request, origin
        );
        RETURN to_jsonb(entry) || jsonb_build_object(
            'verdict', 'free', 'title', rule.title, 'head', rule.head, 'rule_version', rule.version,
            'basis', rule.basis, 'cap', rule.cap, 'cap_period', rule.cap_period, 'reversed_by', NULL,
            'home', concerned.branch_id,
            'files', (SELECT count(*) FROM point_files WHERE claim_id = claim.id)
        );
    END
    $$
"""


def upgrade() -> None:
    op.add_column("point_claims", sa.Column("asked", sa.Integer(), nullable=True))
    op.add_column("point_claims", sa.Column("cap_from", sa.Date(), nullable=True))
    op.add_column("point_claims", sa.Column("cap_until", sa.Date(), nullable=True))
    op.execute(FILL)
    op.alter_column("point_claims", "asked", nullable=False)
    op.create_check_constraint(
        op.f("ck_point_claims_cap_period"), "point_claims", "(cap_from IS NULL) = (cap_until IS NULL)"
    )
    for function in (CLAIM_KEY, JUDGE, CONFIRM):
        op.execute(function)


def downgrade() -> None:
    op.execute(
        "DROP FUNCTION confirm_point_claim("
        "uuid, int, uuid[], uuid, text, date, timestamptz, text, bytea, timestamptz, text, text)"
    )
    op.execute("DROP FUNCTION judge_point_claim(uuid, int, uuid[], uuid)")
    op.execute("DROP FUNCTION claim_idempotency_key(uuid, text, bytea, timestamptz, timestamptz, int, bytea, text)")
    op.drop_constraint(op.f("ck_point_claims_cap_period"), "point_claims")
    for column in ("cap_until", "cap_from", "asked"):
        op.drop_column("point_claims", column)
