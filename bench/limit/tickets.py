"""Fifty thousand supervision tickets for measuring, with parties and histories, the same for the same seed."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from services.demo.identities import invented_identity
from services.kit.clock import OFFICE_ZONE
from services.tickets.drafting import ticket_grams

_SUBJECTS = ("台账更新", "阵地建设", "发展计划", "组织生活", "党费收缴", "换届准备", "教育培训", "困难帮扶")
_STATES = ("in_progress", "in_progress", "in_progress", "accepted", "closed")
_TICKET = (
    "id", "version", "created_at", "updated_at", "number_year", "number_serial", "issuing_branch_id",
    "lead_branch_id", "title", "requirement", "kind", "urgency", "state", "registered_on", "assigned_on",
    "original_due_on", "due_on", "progress_percent", "urge_level", "yellow_on", "red_on", "stopped_days",
    "drafted_by", "accepted_by", "outcome", "closed_by", "closed_on", "closed_in_time",
)  # fmt: skip
_PARTY = ("ticket_id", "part", "branch_id")
_EVENT = (
    "id", "ticket_id", "sequence", "at", "action", "from_state", "to_state", "actor_id", "actor_name", "branch_id",
    "comment", "progress_percent",
)  # fmt: skip
_BATCH = 5_000


class Tickets:
    """Makes the rows; `people` are (id, name) of who drafts, approves and carries out."""

    def __init__(self, root: UUID, branches: list[UUID], people: list[tuple[UUID, str]], today: date) -> None:
        self._root = root
        self._branches = branches
        self._drafter, self._approver, self._worker = people
        self._today = today
        self._chance = Random(20260101)

    async def copy(self, connection: "asyncpg.Connection[asyncpg.Record]", count: int, first_serial: int) -> None:
        """Into tables that are there already."""
        for start in range(0, count, _BATCH):
            rows = [self._one(first_serial + start + n) for n in range(min(_BATCH, count - start))]
            await _copy(connection, "tickets", _TICKET, [ticket for ticket, _, _ in rows])
            grams = [(ticket[0], ticket_grams(ticket[_TICKET.index("title")])) for ticket, _, _ in rows]
            await _copy(connection, "ticket_grams", ("ticket_id", "grams"), grams)
            await _copy(connection, "ticket_parties", _PARTY, [party for _, found, _ in rows for party in found])
            await _copy(connection, "ticket_events", _EVENT, [event for _, _, found in rows for event in found])
        await connection.execute(
            "INSERT INTO ticket_serials VALUES ($1, $2, $3) ON CONFLICT (issuing_branch_id, year) "
            "DO UPDATE SET last = excluded.last",
            self._root, self._today.year, first_serial + count - 1,
        )  # fmt: skip

    def _one(self, serial: int) -> tuple[tuple[Any, ...], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        chance = self._chance
        assigned = self._today - timedelta(days=chance.randrange(5, 90))
        due = self._today + timedelta(days=chance.randrange(5, 120))
        state, lead, supporting = chance.choice(_STATES), *chance.sample(self._branches, 2)
        at = datetime(assigned.year, assigned.month, assigned.day, 9, tzinfo=OFFICE_ZONE)
        identity = invented_identity(chance, at)
        percent = {"accepted": 0, "closed": 100}.get(state, 10 * chance.randrange(1, 9))
        title = f"{chance.choice(_SUBJECTS)}情况督办第{serial % 500}项"
        closed = (self._approver[0], self._today, True) if state == "closed" else (None, None, None)
        ticket = (
            identity, 1, at, at, self._today.year, serial, self._root, lead, title,
            "对照年度工作要点逐项落实，形成台账，按时报送进展情况和佐证材料。" * 3, "work_point", "normal",
            state,
            assigned, assigned, due, due, percent, 0, due - timedelta(days=3), due + timedelta(days=1), 0,
            self._drafter[0], self._worker[0], "已按要求完成。" if state == "closed" else None, *closed,
        )  # fmt: skip
        parties = [(identity, "issuing", self._root), (identity, "lead", lead)]
        if serial % 2:
            parties.append((identity, "supporting", supporting))
        return ticket, parties, self._history(identity, at, state, lead, percent)

    def _history(self, ticket: UUID, at: datetime, state: str, lead: UUID, percent: int) -> list[tuple[Any, ...]]:
        steps: list[tuple[str, str | None, str, tuple[UUID, str], UUID, str | None, int | None]] = [
            ("draft", None, "drafted", self._drafter, self._root, None, None),
            ("submit", "drafted", "pending_approval", self._drafter, self._root, None, None),
            ("approve", "pending_approval", "assigned", self._approver, self._root, None, None),
            ("accept", "assigned", "accepted", self._worker, lead, None, None),
        ]
        if state != "accepted":
            steps.append(("report", "accepted", "in_progress", self._worker, lead, "已部署并开始办理。", percent // 2))
            steps.append(("report", "in_progress", "in_progress", self._worker, lead, "按计划推进。", percent))
        if state == "closed":
            closing = "closing_review"
            steps.append(("request_closing", "in_progress", closing, self._worker, lead, "已按要求完成。", None))
            steps.append(("close", closing, "closed", self._approver, self._root, None, None))
        return [
            (
                invented_identity(self._chance, at), ticket, n, at + timedelta(hours=n), action, before, after, *who,
                branch, words, done,
            )
            for n, (action, before, after, who, branch, words, done) in enumerate(steps, start=1)
        ]  # fmt: skip


async def _copy(connection: Any, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    await connection.copy_records_to_table(table, records=rows, columns=list(columns))
