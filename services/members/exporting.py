"""The register as a table: the columns of the national form in its order, so that it can be filled in and come back.

Written to a file batch by batch: memory stays flat, the event loop free, and no connection waits for a slow client.
"""

from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select

from models.enums.members import ON_REGISTER, Stage, Standing
from models.members import Member, MemberChange
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.kit.clock import utc_now
from services.kit.database import Database, WriteSession
from services.kit.pulling import pulled_by
from services.kit.reader import Query, Reader, Row, prepare
from services.members import errors
from services.members.bulk import Entry, write_reveals
from services.members.codes import label_of
from services.members.export_files import Format, write_table
from services.members.filters import SEARCHES, MemberFilter, Sight, View, condition, member
from services.members.history import Basis
from services.members.labels import COLLECTION, FIELD_LABELS, STAGE_LABELS, STANDING_LABELS
from services.members.life import state_of
from services.members.masking import MASKS, SENSITIVE
from services.members.views import Onlooker

BATCH = 500
_SEALED = tuple(name for name in COLLECTION if name in SENSITIVE)


_last = func.coalesce(
    select(func.max(MemberChange.sequence)).where(MemberChange.member_id == Member.id).scalar_subquery(), 0
)
_LOOKED_AT = (
    select(Member.id, Member.name, Member.branch_id, Member.stage, Member.standing, _last.label("last"))
    .where(Member.id == any_(bindparam("members", type_=ARRAY(Uuid()))))
    .order_by(Member.id)
    .with_for_update(of=Member)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """In which form; with `reveal` sealed values stand in the clear where the caller may see them, for a reason."""

    format: Format
    reveal: bool = False
    reason: str | None = None


@lru_cache(maxsize=256)
def _query(sight: Sight, names: frozenset[str], searches: bool) -> Query:
    columns = [member.c[name] for name in COLLECTION if name != "branch"]
    statement = select(member.c.id, member.c.branch_id, *columns).where(condition(sight, names))
    return prepare(statement.order_by(member.c.created_at, member.c.id), planned_anew=searches)


async def export(
    database: Database, onlooker: Onlooker, view: View, chosen: MemberFilter, target: Path, wanted: Wanted
) -> int:
    """Write everybody whom the list with these filters shows to `target`; gives how many. The act is on record.

    Errors: `forbidden` without the permission to reveal, `member.export_reason_required`.
    """
    actor = onlooker.actor
    if wanted.reveal:
        actor.require(Permission.MEMBER_REVEAL)
        if not wanted.reason:
            raise errors.EXPORT_REASON_REQUIRED.at("/query/reason")
    lines = Lines(onlooker, reveal=wanted.reveal)
    headings = [FIELD_LABELS[name].zh for name in COLLECTION]

    def write(batches: Iterator[list[Row]]) -> None:
        write_table(target, wanted.format, headings, (lines.of(row) for rows in batches for row in rows))

    await pulled_by(write, batches(database.reader, view, chosen))
    count = lines.count
    async with database.transaction() as session:
        await _record_looks(session, actor, lines.looked_at, Basis(reason=wanted.reason))
        audit.record(
            session,
            actor,
            "member.export",
            entity_kind="member",
            entity_id=None,
            entity_name=f"导出名册（{wanted.format}，{count} 人）",
            branch_id=view.values.get("branch") or view.values.get("within"),
            changes={
                "count": [None, count],
                "filter": [None, _described(chosen)],
                "revealed": [None, list(_SEALED) if wanted.reveal else []],
                **({"reason": [None, wanted.reason]} if wanted.reason else {}),
            },
        )
    return count


async def _record_looks(session: WriteSession, actor: Actor, members: list[bytes], basis: Basis) -> None:
    """In each record's history and the audit log, as a single look would be. `members`: their ids."""
    raw = await (await session.connection()).get_raw_connection()
    # In one order everywhere, so that two exports at once wait for each other instead of blocking both.
    members.sort()
    for start in range(0, len(members), BATCH):
        found = await session.execute(
            _LOOKED_AT, {"members": [UUID(bytes=one) for one in members[start : start + BATCH]]}
        )
        entries = [
            Entry(
                member_id=row.id,
                name=row.name,
                branch_id=row.branch_id,
                state=state_of(row.stage, row.standing),
                columns={},
                changes={"fields": [None, list(_SEALED)]},
                sequence=row.last + 1,
            )
            for row in found
        ]
        await write_reveals(raw.driver_connection, actor, entries, basis, utc_now())


def _described(chosen: MemberFilter) -> dict[str, Any]:
    """The filters as they may stand in the audit log: of a search only that there was one."""
    plain = {name: str(value) for name, value in chosen.values.items() if name in chosen.names - SEARCHES}
    if "on_register" in chosen.names:
        plain["standing"] = str([standing.value for standing in ON_REGISTER])
    return {**plain, **({"search": True} if chosen.searches else {})}


async def batches(reader: Reader, view: View, chosen: MemberFilter) -> AsyncGenerator[list[Row], None]:
    """Everybody whom the list shows, in the order of registration, `BATCH` at a time."""
    if view.nowhere:
        return
    batch: list[Row] = []
    query = _query(view.sight, chosen.names, chosen.searches)
    async for row in reader.stream(query, **view.values, **chosen.values):
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class Lines:
    """Makes a line of texts of a record, and keeps in mind whose sealed values stand in the clear."""

    def __init__(self, onlooker: Onlooker, *, reveal: bool) -> None:
        self._vault = onlooker.vault
        self._reveal = reveal
        self._may_reveal = onlooker.actor.scope(Permission.MEMBER_REVEAL)
        self._branches = _Branches(onlooker)
        self._revealed: dict[UUID, bool] = {}
        self.count = 0
        self.looked_at: list[bytes] = []
        """The ids of records whose sealed values were shown, 16 bytes each."""

    def of(self, row: Row) -> list[str | None]:
        """The values of `COLLECTION`; nothing for what is not stated."""
        self.count += 1
        clear = self.in_the_clear(row)
        if clear:
            self.looked_at.append(row["id"].bytes)
        return [self._text(name, row, clear) for name in COLLECTION]

    def in_the_clear(self, row: Row) -> bool:
        """Whether the sealed values of this record are shown."""
        return self._reveal and self._covered(row["branch_id"])

    def _text(self, name: str, row: Row, clear: bool) -> str | None:
        if name == "branch":
            return self._branches.name(row["branch_id"])
        value = row[name]
        if value is None:
            return None
        if name in _SEALED:
            # Each is looked at once: remembering the masks of a city would only push out those that are asked again.
            shown = self._vault.sealer.open(value)
            return (shown if clear else MASKS[name](shown)) or None
        if name in _CODED:
            return _coded(name, value)
        return value.isoformat() if isinstance(value, date) else value or None

    def _covered(self, branch_id: UUID) -> bool:
        if branch_id not in self._revealed:
            self._revealed[branch_id] = self._may_reveal.covers(branch_id)
        return self._revealed[branch_id]


_CODED = frozenset({"sex", "ethnicity", "education", "stage", "standing", "lost_contact", "floating"})


@cache
def _coded(name: str, value: str | bool) -> str | None:
    """In words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in _LABELS:
        return _LABELS[name][value]
    return label_of(name, value, "zh")  # type: ignore[arg-type]


_LABELS: dict[str, dict[str, str]] = {
    "stage": {stage.value: STAGE_LABELS[stage].zh for stage in Stage},
    "standing": {standing.value: STANDING_LABELS[standing].zh for standing in Standing},
}


class _Branches:
    """Names of branches by which an import finds them again: where two bear the same, the one above stands before."""

    def __init__(self, onlooker: Onlooker) -> None:
        actor = onlooker.actor
        scope = actor.scope(Permission.MEMBER_READ)
        self._tree = actor.tree
        self._seen = {node.id: node for node in actor.tree if scope.covers(node.id)}
        self._count = Counter(node.name for node in self._seen.values())
        self._names: dict[UUID, str] = {}

    def name(self, branch_id: UUID) -> str:
        if branch_id not in self._names:
            self._names[branch_id] = self._found(self._tree[branch_id])
        return self._names[branch_id]

    def _found(self, node: BranchNode) -> str:
        above = self._seen.get(node.parent_id) if node.parent_id else None
        return f"{above.name}/{node.name}" if above is not None and self._count[node.name] > 1 else node.name
