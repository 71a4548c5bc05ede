"""Refusals about the yearly requirement: figures and exemptions."""

from services.kit.errors import Kind, declare

_ART_23 = "《中国共产党党员教育管理工作条例》第二十三条"

FIGURE_KNOWN = declare(
    "study.figure_known",
    Kind.CONFLICT,
    "该组织自 {from_year} 年起的这项要求已经设定，请修改原设定。",
    "This figure is already set from {from_year} on; amend it instead.",
)
FIGURE_PAST = declare(
    "study.figure_past",
    Kind.INVALID,
    "不能改动往年（{from_year} 年）的要求，最早自 {earliest} 年起。",
    "The figures of past years ({from_year}) stand; the first year that can be set is {earliest}.",
)
MONTHS = declare(
    "study.figure_months",
    Kind.INVALID,
    "“{label}”{need}。",
    "{label}: {need}.",
)
NOT_A_MEMBER = declare(
    "study.not_a_member",
    Kind.INVALID,
    "{name}不是在册党员，学时要求不适用，无需免除。",
    "{name} is no member of the Party, so nothing is asked of them.",
)
OWN_EXEMPTION = declare(
    "study.own_exemption",
    Kind.FORBIDDEN,
    "不能为本人登记或变更免除，请由支部其他工作人员办理。",
    "Nobody enters or ends an exemption of their own; ask another officer of the branch.",
)
EXEMPTION_STANDS = declare(
    "study.exemption_stands",
    Kind.CONFLICT,
    "{name}已有生效的免除，请先登记其终止日期。",
    "An exemption of {name} stands; enter its end first.",
    rule=_ART_23,
)
EXEMPTION_OVER = declare(
    "study.exemption_over",
    Kind.CONFLICT,
    "这项免除已终止或已撤销。",
    "This exemption has ended or was struck.",
)
DECIDED_IN_FUTURE = declare(
    "study.decided_in_future",
    Kind.INVALID,
    "支部决定的日期不能晚于今天 {today}。",
    "The decision cannot lie after today, {today}.",
)
ENDS_BEFORE_IT_BEGINS = declare(
    "study.exemption_ends_before_it_begins",
    Kind.INVALID,
    "终止日期不能早于起始日期 {from_on}；登记有误的请选择撤销。",
    "An exemption cannot end before it began on {from_on}; strike it where it was entered by mistake.",
)
