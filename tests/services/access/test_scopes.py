"""What duties come to is worked out once for the same tree: every button of every record asks for it."""

from uuid import uuid4

from models.enums.accounts import AccountKind, Role
from services.access.actor import Actor, Duty
from services.access.permissions import Permission
from services.access.tree import BranchTree
from tests.services.tickets.courses import TREE, uid

READ = Permission.TICKET_READ


def actor(tree: BranchTree, *duties: Duty) -> Actor:
    name = "some"
    return Actor(uuid4(), uuid4(), name, name, AccountKind.PERSON, None, duties, tree)


def test_a_scope_is_worked_out_once_for_the_same_duties_and_never_for_others() -> None:
    tree, of_lead, of_other = BranchTree(TREE), Duty(Role.STAFF, uid("lead")), Duty(Role.STAFF, uid("other"))
    first = actor(tree, of_lead)
    scope = first.scope(READ)
    assert first.scope(READ) is scope
    assert actor(tree, of_lead).scope(READ) is scope
    assert (scope.covers(uid("group")), scope.covers(uid("other"))) == (True, False)
    # Other duties, another permission, another state of the tree: another scope.
    assert actor(tree, of_other).scope(READ).roots == (tree[uid("other")],)
    assert {node.name for node in actor(tree, of_lead, of_other).scope(READ).roots} == {"lead", "other"}
    assert first.scope(Permission.AUDIT_READ).roots == ()
    assert actor(BranchTree(TREE), of_lead).scope(READ) is not scope
