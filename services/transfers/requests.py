"""A receiving branch asks for somebody who stands on another branch's register (rules §12.3: reveal nothing).

The request is answered alike whether or not such a person exists: it is written down and looked into afterwards, by a
job. Only when number and name belong to one living record does its own branch get to see it, and takes it up or not.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from models.enums.members import PARTY_STAGES, Standing
from models.enums.transfers import CLOSED_STATES, TransferKind, TransferState
from models.members import Member
from models.transfers import Transfer
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import load_tree
from services.kit.clock import office_day
from services.kit.database import WriteSession, reader_in
from services.kit.errors import NOT_FOUND
from services.kit.jobs import Job, JobContext, enqueue
from services.kit.names import folded, person_grams
from services.members import masking
from services.members.id_numbers import parse
from services.members.registration import TAKES_MEMBERS
from services.members.vault import Vault
from services.transfers import errors, history, snapshots
from services.transfers.drafting import seat
from services.transfers.history import Author


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a branch asks for. The number is kept as its keyed hash and its mask alone."""

    id_number_hash: str
    masked_number: str
    name: str
    to_branch_id: UUID
    reason: str
    account_id: UUID
    account_name: str


async def request(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    *,
    id_number: str,
    name: str,
    to_branch_id: UUID,
    reason: str,
    now: datetime,
) -> None:
    """Write the request down; what comes of it the asking branch learns when a letter is issued, not before.

    Errors: those of an ID number, `not_found` for a branch outside the actor's, `transfer.destination`.
    """
    node = actor.tree.get(to_branch_id)
    if node is None or not actor.covers(Permission.TRANSFER_DRAFT, to_branch_id):
        raise NOT_FOUND.at("/to_branch_id", what="组织")
    if not node.active or node.kind not in TAKES_MEMBERS:
        raise errors.DESTINATION.at("/to_branch_id")
    number = parse(id_number, office_day(now))
    digest = vault.id_number_hash(number.text).hex()
    asked = Asked(
        digest, masking.id_number(number.text), name, to_branch_id, reason, actor.account_id, actor.display_name
    )
    await enqueue(session, MATCH_REQUEST, asked)
    audit.record(
        session,
        actor,
        "transfer.request",
        entity_kind="transfer",
        entity_id=None,
        entity_name=name,
        branch_id=to_branch_id,
    )


async def match(context: JobContext, asked: Asked) -> None:
    """Open a transfer in state `requested` if the person is somebody's, and is not on the way already."""
    session = context.session
    member = await session.scalar(
        select(Member)
        .where(
            Member.id_number_hash == bytes.fromhex(asked.id_number_hash),
            Member.standing == Standing.NORMAL,
            Member.stage.in_(PARTY_STAGES),
        )
        .with_for_update()
    )
    if member is None or folded(member.name) != folded(asked.name) or member.branch_id == asked.to_branch_id:
        return
    under_way = select(Transfer.id).where(Transfer.member_id == member.id, Transfer.state.not_in(CLOSED_STATES))
    if await session.scalar(under_way) is not None:
        return
    transfer = Transfer(
        member_id=member.id,
        from_branch_id=member.branch_id,
        to_branch_id=asked.to_branch_id,
        kind=TransferKind.WITHIN_SYSTEM,
        state=TransferState.REQUESTED,
        name=member.name,
        grams=person_grams(member.name),
        person=snapshots.of_member(member, asked.masked_number),
        reason=asked.reason,
        requested_by=asked.account_id,
    )
    session.add(transfer)
    await session.flush()
    await seat(session, await load_tree(await reader_in(session)), transfer)
    author = Author(asked.account_id, asked.account_name)
    await history.append(
        session, author, transfer, "request", at=context.now, from_state=None, branch_id=asked.to_branch_id
    )
    await session.flush()


MATCH_REQUEST = Job("match_transfer_request", Asked, match)
