"""All tables, imported so that `Base.metadata` is complete wherever `models` is imported."""

from models.accounts import Account, FormerPassword, Grant, RefreshToken, SignInSession, SignInThrottle
from models.area_summaries import (
    PointAreaSummary,
    PointSummaryChange,
    StudyAreaSummary,
    StudyAreaTally,
    StudySummaryChange,
)
from models.audit import AuditEntry, AuditSeal
from models.base import Base
from models.branches import Branch
from models.calendar import CalendarDay
from models.idempotency import IdempotencyKey
from models.imports import Import, ImportRow
from models.jobs import PeriodicRun
from models.members import Member, MemberChange, MemberCorrection
from models.point_reviews import PointObjection, PointObjectionEvent, PointPublication, PointResult, PointResultUse
from models.points import (
    PointBalance,
    PointClaim,
    PointEntry,
    PointFile,
    PointFlag,
    PointRule,
    PointScheme,
    PointSummary,
)
from models.posts import BranchPost, BranchTerm
from models.saved_views import SavedView
from models.source_documents import SourceDocument, SourceNode
from models.study import StudyAttendance, StudyEvent, StudyFile, StudyKind, StudySession
from models.study_groups import StudyGroup, StudyGroupMember
from models.study_materials import StudyMaterial
from models.study_records import StudyOutput, StudyRecord, StudySummary, StudyTotal, StudyYear
from models.study_requirements import StudyExemption, StudyFigure, StudyTally
from models.study_scans import StudyScan
from models.tickets import Ticket, TicketEvent, TicketExtension, TicketFile, TicketMilestone, TicketParty, TicketSerial
from models.transfers import Transfer, TransferEvent, TransferParty, TransferSerial

__all__ = [
    "Account",
    "AuditEntry",
    "AuditSeal",
    "Base",
    "Branch",
    "BranchPost",
    "BranchTerm",
    "CalendarDay",
    "FormerPassword",
    "Grant",
    "IdempotencyKey",
    "Import",
    "ImportRow",
    "Member",
    "MemberChange",
    "MemberCorrection",
    "PeriodicRun",
    "PointAreaSummary",
    "PointBalance",
    "PointClaim",
    "PointEntry",
    "PointFile",
    "PointFlag",
    "PointObjection",
    "PointObjectionEvent",
    "PointPublication",
    "PointResult",
    "PointResultUse",
    "PointRule",
    "PointScheme",
    "PointSummary",
    "PointSummaryChange",
    "RefreshToken",
    "SavedView",
    "SignInSession",
    "SignInThrottle",
    "SourceDocument",
    "SourceNode",
    "StudyAreaSummary",
    "StudyAreaTally",
    "StudyAttendance",
    "StudyEvent",
    "StudyExemption",
    "StudyFigure",
    "StudyFile",
    "StudyGroup",
    "StudyGroupMember",
    "StudyKind",
    "StudyMaterial",
    "StudyOutput",
    "StudyRecord",
    "StudyScan",
    "StudySession",
    "StudySummary",
    "StudySummaryChange",
    "StudyTally",
    "StudyTotal",
    "StudyYear",
    "Ticket",
    "TicketEvent",
    "TicketExtension",
    "TicketFile",
    "TicketMilestone",
    "TicketParty",
    "TicketSerial",
    "Transfer",
    "TransferEvent",
    "TransferParty",
    "TransferSerial",
]
