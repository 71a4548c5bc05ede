"""Many records at once, by COPY: what `register` and `amend` do for one, with the same history and audit rows.

Whoever calls has checked each of them with the same rules, and holds the transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson
import uuid_utils
from asyncpg.pgproto import pgproto

from models.audit import AuditEntry
from models.enums.members import MemberState
from models.members import Member, MemberChange
from services.access.actor import Actor
from services.access.audit import Changes
from services.kit.clock import office_day
from services.kit.copying import CopyForm, copy_packed
from services.members.history import Basis
from services.members.id_numbers import IdNumber
from services.members.life import state_of
from services.members.registration import NewMember, checked_columns, spelled
from services.members.vault import Vault, normalised_phone

_office_day = lru_cache(maxsize=8)(office_day)
_spelled = lru_cache(maxsize=2_000)(spelled)
_member = Member.__table__
_RECORD = tuple(column.name for column in _member.c if column.computed is None)
_record = itemgetter(*_RECORD)
_UNSET: dict[str, Any] = {
    **{column.name: None for column in _member.c if column.nullable and column.computed is None},
    "version": 1,
    "probation_extended": False,
}
"""What a new record does not say; the levels are set by the trigger."""

_CHANGE = CopyForm(MemberChange, (
    "id", "member_id", "sequence", "at", "action", "from_state", "to_state", "occurred_on", "document", "ground",
    "until", "reason", "actor_id", "actor_name", "branch_id", "changes",
))  # fmt: skip
_AUDIT = CopyForm(AuditEntry, (
    "at", "action", "succeeded", "actor_id", "actor_name", "entity_kind", "entity_id", "entity_name", "branch_id",
    "changes", "request_id", "address",
))  # fmt: skip
_REGISTER = CopyForm(Member, _RECORD)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with what its history says of the act. `columns`: of a new record all, else those that change."""

    member_id: UUID
    name: str
    branch_id: UUID
    state: MemberState
    columns: dict[str, Any]
    changes: Changes | None = None
    sequence: int = 1
    version: int = 0


def _fresh_id() -> UUID:
    """UUIDv7 in the driver's own type, which is made and sent in a third of the time."""
    return pgproto.UUID(uuid_utils.uuid7().bytes)


def new_entry(vault: Vault, new: NewMember, number: IdNumber, digest: bytes, now: datetime) -> Entry:
    """A new record, checked once more; `digest` is the hash of its ID number. Pure but for its id and the sealing.

    Errors: those of `checked_columns`.
    """
    identity = _fresh_id()
    columns = {
        **_UNSET,
        **checked_columns(new, number, _office_day(now), spelling=_spelled),
        **vault.id_number(number, digest=digest),
        "address": vault.text(new.address),
        "id": identity,
        "branch_id": new.branch_id,
        "created_at": now,
        "updated_at": now,
    }
    if new.phone:
        columns |= vault.phone(normalised_phone(new.phone))
    return Entry(identity, new.name, new.branch_id, state_of(new.stage, new.standing), columns)


@dataclass(frozen=True, slots=True)
class Packed:
    """Records ready to be copied, with their history and audit rows; `records` is empty of records that are there."""

    history: bytes
    audit: bytes
    records: bytes = b""


def packed_new(actor: Actor, entries: Sequence[Entry], basis: Basis, now: datetime) -> Packed:
    """New records, made ready for `write_packed`: in a thread, or in another process. Pure but for ids."""
    return _packed("register", actor, entries, basis, now, _REGISTER.packed([_record(one.columns) for one in entries]))


async def write_packed(connection: Any, packed: Packed) -> None:
    """Put what was made ready on the register. `connection` is asyncpg's, within the transaction.

    Errors: asyncpg's UniqueViolationError when somebody registered one of them meanwhile.
    """
    await copy_packed(connection, _REGISTER, packed.records)
    await copy_packed(connection, _CHANGE, packed.history)
    await copy_packed(connection, _AUDIT, packed.audit)


async def write_amended(connection: Any, actor: Actor, entries: Sequence[Entry], basis: Basis, now: datetime) -> None:
    """Correct records that are locked and at the given version; one statement for all that change the same fields."""
    if not entries:
        return
    alike: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        alike.setdefault(tuple(sorted(entry.columns)), []).append(entry)
    for names, group in alike.items():
        places = ", ".join(f"{name} = ${index}" for index, name in enumerate(names, 3))
        await connection.executemany(
            f"UPDATE members SET {places}, version = version + 1, updated_at = $2 WHERE id = $1",  # noqa: S608 - column names of ours
            [(entry.member_id, now, *(entry.columns[name] for name in names)) for entry in group],
        )
    await write_packed(connection, _packed("amend", actor, entries, basis, now))


async def write_reveals(connection: Any, actor: Actor, entries: Sequence[Entry], basis: Basis, now: datetime) -> None:
    """Have the history of each record say who saw which sealed fields of it. The records are locked by the caller."""
    await write_packed(connection, _packed("reveal", actor, entries, basis, now))


def _packed(
    action: str, actor: Actor, entries: Sequence[Entry], basis: Basis, now: datetime, records: bytes = b""
) -> Packed:
    is_new = action == "register"
    history = _CHANGE.packed(
        [
            (
                _fresh_id(), entry.member_id, entry.sequence, now, action, None if is_new else entry.state,
                entry.state, basis.occurred_on, basis.document, None, None, basis.reason, actor.account_id,
                actor.display_name, entry.branch_id, orjson.dumps(entry.changes).decode() if entry.changes else None,
            )
            for entry in entries
        ]
    )  # fmt: skip
    alike = lru_cache(partial(_audited, basis=basis, action=action))
    audit = _AUDIT.packed(
        [
            (
                now, f"member.{action}", True, actor.account_id, actor.display_name, "member", entry.member_id,
                entry.name, entry.branch_id,
                _audited(entry.state, entry.changes, basis, action) if entry.changes else alike(entry.state, None),
                actor.request_id, actor.address,
            )
            for entry in entries
        ]
    )  # fmt: skip
    return Packed(history, audit, records)


def _audited(state: MemberState, changes: Changes | None, basis: Basis, action: str) -> str:
    moved: Changes = {"state": [None, state.value]} if action == "register" else {}
    paper: Changes = {"document": [None, basis.document]}
    reason: Changes = {"reason": [None, basis.reason]} if basis.reason else {}
    return orjson.dumps({**moved, **(changes or {}), **paper, **reason}).decode()
