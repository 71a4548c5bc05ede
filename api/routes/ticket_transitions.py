"""Steps of supervision tickets, one by one and on many at once."""

from functools import partial
from uuid import UUID

from fastapi import Response

from api.answers import content_of, sent
from api.deps import CurrentActor, CurrentPlatform, GivenKey, IfMatch, OpenSession, WriteSession
from api.routes.tickets import Look, answer
from api.routing import SecuredRouter
from models.enums.tickets import TicketAction
from schemas.tickets import BatchInput, BatchResult, Ticket, TransitionInput
from services.access.permissions import Permission
from services.kit.clock import utc_now
from services.tickets import stepping, transitions

router = SecuredRouter(prefix="/tickets", tag="tickets")


@router.operation("POST", "/transitions", permission=Permission.TICKET_ACT)
async def move_tickets(session: WriteSession, actor: CurrentActor, look: Look, chosen: BatchInput) -> BatchResult:
    """One action on many tickets. One that refuses is reported with its reason and does not hold up the others."""
    result = await transitions.transition_many(
        session,
        actor,
        TicketAction(chosen.action),
        [(item.id, item.version) for item in chosen.tickets],
        chosen.comment,
        now=utc_now(),
        last_working_day=look.calendar.last_working_day_until,
    )
    skipped = [
        {"id": ticket_id, "code": fault.error.code, "reason": fault.detail(actor.locale)}
        for ticket_id, fault in result.skipped
    ]
    return BatchResult.model_validate({"done": result.done, "skipped": skipped})


@router.operation(
    "POST",
    "/{ticket_id}/transitions",
    permission=Permission.TICKET_ACT,
    errors=(404, 409, 412, 428),
    response_model=Ticket,
)
async def move_ticket(
    opened: OpenSession,
    platform: CurrentPlatform,
    key: GivenKey,
    look: Look,
    ticket_id: UUID,
    version: IfMatch,
    step: TransitionInput,
    response: Response,
) -> Ticket | Response:
    """Carry out one of `available_actions`. Of two people acting at once one wins, the other learns what happened."""
    given, now = step.model_dump(exclude={"action"}, exclude_none=True), utc_now()
    if step.action in stepping.OWN_ROW:
        body = await stepping.take(
            platform.database.reader,
            platform.database.writer,
            look,
            ticket_id,
            version,
            TicketAction(step.action),
            given,
            now=now,
            key=key,
            shown=partial(content_of, Ticket),
            sealer=platform.sealer,
        )
        if body is not None:
            return sent(body, version=version + 1)
    session = await opened()
    await transitions.transition(
        session,
        look.actor,
        ticket_id,
        version,
        step.action,
        given,
        now=now,
        last_working_day=look.calendar.last_working_day_until,
    )
    return await answer(session, look, ticket_id, response)
