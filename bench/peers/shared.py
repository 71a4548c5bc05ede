"""What both peers need to answer with the same JSON: labels, masks, opening of sealed fields. No framework here."""

import base64
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ISSUER, AUDIENCE = "dangjian", "dangjian-api"
SECRET = os.environ["BENCH_JWT_SECRET"]
_CIPHER = AESGCM(base64.b64decode(os.environ["BENCH_FIELD_KEY"]))


@cache
def labels() -> dict[str, dict[str, str]]:
    """Words by list and code, written by the harness from the platform's own."""
    found: dict[str, dict[str, str]] = json.loads(Path(os.environ["BENCH_LABELS"]).read_text())
    return found


def label(name: str, code: str | None) -> str | None:
    return labels()[name].get(code) if code is not None else None


def opened(sealed: bytes | memoryview | None) -> str | None:
    if sealed is None:
        return None
    raw = bytes(sealed)
    return _CIPHER.decrypt(raw[5:17], raw[17:], raw[:5]).decode()


def masked(field: str, sealed: bytes | memoryview | None) -> str | None:
    text = opened(sealed)
    if text is None:
        return None
    if field == "id_number":
        return f"{text[:3]}{'*' * 11}{text[-4:]}"
    if field == "phone":
        return f"{text[:3]}****{text[-4:]}"
    if field == "address":
        found = re.match(r".*?[市区县]", text)
        return f"{found[0] if found else ''}****"
    return "****"


STORED = (
    "id", "version", "created_at", "updated_at", "name", "sex", "ethnicity", "birth_date", "education", "stage",
    "stage_since", "joined_on", "full_on", "probation_ends_on", "probation_extended", "post", "standing", "left_on",
    "suspension_ground", "merged_into", "lost_contact", "lost_contact_since", "floating", "floating_to",
)  # fmt: skip


def member_summary(member: Any, branch_name: str) -> dict[str, Any]:
    """A row of the register as both lists show it; `member` is an ORM object."""
    state = member.stage if member.standing == "normal" else member.standing
    status = {"full": "01", "probationary": "02"}.get(member.stage) if member.standing == "normal" else None
    return {
        **{name: getattr(member, name) for name in STORED},
        "id_number": masked("id_number", member.id_number),
        "phone": masked("phone", member.phone),
        "branch": {"id": member.branch_id, "name": branch_name},
        "state": state,
        "state_label": label("state", state),
        "stage_label": label("stage", member.stage),
        "standing_label": label("standing", member.standing),
        "sex_label": label("sex", member.sex),
        "ethnicity_label": label("ethnicity", member.ethnicity),
        "education_label": label("education", member.education),
        "political_status": status,
        "political_status_label": label("political_status", status),
    }


def member_whole(member: Any, branch_name: str) -> dict[str, Any]:
    """For somebody who may look and change nothing."""
    return {
        **member_summary(member, branch_name),
        "address": masked("address", member.address),
        "pay_base": masked("pay_base", member.pay_base),
        "available_actions": [],
        "unavailable_actions": [],
        "amendable_fields": [],
        "may_reveal": False,
        "photo": None,
    }


def entry_view(entry: Any, rule: Any) -> dict[str, Any]:
    """A row of the ledger."""
    return {
        "id": entry.id, "member_id": entry.member_id, "rule_code": entry.rule_code, "head": rule.head,
        "head_label": label("head", rule.head), "title": rule.title, "occurred_on": entry.occurred_on,
        "evidence": entry.evidence, "state": "effective", "state_label": label("entry_state", "effective"),
        "version": 1, "points": entry.points, "asked": entry.asked, "effective_on": entry.effective_on,
        "source": {"kind": entry.source_kind, "id": entry.source_id, "label": label("source", entry.source_kind)},
        "basis": rule.basis, "rule_version": rule.version, "entered_by": entry.entered_name,
        "confirmed_by": entry.confirmed_name, "reason": None, "reverses": None, "reversed_by": None,
    }  # fmt: skip


TICKET_STORED = (
    "id", "version", "created_at", "updated_at", "title", "kind", "urgency", "owner", "leader", "parent_id", "state",
    "progress_percent", "urge_level", "urged_at", "registered_on", "assigned_on", "original_due_on", "due_on",
    "closing_requested_on", "closed_on", "closed_in_time", "archived_on", "requirement", "outcome", "conclusion",
    "resume_state", "clock_stopped_on", "stopped_days",
)  # fmt: skip


def ticket_view(
    ticket: Any, issuing: Any, lead: Any, supporting: list[Any], drafter: Any, last: Any, today: Any
) -> dict[str, Any]:
    """A ticket whole, in the platform's form."""
    days = (ticket.due_on - today).days if ticket.due_on else None
    lamp = "red" if ticket.red_on and today >= ticket.red_on else "green"
    return {
        **{name: getattr(ticket, name) for name in TICKET_STORED},
        "number": f"督办〔{ticket.number_year}〕{ticket.number_serial}号",
        "kind_label": label("ticket_kind", ticket.kind),
        "urgency_label": label("urgency", ticket.urgency),
        "source": None,
        "issuing_branch": {"id": issuing.id, "name": issuing.name},
        "lead_branch": {"id": lead.id, "name": lead.name},
        "supporting_branches": [
            {"id": branch.id, "name": branch.name, "feedback": None, "feedback_percent": None, "feedback_at": None,
             "waived_at": None, "waiver_reason": None}
            for branch in supporting
        ],
        "state_label": label("ticket_state", ticket.state),
        "phase": "track",
        "lamp": lamp,
        "lamp_label": label("lamp", lamp),
        "days_left": days,
        "working_days_left": days,
        "due_provisional": False,
        "extension_requested_to": None,
        "last_event_at": last.at if last else None,
        "last_event": label("ticket_event", last.action) if last else None,
        "drafted_by": {"id": drafter.id, "name": drafter.display_name},
        "closed_by": None,
        "milestones": [], "extensions": [], "files": [], "excerpt": None, "children": [],
        "available_actions": [],
        "unavailable_actions": [],
        "amendable_fields": [],
    }  # fmt: skip


def event_view(event: Any, branch_name: str | None) -> dict[str, Any]:
    return {
        "id": event.id, "sequence": event.sequence, "at": event.at, "action": event.action,
        "action_label": label("ticket_event", event.action), "from_state": event.from_state,
        "to_state": event.to_state, "actor": {"id": event.actor_id, "name": event.actor_name},
        "branch": {"id": event.branch_id, "name": branch_name} if event.branch_id else None,
        "comment": event.comment, "progress_percent": event.progress_percent, "changes": event.changes,
    }  # fmt: skip


def progress_points(ticket: Any, events: list[Any]) -> list[dict[str, Any]]:
    """Planned against actual percent, a point for each report."""
    whole = max(1, (ticket.due_on - ticket.assigned_on).days)
    return [
        {"on": event.at.date(), "planned": 100 * (event.at.date() - ticket.assigned_on).days / whole,
         "actual": event.progress_percent}
        for event in events
        if event.progress_percent is not None
    ]  # fmt: skip


def distribution_view(branch: Any, year: int, scores: list[int]) -> dict[str, Any]:
    bins = [0] * 11
    for score in scores:
        bins[min(10, score // 10)] += 1
    return {
        "branch": {"id": branch.id, "name": branch.name}, "year": year, "kind": "member", "members": len(scores),
        "vetoed": 0, "exempt": 0,
        "histogram": [
            {"from": place * 10, "below": (place + 1) * 10 if place < 10 else None, "members": n}
            for place, n in enumerate(bins)
        ],
    }  # fmt: skip
