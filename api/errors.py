"""The only table from error kinds to HTTP statuses, and the one shape of every error (RFC 9457)."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import asyncpg
import structlog
from asyncpg.exceptions import InternalClientError
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.given import given_with, text_of
from services.kit.errors import INVALID, Fault, Kind, Locale, Text, declare
from services.kit.outage import is_database_full, is_disk_trouble, is_out_of_reach, sqlstate

STATUS: dict[Kind, int] = {
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED_MEDIA: 415,
    Kind.INVALID: 422,
    Kind.PRECONDITION_REQUIRED: 428,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}
TITLES: dict[int, Text] = {
    400: Text("请求无法识别", "Bad request"),
    401: Text("未登录", "Not signed in"),
    403: Text("没有权限", "Not allowed"),
    404: Text("未找到", "Not found"),
    405: Text("不支持的请求方式", "Method not allowed"),
    409: Text("与当前状态冲突", "Conflict"),
    412: Text("记录已被他人修改", "Changed by somebody else"),
    413: Text("内容过大", "Too large"),
    415: Text("不支持的文件类型", "Unsupported media type"),
    422: Text("内容有误", "Invalid input"),
    428: Text("缺少版本号", "Precondition required"),
    429: Text("尝试次数过多", "Too many attempts"),
    500: Text("系统出错", "Internal error"),
    503: Text("服务暂不可用", "Service unavailable"),
}
UNAVAILABLE = declare(
    "unavailable",
    Kind.UNAVAILABLE,
    "系统暂时无法访问数据库，请稍后重试；已提交成功的内容不会丢失。",
    "The database cannot be reached just now; try again shortly. Nothing acknowledged is lost.",
)
STORE_UNWRITABLE = declare(
    "store_unwritable",
    Kind.UNAVAILABLE,
    "服务器存储空间已满或不可写，内容没有保存。请联系管理员，稍后重试。",
    "The server's storage is full or cannot be written; nothing was saved. Tell your administrator and try again.",
)
DATABASE_FULL = declare(
    "database_full",
    Kind.UNAVAILABLE,
    "数据库磁盘已满，内容没有保存。请联系管理员，稍后重试。",
    "The database's disk is full; nothing was saved. Tell your administrator and try again.",
)
BODY_TOO_LARGE = declare(
    "body_too_large",
    Kind.TOO_LARGE,
    "提交的内容过大：上限为 {limit_mb} MB。",
    "The request is too large: the limit is {limit_mb} MB.",
)
CONCURRENT = declare(
    "concurrent_change",
    Kind.CONFLICT,
    "另一项操作同时修改了同一条记录，请刷新后重试。",
    "Another change to the same record happened at the same time; reload and try again.",
)
_INTERNAL = Text(
    "系统出错，本次操作没有生效。请稍后重试；如仍出现，请将编号 {request_id} 告知管理员。",
    "Something went wrong and nothing was changed. Try again; if it stays, tell your administrator {request_id}.",
)
_VALIDATION_ZH: dict[str, str] = {
    "missing": "必填项未填写",
    "extra_forbidden": "没有这一项",
    "string_too_long": "内容过长，最多 {max_length} 个字",
    "string_too_short": "内容过短，至少 {min_length} 个字",
    "string_type": "应为文字",
    "string_pattern_mismatch": "格式不正确",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_parsing": "应为“是”或“否”",
    "bool_type": "应为“是”或“否”",
    "uuid_parsing": "编号格式不正确",
    "uuid_type": "编号格式不正确",
    "date_from_datetime_parsing": "日期格式不正确，应如 2026-11-21",
    "date_parsing": "日期格式不正确，应如 2026-11-21",
    "date_type": "日期格式不正确，应如 2026-11-21",
    "datetime_parsing": "时间格式不正确，应如 2026-11-21T08:00:00+08:00",
    "datetime_from_date_parsing": "时间格式不正确，应如 2026-11-21T08:00:00+08:00",
    "timezone_aware": "时间应带时区，如 2026-11-21T08:00:00+08:00",
    "enum": "只能是：{expected}",
    "literal_error": "只能是：{expected}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "greater_than": "应大于 {gt}",
    "less_than": "应小于 {lt}",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "json_invalid": "不是有效的 JSON",
    "username_format": "账号由 3–40 个字母、数字、点、横线或下划线组成，以字母或数字开头",
    "null_forbidden": "不能清空；如不修改，请不要提交这一项",
    "string_unicode": "含有无法识别的字符",
    "uuid_version": "编号格式不正确",
    "int_parsing_size": "数字过大",
    "finite_number": "应为数字",
    "date_from_datetime_inexact": "日期格式不正确，应如 2026-11-21",
    "moment_out_of_range": "时间超出可用范围",
    "month_parsing": "年月格式不正确，应如 2026-10",
    "value_error": "内容不正确",
    "text_control_characters": "含有不可见的控制字符（如空字符），请删除后重试",
}
_ENGLISH = re.compile(r"\s*en\b", re.IGNORECASE)
_LONGEST_NAME = 100
_DRIVER_ERRORS = (asyncpg.InterfaceError, InternalClientError)
log = structlog.get_logger("api.errors")


def locale_of(request: Request) -> Locale:
    """Chinese unless the client prefers English."""
    wanted = text_of(given_with(request.scope), b"accept-language")
    return "en" if wanted and _ENGLISH.match(wanted) else "zh"


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[dict[str, Any]] = (),
    extra: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """An `application/problem+json` answer."""
    title = TITLES.get(status)
    body = {
        "type": f"urn:dangjian:problem:{code}",
        "title": title.render(locale_of(request)) if title else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
        "request_id": getattr(request.state, "request_id", None),
        **(extra or {}),
    }
    if status == 401:
        headers = {"WWW-Authenticate": "Bearer", **(headers or {})}
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")


async def on_fault(request: Request, fault: Exception) -> JSONResponse:
    assert isinstance(fault, Fault)
    locale = locale_of(request)
    errors = [
        {"pointer": field.pointer, "code": field.code, "message": field.message.render(locale, field.params)}
        for field in fault.fields
    ]
    extra = dict(fault.extra)
    if fault.error.rule:
        extra["rule"] = fault.error.rule
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else None
    return problem(
        request,
        STATUS[fault.error.kind],
        fault.error.code,
        fault.detail(locale),
        errors=errors,
        extra=extra,
        headers=headers,
    )


async def on_invalid_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    locale = locale_of(request)
    errors = [
        {"pointer": _pointer(item["loc"]), "code": item["type"], "message": _message(item, locale)}
        for item in error.errors()[:100]
    ]
    return problem(request, 422, INVALID.code, INVALID.text.render(locale), errors=errors)


async def on_http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 413:
        return await on_fault(request, BODY_TOO_LARGE(limit_mb=request.state.body_limit_mb))
    title = TITLES.get(error.status_code)
    detail = title.render(locale_of(request)) if title else str(error.detail)
    code = HTTPStatus(error.status_code).name.lower()
    return problem(request, error.status_code, code, detail, headers=dict(error.headers or {}))


async def on_database_error(request: Request, error: Exception) -> JSONResponse:
    """A conflict of two writers is the client's to retry; a lost database is ours to admit."""
    if is_disk_trouble(error):
        log.error("store.unwritable", error=str(error)[:300])
        return await on_fault(request, _with_retry(STORE_UNWRITABLE(), 30))
    if is_database_full(error):
        log.error("database.full", error=str(error)[:300])
        return await on_fault(request, _with_retry(DATABASE_FULL(), 30))
    if is_out_of_reach(error):
        log.error("database.unreachable", error=str(error)[:300])
        return await on_fault(request, _with_retry(UNAVAILABLE()))
    if isinstance(error, StaleDataError) or sqlstate(error) in {"40001", "40P01"}:
        return await on_fault(request, CONCURRENT())
    return await on_unexpected(request, error)


async def on_gone(request: Request, _error: Exception) -> JSONResponse:
    """The client went away while its body was read: nobody hears the answer, and nothing of ours is wrong."""
    log.info("client.gone")
    return problem(request, 400, "client_gone", TITLES[400].render(locale_of(request)))


async def on_unexpected(request: Request, error: Exception) -> JSONResponse:
    request_id = getattr(request.state, "request_id", None)
    log.error("request.failed", exc_info=error, request_id=request_id)
    detail = _INTERNAL.render(locale_of(request), {"request_id": request_id})
    return problem(request, 500, "internal", detail)


def install(app: FastAPI) -> None:
    """Give every kind of exception its answer."""
    app.add_exception_handler(Fault, on_fault)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(ClientDisconnect, on_gone)
    for kind in (
        DBAPIError,
        PoolTimeout,
        StaleDataError,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
        InternalClientError,
        OSError,
    ):
        app.add_exception_handler(kind, on_database_error)
    app.add_exception_handler(Exception, on_unexpected)


async def answer(request: Request, error: Exception) -> Response:
    """The answer that was installed for this kind of exception; what is unexpected is raised again."""
    handlers = request.app.exception_handlers
    for kind in type(error).__mro__[:-2]:
        if kind in handlers and kind is not Exception:
            response: Response = await handlers[kind](request, error)
            error.__traceback__ = None
            return response
    raise error


def _with_retry(fault: Fault, seconds: int = 2) -> Fault:
    fault.retry_after = seconds
    return fault


def _pointer(location: Sequence[int | str]) -> str:
    place, *path = location
    if place != "body":
        path = [place, *path]
    return "".join("/" + _told(str(part)).replace("~", "~0").replace("/", "~1") for part in path)


def _told(name: str) -> str:
    """A client's own name for a field, fit to be sent back: short, and text whatever it was."""
    return name[:_LONGEST_NAME].encode(errors="backslashreplace").decode()


def _message(item: dict[str, Any], locale: Locale) -> str:
    template = _VALIDATION_ZH.get(item["type"])
    if locale == "en" or template is None:
        return str(item["msg"]) if locale == "en" else f"内容不正确（{item['msg']}）"
    context = {name: str(value).replace(" or ", " 或 ") for name, value in item.get("ctx", {}).items()}
    return template.format(**context)
