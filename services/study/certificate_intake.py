"""A list of trainings elsewhere against the register: a proposal for the clerk, who sends it on as declarations.

What is uploaded is read and forgotten: nothing is kept, and nothing is written here.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Uuid, any_, select

from models.enums.members import PARTY_STAGES, Standing
from models.enums.study import DeclarationState
from models.members import Member
from models.study_records import StudyRecord
from services.access.permissions import Permission
from services.imports.small import read_list
from services.kit.errors import NOT_FOUND, ErrorCode, Text
from services.kit.lookup import Lookup
from services.kit.reader import Reader, Row, place, prepare
from services.study import errors, list_errors
from services.study.certificate_file import CertificateLine, lines_of
from services.study.hours import MAX_DAYS, HourRules, days_between, is_countable, most_hours
from services.study.list_matching import Candidate, Complaint, matched
from services.study.views import Onlooker, View

BRANCH = Text("组织", "The organisation")
KIND = "training_course"
"""Of all that such a list names: a training, held by somebody else."""

member, record = Member.__table__, StudyRecord.__table__
_CANDIDATES = prepare(
    select(*(member.c[name] for name in ("id", "name", "phone_tail_hash", "id_tail_hash")))
    .where(
        member.c.branch_id == place("branch_id", Uuid()),
        member.c.standing == Standing.NORMAL.value,
        member.c.stage.in_([stage.value for stage in PARTY_STAGES]),
    )
    .order_by(member.c.pinyin, member.c.id)
)
_KNOWN = prepare(
    select(*(record.c[name] for name in ("member_id", "occurred_on", "title", "certificate_no"))).where(
        record.c.member_id == any_(place("member_ids", ARRAY(Uuid()))),
        record.c.kind == KIND,
        record.c.state.in_([DeclarationState.SUBMITTED.value, DeclarationState.CONFIRMED.value]),
        record.c.occurred_on >= place("since", Date()),
    )
)


async def proposed(
    reader: Reader,
    look: Onlooker,
    lookup: Lookup,
    rules: HourRules,
    branch_id: UUID,
    file_name: str,
    content: bytes,
) -> View:
    """Each line of the file with whom it means and what is wrong, and the rows to send on as declarations.

    Two queries. Errors: `not_found`, those of `read_list` and `lines_of`.
    """
    if not look.actor.covers(Permission.STUDY_KEEP, branch_id):
        raise NOT_FOUND(what=BRANCH)
    lines = lines_of(await read_list(file_name, content), rules)
    people = {row["id"]: row for row in await reader.rows(_CANDIDATES, branch_id=branch_id)}
    candidates = [
        Candidate(row["id"], row["name"], {"phone_tail": row["phone_tail_hash"], "id_tail": row["id_tail_hash"]})
        for row in people.values()
    ]
    meant = matched(lines, candidates, lookup.short_digest, once=False, nobody=list_errors.NOT_OF_BRANCH)
    days = [line.occurred_on for line in meant if line.member_id and line.occurred_on]
    known: list[Row] = []
    if days:
        known = await reader.rows(
            _KNOWN, member_ids=[line.member_id for line in meant if line.member_id], since=min(days)
        )
    checked = _without_repeats([_checked(line, known, rules, look) for line in meant])
    fit = [line for line in checked if not line.complaints]
    return {
        "lines": [_told(line, people, look) for line in checked],
        "rows": [_row(line) for line in fit],
        "fit": len(fit),
        "wrong": len(checked) - len(fit),
    }


def _checked(line: CertificateLine, known: list[Row], rules: HourRules, look: Onlooker) -> CertificateLine:
    """What declaring it would refuse is said here already, at its cell."""
    if line.occurred_on is None or line.hours is None:
        return line
    last = line.ended_on or line.occurred_on
    days = days_between(line.occurred_on, last)
    most = most_hours(line.occurred_on, last, rules)
    if last > look.today:
        return _complained(line, errors.FUTURE, today=look.today)
    if not 1 <= days <= MAX_DAYS:
        return _complained(line, errors.TIMES, days=MAX_DAYS)
    if not is_countable(line.hours, most):
        return _complained(line, errors.HOURS, days=days, most=most)
    if any(_same(line, row) for row in known):
        return _complained(line, errors.CERTIFICATE_KNOWN)
    return line


def _same(line: CertificateLine, row: Row) -> bool:
    by_number = line.certificate_no is not None and row["certificate_no"] == line.certificate_no
    by_day = (row["occurred_on"], row["title"]) == (line.occurred_on, line.title)
    return row["member_id"] == line.member_id and (by_number or by_day)


def _without_repeats(lines: list[CertificateLine]) -> list[CertificateLine]:
    """Of the same training of the same person the first line stands."""
    first: dict[tuple[Any, ...], int] = {}
    found = []
    for line in lines:
        key = (line.member_id, line.certificate_no or (line.occurred_on, line.title))
        if line.member_id is not None and key in first:
            line = _complained(line, list_errors.CERTIFICATE_TWICE, row=first[key])
        first.setdefault(key, line.row)
        found.append(line)
    return found


def _complained(line: CertificateLine, error: ErrorCode, **params: object) -> CertificateLine:
    cell = line.hours_cell if error is errors.HOURS else line.name_cell
    return replace(line, complaints=(*line.complaints, Complaint(cell, error.code, error.text, params)))


def _told(line: CertificateLine, people: dict[UUID, Row], look: Onlooker) -> View:
    row = people.get(line.member_id) if line.member_id else None
    names = ("row", "name", "title", "occurred_on", "ended_on", "hours", "organiser", "level", "certificate_no")
    return {
        **{name: getattr(line, name) for name in names},
        "member": {"id": row["id"], "name": row["name"]} if row else None,
        "errors": [
            {"cell": each.cell, "code": each.code, "message": each.text.render(look.actor.locale, each.params)}
            for each in line.complaints
        ],
    }


def _row(line: CertificateLine) -> View:
    names = ("member_id", "title", "hours", "occurred_on", "ended_on", "organiser", "level", "certificate_no")
    return {"kind": KIND, **{name: getattr(line, name) for name in names}}
