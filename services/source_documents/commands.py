"""Uploading a document, naming it, dropping it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from uuid import UUID

from sqlalchemy import exists, insert, select
from uuid_utils.compat import uuid7

from models.enums.tickets import SourceKind
from models.source_documents import SourceDocument, SourceNode
from models.tickets import Ticket
from services.access import audit
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Text
from services.kit.files import FileStore
from services.source_documents.doubts import Doubt
from services.source_documents.errors import HAS_TICKETS, TOO_MANY_NODES
from services.source_documents.outline import OutlineNode
from services.source_documents.reading import SourceText
from services.source_documents.wording import suggest_title

MAX_TITLE = 60
_MAX_FILE_NAME = 200
MAX_NODES = 20_000
"""A year's plan has a few hundred; a text of nothing but two-word sentences must not fill the table."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """An uploaded file after reading: its bytes, its text, its outline."""

    file_name: str
    content: bytes
    source: SourceText
    outline: tuple[OutlineNode, ...]


async def upload(
    session: WriteSession,
    actor: Actor,
    files: FileStore,
    read: ReadDocument,
    *,
    title: str | None,
    document_no: str | None,
    kind: SourceKind,
) -> SourceDocument:
    """Store a document with its outline. The file is written first: one left over by a failed commit harms nobody."""
    identity = uuid7()
    branch = actor.scope(Permission.SOURCE_DOCUMENT_UPLOAD).roots[0]
    file_name = plain_file_name(read.file_name)
    document = SourceDocument(
        id=identity,
        branch_id=branch.id,
        title=title or guess_title(read.outline) or PurePath(file_name).stem[:MAX_TITLE],
        document_no=document_no,
        kind=kind,
        file_name=file_name,
        media_type=read.source.media_type,
        size=len(read.content),
        sha256=sha256(read.content).hexdigest(),
        storage_key=await files.put("source-documents", identity, read.content),
        text=read.source.text,
        paragraphs=read.source.paragraphs,
        uploaded_by=actor.account_id,
    )
    session.add(document)
    await session.flush()
    rows: list[dict[str, Any]] = []
    _collect(rows, document.id, None, read.outline)
    if len(rows) > MAX_NODES:
        raise TOO_MANY_NODES(count=len(rows), limit=MAX_NODES)
    await session.execute(insert(SourceNode), rows)
    _record(session, actor, "upload", document, {"file_name": [None, file_name], "sha256": [None, document.sha256]})
    return document


def plain_file_name(given: str) -> str:
    """The name alone: no folders, nothing invisible, at most 200 characters with the extension kept."""
    visible = "".join(mark for mark in given.replace("\\", "/") if mark.isprintable())
    path = PurePath(PurePath(visible).name)
    return path.stem[: _MAX_FILE_NAME - len(path.suffix)] + path.suffix


def guess_title(outline: tuple[OutlineNode, ...]) -> str | None:
    """The first words at the top that are neither a numbered item nor trimmings of a web page."""
    for node in outline:
        words = (node.heading or node.text).strip()
        if words and not node.marker and node.doubtful != Doubt.BOILERPLATE and len(words.split("\n")[0]) <= MAX_TITLE:
            return suggest_title(node)
    return None


def _collect(
    rows: list[dict[str, Any]], document_id: UUID, parent_id: UUID | None, nodes: tuple[OutlineNode, ...]
) -> None:
    for node in nodes:
        identity = uuid7()
        rows.append(
            {
                "id": identity,
                "document_id": document_id,
                "parent_id": parent_id,
                "position": len(rows),
                "level": node.level,
                "marker": node.marker,
                "heading": node.heading,
                "text": node.text,
                "start_at": node.start,
                "end_at": node.end,
                "doubtful": node.doubtful,
            }
        )
        _collect(rows, document_id, identity, node.children)


async def amend(
    session: WriteSession, actor: Actor, document_id: UUID, version: int, values: dict[str, Any]
) -> SourceDocument:
    """Correct title, number or kind. Errors: `not_found`, `stale_version`."""
    document = await _own(session, actor, document_id, version)
    before = {name: getattr(document, name) for name in values}
    for name, value in values.items():
        setattr(document, name, value)
    await session.flush()
    _record(session, actor, "amend", document, audit.changed(before, values))
    return document


async def remove(session: WriteSession, actor: Actor, document_id: UUID, version: int, *, now: datetime) -> None:
    """Take a document away that no ticket comes from. Errors: `not_found`, `stale_version`, `…has_tickets`."""
    document = await _own(session, actor, document_id, version)
    if await session.scalar(select(exists().where(Ticket.source_document_id == document_id))):
        raise HAS_TICKETS()
    document.deleted_at = now
    await session.flush()
    _record(session, actor, "delete", document, None)


async def _own(session: WriteSession, actor: Actor, document_id: UUID, version: int) -> SourceDocument:
    document = await session.get(SourceDocument, document_id, with_for_update=True)
    if (
        document is None
        or document.deleted_at is not None
        or not actor.covers(Permission.SOURCE_DOCUMENT_UPLOAD, document.branch_id)
    ):
        raise NOT_FOUND(what=Text("文件", "The document"))
    if document.version != version:
        raise STALE(current=document.version, given=version)
    return document


def _record(
    session: WriteSession, actor: Actor, act: str, document: SourceDocument, changes: audit.Changes | None
) -> None:
    audit.record(
        session,
        actor,
        f"source_document.{act}",
        entity_kind="source_document",
        entity_id=document.id,
        entity_name=document.title,
        branch_id=document.branch_id,
        changes=changes,
    )
