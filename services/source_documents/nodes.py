"""The stored nodes of a document as the outline they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.source_documents.outline import OutlineNode


@dataclass(frozen=True, slots=True)
class StoredOutline:
    """The outline with the ids under which its nodes are stored, in reading order."""

    nodes: dict[UUID, OutlineNode]
    children: dict[UUID | None, list[UUID]]


def rebuild(rows: Sequence[dict[str, Any]]) -> StoredOutline:
    """Put rows of `source_nodes`, in order of position, together again. A parent stands before its children."""
    children: dict[UUID | None, list[UUID]] = {}
    for row in rows:
        children.setdefault(row["parent_id"], []).append(row["id"])
    nodes: dict[UUID, OutlineNode] = {}
    for row in reversed(rows):
        nodes[row["id"]] = OutlineNode(
            level=row["level"],
            marker=row["marker"],
            heading=row["heading"],
            text=row["text"],
            start=row["start_at"],
            end=row["end_at"],
            doubtful=row["doubtful"],
            children=tuple(nodes[child] for child in children.get(row["id"], ())),
        )
    return StoredOutline(nodes, children)
