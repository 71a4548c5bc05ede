"""Who may change which branch, and the branch as it stands when they do."""

from dataclasses import replace
from uuid import UUID

from models.branches import Branch
from models.enums.accounts import Role
from services.access.actor import Actor
from services.access.permissions import Permission
from services.access.tree import load_tree
from services.branches.errors import DISSOLVED
from services.branches.levels import lock_tree
from services.kit.database import WriteSession, reader_in
from services.kit.errors import FORBIDDEN, NOT_FOUND, STALE, Text

BRANCH = Text("组织", "The organisation")
UPPER = Text("上级组织", "The parent organisation")


def require_management(actor: Actor, branch_id: UUID, *, what: Text = BRANCH) -> None:
    """Errors: `not_found` for a branch the actor does not see, `forbidden` for one they only look at."""
    if not actor.may_see_branch(branch_id):
        raise NOT_FOUND(what=what)
    if not actor.covers(Permission.BRANCH_MANAGE, branch_id):
        raise FORBIDDEN(permission=Permission.BRANCH_MANAGE.value)


def _administers_root(actor: Actor, root_id: UUID) -> bool:
    """The root is changed by administrators alone; a committee administrator of the city works below it."""
    return any(duty.role is Role.ADMIN and duty.branch_id == root_id for duty in actor.duties)


async def with_present_tree(session: WriteSession, actor: Actor) -> Actor:
    """Lock the tree and judge the actor by what it is now, not by what this process remembers of it."""
    await lock_tree(session)
    return replace(actor, tree=await load_tree(await reader_in(session)))


async def branch_to_keep(session: WriteSession, actor: Actor, branch_id: UUID) -> Branch:
    """The branch on which something is entered: locked against changes, open to rows that come to belong to it.

    Errors: `not_found`, `forbidden`; `branch.dissolved`, for what is dissolved stays as it was.
    """
    branch = await _locked(session, actor, branch_id)
    _require_living(branch)
    return branch


async def branch_to_change(session: WriteSession, actor: Actor, branch_id: UUID, version: int) -> Branch:
    """The same for a change of the branch itself. Errors: as before, `stale_version`."""
    branch = await _locked(session, actor, branch_id)
    if branch.version != version:
        raise STALE(current=branch.version, given=version)
    _require_living(branch)
    return branch


async def _locked(session: WriteSession, actor: Actor, branch_id: UUID) -> Branch:
    require_management(actor, branch_id)
    branch = await session.get(Branch, branch_id, with_for_update={"key_share": True}, populate_existing=True)
    if branch is None:
        raise NOT_FOUND(what=BRANCH)
    if branch.parent_id is None and not _administers_root(actor, branch.id):
        raise FORBIDDEN(permission=Permission.BRANCH_MANAGE.value)
    return branch


def _require_living(branch: Branch) -> None:
    if branch.dissolved_on is not None:
        raise DISSOLVED(name=branch.name, on=branch.dissolved_on)
