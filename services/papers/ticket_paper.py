"""What the paper forms of a ticket say (rules §7, fields of a 督办单). Labels come in as words, not as codes."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperSource:
    """来源: kind as a word (会议), title and number of the document, item within it."""

    kind: str
    title: str | None = None
    document_no: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step somebody took: who, for which branch, when, in which words, at which progress."""

    on: date
    by: str
    branch: str | None = None
    comment: str | None = None
    progress_percent: int | None = None
    label: str | None = None
    """A word for the step where several kinds share a log (黄色催办, 中止, 恢复)."""


@dataclass(frozen=True, slots=True)
class PaperSupport:
    """协办: a supporting branch and its feedback, or why none was needed."""

    branch: str
    feedback: str | None = None
    feedback_percent: int | None = None
    feedback_on: date | None = None
    feedback_by: str | None = None
    waiver_reason: str | None = None


@dataclass(frozen=True, slots=True)
class PaperMilestone:
    """节点: by `due_on`, `percent` should be done."""

    due_on: date
    percent: int
    title: str


@dataclass(frozen=True, slots=True)
class PaperExtension:
    """延期: asked for, and decided on or not yet. `state` is a word (同意, 不同意, 待审批)."""

    requested_on: date
    requested_by: str
    previous_due_on: date
    due_on: date
    reason: str
    state: str
    decided_on: date | None = None
    decided_by: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class PaperClosing:
    """办结与销号. `closed_in_time` judges the accepted report against the due date valid then."""

    outcome: str | None = None
    requested_by: str | None = None
    requested_on: date | None = None
    conclusion: str | None = None
    closed_by: str | None = None
    closed_on: date | None = None
    closed_in_time: bool | None = None
    archived_on: date | None = None


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """A ticket as its papers show it. Logs are oldest first."""

    number: str | None
    title: str
    requirement: str
    kind: str
    urgency: str
    state: str
    issuing_branch: str
    lead_branch: str
    printed_on: date
    source: PaperSource | None = None
    supporting_branches: tuple[PaperSupport, ...] = ()
    owner: str | None = None
    leader: str | None = None
    registered_on: date | None = None
    assigned_on: date | None = None
    original_due_on: date | None = None
    due_on: date | None = None
    progress_percent: int = 0
    milestones: tuple[PaperMilestone, ...] = ()
    approval: PaperStep | None = None
    acceptance: PaperStep | None = None
    reports: tuple[PaperStep, ...] = ()
    urges: tuple[PaperStep, ...] = ()
    extensions: tuple[PaperExtension, ...] = ()
    returns: tuple[PaperStep, ...] = ()
    other_steps: tuple[PaperStep, ...] = ()
    """Suspension, resumption, reopening, declining: whatever else bears on the course."""
    closing: PaperClosing = PaperClosing()
