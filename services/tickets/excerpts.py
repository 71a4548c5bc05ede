"""The words of an uploaded document from which a ticket was drafted, with what stands around them."""

from uuid import UUID

from sqlalchemy import Uuid, func, select

from models.source_documents import SourceDocument, SourceNode
from services.kit.reader import Query, Reader, Row, place, prepare

AROUND = 120
"""How many characters of the document are shown before and after the ticket's own words."""


def _excerpt() -> Query:
    document, node = SourceDocument.__table__, SourceNode.__table__
    text, start, end = document.c.text, node.c.start_at, node.c.end_at
    statement = select(
        document.c.title.label("document_title"),
        start,
        end,
        func.substr(text, func.greatest(start - AROUND, 0) + 1, func.least(start, AROUND)).label("excerpt_before"),
        func.substr(text, start + 1, end - start).label("excerpt_text"),
        func.substr(text, end + 1, AROUND).label("excerpt_after"),
    )
    statement = statement.join_from(node, document, document.c.id == node.c.document_id)
    return prepare(statement.where(node.c.id == place("node_id", Uuid())))


_EXCERPT = _excerpt()


async def of_node(reader: Reader, node_id: UUID) -> Row:
    """`document_title`, `start_at`, `end_at` and the words: `excerpt_before`, `excerpt_text`, `excerpt_after`."""
    row = await reader.row(_EXCERPT, node_id=node_id)
    assert row is not None, "a node to which a ticket points stays"
    return row
