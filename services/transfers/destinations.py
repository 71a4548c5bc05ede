"""Where a relation can be transferred to: branches of the whole city, by name alone.

Whoever writes a letter must name a branch that lies outside of their own scope; names of organisations are no
personal data (rules §13), and nothing else of them is told.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Text, any_, select

from models.branches import Branch
from services.access.actor import Actor
from services.kit.names import folded, query_grams
from services.kit.reader import Query, Reader, place, prepare
from services.members.registration import TAKES_MEMBERS
from services.transfers.workflow import committee_of

MOST = 20
_branch = Branch.__table__


@lru_cache(maxsize=1)
def _query() -> Query:
    return prepare(
        select(_branch.c.id)
        .where(
            _branch.c.dissolved_on.is_(None),
            _branch.c.kind == any_(place("kinds", ARRAY(Text()))),
            _branch.c.grams.contains(place("grams", ARRAY(Text()))),
        )
        .order_by(_branch.c.lft)
        .limit(MOST),
        planned_anew=True,
    )


async def search(reader: Reader, actor: Actor, q: str) -> list[dict[str, Any]]:
    """Up to twenty living branches whose name matches, in the order of the tree; none for an empty search."""
    grams = query_grams(folded(q))
    if not grams:
        return []
    rows = await reader.rows(_query(), kinds=[kind.value for kind in TAKES_MEMBERS], grams=grams)
    found = []
    for row in rows:
        node = actor.tree.get(row["id"])
        committee = committee_of(actor.tree, row["id"])
        if node is not None and committee is not None:
            above = actor.tree[committee]
            found.append({"id": node.id, "name": node.name, "committee": {"id": above.id, "name": above.name}})
    return found
