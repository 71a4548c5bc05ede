"""Refusals about transfers."""

from services.kit.errors import Kind, declare

_ART_25 = "《中国共产党党员教育管理工作条例》第二十五条"
_LETTERS = "组织关系转接通知（rules §10）"
_PLATFORM = "组织关系转接规则（平台默认，rules §10）"

ACTION_FORBIDDEN = declare(
    "transfer.action_forbidden",
    Kind.FORBIDDEN,
    "在这项转接的当前环节，您没有“{label}”的职责。",
    "At this stage of the transfer “{label}” is not your duty.",
)
OPEN_ALREADY = declare(
    "transfer.open_already",
    Kind.CONFLICT,
    "该同志已有一项未办结的组织关系转接，请先办结或撤销。",
    "A transfer of this person is open already; finish or withdraw it first.",
)
DESTINATION = declare(
    "transfer.destination",
    Kind.INVALID,
    "转入组织应为未撤销的党支部或党小组，且不是原支部。",
    "The destination must be a living branch or Party group other than the present one.",
    rule="《中国共产党章程》第八条",
)
ONE_DESTINATION = declare(
    "transfer.one_destination",
    Kind.INVALID,
    "请填写转入党支部或外地党组织，二者选一。",
    "Give either the receiving branch or the organisation outside.",
)
NOT_AMENDABLE = declare(
    "transfer.not_amendable",
    Kind.CONFLICT,
    "状态为“{state}”的转接不能修改；请退回或撤销后重新办理。",
    "A transfer in state “{state}” cannot be amended; send it back or withdraw it.",
)
DUES_UNPAID = declare(
    "transfer.dues_unpaid",
    Kind.INVALID,
    "开具介绍信前应交清党费：至少交至 {needed}，所填为 {given}。",
    "Dues must be paid before the letter is issued: at least until {needed}; given was {given}.",
    rule=_LETTERS,
)
DUES_TOO_FAR = declare(
    "transfer.dues_too_far",
    Kind.INVALID,
    "党费交至年月最晚为 {latest}，请核对。",
    "Dues are paid until {latest} at the latest; look for a slip.",
)
SAME_PERSON = declare(
    "transfer.same_person",
    Kind.FORBIDDEN,
    "上一环节由您办理，须由其他人员审核。",
    "You took the step before; somebody else must take this one.",
    rule=_PLATFORM,
)
LETTER_EXPIRED = declare(
    "transfer.letter_expired",
    Kind.CONFLICT,
    "介绍信有效期至 {valid_until}（含当日），已超期。请由本人提出，转出支部出具证明后重新开具。",
    "The letter was valid until and including {valid_until}. A new one is issued on the sending branch's certificate.",
    rule=_LETTERS,
)
RECEIPT_DATE = declare(
    "transfer.receipt_date",
    Kind.INVALID,
    "回执载明的接收日期应在 {earliest}至 {latest}之间（介绍信有效期内，且不晚于今天）。",
    "The day on the receipt must lie between {earliest} and {latest}: while the letter was valid, not in the future.",
    rule=_LETTERS,
)
LETTER_DATES = declare(
    "transfer.letter_dates",
    Kind.INVALID,
    "介绍信的开具日期不能晚于今天，有效期不能早于开具日期，也不能超过开具之日起 {days} 天。",
    "The letter cannot be issued in the future, nor end before it was issued, nor be valid for more than {days} days.",
    rule=_LETTERS,
)
NO_LETTER = declare(
    "transfer.no_letter",
    Kind.CONFLICT,
    "尚未开具介绍信，或同一党委内部调整不开具介绍信。",
    "No letter has been issued; a move within one committee needs none.",
)
MEMBER_UNKNOWN = declare(
    "transfer.member_unknown",
    Kind.INVALID,
    "没有找到该党员，或其组织关系不在您所在的支部。",
    "The member was not found, or their relation is not with your branch.",
)
