"""From stored imports and rows to what a client sees: labels, masks, cells with their state."""

from typing import Any
from uuid import UUID

from models.enums.imports import CellState, ConflictKind, ImportState, RowState
from models.enums.members import Stage, Standing
from services.access.actor import Actor
from services.access.permissions import Permission
from services.imports import errors
from services.imports.fields import FIELDS, label
from services.imports.findings import Finding, found
from services.imports.labels import ROW_LABELS, STATE_LABELS
from services.imports.staging import Content
from services.kit.errors import Locale
from services.kit.reader import Row
from services.members.codes import label_of
from services.members.labels import STAGE_LABELS, STANDING_LABELS
from services.members.masking import SENSITIVE, masked
from services.members.vault import Vault

View = dict[str, Any]
OFFERS = {
    ConflictKind.REGISTERED_ELSEWHERE: "transfer",
    ConflictKind.OTHER_BRANCH: "transfer",
    ConflictKind.LIFE_CYCLE: "transition",
    ConflictKind.CHANGED_MEANWHILE: "check_again",
}


def summary(row: Row, actor: Actor) -> View:
    """An import as lists and its own page show it; `weighty` is known of a single one only."""
    state, locale = ImportState(row["state"]), actor.locale
    return {
        **{name: row[name] for name in _AS_STORED},
        "state_label": STATE_LABELS[state].render(locale),
        "branch": {"id": row["branch_id"], "name": actor.tree[row["branch_id"]].name},
        "uploaded_by": {"id": row["uploaded_by"], "name": row["uploader_name"]},
        "sheet": _sheet(row["layout"], locale),
        "progress": {"done": row["rows_done"], "total": row["rows_total"]},
        "counts": {state.value: row[state.value] for state in RowState},
        "result": _result(row) if state is ImportState.DONE else None,
        "failure": _told(row["failure"], locale),
        "notice": _told(row["notice"], locale),
        "reason_required": bool(row.get("weighty")),
        "available_actions": _actions(row, state),
    }


_AS_STORED = (
    "id", "version", "created_at", "updated_at", "deleted_at", "expires_at", "kind", "state", "file_name", "size",
    "defaults", "mode",
)  # fmt: skip


def _actions(row: Row, state: ImportState) -> list[str]:
    if row["deleted_at"] is not None or state is ImportState.COMMITTING:
        return []
    actions = []
    if state in (ImportState.PREVIEWED, ImportState.FAILED):
        actions.append("amend")
    if state is ImportState.PREVIEWED and (row["new"] or row["changed"]):
        if not row["invalid"] and not row["conflict"]:
            actions.append("commit")
        actions.append("commit_valid_only")
    return [*actions, "delete"]


def _result(row: Row) -> View:
    return {
        "created": row["created_count"],
        "amended": row["amended_count"],
        "unchanged": row["unchanged"],
        "skipped": row["skipped_count"],
    }


def _sheet(layout: dict[str, Any] | None, locale: Locale) -> View | None:
    if layout is None:
        return None
    columns = [
        {**column, "label": label(column["field"]).render(locale) if column["field"] else None}
        for column in layout["columns"]
    ]
    return {
        "name": layout["sheet"],
        "header_row": layout["header_row"],
        "others": [name for name in layout["sheets"] if name != layout["sheet"]],
        "columns": columns,
        "missing": layout["missing"],
    }


def _told(finding: dict[str, Any] | None, locale: Locale) -> View | None:
    if finding is None:
        return None
    return {"code": finding["code"], "message": finding["en" if locale == "en" else "zh"], "rule": finding["rule"]}


class RowViewer:
    """Shows the rows of one import. Sealed values are masked; the uploader sees those that are to be put right."""

    def __init__(self, actor: Actor, vault: Vault, stored: Row) -> None:
        self._actor = actor
        self._vault = vault
        self._own = stored["uploaded_by"] == actor.account_id

    def row(self, row: Row) -> View:
        content = Content.opened(self._vault.sealer, row["content"])
        state = RowState(row["state"])
        return {
            "number": row["number"],
            "version": row["version"],
            "state": state,
            "state_label": ROW_LABELS[state].render(self._actor.locale),
            "member": self._member(row),
            "conflict": self._conflict(row, content),
            "twins": row["twins"] or [],
            "cells": self.cells(row, content),
        }

    def cells(self, row: Row, content: Content) -> dict[str, View]:
        """By field, in the order of the template; only those that say something or of which something is said."""
        findings: dict[str, Finding] = {}
        for finding in (*content.findings, *twin_findings(row)):
            if finding.field not in findings or finding.level == "error":
                findings[finding.field] = finding
        names = [name for name in FIELDS if name in content.written or name in content.values or name in findings]
        return {name: self._cell(name, content, findings.get(name)) for name in names}

    def _cell(self, name: str, content: Content, finding: Finding | None) -> View:
        written = content.written.get(name)
        stated = name in content.values
        value = self._shown(name, content.values[name]) if stated else None
        state = CellState.OK
        if finding is not None:
            state = CellState(finding.level)
        elif name in content.before:
            state = CellState.CHANGED
        elif written is not None and stated and not _as_written(written, value):
            state = CellState.CORRECTED
        cell: View = {
            "state": state,
            "value": masked(name, value) if value else value,
            "written": self._written(name, written) if state in _SHOWS_WRITTEN else None,
        }
        if name in content.before:
            before = self._shown(name, content.before[name])
            cell["before"] = masked(name, before) if before else before
        if finding is not None:
            cell |= {"code": finding.code, "message": finding.message(self._actor.locale), "rule": finding.rule}
        return cell

    def _written(self, name: str, written: str | None) -> str | None:
        """Of sealed fields only what the uploader must see to put it right."""
        if written is None or name not in SENSITIVE or self._own:
            return written
        return "****"

    def _shown(self, name: str, value: Any) -> str | None:
        """A value in words."""
        if value is None:
            return None
        locale = self._actor.locale
        if isinstance(value, bool):
            return "是" if value else "否"
        if name in ("sex", "ethnicity", "education"):
            return label_of(name, value, locale)  # type: ignore[arg-type]
        if name == "stage":
            return STAGE_LABELS[Stage(value)].render(locale)
        if name == "standing":
            return STANDING_LABELS[Standing(value)].render(locale)
        if name == "branch":
            node = self._actor.tree.get(UUID(value))
            return node.name if node is not None else None
        return str(value)

    def _member(self, row: Row) -> View | None:
        """Named only while the caller may see the record."""
        if row["member_name"] is None or not self._actor.covers(Permission.MEMBER_READ, row["member_branch_id"]):
            return None
        return {"id": row["member_id"], "name": row["member_name"]}

    def _conflict(self, row: Row, content: Content) -> View | None:
        if row["conflict"] is None:
            return None
        kind = ConflictKind(row["conflict"])
        finding = content.conflict or found("id_number", errors.ROW_CHANGED_MEANWHILE)
        branch = None
        if kind is ConflictKind.OTHER_BRANCH and self._member(row) is not None:
            node = self._actor.tree[row["member_branch_id"]]
            branch = {"id": node.id, "name": node.name}
        return {
            "kind": kind,
            "message": finding.message(self._actor.locale),
            "offer": OFFERS[kind],
            "branch": branch,
        }


_SHOWS_WRITTEN = {CellState.CORRECTED, CellState.WARNING, CellState.ERROR}


def _as_written(written: str, value: str | None) -> bool:
    """Whether the cell was taken as it stands."""
    return written == (value or "无")


def twin_findings(row: Row) -> list[Finding]:
    """That the ID number stands in other rows, too."""
    if not row["twins"]:
        return []
    numbers = "、".join(str(number) for number in row["twins"][:10])
    return [found("id_number", errors.DUPLICATE_ROWS, rows=numbers)]
