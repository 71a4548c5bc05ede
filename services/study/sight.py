"""Who sees by name what people study: officers of the branch, who supervises it, each person themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.kit.errors import NOT_FOUND, Text

BRANCH = Text("组织", "The organisation")
MEMBER = Text("党员", "The member")


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, on which day."""

    actor: Actor
    today: date

    def say(self, words: Text) -> str:
        return words.render(self.actor.locale)

    def branch(self, branch_id: UUID | None) -> dict[str, Any] | None:
        node = self.actor.tree.get(branch_id) if branch_id is not None else None
        return {"id": node.id, "name": node.name} if node else None


def sees_names(actor: Actor, branch_id: UUID) -> bool:
    """Whether the actor keeps the study of the branch, or supervises it."""
    return actor.covers(Permission.STUDY_KEEP, branch_id) or actor.covers(Permission.STUDY_SUPERVISE, branch_id)


def branch_within(actor: Actor, branch_id: UUID, permission: Permission) -> BranchNode:
    """A branch over which the actor holds the permission. Errors: `not_found`."""
    node = actor.tree.get(branch_id)
    if node is None or not actor.covers(permission, branch_id):
        raise NOT_FOUND(what=BRANCH)
    return node


def require_names(actor: Actor, branch_id: UUID) -> BranchNode:
    """Errors: `not_found` unless the actor keeps or supervises the branch."""
    node = actor.tree.get(branch_id)
    if node is None or not sees_names(actor, branch_id):
        raise NOT_FOUND(what=BRANCH)
    return node
