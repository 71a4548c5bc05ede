"""Refusals about tickets."""

from services.kit.errors import Kind, declare

_RULE = "督办规则（平台默认，rules §7）"

ACTION_FORBIDDEN = declare(
    "ticket.action_forbidden",
    Kind.FORBIDDEN,
    "您在这个事项中没有“{label}”的职责。",
    "On this ticket “{label}” is not your duty.",
)
CLOSER_BELONGS_TO_LEAD = declare(
    "ticket.closer_belongs_to_lead",
    Kind.FORBIDDEN,
    "您属于承办单位“{branch}”，承办单位不能自行销号，请由督查人员审核销号。",
    "You belong to the lead branch “{branch}”, which never closes its own ticket.",
    rule=_RULE,
)
CLOSER_CARRIED_OUT = declare(
    "ticket.closer_carried_out",
    Kind.FORBIDDEN,
    "您参与了本事项的办理（签收、报告或申请销号），须由其他人员审核销号。",
    "You took part in carrying this ticket out; somebody else must close it.",
    rule=_RULE,
)
FEEDBACK_MISSING = declare(
    "ticket.feedback_missing",
    Kind.CONFLICT,
    "协办单位尚未反馈：{branches}。请催促反馈，或逐一免除并说明理由。",
    "Supporting branches have not given feedback: {branches}. Ask for it, or waive it with a reason.",
    rule=_RULE,
)
CHILDREN_OPEN = declare(
    "ticket.children_open",
    Kind.CONFLICT,
    "还有 {count} 个子事项未销号，不能销号。",
    "{count} sub-tickets are still open.",
)
EXTENSION_TOO_LATE = declare(
    "ticket.extension_too_late",
    Kind.CONFLICT,
    "时限 {due_on}已过。延期应在时限当日（含）以前申请，逾期按原时限计算。",
    "The due date {due_on} has passed; an extension can be asked for up to and including that day.",
    rule=_RULE,
)
EXTENSION_NOT_LATER = declare(
    "ticket.extension_not_later",
    Kind.INVALID,
    "新时限应晚于现行时限 {due_on}。",
    "The new due date must be later than {due_on}.",
)
EXTENSION_WAITING = declare(
    "ticket.extension_waiting",
    Kind.CONFLICT,
    "已有一项延期申请（至 {due_on}）等待审批。",
    "An extension to {due_on} already waits for a decision.",
)
NO_EXTENSION_WAITING = declare(
    "ticket.no_extension_waiting",
    Kind.CONFLICT,
    "没有等待审批的延期申请。",
    "No extension waits for a decision.",
)
ACCEPT_FIRST = declare(
    "ticket.accept_first",
    Kind.CONFLICT,
    "事项尚未签收，请先签收再报告进展。",
    "Accept the ticket before reporting progress.",
)
ALREADY_IN_REVIEW = declare(
    "ticket.already_in_review",
    Kind.CONFLICT,
    "已申请销号，正在审核；如被退回可继续报告进展。",
    "Closing has been requested and is under review.",
)
DUE_IN_PAST = declare(
    "ticket.due_in_past",
    Kind.INVALID,
    "时限 {due_on}早于今天（{today}），请改为今天或以后的日期。",
    "The due date {due_on} is before today ({today}).",
)
DUE_TOO_FAR = declare(
    "ticket.due_too_far",
    Kind.INVALID,
    "日期 {due_on}过远，最晚为 {latest}。",
    "The date {due_on} is too far away; the latest is {latest}.",
)
WITHDRAW_ASSIGNED = declare(
    "ticket.withdraw_assigned",
    Kind.FORBIDDEN,
    "事项已经交办，只有督查人员可以撤回。",
    "The ticket has been assigned; only a supervision officer may withdraw it.",
)
FEEDBACK_NOT_WAIVABLE = declare(
    "ticket.feedback_not_waivable",
    Kind.CONFLICT,
    "“{branch}”不是尚未反馈的协办单位。",
    "“{branch}” is no supporting branch whose feedback is missing.",
)
FEEDBACK_COMPLETE = declare(
    "ticket.feedback_complete",
    Kind.CONFLICT,
    "没有尚未反馈的协办单位，不需要免除。",
    "No supporting branch's feedback is missing; there is nothing to waive.",
)
BRANCH_OUTSIDE = declare(
    "ticket.branch_outside",
    Kind.INVALID,
    "所选单位不存在、已撤销，或不在您可交办的范围内。",
    "The branch does not exist, is dissolved, or lies outside what you may assign to.",
)
LEAD_IS_SUPPORTING = declare(
    "ticket.lead_is_supporting",
    Kind.INVALID,
    "承办单位不能同时是协办单位，协办单位不能重复。",
    "The lead branch cannot support itself, and no branch supports twice.",
)
MILESTONES_INVALID = declare(
    "ticket.milestones_invalid",
    Kind.INVALID,
    "节点的日期和进度都应依次递增，进度在 1%–99% 之间，日期不重复。",
    "Milestones must rise in date and percent (1–99), with no date twice.",
)
NOT_AMENDABLE = declare(
    "ticket.not_amendable",
    Kind.CONFLICT,
    "状态为“{state}”的事项不能修改：{fields}。如需更正，请添加补充说明。",
    "A ticket in state “{state}” takes no change of: {fields}. Add a note instead.",
)
PARENT_ENDED = declare(
    "ticket.parent_ended",
    Kind.CONFLICT,
    "上级事项{state}，不能再设子事项。",
    "The parent ticket is {state} and takes no new sub-tickets.",
)
NOTE_ON_DRAFT = declare(
    "ticket.note_on_draft",
    Kind.CONFLICT,
    "草拟的事项可以直接修改，不必添加补充说明。",
    "A draft can be changed itself; it takes no notes.",
)
TOO_MANY_FILES = declare(
    "ticket.too_many_files",
    Kind.CONFLICT,
    "每个事项最多 {limit} 个附件。",
    "A ticket takes at most {limit} files.",
)
PARENT_UNKNOWN = declare(
    "ticket.parent_unknown",
    Kind.INVALID,
    "上级事项不存在，或不在您的管理范围内。",
    "The parent ticket does not exist or lies outside your branches.",
)
ISSUING_BRANCH_UNCLEAR = declare(
    "ticket.issuing_branch_outside",
    Kind.INVALID,
    "您不能以这个单位的名义交办，请选择您有权交办的单位。",
    "You may not issue tickets in this branch's name.",
)
