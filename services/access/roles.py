"""What each role may do. Roles are code: a change is reviewed, tested and dated like any other.

System, security-audit and business duties do not overlap (GB/T 22239 8.1.4.2: three roles).
"""

from enum import StrEnum

from models.enums.accounts import Role
from services.access.permissions import Permission
from services.kit.errors import Text

ROLE_LABELS: dict[Role, Text] = {
    Role.ADMIN: Text("系统管理员", "System administrator"),
    Role.AUDITOR: Text("安全审计员", "Security auditor"),
    Role.STAFF: Text("组织部工作人员", "Organisation department staff"),
    Role.SUPERVISOR: Text("督查员", "Supervision officer"),
    Role.COMMITTEE_ADMIN: Text("党委管理员", "Committee administrator"),
    Role.BRANCH_SECRETARY: Text("支部书记", "Branch secretary"),
    Role.BRANCH_CLERK: Text("支部干事", "Branch clerk"),
    Role.MEMBER: Text("党员", "Member"),
    Role.INTEGRATION: Text("对接系统", "Integration client"),
}

_REGISTRAR = frozenset({Permission.MEMBER_MANAGE, Permission.MEMBER_READ, Permission.MEMBER_REVEAL})
"""Who keeps the register: a branch its own members, a committee those below it (教管条例 Art. 24–25).

Staff look but change nothing; supervisors, administrators and auditors need no member's data; connected systems
get it masked; members see themselves alone.
"""

_BRANCH_OFFICER = _REGISTRAR | frozenset(
    {
        Permission.BRANCH_READ,
        Permission.CALENDAR_READ,
        Permission.POINT_KEEP,
        Permission.POINT_READ,
        Permission.SOURCE_DOCUMENT_READ,
        Permission.STUDY_KEEP,
        Permission.STUDY_READ,
        Permission.TICKET_ACT,
        Permission.TICKET_CARRY_OUT,
        Permission.TICKET_EXPORT,
        Permission.TICKET_READ,
        Permission.TRANSFER_DRAFT,
        Permission.TRANSFER_READ,
    }
)
_DRAFTER = frozenset(
    {
        Permission.BRANCH_READ,
        Permission.CALENDAR_READ,
        Permission.POINT_READ,
        Permission.SOURCE_DOCUMENT_READ,
        Permission.SOURCE_DOCUMENT_UPLOAD,
        Permission.STUDY_READ,
        Permission.TICKET_ACT,
        Permission.TICKET_DRAFT,
        Permission.TICKET_EXPORT,
        Permission.TICKET_READ,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(
        {
            Permission.ACCOUNT_MANAGE,
            Permission.ACCOUNT_READ,
            Permission.BRANCH_MANAGE,
            Permission.BRANCH_READ,
            Permission.CALENDAR_MANAGE,
            Permission.CALENDAR_READ,
        }
    ),
    Role.AUDITOR: frozenset({Permission.ACCOUNT_READ, Permission.AUDIT_READ, Permission.BRANCH_READ}),
    Role.STAFF: _DRAFTER
    | {Permission.MEMBER_READ, Permission.POINT_MANAGE, Permission.STUDY_MANAGE, Permission.TRANSFER_READ},
    Role.SUPERVISOR: _DRAFTER | {Permission.TICKET_APPROVE, Permission.TICKET_SUPERVISE},
    Role.COMMITTEE_ADMIN: _REGISTRAR
    | frozenset(
        {
            Permission.BRANCH_MANAGE,
            Permission.BRANCH_READ,
            Permission.CALENDAR_READ,
            Permission.POINT_MANAGE,
            Permission.POINT_READ,
            Permission.POINT_SUPERVISE,
            Permission.SOURCE_DOCUMENT_READ,
            Permission.STUDY_READ,
            Permission.STUDY_SUPERVISE,
            Permission.TICKET_EXPORT,
            Permission.TICKET_READ,
            Permission.TRANSFER_ISSUE,
            Permission.TRANSFER_READ,
        }
    ),
    Role.BRANCH_SECRETARY: _BRANCH_OFFICER | {Permission.TRANSFER_APPROVE},
    Role.BRANCH_CLERK: _BRANCH_OFFICER,
    Role.MEMBER: frozenset({Permission.BRANCH_READ, Permission.CALENDAR_READ}),
    Role.INTEGRATION: frozenset(
        {
            Permission.BRANCH_READ,
            Permission.CALENDAR_READ,
            Permission.MEMBER_READ,
            Permission.TICKET_EXPORT,
            Permission.TICKET_READ,
            Permission.TRANSFER_READ,
        }
    ),
}

SECOND_FACTOR_ROLES = frozenset({Role.ADMIN, Role.AUDITOR, Role.SUPERVISOR})
"""Administrators and approvers sign in with a second factor (rules §13, 8.1.4.1 d)."""


class DutyGroup(StrEnum):
    """The three kinds of duty that never share an account (8.1.4.2)."""

    SYSTEM = "system"
    AUDIT = "audit"
    BUSINESS = "business"


def duty_group(role: Role) -> DutyGroup:
    """To which of the three a role belongs."""
    if role is Role.ADMIN:
        return DutyGroup.SYSTEM
    return DutyGroup.AUDIT if role is Role.AUDITOR else DutyGroup.BUSINESS
