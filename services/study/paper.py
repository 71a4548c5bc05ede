"""The attendance sheet of a session for signing on paper."""

import asyncio
from datetime import date
from uuid import UUID

from services.kit.clock import OFFICE_ZONE
from services.kit.errors import NOT_FOUND
from services.kit.reader import Reader
from services.papers.attendance_sheet import AttendancePaper, attendance_sheet
from services.study import views
from services.study.labels import ATTENDANCE_LABELS
from services.study.loading import SESSION
from services.study.people import keeps_sessions
from services.study.views import Onlooker, View

_LONGEST_REASON = 30


async def sheet(reader: Reader, look: Onlooker, session_id: UUID) -> tuple[date, bytes]:
    """Day of the session, and the sheet as `.docx`, for who keeps it. Errors: `not_found`."""
    seen = await views.sheet(reader, look, session_id)
    session = seen["session"]
    if not keeps_sessions(look.actor, session["branch_id"]):
        raise NOT_FOUND(what=SESSION)
    begins, ends = (session[name].astimezone(OFFICE_ZONE) for name in ("starts_at", "ends_at"))
    same_day = begins.date() == ends.date()
    until = f"{ends:%H:%M}" if same_day else f"{ends.month}月{ends.day}日 {ends:%H:%M}"
    paper = AttendancePaper(
        branch=session["branch"]["name"] if session["branch"] else "",
        topic=session["topic"],
        kind=session["kind"]["label"],
        when=f"{begins.year}年{begins.month}月{begins.day}日 {begins:%H:%M}—{until}",
        place=session["place"],
        host=session["host"],
        material=session["material"],
        hours=f"{session['hours'].normalize():f} 学时",
        recorder=None,
        people=tuple(_person(line) for line in seen["lines"]),
        printed_on=look.today,
    )
    return begins.date(), await asyncio.to_thread(attendance_sheet, paper)


def _person(line: View) -> tuple[str, str, str | None]:
    """Name, branch, and what is recorded already."""
    mark = None if line["mark"] == "unset" else ATTENDANCE_LABELS[line["mark"]].zh
    reason = f"：{line['reason'][:_LONGEST_REASON]}" if line["reason"] else ""
    branch = line["branch"]["name"] if line["branch"] else ""
    return line["member"]["name"], branch, f"{mark}{reason}" if mark else None
