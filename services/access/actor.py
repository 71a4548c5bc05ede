"""Who is asking, with which duties, over which branches."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, FromClause, Uuid, any_, false, or_

from models.enums.accounts import AccountKind, Role
from services.access.permissions import Permission
from services.access.roles import ROLE_PERMISSIONS
from services.access.tree import BranchNode, BranchTree
from services.kit.errors import FORBIDDEN, Locale
from services.kit.reader import place

Restriction = Literal["password_change", "second_factor_setup"]


@dataclass(frozen=True, slots=True)
class Duty:
    """A role granted on a branch with its subtree."""

    role: Role
    branch_id: UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """The subtrees over which an actor holds a permission: disjoint roots, possibly none."""

    roots: tuple[BranchNode, ...]
    tree: BranchTree = field(repr=False, compare=False)

    def covers(self, branch_id: UUID) -> bool:
        # Asked several times a request, and a generator costs more than what it would look at.
        node = self.tree.get(branch_id)
        if node is not None:
            for root in self.roots:
                if root.id in node.lineage:
                    return True
        return False

    @property
    def everywhere(self) -> bool:
        """Whether the scope is the whole tree."""
        return any(root.parent_id is None for root in self.roots)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels on which the roots stand: the shape of the query that asks for this scope."""
        return tuple(sorted({root.level for root in self.roots}))

    def values(self, name: str = "scope") -> dict[str, Any]:
        """Values for the places that `in_scope(…, name=name)` left open."""
        return {f"{name}_l{n}": [root.id for root in self.roots if root.level == n] for n in self.levels}


def in_scope(columns: FromClause, levels: tuple[int, ...], *, name: str = "scope") -> ColumnElement[bool]:
    """Rows whose level columns lie in a scope of this shape. No levels, no rows."""
    if not levels:
        return false()
    return or_(*(columns.c[f"l{n}"] == any_(place(f"{name}_l{n}", ARRAY(Uuid()))) for n in levels))


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in account of one request."""

    account_id: UUID
    session_id: UUID
    username: str
    display_name: str
    kind: AccountKind
    home_branch_id: UUID | None
    duties: tuple[Duty, ...]
    tree: BranchTree = field(repr=False)
    restriction: Restriction | None = None
    request_id: str | None = None
    address: str | None = None
    locale: Locale = "zh"
    _scopes: dict[Permission, Scope] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_scopes", self.tree.scopes_of(self.duties))

    def may(self, permission: Permission) -> bool:
        """Whether some duty carries the permission, wherever."""
        return any(permission in ROLE_PERMISSIONS[duty.role] for duty in self.duties)

    def permissions(self) -> frozenset[Permission]:
        return frozenset().union(*(ROLE_PERMISSIONS[duty.role] for duty in self.duties))

    def scope(self, permission: Permission) -> Scope:
        """Where the permission holds. No duty, empty scope: fails closed."""
        known = self._scopes.get(permission)
        if known is None:
            granted = {duty.branch_id for duty in self.duties if permission in ROLE_PERMISSIONS[duty.role]}
            known = self._scopes[permission] = Scope(_topmost(self.tree, granted), self.tree)
        return known

    def covers(self, permission: Permission, branch_id: UUID) -> bool:
        return self.scope(permission).covers(branch_id)

    def may_see_branch(self, branch_id: UUID) -> bool:
        """Whether the branch lies where the actor may look at branches at all."""
        return self.covers(Permission.BRANCH_READ, branch_id)

    def own_name(self) -> str:
        """The name of the topmost branch the actor has a duty on, for headings of papers; their own without one."""
        roots = _topmost(self.tree, {duty.branch_id for duty in self.duties})
        return roots[0].name if roots else self.display_name

    def require(self, permission: Permission) -> None:
        """Errors: `forbidden` without the permission."""
        if not self.may(permission):
            raise FORBIDDEN(permission=permission.value)


def _topmost(tree: BranchTree, branch_ids: Iterable[UUID]) -> tuple[BranchNode, ...]:
    nodes = sorted((node for node in map(tree.get, branch_ids) if node is not None), key=lambda node: node.lft)
    roots: list[BranchNode] = []
    for node in nodes:
        if not roots or node.lft > roots[-1].rgt:
            roots.append(node)
    return tuple(roots)
