"""Beginning a transfer: out of a branch, by the member's own wish, or with a letter from outside."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from pydantic import TypeAdapter
from sqlalchemy import delete, select

from models.enums.members import PARTY_STAGES, Standing
from models.enums.transfers import CLOSED_STATES, TransferKind, TransferPart, TransferState
from models.members import Member
from models.transfers import Transfer, TransferParty
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode, BranchTree
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND
from services.kit.names import person_grams
from services.members import relation
from services.members.errors import NOT_TRANSFERABLE
from services.members.id_numbers import parse
from services.members.registration import TAKES_MEMBERS, NewMember, checked_columns, keeping_branch
from services.members.vault import Vault
from services.transfers import errors, history, letters, snapshots
from services.transfers.labels import EVENT_LABELS, STATE_LABELS
from services.transfers.loading import load, own_member_id
from services.transfers.workflow import WORKFLOW, Context

AMENDABLE = ("to_branch_id", "outside", "reason")
_NEWCOMER: TypeAdapter[NewMember] = TypeAdapter(NewMember)


@dataclass(frozen=True, slots=True)
class Outside:
    """An organisation outside of the city: in the province or in another one."""

    name: str
    kind: TransferKind
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody shall go, and why. Exactly one of the two destinations is given."""

    reason: str
    to_branch_id: UUID | None = None
    outside: Outside | None = None


@dataclass(frozen=True, slots=True)
class ForeignLetter:
    """A letter brought from outside; `dues_paid_until` is the first day of the month."""

    number: str
    issued_on: date
    valid_until: date
    dues_paid_until: date


async def draft(
    session: WriteSession, vault: Vault, actor: Actor, member_id: UUID, wish: Wish, *, now: datetime
) -> Transfer:
    """Write down that a member shall go elsewhere, in state `drafted`.

    Errors: `transfer.member_unknown` for a member outside the actor's branches, `member.not_transferable`,
    `transfer.open_already`, `transfer.one_destination`, `transfer.destination`.
    """
    branch_id = await session.scalar(select(Member.branch_id).where(Member.id == member_id))
    if branch_id is None or not actor.covers(Permission.TRANSFER_DRAFT, branch_id):
        raise errors.MEMBER_UNKNOWN.at("/member_id")
    return await _begin(session, vault, actor, member_id, branch_id, wish, TransferState.DRAFTED, now=now)


async def ask(session: WriteSession, vault: Vault, actor: Actor, wish: Wish, *, now: datetime) -> Transfer:
    """The member's own wish goes straight before the branch, in state `sender_branch`.

    Errors: `not_found` when the account belongs to nobody on the register; those of `draft`.
    """
    member_id = await own_member_id(session, actor)
    branch_id = await session.scalar(select(Member.branch_id).where(Member.id == member_id)) if member_id else None
    if member_id is None or branch_id is None:
        raise NOT_FOUND(what="党员")
    return await _begin(session, vault, actor, member_id, branch_id, wish, TransferState.SENDER_BRANCH, now=now)


async def _begin(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    member_id: UUID,
    branch_id: UUID,
    wish: Wish,
    state: TransferState,
    *,
    now: datetime,
) -> Transfer:
    receiver = destination(actor, wish, branch_id)
    member = await relation.locked_for_transfer(session, member_id, branch_id)
    await require_none_open(session, member_id)
    outside = wish.outside
    transfer = Transfer(
        member_id=member.id,
        from_branch_id=branch_id,
        to_branch_id=receiver.id if receiver else None,
        outside_name=outside.name if outside else None,
        outside_region=outside.region if outside else None,
        kind=outside.kind if outside else TransferKind.WITHIN_SYSTEM,
        state=state,
        name=member.name,
        grams=person_grams(member.name),
        person=snapshots.of_member(member, vault.masked("id_number", member.id_number) or ""),
        reason=wish.reason,
        requested_by=actor.account_id,
    )
    session.add(transfer)
    await session.flush()
    await seat(session, actor.tree, transfer)
    await history.append(session, actor, transfer, "draft", at=now, from_state=None, branch_id=branch_id)
    await session.flush()
    return transfer


def destination(actor: Actor, wish: Wish, source_id: UUID) -> BranchNode | None:
    """The receiving branch; None for an organisation outside.

    Errors: `transfer.one_destination`, `transfer.destination`.
    """
    if (wish.to_branch_id is None) == (wish.outside is None):
        raise errors.ONE_DESTINATION.at("/to_branch_id")
    if wish.to_branch_id is None:
        return None
    node = actor.tree.get(wish.to_branch_id)
    if node is None or not node.active or node.kind not in TAKES_MEMBERS or node.id == source_id:
        raise errors.DESTINATION.at("/to_branch_id")
    return node


async def require_none_open(session: WriteSession, member_id: UUID) -> None:
    """Errors: `transfer.open_already`. The member's record is locked by the caller."""
    open_one = await session.scalar(
        select(Transfer.id).where(Transfer.member_id == member_id, Transfer.state.not_in(CLOSED_STATES))
    )
    if open_one is not None:
        raise errors.OPEN_ALREADY()


async def seat(session: WriteSession, tree: BranchTree, transfer: Transfer) -> None:
    """The ends of a transfer that lie in the tree, with their levels."""
    ends = ((TransferPart.SENDER, transfer.from_branch_id), (TransferPart.RECEIVER, transfer.to_branch_id))
    for part, branch_id in ends:
        if branch_id is not None:
            levels = tree[branch_id].levels()
            session.add(TransferParty(transfer_id=transfer.id, part=part, branch_id=branch_id, **levels))
    await session.flush()


async def announce_arrival(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    new: NewMember,
    source: Outside,
    letter: ForeignLetter,
    reason: str,
    *,
    letter_days: int,
    now: datetime,
) -> Transfer:
    """Enter the letter of somebody who comes from outside; the register learns of them when they are incorporated.

    Errors: those of `registration.register`, `transfer.letter_dates`, `transfer.letter_expired`,
    `member.not_transferable`, `transfer.open_already`.
    """
    today = office_day(now)
    branch = keeping_branch(actor, new.branch_id, "/to_branch_id")
    letters.check_foreign_letter(letter.issued_on, letter.valid_until, today, letter_days)
    if new.stage not in PARTY_STAGES or new.standing is not Standing.NORMAL:
        raise NOT_TRANSFERABLE.at("/person/stage")
    number = parse(new.id_number, today)
    columns = checked_columns(new, number, today)
    await relation.check_may_arrive(session, vault, actor, number)
    digest = vault.id_number_hash(number.text)
    coming = select(Transfer.id).where(Transfer.id_number_hash == digest, Transfer.state.not_in(CLOSED_STATES))
    if await session.scalar(coming) is not None:
        raise errors.OPEN_ALREADY()
    transfer = Transfer(
        to_branch_id=branch.id,
        outside_name=source.name,
        outside_region=source.region,
        kind=source.kind,
        state=TransferState.DRAFTED,
        name=new.name,
        grams=person_grams(new.name),
        person=snapshots.of_newcomer(new, number, columns),
        incoming=vault.text(orjson.dumps(asdict(new), default=str).decode()),
        id_number_hash=digest,
        reason=reason,
        shown_from=1,
        letter_no=letter.number,
        issued_on=letter.issued_on,
        valid_until=letter.valid_until,
        dues_paid_until=letter.dues_paid_until,
        requested_by=actor.account_id,
    )
    session.add(transfer)
    await session.flush()
    await seat(session, actor.tree, transfer)
    await history.append(session, actor, transfer, "draft", at=now, from_state=None, branch_id=branch.id)
    await session.flush()
    return transfer


def newcomer(vault: Vault, transfer: Transfer) -> NewMember:
    """Whom a transfer from outside will put on the register."""
    return _NEWCOMER.validate_json(vault.opened(transfer.incoming) or "")


def amendable_fields(context: Context) -> list[str]:
    """What the actor may change now: the destination and the reason, before anybody judges."""
    fits = context.transfer.state in (TransferState.DRAFTED, TransferState.RETURNED) and context.drafts()
    if not fits:
        return []
    return ["reason"] if context.transfer.incoming else list(AMENDABLE)


async def amend(
    session: WriteSession,
    actor: Actor,
    transfer_id: UUID,
    version: int,
    values: dict[str, Any],
    *,
    now: datetime,
) -> Transfer:
    """Change the fields of `AMENDABLE` that are sent; another receiver knows nothing of what was before.

    Errors: `not_found`, `stale_version`, `transfer.action_forbidden`, `transfer.not_amendable`, and those of a
    destination.
    """
    loaded = await load(session, actor, transfer_id, version, office_day(now))
    transfer = loaded.row
    if not loaded.context.drafts():
        raise WORKFLOW.forbidden(label=EVENT_LABELS["amend"])
    if set(values) - set(amendable_fields(loaded.context)):
        raise errors.NOT_AMENDABLE(state=STATE_LABELS[transfer.state])
    before = _shown(actor, transfer)
    if "to_branch_id" in values or "outside" in values:
        assert transfer.from_branch_id is not None
        wish = Wish(transfer.reason, values.get("to_branch_id"), values.get("outside"))
        _redirect(transfer, destination(actor, wish, transfer.from_branch_id), wish.outside)
        await _seat_anew(session, actor, transfer)
    transfer.reason = values.get("reason", transfer.reason)
    transfer.updated_at = now
    await session.flush()
    changed = audit.changed(before, _shown(actor, transfer))
    await history.append(
        session, actor, transfer, "amend", at=now, from_state=transfer.state, branch_id=_home(transfer), changes=changed
    )
    await session.flush()
    return transfer


def _home(transfer: Transfer) -> UUID | None:
    return transfer.from_branch_id or transfer.to_branch_id


def _shown(actor: Actor, transfer: Transfer) -> dict[str, Any]:
    to = actor.tree[transfer.to_branch_id].name if transfer.to_branch_id else transfer.outside_name
    return {"to": to, "reason": transfer.reason}


def _redirect(transfer: Transfer, receiver: BranchNode | None, outside: Outside | None) -> None:
    if receiver is None or transfer.to_branch_id != receiver.id:
        transfer.shown_from = None
    transfer.to_branch_id = receiver.id if receiver else None
    transfer.outside_name = outside.name if outside else None
    transfer.outside_region = outside.region if outside else None
    transfer.kind = outside.kind if outside else TransferKind.WITHIN_SYSTEM


async def _seat_anew(session: WriteSession, actor: Actor, transfer: Transfer) -> None:
    await session.flush()
    await session.execute(
        delete(TransferParty).where(TransferParty.transfer_id == transfer.id),
        execution_options={"synchronize_session": "fetch"},
    )
    await seat(session, actor.tree, transfer)
