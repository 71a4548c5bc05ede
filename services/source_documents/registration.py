"""Making tickets of chosen nodes: all or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from models.enums.tickets import SourceKind, TicketAction, TicketKind, Urgency
from models.source_documents import SourceDocument, SourceNode
from models.tickets import Ticket
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Text
from services.source_documents.errors import NODE_CHOSEN_TWICE, NODE_UNKNOWN
from services.source_documents.nodes import StoredOutline, rebuild
from services.source_documents.wording import requirement_text, suggest_title
from services.tickets.drafting import Draft, Source, draft
from services.tickets.transitions import transition

_TICKET_KIND: dict[SourceKind, TicketKind] = {
    SourceKind.WORK_PLAN: TicketKind.WORK_POINT,
    SourceKind.MEETING: TicketKind.MINUTES,
    SourceKind.SPEECH: TicketKind.MINUTES,
    SourceKind.INSTRUCTION: TicketKind.INSTRUCTION,
}
MAX_REQUIREMENT = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A node chosen by the clerk, with what was filled in."""

    node_id: UUID
    lead_branch_id: UUID
    supporting_branch_ids: tuple[UUID, ...] = ()
    title: str | None = None
    requirement: str | None = None
    kind: TicketKind | None = None
    owner: str | None = None
    leader: str | None = None
    due_on: date | None = None
    urgency: Urgency = Urgency.NORMAL


async def register(
    session: WriteSession,
    actor: Actor,
    document_id: UUID,
    choices: Sequence[Choice],
    *,
    submit: bool,
    now: datetime,
    last_working_day: Callable[[date], date],
) -> list[Ticket]:
    """Draft a ticket for each chosen node, in one transaction; `submit` sends them on for approval.

    Errors: `not_found`, `source_document.node_unknown`, `source_document.node_chosen_twice`, and those of
    `services.tickets.drafting.draft`, each pointing at its item.
    """
    document = await session.get(SourceDocument, document_id)
    if (
        document is None
        or document.deleted_at is not None
        or not actor.covers(Permission.SOURCE_DOCUMENT_UPLOAD, document.branch_id)
    ):
        raise NOT_FOUND(what=Text("文件", "The document"))
    outline = await _outline(session, document_id)
    _check_choices(choices, outline)
    text = await session.scalar(select(SourceDocument.text).where(SourceDocument.id == document_id)) or ""
    tickets = []
    for place, choice in enumerate(choices):
        node = outline.nodes[choice.node_id]
        new = Draft(
            title=choice.title or suggest_title(node),
            requirement=choice.requirement or requirement_text(text, node)[:MAX_REQUIREMENT],
            kind=choice.kind or _TICKET_KIND.get(document.kind, TicketKind.DOCUMENT),
            lead_branch_id=choice.lead_branch_id,
            supporting_branch_ids=choice.supporting_branch_ids,
            owner=choice.owner,
            leader=choice.leader,
            due_on=choice.due_on,
            urgency=choice.urgency,
            source=Source(
                kind=document.kind,
                title=document.title,
                document_no=document.document_no,
                item=outline.item(choice.node_id),
                document_id=document.id,
                node_id=choice.node_id,
            ),
            pointer=f"/items/{place}",
        )
        ticket = await draft(session, actor, new, now=now)
        if submit:
            ticket = await transition(
                session,
                actor,
                ticket.id,
                ticket.version,
                TicketAction.SUBMIT,
                {},
                now=now,
                last_working_day=last_working_day,
            )
        tickets.append(ticket)
    return tickets


async def _outline(session: WriteSession, document_id: UUID) -> StoredOutline:
    node = SourceNode.__table__
    found = await session.execute(select(node).where(node.c.document_id == document_id).order_by(node.c.position))
    return rebuild([dict(row) for row in found.mappings()])


def _check_choices(choices: Sequence[Choice], outline: StoredOutline) -> None:
    seen: set[UUID] = set()
    for place, choice in enumerate(choices):
        if choice.node_id not in outline.nodes:
            raise NODE_UNKNOWN.at(f"/items/{place}/node_id")
        if choice.node_id in seen:
            raise NODE_CHOSEN_TWICE.at(f"/items/{place}/node_id")
        seen.add(choice.node_id)
