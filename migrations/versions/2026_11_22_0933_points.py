"""points of members: schemes and rules, ledger, publications, objections, results"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d2cb6332191b"
down_revision = "e07b3c58d912"
branch_labels = None
depends_on = None


APPEND_ONLY = ("point_entries", "point_objection_events", "point_result_uses", "point_results")

PUBLISHED_RULES_STAND = """
    CREATE FUNCTION point_rules_stand() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT state FROM point_schemes WHERE id = OLD.scheme_id) <> 'draft' THEN
            RAISE EXCEPTION 'rules of a published scheme stand: write another version' USING ERRCODE = '42501';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END
    $$
"""

# One balance more or less (`step`) in the summary of its branch. The row is made where it is missing.
TALLY = """
    CREATE FUNCTION tally_point_balance(balance point_balances, step int) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        bin int := width_bucket(balance.score, 0, 100, 10);
        counted int := CASE WHEN balance.exempt THEN 0 ELSE step END;
    BEGIN
        IF step > 0 THEN
            INSERT INTO point_summaries (branch_id, year, kind, members, vetoed, exempt, histogram)
            SELECT balance.branch_id, balance.year, balance.kind, 0, 0, 0, array_fill(0, ARRAY[11])
            WHERE NOT EXISTS (
                SELECT FROM point_summaries
                WHERE branch_id = balance.branch_id AND year = balance.year AND kind = balance.kind
            )
            ON CONFLICT DO NOTHING;
        END IF;
        UPDATE point_summaries SET
            members = members + step,
            vetoed = vetoed + CASE WHEN balance.vetoed THEN step ELSE 0 END,
            exempt = exempt + step - counted,
            histogram[bin] = histogram[bin] + counted
        WHERE branch_id = balance.branch_id AND year = balance.year AND kind = balance.kind;
    END
    $$
"""

COUNT_BALANCE = """
    CREATE FUNCTION count_point_balance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF (OLD.branch_id, OLD.score, OLD.vetoed, OLD.exempt)
                = (NEW.branch_id, NEW.score, NEW.vetoed, NEW.exempt) THEN
                RETURN NULL;
            END IF;
            PERFORM tally_point_balance(OLD, -1);
        END IF;
        PERFORM tally_point_balance(NEW, 1);
        RETURN NULL;
    END
    $$
"""

# The member's balance under its row lock, made where it is missing; NULL when the scheme is not published.
# Freezing takes the same advisory lock alone: nothing is posted while a result is drawn up, and no row is shared.
OPEN_BALANCE = """
    CREATE FUNCTION open_point_balance(the_member uuid, the_scheme uuid) RETURNS point_balances
    LANGUAGE plpgsql AS $$
    DECLARE
        scheme point_schemes;
        held point_balances;
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(the_scheme::text, 0));
        SELECT * INTO scheme FROM point_schemes WHERE id = the_scheme;
        IF scheme.state <> 'published' THEN
            RETURN NULL;
        END IF;
        SELECT * INTO held FROM point_balances
        WHERE member_id = the_member AND year = scheme.year AND kind = scheme.kind FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO point_balances
                (member_id, year, kind, scheme_id, branch_id, base, entries, total, vetoed, exempt)
            SELECT id, scheme.year, scheme.kind, scheme.id, branch_id, scheme.base, 0, 0, false, false
            FROM members WHERE id = the_member FOR SHARE
            ON CONFLICT DO NOTHING;
            SELECT * INTO held FROM point_balances
            WHERE member_id = the_member AND year = scheme.year AND kind = scheme.kind FOR UPDATE;
        END IF;
        RETURN held;
    END
    $$
"""

# Posts rows in one round trip: per row the entry's balance is locked, a fact that has earned from the rule before is
# passed over, the cap is looked at, entry and balance are written. Rows go by branch and member, so that two postings
# of many never wait for each other in a circle. The arithmetic is that of services/points/ledger.py.
POST = """
    CREATE FUNCTION post_points(wanted jsonb) RETURNS TABLE (place int, outcome text, points int)
    LANGUAGE plpgsql AS $$
    DECLARE
        want record;
        held point_balances;
        spent int;
        given int;
    BEGIN
        FOR want IN
            SELECT w.*, m.branch_id AS home FROM jsonb_to_recordset(wanted) AS w (
                place int, id uuid, member_id uuid, scheme_id uuid, rule_id uuid, rule_code text, source_kind text,
                source_id uuid, asked int, cap int, cap_from date, cap_until date, occurred_on date,
                effective_on date, recorded_at timestamptz, evidence text, reason text, entered_by uuid,
                entered_name text, confirmed_by uuid, confirmed_name text, reverses uuid
            ) JOIN members m ON m.id = w.member_id
            ORDER BY m.branch_id, w.member_id, w.place
        LOOP
            place := want.place;
            points := 0;
            held := open_point_balance(want.member_id, want.scheme_id);
            IF held.member_id IS NULL THEN
                outcome := 'frozen';
                RETURN NEXT;
                CONTINUE;
            END IF;
            SELECT e.points INTO given FROM point_entries e
            WHERE e.member_id = want.member_id AND e.scheme_id = want.scheme_id AND e.rule_code = want.rule_code
                AND e.source_kind = want.source_kind AND e.source_id = want.source_id;
            IF FOUND THEN
                outcome := 'known';
                points := given;
                RETURN NEXT;
                CONTINUE;
            END IF;
            given := want.asked;
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
                want.effective_on, want.recorded_at, want.home, want.evidence, want.reason, want.entered_by,
                want.entered_name, want.confirmed_by, want.confirmed_name, want.reverses
            );
            UPDATE point_balances b SET entries = b.entries + 1, total = b.total + given
            WHERE b.member_id = held.member_id AND b.year = held.year AND b.kind = held.kind;
            outcome := 'posted';
            points := given;
            RETURN NEXT;
        END LOOP;
    END
    $$
"""

# A member who goes to another branch takes along the open years and what waits for a check there.
FOLLOW_MEMBER = """
    CREATE FUNCTION points_follow_member() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE point_balances b SET branch_id = NEW.branch_id
        FROM point_schemes s
        WHERE b.member_id = NEW.id AND s.id = b.scheme_id AND s.state = 'published';
        UPDATE point_claims SET branch_id = NEW.branch_id WHERE member_id = NEW.id AND state = 'pending';
        RETURN NULL;
    END
    $$
"""

TRIGGERS = (
    (
        "CREATE TRIGGER point_rules_stand BEFORE UPDATE OR DELETE ON point_rules "
        "FOR EACH ROW EXECUTE FUNCTION point_rules_stand()"
    ),
    (
        "CREATE TRIGGER point_balances_count AFTER INSERT OR UPDATE ON point_balances "
        "FOR EACH ROW EXECUTE FUNCTION count_point_balance()"
    ),
    (
        "CREATE TRIGGER members_points_follow AFTER UPDATE OF branch_id ON members "
        "FOR EACH ROW WHEN (OLD.branch_id IS DISTINCT FROM NEW.branch_id) EXECUTE FUNCTION points_follow_member()"
    ),
)


def upgrade() -> None:
    op.create_table(
        "point_schemes",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "frozen", name="schemestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("base", sa.SmallInteger(), nullable=False),
        sa.Column("bands", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("frozen_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("rules_frozen", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'draft') = (published_on IS NULL)", name=op.f("ck_point_schemes_published_on")),
        sa.CheckConstraint("(state = 'frozen') = (frozen_at IS NOT NULL)", name=op.f("ck_point_schemes_frozen_at")),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_schemes_kind")),
        sa.CheckConstraint("state IN ('draft', 'published', 'frozen')", name=op.f("ck_point_schemes_state")),
        sa.CheckConstraint("(frozen_at IS NULL) = (rules_frozen IS NULL)", name=op.f("ck_point_schemes_rules_frozen")),
        sa.CheckConstraint("cardinality(bands) = 3", name=op.f("ck_point_schemes_bands")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_point_schemes_year")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_schemes_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_schemes")),
    )
    op.create_index("ix_point_schemes_created_at_id", "point_schemes", ["created_at", "id"], unique=False)
    op.create_index("ix_point_schemes_updated_at_id", "point_schemes", ["updated_at", "id"], unique=False)
    op.create_index("uq_point_schemes_place", "point_schemes", ["branch_id", "year", "kind"], unique=True)
    op.create_table(
        "point_summaries",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("vetoed", sa.Integer(), nullable=False),
        sa.Column("exempt", sa.Integer(), nullable=False),
        sa.Column("histogram", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_summaries_kind")),
        sa.CheckConstraint("cardinality(histogram) = 11", name=op.f("ck_point_summaries_histogram")),
        sa.CheckConstraint("members >= 0 AND vetoed >= 0 AND exempt >= 0", name=op.f("ck_point_summaries_counts")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_summaries_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("branch_id", "year", "kind", name=op.f("pk_point_summaries")),
    )
    op.create_index("ix_point_summaries_l1", "point_summaries", ["l1", "year", "kind"], unique=False)
    op.create_index("ix_point_summaries_l2", "point_summaries", ["l2", "year", "kind"], unique=False)
    op.create_index("ix_point_summaries_l3", "point_summaries", ["l3", "year", "kind"], unique=False)
    op.create_index("ix_point_summaries_l4", "point_summaries", ["l4", "year", "kind"], unique=False)
    op.create_index("ix_point_summaries_l5", "point_summaries", ["l5", "year", "kind"], unique=False)
    op.create_index("ix_point_summaries_l6", "point_summaries", ["l6", "year", "kind"], unique=False)
    op.create_table(
        "point_balances",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("base", sa.SmallInteger(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("vetoed", sa.Boolean(), nullable=False),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column(
            "score",
            sa.Integer(),
            sa.Computed("CASE WHEN vetoed THEN 0 ELSE greatest(0, base + total) END", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_balances_kind")),
        sa.CheckConstraint("entries >= 0", name=op.f("ck_point_balances_entries")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_point_schemes_year")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_balances_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_point_balances_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["point_schemes.id"], name=op.f("fk_point_balances_scheme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("member_id", "year", "kind", name=op.f("pk_point_balances")),
    )
    op.create_index("ix_point_balances_branch_id", "point_balances", ["branch_id", "year", "kind"], unique=False)
    op.create_index("ix_point_balances_scheme_id", "point_balances", ["scheme_id"], unique=False)
    op.create_table(
        "point_results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column(
            "band",
            sa.Enum("first", "second", "third", "below", name="band", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("vetoed", sa.Boolean(), nullable=False),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column("frozen_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("band IN ('first', 'second', 'third', 'below')", name=op.f("ck_point_results_band")),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_results_kind")),
        sa.CheckConstraint("exempt = (band IS NULL)", name=op.f("ck_point_results_no_band")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_results_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_point_results_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["point_schemes.id"], name=op.f("fk_point_results_scheme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_results")),
    )
    op.create_index("ix_point_results_scheme_id", "point_results", ["scheme_id"], unique=False)
    op.create_index("uq_point_results_member", "point_results", ["member_id", "year", "kind"], unique=True)
    op.create_table(
        "point_flags",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("flag", sa.Enum("veto", "exempt", name="flag", native_enum=False, length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_name", sa.Text(), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("flag IN ('veto', 'exempt')", name=op.f("ck_point_flags_flag")),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_flags_kind")),
        sa.CheckConstraint("(lifted_on IS NULL) = (lift_reason IS NULL)", name=op.f("ck_point_flags_lift_reason")),
        sa.CheckConstraint("(lifted_on IS NULL) = (lifted_by IS NULL)", name=op.f("ck_point_flags_lifted_by")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_point_schemes_year")),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["accounts.id"], name=op.f("fk_point_flags_lifted_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_point_flags_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["set_by"], ["accounts.id"], name=op.f("fk_point_flags_set_by"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_flags")),
    )
    op.create_index(op.f("ix_point_flags_member_id"), "point_flags", ["member_id"], unique=False)
    op.create_index(
        "uq_point_flags_standing",
        "point_flags",
        ["member_id", "year", "kind", "flag"],
        unique=True,
        postgresql_where=sa.text("lifted_on IS NULL"),
    )
    op.create_table(
        "point_publications",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("quarter", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_publications_kind")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_point_publications_ends_on")),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_point_publications_quarter")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_point_schemes_year")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_publications_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["accounts.id"], name=op.f("fk_point_publications_published_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_publications")),
    )
    op.create_index("ix_point_publications_created_at_id", "point_publications", ["created_at", "id"], unique=False)
    op.create_index("ix_point_publications_updated_at_id", "point_publications", ["updated_at", "id"], unique=False)
    op.create_index(
        "uq_point_publications_quarter", "point_publications", ["branch_id", "year", "quarter", "kind"], unique=True
    )
    op.create_table(
        "point_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column(
            "head",
            sa.Enum("study", "duty", "service", "discipline", name="head", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column(
            "direction", sa.Enum("plus", "minus", name="direction", native_enum=False, length=40), nullable=False
        ),
        sa.Column("per_unit", sa.Boolean(), nullable=False),
        sa.Column("cap", sa.SmallInteger(), nullable=True),
        sa.Column(
            "cap_period",
            sa.Enum("month", "quarter", "year", name="capperiod", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("evidence_required", sa.Boolean(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("cap_period IN ('month', 'quarter', 'year')", name=op.f("ck_point_rules_cap_period")),
        sa.CheckConstraint("direction IN ('plus', 'minus')", name=op.f("ck_point_rules_direction")),
        sa.CheckConstraint("head IN ('study', 'duty', 'service', 'discipline')", name=op.f("ck_point_rules_head")),
        sa.CheckConstraint("(cap IS NULL) = (cap_period IS NULL)", name=op.f("ck_point_rules_cap_and_period")),
        sa.CheckConstraint("cap >= points", name=op.f("ck_point_rules_cap")),
        sa.CheckConstraint("points BETWEEN 1 AND 1000", name=op.f("ck_point_rules_points")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["accounts.id"], name=op.f("fk_point_rules_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["point_schemes.id"], name=op.f("fk_point_rules_scheme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_rules")),
    )
    op.create_index("uq_point_rules_version", "point_rules", ["scheme_id", "code", "version"], unique=True)
    op.create_table(
        "point_claims",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("pending", "confirmed", "refused", name="claimstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_name", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_name", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name=op.f("ck_point_claims_decided_by")),
        sa.CheckConstraint("state <> 'refused' OR decision IS NOT NULL", name=op.f("ck_point_claims_decision")),
        sa.CheckConstraint("state IN ('pending', 'confirmed', 'refused')", name=op.f("ck_point_claims_state")),
        sa.CheckConstraint("decided_by <> entered_by", name=op.f("ck_point_claims_two_people")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_point_claims_quantity")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_claims_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_point_claims_decided_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["accounts.id"], name=op.f("fk_point_claims_entered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_point_claims_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["point_rules.id"], name=op.f("fk_point_claims_rule_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["point_schemes.id"], name=op.f("fk_point_claims_scheme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_claims")),
    )
    op.create_index("ix_point_claims_branch_id", "point_claims", ["branch_id"], unique=False)
    op.create_index("ix_point_claims_created_at_id", "point_claims", ["created_at", "id"], unique=False)
    op.create_index("ix_point_claims_l2_created_at_id", "point_claims", ["l2", "created_at", "id"], unique=False)
    op.create_index("ix_point_claims_l3_created_at_id", "point_claims", ["l3", "created_at", "id"], unique=False)
    op.create_index("ix_point_claims_l4_created_at_id", "point_claims", ["l4", "created_at", "id"], unique=False)
    op.create_index("ix_point_claims_l5_created_at_id", "point_claims", ["l5", "created_at", "id"], unique=False)
    op.create_index("ix_point_claims_l6_created_at_id", "point_claims", ["l6", "created_at", "id"], unique=False)
    op.create_index("ix_point_claims_member_id", "point_claims", ["member_id"], unique=False)
    op.create_index("ix_point_claims_updated_at_id", "point_claims", ["updated_at", "id"], unique=False)
    op.create_table(
        "point_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("rule_code", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entered_name", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_name", sa.Text(), nullable=False),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(reverses IS NOT NULL) = (source_kind = 'reversal')", name=op.f("ck_point_entries_reverses")
        ),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_entries_kind")),
        sa.CheckConstraint("abs(points) <= abs(asked) AND points * asked >= 0", name=op.f("ck_point_entries_points")),
        sa.CheckConstraint("entered_by <> confirmed_by", name=op.f("ck_point_entries_two_people")),
        sa.CheckConstraint(
            "reverses IS NULL OR (points = asked AND reason IS NOT NULL)", name=op.f("ck_point_entries_reversal")
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_point_schemes_year")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_entries_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["accounts.id"], name=op.f("fk_point_entries_confirmed_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["accounts.id"], name=op.f("fk_point_entries_entered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_point_entries_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reverses"], ["point_entries.id"], name=op.f("fk_point_entries_reverses"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["point_rules.id"], name=op.f("fk_point_entries_rule_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["point_schemes.id"], name=op.f("fk_point_entries_scheme_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_entries")),
    )
    op.create_index(
        "uq_point_entries_reverses",
        "point_entries",
        ["reverses"],
        unique=True,
        postgresql_where=sa.text("reverses IS NOT NULL"),
    )
    op.create_index(
        "uq_point_entries_sequence", "point_entries", ["member_id", "year", "kind", "sequence"], unique=True
    )
    op.create_index(
        "uq_point_entries_source",
        "point_entries",
        ["member_id", "scheme_id", "rule_code", "source_kind", "source_id"],
        unique=True,
    )
    op.create_table(
        "point_objections",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("publication_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "raised",
                "appealed",
                "dismissed",
                "upheld",
                "rejected",
                "withdrawn",
                name="objectionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("raised_name", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("reversal_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('raised', 'appealed')) = (answered_on IS NULL)", name=op.f("ck_point_objections_answered_on")
        ),
        sa.CheckConstraint("kind IN ('member', 'youth')", name=op.f("ck_point_objections_kind")),
        sa.CheckConstraint(
            "state IN ('raised', 'appealed', 'dismissed', 'upheld', 'rejected', 'withdrawn')",
            name=op.f("ck_point_objections_state"),
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_point_schemes_year")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["accounts.id"], name=op.f("fk_point_objections_answered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_point_objections_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["point_entries.id"], name=op.f("fk_point_objections_entry_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_point_objections_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["point_publications.id"],
            name=op.f("fk_point_objections_publication_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"], ["accounts.id"], name=op.f("fk_point_objections_raised_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reversal_id"], ["point_entries.id"], name=op.f("fk_point_objections_reversal_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_objections")),
    )
    op.create_index("ix_point_objections_branch_id", "point_objections", ["branch_id"], unique=False)
    op.create_index("ix_point_objections_created_at_id", "point_objections", ["created_at", "id"], unique=False)
    op.create_index("ix_point_objections_member_id", "point_objections", ["member_id"], unique=False)
    op.create_index("ix_point_objections_raised_by", "point_objections", ["raised_by"], unique=False)
    op.create_index("ix_point_objections_updated_at_id", "point_objections", ["updated_at", "id"], unique=False)
    op.create_index(
        "uq_point_objections_open",
        "point_objections",
        ["entry_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('raised', 'appealed')"),
    )
    op.create_table(
        "point_objection_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("objection_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "from_state",
            sa.Enum(
                "raised",
                "appealed",
                "dismissed",
                "upheld",
                "rejected",
                "withdrawn",
                name="objectionstate",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "raised",
                "appealed",
                "dismissed",
                "upheld",
                "rejected",
                "withdrawn",
                name="objectionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "to_state IN ('raised', 'appealed', 'dismissed', 'upheld', 'rejected', 'withdrawn')",
            name=op.f("ck_point_objection_events_to_state"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_point_objection_events_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["point_objections.id"],
            name=op.f("fk_point_objection_events_objection_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_objection_events")),
    )
    op.create_index(
        "uq_point_objection_events_sequence", "point_objection_events", ["objection_id", "sequence"], unique=True
    )

    op.create_table(
        "point_result_uses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_point_result_uses_recorded_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["result_id"], ["point_results.id"], name=op.f("fk_point_result_uses_result_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_result_uses")),
    )
    op.create_index("ix_point_result_uses_result_id", "point_result_uses", ["result_id", "recorded_at"], unique=False)

    for table in ("point_schemes", "point_claims", "point_summaries", "point_publications", "point_objections"):
        op.execute(
            f"CREATE TRIGGER {table}_levels BEFORE INSERT OR UPDATE OF branch_id ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
        )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
        )
    for statement in (PUBLISHED_RULES_STAND, TALLY, COUNT_BALANCE, OPEN_BALANCE, POST, FOLLOW_MEMBER, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("point_result_uses")
    op.execute("DROP TRIGGER members_points_follow ON members")
    for function in (
        "points_follow_member()",
        "post_points(jsonb)",
        "open_point_balance(uuid, uuid)",
        "point_rules_stand() CASCADE",
        "count_point_balance() CASCADE",
        "tally_point_balance(point_balances, int)",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_index("uq_point_objection_events_sequence", table_name="point_objection_events")
    op.drop_table("point_objection_events")
    op.drop_index(
        "uq_point_objections_open",
        table_name="point_objections",
        postgresql_where=sa.text("state IN ('raised', 'appealed')"),
    )
    op.drop_index("ix_point_objections_updated_at_id", table_name="point_objections")
    op.drop_index("ix_point_objections_raised_by", table_name="point_objections")
    op.drop_index("ix_point_objections_member_id", table_name="point_objections")
    op.drop_index("ix_point_objections_created_at_id", table_name="point_objections")
    op.drop_index("ix_point_objections_branch_id", table_name="point_objections")
    op.drop_table("point_objections")
    op.drop_index("uq_point_entries_source", table_name="point_entries")
    op.drop_index("uq_point_entries_sequence", table_name="point_entries")
    op.drop_index(
        "uq_point_entries_reverses", table_name="point_entries", postgresql_where=sa.text("reverses IS NOT NULL")
    )
    op.drop_table("point_entries")
    op.drop_index("ix_point_claims_updated_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_member_id", table_name="point_claims")
    op.drop_index("ix_point_claims_l6_created_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_l5_created_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_l4_created_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_l3_created_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_l2_created_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_created_at_id", table_name="point_claims")
    op.drop_index("ix_point_claims_branch_id", table_name="point_claims")
    op.drop_table("point_claims")
    op.drop_index("uq_point_rules_version", table_name="point_rules")
    op.drop_table("point_rules")
    op.drop_index("uq_point_publications_quarter", table_name="point_publications")
    op.drop_index("ix_point_publications_updated_at_id", table_name="point_publications")
    op.drop_index("ix_point_publications_created_at_id", table_name="point_publications")
    op.drop_table("point_publications")
    op.drop_index("uq_point_flags_standing", table_name="point_flags", postgresql_where=sa.text("lifted_on IS NULL"))
    op.drop_index(op.f("ix_point_flags_member_id"), table_name="point_flags")
    op.drop_table("point_flags")
    op.drop_index("uq_point_results_member", table_name="point_results")
    op.drop_index("ix_point_results_scheme_id", table_name="point_results")
    op.drop_table("point_results")
    op.drop_index("ix_point_balances_scheme_id", table_name="point_balances")
    op.drop_index("ix_point_balances_branch_id", table_name="point_balances")
    op.drop_table("point_balances")
    op.drop_index("ix_point_summaries_l6", table_name="point_summaries")
    op.drop_index("ix_point_summaries_l5", table_name="point_summaries")
    op.drop_index("ix_point_summaries_l4", table_name="point_summaries")
    op.drop_index("ix_point_summaries_l3", table_name="point_summaries")
    op.drop_index("ix_point_summaries_l2", table_name="point_summaries")
    op.drop_index("ix_point_summaries_l1", table_name="point_summaries")
    op.drop_table("point_summaries")
    op.drop_index("uq_point_schemes_place", table_name="point_schemes")
    op.drop_index("ix_point_schemes_updated_at_id", table_name="point_schemes")
    op.drop_index("ix_point_schemes_created_at_id", table_name="point_schemes")
    op.drop_table("point_schemes")
