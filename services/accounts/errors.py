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


def oauth(fault: Fault, error: str) -> Fault:
    """The refusal with the member `error` that OAuth 2.0 clients look at (RFC 6749 5.2)."""
    fault.extra["error"] = error
    return fault
