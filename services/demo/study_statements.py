"""The statements behind `study_years`: invented rows follow from a hash of what they belong to and of the seed."""

from sqlalchemy import text

TABLES = ("study_sessions", "study_attendances", "study_records")
"""Filled with keys and indexes put aside."""

MAKE = (
    """
    CREATE TEMP TABLE demo_students ON COMMIT DROP AS
    SELECT id, branch_id, l1, l2, l3, l4, l5, l6 FROM members WHERE standing = 'normal' AND stage IN ({stages})
    """,
    """
    CREATE TEMP TABLE demo_places ON COMMIT DROP AS
    SELECT s.branch_id, s.l1, s.l2, s.l3, s.l4, s.l5, s.l6,
        (uuid_hash_extended(s.branch_id, {seed}) & 1023) / 1024.0 AS lot
    FROM demo_students s GROUP BY s.branch_id, s.l1, s.l2, s.l3, s.l4, s.l5, s.l6
    """,
    """
    CREATE TEMP TABLE demo_programme (kind text, mode text, length text, topic text, minutes int, hours numeric)
    ON COMMIT DROP
    """,
    """
    CREATE TEMP TABLE demo_sessions (
        id uuid, branch_id uuid, day date, starts_at timestamptz, ends_at timestamptz, confirmed_at timestamptz,
        material_id uuid, l1 uuid, l2 uuid, l3 uuid, l4 uuid, l5 uuid, l6 uuid,
        kind text, mode text, length text, topic text, hours numeric
    ) ON COMMIT DROP
    """,
    """
    CREATE TEMP TABLE demo_materials ON COMMIT DROP AS
    SELECT m.id, m.published_on FROM study_materials m JOIN branches b ON b.id = m.branch_id
    WHERE b.parent_id IS NULL AND m.state = 'published' ORDER BY m.published_on, m.id
    """,
    "CREATE INDEX ON demo_students (branch_id)",
    "ANALYZE demo_students, demo_places, demo_materials",
)
FILL_PROGRAMME = text("INSERT INTO demo_programme VALUES (:kind, :mode, :length, :topic, :minutes, :hours)")


def _key(moment: str, lot: str, nibble: str = "8") -> str:
    """A UUIDv7 of the moment, the same for the same lot."""
    return (
        f"(lpad(to_hex((extract(epoch FROM {moment}) * 1000)::bigint + ({lot} & 32767)), 12, '0') || "
        f"'7' || lpad(to_hex(({lot} >> 40) & 4095), 3, '0') || '{nibble}' || "
        f"lpad(to_hex({lot} & 1152921504606846975), 15, '0'))::uuid"
    )


# The n-th session of each branch that has so many in the year. Two in three study a piece that the city asks for then.
FILL_SESSIONS = text(
    f"""
    INSERT INTO demo_sessions
    SELECT {_key("made.starts_at", "made.lot")}, p.branch_id, made.day, made.starts_at,
        made.starts_at + g.minutes * interval '1 minute',
        made.starts_at + g.minutes * interval '1 minute' + interval '2 hours',
        CASE WHEN made.lot % 3 <> 0 AND g.kind <> 'training_course' THEN (
            SELECT id FROM demo_materials m WHERE m.published_on <= made.day ORDER BY published_on LIMIT 1
        ) END,
        p.l1, p.l2, p.l3, p.l4, p.l5, p.l6, g.kind, g.mode, g.length, g.topic, g.hours
    FROM demo_places p CROSS JOIN demo_programme g
    CROSS JOIN LATERAL (
        SELECT greatest(1, floor(CAST(:mean AS float) * (0.7 + 0.6 * p.lot) + 0.5))::int AS sessions,
            uuid_hash_extended(p.branch_id, CAST(:salt AS bigint)) AS lot
    ) each
    CROSS JOIN LATERAL (
        SELECT each.lot, day, (day + CASE g.length WHEN 'day' THEN time '09:00' ELSE time '14:30' END)
            AT TIME ZONE 'Asia/Shanghai' AS starts_at
        FROM (
            SELECT CAST(:first AS date) + least(
                :days - 1, ((:n - 1) * :days / each.sessions + (each.lot & 15))::int
            ) AS day
        ) of_the_year
    ) made
    WHERE each.sessions >= :n
    """  # noqa: S608 - keys of invented rows
)
SESSIONS = text(
    """
    INSERT INTO study_sessions (
        id, version, created_at, updated_at, branch_id, kind, mode, topic, material_id, place, starts_at, ends_at,
        length, hours, expected, state, created_by, created_name, confirmed_at, confirmed_by, confirmed_name,
        l1, l2, l3, l4, l5, l6
    )
    SELECT id, 3, starts_at - interval '3 days', confirmed_at, branch_id, kind, mode, topic, material_id, '党员活动室',
        starts_at, ends_at, length, hours, 'branch', 'confirmed', :clerk, :clerk_name, confirmed_at, :secretary,
        :secretary_name, l1, l2, l3, l4, l5, l6
    FROM demo_sessions
    """
)
EVENTS = text(
    f"""
    INSERT INTO study_events (id, session_id, sequence, at, action, from_state, to_state, actor_id, actor_name)
    SELECT {_key("made.at", "lot", "9")}, s.id, made.sequence, made.at, made.action, made.before, made.after,
        made.actor_id, made.actor_name
    FROM demo_sessions s CROSS JOIN LATERAL (VALUES
        (1, s.starts_at - interval '3 days', 'plan', NULL, 'planned', CAST(:clerk AS uuid), CAST(:clerk_name AS text)),
        (2, s.ends_at, 'record', 'planned', 'held', :clerk, :clerk_name),
        (3, s.confirmed_at, 'confirm', 'held', 'confirmed', CAST(:secretary AS uuid), CAST(:secretary_name AS text))
    ) AS made (sequence, at, action, before, after, actor_id, actor_name)
    CROSS JOIN LATERAL (SELECT uuid_hash_extended(s.id, made.sequence) AS lot) each
    """  # noqa: S608 - keys of invented rows
)
# Of 128 members 114 come, 5 make up for it before the sheet is confirmed, 5 are on leave, 4 absent: a sheet, records.
SHEETS = text(
    f"""
    WITH lines AS MATERIALIZED (
        SELECT s.id AS session_id, s.day, s.ends_at, s.confirmed_at, s.kind, s.topic, s.hours, s.material_id,
            m.id AS member_id, m.branch_id, m.l1, m.l2, m.l3, m.l4, m.l5, m.l6, each.lot,
            CASE WHEN place < 114 THEN 'present' WHEN place < 119 THEN 'made_up' WHEN place < 124 THEN 'leave'
                ELSE 'absent' END AS mark
        FROM demo_sessions s JOIN demo_students m USING (branch_id)
        CROSS JOIN LATERAL (SELECT uuid_hash_extended(m.id, CAST(:salt AS bigint)) AS lot) each
        CROSS JOIN LATERAL (SELECT (each.lot >> 8) & 127 AS place) placed
    ), sheet AS (
        INSERT INTO study_attendances (
            session_id, member_id, expected, mark, reason, made_up_on, recorded_by, recorded_name, recorded_at
        )
        SELECT session_id, member_id, true, mark,
            CASE mark WHEN 'leave' THEN '出差在外' WHEN 'made_up' THEN '自学材料，交学习笔记一份' END,
            CASE mark WHEN 'made_up' THEN day END, CAST(:clerk AS uuid), CAST(:clerk_name AS text), ends_at
        FROM lines
    )
    INSERT INTO study_records (
        id, version, created_at, updated_at, member_id, branch_id, kind, title, hours, occurred_on, source, session_id,
        level, material_id, state, declared_by, declared_name, decided_at, decided_by, decided_name,
        l1, l2, l3, l4, l5, l6
    )
    SELECT {_key("confirmed_at", "lot")}, 1, confirmed_at, confirmed_at, member_id, branch_id, kind, topic, hours, day,
        'session', session_id, CASE kind WHEN 'training_course' THEN 'branch' END, material_id, 'confirmed',
        CAST(:clerk AS uuid), CAST(:clerk_name AS text), confirmed_at, CAST(:secretary AS uuid), :secretary_name,
        l1, l2, l3, l4, l5, l6
    FROM lines WHERE mark IN ('present', 'made_up')
    """  # noqa: S608 - keys of invented rows
)
# What members have declared themselves: nine in ten are self-study; the newest wait for the branch.
DECLARE = text(
    f"""
    INSERT INTO study_records (
        id, version, created_at, updated_at, member_id, branch_id, kind, title, hours, occurred_on, source, organiser,
        level, state, declared_by, declared_name, decided_at, decided_by, decided_name, l1, l2, l3, l4, l5, l6
    )
    SELECT {_key("made.at", "made.lot", "a")}, 1, made.at, made.at, m.id, m.branch_id,
        CASE WHEN made.outside THEN 'training_course' ELSE 'self_study' END,
        CASE WHEN made.outside THEN '县级党校短期班' ELSE '自学《中国共产党纪律处分条例》' END,
        CASE WHEN made.outside THEN 8 ELSE 2 END, made.day, CASE WHEN made.outside THEN 'outside' ELSE 'self_study' END,
        CASE WHEN made.outside THEN '县级党校（演示）' END, CASE WHEN made.outside THEN 'county' END,
        CASE WHEN made.waits THEN 'submitted' ELSE 'confirmed' END, CAST(:clerk AS uuid), CAST(:clerk_name AS text),
        CASE WHEN NOT made.waits THEN made.at END, CASE WHEN NOT made.waits THEN CAST(:secretary AS uuid) END,
        CASE WHEN NOT made.waits THEN CAST(:secretary_name AS text) END, m.l1, m.l2, m.l3, m.l4, m.l5, m.l6
    FROM demo_students m
    CROSS JOIN LATERAL generate_series(
        1, floor(CAST(:each AS float) + (uuid_hash_extended(m.id, CAST(:salt AS bigint)) & 1023) / 1024.0)::int
    ) n
    CROSS JOIN LATERAL (SELECT uuid_hash_extended(m.id, CAST(:salt AS bigint) - 100 * n) AS lot) each
    CROSS JOIN LATERAL (
        SELECT day, lot, (day + time '20:00') AT TIME ZONE 'Asia/Shanghai' AS at, (lot >> 20) % 10 = 0 AS outside,
            day > CAST(:until AS date) - 14 AS waits
        FROM (SELECT CAST(:first AS date) + ((lot >> 4) & 1048575)::int % CAST(:days AS int) AS day) on_a_day
    ) made
    """  # noqa: S608 - keys of invented rows
)
