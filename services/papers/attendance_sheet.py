"""学习活动签到表: the sheet for signing on paper, with what is known of the session and who should come."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from services.papers.official import Manner, Piece, form, log, new_paper
from services.papers.wording import or_dash

TITLE = "学习活动签到表"
_WIDTHS = (14.0, 34.0, 26.0, 42.0, 40.0)
_SPARE = 5
"""Empty lines for people who come without being expected."""


@dataclass(frozen=True, slots=True)
class AttendancePaper:
    """`when` and `hours` are words; `people` by name in the order of the sheet, with their branch and mark if known."""

    branch: str
    topic: str
    kind: str
    when: str
    place: str | None
    host: str | None
    material: str | None
    hours: str
    recorder: str | None
    people: tuple[tuple[str, str, str | None], ...]
    printed_on: date


def attendance_sheet(paper: AttendancePaper) -> bytes:
    """The sheet as `.docx`; the heading of the list is repeated on each page."""
    document = new_paper(TITLE, paper.branch, paper.printed_on)
    form(
        document,
        (26.0, 52.0, 26.0, 52.0),
        [
            [Piece("主题", Manner.LABEL), Piece(paper.topic, span=3)],
            [_label("类型"), Piece(paper.kind), _label("时间"), Piece(paper.when)],
            [_label("地点"), Piece(or_dash(paper.place)), _label("主持人"), Piece(or_dash(paper.host))],
            [_label("学习材料"), Piece(or_dash(paper.material), span=3)],
            [_label("学时"), Piece(paper.hours), _label("应到人数"), Piece(f"{len(paper.people)} 人")],
        ],
    )
    named = [
        (str(number), name, branch, "", or_dash(mark) if mark else "")
        for number, (name, branch, mark) in enumerate(paper.people, 1)
    ]
    spare = [(str(len(named) + number), "", "", "", "") for number in range(1, _SPARE + 1)]
    log(
        document,
        "到会情况",
        ("序号", "姓名", "所在支部", "签名", "请假事由等备注"),
        _WIDTHS,
        [*named, *spare],
        centred=(0, 1),
    )
    form(
        document,
        (40.0, 116.0),
        [
            [_label("登记人"), Piece(or_dash(paper.recorder) + "　　签字：", Manner.SIGNATURE, height_mm=14)],
            [
                _label("说明"),
                Piece("本表由支部据实登记后录入平台；不要求拍照，不采集位置。非涉密，不得填写涉密内容。"),
            ],
        ],
    )
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _label(text: str) -> Piece:
    return Piece(text, Manner.LABEL)
