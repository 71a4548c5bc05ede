"""Correcting what a record says. Stage and standing change by the steps of the life cycle alone."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.members import PARTY_STAGES, Stage
from models.members import Member
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.dates import add_months
from services.kit.errors import INVALID, Fault, Text
from services.kit.names import person_grams, person_pinyin
from services.members import errors, history
from services.members.codes import ListName, code_of
from services.members.consistency import Said, faults
from services.members.history import Basis
from services.members.id_numbers import parse
from services.members.labels import FIELD_LABELS
from services.members.life import PROBATION_MONTHS, state_of
from services.members.loading import load, require_living
from services.members.masking import SENSITIVE, masked
from services.members.registration import check_unregistered
from services.members.vault import Vault, normalised_phone

WEIGHTY = ("name", "id_number", "joined_on", "full_on", "stage_since")
"""Fields on which identity and Party age hang: correcting one takes a reason."""

AMENDABLE = (
    "name", "id_number", "ethnicity", "education", "joined_on", "full_on", "stage_since", "post", "phone", "address",
    "pay_base", "lost_contact_since", "floating", "floating_to",
)  # fmt: skip
_CODED: tuple[ListName, ...] = ("ethnicity", "education")


async def amend(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    member_id: UUID,
    version: int,
    values: dict[str, Any],
    reason: str | None,
    *,
    now: datetime,
) -> Member:
    """Change the fields of `AMENDABLE` that are sent; sex and birth date follow the ID number.

    Errors: `not_found`, `stale_version`, `member.action_forbidden`, `member.record_struck`, `member.record_merged`,
    `member.reason_required`,
    and those of `register`.
    """
    member = await load(session, actor, member_id, version)
    if not actor.covers(Permission.MEMBER_MANAGE, member.branch_id):
        raise errors.ACTION_FORBIDDEN(label=Text("更正信息", "Amend"))
    return await apply(session, vault, actor, member, values, Basis(reason=reason), now=now)


async def apply(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    member: Member,
    values: dict[str, Any],
    basis: Basis,
    *,
    now: datetime,
) -> Member:
    """`amend` on a record that is locked and may be changed by the actor."""
    require_living(member)
    before = open_values(vault, member)
    after = {**before, **normalised_values(values)}
    changed = {name: after[name] for name in values if after[name] != before[name]}
    if not changed:
        return member
    _check_reason(changed, basis.reason)
    await _check(session, vault, actor, member, after, changed, office_day(now))
    for name, value in columns_for(vault, Stage(member.stage), changed, office_day(now)).items():
        setattr(member, name, value)
    member.updated_at = now
    await session.flush()
    await history.append(
        session,
        actor,
        member,
        "amend",
        basis,
        at=now,
        from_state=state_of(member.stage, member.standing),
        changes=shown(before, changed),
    )
    await session.flush()
    return member


def shown(before: dict[str, Any], changed: dict[str, Any]) -> audit.Changes:
    """What changed, as it may be kept: of sealed fields the masks, be they equal."""
    plain = {name: value for name, value in changed.items() if name not in SENSITIVE}
    sealed = {name: [masked(name, before[name]), masked(name, changed[name])] for name in changed if name in SENSITIVE}
    return {**audit.changed(before, plain), **sealed}


def open_values(vault: Vault, member: Member) -> dict[str, Any]:
    """The amendable fields in the clear."""
    return {
        name: vault.opened(getattr(member, name)) if name in SENSITIVE else getattr(member, name) for name in AMENDABLE
    }


def normalised_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the record keeps them. Errors: `member.unknown_code`, `member.phone_number`."""
    given = dict(values)
    for name in _CODED:
        if given.get(name):
            given[name] = code_of(name, given[name])
    if given.get("phone"):
        given["phone"] = normalised_phone(given["phone"])
    if given.get("pay_base") is not None:
        given["pay_base"] = str(given["pay_base"])
    if given.get("floating") is False:
        given.setdefault("floating_to", None)
    return given


def _check_reason(changed: dict[str, Any], reason: str | None) -> None:
    weighty = [FIELD_LABELS[name] for name in WEIGHTY if name in changed]
    if weighty and not reason:
        named = Text("、".join(label.zh for label in weighty), ", ".join(label.en for label in weighty))
        raise errors.REASON_REQUIRED.at("/reason", fields=named)


async def _check(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    member: Member,
    after: dict[str, Any],
    changed: dict[str, Any],
    today: date,
) -> None:
    for name in ("name", "id_number", "ethnicity"):
        if after[name] is None:
            raise errors.FIELD_MISSING.at(f"/{name}", field=FIELD_LABELS[name])
    number = parse(after["id_number"], today)
    said = Said(
        id_number=number,
        stage=Stage(member.stage),
        joined_on=after["joined_on"],
        full_on=after["full_on"],
        lost_contact=member.lost_contact,
        lost_contact_since=after["lost_contact_since"],
        floating=after["floating"],
        floating_to=after["floating_to"],
        stage_since=after["stage_since"],
    )
    found = faults(said, today)
    if found:
        raise Fault(INVALID, {}, fields=tuple(found))
    if "id_number" in changed:
        await check_unregistered(session, vault, actor, number, besides=member.id)


def columns_for(vault: Vault, stage: Stage, changed: dict[str, Any], today: date) -> dict[str, Any]:
    """The columns to be written for the changed fields of a record at this stage."""
    columns = {name: value for name, value in changed.items() if name not in SENSITIVE}
    if "name" in changed:
        columns |= {"pinyin": person_pinyin(changed["name"]), "grams": person_grams(changed["name"])}
    if "id_number" in changed:
        number = parse(changed["id_number"], today)
        columns |= {**vault.id_number(number), "sex": number.sex, "birth_date": number.birth_date}
    if "phone" in changed:
        columns |= vault.phone(changed["phone"])
    for name in ("address", "pay_base"):
        if name in changed:
            columns[name] = vault.text(changed[name])
    if changed.get("joined_on") and stage is Stage.PROBATIONARY:
        moved = add_months(changed["joined_on"], PROBATION_MONTHS)
        columns |= {"stage_since": changed["joined_on"], "probation_ends_on": moved, "probation_extended": False}
    if changed.get("full_on") and stage in PARTY_STAGES:
        columns["stage_since"] = changed["full_on"]
    return columns
