"""steps of tickets written in one statement: key, figures, event, audit"""

from alembic import op

revision = "6c1e84b9f273"
down_revision = "3f9a7d20c5e8"
branch_labels = None
depends_on = None

# Writes a step that was decided upon at the version seen. `moved`, or nothing was written: `key_used`, `stale`.
MOVE = """
    CREATE FUNCTION move_ticket(
        the_ticket uuid, seen int, figures text, told text, logged text, moment timestamptz,
        the_account uuid, the_key text, the_print bytea, lapsed timestamptz, the_body bytea
    ) RETURNS text LANGUAGE plpgsql AS $$
    BEGIN
        IF the_key IS NOT NULL AND NOT claim_idempotency_key(
            the_account, the_key, the_print, moment, lapsed, 200, the_body, '"' || seen + 1 || '"'
        ) THEN
            RETURN 'key_used';
        END IF;
        UPDATE tickets t SET
            (state, due_on, progress_percent, urge_level, urged_at, yellow_on, red_on, clock_stopped_on, accepted_by,
             closing_requested_by, closing_requested_on, conclusion, closed_by, closed_on, closed_in_time, archived_on)
            = (SELECT f.state, f.due_on, f.progress_percent, f.urge_level, f.urged_at, f.yellow_on, f.red_on,
                f.clock_stopped_on, f.accepted_by, f.closing_requested_by, f.closing_requested_on, f.conclusion,
                f.closed_by, f.closed_on, f.closed_in_time, f.archived_on
               FROM jsonb_populate_record(NULL::tickets, figures::jsonb) f),
            version = t.version + 1, updated_at = moment
        WHERE t.id = the_ticket AND t.version = seen;
        IF NOT FOUND THEN
            DELETE FROM idempotency_keys WHERE account_id = the_account AND key = the_key;
            RETURN 'stale';
        END IF;
        INSERT INTO ticket_events (
            id, ticket_id, sequence, at, action, from_state, to_state, actor_id, actor_name, branch_id, comment,
            progress_percent, changes
        )
        SELECT e.id, the_ticket, (SELECT coalesce(max(sequence), 0) + 1 FROM ticket_events WHERE ticket_id = the_ticket),
            e.at, e.action, e.from_state, e.to_state, e.actor_id, e.actor_name, e.branch_id, e.comment,
            e.progress_percent, e.changes
        FROM jsonb_populate_record(NULL::ticket_events, told::jsonb) e;
        INSERT INTO audit_entries (
            at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes,
            request_id, address
        )
        SELECT a.at, a.action, a.succeeded, a.actor_id, a.actor_name, a.entity_kind, a.entity_id, a.entity_name,
            a.branch_id, a.changes, a.request_id, a.address
        FROM jsonb_populate_record(NULL::audit_entries, logged::jsonb) a;
        RETURN 'moved';
    END
    $$
"""


def upgrade() -> None:
    op.execute(MOVE)


def downgrade() -> None:
    op.execute(
        "DROP FUNCTION move_ticket(uuid, int, text, text, text, timestamptz, uuid, text, bytea, timestamptz, bytea)"
    )
