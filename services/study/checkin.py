"""Scanning the code that is shown at a session: a help for the recorder, who alone says who was there (rules §14)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.dialects.postgresql import insert

from models.enums.study import SessionState
from models.members import Member
from models.study import StudyAttendance, StudySession
from models.study_scans import StudyScan
from services.access.actor import Actor
from services.access.second_factor import qr_svg
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Kind, declare
from services.kit.lookup import Lookup
from services.kit.reader import Reader, place, prepare
from services.study.checkin_code import WINDOW_SECONDS, is_current, shown
from services.study.loading import SESSION
from services.study.people import keeps_sessions, own_member_id
from services.study.views import Onlooker, View

EARLY = timedelta(minutes=30)
"""So long before the beginning a code can be shown."""
_OPEN = (SessionState.PLANNED, SessionState.HELD)

NOT_NOW = declare(
    "study.scan_not_now",
    Kind.CONFLICT,
    "扫码只在学习活动开始前 {minutes} 分钟至结束期间可用。到会以记录人登记为准，不扫码也不影响。",
    "Codes are shown from {minutes} minutes before a session to its end. The recorder's sheet decides, not the scan.",
)
CODE_OVER = declare(
    "study.scan_code_over",
    Kind.INVALID,
    "二维码已更换，请重新扫描现场的二维码；也可以直接请记录人登记。",
    "The code has changed; scan the one that is shown now, or ask the recorder.",
)
NOBODY = declare(
    "study.scan_nobody",
    Kind.CONFLICT,
    "您的账号没有关联党员档案，请直接请记录人登记。",
    "Your account belongs to nobody on the register; ask the recorder.",
)


async def code(reader: Reader, look: Onlooker, lookup: Lookup, session_id: UUID, site: str | None = None) -> View:
    """The code of this half minute, for who keeps the session; with `site` as an address that any camera opens.

    Errors: `not_found`, `study.scan_not_now`.
    """
    row = await reader.row(_ONE, id=session_id)
    if row is None or not keeps_sessions(look.actor, row["branch_id"]):
        raise NOT_FOUND(what=SESSION)
    _require_time(row["state"], row["starts_at"], row["ends_at"], look.now)
    present = shown(lookup, session_id, look.now)
    plain = f"dangjian-study:{session_id}:{present.code}"
    address = f"{site}/study-sessions/{session_id}/scan?code={present.code}"
    return {
        "code": present.code,
        "changes_at": present.changes_at,
        "seconds": WINDOW_SECONDS,
        "qr_svg": qr_svg(address if site else plain),
    }


_ONE = prepare(
    select(StudySession.branch_id, StudySession.state, StudySession.starts_at, StudySession.ends_at).where(
        StudySession.id == place("id", Uuid())
    )
)


def _require_time(state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Errors: `study.scan_not_now`."""
    if SessionState(state) not in _OPEN or not starts_at - EARLY <= now <= ends_at:
        raise NOT_NOW(minutes=EARLY.seconds // 60)


async def scan(
    session: WriteSession, actor: Actor, lookup: Lookup, session_id: UUID, given: str, *, now: datetime
) -> None:
    """Note that the member scanned the code; scanning again changes nothing.

    Without the right code nobody learns whether there is such a session.
    Errors: `study.scan_code_over`, `study.scan_nobody`, `study.scan_not_now`.
    """
    row = await session.get(StudySession, session_id)
    if row is None or not is_current(lookup, session_id, given, now):
        raise CODE_OVER.at("/code")
    _require_time(row.state, row.starts_at, row.ends_at, now)
    member_id = await own_member_id(session, actor)
    if member_id is None:
        raise NOBODY()
    adding = insert(StudyScan).values(session_id=session_id, member_id=member_id, scanned_at=now)
    await session.execute(adding.on_conflict_do_nothing())


_scan, _member, _line = StudyScan.__table__, Member.__table__, StudyAttendance.__table__
_SCANS = prepare(
    select(
        _scan.c.member_id,
        _scan.c.scanned_at,
        _member.c.name,
        _member.c.branch_id,
        _line.c.mark,
        _line.c.expected,
    )
    .select_from(
        _scan.join(_member, _member.c.id == _scan.c.member_id).outerjoin(
            _line, (_line.c.session_id == _scan.c.session_id) & (_line.c.member_id == _scan.c.member_id)
        )
    )
    .where(_scan.c.session_id == place("id", Uuid()))
    .order_by(_member.c.pinyin, _member.c.id)
)


async def scans(reader: Reader, look: Onlooker, session_id: UUID) -> list[dict[str, Any]]:
    """Who has scanned, for the recorder to look through; `mark` is what the sheet says of them so far.

    Errors: `not_found` for who does not keep the session.
    """
    row = await reader.row(_ONE, id=session_id)
    if row is None or not keeps_sessions(look.actor, row["branch_id"]):
        raise NOT_FOUND(what=SESSION)
    return [
        {
            "member": {"id": each["member_id"], "name": each["name"]},
            "branch": look.branch(each["branch_id"]),
            "scanned_at": each["scanned_at"],
            "expected": bool(each["expected"]),
            "mark": each["mark"] or "unset",
        }
        for each in await reader.rows(_SCANS, id=session_id)
    ]
