"""The figures of the yearly requirement: those of the regulations, and what organisations set for themselves. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from models.enums.study_requirements import Confidence, RequirementCode


@dataclass(frozen=True, slots=True)
class Figure:
    """How much is asked for: 学时 for hours, times for trainings; 0 asks for nothing.

    `months` is the length of the time within which it is asked for, where that is no calendar year.
    `branch_id` is the organisation that set it for itself and all below it, None for a regulation's own figure.
    """

    code: RequirementCode
    amount: Decimal
    basis: str
    confidence: Confidence
    from_year: int = 0
    months: int | None = None
    branch_id: UUID | None = None


HOURS = frozenset({RequirementCode.MEMBER_HOURS, RequirementCode.OFFICER_HOURS})
WITH_MONTHS = frozenset({RequirementCode.NEW_SECRETARY_TRAINING, RequirementCode.FIRST_YEAR_TRAINING})
"""What is asked for within some months of a day; the probation is as long as it is."""

_PLAN = "《2019—2023年全国党员教育培训工作规划》，2024—2028年规划沿用情况待核实"
_OWN = "市委组织部机关党的建设工作要点（2026）第十项"

REGULATIONS: tuple[Figure, ...] = (
    Figure(
        RequirementCode.MEMBER_HOURS,
        Decimal(32),
        "《中国共产党党员教育管理工作条例》第二十条",
        Confidence.A,
    ),
    Figure(RequirementCode.OFFICER_HOURS, Decimal(56), _PLAN, Confidence.B),
    Figure(RequirementCode.MEMBER_TRAINING, Decimal(1), _OWN, Confidence.A),
    Figure(RequirementCode.OFFICER_TRAINING, Decimal(1), _PLAN, Confidence.B),
    Figure(RequirementCode.SECRETARY_TRAINING, Decimal(1), _PLAN, Confidence.B),
    Figure(RequirementCode.NEW_SECRETARY_TRAINING, Decimal(1), _PLAN, Confidence.B, months=6),
    Figure(RequirementCode.PROBATION_TRAINING, Decimal(1), _PLAN, Confidence.B),
    Figure(RequirementCode.FIRST_YEAR_TRAINING, Decimal(1), _PLAN, Confidence.B, months=12),
)
"""What holds where nobody has set anything else; each with where it comes from (rules §4)."""

Figures = Mapping[RequirementCode, Figure]


def in_force(settings: Iterable[Figure], lineage: Sequence[UUID], year: int) -> dict[RequirementCode, Figure]:
    """Of each code the figure of the nearest organisation in `lineage` (root first), in its latest version by `year`.

    A year is asked for by what holds in that year: a version for a later one leaves it alone.
    """
    found = {figure.code: figure for figure in REGULATIONS}
    depth = {branch_id: place for place, branch_id in enumerate(lineage)}
    own = [item for item in settings if item.branch_id in depth and item.from_year <= year]
    for figure in sorted(own, key=lambda item: (depth[item.branch_id], item.from_year)):  # type: ignore[index]
        found[figure.code] = figure
    return found


def regulation(code: RequirementCode) -> Figure:
    """The figure that holds without settings."""
    return next(figure for figure in REGULATIONS if figure.code is code)
