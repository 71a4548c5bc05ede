"""本人信息: one's own record on the register, to be kept (个人信息保护法第四十五条)."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx.document import Document as DocumentPart

from services.papers.official import Manner, Piece, form, heading, log, new_paper
from services.papers.wording import long_date, or_dash, short_date

TITLE = "党员本人信息"
_FOUR_COLUMNS = (32.0, 46.0, 32.0, 46.0)


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """One act on the record: when, by whom, what; `told` are its grounds and what changed."""

    on: date
    by: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class MemberRecordPaper:
    """`facts` are labels with values; `wide` ones take a whole row."""

    branch: str
    printed_on: date
    facts: tuple[tuple[str, str | None], ...]
    wide: tuple[tuple[str, str | None], ...]
    acts: tuple[RecordedAct, ...]
    looks: tuple[RecordedAct, ...]
    """Who looked at sealed fields, and why."""


def member_record(paper: MemberRecordPaper) -> bytes:
    """The record as `.docx`."""
    document = new_paper(TITLE, paper.branch, paper.printed_on)
    heading(document, "一、登记信息")
    facts = [*paper.facts, *([("", "")] if len(paper.facts) % 2 else [])]
    rows = [
        [
            piece
            for label, value in pair
            for piece in (Piece(label, Manner.LABEL), Piece(or_dash(value) if label else ""))
        ]
        for pair in zip(facts[::2], facts[1::2], strict=True)
    ]
    wide = (*paper.wide, ("下载日期", long_date(paper.printed_on)))
    rows += [[Piece(label, Manner.LABEL), Piece(or_dash(value), span=3)] for label, value in wide]
    form(document, _FOUR_COLUMNS, rows)
    heading(document, "二、变更记录")
    _log(document, "变更记录", paper.acts)
    heading(document, "三、查看完整信息的记录")
    _log(document, "查看记录", paper.looks)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _log(document: DocumentPart, caption: str, acts: tuple[RecordedAct, ...]) -> None:
    log(
        document,
        caption,
        ("日期", "经办", "事项", "说明"),
        (26, 30, 34, 66),
        [[short_date(act.on), or_dash(act.by), or_dash(act.label), or_dash(act.told)] for act in acts],
        centred=(0, 1, 2),
    )
