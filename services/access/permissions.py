"""The vocabulary of permissions: `resource:action`, in alphabetical order."""

from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_MANAGE = "account:manage"
    ACCOUNT_READ = "account:read"
    AUDIT_READ = "audit:read"
    BRANCH_MANAGE = "branch:manage"
    BRANCH_READ = "branch:read"
    CALENDAR_MANAGE = "calendar:manage"
    CALENDAR_READ = "calendar:read"
    MEMBER_MANAGE = "member:manage"
    MEMBER_READ = "member:read"
    MEMBER_REVEAL = "member:reveal"  # sealed values in the clear, each time with a reason
    POINT_KEEP = "point:keep"  # a branch's own ledger: enters, checks, reverses, publishes, answers objections
    POINT_MANAGE = "point:manage"  # schemes and their rules
    POINT_READ = "point:read"  # distributions, without names
    POINT_SUPERVISE = "point:supervise"  # the members of branches below by name; appeals
    SOURCE_DOCUMENT_READ = "source_document:read"
    SOURCE_DOCUMENT_UPLOAD = "source_document:upload"
    STUDY_KEEP = "study:keep"  # a branch's own study: sessions, sheets, what its members declare
    STUDY_MANAGE = "study:manage"  # the kinds of study; figures and material for everybody
    STUDY_READ = "study:read"  # sessions and figures, without names
    STUDY_SUPERVISE = "study:supervise"  # branches below by name; what committees hold and ask for
    TICKET_ACT = "ticket:act"  # may take part in some ticket's course; which action, the workflow's table says
    TICKET_APPROVE = "ticket:approve"
    TICKET_CARRY_OUT = "ticket:carry_out"
    TICKET_DRAFT = "ticket:draft"
    TICKET_EXPORT = "ticket:export"
    TICKET_READ = "ticket:read"
    TICKET_SUPERVISE = "ticket:supervise"
    TRANSFER_APPROVE = "transfer:approve"  # the secretary's word: lets go, incorporates
    TRANSFER_DRAFT = "transfer:draft"
    TRANSFER_ISSUE = "transfer:issue"  # the committee's word: issues letters, receives them
    TRANSFER_READ = "transfer:read"
