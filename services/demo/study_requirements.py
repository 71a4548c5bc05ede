"""What is asked of the members of the demonstration: material soon due and overdue, a youth group, an exemption."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from models.enums.accounts import Role
from models.enums.members import PARTY_STAGES, Standing
from models.enums.posts import Office, Selection
from models.enums.study import Attendance, Expected, StudyLength
from models.enums.study_requirements import ExemptionGround
from models.members import Member
from services.access.actor import Actor
from services.demo.city import CITY, PEOPLE
from services.kit.clock import OFFICE_ZONE, office_day
from services.kit.database import WriteSession
from services.posts.commands import NewPost, take_up
from services.study import confirming, exemptions, groups, materials, planning, sheet, tallying
from services.study.crediting import credit
from services.study.exemptions import NewExemption
from services.study.groups import NewGroup
from services.study.hours import HourRules
from services.study.materials import NewMaterial
from services.study.planning import Plan
from services.study.sheet import Given

YOUNG_FROM = 1986
GROUP_SIZE = 4


async def fill_requirements(
    session: WriteSession, actor: Callable[[str], Actor], branches: dict[str, UUID], *, now: datetime
) -> None:
    """By the commands that people's clicks run; in the end the branches are reckoned as the nightly job does."""
    today, staff = office_day(now), actor("staff")
    secretary = next(person for person in PEOPLE if person.role is Role.BRANCH_SECRETARY)
    branch_id, officer = branches[secretary.branch], actor(secretary.username)
    await _ask(session, staff, branches[CITY.name], today)
    people = list(
        await session.scalars(
            select(Member)
            .where(Member.branch_id == branch_id, Member.stage.in_(PARTY_STAGES), Member.standing == Standing.NORMAL)
            .order_by(Member.birth_date, Member.id)
        )
    )
    await _exempt(session, officer, people[0], today)
    await take_up(
        session,
        actor("admin"),
        branch_id,
        NewPost(Office.COMMITTEE_MEMBER, people[1].name, Selection.ELECTED, today - timedelta(days=400)),
    )
    young = [member.id for member in reversed(people) if member.birth_date.year >= YOUNG_FROM][:GROUP_SIZE]
    await _gather(session, officer, branch_id, tuple(young), now)
    await tallying.reckon_all(session, now)


async def _ask(session: WriteSession, staff: Actor, root_id: UUID, today: date) -> None:
    """One piece whose time is over, one that is soon due."""
    for title, asked_days_ago, due_in in (
        ("《中国共产党党员教育管理工作条例》", 60, -15),
        ("《中国共产党支部工作条例（试行）》", 10, 12),
    ):
        asked_on = today - timedelta(days=asked_days_ago)
        wanted = NewMaterial(
            root_id, title, today + timedelta(days=due_in), Decimal(2), note="全文学习，结合本支部实际讨论。（演示）"
        )
        await materials.publish(session, staff, wanted, today=asked_on)


async def _exempt(session: WriteSession, officer: Actor, member: Member, today: date) -> None:
    decided_on = today - timedelta(days=100)
    wanted = NewExemption(
        member.id, ExemptionGround.AGED, decided_on, decided_on, "支部党员大会（演示）", "年事已高，本人申请"
    )
    await exemptions.exempt(session, officer, wanted, today=today)


async def _gather(
    session: WriteSession,
    officer: Actor,
    branch_id: UUID,
    member_ids: tuple[UUID, ...],
    now: datetime,
) -> None:
    """A youth group with a mentor, and a session that earned under the youth scheme."""
    today = office_day(now)
    wanted = NewGroup(
        branch_id=branch_id,
        name="青年理论学习第一小组",
        field="干部工作",
        formed_on=today - timedelta(days=120),
        mentor_name="莫知行",
        mentor_title="市委党校副教授（演示）",
        leader_id=member_ids[0] if member_ids else None,
        member_ids=member_ids,
    )
    group = await groups.form(session, officer, wanted, today=today)
    if not member_ids:
        return
    begins = datetime.combine(today - timedelta(days=12), time(15), OFFICE_ZONE)
    plan = Plan(
        branch_id=branch_id,
        kind="seminar",
        topic="青年理论学习小组研讨：在服务群众中深化理论认知",
        starts_at=begins,
        ends_at=begins + timedelta(minutes=90),
        length=StudyLength.LESSONS,
        expected=Expected.GROUP,
        group_id=group.id,
    )
    held = await planning.plan(session, officer, plan, HourRules(), now=begins - timedelta(days=3))
    recorded = begins + timedelta(hours=2)
    held = await sheet.record(session, officer, held.id, held.version, Given((), Attendance.PRESENT), now=recorded)
    held, followed = await confirming.transition(session, officer, held.id, held.version, "confirm", {}, now=recorded)
    await credit(session, officer, followed, now=recorded)
