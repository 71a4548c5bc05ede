"""Moving a transfer along its course."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models.enums.transfers import CLOSED_STATES, TransferAction, TransferState
from models.transfers import Transfer, TransferSerial
from services.access import audit
from services.access.actor import Actor
from services.accounts import membership
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.serials import next_serial
from services.members import relation
from services.members.history import Basis
from services.members.vault import Vault
from services.transfers import history, letters, snapshots
from services.transfers.drafting import newcomer
from services.transfers.loading import LoadedTransfer, load
from services.transfers.workflow import WORKFLOW

_WATCHED = ("number_serial", "issued_on", "valid_until", "dues_paid_until")


@dataclass(slots=True)
class Work:
    """One action under way: the locked transfer, who acts, when, and the fields given."""

    session: WriteSession
    vault: Vault
    actor: Actor
    loaded: LoadedTransfer
    given: dict[str, Any]
    letter_days: int
    now: datetime
    today: date
    changes: audit.Changes = field(default_factory=dict)
    """What the history should keep of this step beside the transfer's own figures."""

    @property
    def row(self) -> Transfer:
        return self.loaded.row

    def basis(self, on: date) -> Basis:
        row = self.row
        paper = letters.number_text(row.number_year, row.number_serial) or row.letter_no
        return Basis(occurred_on=on, document=paper, reason=row.reason)


async def transition(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    transfer_id: UUID,
    version: int,
    action: str,
    given: dict[str, Any],
    *,
    letter_days: int,
    now: datetime,
) -> Transfer:
    """Carry out one action of the workflow's table on a transfer.

    `given` holds the fields sent with the action; a letter issued now is valid for `letter_days`. Errors: `not_found`,
    `stale_version`, those of `Workflow.check` and of the action's effect.
    """
    today = office_day(now)
    loaded = await load(session, actor, transfer_id, version, today)
    transfer, before = loaded.row, loaded.row.state
    chosen, target = WORKFLOW.check(action, before, loaded.context, given)
    figures = {name: getattr(transfer, name) for name in _WATCHED}
    speaks_for = acting_branch(loaded, TransferAction(chosen.name))
    work = Work(session, vault, actor, loaded, given, letter_days, now, today)
    effect = EFFECTS.get(TransferAction(chosen.name))
    if effect is not None:
        await effect(work)
    # After the effect, because that may write: a half-changed row would be refused by the database.
    transfer.state = target
    if target in CLOSED_STATES:
        _close(work)
    transfer.updated_at = now
    event = await history.append(
        session,
        actor,
        transfer,
        chosen.name,
        at=now,
        from_state=before,
        branch_id=speaks_for,
        comment=given.get("comment"),
        changes={**audit.changed(figures, {name: getattr(transfer, name) for name in _WATCHED}), **work.changes},
    )
    if chosen.name == TransferAction.ISSUE and transfer.shown_from is None:
        transfer.shown_from = event.sequence
    await session.flush()
    return transfer


def _close(work: Work) -> None:
    """What was kept to register a newcomer by is not needed any more."""
    work.row.ended_on = work.row.ended_on or work.today
    work.row.incoming = work.row.id_number_hash = None


def acting_branch(loaded: LoadedTransfer, action: TransferAction) -> UUID | None:
    """On whose behalf the actor acts: a branch or a committee; nobody's when the person acts alone."""
    context, facts = loaded.context, loaded.context.transfer
    receiving = facts.state in (TransferState.IN_TRANSIT, TransferState.RECEIVER_COMMITTEE)
    if action in (TransferAction.RECEIVE, TransferAction.ACCEPT) or (action is TransferAction.SEND_BACK and receiving):
        return facts.receiver_committee_id
    if action is TransferAction.INCORPORATE or facts.state is TransferState.RECEIVER_BRANCH or facts.incoming:
        return facts.to_branch_id
    if action in (TransferAction.ISSUE, TransferAction.RECORD_RECEIPT):
        return facts.sender_committee_id
    if context.drafts():
        return facts.from_branch_id
    return facts.sender_committee_id if context.issues() else None


async def _submit(work: Work) -> None:
    work.row.approved_on = work.row.approved_by = work.row.return_reason = None


async def _approve(work: Work) -> None:
    work.row.approved_on, work.row.approved_by = work.today, work.actor.account_id


async def _issue(work: Work) -> None:
    row, facts = work.row, work.loaded.context.transfer
    assert row.member_id is not None
    assert row.from_branch_id is not None
    paid_until: date = work.given["dues_paid_until"]
    letters.check_dues(paid_until, work.today)
    member = await relation.locked_for_transfer(work.session, row.member_id, row.from_branch_id)
    row.person = snapshots.of_member(member, work.vault.masked("id_number", member.id_number) or "")
    row.dues_paid_until = paid_until
    row.issued_on, row.issued_by = work.today, work.actor.account_id
    row.valid_until = row.received_on = row.accepted_on = row.return_reason = None
    row.issuing_branch_id = facts.sender_committee_id
    row.number_year = row.number_serial = None
    if facts.within_committee or facts.sender_committee_id is None:
        return
    row.valid_until = letters.valid_until(work.today, work.letter_days)
    row.number_year = work.today.year
    row.number_serial = await next_serial(work.session, TransferSerial, facts.sender_committee_id, work.today.year)


async def _receive(work: Work) -> None:
    work.row.received_on = work.today


async def _accept(work: Work) -> None:
    work.row.accepted_on = work.today


async def _incorporate(work: Work) -> None:
    row = work.row
    assert row.to_branch_id is not None
    into = work.actor.tree[row.to_branch_id]
    if row.from_branch_id is None:
        new = newcomer(work.vault, row)
        member = await relation.arrive(
            work.session,
            work.vault,
            work.actor,
            new,
            into,
            row.outside_name or "",
            work.basis(work.today),
            now=work.now,
        )
        row.member_id = member.id
        await membership.follow(work.session, work.actor, member.id, into)
        return
    assert row.member_id is not None
    member = await relation.locked_for_transfer(work.session, row.member_id, row.from_branch_id)
    source = work.actor.tree[row.from_branch_id].name
    await relation.move(work.session, work.actor, member, source, into, work.basis(work.today), now=work.now)
    await membership.follow(work.session, work.actor, member.id, into)


async def _record_receipt(work: Work) -> None:
    row = work.row
    assert row.member_id is not None
    assert row.from_branch_id is not None
    assert row.issued_on is not None
    assert row.valid_until is not None
    arrived_on: date = work.given["receipt_on"]
    letters.check_receipt(arrived_on, row.issued_on, row.valid_until, work.today)
    member = await relation.locked_for_transfer(work.session, row.member_id, row.from_branch_id)
    await relation.leave(work.session, work.actor, member, row.outside_name or "", work.basis(arrived_on), now=work.now)
    await membership.follow(work.session, work.actor, member.id, None)
    row.received_on = arrived_on
    work.changes["received_on"] = [None, arrived_on.isoformat()]


async def _turn_away(work: Work) -> None:
    work.row.return_reason = work.given["comment"]


EFFECTS: dict[TransferAction, Callable[[Work], Awaitable[None]]] = {
    TransferAction.SUBMIT: _submit,
    TransferAction.APPROVE: _approve,
    TransferAction.ISSUE: _issue,
    TransferAction.RECEIVE: _receive,
    TransferAction.ACCEPT: _accept,
    TransferAction.INCORPORATE: _incorporate,
    TransferAction.RECORD_RECEIPT: _record_receipt,
    TransferAction.CERTIFY: _approve,
    TransferAction.DECLINE: _turn_away,
    TransferAction.SEND_BACK: _turn_away,
}
"""What an action does beside giving the transfer another state."""
