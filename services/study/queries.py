"""Reading a sheet, histories, a member's year and a branch's."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import Integer, SmallInteger, Uuid, and_, func, or_, select, union_all

from models.accounts import Account
from models.area_summaries import AREA_LEVELS, StudyAreaSummary, StudySummaryChange
from models.members import Member
from models.study import StudyAttendance, StudyEvent, StudyKind
from models.study_records import StudyRecord, StudySummary, StudyTotal, StudyYear
from services.kit.reader import Query, Reader, Row, place, prepare

account, member, kind = Account.__table__, Member.__table__, StudyKind.__table__
line, event = StudyAttendance.__table__, StudyEvent.__table__
record, total = StudyRecord.__table__, StudyTotal.__table__
area, change = StudyAreaSummary.__table__, StudySummaryChange.__table__
year_row, summary = StudyYear.__table__, StudySummary.__table__

_YEAR, _MEMBER = place("year", SmallInteger()), place("member_id", Uuid())

_SHEET = prepare(
    select(*line.c, member.c.name, member.c.pinyin, member.c.branch_id)
    .join_from(line, member, member.c.id == line.c.member_id)
    .where(line.c.session_id == place("session_id", Uuid()))
    .order_by(line.c.expected.desc(), member.c.pinyin, member.c.id)
)


async def sheet(reader: Reader, session_id: UUID) -> list[Row]:
    """The lines of a sheet by name, walk-ins last. The caller has checked that the actor may see names."""
    return await reader.rows(_SHEET, session_id=session_id)


_SUBJECT = place("subject_id", Uuid())
_EVENTS = prepare(
    select(event)
    .where(or_(event.c.session_id == _SUBJECT, event.c.record_id == _SUBJECT, event.c.output_id == _SUBJECT))
    .order_by(event.c.sequence)
)


async def events(reader: Reader, subject_id: UUID) -> list[Row]:
    """A history, oldest first. The caller has checked that the actor may see its subject."""
    return await reader.rows(_EVENTS, subject_id=subject_id)


_HEAD = prepare(
    select(
        member.c.id,
        member.c.name,
        member.c.branch_id,
        (
            select(account.c.id).where(account.c.id == place("me", Uuid()), account.c.member_id == member.c.id).exists()
        ).label("own"),
        *(
            func.coalesce(year_row.c[name], 0).label(name)
            for name in ("hours", "organised_hours", "trainings", "records")
        ),
    )
    .select_from(member.outerjoin(year_row, and_(year_row.c.member_id == member.c.id, year_row.c.year == _YEAR)))
    .where(member.c.id == _MEMBER)
)
_OWN = prepare(select(account.c.member_id).where(account.c.id == place("me", Uuid())))


async def own_member_id(reader: Reader, account_id: UUID) -> UUID | None:
    """Whose record is the account's own."""
    found: UUID | None = await reader.value(_OWN, me=account_id)
    return found


async def head(reader: Reader, member_id: UUID, year: int, account_id: UUID) -> Row | None:
    """The member with the sums of their year, and whether they are who asks."""
    return await reader.row(_HEAD, member_id=member_id, year=year, me=account_id)


_TOTALS = prepare(
    select(
        total.c.kind, kind.c.label, kind.c.label_en, kind.c.organised, kind.c.training, total.c.hours, total.c.records
    )
    .join_from(total, kind, kind.c.code == total.c.kind)
    .where(total.c.member_id == _MEMBER, total.c.year == _YEAR, total.c.records > 0)
    .order_by(kind.c.position, kind.c.code)
)


async def totals(reader: Reader, member_id: UUID, year: int) -> list[Row]:
    """Hours and records of a member's year by kind."""
    return await reader.rows(_TOTALS, member_id=member_id, year=year)


MOST_RECORDS = 500
_RECORDS = prepare(
    select(
        *record.c,
        kind.c.label.label("kind_label"),
        kind.c.label_en.label("kind_label_en"),
        member.c.name.label("member_name"),
        (
            record.c.member_id
            == select(account.c.member_id).where(account.c.id == place("me", Uuid())).scalar_subquery()
        ).label("concerned"),
    )
    .select_from(record.join(kind, kind.c.code == record.c.kind).join(member, member.c.id == record.c.member_id))
    .where(
        record.c.member_id == _MEMBER,
        func.make_date(_YEAR, 1, 1) <= record.c.occurred_on,
        record.c.occurred_on <= func.make_date(_YEAR, 12, 31),
    )
    .order_by(record.c.occurred_on, record.c.id)
    .limit(place("limit", Integer()))
)


async def records(reader: Reader, member_id: UUID, year: int, account_id: UUID) -> list[Row]:
    """The records of a member's year by day, those that were taken back too."""
    return await reader.rows(_RECORDS, member_id=member_id, year=year, me=account_id, limit=MOST_RECORDS)


_SUMS = ("hours", "records", "members")


@lru_cache(maxsize=8)
def _summary_query(level: int) -> Query:
    """City and districts read their own sums and what waits to be folded into them, all others their branches."""
    branch, parts = place("branch_id", Uuid()), [(summary, summary.c[f"l{level}"])]
    if level <= AREA_LEVELS:
        parts = [(area, area.c.branch_id), (change, change.c[f"l{level}"])]
    found = union_all(
        *(
            select(table.c.kind, *(table.c[name] for name in _SUMS)).where(place_of == branch, table.c.year == _YEAR)
            for table, place_of in parts
        )
    ).subquery("found")
    sums = [func.sum(found.c[name]).label(name) for name in _SUMS]
    return prepare(
        select(kind.c.code.label("kind"), kind.c.label, kind.c.label_en, kind.c.organised, kind.c.training, *sums)
        .join_from(found, kind, kind.c.code == found.c.kind)
        .group_by(kind.c.id)
        .having(func.sum(found.c.records) > 0)
        .order_by(kind.c.position, kind.c.code)
    )


async def branch_totals(reader: Reader, level: int, branch_id: UUID, year: int) -> list[Row]:
    """Sums of a branch and all below it by kind, from the summaries of the branches; without names."""
    return await reader.rows(_summary_query(level), branch_id=branch_id, year=year)
