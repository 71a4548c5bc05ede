"""The rows that need putting right, in the template's own form: reasons in notes and, for old programs, in a column."""

import asyncio
import io
from uuid import UUID

from models.enums.imports import RowState
from services.access.actor import Actor
from services.imports import queries
from services.imports.fields import REASONS_HEADING, TEMPLATE, label
from services.imports.staging import Content
from services.imports.table_file import TableFile
from services.imports.template import SHEET
from services.imports.views import twin_findings
from services.kit.reader import Reader, Row
from services.members.masking import SENSITIVE
from services.members.vault import Vault

BATCH = 500
_FIRST_ROW = 2
_LONGEST = 30_000
"""A cell of a spreadsheet holds 32,767 characters."""


async def write(reader: Reader, vault: Vault, actor: Actor, stored: Row) -> bytes:
    """The rows of an import that is the actor's to see. Whoever did not upload it gets sealed values masked."""
    target = io.BytesIO()
    table = TableFile(target, SHEET, further=(REASONS_HEADING,))
    own = stored["uploaded_by"] == actor.account_id
    row_number = _FIRST_ROW
    batch: list[Row] = []
    import_id: UUID = stored["id"]
    async for row in queries.faulty_rows(reader, import_id):
        batch.append(row)
        if len(batch) == BATCH:
            row_number = await asyncio.to_thread(_write, table, vault, batch, row_number, own=own)
            batch = []
    await asyncio.to_thread(_write, table, vault, batch, row_number, own=own)
    await asyncio.to_thread(table.close)
    return target.getvalue()


def _write(table: TableFile, vault: Vault, rows: list[Row], line: int, *, own: bool) -> int:
    for row in rows:
        content = Content.opened(vault.sealer, row["content"])
        findings = [*content.findings, *twin_findings(row), *([content.conflict] if content.conflict else [])]
        reasons: dict[str, list[str]] = {}
        for finding in findings:
            reasons.setdefault(finding.field, []).append(finding.zh)
        held_back = {finding.field for finding in findings if finding.level == "error"}
        for column, name in enumerate(TEMPLATE):
            text = content.written.get(name, "")
            if text and name in SENSITIVE and not own:
                text = "****"
            form = table.text
            if name in reasons:
                form = table.wrong if name in held_back else table.doubtful
                table.note(line, column, "\n".join(reasons[name]))
            if text:
                table.sheet.write_string(line, column, text[:_LONGEST], form)
            elif name in reasons:
                table.sheet.write_blank(line, column, None, form)
        table.sheet.write_string(line, len(TEMPLATE), _summary(row, reasons)[:_LONGEST], table.text)
        line += 1
    return line


def _summary(row: Row, reasons: dict[str, list[str]]) -> str:
    """Where the row stood, and everything that is wrong with it."""
    said = "；".join(f"{label(name).zh}：{' '.join(texts)}" for name, texts in reasons.items())
    kind = "冲突" if row["state"] == RowState.CONFLICT.value else "错误"
    return f"原第 {row['number']} 行（{kind}）{said}"
