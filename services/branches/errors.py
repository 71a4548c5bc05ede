"""Refusals about branches."""

from services.kit.errors import Kind, declare

ALREADY_BELOW = declare(
    "branch.already_below",
    Kind.CONFLICT,
    "该组织已在“{parent}”之下。",
    "The organisation already stands below “{parent}”.",
)
CIRCLE = declare(
    "branch.circle",
    Kind.INVALID,
    "“{parent}”就是“{name}”或在它之下，不能作它的上级。",
    "“{parent}” is “{name}” itself or lies below it and cannot stand above it.",
)
DECIDED_BEFORE_FOUNDING = declare(
    "branch.decided_before_founding",
    Kind.INVALID,
    "决定日期不能早于成立日期 {founded_on}。",
    "The decision cannot be older than the branch, which was founded on {founded_on}.",
)
DECIDED_IN_FUTURE = declare(
    "branch.decided_in_future",
    Kind.INVALID,
    "决定日期不能晚于今天；请在决定作出后登记。",
    "The decision cannot lie in the future; enter it once it has been taken.",
)
DISSOLVED = declare(
    "branch.dissolved",
    Kind.CONFLICT,
    "“{name}”已于 {on}撤销，只能查看。",
    "“{name}” was dissolved on {on} and can only be looked at.",
)
ROOT_STAYS = declare(
    "branch.root_stays",
    Kind.CONFLICT,
    "最上级组织不能移动、合并或撤销。",
    "The topmost organisation can be neither moved nor merged nor dissolved.",
)
TOO_DEEP_BELOW = declare(
    "branch.too_deep_below",
    Kind.INVALID,
    "移到“{parent}”之下后将有 {depth} 级，组织树最多 {limit} 级。",
    "Below “{parent}” the tree would have {depth} levels; {limit} are allowed.",
)
TREE_BUSY = declare(
    "branch.tree_busy",
    Kind.CONFLICT,
    "正在进行大批量写入（如导入），暂时不能调整组织树，请稍后再试。",
    "A long write (such as an import) is under way; the tree cannot change shape now. Try again later.",
)
MERGER_KIND = declare(
    "branch.merger_kind",
    Kind.INVALID,
    "{kind}不能并入{into_kind}，请选择同类组织。",
    "A {kind} cannot be merged into a {into_kind}; choose an organisation of the same sort.",
)
MERGER_WITHIN = declare(
    "branch.merger_within",
    Kind.INVALID,
    "不能并入自身或自己的下级组织。",
    "An organisation cannot be merged into itself or into what lies below it.",
)
NAME_TAKEN = declare(
    "branch.name_taken",
    Kind.CONFLICT,
    "“{parent}”下已有名为“{name}”的组织。",
    "“{parent}” already has a branch named “{name}”.",
)
TOO_DEEP = declare(
    "branch.too_deep",
    Kind.INVALID,
    "组织树最多 {limit} 级，“{parent}”已是第 {limit} 级，不能再设下级。",
    "The tree has at most {limit} levels; “{parent}” is on the last one.",
)
NOT_EMPTY = declare(
    "branch.not_empty",
    Kind.CONFLICT,
    "“{name}”还有未处理的事项：{left}。请先处理完毕，再撤销或合并。",
    "“{name}” still has: {left}. Settle these first, then dissolve or merge it.",
)
PARENT_DISSOLVED = declare(
    "branch.parent_dissolved",
    Kind.CONFLICT,
    "“{parent}”已撤销，不能再设下级组织。",
    "“{parent}” has been dissolved and takes no new branches.",
)
KIND_BELOW = declare(
    "branch.kind_below",
    Kind.INVALID,
    "{parent_kind}下不能设{kind}。",
    "A {kind} cannot stand below a {parent_kind}.",
)
_GB_32100 = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
CREDIT_CODE_LENGTH = declare(
    "branch.credit_code_length",
    Kind.INVALID,
    "统一社会信用代码应为 18 位，现为 {length} 位。",
    "A unified social credit code has 18 places; this one has {length}.",
    rule=_GB_32100,
)
CREDIT_CODE_CHARACTERS = declare(
    "branch.credit_code_characters",
    Kind.INVALID,
    "统一社会信用代码只含数字和大写字母，且不使用 I、O、S、V、Z；这里出现了：{wrong}。",
    "A unified social credit code holds digits and letters other than I, O, S, V, Z; found here: {wrong}.",
    rule=_GB_32100,
)
CREDIT_CODE_CHECK_DIGIT = declare(
    "branch.credit_code_check_digit",
    Kind.INVALID,
    "统一社会信用代码的校验码不符，请核对是否有错位或抄错。",
    "The check digit of the unified social credit code does not fit; look for a slip.",
    rule=_GB_32100,
)
