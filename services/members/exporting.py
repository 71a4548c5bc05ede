"""The register as a table: the columns of the national form in its order, so that it can be filled in and come back.

Written to a file batch by batch: memory stays flat, the event loop free, and no connection waits for a slow client.
"""

import asyncio
import csv
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped]
from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select

from models.enums.members import ON_REGISTER, Stage, Standing
from models.members import Member, MemberChange
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.kit.clock import utc_now
from services.kit.database import Database, WriteSession
from services.kit.formulas import FORMULA_STARTS
from services.kit.reader import Query, Reader, Row, prepare
from services.members import errors
from services.members.bulk import Entry, write_reveals
from services.members.codes import label_of
from services.members.filters import SEARCHES, MemberFilter, Sight, View, condition, member
from services.members.history import Basis
from services.members.labels import COLLECTION, FIELD_LABELS, STAGE_LABELS, STANDING_LABELS
from services.members.life import state_of
from services.members.masking import SENSITIVE
from services.members.views import Onlooker

Format = Literal["xlsx", "csv"]
BATCH = 1_000
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
    writer: _Writer = _Xlsx(target) if wanted.format == "xlsx" else _Csv(target)
    count = 0
    looked_at: list[UUID] = []
    await asyncio.to_thread(writer.write, [[FIELD_LABELS[name].zh for name in COLLECTION]])
    async for rows in _batches(database.reader, view, chosen):
        count += len(rows)
        await asyncio.to_thread(_write, writer, lines, rows)
        looked_at += [row["id"] for row in rows if lines.in_the_clear(row)]
    await asyncio.to_thread(writer.close)
    async with database.transaction() as session:
        await _record_looks(session, actor, looked_at, Basis(reason=wanted.reason))
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


async def _record_looks(session: WriteSession, actor: Actor, members: list[UUID], basis: Basis) -> None:
    """In each record's history and the audit log, as a single look would be."""
    raw = await (await session.connection()).get_raw_connection()
    # In one order everywhere, so that two exports at once wait for each other instead of blocking both.
    members.sort()
    for start in range(0, len(members), BATCH):
        found = await session.execute(_LOOKED_AT, {"members": members[start : start + BATCH]})
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


async def _batches(reader: Reader, view: View, chosen: MemberFilter) -> AsyncIterator[list[Row]]:
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


def _write(writer: "_Writer", lines: "Lines", rows: list[Row]) -> None:
    writer.write([lines.of(row) for row in rows])


class Lines:
    """Makes a line of texts of a record."""

    def __init__(self, onlooker: Onlooker, *, reveal: bool) -> None:
        self._vault = onlooker.vault
        self._reveal = reveal
        self._may_reveal = onlooker.actor.scope(Permission.MEMBER_REVEAL)
        self._branches = _Branches(onlooker)
        self._revealed: dict[UUID, bool] = {}

    def of(self, row: Row) -> list[str]:
        """The values of `COLLECTION`; nothing for what is not stated."""
        shown = {name: self._shown(name, row[name]) for name in COLLECTION if name not in _SEALED and name != "branch"}
        clear = self.in_the_clear(row)
        sealed = {
            name: (self._vault.opened(row[name]) if clear else self._vault.masked(name, row[name])) or ""
            for name in _SEALED
        }
        named = {**shown, **sealed, "branch": self._branches.name(row["branch_id"])}
        return [named[name] for name in COLLECTION]

    def in_the_clear(self, row: Row) -> bool:
        """Whether the sealed values of this record are shown."""
        return self._reveal and self._covered(row["branch_id"])

    def _covered(self, branch_id: UUID) -> bool:
        if branch_id not in self._revealed:
            self._revealed[branch_id] = self._may_reveal.covers(branch_id)
        return self._revealed[branch_id]

    def _shown(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if name in ("sex", "ethnicity", "education"):
            return label_of(name, value, "zh") or ""  # type: ignore[arg-type]
        if name in _LABELS:
            return _LABELS[name][value]
        return str(value)


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


class _Writer(Protocol):
    def write(self, lines: Sequence[Sequence[str]]) -> None: ...

    def close(self) -> None: ...


class _Csv:
    """UTF-8 with the mark by which Excel knows it; what looks like a formula is quoted."""

    def __init__(self, target: Path) -> None:
        self._file = target.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)

    def write(self, lines: Sequence[Sequence[str]]) -> None:
        self._csv.writerows([escaped(text) for text in line] for line in lines)

    def close(self) -> None:
        self._file.close()


def escaped(text: str) -> str:
    """A text that no spreadsheet program takes for a formula; an import takes the quote away again."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Xlsx:
    """Texts only, so that no number loses its digits."""

    def __init__(self, target: Path) -> None:
        self._book = xlsxwriter.Workbook(
            str(target),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._text = self._book.add_format({"num_format": "@"})
        self._quoted = self._book.add_format({"num_format": "@", "quote_prefix": True})
        self._sheet = self._new_sheet()
        self._line = 0

    def _new_sheet(self) -> Any:
        sheet = self._book.add_worksheet()
        sheet.set_column(0, len(COLLECTION) - 1, 16, self._text)
        sheet.set_column(1, 1, 22, self._text)
        sheet.freeze_panes(1, 1)
        return sheet

    def write(self, lines: Sequence[Sequence[str]]) -> None:
        for line in lines:
            for column, text in enumerate(line):
                if text:
                    form = self._quoted if text.startswith(FORMULA_STARTS) else self._text
                    self._sheet.write_string(self._line, column, text, form)
            self._line += 1

    def close(self) -> None:
        self._book.close()
