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
    parents: dict[UUID, UUID | None]

    def item(self, node_id: UUID) -> str | None:
        """Where a node stands, by the numbers above it as they are written: `一、（二）一是`; None without any."""
        markers = []
        place: UUID | None = node_id
        while place is not None:
            markers.append(self.nodes[place].marker)
            place = self.parents[place]
        return "".join(reversed(markers)) or None


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
    return StoredOutline(nodes, children, {row["id"]: row["parent_id"] for row in rows})
