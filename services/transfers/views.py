"""From rows to what a client sees: names, labels, days left, what the caller may do now."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from models.enums.transfers import TransferKind, TransferState
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND
from services.kit.reader import Reader, Row
from services.transfers import queries
from services.transfers.drafting import amendable_fields
from services.transfers.labels import EVENT_LABELS, KIND_LABELS, STATE_LABELS
from services.transfers.letters import month_text, number_text
from services.transfers.loading import TRANSFER
from services.transfers.snapshots import labelled
from services.transfers.workflow import WORKFLOW, Context, TransferFacts, committee_of

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, on which day."""

    actor: Actor
    today: date

    def branch(self, branch_id: UUID | None) -> View | None:
        node = self.actor.tree.get(branch_id) if branch_id else None
        return {"id": node.id, "name": node.name} if node else None


_AS_STORED = (
    "id", "version", "created_at", "updated_at", "name", "state", "kind", "reason", "issued_on", "valid_until",
    "approved_on", "received_on", "accepted_on", "ended_on", "return_reason",
)  # fmt: skip


def summary(row: Row, onlooker: Onlooker) -> View:
    """A transfer in a list."""
    locale, actor = onlooker.actor.locale, onlooker.actor
    state = TransferState(row["state"])
    facts = facts_in(row, actor)
    paid_until: date | None = row["dues_paid_until"]
    outside = {"name": row["outside_name"], "region": row["outside_region"]} if row["outside_name"] else None
    sender = _as_sender(row, onlooker)
    return {
        **{name: row[name] for name in _AS_STORED},
        # What went on at the sending side before the letter was issued is the sender's own affair.
        **({} if sender else {"approved_on": None}),
        "number": number_text(row["number_year"], row["number_serial"]) or row["letter_no"],
        "state_label": STATE_LABELS[state].render(locale),
        "kind_label": KIND_LABELS[TransferKind(row["kind"])].render(locale),
        "person": labelled(row["person"], locale),
        "from_branch": onlooker.branch(row["from_branch_id"]),
        "from_committee": onlooker.branch(facts.sender_committee_id),
        "to_branch": onlooker.branch(row["to_branch_id"]),
        "to_committee": onlooker.branch(facts.receiver_committee_id),
        "outside": outside,
        "dues_paid_until": month_text(paid_until) if paid_until else None,
        "days_left": (row["valid_until"] - onlooker.today).days if state is TransferState.IN_TRANSIT else None,
        "within_committee": facts.within_committee,
    }


def facts_in(row: Row, actor: Actor) -> TransferFacts:
    """A row as the rules look at it."""
    return TransferFacts(
        state=TransferState(row["state"]),
        from_branch_id=row["from_branch_id"],
        to_branch_id=row["to_branch_id"],
        sender_committee_id=committee_of(actor.tree, row["from_branch_id"]),
        receiver_committee_id=committee_of(actor.tree, row["to_branch_id"]),
        own=row["own"],
        approved_by=row["approved_by"],
        issued_by=row["issued_by"],
        valid_until=row["valid_until"],
    )


def _as_sender(row: Row, onlooker: Onlooker) -> bool:
    return Context(facts_in(row, onlooker.actor), onlooker.actor, onlooker.today).sees_as_sender()


async def visible(reader: Reader, onlooker: Onlooker, transfer_id: UUID) -> Row:
    """The row, if the actor may see it. Errors: `not_found`."""
    row = await queries.one(reader, onlooker.actor, transfer_id)
    if row is None:
        raise NOT_FOUND(what=TRANSFER)
    return row


async def one(reader: Reader, onlooker: Onlooker, transfer_id: UUID) -> View:
    """A transfer whole, with what the actor may do now. Errors: `not_found`."""
    row = await visible(reader, onlooker, transfer_id)
    actor, locale = onlooker.actor, onlooker.actor.locale
    context = Context(facts_in(row, actor), actor, onlooker.today)
    offers = WORKFLOW.offers(context.transfer.state, context)
    return {
        **summary(row, onlooker),
        "member_id": row["member_id"] if _knows_the_record(row, actor) else None,
        "available_actions": [
            {
                "action": offer.action,
                "label": offer.label.render(locale),
                "required": list(offer.required),
                "optional": list(offer.optional),
            }
            for offer in offers
            if offer.refusal is None
        ],
        "unavailable_actions": [
            {
                "action": offer.action,
                "label": offer.label.render(locale),
                "code": offer.refusal.error.code,
                "reason": offer.refusal.error.text.render(locale, offer.refusal.params),
            }
            for offer in offers
            if offer.refusal is not None
        ],
        "amendable_fields": amendable_fields(context),
        "has_letter": has_letter(row),
    }


def has_letter(row: Row) -> bool:
    """Whether there is a letter of ours to print: issued, and not sent back."""
    return row["number_serial"] is not None and row["state"] in {
        TransferState.IN_TRANSIT, TransferState.RECEIVER_COMMITTEE, TransferState.RECEIVER_BRANCH, TransferState.DONE,
    }  # fmt: skip


def _knows_the_record(row: Row, actor: Actor) -> bool:
    """The register opens to the side that keeps the record: the sender until the end, then the receiver."""
    arrived = row["state"] == TransferState.DONE and row["to_branch_id"] is not None
    keeper = row["to_branch_id"] if arrived else row["from_branch_id"]
    return keeper is not None and actor.covers(Permission.MEMBER_READ, keeper)


async def own(reader: Reader, onlooker: Onlooker) -> list[View]:
    """One's own transfers, the newest first."""
    return [summary(row, onlooker) for row in await queries.own(reader, onlooker.actor)]


async def events(reader: Reader, onlooker: Onlooker, transfer_id: UUID) -> list[View]:
    """A transfer's history, oldest first; the receiving side's begins with the letter. Errors: `not_found`."""
    row = await visible(reader, onlooker, transfer_id)
    first = 1 if _as_sender(row, onlooker) else row["shown_from"]
    locale = onlooker.actor.locale
    return [
        {
            **entry,
            "action_label": EVENT_LABELS[entry["action"]].render(locale),
            "actor": {"id": entry["actor_id"], "name": entry["actor_name"]},
            "branch": onlooker.branch(entry["branch_id"]),
        }
        for entry in await queries.events(reader, transfer_id, first)
    ]
