"""From rows to what a client sees: labels, states, counts, what the caller may do now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.study import (
    Attendance,
    DeclarationState,
    Expected,
    OutputKind,
    RecordSource,
    SessionState,
    StudyLength,
    StudyMode,
)
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND, Text
from services.kit.reader import Reader, Row
from services.kit.workflow import Offer
from services.study import declaration_workflow, files, labels, lists, queries, session_workflow
from services.study.loading import OUTPUT, RECORD, SESSION
from services.study.people import keeps_sessions, sees_names

View = dict[str, Any]
MEMBER = Text("党员", "The member")
BRANCH = Text("组织", "The organisation")


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, when."""

    actor: Actor
    today: date
    now: datetime

    def say(self, words: Text) -> str:
        return words.render(self.actor.locale)

    def branch(self, branch_id: UUID) -> View | None:
        node = self.actor.tree.get(branch_id)
        return {"id": node.id, "name": node.name} if node else None

    def kind(self, row: Row, code: str) -> View:
        return {"code": code, "label": self.say(Text(row["kind_label"], row["kind_label_en"]))}


def kind(row: Row, look: Onlooker) -> View:
    mode = StudyMode(row["mode"]) if row["mode"] else None
    return {**row, "mode_label": look.say(labels.MODE_LABELS[mode]) if mode else None}


def _offers(offers: list[Offer], look: Onlooker) -> tuple[list[View], list[View]]:
    """What can be done now, and what is drawn but blocked for a reason."""
    possible, blocked = [], []
    for offer in offers:
        shown = {"action": offer.action, "label": look.say(offer.label)}
        if offer.refusal is None:
            possible.append({**shown, "required": list(offer.required), "optional": list(offer.optional)})
        else:
            fault = offer.refusal.fault()
            blocked.append({**shown, "code": fault.error.code, "reason": fault.detail(look.actor.locale)})
    return possible, blocked


def session(row: Row, look: Onlooker) -> View:
    """A session with its counts and the caller's own line; no names but of who keeps it."""
    state = SessionState(row["state"])
    context = session_workflow.Context(
        row["branch_id"], row["starts_at"], row["ends_at"], row["unset_count"], look.actor, look.now
    )
    possible, blocked = _offers(session_workflow.WORKFLOW.offers(state, context), look)
    mode = StudyMode(row["mode"]) if row["mode"] else None
    return {
        **row,
        "kind": look.kind(row, row["kind"]),
        "mode_label": look.say(labels.MODE_LABELS[mode]) if mode else None,
        "branch": look.branch(row["branch_id"]),
        "length_label": look.say(labels.LENGTH_LABELS[StudyLength(row["length"])]),
        "expected_label": look.say(labels.EXPECTED_LABELS[Expected(row["expected"])]),
        "state_label": look.say(labels.SESSION_STATE_LABELS[state]),
        "counts": {
            "expected": row["expected_count"],
            "walk_ins": row["walk_in_count"],
            **{mark.value: row[f"{mark.value}_count"] for mark in Attendance},
        },
        "own": _own_line(row, look),
        "keeps": keeps_sessions(look.actor, row["branch_id"]),
        "planned_by": row["created_name"],
        "confirmed_by": row["confirmed_name"],
        "available_actions": possible,
        "blocked_actions": blocked,
    }


def _own_line(row: Row, look: Onlooker) -> View | None:
    if row["own_mark"] is None:
        return None
    mark = Attendance(row["own_mark"])
    return {
        "mark": mark,
        "mark_label": look.say(labels.ATTENDANCE_LABELS[mark]),
        "reason": row["own_reason"],
        "made_up_on": row["own_made_up_on"],
    }


async def one_session(reader: Reader, look: Onlooker, session_id: UUID) -> View:
    """With its files. Two queries. Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "session", session_id)
    if row is None:
        raise NOT_FOUND(what=SESSION)
    return {**session(row, look), "files": await files.listed(reader, session_id)}


async def sheet(reader: Reader, look: Onlooker, session_id: UUID) -> View:
    """The sheet by name, for who keeps the session or supervises its organisation. Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "session", session_id)
    if row is None or not (keeps_sessions(look.actor, row["branch_id"]) or sees_names(look.actor, row["branch_id"])):
        raise NOT_FOUND(what=SESSION)
    lines = [_line(each, look) for each in await queries.sheet(reader, session_id)]
    return {"session": session(row, look), "version": row["version"], "lines": lines}


def _line(row: Row, look: Onlooker) -> View:
    return {
        **row,
        "member": {"id": row["member_id"], "name": row["name"]},
        "branch": look.branch(row["branch_id"]),
        "mark_label": look.say(labels.ATTENDANCE_LABELS[Attendance(row["mark"])]),
        "recorded_by": row["recorded_name"],
    }


def _declaration(row: Row, look: Onlooker, *, of_sheet: bool) -> View:
    state = DeclarationState(row["state"])
    context = declaration_workflow.Context(
        state, row["branch_id"], row["declared_by"], bool(row["concerned"]), of_sheet, look.actor
    )
    possible, blocked = _offers(declaration_workflow.WORKFLOW.offers(state, context), look)
    return {
        **row,
        "member": {"id": row["member_id"], "name": row["member_name"]},
        "branch": look.branch(row["branch_id"]),
        "state_label": look.say(labels.DECLARATION_STATE_LABELS[state]),
        "declared_by": row["declared_name"],
        "decided_by": row["decided_name"],
        "available_actions": possible,
        "blocked_actions": blocked,
    }


def record(row: Row, look: Onlooker) -> View:
    source = RecordSource(row["source"])
    return {
        **_declaration(row, look, of_sheet=source is RecordSource.SESSION),
        "kind": look.kind(row, row["kind"]),
        "source": {
            "kind": source,
            "label": look.say(labels.SOURCE_LABELS[source]),
            "session_id": row["session_id"],
        },
    }


async def one_record(reader: Reader, look: Onlooker, record_id: UUID) -> View:
    """With its evidence. Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "record", record_id)
    if row is None:
        raise NOT_FOUND(what=RECORD)
    return {**record(row, look), "files": await files.listed(reader, record_id)}


def output(row: Row, look: Onlooker) -> View:
    return {
        **_declaration(row, look, of_sheet=False),
        "kind_label": look.say(labels.OUTPUT_KIND_LABELS[OutputKind(row["kind"])]),
    }


async def one_output(reader: Reader, look: Onlooker, output_id: UUID) -> View:
    """With its files. Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "output", output_id)
    if row is None:
        raise NOT_FOUND(what=OUTPUT)
    return {**output(row, look), "files": await files.listed(reader, output_id)}


async def events(reader: Reader, look: Onlooker, subject_id: UUID, words: dict[str, Text]) -> list[View]:
    """A history, oldest first. The caller has checked that the actor may see its subject."""
    return [
        {**row, "action_label": look.say(words[row["action"]]), "actor": row["actor_name"]}
        for row in await queries.events(reader, subject_id)
    ]


async def output_events(reader: Reader, look: Onlooker, output_id: UUID) -> list[View]:
    """Errors: `not_found`."""
    await one_output(reader, look, output_id)
    return await events(reader, look, output_id, labels.DECLARATION_EVENT_LABELS)


async def record_events(reader: Reader, look: Onlooker, record_id: UUID) -> list[View]:
    """A record's history; of one that a sheet has made, how it came. Errors: `not_found`."""
    row = await one_record(reader, look, record_id)
    found = await events(reader, look, record_id, labels.DECLARATION_EVENT_LABELS)
    if row["source"]["kind"] is not RecordSource.SESSION:
        return found
    words = labels.DECLARATION_EVENT_LABELS
    begun = {
        "id": record_id,
        "sequence": 0,
        "at": row["created_at"],
        "action": "sheet",
        "action_label": look.say(words["sheet"]),
        "from_state": None,
        "to_state": DeclarationState.SUBMITTED if row["decided_at"] != row["created_at"] else row["state"],
        "actor": row["declared_by"],
        "comment": None,
    }
    return [begun, *found]


async def year_of(reader: Reader, look: Onlooker, member_id: UUID, year: int) -> View:
    """A member's year: sums by kind and every record. Three queries. Errors: `not_found`."""
    row = await queries.head(reader, member_id, year, look.actor.account_id)
    if row is None or not (row["own"] or sees_names(look.actor, row["branch_id"])):
        raise NOT_FOUND(what=MEMBER)
    return {
        "year": year,
        "member": {"id": row["id"], "name": row["name"]},
        "branch": look.branch(row["branch_id"]),
        **{name: row[name] for name in ("hours", "organised_hours", "trainings")},
        "by_kind": [_total(each, look) for each in await queries.totals(reader, member_id, year)],
        "records": [
            record(each, look) for each in await queries.records(reader, member_id, year, look.actor.account_id)
        ],
    }


async def own_year(reader: Reader, look: Onlooker, year: int) -> View:
    """Errors: `not_found` for an account that belongs to nobody on the register."""
    member_id = await queries.own_member_id(reader, look.actor.account_id)
    if member_id is None:
        raise NOT_FOUND(what=MEMBER)
    return await year_of(reader, look, member_id, year)


def _total(row: Row, look: Onlooker) -> View:
    return {
        **row,
        "kind": {"code": row["kind"], "label": look.say(Text(row["label"], row["label_en"]))},
    }


async def branch_year(reader: Reader, look: Onlooker, branch_id: UUID, year: int) -> View:
    """What the members of the branch and all below it have studied, by kind; no names. Errors: `not_found`."""
    node = look.actor.tree.get(branch_id)
    if node is None or not look.actor.covers(Permission.STUDY_READ, branch_id):
        raise NOT_FOUND(what=BRANCH)
    by_kind = [_total(row, look) for row in await queries.branch_totals(reader, node.level, branch_id, year)]
    return {
        "branch": {"id": node.id, "name": node.name},
        "year": year,
        "hours": sum(each["hours"] for each in by_kind),
        "organised_hours": sum(each["hours"] for each in by_kind if each["organised"]),
        "records": sum(each["records"] for each in by_kind),
        "by_kind": by_kind,
    }
