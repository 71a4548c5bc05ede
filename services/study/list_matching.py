"""Lines of a list from a spreadsheet: where its header stands, and whom each line means. Pure.

Nothing is written here: what comes out is a proposal that somebody looks through and sends on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from uuid import UUID

from services.imports.cell_text import plain
from services.imports.fields import heading_key
from services.imports.small import Sheet
from services.kit.errors import ErrorCode, Text
from services.kit.names import comparable
from services.study import list_errors

ROWS_SEARCHED = 15

Digest = Callable[[str, str], bytes]
"""The keyed hash of the last places of a number, by kind: as the register keeps them, numbers are compared by it."""

NAME: Final = (
    "姓名", "名字", "党员姓名", "人员姓名", "参会人员", "参学人员", "签到人", "应到人员", "参训人员", "学员姓名",
)  # fmt: skip
TAILS: Final[dict[str, tuple[str, ...]]] = {
    "phone_tail": (
        "手机尾号", "电话尾号", "手机后四位", "手机号后四位", "联系电话", "手机号", "手机号码", "手机", "电话",
    ),
    "id_tail": ("身份证尾号", "身份证后四位", "证件尾号", "身份证号后四位", "身份证号", "公民身份号码", "身份证号码"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a cell, such as `B5`."""

    cell: str
    code: str
    text: Text
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in a line of the file; `tails` by `phone_tail` and `id_tail`, the last four places of each."""

    row: int
    name: str
    tails: tuple[tuple[str, str], ...] = ()
    name_cell: str = ""
    member_id: UUID | None = None
    complaints: tuple[Complaint, ...] = ()


AnyListed = TypeVar("AnyListed", bound=Listed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; `tails` are the hashes that the register keeps."""

    member_id: UUID
    name: str
    tails: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Cells:
    """A line below the header: its texts by field, and where each of them stands."""

    row: int
    texts: Mapping[str, str]
    addresses: Mapping[str, str]

    def tails(self) -> tuple[tuple[str, str], ...]:
        return tuple((kind, self.texts[kind][-4:].upper()) for kind in TAILS if self.texts.get(kind))


def fields_of(headings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """By what people write above a column what it holds."""
    return {heading_key(text): field for field, texts in headings.items() for text in texts}


def cells_of(sheets: Sequence[Sheet], fields: Mapping[str, str], needed: frozenset[str]) -> list[Cells]:
    """The lines below the best header, one that knows all `needed` fields; empty ones are left out.

    Errors: `study.list_no_header`, `study.list_empty`.
    """
    best: tuple[int, Sheet, int, dict[int, str]] | None = None
    for sheet in sheets:
        for number, cells in sheet.rows[:ROWS_SEARCHED]:
            known = _header(cells, fields)
            if needed <= set(known.values()) and (best is None or len(known) > best[0]):
                best = (len(known), sheet, number, known)
    if best is None:
        raise list_errors.NO_HEADER.at("/file", rows=ROWS_SEARCHED)
    _, sheet, header, known = best
    below = (_cells(number, cells, known, sheet.first_column) for number, cells in sheet.rows if number > header)
    found = [each for each in below if any(each.texts.values())]
    if not found:
        raise list_errors.NO_LINES.at("/file")
    return found


def _header(cells: Sequence[str], fields: Mapping[str, str]) -> dict[int, str]:
    """Column by column what it holds; of two alike the first."""
    found: dict[int, str] = {}
    for column, text in enumerate(cells):
        field = fields.get(heading_key(plain(text))) if text else None
        if field is not None and field not in found.values():
            found[column] = field
    return found


def _cells(row: int, cells: Sequence[str], known: Mapping[int, str], first_column: int) -> Cells:
    return Cells(
        row,
        {field: plain(cells[column]) for column, field in known.items() if column < len(cells)},
        {field: f"{_letters(first_column + column)}{row}" for column, field in known.items()},
    )


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def matched(
    lines: Iterable[AnyListed],
    candidates: Iterable[Candidate],
    digest: Digest,
    *,
    once: bool = True,
    nobody: ErrorCode = list_errors.NOBODY,
) -> list[AnyListed]:
    """Each line with whom it means, or what stands against it. Nobody is guessed: namesakes need a number's end.

    With `once` nobody may stand in two lines; `nobody` is what is said of a name that no candidate has.
    """
    by_name: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_name.setdefault(comparable(candidate.name), []).append(candidate)
    taken: dict[UUID, int] = {}
    found = []
    for line in lines:
        meant = _meant(line, by_name.get(comparable(line.name), []), digest) if line.name else []
        if line.name and len(meant) != 1:
            error, params = (list_errors.NAMESAKES, {"count": len(meant)}) if meant else (nobody, {})
            line = _complained(line, error, given=line.name[:20], **params)
        elif meant and once and meant[0].member_id in taken:
            line = _complained(line, list_errors.TWICE, row=taken[meant[0].member_id])
        elif meant:
            taken[meant[0].member_id] = line.row
            line = replace(line, member_id=meant[0].member_id)
        found.append(line)
    return found


def _meant(line: Listed, namesakes: Sequence[Candidate], digest: Digest) -> Sequence[Candidate]:
    if len(namesakes) < 2:
        return namesakes
    told = [
        candidate
        for candidate in namesakes
        if any(candidate.tails.get(kind) == digest(kind, tail) for kind, tail in line.tails)
    ]
    return told or namesakes


def _complained(line: AnyListed, error: ErrorCode, **params: object) -> AnyListed:
    complaint = Complaint(line.name_cell, error.code, error.text, params)
    return replace(line, complaints=(*line.complaints, complaint))
