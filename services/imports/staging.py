"""Rows between file and register: what is kept of each, sealed, and how it is written by COPY."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from models.enums.imports import ConflictKind, RowState
from services.imports.findings import Finding
from services.imports.judging import Judgement
from services.imports.rows import Reading
from services.kit.sealing import Sealer
from services.members.vault import Vault

COLUMNS = (
    "import_id", "number", "version", "state", "conflict", "id_number_hash", "member_id", "member_version", "weighty",
    "twins", "content",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """The sealed part of a staged row.

    `written`: the cells as text by field; `values`: what they state; `before`: what the register said where the row
    changes it; `branch_id`: where a new record goes; `conflict`: the sentence of a conflict.
    """

    written: dict[str, str]
    values: dict[str, Any]
    findings: list[Finding]
    before: dict[str, Any]
    branch_id: str | None
    conflict: Finding | None

    def sealed(self, sealer: Sealer) -> bytes:
        packed = {
            "w": self.written,
            "v": self.values,
            "f": [finding.packed() for finding in self.findings],
            "b": self.before,
            "p": self.branch_id,
            "c": self.conflict.packed() if self.conflict else None,
        }
        return sealer.seal(orjson.dumps(packed).decode())

    @classmethod
    def opened(cls, sealer: Sealer, sealed: bytes) -> "Content":
        packed = orjson.loads(sealer.open(sealed))
        return cls(
            packed["w"],
            packed["v"],
            [Finding(*finding) for finding in packed["f"]],
            packed["b"],
            packed["p"],
            Finding(*packed["c"]) if packed["c"] else None,
        )


@dataclass(frozen=True, slots=True)
class Staged:
    """A row as it goes into `import_rows`."""

    number: int
    state: RowState
    conflict: ConflictKind | None
    id_number_hash: bytes | None
    member_id: UUID | None
    member_version: int | None
    weighty: bool
    content: bytes

    def record(self, import_id: UUID) -> tuple[Any, ...]:
        """The values of `COLUMNS`."""
        return (
            import_id, self.number, 1, self.state.value, self.conflict.value if self.conflict else None,
            self.id_number_hash, self.member_id, self.member_version, self.weighty, None, self.content,
        )  # fmt: skip


def stage(vault: Vault, number: int, reading: Reading, digest: bytes | None, judged: Judgement) -> Staged:
    """The row with what was decided about it."""
    content = Content(
        reading.written, reading.values, judged.findings, judged.before, judged.branch_id, judged.conflict_finding
    )
    return Staged(
        number,
        judged.state,
        judged.conflict,
        digest,
        judged.member_id,
        judged.member_version,
        judged.weighty,
        content.sealed(vault.sealer),
    )
