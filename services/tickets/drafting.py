"""Drafting tickets and amending what may be amended."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.enums.tickets import Part, SourceKind, TicketKind, TicketState, Urgency
from models.tickets import Ticket, TicketGrams, TicketParty
from services.access import audit
from services.access.actor import Actor, Scope
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.kit.names import pieces
from services.tickets import errors, history, plans
from services.tickets.labels import EVENT_LABELS, FIELD_LABELS, STATE_LABELS
from services.tickets.limits import check_due_on
from services.tickets.loading import ENDED_STATES, LoadedTicket, load, may_see
from services.tickets.workflow import OPEN_STATES, WORKFLOW, Context

_MAX_GRAM_TEXT = 400


@dataclass(frozen=True, slots=True)
class Source:
    """Where the matter comes from; the two ids are set when it was picked from an uploaded document."""

    kind: SourceKind = SourceKind.OTHER
    title: str | None = None
    document_no: str | None = None
    item: str | None = None
    document_id: UUID | None = None
    node_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A ticket as it is first written down."""

    title: str
    requirement: str
    kind: TicketKind
    lead_branch_id: UUID
    supporting_branch_ids: tuple[UUID, ...] = ()
    owner: str | None = None
    leader: str | None = None
    due_on: date | None = None
    urgency: Urgency = Urgency.NORMAL
    source: Source | None = None
    parent_id: UUID | None = None
    issuing_branch_id: UUID | None = None
    milestones: tuple[tuple[date, int, str], ...] = ()
    pointer: str = ""
    """JSON pointer of the draft in the client's input, for errors."""


async def draft(session: WriteSession, actor: Actor, new: Draft, *, now: datetime) -> Ticket:
    """Write down a ticket in state `drafted`.

    Errors: `ticket.issuing_branch_outside`, `ticket.branch_outside`, `ticket.lead_is_supporting`,
    `ticket.due_in_past`, `ticket.parent_unknown`, `ticket.milestones_invalid`.
    """
    scope = actor.scope(Permission.TICKET_DRAFT)
    issuing = _issuing_branch(scope, new)
    lead = _assignable(scope, new.lead_branch_id, f"{new.pointer}/lead_branch_id")
    supports = _supports(scope, lead, new.supporting_branch_ids, f"{new.pointer}/supporting_branch_ids")
    if new.due_on is not None:
        check_due_on(new.due_on, office_day(now), f"{new.pointer}/due_on")
    if new.parent_id is not None:
        await _check_parent(session, actor, new)
    source = new.source
    ticket = Ticket(
        issuing_branch_id=issuing.id,
        lead_branch_id=lead.id,
        parent_id=new.parent_id,
        title=new.title,
        requirement=new.requirement,
        kind=new.kind,
        urgency=new.urgency,
        source_kind=source.kind if source else None,
        source_title=source.title if source else None,
        source_document_no=source.document_no if source else None,
        source_item=source.item if source else None,
        source_document_id=source.document_id if source else None,
        source_node_id=source.node_id if source else None,
        owner=new.owner,
        leader=new.leader,
        due_on=new.due_on,
        drafted_by=actor.account_id,
    )
    session.add(ticket)
    await session.flush()
    session.add(TicketGrams(ticket_id=ticket.id, grams=ticket_grams(new.title)))
    _seat(
        session, ticket, [(Part.ISSUING, issuing), (Part.LEAD, lead), *((Part.SUPPORTING, node) for node in supports)]
    )
    if new.milestones:
        await plans.set_milestones(session, ticket, new.milestones, office_day(now), new.pointer)
    await history.append(session, actor, ticket, "draft", at=now, from_state=None, branch_id=issuing.id)
    await session.flush()
    return ticket


def ticket_grams(title: str) -> list[str]:
    """The pieces by which a ticket is found: its title's characters, as names are."""
    return pieces(title[:_MAX_GRAM_TEXT])


_WHOLE = [
    "title",
    "requirement",
    "kind",
    "lead_branch_id",
    "supporting_branch_ids",
    "owner",
    "leader",
    "due_on",
    "urgency",
    "source",
    "milestones",
]
_WHILE_OPEN = ["owner", "leader"]


def amendable_fields(context: Context) -> list[str]:
    """What the actor may change now: everything while it is drafted or awaits approval, names while it is under way."""
    state = context.ticket.state
    if state is TicketState.DRAFTED and context.drafts():
        return list(_WHOLE)
    if state is TicketState.PENDING_APPROVAL and context.approves():
        return list(_WHOLE)
    if state in OPEN_STATES and (context.supervises() or context.carries_out()):
        return list(_WHILE_OPEN)
    return []


@dataclass(frozen=True, slots=True)
class Amendment:
    """The fields sent, by name; `source` is a `Source`, `milestones` are (day, percent, title)."""

    values: dict[str, Any] = field(default_factory=dict)


async def amend(
    session: WriteSession,
    actor: Actor,
    ticket_id: UUID,
    version: int,
    amendment: Amendment,
    *,
    now: datetime,
    last_working_day: Callable[[date], date],
) -> Ticket:
    """Change what may be changed in the ticket's state.

    Errors: `not_found`, `stale_version`, `ticket.action_forbidden`, `ticket.not_amendable`, and those of `draft`.
    """
    today = office_day(now)
    loaded = await load(session, actor, ticket_id, version, today)
    _check_amendable(loaded, amendment)
    ticket, values = loaded.row, dict(amendment.values)
    before = await _amendable_values(session, ticket, values)
    scope = actor.scope(Permission.TICKET_DRAFT)
    if "lead_branch_id" in values or "supporting_branch_ids" in values:
        await _reseat(session, scope, loaded, values)
    if values.get("due_on") is not None:
        check_due_on(values["due_on"], today, "/due_on")
    for name in ("title", "requirement", "kind", "owner", "leader", "due_on", "urgency"):
        if name in values:
            setattr(ticket, name, values[name])
    if "title" in values:
        (await session.get_one(TicketGrams, ticket.id)).grams = ticket_grams(ticket.title)
    if "source" in values:
        _set_source(ticket, values["source"])
    if "milestones" in values:
        await plans.set_milestones(session, ticket, values["milestones"], today)
    await plans.replan(session, ticket, last_working_day)
    ticket.updated_at = now
    await history.append(
        session,
        actor,
        ticket,
        "amend",
        at=now,
        from_state=ticket.state,
        branch_id=ticket.lead_branch_id if loaded.context.carries_out() else ticket.issuing_branch_id,
        changes=audit.changed(before, await _amendable_values(session, ticket, values)),
    )
    await session.flush()
    return ticket


def _check_amendable(loaded: LoadedTicket, amendment: Amendment) -> None:
    allowed = amendable_fields(loaded.context)
    context = loaded.context
    if not (context.drafts() or context.approves() or context.supervises() or context.carries_out()):
        raise WORKFLOW.forbidden(label=EVENT_LABELS["amend"])
    refused = [name for name in amendment.values if name not in allowed]
    if refused:
        labels = [FIELD_LABELS[name] for name in refused]
        fields = Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
        raise errors.NOT_AMENDABLE(state=STATE_LABELS[context.ticket.state], fields=fields)


def _issuing_branch(scope: Scope, new: Draft) -> BranchNode:
    if new.issuing_branch_id is None:
        return scope.roots[0]
    node = scope.tree.get(new.issuing_branch_id)
    if node is None or not node.active or not scope.covers(node.id):
        raise errors.ISSUING_BRANCH_UNCLEAR.at(f"{new.pointer}/issuing_branch_id")
    return node


def _assignable(scope: Scope, branch_id: UUID, pointer: str) -> BranchNode:
    node = scope.tree.get(branch_id)
    if node is None or not node.active or not scope.covers(branch_id):
        raise errors.BRANCH_OUTSIDE.at(pointer)
    return node


def _supports(scope: Scope, lead: BranchNode, branch_ids: Sequence[UUID], pointer: str) -> list[BranchNode]:
    if lead.id in branch_ids or len(set(branch_ids)) != len(branch_ids):
        raise errors.LEAD_IS_SUPPORTING.at(pointer)
    return [_assignable(scope, branch_id, f"{pointer}/{place}") for place, branch_id in enumerate(branch_ids)]


async def _check_parent(session: WriteSession, actor: Actor, new: Draft) -> None:
    # Shared lock: the parent is not closed while a sub-ticket is being written below it.
    parent = await session.get(Ticket, new.parent_id, with_for_update={"read": True}, populate_existing=True)
    parties = (await session.scalars(select(TicketParty).where(TicketParty.ticket_id == new.parent_id))).all()
    if parent is None or not may_see(actor, parent, parties):
        raise errors.PARENT_UNKNOWN.at(f"{new.pointer}/parent_id")
    if parent.state in ENDED_STATES:
        raise errors.PARENT_ENDED.at(f"{new.pointer}/parent_id", state=STATE_LABELS[parent.state])


def _seat(session: WriteSession, ticket: Ticket, seats: Sequence[tuple[Part, BranchNode]]) -> None:
    session.add_all(
        TicketParty(ticket_id=ticket.id, part=part, branch_id=node.id, **node.levels()) for part, node in seats
    )


async def _reseat(session: WriteSession, scope: Scope, loaded: LoadedTicket, values: dict[str, Any]) -> None:
    ticket = loaded.row
    lead = _assignable(scope, values.get("lead_branch_id", ticket.lead_branch_id), "/lead_branch_id")
    wanted = values.get("supporting_branch_ids", [party.branch_id for party in loaded.supports])
    supports = _supports(scope, lead, wanted, "/supporting_branch_ids")
    seats = {(Part.LEAD, lead.id): lead, **{(Part.SUPPORTING, node.id): node for node in supports}}
    for party in loaded.parties:
        if party.part is not Part.ISSUING and seats.pop((party.part, party.branch_id), None) is None:
            await session.delete(party)
    await session.flush()
    ticket.lead_branch_id = lead.id
    # A supporting branch that stays keeps the feedback it has given.
    _seat(session, ticket, [(part, node) for (part, _), node in seats.items()])
    await session.flush()


async def _amendable_values(session: WriteSession, ticket: Ticket, names: Iterable[str]) -> dict[str, Any]:
    """The values of the named fields as the history keeps them: plain, each under its field's name."""
    plain: dict[str, Any] = {}
    for name in names:
        if name == "supporting_branch_ids":
            of_ticket = (TicketParty.ticket_id == ticket.id, TicketParty.part == Part.SUPPORTING)
            plain[name] = sorted(map(str, await session.scalars(select(TicketParty.branch_id).where(*of_ticket))))
        elif name == "milestones":
            points = await plans.milestones_of(session, ticket)
            plain[name] = [f"{point.due_on} {point.percent}% {point.title}" for point in points]
        elif name == "source":
            parts = (ticket.source_kind, ticket.source_title, ticket.source_document_no, ticket.source_item)
            plain[name] = [str(part) for part in parts if part is not None]
        else:
            plain[name] = getattr(ticket, name)
    return plain


def _set_source(ticket: Ticket, source: Source | None) -> None:
    ticket.source_kind = source.kind if source else None
    ticket.source_title = source.title if source else None
    ticket.source_document_no = source.document_no if source else None
    ticket.source_item = source.item if source else None
