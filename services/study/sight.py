"""Whether the actor may act for an organisation: outside their sight it is absent, inside they may be refused."""

from uuid import UUID

from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import BranchNode
from services.kit.errors import FORBIDDEN, NOT_FOUND, Text
from services.study.people import sees_names

BRANCH = Text("组织", "The organisation")

ASKS = (Permission.STUDY_MANAGE, Permission.STUDY_SUPERVISE)
"""Who sets what is asked of all below: the department for everybody, a committee for its own."""


def visible(actor: Actor, branch_id: UUID) -> BranchNode:
    """A branch whose study the actor reads. Errors: `not_found`."""
    node = actor.tree.get(branch_id)
    if node is None or not actor.covers(Permission.STUDY_READ, branch_id):
        raise NOT_FOUND(what=BRANCH)
    return node


def require(actor: Actor, branch_id: UUID, *permissions: Permission) -> BranchNode:
    """A living branch over which the actor holds one of the permissions. Errors: `not_found`, `forbidden`."""
    node = visible(actor, branch_id)
    if not node.active:
        raise NOT_FOUND(what=BRANCH)
    if not any(actor.covers(permission, branch_id) for permission in permissions):
        raise FORBIDDEN(permission=permissions[0].value)
    return node


def holds(actor: Actor, branch_id: UUID, *permissions: Permission) -> bool:
    """Whether the actor holds one of the permissions over the branch."""
    return any(actor.covers(permission, branch_id) for permission in permissions)


def require_names(actor: Actor, branch_id: UUID) -> BranchNode:
    """Errors: `not_found` unless the actor keeps or supervises the branch."""
    node = actor.tree.get(branch_id)
    if node is None or not sees_names(actor, branch_id):
        raise NOT_FOUND(what=BRANCH)
    return node
