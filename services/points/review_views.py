"""Publications and objections as a client sees them, with what the caller may do now."""

from uuid import UUID

from models.enums.points import ObjectionState
from services.kit.errors import NOT_FOUND, Text
from services.kit.reader import Reader, Row
from services.kit.work_calendar import WorkCalendar
from services.points import lists, queries
from services.points.labels import OBJECTION_EVENT_LABELS, OBJECTION_STATE_LABELS
from services.points.objections import OBJECTION
from services.points.views import Onlooker, View
from services.points.workflow import WORKFLOW, Context

PUBLICATION = Text("这次公示", "The publication")


def publication(row: Row, look: Onlooker, calendar: WorkCalendar) -> View:
    """`working_days_left` counts tomorrow up to the last day; negative once it is over."""
    return {
        **row,
        "branch": look.branch(row["branch_id"]),
        "open": look.today <= row["ends_on"],
        "working_days_left": calendar.working_days_between(look.today, row["ends_on"]),
    }


async def one_publication(reader: Reader, look: Onlooker, calendar: WorkCalendar, publication_id: UUID) -> View:
    """With its lines. Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "publication", publication_id)
    if row is None:
        raise NOT_FOUND(what=PUBLICATION)
    return publication(row, look, calendar)


def objection(row: Row, look: Onlooker, calendar: WorkCalendar) -> View:
    """An objection with what the caller may do now."""
    state = ObjectionState(row["state"])
    context = Context(state, row["branch_id"], row["raised_by"], row["concerned"], look.actor)
    offers = WORKFLOW.offers(state, context)
    waiting = state in (ObjectionState.RAISED, ObjectionState.APPEALED)
    return {
        **row,
        "state_label": look.say(OBJECTION_STATE_LABELS[state]),
        "member": {"id": row["member_id"], "name": row["member_name"]},
        "branch": look.branch(row["branch_id"]),
        "raised_by": row["raised_name"],
        "overdue": waiting and look.today > row["due_on"],
        "working_days_left": calendar.working_days_between(look.today, row["due_on"]) if waiting else None,
        "available_actions": [
            {
                "action": offer.action,
                "label": look.say(offer.label),
                "required": list(offer.required),
                "optional": list(offer.optional),
            }
            for offer in offers
            if offer.refusal is None
        ],
        "unavailable_actions": [
            {
                "action": offer.action,
                "label": look.say(offer.label),
                "code": offer.refusal.error.code,
                "reason": offer.refusal.error.text.render(look.actor.locale, offer.refusal.params),
            }
            for offer in offers
            if offer.refusal is not None
        ],
    }


async def one_objection(reader: Reader, look: Onlooker, calendar: WorkCalendar, objection_id: UUID) -> View:
    """Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "objections", objection_id)
    if row is None:
        raise NOT_FOUND(what=OBJECTION)
    return objection(row, look, calendar)


async def objection_events(reader: Reader, look: Onlooker, objection_id: UUID) -> list[View]:
    """Errors: `not_found`."""
    if await lists.one(reader, look.actor, "objections", objection_id) is None:
        raise NOT_FOUND(what=OBJECTION)
    return [
        {**row, "action_label": look.say(OBJECTION_EVENT_LABELS[row["action"]]), "actor": row["actor_name"]}
        for row in await queries.events(reader, objection_id)
    ]
