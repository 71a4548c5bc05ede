"""Rows of a preview once more, against the register as it is when they are written. Pure but for sealing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from models.enums.imports import ConflictKind, RowState
from models.enums.members import Stage, Standing
from services.access.actor import Actor
from services.imports.judging import DATE_FIELDS, Judge, Judgement
from services.imports.places import Places
from services.imports.rows import Reading
from services.imports.staging import Content
from services.kit.errors import Fault
from services.kit.reader import Row
from services.members.amending import columns_for, shown
from services.members.bulk import Entry, Packed, new_entry, packed_new
from services.members.history import Basis
from services.members.id_numbers import IdNumber
from services.members.life import state_of
from services.members.registration import NewMember
from services.members.vault import Vault

Misfit = tuple[int, Reading, bytes, Judgement]
"""A row that no longer fits: its number, what it says, the hash of its ID number, what is to be said of it."""


@dataclass(slots=True)
class Batch:
    """Rows ready to be written: `created` new records, those that change, and the rows that no longer fit."""

    created: int = 0
    new: Packed | None = None
    changed: list[Entry] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rechecker:
    """Works without the event loop and the database, so that it may do so in another thread or process."""

    vault: Vault
    judge: Judge
    places: Places
    actor: Actor
    basis: Basis
    now: datetime

    def rechecked(self, rows: Sequence[Row], known: dict[bytes, Row], sequences: dict[UUID, int]) -> Batch:
        """Sort the rows: to be registered, to be amended, no longer fitting. `known`: who of them is registered."""
        vault, now = self.vault, self.now
        batch = Batch()
        new: list[Entry] = []
        for row in rows:
            digest: bytes = row["id_number_hash"]
            content = Content.opened(vault.sealer, row["content"])
            number = IdNumber.checked_before(content.values["id_number"])
            stored = known.get(digest)
            if stored is None and row["state"] == RowState.NEW.value:
                entry = _still_new(vault, self.places, content, number, digest, now)
                if entry is not None:
                    new.append(entry)
                    continue
            warnings = [finding for finding in content.findings if finding.level == "warning"]
            reading = Reading(content.written, content.values, number, warnings)
            decided = self.judge.decide(reading, stored)
            if stored is None or decided.state != row["state"] or stored["version"] != row["member_version"]:
                batch.misfits.append((row["number"], reading, digest, _misfit(decided)))
            else:
                batch.changed.append(_amended(vault, content.values, decided, stored, sequences, self.judge.today))
        batch.created = len(new)
        batch.new = packed_new(self.actor, new, self.basis, now) if new else None
        return batch


_uuid = lru_cache(maxsize=20_000)(UUID)
"""There are far fewer branches than rows."""


def _still_new(
    vault: Vault, places: Places, content: Content, number: IdNumber, digest: bytes, now: datetime
) -> Entry | None:
    """The new record, made by the register's own rules; None when they or the branch do not allow it any more."""
    branch_id = _uuid(content.branch_id)
    if not places.takes(branch_id):
        return None
    try:
        return new_entry(vault, _new_member(content.values, branch_id), number, digest, now)
    except Fault:
        return None


def _misfit(decided: Judgement) -> Judgement:
    """What a row is now that was good in the preview: an error or conflict as found, else changed meanwhile."""
    if decided.state in (RowState.INVALID, RowState.CONFLICT):
        return decided
    return Judgement(
        RowState.CONFLICT,
        decided.findings,
        ConflictKind.CHANGED_MEANWHILE,
        None,
        decided.member_id,
        decided.member_version,
        decided.before,
        decided.branch_id,
    )


def _new_member(values: dict[str, Any], branch_id: UUID) -> NewMember:
    given = {name: values[name] for name in _AS_STATED if values.get(name) is not None}
    days = {name: date.fromisoformat(values[name]) for name in (*DATE_FIELDS, "birth_date") if values.get(name)}
    return NewMember(
        **{"ethnicity": "01", **given, **days},
        stage=Stage(values["stage"]),
        standing=Standing(values.get("standing") or Standing.NORMAL),
        branch_id=branch_id,
    )


_AS_STATED = (
    "name", "id_number", "sex", "ethnicity", "education", "post", "phone", "address", "lost_contact", "floating",
    "floating_to",
)  # fmt: skip


def _amended(
    vault: Vault,
    values: dict[str, Any],
    decided: Judgement,
    stored: Row,
    sequences: dict[UUID, int],
    today: date,
) -> Entry:
    changed = {
        name: date.fromisoformat(values[name]) if name in DATE_FIELDS and values[name] else values.get(name)
        for name in decided.before
    }
    before = {
        name: date.fromisoformat(value) if name in DATE_FIELDS and value else value
        for name, value in decided.before.items()
    }
    stage_now = Stage(stored["stage"])
    return Entry(
        member_id=stored["id"],
        name=values.get("name") or stored["name"],
        branch_id=stored["branch_id"],
        state=state_of(stage_now, Standing(stored["standing"])),
        columns=columns_for(vault, stage_now, changed, today),
        changes=shown(before, changed),
        sequence=sequences.get(stored["id"], 0) + 1,
        version=stored["version"],
    )
