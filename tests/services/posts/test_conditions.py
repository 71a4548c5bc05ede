"""What the database says of a branch is what the pure rules say of it, code by code."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from models.branches import Branch
from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.posts import Office, Selection
from models.posts import BranchPost, BranchTerm
from services.access.actor import Actor, Duty
from services.access.tree import load_tree
from services.demo.registers import MEMBER_COLUMNS, Batch, Clerk, FieldKeys, rows_of
from services.posts import queries
from services.posts.conditions import ReminderCode
from tests.support.people import Offices

TODAY = date(2026, 11, 22)
CLERK = Clerk(UUID(int=1), "周明远", datetime(2026, 11, 22, tzinfo=UTC), TODAY)
KEYS = FieldKeys((b"A" * 32,), b"A" * 32)


def term(branch: Branch, due_on: date, postponed_to: date | None = None) -> BranchTerm:
    approved = {"postponed_to": postponed_to, "postponement_document_no": "1号", "postponement_approved_on": TODAY}
    return BranchTerm(
        branch_id=branch.id,
        elected_on=date(due_on.year - 3, due_on.month, 1),
        years=3,
        basis="第21条",
        due_on=due_on,
        **(approved if postponed_to else {}),
    )


def post(branch: Branch, office: Office, to_on: date | None = None) -> BranchPost:
    return BranchPost(
        branch_id=branch.id,
        office=office,
        person_name="李文",
        selection=Selection.ELECTED,
        from_on=date(2024, 1, 1),
        to_on=to_on,
    )


async def peopled(offices: Offices) -> dict[str, Branch]:
    """Branches of every size within an organ and outside, some short of posts, some late with an election."""
    city, kinds = offices.city, BranchKind
    made = {
        name: await city.branch(name, parent, kind)
        for name, parent, kind in (
            ("小支部", offices.organ, kinds.BRANCH),
            ("大支部", offices.organ, kinds.BRANCH),
            ("很大的支部", offices.organ, kinds.BRANCH),
            ("总支", offices.organ, kinds.GENERAL_BRANCH),
            ("区里的大支部", offices.district, kinds.BRANCH),
            ("联合支部", offices.district, kinds.JOINT_BRANCH),
            ("空支部", offices.district, kinds.BRANCH),
        )
    }
    made["总支的支部"] = await city.branch("总支的支部", made["总支"])
    made["小组"] = await city.branch("小组", made["小支部"], kinds.GROUP)
    sizes = {
        "小支部": 1,
        "小组": 1,
        "大支部": 75,
        "很大的支部": 125,
        "总支的支部": 118,
        "区里的大支部": 62,
        "联合支部": 64,
    }
    rows = rows_of(Batch("1", 0, [(made[name].id, count) for name, count in sizes.items()]), CLERK, KEYS)
    reader: Any = city.platform.database.reader
    await reader._connection.copy_records_to_table("members", records=rows.members, columns=MEMBER_COLUMNS)
    async with city.platform.database.transaction() as session:
        session.add_all(
            [
                term(made["小支部"], date(2027, 5, 22)),
                term(made["大支部"], date(2027, 5, 23)),
                term(made["总支"], date(2026, 11, 21)),
                term(made["联合支部"], date(2026, 11, 22)),
                term(made["空支部"], date(2026, 2, 28), date(2027, 3, 1)),
                term(made["区里的大支部"], date(2026, 3, 1), date(2027, 3, 1)),
                *(post(made["大支部"], office) for office in Office),
                post(made["小支部"], Office.SECRETARY, date(2026, 11, 21)),
                post(made["总支"], Office.SECRETARY, TODAY),
                post(made["空支部"], Office.PUBLICITY),
            ]
        )
    return made


async def test_conditions_and_rules_agree(offices: Offices) -> None:
    made = await peopled(offices)
    reader = offices.city.platform.database.reader
    tree = await load_tree(reader)
    duty = Duty(Role.STAFF, offices.root.id)
    actor = Actor(uuid4(), uuid4(), "staff", "周明远", AccountKind.PERSON, None, (duty,), tree)
    told = {
        node.id: {warning["code"] for warning in await queries.warnings_for(reader, actor, node.id, TODAY)}
        for node in tree
    }

    async def listed(*codes: ReminderCode, within: Branch | None = None) -> set[UUID]:
        root = within.id if within else None
        page = await queries.page(reader, actor, TODAY, within=root, codes=codes, cursor=None, limit=200)
        assert page.next_cursor is None
        for row in page.items:
            assert {warning["code"] for warning in row["warnings"]} == told[row["id"]]
        return {row["id"] for row in page.items}

    for code in ReminderCode:
        expected = {branch for branch, codes in told.items() if code in codes}
        assert expected, f"nothing here shows {code}"
        assert await listed(code) == expected, code
    assert await listed() == {branch for branch, codes in told.items() if codes}
    few_or_late = ReminderCode.TOO_FEW_FOR_BRANCH, ReminderCode.ELECTION_OVERDUE
    assert await listed(*few_or_late) == {branch for branch, codes in told.items() if codes & set(few_or_late)}
    assert await listed(ReminderCode.ELECTION_OVERDUE, within=offices.district) == set()
    assert await listed(ReminderCode.POSTPONED_TOO_LONG, within=offices.district) == {made["空支部"].id}
