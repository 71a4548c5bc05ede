"""Refusals about signing in and accounts."""

from services.kit.errors import Fault, Kind, declare

SEPARATION = "GB/T 22239-2019 8.1.4.2"

INVALID_CREDENTIALS = declare(
    "auth.invalid_credentials",
    Kind.UNAUTHENTICATED,
    "账号或密码不正确。多次失败后账号会被临时锁定。",
    "The user name or the password is wrong. Several failures lock the account for a while.",
)
OTP_REQUIRED = declare(
    "auth.otp_required",
    Kind.UNAUTHENTICATED,
    "请输入动态口令（otp）：该账号已开启双因素登录。",
    "Enter the one-time code (otp): this account uses a second factor.",
)
OTP_INVALID = declare(
    "auth.otp_invalid",
    Kind.UNAUTHENTICATED,
    "动态口令不正确、已过期或已用过，请等待下一个口令后再试。",
    "The one-time code is wrong, expired or already used; wait for the next one.",
)
REFRESH_INVALID = declare(
    "auth.refresh_invalid",
    Kind.UNAUTHENTICATED,
    "登录已失效，请重新登录。",
    "Your sign-in has ended; please sign in again.",
)
UNSUPPORTED_GRANT = declare(
    "auth.unsupported_grant_type",
    Kind.INVALID,
    "不支持的 grant_type，可用：password、refresh_token、client_credentials。",
    "Unsupported grant_type; use password, refresh_token or client_credentials.",
)
FIELD_MISSING = declare("missing", Kind.INVALID, "必填项未填写", "Field required")
INVALID_SCOPE = declare(
    "auth.invalid_scope",
    Kind.INVALID,
    "该客户端没有所要求的权限：{scope}。",
    "This client does not hold the scope it asks for: {scope}.",
)

CURRENT_PASSWORD_WRONG = declare(
    "password.current_wrong",
    Kind.INVALID,
    "当前密码不正确。多次失败后账号会被临时锁定。",
    "The current password is wrong. Several failures lock the account for a while.",
)
FACTOR_ALREADY_SET = declare(
    "second_factor.already_set",
    Kind.CONFLICT,
    "已绑定动态口令。如需更换，请先解除，或请系统管理员重置。",
    "A second factor is already set up. Remove it first, or ask your administrator to reset it.",
)
FACTOR_NOT_BEGUN = declare(
    "second_factor.not_set",
    Kind.CONFLICT,
    "尚未绑定动态口令，请先获取二维码。",
    "No second factor has been set up; ask for the QR code first.",
)
FACTOR_CODE_WRONG = declare(
    "second_factor.code_wrong",
    Kind.INVALID,
    "动态口令不正确。请确认手机时间准确，并输入当前显示的 6 位数字。",
    "The code is wrong. Check the clock of your phone and enter the 6 digits it shows now.",
)
FACTOR_MANDATORY = declare(
    "second_factor.mandatory",
    Kind.CONFLICT,
    "您的角色必须使用双因素登录，不能自行解除；更换手机时请系统管理员重置。",
    "Your role must use a second factor, so it cannot be removed; for a new phone ask your administrator to reset it.",
    rule="GB/T 22239-2019 8.1.4.1 d)",
)
FACTOR_NOT_FOR_CLIENTS = declare(
    "second_factor.not_for_clients",
    Kind.CONFLICT,
    "对接系统的账号不使用动态口令。",
    "Accounts of connected systems use no one-time codes.",
)

USERNAME_TAKEN = declare(
    "account.username_taken",
    Kind.CONFLICT,
    "账号“{username}”已被使用，请换一个。",
    "The user name “{username}” is taken; choose another one.",
)
ONESELF = declare(
    "account.oneself",
    Kind.FORBIDDEN,
    "不能对自己的账号进行这项操作，请由另一位系统管理员办理。",
    "You cannot do this to your own account; ask another administrator.",
    rule=SEPARATION,
)
BEYOND_REACH = declare(
    "account.beyond_reach",
    Kind.FORBIDDEN,
    "“{name}”在您的管理范围之外还有职责（{branch}），请由上级系统管理员办理。",
    "“{name}” also has duties outside your branches ({branch}); ask an administrator above you.",
    rule=SEPARATION,
)
DUTIES_OVERLAP = declare(
    "account.duties_overlap",
    Kind.CONFLICT,
    "系统管理、安全审计、业务三类职责不能由同一账号兼任：“{held}”与“{wanted}”不能同时授予。",
    "System, audit and business duties never share an account: “{held}” and “{wanted}” cannot go together.",
    rule=SEPARATION,
)
ROLE_FOR_KIND = declare(
    "account.role_for_kind",
    Kind.CONFLICT,
    "“{role}”不能授予这类账号：对接系统的账号只用“对接系统”角色，个人账号不用。",
    "“{role}” does not fit this kind of account: connected systems take the integration role, persons the others.",
)
ALREADY_GRANTED = declare(
    "account.already_granted",
    Kind.CONFLICT,
    "该账号在“{branch}”已有“{role}”角色。",
    "The account already holds “{role}” on “{branch}”.",
)
BRANCH_DISSOLVED = declare(
    "account.branch_dissolved",
    Kind.CONFLICT,
    "“{branch}”已撤销，不能再用于账号。",
    "“{branch}” has been dissolved and takes no accounts.",
)
LAST_ADMIN = declare(
    "account.last_admin",
    Kind.CONFLICT,
    "这是最后一位全市系统管理员，不能停用或收回其角色；请先授予另一位。",
    "This is the last administrator of the whole city; appoint another one first.",
)
IS_CLOSED = declare(
    "account.closed",
    Kind.CONFLICT,
    "该账号已停用，请先恢复。",
    "The account is closed; reopen it first.",
)
NOT_CLOSED = declare(
    "account.not_closed",
    Kind.CONFLICT,
    "该账号并未停用。",
    "The account is not closed.",
)


def oauth(fault: Fault, error: str) -> Fault:
    """The refusal with the member `error` that OAuth 2.0 clients look at (RFC 6749 5.2)."""
    fault.extra["error"] = error
    return fault


MEMBER_FOR_PERSONS = declare(
    "account.member_for_persons",
    Kind.CONFLICT,
    "对接系统的账号不能与党员关联。",
    "The account of a connected system belongs to no member.",
)
