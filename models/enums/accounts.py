"""Accounts and the roles granted to them."""

from enum import StrEnum


class Role(StrEnum):
    """A duty. What each may do stands in `services/access/roles.py`."""

    ADMIN = "admin"  # 系统管理员
    AUDITOR = "auditor"  # 安全审计员
    STAFF = "staff"  # 组织部工作人员
    SUPERVISOR = "supervisor"  # 督查员
    COMMITTEE_ADMIN = "committee_admin"  # 党委管理员
    BRANCH_SECRETARY = "branch_secretary"  # 支部书记
    BRANCH_CLERK = "branch_clerk"  # 支部党务干事
    MEMBER = "member"  # 党员
    INTEGRATION = "integration"  # 对接系统


class AccountKind(StrEnum):
    PERSON = "person"
    CLIENT = "client"


class AccountState(StrEnum):
    """What the list shows of an account; locked after failed sign-ins."""

    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


class SessionEnd(StrEnum):
    """Why a sign-in session ended."""

    SIGNED_OUT = "signed_out"
    REVOKED = "revoked"
    REUSE_DETECTED = "reuse_detected"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a reason, no password
    ACCOUNT_CLOSED = "account_closed"
