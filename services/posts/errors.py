"""Refusals about posts and terms."""

from services.kit.errors import Kind, declare

ENDS_BEFORE_IT_BEGINS = declare(
    "post.ends_before_it_begins",
    Kind.INVALID,
    "离任日期不能早于任职日期 {from_on}。",
    "A post cannot end before it began on {from_on}.",
)
MEMBER_UNKNOWN = declare(
    "post.member_unknown",
    Kind.INVALID,
    "要关联的党员不在您的管理范围内，或已不在册。请从本组织在册党员中选择。",
    "The member is not in your branches or no longer on the register; choose one of the organisation's members.",
)
NAME_DIFFERS = declare(
    "post.name_differs",
    Kind.INVALID,
    "任职人姓名“{person_name}”与党员档案姓名“{name}”不一致，请核对是否同一人。",
    "The post is in the name of {person_name}, the member's record in that of {name}; check whether they are one.",
)
SECRETARY_TAKEN = declare(
    "post.secretary_taken",
    Kind.CONFLICT,
    "这段时间书记由{holder}担任（自 {from_on}起）；请先登记其离任日期。",
    "{holder} is secretary in that time (since {from_on}); enter the end of that first.",
)
NO_ELECTION = declare(
    "post.no_election",
    Kind.INVALID,
    "{kind}不进行换届选举，不登记届期。",
    "A {kind} holds no elections at the end of a term, so none is recorded.",
    rule="中国共产党支部工作条例（试行）第8条",
)
ELECTED_IN_FUTURE = declare(
    "post.elected_in_future",
    Kind.INVALID,
    "选举日期不能晚于今天。",
    "The day of the election cannot lie in the future.",
)
TERM_KNOWN = declare(
    "post.term_known",
    Kind.CONFLICT,
    "{elected_on}选举产生的届期已经登记。",
    "The term that began with the election of {elected_on} is recorded already.",
)
BASIS_MISSING = declare(
    "post.basis_missing",
    Kind.INVALID,
    "{kind}的任期一般为 {years} 年；登记为其他年限时请写明依据。",
    "The term of a {kind} is {years} years as a rule; say on what another number rests.",
)
POSTPONED_BACKWARDS = declare(
    "post.postponed_backwards",
    Kind.INVALID,
    "延期后的日期应晚于原届满日期 {due_on}。",
    "The election can only be put off to a day after {due_on}.",
    rule="中国共产党基层组织选举工作条例 第3条",
)
TERM_OVER = declare(
    "post.term_over",
    Kind.CONFLICT,
    "此后已有新一届，不能再为这一届登记延期。",
    "A later term is recorded; this one can no longer be put off.",
)
