"""Where the table begins and what its columns are: title rows, notes, other sheets and orders are everyday. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.imports import errors
from services.imports.cell_text import plain
from services.imports.fields import FIELDS, REQUIRED, UNREAD, heading_key, headings, label
from services.kit.errors import Fault

ROWS_SEARCHED = 30
"""The header stands at the top, below titles and notes."""

_HEADINGS = headings()
_FEWEST = 2
"""Known headings that make a row a header."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`header_row` counts from 1; `fields` has one entry a column, from the sheet's first."""

    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    since_1904: bool = False

    @property
    def missing(self) -> list[str]:
        return [field for field in REQUIRED if field not in self.fields]

    @property
    def unknown(self) -> list[str]:
        """Headings of columns that are not read and are not of those that never are."""
        pairs = zip(self.headers, self.fields, strict=True)
        return [header for header, field in pairs if field is None and header and heading_key(header) not in UNREAD]

    def packed(self) -> dict[str, Any]:
        """As it is kept with the import."""
        columns = [
            {"index": index, "header": header, "field": field}
            for index, (header, field) in enumerate(zip(self.headers, self.fields, strict=True))
            if header or field
        ]
        return {
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "header_row": self.header_row,
            "columns": columns,
            "missing": self.missing,
            "since_1904": self.since_1904,
        }

    def refusal(self) -> Fault:
        """Why the rows cannot be read: what is missing, what was found instead."""
        names = [label(field).zh for field in FIELDS if field in self.fields]
        return errors.COLUMNS_MISSING(
            sheet=self.sheet[:40],
            missing="、".join(label(field).zh for field in self.missing),
            found="、".join(names) or "无",
            unknown="、".join(header[:20] for header in self.unknown[:20]) or "无",
        )


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str | None, ...]] | None:
    """The index of the header among the first rows, with the field of each column; None when there is none."""
    best: tuple[int, int, tuple[str | None, ...]] | None = None
    for index, row in enumerate(rows[:ROWS_SEARCHED]):
        fields = recognised(row)
        score = sum(field is not None for field in fields)
        if score >= _FEWEST and (best is None or score > best[0]):
            best = (score, index, fields)
    if best is None:
        return None
    return best[1], best[2]


def recognised(row: Sequence[str]) -> tuple[str | None, ...]:
    """The field of each heading; of two columns with the same meaning the first."""
    fields: list[str | None] = []
    for cell in row:
        field = _HEADINGS.get(heading_key(plain(cell))) if cell else None
        fields.append(field if field not in fields else None)
    return tuple(fields)


def mapped(fields: Sequence[str | None], mapping: dict[str, str | None]) -> tuple[str | None, ...]:
    """The recognised columns with the uploader's own choice above them. Errors: `import.column_twice`."""
    chosen = {int(index): field for index, field in mapping.items()}
    taken = {field for field in chosen.values() if field}
    result = list(fields) + [None] * max(0, max(chosen, default=-1) + 1 - len(fields))
    for index, field in enumerate(result):
        result[index] = chosen.get(index, None if field in taken else field)
    for field in taken:
        if result.count(field) > 1:
            raise errors.COLUMN_TWICE.at("/mapping", field=label(field))
    return tuple(result)
