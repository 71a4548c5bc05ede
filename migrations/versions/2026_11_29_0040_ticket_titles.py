"""steps of tickets written column by column; the pieces of titles in a table of their own"""

from pathlib import Path
from runpy import run_path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c7e2f95b1d60"
down_revision = "a4d80c37e15b"
branch_labels = None
depends_on = None

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
    op.execute(MOVE)


def downgrade() -> None:
    earlier = run_path(str(Path(__file__).with_name("2026_11_28_2130_steps_in_one_statement.py")))
    op.execute(earlier["MOVE"].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    op.add_column("tickets", sa.Column("grams", postgresql.ARRAY(sa.Text()), nullable=True))
    op.execute("UPDATE tickets t SET grams = g.grams FROM ticket_grams g WHERE g.ticket_id = t.id")
    op.alter_column("tickets", "grams", nullable=False)
    op.create_index("ix_tickets_grams", "tickets", ["grams"], postgresql_using="gin")
    op.drop_table("ticket_grams")
