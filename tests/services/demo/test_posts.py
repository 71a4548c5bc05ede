"""Posts and terms of the small city, looked at as the organisation department sees them."""

from uuid import uuid4

from models.enums.accounts import Role
from models.enums.branches import BranchKind
from services.access.actor import Actor, Duty
from services.access.tree import load_tree
from services.demo.posts import Site, fill_posts
from services.kit.clock import today
from services.kit.database import reader_in
from tests.support.people import Offices
from tests.support.tickets import made

SEEN = {
    "离退休干部第一党支部": ["election_overdue"],
    "组织二处党支部": ["election_due"],
    "石桥社区党支部": [],
    "督查室党支部": ["office_vacant"],
    "组织一处党支部": ["no_secretary"],
    "办公室党支部": [],
}


async def test_a_few_branches_have_something_to_be_reminded_of(offices: Offices) -> None:
    admin = offices.people[Role.ADMIN]
    branches = {name: await offices.city.branch(name, offices.district) for name in SEEN}
    async with offices.city.platform.database.transaction() as session:
        tree = await load_tree(await reader_in(session))
        duties = (Duty(Role.ADMIN, offices.root.id),)
        actor = Actor(admin.id, uuid4(), admin.username, admin.display_name, admin.kind, None, duties, tree)
        sites = [Site(branch.id, name, BranchKind.BRANCH, "李文") for name, branch in branches.items()]
        await fill_posts(session, actor, sites, today(), seed=1)
    staff = await offices.as_(Role.STAFF)
    for name, codes in SEEN.items():
        url = f"/api/v1/branches/{branches[name].id}"
        assert [item["code"] for item in made(await staff.get(f"{url}/warnings"), 200)["items"]] == codes, name
        posts = made(await staff.get(f"{url}/posts"), 200)["items"]
        holders = {item["office"]: item["person_name"] for item in posts}
        assert holders.get("secretary") == (None if "no_secretary" in codes else "李文")
        assert len(holders) == (4 if not {"no_secretary", "office_vacant"} & set(codes) else 3)
