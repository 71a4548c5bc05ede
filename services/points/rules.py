"""What a rule of a scheme may be, and which rule a fact falls under. Pure (rules §5, §14)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from models.enums.points import CapPeriod, Direction, Head, SourceKind
from services.kit.errors import Fault
from services.kit.names import comparable
from services.points import errors
from services.points.ledger import Cap

_SUFFIX = re.compile(r"[a-z][a-z_]{0,39}")
_RULE_KINDS = frozenset(SourceKind) - {SourceKind.REVERSAL}

_REFUSED_KINDS = frozenset(
    {
        *("login", "logins", "logon", "signin", "checkin", "checkins", "online", "minutes", "screen", "screentime"),
        *("like", "likes", "share", "shares", "forward", "forwards", "repost", "reposts", "click", "clicks"),
        *("photo", "photos", "ranking"),
    }
)
"""Words in the name of a source that counts the use of an application, whatever it is called exactly."""

_REFUSED_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("登录、活跃度", re.compile(r"登录|登陆|登入|上线(?:次数|天数|率)|活跃度|日活|使用率|log(?:in|on|ged)|signin")),
    (
        "在线时长",
        re.compile(
            r"在线(?:时长|时间|分钟|学习时)|(?:浏览|观看|阅读|停留|学习|使用)时长|屏幕(?:时间|使用)|上网时间|"
            r"onlinetime|onlineminutes|minutesonline|screentime"
        ),
    ),
    ("点赞、投票", re.compile(r"点赞|按赞|集赞|网络投票|评论数|likes?(?:received|given|count)|thumbsup|^likes?$")),
    (
        "转发、分享",
        re.compile(
            r"转发|转载量|分享(?:到|至|链接|次数|量|数)|朋友圈|shared?(?:link|count|post)|forwarding|repost|^shares?$"
        ),
    ),
    (
        "打卡、签到拍照",
        re.compile(r"打卡|签到(?:照|拍|图|次数|率)|拍照签|照片签|(?:上传|晒)(?:照片|图片)|checkin|轨迹"),
    ),
    ("排名", re.compile(r"积分排名|积分榜|排行榜|积分前[一二三四五六七八九十\d]|末位|leaderboard|ranking")),
)
"""Wording that shows the same, by what it stands for; compared without blanks, punctuation and traditional forms."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as it is written: `points` and `cap` without sign.

    `source_kind` is one of `SourceKind`, perhaps narrowed down by a suffix (`study_session.lecture`). With `per_unit`
    the points are given for each whole unit of the fact's quantity.
    """

    code: str
    head: Head
    title: str
    points: int
    direction: Direction
    source_kind: str
    basis: str
    effective_from: date
    cap: int | None = None
    cap_period: CapPeriod | None = None
    per_unit: bool = False
    evidence_required: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class StandingRule:
    """One version of a rule that stands in a published scheme."""

    id: UUID
    version: int
    text: RuleText

    @property
    def cap(self) -> Cap | None:
        text = self.text
        return Cap(text.cap, text.cap_period) if text.cap is not None and text.cap_period is not None else None

    def asked(self, quantity: Decimal = Decimal(1)) -> int:
        """Points before the cap, with their sign; parts of a unit give nothing."""
        units = int(quantity.to_integral_value(ROUND_FLOOR)) if self.text.per_unit else 1
        size = self.text.points * units
        return size if self.text.direction is Direction.PLUS else -size


def check_rule(text: RuleText) -> None:
    """Errors: `points.rule_forbidden` for what rules §14 does not allow, `points.source_unknown`, `points.cap`."""
    _check_source(text.source_kind)
    for pointer, words in (("/title", text.title), ("/basis", text.basis)):
        found = forbidden_subject(words)
        if found is not None:
            raise _forbidden(found, pointer)
    if (text.cap is None) != (text.cap_period is None) or (text.cap is not None and text.cap < text.points):
        raise errors.CAP.at("/cap", points=text.points)


def _check_source(source_kind: str) -> None:
    kind, _, suffix = source_kind.partition(".")
    words = re.split(r"[^a-z]+", re.sub(r"(log|sign|check)[_-](in|on)", r"\1\2", source_kind.lower()))
    if not _REFUSED_KINDS.isdisjoint(words):
        raise _forbidden(source_kind[:60], "/source_kind")
    if kind not in _RULE_KINDS or ("." in source_kind and not _SUFFIX.fullmatch(suffix)):
        raise errors.SOURCE_UNKNOWN.at("/source_kind", given=source_kind[:60], offered="、".join(sorted(_RULE_KINDS)))


def _forbidden(subject: str, pointer: str) -> Fault:
    return errors.RULE_FORBIDDEN.at(pointer, subject=subject)


def forbidden_subject(words: str) -> str | None:
    """What a rule of this wording would reward that may not be rewarded; None for an honest one."""
    plain = "".join(mark for mark in comparable(words) if unicodedata.category(mark)[0] in "LN")
    return next((subject for subject, pattern in _REFUSED_WORDS if pattern.search(plain)), None)


def on_day(rules: Iterable[StandingRule], day: date) -> list[StandingRule]:
    """Of each code the version that holds on the day, by code; none before its first or after it was retired."""
    latest: dict[str, StandingRule] = {}
    for rule in rules:
        known = latest.get(rule.text.code)
        if rule.text.effective_from <= day and (known is None or known.version < rule.version):
            latest[rule.text.code] = rule
    return [latest[code] for code in sorted(latest) if not latest[code].text.retired]


def matching(rules: Sequence[StandingRule], source_kind: str, day: date) -> list[StandingRule]:
    """The rules a fact falls under: those for exactly its kind, else those for the kind without its suffix."""
    standing = on_day(rules, day)
    exact = [rule for rule in standing if rule.text.source_kind == source_kind]
    return exact or [rule for rule in standing if rule.text.source_kind == source_kind.partition(".")[0]]
