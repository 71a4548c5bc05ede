"""From rows to what a client sees: labels, masks, what the caller may do now."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from models.enums.members import TOMBSTONES, Stage, Standing
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND, Locale
from services.kit.reader import Reader, Row
from services.members import queries
from services.members.amending import AMENDABLE
from services.members.codes import POLITICAL_STATUS_OF, label_of
from services.members.labels import CHANGE_LABELS, GROUND_LABELS, STAGE_LABELS, STANDING_LABELS, STATE_LABELS
from services.members.life import MemberFacts, state_of
from services.members.loading import WHAT
from services.members.vault import Vault
from services.members.workflow import WORKFLOW, Context

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, and what opens the sealed fields for their masks."""

    actor: Actor
    vault: Vault

    def branch(self, branch_id: UUID) -> View:
        node = self.actor.tree[branch_id]
        return {"id": node.id, "name": node.name}


_AS_STORED = (
    "id", "version", "created_at", "updated_at", "name", "sex", "ethnicity", "birth_date", "education", "stage",
    "stage_since", "joined_on", "full_on", "probation_ends_on", "probation_extended", "post", "standing", "left_on",
    "suspension_ground", "merged_into", "lost_contact", "lost_contact_since", "floating", "floating_to",
)  # fmt: skip


_stored = itemgetter(*_AS_STORED)
_coded = itemgetter("stage", "standing", "sex", "ethnicity", "education")


def summary(row: Row, onlooker: Onlooker) -> View:
    """A record in a list: ID number and telephone masked, address and pay left out."""
    view: View = dict(zip(_AS_STORED, _stored(row), strict=True))
    view["id_number"] = onlooker.vault.masked("id_number", row["id_number"])
    view["phone"] = onlooker.vault.masked("phone", row["phone"])
    view["branch"] = onlooker.branch(row["branch_id"])
    view.update(_words(*_coded(row), onlooker.actor.locale))
    return view


@lru_cache(maxsize=4096)
def _words(
    stage_name: str, standing_name: str, sex: str, ethnicity: str, education: str | None, locale: Locale
) -> View:
    """Where somebody stands and what is coded, in words: of some hundred combinations that most people have."""
    stage, standing = Stage(stage_name), Standing(standing_name)
    state = state_of(stage, standing)
    status = POLITICAL_STATUS_OF.get(stage) if standing is Standing.NORMAL else None
    return {
        "state": state.value,
        "state_label": STATE_LABELS[state].render(locale),
        "stage_label": STAGE_LABELS[stage].render(locale),
        "standing_label": STANDING_LABELS[standing].render(locale),
        "political_status": status,
        "political_status_label": label_of("political_status", status, locale),
        "sex_label": label_of("sex", sex, locale),
        "ethnicity_label": label_of("ethnicity", ethnicity, locale),
        "education_label": label_of("education", education, locale),
    }


async def one(reader: Reader, onlooker: Onlooker, member_id: UUID) -> View:
    """A record whole, sealed fields masked. Errors: `not_found` when absent or outside the actor's branches."""
    return whole(await visible(reader, onlooker.actor, member_id), onlooker)


async def visible(reader: Reader, actor: Actor, member_id: UUID) -> Row:
    """The row, if the actor may see it. Errors: `not_found`."""
    row = await queries.one(reader, member_id)
    if row is None or not actor.covers(Permission.MEMBER_READ, row["branch_id"]):
        raise NOT_FOUND(what=WHAT)
    return row


def whole(row: Row, onlooker: Onlooker) -> View:
    """A record with what the actor may do to it now."""
    locale = onlooker.actor.locale
    facts = facts_in(row)
    offers = WORKFLOW.offers(facts.state, Context(facts, onlooker.actor))
    manages = onlooker.actor.covers(Permission.MEMBER_MANAGE, facts.branch_id)
    return {
        **summary(row, onlooker),
        **{field: onlooker.vault.masked(field, row[field]) for field in ("address", "pay_base")},
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
        "amendable_fields": list(AMENDABLE) if manages and facts.standing not in TOMBSTONES else [],
        "may_reveal": onlooker.actor.covers(Permission.MEMBER_REVEAL, facts.branch_id),
        "photo": row["photo"],
    }


def own(row: Row, onlooker: Onlooker) -> View:
    """One's own record in the clear."""
    opened = {name: onlooker.vault.opened(row[name]) for name in ("id_number", "phone", "address", "pay_base")}
    return {**summary(row, onlooker), **opened, "photo": row["photo"]}


def facts_in(row: Row) -> MemberFacts:
    """A row as the rules look at it."""
    given = {name: row[name] for name in _FACTS}
    return MemberFacts(**given, stage=Stage(row["stage"]), standing=Standing(row["standing"]))


_FACTS = (
    "branch_id", "birth_date", "stage_since", "joined_on", "probation_ends_on", "probation_extended", "left_on",
    "suspension_ground", "lost_contact", "lost_contact_since",
)  # fmt: skip


async def history(reader: Reader, onlooker: Onlooker, member_id: UUID) -> list[View]:
    """What was done on a record, oldest first. Errors: `not_found`."""
    await visible(reader, onlooker.actor, member_id)
    return [entry(row, onlooker) for row in await queries.history(reader, member_id)]


def entry(row: Row, onlooker: Onlooker) -> View:
    """One act on a record."""
    locale = onlooker.actor.locale
    return {
        **row,
        "action_label": CHANGE_LABELS[row["action"]].render(locale),
        "ground_label": GROUND_LABELS[row["ground"]].render(locale) if row["ground"] else None,
        "actor": {"id": row["actor_id"], "name": row["actor_name"]},
        "branch": onlooker.branch(row["branch_id"]),
    }


def birthday(row: Row, onlooker: Onlooker, year: int) -> View:
    """A political birthday with its day in `year`; 29 February is kept on the 28th of other years."""
    joined: date = row["joined_on"]
    return {
        "member": {"id": row["id"], "name": row["name"]},
        "branch": onlooker.branch(row["branch_id"]),
        "stage": row["stage"],
        "joined_on": joined,
        "day": joined.day,
        "years": year - joined.year,
    }
