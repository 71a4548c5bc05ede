"""Uploading a file, changing how it is read, asking for its commit, dropping it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from uuid_utils.compat import uuid7

from models.enums.imports import CommitMode, ImportKind, ImportState, RowState
from models.imports import Import, ImportRow
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.imports import errors
from services.imports.cell_text import plain
from services.imports.cells import UNSTATED, read_cell
from services.imports.columns import mapped
from services.imports.fields import DEFAULTABLE
from services.imports.labels import STATE_LABELS
from services.imports.places import Places
from services.imports.workbook import check_file
from services.kit.database import WriteSession
from services.kit.erasing import erase_after_commit
from services.kit.errors import INVALID, NOT_FOUND, STALE, Fault, FieldFault, Text
from services.kit.files import FileStore
from services.kit.sealing import Sealer

AREA = "imports"
WHAT = Text("导入", "The import")
SETTLED = (ImportState.PREVIEWED, ImportState.DONE, ImportState.FAILED)
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: a file and where its rows shall go. `defaults` are texts by field."""

    kind: ImportKind
    file_name: str
    content: bytes
    branch_id: UUID | None
    defaults: dict[str, str]


async def upload(
    session: WriteSession, actor: Actor, files: FileStore, sealer: Sealer, given: Upload, *, now: datetime, days: int
) -> Import:
    """Keep a file that looks like a table, to be read by the job.

    Errors: those of `check_file`, `not_found` for a branch outside the actor's, `import.branch_required`, faults of the
    default values. The file is stored before the row is committed: one left over harms nobody, it is sealed.
    """
    target = _target(actor, given.branch_id)
    check_defaults(Places(actor, target), given.defaults)
    identity = uuid7()
    node = actor.tree[target]
    found = Import(
        id=identity,
        kind=given.kind,
        branch_id=target,
        **node.levels(),
        file_name=_bare_name(given.file_name),
        size=len(given.content),
        sha256=sha256(given.content).hexdigest(),
        storage_key=await files.put(AREA, identity, sealer.seal_bytes(given.content)),
        uploaded_by=actor.account_id,
        uploader_name=actor.display_name,
        expires_at=now + timedelta(days=days),
        defaults=given.defaults,
    )
    session.add(found)
    await session.flush()
    _record(session, actor, "upload", found, {"file_name": [None, found.file_name], "sha256": [None, found.sha256]})
    return found


def check_upload(file_name: str, content: bytes) -> None:
    """The first look at a file, CPU-bound: run it in a thread. Errors: those of `check_file`."""
    check_file(PurePath(file_name.replace("\\", "/")).name, content)


def _target(actor: Actor, branch_id: UUID | None) -> UUID:
    scope = actor.scope(Permission.MEMBER_MANAGE)
    if branch_id is not None:
        node = actor.tree.get(branch_id)
        if node is None or not scope.covers(branch_id):
            raise NOT_FOUND.at("/branch_id", what="组织")
        return branch_id
    if len(scope.roots) != 1:
        raise errors.BRANCH_REQUIRED.at("/branch_id", branches="、".join(root.name for root in scope.roots[:10]))
    return scope.roots[0].id


def check_defaults(places: Places, defaults: dict[str, str]) -> None:
    """Errors: `invalid`, with a fault for each value that could not be read in a cell either."""
    faults: list[FieldFault] = []
    for name, text in defaults.items():
        at = f"/defaults/{name[:40]}"
        if name not in DEFAULTABLE:
            faults.append(FieldFault(at, "import.no_default", Text("这一项不能设默认值。", "It takes no default.")))
        elif plain(text):
            value, finding = places.read(text) if name == "branch" else read_cell(name, text)
            if value is UNSTATED and finding is not None:
                faults.append(FieldFault(at, finding.code, Text(finding.zh, finding.en)))
    if faults:
        raise Fault(INVALID, {}, fields=tuple(faults))


async def amend(session: WriteSession, actor: Actor, import_id: UUID, version: int, values: dict[str, Any]) -> Import:
    """Choose what the columns are, which sheet is read, what empty cells default to; the file is then read again.

    Errors: `not_found`, `stale_version`, `import.state`, `import.column_twice`, faults of the default values.
    """
    found = await load(session, actor, import_id, version)
    _check_state(found, ImportState.PREVIEWED, ImportState.FAILED)
    if "mapping" in values:
        found.mapping = {str(index): field for index, field in values["mapping"].items()}
        mapped([], found.mapping)
    if "sheet" in values:
        found.wanted_sheet = values["sheet"]
    if "defaults" in values:
        check_defaults(Places(actor, found.branch_id), values["defaults"])
        found.defaults = dict(values["defaults"])
    await session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
    start_reading(found)
    await session.flush()
    _record(session, actor, "amend", found, None)
    return found


def start_reading(found: Import) -> None:
    """Back to the beginning."""
    found.state, found.failure, found.notice = ImportState.READING, None, None
    found.rows_total = found.rows_done = 0
    found.new = found.changed = found.unchanged = found.conflict = found.invalid = 0


async def ask_for_commit(
    session: WriteSession, actor: Actor, import_id: UUID, version: int | None, mode: CommitMode, reason: str | None
) -> Import:
    """Have the rows written by the job, which checks everything again.

    Errors: `not_found`, `stale_version`, `import.state`, `import.not_all_fit`, `import.nothing_to_do`,
    `import.reason_required`.
    """
    found = await load(session, actor, import_id, version)
    _check_state(found, ImportState.PREVIEWED)
    if mode is CommitMode.ALL and (found.invalid or found.conflict):
        raise errors.NOT_ALL_FIT(invalid=found.invalid, conflict=found.conflict)
    if not found.new and not found.changed:
        raise errors.NOTHING_TO_DO()
    weighty = await weighty_rows(session, import_id)
    if weighty and not reason:
        raise errors.REASON_REQUIRED.at("/reason", count=weighty)
    found.state, found.mode, found.reason, found.committed_by = ImportState.COMMITTING, mode, reason, actor.account_id
    found.notice, found.rows_done = None, 0
    await session.flush()
    _record(session, actor, "commit", found, {"mode": [None, mode.value]})
    return found


async def weighty_rows(session: WriteSession, import_id: UUID) -> int:
    """How many rows correct what takes a reason."""
    counting = select(func.count()).where(
        ImportRow.import_id == import_id, ImportRow.state == RowState.CHANGED, ImportRow.weighty
    )
    return await session.scalar(counting) or 0


async def remove(session: WriteSession, actor: Actor, import_id: UUID, version: int, *, now: datetime) -> None:
    """Cancel or clear away an import: file and rows go, members stay. Errors: `not_found`, `stale_version`,
    `import.state` while it is being written."""
    found = await load(session, actor, import_id, version)
    _check_state(found, ImportState.READING, *SETTLED)
    await clear(session, found, now)
    _record(session, actor, "delete", found, None)


async def clear(session: WriteSession, found: Import, now: datetime) -> None:
    """Take away what holds personal data; the figures stay."""
    await session.execute(delete(ImportRow).where(ImportRow.import_id == found.id))
    found.deleted_at = now
    await session.flush()
    await erase_after_commit(session, found.storage_key)


async def load(session: WriteSession, actor: Actor, import_id: UUID, version: int | None) -> Import:
    """Lock an import. Errors: `not_found` when absent or not the actor's to see, `stale_version`."""
    found = await session.get(Import, import_id, with_for_update=True, populate_existing=True)
    if found is None or found.deleted_at is not None or not may_see(actor, found.branch_id):
        raise NOT_FOUND(what=WHAT)
    if version is not None and found.version != version:
        raise STALE(current=found.version, given=version)
    return found


def may_see(actor: Actor, branch_id: UUID) -> bool:
    """An import is seen by those who keep the register of its target, the uploader only as long as they do."""
    return actor.covers(Permission.MEMBER_MANAGE, branch_id)


def _check_state(found: Import, *allowed: ImportState) -> None:
    if found.state not in allowed:
        raise errors.STATE(state=STATE_LABELS[ImportState(found.state)])


def check_previewed(found: Import) -> None:
    """Errors: `import.state`."""
    _check_state(found, ImportState.PREVIEWED)


def _bare_name(given: str) -> str:
    """The name alone: no folders, nothing invisible, at most 200 characters with the extension kept."""
    visible = "".join(mark for mark in given.replace("\\", "/") if mark.isprintable())
    path = PurePath(PurePath(visible).name)
    return path.stem[: _MAX_NAME - len(path.suffix)] + path.suffix


def _record(session: WriteSession, actor: Actor, act: str, found: Import, changes: audit.Changes | None) -> None:
    audit.record(
        session,
        actor,
        f"import.{act}",
        entity_kind="import",
        entity_id=found.id,
        entity_name=found.file_name,
        branch_id=found.branch_id,
        changes=changes,
    )
