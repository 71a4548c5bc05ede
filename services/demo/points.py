"""Points of the demonstration: last year frozen, this year running, by the commands that people's clicks run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from models.enums.members import PARTY_STAGES, Standing
from models.enums.points import CapPeriod, Direction, Flag, Head, SchemeKind
from models.members import Member
from models.points import PointEntry, PointScheme
from services.access.actor import Actor
from services.kit.clock import OFFICE_ZONE, office_day
from services.kit.database import WriteSession, writer_in
from services.kit.work_calendar import WorkCalendar
from services.points import deciding, entering, flags, objections, publishing, schemes, uses
from services.points.awarding import Fact, award
from services.points.entering import Wanted
from services.points.flags import NewFlag
from services.points.objections import Doubt
from services.points.publishing import Quarter
from services.points.rules import RuleText
from services.points.schemes import NewScheme
from services.points.standing import quarter_of
from services.points.uses import Use

_BASIS = "云组机党〔{year}〕3号《党员积分管理办法（试行）》"


def _rules(year: int) -> list[RuleText]:
    def rule(code: str, head: Head, title: str, points: int, source: str, **given: object) -> RuleText:
        plain = {"direction": Direction.PLUS, "basis": _BASIS.format(year=year), "effective_from": date(year, 1, 1)}
        return RuleText(code, head, title, points, source_kind=source, **{**plain, **given})  # type: ignore[arg-type]

    yearly = CapPeriod.YEAR
    return [
        rule("XX-01", Head.STUDY, "参加集中学习", 2, "study_session", cap=12, cap_period=yearly),
        rule("XX-02", Head.STUDY, "撰写学习心得", 1, "study_output", cap=4, cap_period=yearly),
        rule("XX-03", Head.STUDY, "自学并交学习笔记", 1, "study_record", cap=4, cap_period=yearly),
        rule("XX-04", Head.STUDY, "参加集中培训", 4, "study_session.training_course", cap=8, cap_period=yearly),
        rule("LZ-01", Head.DUTY, "参加三会一课、主题党日", 1, "organisation_life", cap=12, cap_period=yearly),
        rule("LZ-02", Head.DUTY, "承担支部工作任务", 3, "duty", cap=6, cap_period=yearly, evidence_required=True),
        rule("FW-01", Head.SERVICE, "参加志愿服务", 2, "service", cap=5, cap_period=yearly, evidence_required=True),
        rule("BZ-01", Head.DUTY, "受到市级以上表彰", 5, "honour", evidence_required=True),
        rule("SJ-01", Head.DISCIPLINE, "无故缺席组织生活", 2, "discipline", direction=Direction.MINUS),
    ]


_YOUTH = (("QN-01", "参加青年理论学习小组学习", 2, "study_session"), ("QN-02", "作交流发言", 3, "study_output"))


_ATTENDANCE = 0.85


@dataclass(frozen=True, slots=True)
class _Deed:
    """What the clerk entered for the demo member: rule, evidence, and how much of the year had gone by."""

    code: str
    evidence: str
    share: float


_DEEDS = (
    _Deed("XX-02", "学习心得《把调查研究做到群众家门口》，支部学习园地刊出。", 0.2),
    _Deed("LZ-02", "承担支部换届材料整理，支委会记录为证。", 0.35),
    _Deed("FW-01", "社区报到志愿服务，望江社区出具证明。", 0.4),
    _Deed("FW-01", "汛期值守志愿服务，街道出具证明。", 0.6),
    _Deed("FW-01", "重阳节走访老党员志愿服务，支部台账登记。", 0.8),
    _Deed("SJ-01", "主题党日未请假缺席，考勤表为证。", 0.85),
)


@dataclass(frozen=True, slots=True)
class Team:
    """Who keeps the points of a branch, and whose account is a member's."""

    branch: str
    clerk: str
    secretary: str
    member: str


TEAMS = (
    Team("干部一处党支部", "clerk", "secretary", "member"),
    Team("望江社区党支部", "clerk2", "secretary2", "member2"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The city as the points need it."""

    actor: Callable[[str], Actor]
    branches: dict[str, UUID]
    city: str
    tied: dict[str, UUID]
    """Usernames, and whose record on the register is theirs."""


async def keep_points(session: WriteSession, stage: Stage, now: datetime, seed: int) -> None:
    """Two years of points for two branches; the study facts are those of the study sessions."""
    today, chance = office_day(now), Random(seed)
    last = await _scheme(session, stage, today.year - 1, SchemeKind.MEMBER)
    people = {team: await _people(session, stage.branches[team.branch]) for team in TEAMS}
    for team, members in people.items():
        await _organisation_life(session, stage.actor(team.secretary), members, date(last.year, 12, 20), chance)
        await _deeds(session, stage, team, date(last.year, 12, 25))
    await schemes.freeze(session, stage.actor("staff"), last.id, last.version, now=_noon(date(today.year, 1, 1)))
    for team in TEAMS:
        use = Use(stage.tied[team.member], last.year, f"{last.year} 年度民主评议参考", date(today.year, 1, 1))
        await uses.record(session, stage.actor(team.secretary), use, now=now)
    running = await _scheme(session, stage, today.year, SchemeKind.MEMBER)
    await _raise_points(session, stage, running, today)
    for year in (last.year, today.year):  # what the youth group did lately may lie in the year before
        await _scheme(session, stage, year, SchemeKind.YOUTH)
    for team, members in people.items():
        await _this_year(session, stage, team, members, now, chance)


async def _this_year(
    session: WriteSession, stage: Stage, team: Team, members: list[Member], now: datetime, chance: Random
) -> None:
    today, own = office_day(now), stage.tied[team.member]
    clerk, secretary = stage.actor(team.clerk), stage.actor(team.secretary)
    others = [member for member in members if member.id != own]
    await _organisation_life(session, secretary, members, today, chance)
    await _deeds(session, stage, team, today)
    oldest = min(others, key=lambda member: member.birth_date)
    exempt = NewFlag(oldest.id, today.year, Flag.EXEMPT, "年老体弱，支部党员大会讨论同意免予积分。")
    await flags.set_flag(session, secretary, exempt, now=now)
    evidence = "参加街道环境整治志愿服务，街道出具证明。"
    await entering.enter(session, clerk, Wanted(others[0].id, "FW-01", today, evidence=evidence), now=now)
    ended = date(today.year, quarter_of(today) * 3 - 2, 1) - timedelta(days=1)
    quarter = Quarter(stage.branches[team.branch], ended.year, quarter_of(ended))
    await publishing.publish(session, secretary, quarter, WorkCalendar(), now=now)
    doubted = await session.scalar(
        select(PointEntry.id)
        .where(PointEntry.member_id == own, PointEntry.year == today.year, PointEntry.rule_code == "SJ-01")
        .limit(1)
    )
    reason = "当天已向支部书记口头请假，请核对考勤记录。"
    await objections.raise_objection(
        session, stage.actor(team.member), Doubt(reason, today.year, doubted), WorkCalendar(), now=now
    )


async def _scheme(session: WriteSession, stage: Stage, year: int, kind: SchemeKind) -> PointScheme:
    staff, first = stage.actor("staff"), date(year, 1, 1)
    title = "党员积分办法" if kind is SchemeKind.MEMBER else "青年理论学习积分办法"
    scheme = await schemes.draft(session, staff, NewScheme(stage.branches[stage.city], year, f"{year} 年{title}", kind))
    youth = [
        RuleText(code, Head.STUDY, name, points, Direction.PLUS, source, _BASIS.format(year=year), first)
        for code, name, points, source in _YOUTH
    ]
    for text in _rules(year) if kind is SchemeKind.MEMBER else youth:
        await schemes.add_rule(session, staff, scheme.id, text, today=first)
    return await schemes.publish(session, staff, scheme.id, scheme.version, now=_noon(first))


async def _raise_points(session: WriteSession, stage: Stage, scheme: PointScheme, today: date) -> None:
    """From July on volunteering counts for more: what was given before keeps its old version."""
    middle = date(scheme.year, 7, 1)
    if today < middle:
        return
    text = next(rule for rule in _rules(scheme.year) if rule.code == "FW-01")
    values = {name: getattr(text, name) for name in RuleText.__dataclass_fields__}
    changed = RuleText(**{**values, "points": 3, "cap": 6, "effective_from": middle})
    await schemes.change_rule(session, stage.actor("staff"), scheme.id, scheme.version, changed, today=middle)


async def _people(session: WriteSession, branch_id: UUID) -> list[Member]:
    found = await session.scalars(
        select(Member)
        .where(Member.branch_id == branch_id, Member.standing == Standing.NORMAL, Member.stage.in_(PARTY_STAGES))
        .order_by(Member.pinyin, Member.id)
    )
    return list(found)


async def _organisation_life(
    session: WriteSession, secretary: Actor, members: list[Member], today: date, chance: Random
) -> None:
    """Six meetings until today, confirmed on their days; not everybody was at each."""
    for meeting in range(6):
        day = _until(today, (meeting + 1) / 7)
        attended = [member for member in members if chance.random() < _ATTENDANCE]
        facts = [
            Fact(
                "organisation_life",
                uuid7(),
                member.id,
                day,
                evidence="支部党员大会、主题党日考勤",
                confirmed_by=secretary.account_id,
                confirmed_name=secretary.display_name,
            )
            for member in attended
        ]
        await award(session, facts, now=_noon(day))


async def _deeds(session: WriteSession, stage: Stage, team: Team, today: date) -> None:
    for deed in _DEEDS:
        day = _until(today, deed.share)
        wanted = Wanted(stage.tied[team.member], deed.code, day, evidence=deed.evidence)
        claim = await entering.enter(session, stage.actor(team.clerk), wanted, now=_noon(day))
        writer = await writer_in(session)
        await deciding.confirm(writer, stage.actor(team.secretary), claim.id, claim.version, now=_noon(day))


def _until(today: date, share: float) -> date:
    """The day on which this share of the year until today had gone by."""
    first = date(today.year, 1, 1)
    return first + timedelta(days=int((today - first).days * share))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), OFFICE_ZONE)
