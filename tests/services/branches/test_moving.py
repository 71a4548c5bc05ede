"""Random trees and moves on the real database, held against a tree of plain lists."""

from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from models.base import LEVEL_COLUMNS, MAX_LEVEL
from models.branches import Branch
from models.enums.accounts import Role
from models.enums.branches import BranchKind
from models.enums.tickets import Part, TicketKind, Urgency
from models.tickets import Ticket, TicketParty
from services.branches.commands import NewBranch, plant
from services.branches.errors import CIRCLE, TOO_DEEP_BELOW
from services.branches.levels import level_tables
from services.branches.moving import check_place, relocate
from services.kit.database import WriteSession
from services.kit.errors import Fault
from tests.support.people import City


@dataclass
class Model:
    """The same tree as children in order."""

    parents: dict[UUID, UUID | None] = field(default_factory=dict)
    children: dict[UUID | None, list[UUID]] = field(default_factory=dict)

    def hang(self, node: UUID, parent: UUID | None) -> None:
        if node in self.parents:
            self.children[self.parents[node]].remove(node)
        self.parents[node] = parent
        self.children.setdefault(parent, []).append(node)

    def lineage(self, node: UUID) -> list[UUID]:
        above = self.parents[node]
        return [*(self.lineage(above) if above else ()), node]

    def preorder(self, parent: UUID | None = None) -> list[UUID]:
        return [found for node in self.children.get(parent, ()) for found in (node, *self.preorder(node))]

    def height(self, node: UUID) -> int:
        return 1 + max((self.height(child) for child in self.children.get(node, ())), default=0)


async def matches(session: WriteSession, model: Model) -> None:
    rows = (await session.execute(select(Branch.__table__).order_by(Branch.lft))).mappings().all()
    assert [row["id"] for row in rows] == model.preorder()
    edges = [edge for row in rows for edge in (row["lft"], row["rgt"])]
    assert len(set(edges)) == len(edges)
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        lineage = model.lineage(row["id"])
        padded = [*lineage, *[None] * (MAX_LEVEL - len(lineage))]
        assert row["parent_id"] == model.parents[row["id"]]
        assert row["level"] == len(lineage)
        assert row["path"] == "/".join(map(str, lineage))
        assert [row[name] for name in LEVEL_COLUMNS] == padded
        if row["parent_id"] is not None:
            above = by_id[row["parent_id"]]
            assert above["lft"] < row["lft"] < row["rgt"] < above["rgt"]
    parties = (await session.execute(select(TicketParty.__table__))).mappings().all()
    assert len(parties) == len(rows)
    for party in parties:
        assert [party[name] for name in LEVEL_COLUMNS] == [by_id[party["branch_id"]][name] for name in LEVEL_COLUMNS]


async def ticket_of_all(session: WriteSession, branches: list[UUID], account: UUID) -> None:
    """A ticket in which every branch takes part; the level columns are left to the database."""
    ticket = Ticket(
        title="整改落实", requirement="逐项落实。", kind=TicketKind.OTHER, urgency=Urgency.NORMAL,
        issuing_branch_id=branches[0], lead_branch_id=branches[0], drafted_by=account,
    )  # fmt: skip
    session.add(ticket)
    await session.flush()
    seats = [{"ticket_id": ticket.id, "part": Part.SUPPORTING, "branch_id": branch} for branch in branches]
    await session.execute(insert(TicketParty), seats)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(0, 99), min_size=1, max_size=14),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=8),
)
async def test_random_moves_keep_the_tree_and_all_that_hangs_on_it(
    city: City, growth: list[int], moves: list[tuple[int, int]]
) -> None:
    account = await city.account(Role.ADMIN, None)
    async with city.platform.database.transaction() as session:
        model = Model()
        root = await plant(session, NewBranch("根", BranchKind.COMMITTEE, None))
        model.hang(root.id, None)
        for place, choice in enumerate(growth):
            parents = [node for node in model.preorder() if len(model.lineage(node)) < MAX_LEVEL]
            above = parents[choice % len(parents)]
            planted = await plant(session, NewBranch(f"组织{place}", BranchKind.COMMITTEE, above))
            model.hang(planted.id, above)
        nodes = model.preorder()
        await ticket_of_all(session, nodes, account.id)
        await matches(session, model)
        for first, second in moves:
            moved, target = nodes[first % len(nodes)], nodes[second % len(nodes)]
            branch = await session.get_one(Branch, moved, populate_existing=True)
            parent = await session.get_one(Branch, target, populate_existing=True)
            circle = moved in model.lineage(target)
            too_deep = len(model.lineage(target)) + model.height(moved) > MAX_LEVEL
            try:
                await check_place(session, branch, parent, pointer="/parent_id")
            except Fault as fault:
                assert fault.error is (CIRCLE if circle else TOO_DEEP_BELOW)
                assert circle or too_deep
                continue
            assert not circle
            assert not too_deep
            await relocate(session, branch, parent)
            model.hang(moved, target)
            assert branch.level == len(model.lineage(moved)), "the command's own copy is the present one"
            await matches(session, model)
        await session.rollback()


def test_every_table_with_levels_takes_part() -> None:
    names = [table.name for table in level_tables()]
    assert "ticket_parties" in names
    assert "branches" not in names
    assert [table.name for table in level_tables() if "branch_id" not in table.c] == []
