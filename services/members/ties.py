"""Members whose records a branch keeps: they go along when it is merged, and before it is dissolved find another."""

from sqlalchemy import func, select

from models.enums.members import ON_REGISTER, TOMBSTONES
from models.members import Member
from services.branches.ties import Departure, Fate, Tie, Ties, the_branch
from services.kit.database import WriteSession
from services.kit.errors import Text
from services.members import errors, relation
from services.members.history import Basis

_member = Member.__table__


async def _carry_members(session: WriteSession, departure: Departure) -> None:
    """整建制转接: one decision gives everybody's relation to the other branch, files of those who left included.

    Errors: `member.merger_without_document`.
    """
    assert departure.into is not None
    into = departure.actor.tree[departure.into.id]
    members = (
        await session.scalars(
            select(Member)
            .where(Member.branch_id == departure.branch.id, Member.standing.not_in(TOMBSTONES))
            .order_by(Member.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).all()
    if departure.document_no is None:
        present = sum(1 for member in members if member.standing in ON_REGISTER)
        raise errors.MERGER_WITHOUT_DOCUMENT.at("/document_no", count=present, into=into.name)
    basis = Basis(occurred_on=departure.on, document=departure.document_no, reason=departure.reason)
    for member in members:
        await relation.move(
            session,
            departure.actor,
            member,
            departure.branch.name,
            into,
            basis,
            now=departure.now,
            action="merge_branch",
        )


TIES: Ties = (
    Tie(
        name="members",
        label=Text("在册人员", "people on its register"),
        count=select(func.count())
        .select_from(_member)
        .where(
            _member.c.branch_id == the_branch(),
            _member.c.standing.in_([standing.value for standing in ON_REGISTER]),
        )
        .scalar_subquery(),
        # One by one a relation is transferred by a procedure of its own (rules §10), never by the way.
        on_dissolution=Fate.BLOCKS,
        on_merger=Fate.CARRIED,
        follow=_carry_members,
    ),
)
