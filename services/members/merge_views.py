"""What a merger would mean, before anybody decides: field by field, sealed values masked, with all that hangs on it."""

from typing import Any
from uuid import UUID

from models.enums.members import TOMBSTONES, Stage, Standing
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND, Locale
from services.kit.reader import Reader, Row
from services.members import errors, queries
from services.members.codes import label_of
from services.members.duplicates import grounds, id_places, told
from services.members.labels import FIELD_LABELS, STATE_LABELS
from services.members.life import state_of
from services.members.loading import WHAT
from services.members.masking import SENSITIVE
from services.members.merge_ties import MergeFate, MergeTies, counted
from services.members.merging import CHOICES
from services.members.views import Onlooker, summary

_YES_NO = {"zh": ("否", "是"), "en": ("no", "yes")}


async def preview(
    reader: Reader, onlooker: Onlooker, ties: MergeTies, member_id: UUID, other_id: UUID
) -> dict[str, Any]:
    """Both records side by side and what points to the other one.

    Errors: `not_found` for whichever lies outside the actor's branches, `member.merge_with_itself`.
    """
    if member_id == other_id:
        raise errors.MERGE_WITH_ITSELF.at("/query/other_id")
    this, other = [await _managed(reader, onlooker, wanted) for wanted in (member_id, other_id)]
    found = await counted(reader, ties, other_id)
    locale = onlooker.actor.locale
    living = all(Standing(row["standing"]) not in TOMBSTONES for row in (this, other))
    open_affairs = any(count and tie.fate is MergeFate.BLOCKS for tie, count in found)
    return {
        "this": summary(this, onlooker),
        "other": summary(other, onlooker),
        "grounds": told(grounds(this, other), locale),
        "id_places": id_places(onlooker.vault, this["id_number"], other["id_number"]),
        "fields": [_field(name, this, other, onlooker) for name in CHOICES],
        "ties": [
            {"name": tie.name, "label": tie.label.render(locale), "count": count, "fate": tie.fate}
            for tie, count in found
        ],
        "may_be_merged": living and not open_affairs,
    }


async def _managed(reader: Reader, onlooker: Onlooker, member_id: UUID) -> Row:
    row = await queries.one(reader, member_id)
    if row is None or not onlooker.actor.covers(Permission.MEMBER_MANAGE, row["branch_id"]):
        raise NOT_FOUND(what=WHAT)
    return row


def _field(name: str, this: Row, other: Row, onlooker: Onlooker) -> dict[str, Any]:
    shown = [_words(name, row, onlooker) for row in (this, other)]
    differs = _values(name, this, onlooker) != _values(name, other, onlooker)
    return {
        "field": name,
        "label": FIELD_LABELS[name].render(onlooker.actor.locale),
        "this": shown[0],
        "other": shown[1],
        "differs": differs,
        "suggested": "other" if shown[0] is None and shown[1] is not None else "this",
    }


def _values(name: str, row: Row, onlooker: Onlooker) -> list[Any]:
    """The values in the clear, to be compared."""
    if name in SENSITIVE:
        return [onlooker.vault.opened(row[name])]
    return [row[column] for column in CHOICES[name] if column != "grams"]


def _words(name: str, row: Row, onlooker: Onlooker) -> str | None:
    """A choice as people read it, sealed values masked."""
    locale = onlooker.actor.locale
    if name in SENSITIVE:
        return onlooker.vault.masked(name, row[name])
    if name == "ethnicity":
        return label_of("ethnicity", row[name], locale)
    if name == "education":
        return label_of("education", row[name], locale)
    if name == "stage":
        return _stage(row, locale)
    if name in {"lost_contact", "floating"}:
        detail = row[{"lost_contact": "lost_contact_since", "floating": "floating_to"}[name]]
        answer = _YES_NO[locale][bool(row[name])]
        return f"{answer} · {detail}" if detail else answer
    text: str | None = row[name]
    return text


def _stage(row: Row, locale: Locale) -> str:
    state = STATE_LABELS[state_of(Stage(row["stage"]), Standing(row["standing"]))].render(locale)
    dated = [f"{FIELD_LABELS[name].render(locale)} {row[name]}" for name in ("joined_on", "full_on") if row[name]]
    return " · ".join([state, *dated])
