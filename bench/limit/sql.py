"""The best SQL for work that the platform does in more than one statement, and the SQL of designs that are not ours."""

# Claim, ledger, balance, branch roll-up (by the trigger of the balances) and audit in one statement, one round trip.
AWARD = r"""\set k :k + 1
WITH claim AS (
    UPDATE point_claims c SET state = 'confirmed', decided_by = a.id, decided_name = a.display_name,
        version = c.version + 1, updated_at = now()
    FROM accounts a
    WHERE a.username = 'bench-keeper' AND c.state = 'pending' AND c.version = 1
        AND c.id = ('00000000-0000-7000-8000-' || lpad(to_hex(:base + :client_id * 7500 + :k), 12, '0'))::uuid
    RETURNING c.*
), held AS (
    UPDATE point_balances b SET entries = b.entries + 1, total = b.total + 3 FROM claim
    WHERE b.member_id = claim.member_id AND b.year = {year} AND b.kind = 'member' RETURNING b.member_id, b.entries
), entry AS (
    INSERT INTO point_entries (
        id, member_id, scheme_id, rule_id, rule_code, year, kind, sequence, source_kind, source_id, asked, points,
        occurred_on, effective_on, recorded_at, branch_id, evidence, entered_by, entered_name, confirmed_by,
        confirmed_name
    )
    SELECT c.id, c.member_id, c.scheme_id, c.rule_id, 'V2', {year}, 'member', held.entries, 'manual', c.id, 3, 3,
        c.occurred_on, current_date, now(), c.branch_id, c.evidence, c.entered_by, c.entered_name, c.decided_by,
        c.decided_name
    FROM claim c JOIN held ON held.member_id = c.member_id RETURNING *
)
INSERT INTO audit_entries (
    at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes
)
SELECT now(), 'point_entry.confirm', true, confirmed_by, confirmed_name, 'point_entry', id, 'V2', branch_id,
    jsonb_build_object('points', jsonb_build_array(null, points)) FROM entry;
"""

# Ticket, event and audit in one statement; each client has tickets of its own, as clerks have.
STEP = r"""\set n random(1, {each})
WITH step AS (
    UPDATE tickets SET progress_percent = 10 + version % 80, version = version + 1, updated_at = now()
    WHERE id = ('{tickets}'::uuid[])[:client_id * {each} + :n] AND state = 'in_progress' RETURNING *
), event AS (
    INSERT INTO ticket_events (
        id, ticket_id, sequence, at, action, from_state, to_state, actor_id, actor_name, branch_id, comment,
        progress_percent
    )
    SELECT gen_random_uuid(), s.id, (SELECT max(e.sequence) + 1 FROM ticket_events e WHERE e.ticket_id = s.id), now(),
        'report', 'in_progress', 'in_progress', a.id, a.display_name, s.lead_branch_id, '按计划推进。',
        s.progress_percent
    FROM step s JOIN accounts a ON a.username = 'bench-keeper' RETURNING *
)
INSERT INTO audit_entries (
    at, action, succeeded, actor_id, actor_name, entity_kind, entity_id, entity_name, branch_id, changes
)
SELECT now(), 'ticket.report', true, e.actor_id, e.actor_name, 'ticket', s.id, s.title, s.lead_branch_id,
    jsonb_build_object('progress_percent', jsonb_build_array(0, s.progress_percent))
FROM event e JOIN step s ON s.id = e.ticket_id;
"""

# What a platform without roll-ups asks: the distribution of a district straight from the ledger.
LIVE = """
SELECT width_bucket(greatest(0, 60 + total), 0, 100, 10) AS bin, count(*) FROM (
    SELECT e.member_id, sum(e.points) AS total FROM point_entries e JOIN members m ON m.id = e.member_id
    WHERE m.l2 = '{place}' AND e.year = {year} AND e.kind = 'member' GROUP BY e.member_id
) scores GROUP BY bin;
"""

TRIGRAM_INDEX = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS bench_members_name_trgm ON members USING gin (name gin_trgm_ops)",
)
"""For the peers, and for the SQL that search by pieces is compared with."""
TRIGRAM = """
SELECT * FROM members WHERE l2 = '{place}' AND name LIKE '%{name}%' AND standing IN ('normal', 'suspended')
ORDER BY created_at DESC, id DESC LIMIT 21;
"""
