"""The same tables as Django models; the tables are there already (`managed = False`)."""

from django.db import models

_KEEP = models.DO_NOTHING


def _key(to: str, name: str = "+", *, null: bool = False, primary: bool = False) -> models.ForeignKey:
    return models.ForeignKey(to, _KEEP, related_name=name, null=null, primary_key=primary)


def _text(*, null: bool = False) -> models.TextField:
    return models.TextField(null=null)


class Kept(models.Model):
    class Meta:
        abstract = True

    id = models.UUIDField(primary_key=True)


class Branch(Kept):
    name, path, level = _text(), _text(), models.IntegerField()

    class Meta:
        managed, db_table = False, "branches"


class Account(Kept):
    username, display_name, password_hash = _text(), _text(), _text()
    branch = _key("Branch", null=True)
    closed_at = models.DateTimeField(null=True)
    stamp = models.IntegerField()

    class Meta:
        managed, db_table = False, "accounts"


class Grant(Kept):
    account, branch = _key("Account", "grants"), _key("Branch")
    role, revoked_at = _text(), models.DateTimeField(null=True)

    class Meta:
        managed, db_table = False, "grants"


class SignInSession(Kept):
    account = _key("Account")
    device, address = _text(), _text()
    started_at, last_used_at, expires_at = models.DateTimeField(), models.DateTimeField(), models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        managed, db_table = False, "sign_in_sessions"


class Member(Kept):
    version = models.IntegerField()
    created_at, updated_at = models.DateTimeField(), models.DateTimeField()
    branch = _key("Branch")
    l2, l3 = models.UUIDField(null=True), models.UUIDField(null=True)
    name, sex, ethnicity, education, stage = _text(), _text(), _text(), _text(null=True), _text()
    birth_date, stage_since, joined_on = models.DateField(), models.DateField(null=True), models.DateField(null=True)
    full_on, probation_ends_on = models.DateField(null=True), models.DateField(null=True)
    probation_extended = models.BooleanField()
    post, standing, suspension_ground = _text(null=True), _text(), _text(null=True)
    left_on, lost_contact_since = models.DateField(null=True), models.DateField(null=True)
    merged_into = models.UUIDField(null=True)
    lost_contact, floating, floating_to = models.BooleanField(), models.BooleanField(), _text(null=True)
    id_number, phone = models.BinaryField(), models.BinaryField(null=True)
    address, pay_base = models.BinaryField(null=True), models.BinaryField(null=True)

    class Meta:
        managed, db_table = False, "members"


class PointRule(Kept):
    code, head, title, direction, basis = _text(), _text(), _text(), _text(), _text()
    version, points = models.IntegerField(), models.IntegerField()

    class Meta:
        managed, db_table = False, "point_rules"


class PointClaim(Kept):
    version, updated_at = models.IntegerField(), models.DateTimeField()
    member, branch, rule = _key("Member"), _key("Branch"), _key("PointRule")
    scheme_id, occurred_on = models.UUIDField(), models.DateField()
    evidence, state, entered_name, decided_name = _text(null=True), _text(), _text(), _text(null=True)
    entered_by, decided_by = (
        models.UUIDField(db_column="entered_by"),
        models.UUIDField(null=True, db_column="decided_by"),
    )

    class Meta:
        managed, db_table = False, "point_claims"


class PointBalance(models.Model):
    pk = models.CompositePrimaryKey("member_id", "year", "kind")
    member_id, year, kind = models.UUIDField(), models.IntegerField(), _text()
    entries, total = models.IntegerField(), models.IntegerField()

    class Meta:
        managed, db_table = False, "point_balances"


class PointEntry(Kept):
    member, rule = _key("Member"), _key("PointRule")
    scheme_id, branch_id, source_id = models.UUIDField(), models.UUIDField(), models.UUIDField()
    rule_code, kind, source_kind = _text(), _text(), _text()
    year, sequence, asked, points = (models.IntegerField() for _ in range(4))
    occurred_on, effective_on, recorded_at = models.DateField(), models.DateField(), models.DateTimeField()
    evidence, entered_name, confirmed_name = _text(null=True), _text(null=True), _text()
    entered_by = models.UUIDField(null=True, db_column="entered_by")
    confirmed_by = models.UUIDField(null=True, db_column="confirmed_by")

    class Meta:
        managed, db_table = False, "point_entries"


class AuditEntry(models.Model):
    id = models.BigAutoField(primary_key=True)
    at, succeeded = models.DateTimeField(), models.BooleanField(default=True)
    action, actor_name, entity_kind, entity_name = _text(), _text(), _text(), _text()
    actor_id, entity_id, branch_id = (models.UUIDField(null=True) for _ in range(3))
    changes = models.JSONField(null=True)

    class Meta:
        managed, db_table = False, "audit_entries"


class Ticket(Kept):
    version = models.IntegerField()
    created_at, updated_at, urged_at = models.DateTimeField(), models.DateTimeField(), models.DateTimeField(null=True)
    number_year, number_serial = models.IntegerField(null=True), models.IntegerField(null=True)
    issuing_branch, lead_branch, drafter = (
        _key("Branch"),
        _key("Branch"),
        models.ForeignKey("Account", _KEEP, related_name="+", db_column="drafted_by"),
    )
    parent_id = models.UUIDField(null=True)
    title, requirement, kind, urgency, state = _text(), _text(), _text(), _text(), _text()
    owner, leader, resume_state, outcome, conclusion = (_text(null=True) for _ in range(5))
    registered_on, assigned_on, original_due_on, due_on, red_on = (models.DateField(null=True) for _ in range(5))
    clock_stopped_on, closing_requested_on, closed_on, archived_on = (models.DateField(null=True) for _ in range(4))
    closed_in_time = models.BooleanField(null=True)
    progress_percent, urge_level, stopped_days = (models.IntegerField() for _ in range(3))

    class Meta:
        managed, db_table = False, "tickets"


class TicketParty(models.Model):
    pk = models.CompositePrimaryKey("ticket_id", "part", "branch_id")
    ticket, branch, part = _key("Ticket", "parties"), _key("Branch"), _text()

    class Meta:
        managed, db_table = False, "ticket_parties"


class TicketEvent(Kept):
    ticket, branch = _key("Ticket", "events"), _key("Branch", null=True)
    sequence, at = models.IntegerField(), models.DateTimeField()
    action, from_state, to_state, comment = _text(), _text(null=True), _text(), _text(null=True)
    actor_id, actor_name = models.UUIDField(), _text()
    progress_percent, changes = models.IntegerField(null=True), models.JSONField(null=True)

    class Meta:
        managed, db_table, ordering = False, "ticket_events", ["sequence"]
