"""介绍信 with its 存根 and 回执 (rules §10): three parts on one paper, to be torn apart."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from services.papers.official import (
    BODY_FACE,
    HEADING_FACE,
    SI_HAO,
    SUBTITLE_FACE,
    XIAO_SI,
    Manner,
    Piece,
    form,
    new_paper,
    write,
)
from services.papers.wording import long_date, or_dash

TITLE = "中国共产党党员组织关系介绍信"
_WIDTHS = (29.0, 49.0, 29.0, 49.0)
_SEAL = "（盖章）　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class TransferLetter:
    """What the letter says. `addressee` and `issuer` are committees, `to` and `source` branches or organisations."""

    number: str
    addressee: str
    to: str
    source: str
    issuer: str
    name: str
    sex: str
    birth_date: date
    ethnicity: str
    stage: str
    masked_id_number: str
    joined_on: date | None
    full_on: date | None
    dues_paid_until: str
    reason: str
    issued_on: date
    valid_until: date
    letter_days: int


def transfer_letter(letter: TransferLetter, printed_on: date) -> bytes:
    """The paper as `.docx`: stub for the issuer's file (kept ten years), letter, receipt to be sent back."""
    document = new_paper(TITLE, letter.issuer, printed_on)
    _part(document, "存　根", letter.number)
    form(
        document,
        _WIDTHS,
        [
            _pair("姓　　名", letter.name, "人员类别", letter.stage),
            _wide("转出支部", letter.source),
            _wide("转往组织", letter.to),
            _wide("转接原因", letter.reason),
            _pair("党费交至", _month(letter.dues_paid_until), "有效期至", long_date(letter.valid_until)),
            _pair("开具日期", long_date(letter.issued_on), "经 办 人", ""),
        ],
    )
    _cut(document)
    _part(document, "介 绍 信", letter.number)
    _line(document, f"{letter.addressee}：")
    person = f"{letter.sex}，{letter.ethnicity}，{long_date(letter.birth_date)}出生，系{letter.stage}"
    going = f"组织关系由{letter.source}转往{letter.to}，请接转。"
    for sentence in (
        f"兹有{letter.name}同志（{person}，公民身份号码{letter.masked_id_number}），{going}",
        f"该同志{_membership(letter)}党费已交至{_month(letter.dues_paid_until)}。",
        f"（有效期 {letter.letter_days} 天，至{long_date(letter.valid_until)}止，含当日）",
    ):
        _line(document, sentence, indent=True)
    form(document, (78.0, 78.0), [(Piece(f"{letter.issuer}"), Piece(_SEAL, Manner.SIGNATURE, height_mm=14))])
    _cut(document)
    _part(document, "回　执", letter.number)
    _line(document, f"{letter.issuer}：")
    _line(document, f"你处转来{letter.name}同志的组织关系已收到，编入　　　　　　　　党支部，特此回执。", indent=True)
    form(document, (78.0, 78.0), [(Piece("经办人：\n电　话："), Piece(_SEAL, Manner.SIGNATURE, height_mm=14))])
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _membership(letter: TransferLetter) -> str:
    joined = f"于{long_date(letter.joined_on)}加入党组织，" if letter.joined_on else ""
    return joined + (f"于{long_date(letter.full_on)}转为正式党员，" if letter.full_on else "")


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{year}年{int(month)}月"


def _part(document: Document, caption: str, number: str) -> None:
    paragraph = write(document.add_paragraph(), f"{caption}　　{number}", HEADING_FACE, SI_HAO, 24)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True


def _line(document: Document, text: str, *, indent: bool = False) -> None:
    paragraph = write(document.add_paragraph(), text, BODY_FACE, SI_HAO, 20)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(28)


def _cut(document: Document) -> None:
    """Where the paper is torn and the seal set across the edge."""
    paragraph = write(
        document.add_paragraph(), "－－－－－－－－（骑缝章）－－－－－－－－", SUBTITLE_FACE, XIAO_SI, 20
    )
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _pair(label: str, value: str, other_label: str, other_value: str) -> list[Piece]:
    return [Piece(label, Manner.LABEL), Piece(value), Piece(other_label, Manner.LABEL), Piece(other_value)]


def _wide(label: str, value: str) -> list[Piece]:
    return [Piece(label, Manner.LABEL), Piece(or_dash(value), span=3)]
