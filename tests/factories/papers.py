"""Invented tickets as their papers show them."""

from dataclasses import replace
from datetime import date

from services.papers.ticket_paper import (
    PaperClosing,
    PaperExtension,
    PaperMilestone,
    PaperSource,
    PaperStep,
    PaperSupport,
    TicketPaper,
)

BARE = TicketPaper(
    number=None,
    title="梳理支部台账",
    requirement="年底前完成。",
    kind="其他",
    urgency="一般",
    state="草拟",
    issuing_branch="云川市委组织部督查室",
    lead_branch="干部一处党支部",
    printed_on=date(2026, 11, 21),
)
FULL = replace(
    BARE,
    number="督办〔2026〕12号",
    title="推动城市社区党组织网格化工作机制落地见效，完善街道社区党建联席会议制度",
    requirement=(
        "一是健全联席会议制度，每季度至少召开一次会议，议定事项列入清单管理。\n"
        "二是调整优化网格党支部设置，做到应建尽建，年底前覆盖率达到100%。\n"
        "三是加强统筹，不得层层加码，不搞过度留痕。"
    ),
    kind="会议纪要",
    urgency="一般",
    state="已销号",
    source=PaperSource("会议", "中共云川市委组织部部务会会议纪要（第九次）", "云组纪〔2026〕9号", "第三项第（二）条"),
    supporting_branches=(
        PaperSupport("组织二处党支部", "已提供网格底数。", 100, date(2026, 10, 15), "禤𬱖"),
        PaperSupport("研究室党支部", waiver_reason="事项不涉及该处职责，经督查室同意免予反馈。"),
    ),
    owner="欧阳㼆",
    leader="令狐䶮",
    registered_on=date(2026, 9, 1),
    assigned_on=date(2026, 9, 2),
    original_due_on=date(2026, 10, 31),
    due_on=date(2026, 11, 20),
    progress_percent=100,
    milestones=(
        PaperMilestone(date(2026, 9, 30), 40, "完成制度修订"),
        PaperMilestone(date(2026, 10, 20), 80, "完成网格支部调整"),
    ),
    approval=PaperStep(date(2026, 9, 1), "司空明", comment="同意立项，请干部一处牵头。"),
    acceptance=PaperStep(date(2026, 9, 3), "欧阳㼆", "干部一处党支部"),
    reports=(
        PaperStep(date(2026, 9, 28), "欧阳㼆", "干部一处党支部", "联席会议制度初稿已经形成，正在征求意见。", 35),
        PaperStep(date(2026, 11, 10), "欧阳㼆", "干部一处党支部", "网格支部调整全部完成，覆盖率100%。", 100),
    ),
    urges=(PaperStep(date(2026, 10, 25), "司空明", "督查室党支部", "距时限不足一周，请抓紧。", label="蓝色催办"),),
    extensions=(
        PaperExtension(
            date(2026, 10, 26),
            "欧阳㼆",
            date(2026, 10, 31),
            date(2026, 11, 20),
            "两个街道正在调整区划。",
            "同意",
            date(2026, 10, 27),
            "司空明",
            "仅此一次。",
        ),
    ),
    returns=(PaperStep(date(2026, 11, 12), "司空明", "督查室党支部", "缺少覆盖率的依据，请补充后再报。"),),
    closing=PaperClosing(
        outcome="联席会议制度已印发执行，全市网格党支部调整到位，覆盖率达到100%。",
        requested_by="欧阳㼆",
        requested_on=date(2026, 11, 16),
        conclusion="情况属实，同意销号。",
        closed_by="司空明",
        closed_on=date(2026, 11, 18),
        closed_in_time=True,
        archived_on=date(2026, 11, 20),
    ),
)
