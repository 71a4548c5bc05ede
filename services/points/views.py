"""From rows to what a client sees: labels, states, bands, what the caller may do now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from models.enums.points import (
    Band,
    ClaimState,
    Direction,
    EntryState,
    Flag,
    Head,
    SourceKind,
)
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND, Text
from services.kit.reader import Reader, Row
from services.kit.remembered import RememberedEach
from services.points import ledger, lists, queries
from services.points.entering import ENTRY
from services.points.flags import FLAG
from services.points.labels import (
    BAND_LABELS,
    ENTRY_STATE_LABELS,
    FLAG_LABELS,
    HEAD_LABELS,
    SOURCE_LABELS,
)
from services.points.people import sees_names

View = dict[str, Any]
MEMBER = Text("党员", "The member")
BRANCH = Text("组织", "The organisation")
BIN_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, on which day."""

    actor: Actor
    today: date

    def say(self, words: Text) -> str:
        return words.render(self.actor.locale)

    def branch(self, branch_id: UUID) -> View | None:
        node = self.actor.tree.get(branch_id)
        return {"id": node.id, "name": node.name} if node else None


def standing(row: Row, look: Onlooker) -> View:
    """Score, band and marks of one member's year; the base of their scheme where nothing was posted yet."""
    base = row["held_base"] if row["held_base"] is not None else row["base"]
    base = ledger.BASE if base is None else base
    vetoed, exempt = bool(row["vetoed"]), bool(row["exempt"])
    points = row["score"] if row["score"] is not None else ledger.score(0, base=base)
    band = None if exempt else ledger.band(points, row["bands"] or ledger.BAND_EDGES)
    return {
        "score": points,
        "base": base,
        "total": row["total"] or 0,
        "band": band,
        "band_label": look.say(BAND_LABELS[Band(band)]) if band else None,
        "veto": vetoed,
        "exempt": exempt,
    }


async def year_of(reader: Reader, look: Onlooker, member_id: UUID, year: int, kind: str) -> View:
    """A member's year with every entry and why. Errors: `not_found`.

    Two queries; one more each for claims, for flags, and for the uses of a frozen year.
    """
    row = await queries.head(reader, member_id, year, kind)
    actor = look.actor
    if row is None or not (
        sees_names(actor, row["branch_id"]) or await queries.own_member_id(reader, actor.account_id) == member_id
    ):
        raise NOT_FOUND(what=MEMBER)
    posted = [posted_entry(item, look) for item in await queries.entries(reader, member_id, year, kind)]
    claims = await queries.unconfirmed(reader, member_id, year, kind) if row["any_claim"] else []
    waiting = [claimed_entry(item, look) for item in claims]
    marks = [flag(item, look) for item in await queries.flags(reader, member_id, year, kind)] if row["any_flag"] else []
    return {
        "year": year,
        "kind": kind,
        "member": {"id": row["id"], "name": row["name"]},
        "branch": look.branch(row["branch_id"]),
        "scheme": scheme_of(row),
        "frozen_at": row["frozen_at"],
        **standing(row, look),
        "flags": marks,
        # Only a frozen year has a result that can be used.
        "uses": await queries.uses(reader, member_id, year, kind) if row["frozen_at"] else [],
        "entries": [*posted, *waiting],
    }


def scheme_of(row: Row) -> View | None:
    """The scheme that holds for the member of the row."""
    return {"id": row["scheme_id"], "name": row["scheme_title"]} if row["scheme_id"] else None


async def own_year(reader: Reader, look: Onlooker, year: int, kind: str) -> View:
    """Errors: `not_found` for an account that belongs to nobody on the register."""
    member_id = await queries.own_member_id(reader, look.actor.account_id)
    if member_id is None:
        raise NOT_FOUND(what=MEMBER)
    return await year_of(reader, look, member_id, year, kind)


def posted_entry(row: Row, look: Onlooker) -> View:
    """A row of the ledger."""
    state = EntryState.REVERSED if row["reversed_by"] else EntryState.EFFECTIVE
    return {
        **_common(row, look, state),
        "version": 1,
        "points": row["points"],
        "asked": row["asked"],
        "effective_on": row["effective_on"],
        "source": {
            "kind": row["source_kind"],
            "id": row["source_id"],
            "label": look.say(SOURCE_LABELS[SourceKind(row["source_kind"].partition(".")[0])]),
        },
        "entered_by": row["entered_name"],
        "confirmed_by": row["confirmed_name"],
        "reason": row["reason"],
        "reverses": row["reverses"],
        "reversed_by": row["reversed_by"],
    }


_CLAIM_STATES = {
    ClaimState.PENDING: EntryState.PENDING,
    ClaimState.CONFIRMED: EntryState.EFFECTIVE,
    ClaimState.REFUSED: EntryState.REFUSED,
}


def claimed_entry(row: Row, look: Onlooker) -> View:
    """What was entered by hand and is no row of the ledger (yet); its points are what the rule would give."""
    quantity: Decimal = row["quantity"]
    size = row["rule_points"] * (int(quantity) if row["per_unit"] else 1)
    asked = size if row["direction"] == Direction.PLUS else -size
    return {
        **_common(row, look, _CLAIM_STATES[ClaimState(row["state"])]),
        "version": row["version"],
        "points": asked,
        "asked": asked,
        "effective_on": None,
        "source": {
            "kind": SourceKind.MANUAL.value,
            "id": row["id"],
            "label": look.say(SOURCE_LABELS[SourceKind.MANUAL]),
        },
        "entered_by": row["entered_name"],
        "confirmed_by": row["decided_name"] if row["state"] == ClaimState.CONFIRMED else None,
        "reason": row["decision"],
        "reverses": None,
        "reversed_by": None,
    }


def _common(row: Row, look: Onlooker, state: EntryState) -> View:
    return {
        "id": row["id"],
        "member_id": row["member_id"],
        "rule_code": row["rule_code"],
        "head": row["head"],
        "head_label": look.say(HEAD_LABELS[Head(row["head"])]),
        "title": row["title"],
        "basis": row["basis"],
        "rule_version": row["rule_version"],
        "cap": row["cap"],
        "cap_period": row["cap_period"],
        "files": row["files"],
        "occurred_on": row["occurred_on"],
        "evidence": row["evidence"],
        "state": state,
        "state_label": look.say(ENTRY_STATE_LABELS[state]),
    }


def claim_in_list(row: Row, look: Onlooker) -> View:
    """Of the list of what was entered by hand."""
    member = {"id": row["member_id"], "name": row["member_name"]}
    return {**claimed_entry(row, look), "member": member, "branch": look.branch(row["branch_id"])}


async def entry(reader: Reader, look: Onlooker, entry_id: UUID) -> View:
    """One entry, be it a row of the ledger or still to be checked. Errors: `not_found`."""
    row = await queries.entry_of(reader, entry_id)
    if row is not None:
        actor = look.actor
        if sees_names(actor, row["home"]) or await queries.own_member_id(reader, actor.account_id) == row["member_id"]:
            return posted_entry(row, look)
        raise NOT_FOUND(what=ENTRY)
    claim = await lists.one(reader, look.actor, "claim", entry_id)
    if claim is None:
        raise NOT_FOUND(what=ENTRY)
    return claimed_entry(claim, look)


def flag(row: Row, look: Onlooker) -> View:
    return {**row, "flag_label": look.say(FLAG_LABELS[Flag(row["flag"])]), "set_by": row["set_name"]}


async def one_flag(reader: Reader, look: Onlooker, flag_id: UUID) -> View:
    row = await queries.flag_of(reader, flag_id)
    if row is None:
        raise NOT_FOUND(what=FLAG)
    return flag(row, look)


def branch_line(row: Row, look: Onlooker) -> View:
    return {"member": {"id": row["id"], "name": row["name"]}, **standing(row, look)}


def require_names(look: Onlooker, branch_id: UUID) -> None:
    """Errors: `not_found` unless the actor keeps or supervises the branch."""
    if not sees_names(look.actor, branch_id):
        raise NOT_FOUND(what=BRANCH)


Figures = RememberedEach[tuple[UUID, int, int, str], Row]
"""Sums over branches by branch, level, year and kind."""


async def distribution(reader: Reader, figures: Figures, look: Onlooker, branch_id: UUID, year: int, kind: str) -> View:
    """How many members stand where, without names, of the branch and all below it. Errors: `not_found`."""
    node = look.actor.tree.get(branch_id)
    if node is None or not look.actor.covers(Permission.POINT_READ, branch_id):
        raise NOT_FOUND(what=BRANCH)
    # Whoever may look sees the same sums, so that they are summed once for all who look within two seconds.
    read = partial(queries.distribution, reader, node.level, branch_id, year, kind)
    row = await figures.current((branch_id, node.level, year, kind), read)
    bins = [row[f"bin_{n}"] for n in range(1, 12)]
    return {
        "branch": {"id": node.id, "name": node.name},
        "year": year,
        "kind": kind,
        "members": row["members"],
        "vetoed": row["vetoed"],
        "exempt": row["exempt"],
        "histogram": [
            {
                "from": place * BIN_WIDTH,
                "below": (place + 1) * BIN_WIDTH if place < len(bins) - 1 else None,
                "members": n,
            }
            for place, n in enumerate(bins)
        ],
    }
