"""挂号单, printed when a ticket is assigned, and 销号单, printed when it is closed (rules §7)."""

from datetime import date
from io import BytesIO

from docx.document import Document

from services.papers.official import Manner, Piece, form, heading, log, new_paper
from services.papers.ticket_paper import PaperClosing, PaperExtension, PaperStep, PaperSupport, TicketPaper
from services.papers.wording import EMPTY, long_date, or_dash, percent, short_date

REGISTRATION_TITLE = "督办事项挂号单"
CLOSING_TITLE = "督办事项销号单"

_FOUR_COLUMNS = (29.0, 49.0, 29.0, 49.0)
_SIGNATURE = "签字：　　　　　　　　　　年　　月　　日"
_TALL_MM = 20.0

Rows = list[list[Piece]]


def registration_form(paper: TicketPaper) -> bytes:
    """The 挂号单 as `.docx`."""
    document = new_paper(REGISTRATION_TITLE, paper.issuing_branch, paper.printed_on)
    form(
        document,
        _FOUR_COLUMNS,
        [
            *_matter(paper),
            _wide("工作要求", or_dash(paper.requirement)),
            *_parties(paper),
            _pair("立项日期", long_date(paper.registered_on), "交办日期", long_date(paper.assigned_on)),
            *_limits(paper),
            _wide("计划节点", _milestones(paper)),
            _signed("立项签批", _step_taken(paper.approval, "审批立项")),
            _signed("承办单位\n签　　收", _step_taken(paper.acceptance, "签收")),
            _pair("经　　办", "", "打印日期", long_date(paper.printed_on)),
        ],
    )
    return _saved(document)


def closing_form(paper: TicketPaper) -> bytes:
    """The 销号单 as `.docx`."""
    document = new_paper(CLOSING_TITLE, paper.issuing_branch, paper.printed_on)
    heading(document, "一、基本情况")
    form(
        document,
        _FOUR_COLUMNS,
        [
            *_matter(paper),
            _wide("工作要求", or_dash(paper.requirement)),
            *_parties(paper),
            _pair("立项日期", long_date(paper.registered_on), "交办日期", long_date(paper.assigned_on)),
            *_limits(paper),
            _pair("完成进度", percent(paper.progress_percent), "当前状态", or_dash(paper.state)),
            _wide("计划节点", _milestones(paper)),
        ],
    )
    heading(document, "二、办理过程")
    _logs(document, paper)
    heading(document, "三、办结与销号")
    form(document, _FOUR_COLUMNS, _closing_rows(paper.closing, paper))
    return _saved(document)


def _matter(paper: TicketPaper) -> Rows:
    source = paper.source
    named = [or_dash(source.title)] if source and source.title else []
    if source and source.item:
        named.append(or_dash(source.item))
    return [
        _pair("编　　号", or_dash(paper.number), "密　　级", "非涉密"),
        _wide("事项标题", or_dash(paper.title)),
        _pair("督办类别", or_dash(paper.kind), "紧急程度", or_dash(paper.urgency)),
        _pair(
            "来源类别",
            or_dash(source.kind if source else None),
            "依据文号",
            or_dash(source.document_no if source else None),
        ),
        _wide("依据名称", "\n".join(named) or EMPTY),
    ]


def _parties(paper: TicketPaper) -> Rows:
    supporting = "、".join(or_dash(party.branch) for party in paper.supporting_branches)
    return [
        _wide("承办单位", or_dash(paper.lead_branch)),
        _wide("协办单位", supporting or EMPTY),
        _pair("责 任 人", or_dash(paper.owner), "分管领导", or_dash(paper.leader)),
    ]


def _limits(paper: TicketPaper) -> Rows:
    return [_pair("原定时限", long_date(paper.original_due_on), "现行时限", long_date(paper.due_on))]


def _milestones(paper: TicketPaper) -> str:
    return (
        "\n".join(
            f"{long_date(node.due_on)}前：{or_dash(node.title)}（{percent(node.percent)}）" for node in paper.milestones
        )
        or EMPTY
    )


def _logs(document: Document, paper: TicketPaper) -> None:
    log(
        document,
        "进展情况",
        ("日期", "单位及填报人", "进度", "进展情况"),
        (26, 40, 15, 75),
        [
            [short_date(step.on), _who(step), percent(step.progress_percent), or_dash(step.comment)]
            for step in paper.reports
        ],
        centred=(0, 1, 2),
    )
    log(
        document,
        "协办反馈",
        ("协办单位", "日期", "进度", "反馈情况"),
        (40, 26, 15, 75),
        [_support_entry(party) for party in paper.supporting_branches],
        centred=(0, 1, 2),
    )
    _step_log(document, "催办记录", paper.urges)
    log(
        document,
        "延期记录",
        ("申请", "原时限", "申请时限", "理由及审批"),
        (26, 26, 26, 78),
        [_extension_entry(extension) for extension in paper.extensions],
        centred=(0, 1, 2),
    )
    _step_log(document, "退回记录", paper.returns)
    if paper.other_steps:
        _step_log(document, "其他记录", paper.other_steps)


def _step_log(document: Document, caption: str, steps: tuple[PaperStep, ...]) -> None:
    log(
        document,
        caption,
        ("日期", "经办", "内容"),
        (26, 40, 90),
        [[short_date(step.on), _who(step), _labelled(step)] for step in steps],
        centred=(0, 1),
    )


def _support_entry(party: PaperSupport) -> list[str]:
    if party.waiver_reason:
        said = f"免予反馈：{party.waiver_reason}"
    elif party.feedback:
        said = f"{party.feedback}（{party.feedback_by}）" if party.feedback_by else party.feedback
    else:
        said = "未反馈"
    return [or_dash(party.branch), short_date(party.feedback_on), percent(party.feedback_percent), said]


def _extension_entry(extension: PaperExtension) -> list[str]:
    decided = f"{extension.state}"
    if extension.decided_on:
        decided += f"（{or_dash(extension.decided_by)}，{short_date(extension.decided_on)}）"
    if extension.decision:
        decided += f"：{extension.decision}"
    return [
        f"{short_date(extension.requested_on)}\n{or_dash(extension.requested_by)}",
        short_date(extension.previous_due_on),
        short_date(extension.due_on),
        f"理由：{or_dash(extension.reason)}\n审批：{decided}",
    ]


def _closing_rows(closing: PaperClosing, paper: TicketPaper) -> Rows:
    asked = _taken(closing.requested_by, closing.requested_on, "申请销号")
    closed = _taken(closing.closed_by, closing.closed_on, "批准销号")
    conclusion = or_dash(closing.conclusion) if closing.conclusion else ""
    return [
        _wide("办结报告", or_dash(closing.outcome)),
        _signed("销号申请", asked),
        _signed("审核意见", ""),
        _signed("审批意见", "\n".join(filter(None, (conclusion, closed)))),
        _pair("办结评价", _in_time(closing.closed_in_time), "归档日期", long_date(closing.archived_on)),
        _pair("经　　办", "", "打印日期", long_date(paper.printed_on)),
    ]


def _in_time(closed_in_time: bool | None) -> str:
    if closed_in_time is None:
        return EMPTY
    return "按期办结" if closed_in_time else "逾期办结"


def _who(step: PaperStep) -> str:
    return "\n".join(filter(None, (step.branch, step.by)))


def _labelled(step: PaperStep) -> str:
    if step.label and step.comment:
        return f"{step.label}：{step.comment}"
    return or_dash(step.label or step.comment)


def _step_taken(step: PaperStep | None, deed: str) -> str:
    if step is None:
        return ""
    return (
        f"{or_dash(step.comment)}（{step.by}，{long_date(step.on)}）"
        if step.comment
        else _taken(step.by, step.on, deed)
    )


def _taken(by: str | None, on: date | None, deed: str) -> str:
    return f"{by}于{long_date(on)}{deed}。" if by and on else ""


def _pair(label: str, value: str, other_label: str, other_value: str) -> list[Piece]:
    return [Piece(label, Manner.LABEL), Piece(value), Piece(other_label, Manner.LABEL), Piece(other_value)]


def _wide(label: str, value: str) -> list[Piece]:
    return [Piece(label, Manner.LABEL), Piece(value, span=3)]


def _signed(label: str, already: str) -> list[Piece]:
    words = "\n".join(filter(None, (already, _SIGNATURE)))
    return [Piece(label, Manner.LABEL), Piece(words, Manner.SIGNATURE, span=3, height_mm=_TALL_MM)]


def _saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
