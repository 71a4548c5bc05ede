"""Study of the demonstration: sessions behind and ahead, what members have declared."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from models.accounts import Account
from models.enums.accounts import Role
from models.enums.study import Attendance, Expected, OutputKind, StudyLength
from models.study import StudyAttendance, StudySession
from models.study_records import StudyOutput, StudyRecord
from services.access.actor import Actor
from services.demo.city import PEOPLE
from services.kit.clock import OFFICE_ZONE, office_day
from services.kit.database import WriteSession
from services.study import confirming, declaring, planning, sheet
from services.study.crediting import credit
from services.study.declaring import NewOutput, NewRecord
from services.study.hours import HourRules
from services.study.planning import Plan
from services.study.sheet import Given, Line

HOURS = HourRules()


@dataclass(frozen=True, slots=True)
class Site:
    """A branch of the demonstration that studies: who keeps its sheets, who confirms, whose account a member's is."""

    branch_id: UUID
    recorder: Actor
    confirmer: Actor
    member: tuple[Actor, UUID] | None


@dataclass(frozen=True, slots=True)
class _Session:
    """A session `days_ago` (negative: to come), at 14:30, with how many were on leave and absent."""

    kind: str
    topic: str
    days_ago: int
    length: StudyLength
    on_leave: int = 0
    absent: int = 0
    confirmed: bool = True
    material: str = "《中国共产党章程》"


_SESSIONS = (
    _Session("party_lecture", "书记讲党课：坚守初心、服务群众", 47, StudyLength.HALF_DAY, on_leave=1),
    _Session("seminar", "专题研讨：把学习成果转化为工作举措", 26, StudyLength.LESSONS, on_leave=1, absent=1),
    _Session("field_teaching", "现场教学：走进党性教育现场教学点", 9, StudyLength.HALF_DAY, absent=1),
    _Session("group_study", "集中学习：党内法规选读", 2, StudyLength.LESSONS, on_leave=1, confirmed=False),
    _Session("lecture", "专题辅导：基层治理与群众工作", -5, StudyLength.LESSONS),
)


async def fill_study(
    session: WriteSession,
    actor: Callable[[str], Actor],
    accounts: dict[str, Account],
    branches: dict[str, UUID],
    *,
    now: datetime,
) -> None:
    """Sessions and declarations, by the commands that people's clicks run; what follows is posted to the points."""
    committee = next(person for person in PEOPLE if person.role is Role.COMMITTEE_ADMIN)
    await _hold_training(session, actor(committee.username), branches[committee.branch], now=now)
    for site in _sites(actor, accounts, branches):
        held = [await _hold(session, site, each, now) for each in _SESSIONS]
        await _make_up(session, site, held[1], now)
        if site.member is not None:
            await _declare(session, site, *site.member, held[1].id, now)


def _sites(actor: Callable[[str], Actor], accounts: dict[str, Account], branches: dict[str, UUID]) -> list[Site]:
    """The branches that have a secretary; where there is no clerk, the secretary records too."""
    found = []
    for secretary in (person for person in PEOPLE if person.role is Role.BRANCH_SECRETARY):
        others = {person.role: person.username for person in PEOPLE if person.branch == secretary.branch}
        own = others.get(Role.MEMBER)
        member_id = accounts[own].member_id if own else None
        found.append(
            Site(
                branches[secretary.branch],
                actor(others.get(Role.BRANCH_CLERK, secretary.username)),
                actor(secretary.username),
                (actor(own), member_id) if own and member_id else None,
            )
        )
    return found


async def _hold_training(session: WriteSession, committee: Actor, branch_id: UUID, *, now: datetime) -> None:
    """The two days' course of a committee for the members of all its branches."""
    wanted = _Session("training_course", "党员集中培训示范班", 60, StudyLength.DAY, on_leave=3)
    site = Site(branch_id, committee, committee, None)
    await _hold(session, site, wanted, now, days=2, expected=Expected.SUBTREE)


async def _hold(
    session: WriteSession,
    site: Site,
    wanted: _Session,
    now: datetime,
    *,
    days: int = 1,
    expected: Expected = Expected.BRANCH,
) -> StudySession:
    begins = _at(now, -wanted.days_ago, time(14, 30))
    ends = begins + timedelta(days=days - 1, minutes=150)
    plan = Plan(
        branch_id=site.branch_id,
        kind=wanted.kind,
        topic=wanted.topic,
        starts_at=begins,
        ends_at=ends,
        length=wanted.length,
        material=wanted.material,
        host=site.confirmer.display_name,
        place="党员活动室",
        expected=expected,
    )
    made = await planning.plan(session, site.recorder, plan, HOURS, now=min(now, begins - timedelta(days=6)))
    if wanted.days_ago <= 0:
        return made
    lines = await _missing(session, made.id, wanted)
    given = Given(tuple(lines), Attendance.PRESENT, "/exceptions")
    recorded_at = min(now, ends + timedelta(minutes=5))
    made = await sheet.record(session, site.recorder, made.id, made.version, given, now=recorded_at)
    if wanted.confirmed:
        at = min(now, ends + timedelta(hours=2))
        made, followed = await confirming.transition(
            session, site.confirmer, made.id, made.version, "confirm", {}, now=at
        )
        await credit(session, site.confirmer, followed, now=at)
    return made


async def _missing(session: WriteSession, session_id: UUID, wanted: _Session) -> list[Line]:
    """The last of the sheet were away; the member of the demonstration, registered first, is there."""
    ids = list(
        await session.scalars(
            select(StudyAttendance.member_id)
            .where(StudyAttendance.session_id == session_id)
            .order_by(StudyAttendance.member_id.desc())
            .limit(wanted.on_leave + wanted.absent)
        )
    )
    on_leave = [Line(member_id, Attendance.LEAVE, "出差在外") for member_id in ids[: wanted.on_leave]]
    return on_leave + [Line(member_id, Attendance.ABSENT) for member_id in ids[wanted.on_leave :]]


async def _make_up(session: WriteSession, site: Site, held: StudySession, now: datetime) -> None:
    member_id = await session.scalar(
        select(StudyAttendance.member_id).where(
            StudyAttendance.session_id == held.id, StudyAttendance.mark == Attendance.LEAVE
        )
    )
    if member_id is None:
        return
    at = _at(now, -20, time(16))
    line = sheet.made_up(member_id, office_day(at), "自学研讨材料，交学习笔记一份")
    _, followed = await confirming.make_up(session, site.recorder, held.id, held.version, line, now=at)
    await credit(session, site.recorder, followed, now=at)


async def _declare(
    session: WriteSession, site: Site, member: Actor, member_id: UUID, session_id: UUID, now: datetime
) -> None:
    """Something of each sort confirmed, something that waits."""
    for days_ago, title, confirmed in (
        (15, "自学《中国共产党纪律处分条例》", True),
        (3, "自学基层治理案例选编", False),
    ):
        at = _at(now, -days_ago, time(20))
        new = NewRecord("self_study", title, Decimal(2), office_day(at), note="附学习笔记", member_id=member_id)
        record = await declaring.declare(session, member, new, HOURS, now=at)
        if confirmed:
            await _confirm(session, site, StudyRecord, record, at + timedelta(days=1))
    for days_ago, title, confirmed in ((22, "学习心得：从身边事做起", True), (1, "调研报告提纲", False)):
        at = _at(now, -days_ago, time(18))
        handed_in = NewOutput(
            OutputKind.REFLECTION if confirmed else OutputKind.RESEARCH_REPORT,
            title,
            office_day(at),
            session_id if confirmed else None,
            member_id=member_id,
        )
        output = await declaring.hand_in(session, member, handed_in, now=at)
        if confirmed:
            await _confirm(session, site, StudyOutput, output, at + timedelta(days=1))


async def _confirm(
    session: WriteSession,
    site: Site,
    table: type[StudyRecord] | type[StudyOutput],
    row: StudyRecord | StudyOutput,
    at: datetime,
) -> None:
    _, followed = await declaring.transition(session, site.confirmer, table, row.id, row.version, "confirm", {}, now=at)
    await credit(session, site.confirmer, followed, now=at)


def _at(now: datetime, days: int, clock: time) -> datetime:
    return datetime.combine(office_day(now) + timedelta(days=days), clock, OFFICE_ZONE)
