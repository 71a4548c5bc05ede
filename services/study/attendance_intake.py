"""A list from a spreadsheet against the sheet of a session: a proposal for the recorder, who sends it on as the sheet.

What is uploaded is read and forgotten: nothing is kept, and nothing is written here.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, and_, or_, select

from models.enums.members import PARTY_STAGES, Standing
from models.members import Member
from models.study import StudyAttendance, StudySession
from services.imports.small import read_list
from services.kit.clock import office_day
from services.kit.errors import NOT_FOUND
from services.kit.lookup import Lookup
from services.kit.reader import Reader, Row, place, prepare
from services.study import errors
from services.study.attendance_file import Line, lines_of
from services.study.list_matching import Candidate, Complaint, matched
from services.study.loading import SESSION
from services.study.people import keeps_sessions
from services.study.views import Onlooker, View

member, line, study = Member.__table__, StudyAttendance.__table__, StudySession.__table__

_ONE = prepare(select(study.c.branch_id, study.c.starts_at, study.c.version).where(study.c.id == place("id", Uuid())))
_on_sheet = and_(line.c.session_id == place("id", Uuid()), line.c.member_id == member.c.id)
_CANDIDATES = prepare(
    select(
        *(member.c[name] for name in ("id", "name", "branch_id", "phone_tail_hash", "id_tail_hash")),
        line.c.expected,
        line.c.mark,
    )
    .select_from(member.outerjoin(line, _on_sheet))
    .where(
        or_(
            line.c.member_id.is_not(None),
            and_(
                member.c.branch_id == place("branch_id", Uuid()),
                member.c.standing == Standing.NORMAL.value,
                member.c.stage.in_([stage.value for stage in PARTY_STAGES]),
            ),
        )
    )
    .order_by(member.c.pinyin, member.c.id)
)


async def proposed(
    reader: Reader, look: Onlooker, lookup: Lookup, session_id: UUID, file_name: str, content: bytes
) -> View:
    """Each line of the file with whom it means and what is wrong, and the rows to send on as the sheet.

    Whoever is on the sheet may be meant, and whoever else belongs to the organisation itself (a walk-in).
    Errors: `not_found`, those of `read_list` and `lines_of`.
    """
    found = await reader.row(_ONE, id=session_id)
    if found is None or not keeps_sessions(look.actor, found["branch_id"]):
        raise NOT_FOUND(what=SESSION)
    rows = await reader.rows(_CANDIDATES, id=session_id, branch_id=found["branch_id"])
    people = {row["id"]: row for row in rows}
    lines = matched(lines_of(await read_list(file_name, content)), _known_first(rows), lookup.short_digest)
    checked = [_checked(each, people, office_day(found["starts_at"]), look.today) for each in lines]
    fit = [each for each in checked if not each.complaints]
    named = {each.member_id for each in checked}
    left = [row for row in rows if row["expected"] and row["mark"] == "unset" and row["id"] not in named]
    return {
        "version": found["version"],
        "lines": [_told(each, people, look) for each in checked],
        "rows": [_row(each) for each in fit],
        "fit": len(fit),
        "wrong": len(checked) - len(fit),
        "unmentioned": [{"id": row["id"], "name": row["name"]} for row in left],
    }


def _known_first(rows: list[Row]) -> list[Candidate]:
    """Of a name that the sheet knows, people who are not on it are not meant."""
    on_sheet = {row["name"] for row in rows if row["mark"] is not None}
    return [
        Candidate(row["id"], row["name"], {"phone_tail": row["phone_tail_hash"], "id_tail": row["id_tail_hash"]})
        for row in rows
        if row["mark"] is not None or row["name"] not in on_sheet
    ]


def _checked(given: Line, people: dict[UUID, Row], starts_on: date, today: date) -> Line:
    """What the sheet itself would refuse is said here already, at its cell."""
    row = people.get(given.member_id) if given.member_id else None
    error = None
    if row is not None and not row["expected"] and given.mark in ("leave", "absent"):
        error = errors.LINE_NOT_EXPECTED
    elif given.made_up_on is not None and not starts_on <= given.made_up_on <= today:
        error = errors.MADE_UP_ON
    if error is None:
        return given
    complaint = Complaint(given.name_cell, error.code, error.text, {"starts_on": starts_on})
    return replace(given, complaints=(*given.complaints, complaint))


def _told(given: Line, people: dict[UUID, Row], look: Onlooker) -> View:
    row = people.get(given.member_id) if given.member_id else None
    return {
        "row": given.row,
        "name": given.name,
        "member": {"id": row["id"], "name": row["name"]} if row else None,
        "branch": look.branch(row["branch_id"]) if row else None,
        "walk_in": row is not None and not row["expected"],
        "mark": given.mark or None,
        "reason": given.reason,
        "made_up_on": given.made_up_on,
        "errors": [
            {
                "cell": complaint.cell,
                "code": complaint.code,
                "message": complaint.text.render(look.actor.locale, complaint.params),
            }
            for complaint in given.complaints
        ],
    }


def _row(given: Line) -> dict[str, Any]:
    return {
        "member_id": given.member_id,
        "mark": given.mark,
        "reason": given.reason if given.mark in ("leave", "made_up") else None,
        "made_up_on": given.made_up_on,
    }
