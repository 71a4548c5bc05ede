"""Which rules a scheme may hold, and which of them a fact falls under."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from models.enums.points import CapPeriod, Direction, Head
from services.kit.errors import Fault
from services.points.rules import RuleText, StandingRule, check_rule, matching, on_day

HONEST = RuleText(
    code="XX-01",
    head=Head.STUDY,
    title="参加集中学习",
    points=2,
    direction=Direction.PLUS,
    source_kind="study_session",
    basis="支部确认的出勤记录",
    effective_from=date(2026, 1, 1),
    cap=12,
    cap_period=CapPeriod.YEAR,
)


def refusal(rule: RuleText) -> Fault:
    with pytest.raises(Fault) as caught:
        check_rule(rule)
    return caught.value


@pytest.mark.parametrize(
    "title",
    [
        "参加集中学习", "学习经验分享交流发言", "上党课", "走访慰问困难群众", "撰写调研报告并被采用", "志愿服务",
        "知识竞赛获奖", "按时交纳党费", "培训班结业，每学时 1 分", "主持组织生活会", "喜爱的读书分享会", "通讯报道",
    ],
)  # fmt: skip
def test_facts_that_a_branch_confirms_may_earn(title: str) -> None:
    check_rule(replace(HONEST, title=title))


@pytest.mark.parametrize(
    "title",
    [
        "每日登录平台", "登 录 一次", "每天登陆", "ＬＯＧＩＮ 一次", "在线时长满 30 分钟", "在線時長", "阅读文章浏览时长", "学习时长达标",
        "点赞 5 次", "點讚", "转发文章", "轉發到群", "分享到朋友圈", "每日打卡", "签到照片上传", "积分排名前十", "screen time over an hour",
        "活跃度达标", "Log-in every day", "上传照片",
    ],
)  # fmt: skip
def test_use_of_an_application_may_not(title: str) -> None:
    for rule in (replace(HONEST, title=title), replace(HONEST, basis=title)):
        fault = refusal(rule)
        assert fault.error.code == "points.rule_forbidden"
        assert "rules §14" in (fault.error.rule or "")


@pytest.mark.parametrize(
    "kind",
    ["login", "log_in", "Log-In", "online_minutes", "study_session.online", "likes", "share", "forward",
     "check_in_photo", "screen_time", "organisation_life.check_in", "ranking"],
)  # fmt: skip
def test_sources_that_count_use_are_refused_by_their_kind(kind: str) -> None:
    assert refusal(replace(HONEST, source_kind=kind)).error.code == "points.rule_forbidden"


@pytest.mark.parametrize("kind", ["weather", "", "reversal", "study_session.", "study_session.A-1", ".lecture"])
def test_sources_that_nobody_confirms_are_unknown(kind: str) -> None:
    assert refusal(replace(HONEST, source_kind=kind)).error.code == "points.source_unknown"
    check_rule(replace(HONEST, source_kind="service.visit"))


@pytest.mark.parametrize("rule", [replace(HONEST, cap=None), replace(HONEST, cap_period=None), replace(HONEST, cap=1)])
def test_a_cap_has_its_period_and_room_for_one_award(rule: RuleText) -> None:
    assert refusal(rule).error.code == "points.cap"
    check_rule(replace(HONEST, cap=None, cap_period=None))


def standing(version: int, **given: object) -> StandingRule:
    return StandingRule(UUID(int=version), version, replace(HONEST, **given))  # type: ignore[arg-type]


def test_a_change_leaves_earlier_days_to_the_earlier_version() -> None:
    rules = [standing(1), standing(2, effective_from=date(2026, 7, 1), points=3)]
    assert [rule.version for rule in on_day(rules, date(2026, 6, 30))] == [1]
    assert [rule.version for rule in on_day(rules, date(2026, 7, 1))] == [2]
    assert on_day(rules, date(2025, 12, 31)) == []
    gone = [*rules, standing(3, effective_from=date(2026, 9, 1), retired=True)]
    assert on_day(gone, date(2026, 9, 1)) == []


def test_the_narrower_rule_wins() -> None:
    rules = [standing(1), standing(2, code="XX-02", source_kind="study_session.lecture")]
    day = date(2026, 3, 1)
    assert [rule.text.code for rule in matching(rules, "study_session.lecture", day)] == ["XX-02"]
    assert [rule.text.code for rule in matching(rules, "study_session.seminar", day)] == ["XX-01"]
    assert matching(rules, "service", day) == []


def test_only_whole_units_count() -> None:
    assert standing(1).asked(Decimal("3.9")) == 2
    assert standing(1, per_unit=True).asked(Decimal("3.9")) == 6
    assert standing(1, per_unit=True, direction=Direction.MINUS).asked(Decimal(2)) == -4
