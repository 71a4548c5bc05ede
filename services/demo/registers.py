"""Invented members as rows to be copied into the register, made in batches that may run in processes of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from models.enums.members import MemberState, Standing
from services.demo.identities import invented_identity
from services.demo.members import InventedMember, invented_member
from services.kit.clock import OFFICE_ZONE
from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members.id_numbers import parse
from services.members.life import state_of
from services.members.registration import checked_columns, spelled
from services.members.vault import Vault

_CHECKED = (
    "name", "pinyin", "grams", "sex", "birth_date", "ethnicity", "education", "stage", "stage_since", "joined_on",
    "full_on", "probation_ends_on", "post", "lost_contact", "lost_contact_since", "floating", "floating_to",
)  # fmt: skip
MEMBER_COLUMNS = (
    "id", "version", "created_at", "updated_at", "branch_id", *_CHECKED, "standing", "left_on", "suspension_ground",
    "probation_extended", "id_number", "id_number_hash", "id_tail_hash", "phone", "phone_hash", "phone_tail_hash",
    "address", "pay_base",
)  # fmt: skip
CHANGE_COLUMNS = (
    "id", "member_id", "sequence", "at", "action", "from_state", "to_state", "occurred_on", "ground", "actor_id",
    "actor_name", "branch_id",
)  # fmt: skip
_ACTIONS = {
    Standing.DECEASED: "record_death",
    Standing.REMOVED: "remove",
    Standing.SUSPENDED: "suspend",
    Standing.ENDED: "end_development",
}
_LONGEST_AGO_DAYS = 700
_remembered = lru_cache(maxsize=50_000)(spelled)
_BETWEEN = timedelta(seconds=11)


@dataclass(frozen=True, slots=True)
class FieldKeys:
    """The keys of sealed fields, newest first, and of lookups; they reach another process, which a Vault cannot."""

    fields: tuple[bytes, ...] = field(repr=False)
    lookup: bytes = field(repr=False)

    def vault(self) -> Vault:
        return Vault(Sealer(self.fields), Lookup(self.lookup))


@dataclass(frozen=True, slots=True)
class Clerk:
    """Whose name stands beside the registrations, and when it is now."""

    id: UUID
    name: str
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Batch:
    """Some branches with how many members each, numbered on from `first`."""

    seed: str
    first: int
    branches: Sequence[tuple[UUID, int]]

    @property
    def members(self) -> int:
        return sum(count for _, count in self.branches)


@dataclass(slots=True)
class Rows:
    """What a batch gives: rows of `members` and of `member_changes`, columns as above."""

    members: list[tuple[Any, ...]] = field(default_factory=list)
    changes: list[tuple[Any, ...]] = field(default_factory=list)


def rows_of(batch: Batch, clerk: Clerk, keys: FieldKeys) -> Rows:
    """The members of a batch; the same batch gives the same people."""
    chance, vault, rows, number = Random(batch.seed), keys.vault(), Rows(), batch.first
    for branch_id, count in batch.branches:
        # A branch comes to the register in one sitting, as from a file.
        at = clerk.now - timedelta(seconds=chance.randrange(86_400, _LONGEST_AGO_DAYS * 86_400))
        for _ in range(count):
            invented = invented_member(chance, number, branch_id, clerk.today)
            _append(rows, chance, invented, at, clerk, vault)
            number, at = number + 1, at + _BETWEEN
    return rows


def _append(rows: Rows, chance: Random, invented: InventedMember, at: datetime, clerk: Clerk, vault: Vault) -> None:
    person, departure, identity = invented.person, invented.departure, invented_identity(chance, at)
    number = parse(person.id_number, clerk.today)
    columns = checked_columns(person, number, clerk.today, spelling=_remembered)
    standing = departure.standing if departure else Standing.NORMAL
    left_at = _left_at(departure.on, at, clerk.now) if departure else at
    columns |= {
        "id": identity,
        "version": 2 if departure else 1,
        "created_at": at,
        "updated_at": left_at,
        "branch_id": person.branch_id,
        "standing": standing.value,
        "left_on": departure.on if departure else None,
        "suspension_ground": departure.ground if departure and standing is Standing.SUSPENDED else None,
        "probation_extended": False,
        **vault.id_number(number),
        **vault.phone(person.phone),
        "address": vault.text(person.address),
        "pay_base": vault.text(person.pay_base),
    }
    rows.members.append(tuple(columns[name] for name in MEMBER_COLUMNS))
    registered = MemberState(person.stage.value)
    by = (clerk.id, clerk.name, person.branch_id)
    known = (invented_identity(chance, at), identity, 1, at, "register", None, registered.value, None, None, *by)
    rows.changes.append(known)
    if departure is not None:
        state = state_of(person.stage, standing).value
        event = (_ACTIONS[standing], registered.value, state, departure.on, departure.ground)
        rows.changes.append((invented_identity(chance, left_at), identity, 2, left_at, *event, *by))


def _left_at(on: date, registered: datetime, now: datetime) -> datetime:
    """When the decision was entered: that morning, but after the record was there."""
    morning = datetime(on.year, on.month, on.day, 10, tzinfo=OFFICE_ZONE)
    return min(max(morning, registered + timedelta(hours=1)), now)
