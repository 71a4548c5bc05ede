"""study sessions and records: kinds, attendance sheets, records, outputs, sums by member and by branch"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from uuid_utils.compat import uuid7

revision = "565615e551bc"
down_revision = "7e41c0a9d5b2"
branch_labels = None
depends_on = None


KINDS = (
    # code, label, label_en, mode, organised, training, declarable
    ("group_study", "集中学习", "Group study", None, True, False, False),
    ("party_lecture", "党课", "Party lecture", "leaders_first", True, False, False),
    ("seminar", "专题研讨", "Seminar", "discussion", True, False, False),
    ("field_teaching", "现场教学", "Field teaching", "field", True, False, False),
    ("lecture", "专题辅导", "Lecture by an expert", "lecture", True, False, False),
    ("knowledge_test", "知识测试", "Knowledge test", None, True, False, False),
    ("centre_group", "中心组学习", "Study of the centre group", "leaders_first", True, False, False),
    ("training_course", "培训班", "Training course", None, True, True, True),
    ("self_study", "个人自学", "Self-study", None, False, False, True),
)

# What changed in the records that count, by member, year and kind. `added` and `removed` are the rows of the statement.
_ADDED = "SELECT member_id, year, kind, hours, 1 AS n FROM added WHERE state = 'confirmed'"
_REMOVED = "SELECT member_id, year, kind, -hours, -1 FROM removed WHERE state = 'confirmed'"
_BY_KIND = """
    SELECT member_id, year, kind, sum(hours) AS hours, sum(n) AS n FROM ({rows}) AS changed (member_id, year, kind, hours, n)
    GROUP BY member_id, year, kind HAVING sum(hours) <> 0 OR sum(n) <> 0
"""

# Each sum is found by its key, whatever the planner believes of the rows of the statement. They go by branch and
# member, so that two sheets with the same people never wait for each other in a circle; the member is held, so that
# nobody is transferred in between.
COUNT_RECORDS = """
    CREATE FUNCTION count_study_records_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        delta record;
        home uuid;
        organised numeric;
        training int;
    BEGIN
        FOR delta IN
            SELECT d.*, k.organised, k.training FROM ({delta}) d
            JOIN members m ON m.id = d.member_id JOIN study_kinds k ON k.code = d.kind
            ORDER BY m.branch_id, d.member_id, d.year, d.kind
        LOOP
            SELECT branch_id INTO home FROM members WHERE id = delta.member_id FOR SHARE;
            organised := CASE WHEN delta.organised THEN delta.hours ELSE 0 END;
            training := CASE WHEN delta.training THEN delta.n ELSE 0 END;
            UPDATE study_years SET hours = hours + delta.hours, organised_hours = organised_hours + organised,
                trainings = trainings + training, records = records + delta.n
            WHERE member_id = delta.member_id AND year = delta.year;
            IF NOT FOUND THEN
                INSERT INTO study_years AS y (member_id, year, branch_id, hours, organised_hours, trainings, records)
                VALUES (delta.member_id, delta.year, home, delta.hours, organised, training, delta.n)
                ON CONFLICT (member_id, year) DO UPDATE SET hours = y.hours + excluded.hours,
                    organised_hours = y.organised_hours + excluded.organised_hours,
                    trainings = y.trainings + excluded.trainings, records = y.records + excluded.records;
            END IF;
            UPDATE study_totals SET hours = hours + delta.hours, records = records + delta.n
            WHERE member_id = delta.member_id AND year = delta.year AND kind = delta.kind;
            IF NOT FOUND THEN
                INSERT INTO study_totals AS t (member_id, year, kind, branch_id, hours, records)
                VALUES (delta.member_id, delta.year, delta.kind, home, delta.hours, delta.n)
                ON CONFLICT (member_id, year, kind) DO UPDATE SET
                    hours = t.hours + excluded.hours, records = t.records + excluded.records;
            END IF;
        END LOOP;
        RETURN NULL;
    END
    $$
"""

# One total more or less (`step`) in the summary of its branch, which is shared by that branch alone.
TALLY = """
    CREATE FUNCTION tally_study_total(total study_totals, step int) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        more_hours numeric := step * total.hours;
        more_records int := step * total.records;
        more_members int := step * (total.records > 0)::int;
    BEGIN
        UPDATE study_summaries SET
            hours = hours + more_hours, records = records + more_records, members = members + more_members
        WHERE branch_id = total.branch_id AND year = total.year AND kind = total.kind;
        IF NOT FOUND THEN
            INSERT INTO study_summaries AS s (branch_id, year, kind, hours, records, members)
            VALUES (total.branch_id, total.year, total.kind, more_hours, more_records, more_members)
            ON CONFLICT (branch_id, year, kind) DO UPDATE SET hours = s.hours + excluded.hours,
                records = s.records + excluded.records, members = s.members + excluded.members;
        END IF;
    END
    $$
"""

COUNT_TOTAL = """
    CREATE FUNCTION count_study_total() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            PERFORM tally_study_total(OLD, -1);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            PERFORM tally_study_total(NEW, 1);
        END IF;
        RETURN NULL;
    END
    $$
"""
COUNT = (
    "CREATE TRIGGER study_totals_count AFTER INSERT OR UPDATE OR DELETE ON study_totals "
    "FOR EACH ROW EXECUTE FUNCTION count_study_total()"
)

# After a load with the triggers of the records switched off: draws all sums up anew. The totals fill the summaries.
REFRESH_TOTALS = """
    CREATE FUNCTION refresh_study_totals() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        LOCK TABLE study_records, study_totals, study_years, study_summaries IN SHARE ROW EXCLUSIVE MODE;
        TRUNCATE study_totals, study_years, study_summaries;
        ALTER TABLE study_totals DISABLE TRIGGER study_totals_count;
        INSERT INTO study_totals (member_id, year, kind, branch_id, hours, records)
        SELECT r.member_id, r.year, r.kind, m.branch_id, sum(r.hours), count(*)
        FROM study_records r JOIN members m ON m.id = r.member_id
        WHERE r.state = 'confirmed' GROUP BY r.member_id, r.year, r.kind, m.branch_id;
        ALTER TABLE study_totals ENABLE TRIGGER study_totals_count;
        INSERT INTO study_years (member_id, year, branch_id, hours, organised_hours, trainings, records)
        SELECT t.member_id, t.year, t.branch_id, sum(t.hours),
            coalesce(sum(t.hours) FILTER (WHERE k.organised), 0),
            coalesce(sum(t.records) FILTER (WHERE k.training), 0), sum(t.records)
        FROM study_totals t JOIN study_kinds k ON k.code = t.kind GROUP BY t.member_id, t.year, t.branch_id;
        INSERT INTO study_summaries (branch_id, year, kind, hours, records, members)
        SELECT branch_id, year, kind, sum(hours), sum(records), count(*)
        FROM study_totals GROUP BY branch_id, year, kind;
    END
    $$
"""

# Records, outputs and sums follow a member to another branch: whoever keeps the person keeps the record of study.
FOLLOW_MEMBER = """
    CREATE FUNCTION study_follows_member() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM study_summaries WHERE branch_id IN (OLD.branch_id, NEW.branch_id) ORDER BY branch_id FOR UPDATE;
        UPDATE study_records SET branch_id = NEW.branch_id WHERE member_id = NEW.id;
        UPDATE study_outputs SET branch_id = NEW.branch_id WHERE member_id = NEW.id;
        UPDATE study_years SET branch_id = NEW.branch_id WHERE member_id = NEW.id;
        UPDATE study_totals SET branch_id = NEW.branch_id WHERE member_id = NEW.id;
        RETURN NULL;
    END
    $$
"""

# What a kind counts for is built into the sums: it stands once a record refers to it.
KINDS_STAND = """
    CREATE FUNCTION study_kinds_stand() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM study_totals WHERE kind = OLD.code) THEN
            RAISE EXCEPTION 'a kind of study that is in use counts for what it counted' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END
    $$
"""

FOLLOW = (
    "CREATE TRIGGER members_study_follow AFTER UPDATE OF branch_id ON members "
    "FOR EACH ROW WHEN (OLD.branch_id IS DISTINCT FROM NEW.branch_id) EXECUTE FUNCTION study_follows_member()"
)
STAND = (
    "CREATE TRIGGER study_kinds_stand BEFORE UPDATE OF code, organised, training ON study_kinds FOR EACH ROW WHEN "
    "((OLD.code, OLD.organised, OLD.training) IS DISTINCT FROM (NEW.code, NEW.organised, NEW.training)) "
    "EXECUTE FUNCTION study_kinds_stand()"
)
_TABLES = {"insert": "NEW TABLE AS added", "delete": "OLD TABLE AS removed"}
_TABLES["update"] = f"{_TABLES['delete']} {_TABLES['insert']}"


def _count_records() -> None:
    rows = {"insert": _ADDED, "delete": _REMOVED, "update": f"{_ADDED} UNION ALL {_REMOVED}"}
    for name, referencing in _TABLES.items():
        op.execute(COUNT_RECORDS.format(name=name, delta=_BY_KIND.format(rows=rows[name])))
        op.execute(
            f"CREATE TRIGGER study_records_count_{name} AFTER {name} ON study_records REFERENCING {referencing} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION count_study_records_{name}()"
        )


def _seed_kinds() -> None:
    now = datetime.now(UTC)
    names = ("code", "label", "label_en", "mode", "organised", "training", "declarable")
    table = sa.table(
        "study_kinds",
        *(sa.column(name, sa.Text()) for name in names[:4]),
        *(sa.column(name, sa.Boolean()) for name in (*names[4:], "narrows_points", "retired")),
        sa.column("id", sa.Uuid()),
        *(sa.column(name, sa.Integer()) for name in ("version", "position")),
        *(sa.column(name, postgresql.TIMESTAMP(timezone=True)) for name in ("created_at", "updated_at")),
    )
    common = {"version": 1, "created_at": now, "updated_at": now, "narrows_points": True, "retired": False}
    op.bulk_insert(
        table,
        [
            {**dict(zip(names, kind, strict=True)), **common, "id": uuid7(), "position": place}
            for place, kind in enumerate(KINDS, start=1)
        ],
    )


def upgrade() -> None:
    op.create_table(
        "study_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "leaders_first",
                "discussion",
                "field",
                "lecture",
                "blended",
                "joint",
                name="studymode",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("organised", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("declarable", sa.Boolean(), nullable=False),
        sa.Column("narrows_points", sa.Boolean(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("code ~ '^[a-z][a-z_]{0,39}$'", name=op.f("ck_study_kinds_code")),
        sa.CheckConstraint(
            "mode IN ('leaders_first', 'discussion', 'field', 'lecture', 'blended', 'joint')",
            name=op.f("ck_study_kinds_mode"),
        ),
        sa.CheckConstraint("organised OR NOT training", name=op.f("ck_study_kinds_training")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_kinds")),
    )
    op.create_index("uq_study_kinds_code", "study_kinds", ["code"], unique=True)
    op.create_table(
        "study_summaries",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("hours >= 0 AND records >= 0 AND members >= 0", name=op.f("ck_study_summaries_counts")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_summaries_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kind"], ["study_kinds.code"], name=op.f("fk_study_summaries_kind"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("branch_id", "year", "kind", name=op.f("pk_study_summaries")),
    )
    op.create_index("ix_study_summaries_l1", "study_summaries", ["l1", "year"], unique=False)
    op.create_index("ix_study_summaries_l2", "study_summaries", ["l2", "year"], unique=False)
    op.create_index("ix_study_summaries_l3", "study_summaries", ["l3", "year"], unique=False)
    op.create_index("ix_study_summaries_l4", "study_summaries", ["l4", "year"], unique=False)
    op.create_index("ix_study_summaries_l5", "study_summaries", ["l5", "year"], unique=False)
    op.create_index("ix_study_summaries_l6", "study_summaries", ["l6", "year"], unique=False)
    op.create_table(
        "study_totals",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= 0 AND records >= 0", name=op.f("ck_study_totals_counts")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_totals_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["kind"], ["study_kinds.code"], name=op.f("fk_study_totals_kind"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_totals_member_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("member_id", "year", "kind", name=op.f("pk_study_totals")),
    )
    op.create_index("ix_study_totals_branch_id", "study_totals", ["branch_id", "year"], unique=False)
    op.create_table(
        "study_years",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("organised_hours", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("trainings", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= organised_hours AND records >= trainings", name=op.f("ck_study_years_counts")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_years_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_years_member_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("member_id", "year", name=op.f("pk_study_years")),
    )
    op.create_index("ix_study_years_branch_id", "study_years", ["branch_id", "year"], unique=False)
    op.create_table(
        "study_sessions",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "leaders_first",
                "discussion",
                "field",
                "lecture",
                "blended",
                "joint",
                name="studymode",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=True),
        sa.Column("material_id", sa.Uuid(), nullable=True),
        sa.Column("source_document_id", sa.Uuid(), nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("starts_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "length",
            sa.Enum("half_day", "day", "lessons", name="studylength", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("hours", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column(
            "expected",
            sa.Enum("branch", "subtree", "group", "named", name="expected", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("planned", "held", "confirmed", "cancelled", name="sessionstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_name", sa.Text(), nullable=False),
        sa.Column("confirmed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_name", sa.Text(), nullable=True),
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
        sa.CheckConstraint("(expected = 'group') = (group_id IS NOT NULL)", name=op.f("ck_study_sessions_group_id")),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_at IS NOT NULL)", name=op.f("ck_study_sessions_confirmed_at")
        ),
        sa.CheckConstraint(
            "expected IN ('branch', 'subtree', 'group', 'named')", name=op.f("ck_study_sessions_expected")
        ),
        sa.CheckConstraint("length IN ('half_day', 'day', 'lessons')", name=op.f("ck_study_sessions_length")),
        sa.CheckConstraint(
            "mode IN ('leaders_first', 'discussion', 'field', 'lecture', 'blended', 'joint')",
            name=op.f("ck_study_sessions_mode"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'held', 'confirmed', 'cancelled')", name=op.f("ck_study_sessions_state")
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)", name=op.f("ck_study_sessions_confirmed_by")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_study_sessions_ends_at")),
        sa.CheckConstraint("hours > 0", name=op.f("ck_study_sessions_hours")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_sessions_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["accounts.id"], name=op.f("fk_study_sessions_confirmed_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["accounts.id"], name=op.f("fk_study_sessions_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kind"], ["study_kinds.code"], name=op.f("fk_study_sessions_kind"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_document_id"],
            ["source_documents.id"],
            name=op.f("fk_study_sessions_source_document_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_sessions")),
    )
    op.create_index("ix_study_sessions_branch_id", "study_sessions", ["branch_id", "starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_l2_starts_at_id", "study_sessions", ["l2", "starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_l3_starts_at_id", "study_sessions", ["l3", "starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_l4_starts_at_id", "study_sessions", ["l4", "starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_l5_starts_at_id", "study_sessions", ["l5", "starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_l6_starts_at_id", "study_sessions", ["l6", "starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_starts_at_id", "study_sessions", ["starts_at", "id"], unique=False)
    op.create_index("ix_study_sessions_updated_at_id", "study_sessions", ["updated_at", "id"], unique=False)
    op.create_table(
        "study_attendances",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum("unset", "present", "leave", "absent", "made_up", name="attendance", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_up_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_name", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(mark = 'made_up') = (made_up_on IS NOT NULL)", name=op.f("ck_study_attendances_made_up_on")
        ),
        sa.CheckConstraint("(mark = 'unset') = (recorded_by IS NULL)", name=op.f("ck_study_attendances_recorded_by")),
        sa.CheckConstraint("expected OR mark IN ('present', 'made_up')", name=op.f("ck_study_attendances_walk_in")),
        sa.CheckConstraint("mark <> 'leave' OR reason IS NOT NULL", name=op.f("ck_study_attendances_reason")),
        sa.CheckConstraint(
            "mark IN ('unset', 'present', 'leave', 'absent', 'made_up')", name=op.f("ck_study_attendances_mark")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_attendances_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_study_attendances_recorded_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["study_sessions.id"], name=op.f("fk_study_attendances_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "member_id", name=op.f("pk_study_attendances")),
    )
    op.create_index("ix_study_attendances_member_id", "study_attendances", ["member_id"], unique=False)
    op.create_table(
        "study_outputs",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "reflection",
                "research_report",
                "lecture_notes",
                "other",
                name="outputkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "submitted", "confirmed", "rejected", "withdrawn", name="declarationstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("declared_name", sa.Text(), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
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
        sa.CheckConstraint(
            "kind IN ('reflection', 'research_report', 'lecture_notes', 'other')", name=op.f("ck_study_outputs_kind")
        ),
        sa.CheckConstraint("state <> 'rejected' OR decision IS NOT NULL", name=op.f("ck_study_outputs_decision")),
        sa.CheckConstraint("state = 'submitted' OR decided_at IS NOT NULL", name=op.f("ck_study_outputs_decided_at")),
        sa.CheckConstraint(
            "state IN ('submitted', 'confirmed', 'rejected', 'withdrawn')", name=op.f("ck_study_outputs_state")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_outputs_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_study_outputs_decided_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["accounts.id"], name=op.f("fk_study_outputs_declared_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_outputs_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["study_sessions.id"], name=op.f("fk_study_outputs_session_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_outputs")),
    )
    op.create_index("ix_study_outputs_branch_id", "study_outputs", ["branch_id"], unique=False)
    op.create_index("ix_study_outputs_l2_occurred_on_id", "study_outputs", ["l2", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_l3_occurred_on_id", "study_outputs", ["l3", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_l4_occurred_on_id", "study_outputs", ["l4", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_l5_occurred_on_id", "study_outputs", ["l5", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_l6_occurred_on_id", "study_outputs", ["l6", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_member_id", "study_outputs", ["member_id", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_occurred_on_id", "study_outputs", ["occurred_on", "id"], unique=False)
    op.create_index("ix_study_outputs_session_id", "study_outputs", ["session_id"], unique=False)
    op.create_index("ix_study_outputs_updated_at_id", "study_outputs", ["updated_at", "id"], unique=False)
    op.create_table(
        "study_records",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=2), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "year",
            sa.SmallInteger(),
            sa.Computed("extract(year FROM occurred_on)::smallint", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum("session", "self_study", "outside", name="recordsource", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "submitted", "confirmed", "rejected", "withdrawn", name="declarationstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("declared_name", sa.Text(), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
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
        sa.CheckConstraint("(source = 'session') = (session_id IS NOT NULL)", name=op.f("ck_study_records_session_id")),
        sa.CheckConstraint(
            "occurred_on BETWEEN '2000-01-01' AND '2199-12-31'", name=op.f("ck_study_records_occurred_on")
        ),
        sa.CheckConstraint("source IN ('session', 'self_study', 'outside')", name=op.f("ck_study_records_source")),
        sa.CheckConstraint("state <> 'rejected' OR decision IS NOT NULL", name=op.f("ck_study_records_decision")),
        sa.CheckConstraint("state = 'submitted' OR decided_at IS NOT NULL", name=op.f("ck_study_records_decided_at")),
        sa.CheckConstraint(
            "state IN ('submitted', 'confirmed', 'rejected', 'withdrawn')", name=op.f("ck_study_records_state")
        ),
        sa.CheckConstraint("ended_on >= occurred_on", name=op.f("ck_study_records_ended_on")),
        sa.CheckConstraint("hours > 0", name=op.f("ck_study_records_hours")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_study_records_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_study_records_decided_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["accounts.id"], name=op.f("fk_study_records_declared_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kind"], ["study_kinds.code"], name=op.f("fk_study_records_kind"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_study_records_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["study_sessions.id"], name=op.f("fk_study_records_session_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_records")),
    )
    op.create_index("ix_study_records_branch_id", "study_records", ["branch_id"], unique=False)
    op.create_index("ix_study_records_l2_occurred_on_id", "study_records", ["l2", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_records_l2_updated_at_id", "study_records", ["l2", "updated_at", "id"], unique=False)
    op.create_index("ix_study_records_l3_occurred_on_id", "study_records", ["l3", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_records_l4_occurred_on_id", "study_records", ["l4", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_records_l5_occurred_on_id", "study_records", ["l5", "occurred_on", "id"], unique=False)
    op.create_index("ix_study_records_l6_occurred_on_id", "study_records", ["l6", "occurred_on", "id"], unique=False)
    op.create_index(
        "ix_study_records_member_id_occurred_on_id", "study_records", ["member_id", "occurred_on", "id"], unique=False
    )
    op.create_index("ix_study_records_occurred_on_id", "study_records", ["occurred_on", "id"], unique=False)
    op.create_index("ix_study_records_updated_at_id", "study_records", ["updated_at", "id"], unique=False)
    op.create_index(
        "ix_study_records_waiting",
        "study_records",
        ["occurred_on", "id", "l2", "l3"],
        unique=False,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "uq_study_records_session_member",
        "study_records",
        ["session_id", "member_id"],
        unique=True,
        postgresql_where=sa.text("session_id IS NOT NULL AND state IN ('submitted', 'confirmed')"),
    )
    op.create_table(
        "study_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("output_id", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(session_id, record_id, output_id) = 1", name=op.f("ck_study_events_one_subject")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_study_events_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["output_id"], ["study_outputs.id"], name=op.f("fk_study_events_output_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["study_records.id"], name=op.f("fk_study_events_record_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["study_sessions.id"], name=op.f("fk_study_events_session_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_events")),
    )
    op.create_index(
        "uq_study_events_output_id",
        "study_events",
        ["output_id", "sequence"],
        unique=True,
        postgresql_where=sa.text("output_id IS NOT NULL"),
    )
    op.create_index(
        "uq_study_events_record_id",
        "study_events",
        ["record_id", "sequence"],
        unique=True,
        postgresql_where=sa.text("record_id IS NOT NULL"),
    )
    op.create_index(
        "uq_study_events_session_id",
        "study_events",
        ["session_id", "sequence"],
        unique=True,
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )
    op.create_table(
        "study_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("output_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("uploaded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("num_nonnulls(session_id, record_id, output_id) = 1", name=op.f("ck_study_files_one_owner")),
        sa.CheckConstraint("size > 0", name=op.f("ck_study_files_size")),
        sa.ForeignKeyConstraint(
            ["output_id"], ["study_outputs.id"], name=op.f("fk_study_files_output_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["study_records.id"], name=op.f("fk_study_files_record_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["study_sessions.id"], name=op.f("fk_study_files_session_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["accounts.id"], name=op.f("fk_study_files_uploaded_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_files")),
    )
    op.create_index(
        "ix_study_files_output_id",
        "study_files",
        ["output_id"],
        unique=False,
        postgresql_where=sa.text("output_id IS NOT NULL"),
    )
    op.create_index(
        "ix_study_files_record_id",
        "study_files",
        ["record_id"],
        unique=False,
        postgresql_where=sa.text("record_id IS NOT NULL"),
    )
    op.create_index(
        "ix_study_files_session_id",
        "study_files",
        ["session_id"],
        unique=False,
        postgresql_where=sa.text("session_id IS NOT NULL"),
    )
    for table in ("study_sessions", "study_records", "study_outputs", "study_summaries"):
        op.execute(
            f"CREATE TRIGGER {table}_levels BEFORE INSERT OR UPDATE OF branch_id ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
        )
    op.execute(
        "CREATE TRIGGER study_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON study_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
    )
    _count_records()
    for statement in (TALLY, COUNT_TOTAL, COUNT, REFRESH_TOTALS, FOLLOW_MEMBER, FOLLOW, KINDS_STAND, STAND):
        op.execute(statement)
    _seed_kinds()


def downgrade() -> None:
    op.execute("DROP TRIGGER members_study_follow ON members")
    op.execute("DROP FUNCTION study_follows_member()")
    op.execute("DROP FUNCTION refresh_study_totals()")
    op.execute("DROP FUNCTION study_kinds_stand() CASCADE")
    for name in _TABLES:
        op.execute(f"DROP FUNCTION count_study_records_{name}() CASCADE")
    op.execute("DROP FUNCTION count_study_total() CASCADE")
    op.execute("DROP FUNCTION tally_study_total(study_totals, int)")
    op.drop_index(
        "ix_study_files_session_id", table_name="study_files", postgresql_where=sa.text("session_id IS NOT NULL")
    )
    op.drop_index(
        "ix_study_files_record_id", table_name="study_files", postgresql_where=sa.text("record_id IS NOT NULL")
    )
    op.drop_index(
        "ix_study_files_output_id", table_name="study_files", postgresql_where=sa.text("output_id IS NOT NULL")
    )
    op.drop_table("study_files")
    op.drop_index(
        "uq_study_events_session_id", table_name="study_events", postgresql_where=sa.text("session_id IS NOT NULL")
    )
    op.drop_index(
        "uq_study_events_record_id", table_name="study_events", postgresql_where=sa.text("record_id IS NOT NULL")
    )
    op.drop_index(
        "uq_study_events_output_id", table_name="study_events", postgresql_where=sa.text("output_id IS NOT NULL")
    )
    op.drop_table("study_events")
    op.drop_index(
        "uq_study_records_session_member",
        table_name="study_records",
        postgresql_where=sa.text("session_id IS NOT NULL AND state IN ('submitted', 'confirmed')"),
    )
    op.drop_index(
        "ix_study_records_waiting", table_name="study_records", postgresql_where=sa.text("state = 'submitted'")
    )
    op.drop_index("ix_study_records_updated_at_id", table_name="study_records")
    op.drop_index("ix_study_records_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_member_id_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_l6_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_l5_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_l4_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_l3_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_l2_updated_at_id", table_name="study_records")
    op.drop_index("ix_study_records_l2_occurred_on_id", table_name="study_records")
    op.drop_index("ix_study_records_branch_id", table_name="study_records")
    op.drop_table("study_records")
    op.drop_index("ix_study_outputs_updated_at_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_session_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_occurred_on_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_member_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_l6_occurred_on_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_l5_occurred_on_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_l4_occurred_on_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_l3_occurred_on_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_l2_occurred_on_id", table_name="study_outputs")
    op.drop_index("ix_study_outputs_branch_id", table_name="study_outputs")
    op.drop_table("study_outputs")
    op.drop_index("ix_study_attendances_member_id", table_name="study_attendances")
    op.drop_table("study_attendances")
    op.drop_index("ix_study_sessions_updated_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_starts_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_l6_starts_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_l5_starts_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_l4_starts_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_l3_starts_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_l2_starts_at_id", table_name="study_sessions")
    op.drop_index("ix_study_sessions_branch_id", table_name="study_sessions")
    op.drop_table("study_sessions")
    op.drop_index("ix_study_years_branch_id", table_name="study_years")
    op.drop_table("study_years")
    op.drop_index("ix_study_totals_branch_id", table_name="study_totals")
    op.drop_table("study_totals")
    op.drop_index("ix_study_summaries_l6", table_name="study_summaries")
    op.drop_index("ix_study_summaries_l5", table_name="study_summaries")
    op.drop_index("ix_study_summaries_l4", table_name="study_summaries")
    op.drop_index("ix_study_summaries_l3", table_name="study_summaries")
    op.drop_index("ix_study_summaries_l2", table_name="study_summaries")
    op.drop_index("ix_study_summaries_l1", table_name="study_summaries")
    op.drop_table("study_summaries")
    op.drop_index("uq_study_kinds_code", table_name="study_kinds")
    op.drop_table("study_kinds")
