"""area summaries: what cities and districts ask for, summed up behind a queue of changes (docs/adr/0008)"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3c9e5d10b7a4"
down_revision = "d363eb9b35a7"
branch_labels = None
depends_on = None

BINS = 11
MISSING, HOURS_BINS = 8, 6
POINTS = ("members", "vetoed", "exempt")
STUDY = ("hours", "records", "members")
TALLY = ("members", "exempt", "complete", "doubts")

# What a statement has changed in the summaries of branches, by district: a row in a queue, and nobody's to wait for.
NOTE = """
    CREATE FUNCTION note_{table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO {changes} (l1, l2, year, kind, {columns})
        SELECT l1, l2, year, kind, {sums} FROM ({rows}) AS changed
        GROUP BY l1, l2, year, kind HAVING {something};
        RETURN NULL;
    END
    $$
"""
_ADDED, _REMOVED = "SELECT 1 AS sign, added.* FROM added", "SELECT -1 AS sign, removed.* FROM removed"
_ROWS = {
    "insert": ("NEW TABLE AS added", _ADDED),
    "update": ("OLD TABLE AS removed NEW TABLE AS added", f"{_ADDED} UNION ALL {_REMOVED}"),
    "delete": ("OLD TABLE AS removed", _REMOVED),
}

# One balance in the summary of its branch: nothing is written where it stays in its bin.
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
FORMER_COUNT_BALANCE = """
    CREATE OR REPLACE FUNCTION count_point_balance() RETURNS trigger LANGUAGE plpgsql AS $$
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
REFRESH_TOTALS = """
    CREATE OR REPLACE FUNCTION refresh_study_totals() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        LOCK TABLE study_records, study_totals, study_years, study_summaries IN SHARE ROW EXCLUSIVE MODE;
        TRUNCATE study_totals, study_years, study_summaries{areas};
        INSERT INTO study_totals (member_id, year, kind, branch_id, hours, records)
        SELECT r.member_id, r.year, r.kind, m.branch_id, sum(r.hours), count(*)
        FROM study_records r JOIN members m ON m.id = r.member_id
        WHERE r.state = 'confirmed' GROUP BY r.member_id, r.year, r.kind, m.branch_id;
        INSERT INTO study_years (member_id, year, branch_id, hours, organised_hours, trainings, records)
        SELECT t.member_id, t.year, t.branch_id, sum(t.hours),
            coalesce(sum(t.hours) FILTER (WHERE k.organised), 0),
            coalesce(sum(t.records) FILTER (WHERE k.training), 0), sum(t.records)
        FROM study_totals t JOIN study_kinds k ON k.code = t.kind GROUP BY t.member_id, t.year, t.branch_id;
    END
    $$
"""
FILL = """
    INSERT INTO {areas} (branch_id, year, {kind}{columns})
    SELECT area, year, {kind}{sums} FROM (SELECT 1 AS sign, * FROM {table}) AS rows
    CROSS JOIN LATERAL (VALUES (l1), (l2)) AS level (area) WHERE area IS NOT NULL GROUP BY area, year{by}
"""


def _elements(column: str, width: int) -> str:
    return "ARRAY[" + ", ".join(f"coalesce(sum(sign * {column}[{n}]), 0)" for n in range(1, width + 1)) + "]::int[]"


def _sums(columns: tuple[str, ...]) -> str:
    return ", ".join(f"sum(sign * {name})" for name in columns)


def _something(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"sum(sign * {name}) <> 0" for name in columns)


def _note(table: str, changes: str, columns: str, sums: str, something: str) -> None:
    for name, (referencing, rows) in _ROWS.items():
        values = {"table": table, "name": name, "changes": changes, "columns": columns, "sums": sums}
        op.execute(NOTE.format(**values, rows=rows, something=something))
        op.execute(
            f"CREATE TRIGGER {table}_note_{name} AFTER {name} ON {table} REFERENCING {referencing} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION note_{table}_{name}()"
        )


def _counts(columns: tuple[str, ...]) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Numeric(12, 2) if name == "hours" else sa.Integer(), nullable=False) for name in columns]


def _kind(feature: str) -> sa.Column[Any]:
    if feature == "study":
        return sa.Column("kind", sa.Text(), nullable=False)
    return sa.Column(
        "kind", sa.Enum("member", "youth", name="schemekind", native_enum=False, length=40), nullable=False
    )


def _create(feature: str, columns: tuple[str, ...], extra: tuple[str, ...]) -> None:
    def arrays() -> list[sa.Column[Any]]:
        return [sa.Column(name, postgresql.ARRAY(sa.Integer()), nullable=False) for name in extra]

    areas, changes = f"{feature}_area_summaries", f"{feature}_summary_changes"
    op.create_table(
        areas,
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        _kind(feature),
        *_counts(columns),
        *arrays(),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f(f"fk_{areas}_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("branch_id", "year", "kind", name=op.f(f"pk_{areas}")),
    )
    op.create_table(
        changes,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        _kind(feature),
        *_counts(columns),
        *arrays(),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{changes}")),
    )
    # A queue: short, and emptied every minute.
    op.execute(
        f"ALTER TABLE {changes} SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, "
        "autovacuum_vacuum_insert_threshold = -1)"
    )


def upgrade() -> None:
    _create("point", POINTS, ("histogram",))
    _create("study", STUDY, ())
    areas = "study_area_tallies"
    op.create_table(
        areas,
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        *_counts(TALLY),
        sa.Column("missing", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("hours_bins", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("reckoned_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f(f"fk_{areas}_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("branch_id", "year", name=op.f(f"pk_{areas}")),
    )
    points, histogram = _sums(POINTS), _elements("histogram", BINS)
    _note(
        "point_summaries", "point_summary_changes", ", ".join((*POINTS, "histogram")), f"{points}, {histogram}",
        " OR ".join((_something(POINTS), *(f"sum(sign * histogram[{n}]) <> 0" for n in range(1, BINS + 1)))),
    )  # fmt: skip
    _note("study_summaries", "study_summary_changes", ", ".join(STUDY), _sums(STUDY), _something(STUDY))
    op.execute(
        FILL.format(
            areas="point_area_summaries", table="point_summaries", kind="kind, ", by=", kind",
            columns=", ".join((*POINTS, "histogram")), sums=f"{points}, {histogram}",
        )
    )  # fmt: skip
    op.execute(
        FILL.format(
            areas="study_area_summaries", table="study_summaries", kind="kind, ", by=", kind",
            columns=", ".join(STUDY), sums=_sums(STUDY),
        )
    )  # fmt: skip
    lists = f"{_elements('missing', MISSING)}, {_elements('hours_bins', HOURS_BINS)}"
    op.execute(
        FILL.format(
            areas=areas, table="study_tallies", kind="", by="",
            columns=", ".join((*TALLY, "missing", "hours_bins", "reckoned_at")),
            sums=f"{_sums(TALLY)}, {lists}, min(reckoned_at)",
        )
    )  # fmt: skip
    op.execute(COUNT_BALANCE)
    op.execute(REFRESH_TOTALS.format(areas=", study_area_summaries, study_summary_changes"))


def downgrade() -> None:
    op.execute(REFRESH_TOTALS.format(areas=""))
    op.execute(FORMER_COUNT_BALANCE)
    for table in ("point_summaries", "study_summaries"):
        for name in _ROWS:
            op.execute(f"DROP FUNCTION note_{table}_{name}() CASCADE")
    for table in (
        "study_area_tallies", "study_summary_changes", "study_area_summaries", "point_summary_changes",
        "point_area_summaries",
    ):  # fmt: skip
        op.drop_table(table)
