"""A ticket's paper forms, and the three lists of many tickets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from models.enums.tickets import ExtensionState, Lamp, TicketAction
from services.kit.clock import office_day
from services.kit.errors import NOT_FOUND, Text
from services.kit.reader import Reader, Row
from services.papers.ticket_forms import closing_form, registration_form
from services.papers.ticket_list_columns import TicketList, TicketListRow
from services.papers.ticket_lists import ListHeading, TicketListsWriter
from services.papers.ticket_paper import (
    PaperClosing,
    PaperExtension,
    PaperMilestone,
    PaperSource,
    PaperStep,
    PaperSupport,
    TicketPaper,
)
from services.tickets import filters, queries, views
from services.tickets.labels import URGE_LABELS
from services.tickets.views import Onlooker

FormKind = Literal["registration", "closing"]
_BATCH = 500

EXTENSION_LABELS: dict[ExtensionState, Text] = {
    ExtensionState.REQUESTED: Text("待审批", "Waiting"),
    ExtensionState.GRANTED: Text("同意", "Granted"),
    ExtensionState.REFUSED: Text("不同意", "Refused"),
    ExtensionState.LAPSED: Text("未审批即失效", "Lapsed"),
}
_RETURNS = {TicketAction.SEND_BACK, TicketAction.REJECT, TicketAction.DECLINE}
_OTHER = {TicketAction.SUSPEND, TicketAction.RESUME, TicketAction.REOPEN, TicketAction.WITHDRAW}


async def form(reader: Reader, onlooker: Onlooker, ticket_id: UUID, kind: FormKind) -> tuple[str, bytes]:
    """The ticket's number and its 挂号单 or 销号单 as `.docx`. Errors: `not_found`; a 挂号单 exists from 立项 on."""
    paper = await _paper(reader, onlooker, ticket_id)
    if paper.number is None:
        raise NOT_FOUND(what="挂号单（立项后才有编号）")
    content = await asyncio.to_thread(registration_form if kind == "registration" else closing_form, paper)
    return paper.number, content


async def _paper(reader: Reader, onlooker: Onlooker, ticket_id: UUID) -> TicketPaper:
    ticket = await views.one(reader, onlooker, ticket_id)
    events = await views.events(reader, onlooker, ticket_id)
    steps = [(TicketAction(event["action"]), event) for event in events if event["action"] in set(TicketAction)]
    lead_id = ticket["lead_branch"]["id"]

    def taken(*actions: TicketAction) -> tuple[PaperStep, ...]:
        return tuple(_step(event) for action, event in steps if action in actions)

    def last(action: TicketAction) -> PaperStep | None:
        found = taken(action)
        return found[-1] if found else None

    source = ticket["source"]
    return TicketPaper(
        number=ticket["number"],
        title=ticket["title"],
        requirement=ticket["requirement"],
        kind=ticket["kind_label"],
        urgency=ticket["urgency_label"],
        state=ticket["state_label"],
        issuing_branch=ticket["issuing_branch"]["name"],
        lead_branch=ticket["lead_branch"]["name"],
        printed_on=onlooker.today,
        source=PaperSource(source["kind_label"], source["title"], source["document_no"], source["item"])
        if source
        else None,
        supporting_branches=tuple(_support(support) for support in ticket["supporting_branches"]),
        owner=ticket["owner"],
        leader=ticket["leader"],
        registered_on=ticket["registered_on"],
        assigned_on=ticket["assigned_on"],
        original_due_on=ticket["original_due_on"],
        due_on=ticket["due_on"],
        progress_percent=ticket["progress_percent"],
        milestones=tuple(
            PaperMilestone(point["due_on"], point["percent"], point["title"]) for point in ticket["milestones"]
        ),
        approval=last(TicketAction.APPROVE),
        acceptance=last(TicketAction.ACCEPT),
        reports=tuple(
            _step(event)
            for action, event in steps
            if action is TicketAction.REPORT and event["branch"] and event["branch"]["id"] == lead_id
        ),
        urges=tuple(_urge(event) for action, event in steps if action is TicketAction.URGE),
        extensions=tuple(_extension(extension) for extension in ticket["extensions"]),
        returns=taken(*_RETURNS),
        other_steps=taken(*_OTHER),
        closing=_closing(ticket, last(TicketAction.REQUEST_CLOSING)),
    )


def _step(event: dict[str, Any]) -> PaperStep:
    return PaperStep(
        on=office_day(event["at"]),
        by=event["actor"]["name"],
        branch=event["branch"]["name"] if event["branch"] else None,
        comment=event["comment"],
        progress_percent=event["progress_percent"],
        label=event["action_label"],
    )


def _urge(event: dict[str, Any]) -> PaperStep:
    step = _step(event)
    level = (event["changes"] or {}).get("urge_level", [None, len(URGE_LABELS) - 1])[1]
    return PaperStep(step.on, step.by, step.branch, step.comment, label=URGE_LABELS[level].zh)


def _support(support: dict[str, Any]) -> PaperSupport:
    given_at = support["feedback_at"]
    return PaperSupport(
        branch=support["name"],
        feedback=support["feedback"],
        feedback_percent=support["feedback_percent"],
        feedback_on=office_day(given_at) if given_at else None,
        waiver_reason=support["waiver_reason"],
    )


def _extension(extension: dict[str, Any]) -> PaperExtension:
    decided_at = extension["decided_at"]
    return PaperExtension(
        requested_on=office_day(extension["requested_at"]),
        requested_by=extension["requested_by"],
        previous_due_on=extension["previous_due_on"],
        due_on=extension["due_on"],
        reason=extension["reason"],
        state=EXTENSION_LABELS[ExtensionState(extension["state"])].zh,
        decided_on=office_day(decided_at) if decided_at else None,
        decided_by=extension["decided_by"],
        decision=extension["decision"],
    )


def _closing(ticket: dict[str, Any], request: PaperStep | None) -> PaperClosing:
    return PaperClosing(
        outcome=ticket["outcome"],
        requested_by=request.by if request and ticket["closing_requested_on"] else None,
        requested_on=ticket["closing_requested_on"],
        conclusion=ticket["conclusion"],
        closed_by=ticket["closed_by"]["name"] if ticket["closed_by"] else None,
        closed_on=ticket["closed_on"],
        closed_in_time=ticket["closed_in_time"],
        archived_on=ticket["archived_on"],
    )


async def write_lists(
    reader: Reader,
    onlooker: Onlooker,
    view: filters.View,
    chosen: filters.TicketFilter,
    target: Path,
    description: str,
) -> None:
    """责任清单, 任务清单 and 时间清单 of the filtered tickets as one workbook at `target`; memory stays flat."""
    office = onlooker.actor.own_name()
    writer = TicketListsWriter(target, ListHeading(office, description, onlooker.today))
    for kind in TicketList:
        async for rows in _batches(queries.export_rows(reader, view, chosen, kind.value, today=onlooker.today)):
            listed = [_listed(row, onlooker) for row in rows]
            await asyncio.to_thread(_write_all, writer, kind, listed)
    await asyncio.to_thread(writer.close)


def _write_all(writer: TicketListsWriter, kind: TicketList, rows: list[TicketListRow]) -> None:
    for row in rows:
        writer.write(kind, row)


async def _batches(rows: AsyncIterator[Row]) -> AsyncIterator[list[Row]]:
    batch: list[Row] = []
    async for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _listed(row: Row, onlooker: Onlooker) -> TicketListRow:
    ticket = views.summary(row, onlooker)
    report = row["latest_report"]
    source = ticket["source"]
    return TicketListRow(
        number=ticket["number"],
        title=ticket["title"],
        requirement=row["requirement"],
        kind=ticket["kind_label"],
        urgency=ticket["urgency_label"],
        state=ticket["state_label"],
        lamp=Lamp(ticket["lamp"]),
        lead_branch=ticket["lead_branch"]["name"],
        source=" ".join(part for part in (source["title"], source["document_no"], source["item"]) if part)
        if source
        else None,
        supporting_branches=tuple(support["name"] for support in ticket["supporting_branches"]),
        owner=ticket["owner"],
        leader=ticket["leader"],
        assigned_on=ticket["assigned_on"],
        original_due_on=ticket["original_due_on"],
        due_on=ticket["due_on"],
        working_days_left=ticket["working_days_left"],
        clock_stopped=row["clock_stopped_on"] is not None,
        progress_percent=ticket["progress_percent"],
        latest_report=report["comment"] if report else None,
        latest_report_on=office_day(report["at"]) if report else None,
        closed_on=ticket["closed_on"],
        closed_in_time=ticket["closed_in_time"],
    )
