"""Reading ledgers: a member's year, a branch by name, distributions without names, one objection's history."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    SmallInteger,
    Text,
    Uuid,
    and_,
    case,
    exists,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from models.accounts import Account
from models.area_summaries import AREA_LEVELS, PointAreaSummary, PointSummaryChange
from models.enums.members import PARTY_STAGES, Standing
from models.enums.points import SourceKind
from models.members import Member
from models.point_reviews import PointObjectionEvent, PointResult, PointResultUse
from models.points import (
    HISTOGRAM_BINS,
    PointBalance,
    PointClaim,
    PointEntry,
    PointFlag,
    PointRule,
    PointSummary,
)
from services.kit.paging import Page, Sort, SortKey, choose_sort, cut_page, decode_cursor
from services.kit.reader import AS_OF, Query, Reader, Row, place, prepare
from services.points.lists import CLAIM_ROW, RULE_ROW, files_of, needed
from services.points.standing import DEPTH, OVER_MEMBER, scheme

account, member = Account.__table__, Member.__table__
balance, entry, claim = PointBalance.__table__, PointEntry.__table__, PointClaim.__table__
rule, flag, result = PointRule.__table__, PointFlag.__table__, PointResult.__table__
area, change = PointAreaSummary.__table__, PointSummaryChange.__table__
summary, event = PointSummary.__table__, PointObjectionEvent.__table__
use = PointResultUse.__table__
_reversal = entry.alias("reversal")

_YEAR, _KIND = place("year", SmallInteger()), place("kind", Text())
_HELD = and_(balance.c.member_id == member.c.id, balance.c.year == _YEAR, balance.c.kind == _KIND)
_NEAREST = (
    select(scheme.c.id, scheme.c.title, scheme.c.state, scheme.c.base, scheme.c.bands)
    .where(OVER_MEMBER, scheme.c.year == _YEAR, scheme.c.kind == _KIND, scheme.c.state != "draft")
    .order_by(DEPTH.desc())
    .limit(1)
    .correlate(member)
    .lateral("nearest")
)
_STANDING = [
    balance.c.total,
    balance.c.entries,
    balance.c.vetoed,
    balance.c.exempt,
    balance.c.score,
    balance.c.base.label("held_base"),
    _NEAREST.c.id.label("scheme_id"),
    _NEAREST.c.title.label("scheme_title"),
    _NEAREST.c.state.label("scheme_state"),
    _NEAREST.c.base,
    _NEAREST.c.bands,
]
_WITH_STANDING = member.outerjoin(balance, _HELD).outerjoin(_NEAREST, true())

_ANY_CLAIM = exists().where(claim.c.member_id == member.c.id, claim.c.state != "confirmed")
_ANY_FLAG = exists().where(flag.c.member_id == member.c.id, flag.c.year == _YEAR, flag.c.kind == _KIND)
"""Most years have neither: then nothing more is asked."""
_HEAD = prepare(
    select(
        member.c.id,
        member.c.name,
        member.c.branch_id,
        *_STANDING,
        result.c.frozen_at,
        _ANY_CLAIM.label("any_claim"),
        _ANY_FLAG.label("any_flag"),
    )
    .select_from(
        _WITH_STANDING.outerjoin(
            result, and_(result.c.member_id == member.c.id, result.c.year == _YEAR, result.c.kind == _KIND)
        )
    )
    .where(member.c.id == place("member_id", Uuid()))
)


async def head(reader: Reader, member_id: UUID, year: int, kind: str) -> Row | None:
    """The member with their balance, the scheme that holds for them, whether the year is frozen, and what there is.

    `any_claim`, `any_flag`: whether `unconfirmed` (of any year) and `flags` have anything to give.
    """
    return await reader.row(_HEAD, member_id=member_id, year=year, kind=kind)


_OWN = prepare(select(account.c.member_id).where(account.c.id == place("me", Uuid())))


async def own_member_id(reader: Reader, account_id: UUID) -> UUID | None:
    """Whose record is the account's own."""
    found: UUID | None = await reader.value(_OWN, me=account_id)
    return found


_ENTRY_ROW = [
    *entry.c,
    *RULE_ROW,
    case((entry.c.source_kind == SourceKind.MANUAL.value, files_of(entry.c.id)), else_=0).label("files"),
]
_ENTRIES = prepare(
    select(*_ENTRY_ROW, _reversal.c.id.label("reversed_by"))
    .select_from(
        entry.join(rule, rule.c.id == entry.c.rule_id).outerjoin(_reversal, _reversal.c.reverses == entry.c.id)
    )
    .where(entry.c.member_id == place("member_id", Uuid()), entry.c.year == _YEAR, entry.c.kind == _KIND)
    .order_by(entry.c.sequence)
)
_ENTRY = prepare(
    select(*_ENTRY_ROW, _reversal.c.id.label("reversed_by"), member.c.branch_id.label("home"))
    .select_from(
        entry.join(rule, rule.c.id == entry.c.rule_id)
        .join(member, member.c.id == entry.c.member_id)
        .outerjoin(_reversal, _reversal.c.reverses == entry.c.id)
    )
    .where(entry.c.id == place("id", Uuid()))
)


async def entries(reader: Reader, member_id: UUID, year: int, kind: str) -> list[Row]:
    """The rows of a year in the order in which they were posted."""
    return await reader.rows(_ENTRIES, member_id=member_id, year=year, kind=kind)


async def entry_of(reader: Reader, entry_id: UUID) -> Row | None:
    """One row, with the branch that keeps its member now. The caller checks whether the actor may see it."""
    return await reader.row(_ENTRY, id=entry_id)


_CLAIMS = prepare(
    select(
        *CLAIM_ROW,
        member.c.name.label("member_name"),
    )
    .select_from(
        claim.join(rule, rule.c.id == claim.c.rule_id)
        .join(scheme, scheme.c.id == claim.c.scheme_id)
        .join(member, member.c.id == claim.c.member_id)
    )
    .where(
        claim.c.member_id == place("member_id", Uuid()),
        claim.c.state != "confirmed",
        scheme.c.year == _YEAR,
        scheme.c.kind == _KIND,
    )
    .order_by(claim.c.created_at, claim.c.id)
)


async def unconfirmed(reader: Reader, member_id: UUID, year: int, kind: str) -> list[Row]:
    """What was entered by hand for the year and is no entry: waiting, or refused."""
    return await reader.rows(_CLAIMS, member_id=member_id, year=year, kind=kind)


_USES = prepare(
    select(use.c.purpose, use.c.used_on, use.c.recorded_name.label("recorded_by"))
    .join_from(use, result, result.c.id == use.c.result_id)
    .where(result.c.member_id == place("member_id", Uuid()), result.c.year == _YEAR, result.c.kind == _KIND)
    .order_by(use.c.recorded_at, use.c.id)
)


async def uses(reader: Reader, member_id: UUID, year: int, kind: str) -> list[Row]:
    """For what the year's result was used."""
    return await reader.rows(_USES, member_id=member_id, year=year, kind=kind)


_FLAGS = prepare(
    select(flag)
    .where(flag.c.member_id == place("member_id", Uuid()), flag.c.year == _YEAR, flag.c.kind == _KIND)
    .order_by(flag.c.created_at, flag.c.id)
)
_FLAG = prepare(select(flag).where(flag.c.id == place("id", Uuid())))


async def flags(reader: Reader, member_id: UUID, year: int, kind: str) -> list[Row]:
    """The marks over the year, lifted ones included."""
    return await reader.rows(_FLAGS, member_id=member_id, year=year, kind=kind)


async def flag_of(reader: Reader, flag_id: UUID) -> Row | None:
    return await reader.row(_FLAG, id=flag_id)


BRANCH_SORTS: dict[str, SortKey] = {"name": SortKey(member.c.pinyin, "pinyin", Text())}
"""By name alone: there is no ranking of persons (rules §14)."""


@lru_cache(maxsize=8)
def _branch_query(sort: Sort, after: bool) -> Query:
    statement = (
        select(member.c.id, member.c.name, member.c.pinyin, member.c.branch_id, *_STANDING)
        .select_from(_WITH_STANDING)
        .where(
            member.c.branch_id == place("branch_id", Uuid()),
            member.c.standing == Standing.NORMAL.value,
            member.c.stage.in_([stage.value for stage in PARTY_STAGES]),
        )
    )
    if after:
        statement = statement.where(sort.after(member.c.id))
    return prepare(statement.order_by(*sort.order(member.c.id)).limit(place("limit", Integer())))


async def branch_page(
    reader: Reader, branch_id: UUID, year: int, kind: str, *, sort: str | None, cursor: str | None, limit: int
) -> Page:
    """The Party members of one branch by name, with the year's balance of those who have one. One query."""
    order = choose_sort(sort, BRANCH_SORTS, "name")
    behind = decode_cursor(cursor, order) if cursor else None
    edge = {"after_value": behind.value, "after_id": behind.identity} if behind else {}
    query = _branch_query(order, behind is not None)
    values = {"branch_id": branch_id, "year": year, "kind": kind, **edge, "limit": limit + 1}
    return cut_page(await reader.rows(query, **needed(query, values)), limit, order, None)


_COUNTS = ("members", "vetoed", "exempt")


@lru_cache(maxsize=8)
def _distribution_query(level: int) -> Query:
    """City and districts read their own sums and what waits to be folded into them, all others their branches."""
    spread: FromClause = summary
    if level <= AREA_LEVELS:
        columns = (*_COUNTS, "histogram")
        of_area = (area.c.branch_id, change.c[f"l{level}"])
        spread = union_all(
            *(
                select(*(table.c[name] for name in columns)).where(
                    place_of == place("branch_id", Uuid()), table.c.year == _YEAR, table.c.kind == _KIND
                )
                for table, place_of in zip((area, change), of_area, strict=True)
            )
        ).subquery("spread")
    # Numbers of the statement itself: as parameters they would be sent, and looked at again for each row.
    none: ColumnElement[int] = literal_column("0")
    bins = [
        func.coalesce(func.sum(spread.c.histogram[literal_column(str(n))]), none).label(f"bin_{n}")
        for n in range(1, HISTOGRAM_BINS + 1)
    ]
    counts = [func.coalesce(func.sum(spread.c[name]), none).label(name) for name in _COUNTS]
    found = select(*counts, *bins, AS_OF.label("counted_at"))
    if spread is summary:
        within = summary.c[f"l{level}"] == place("branch_id", Uuid())
        found = found.where(within, summary.c.year == _YEAR, summary.c.kind == _KIND)
    return prepare(found)


async def distribution(reader: Reader, level: int, branch_id: UUID, year: int, kind: str) -> Row:
    """Sums over a branch and all below it; `bin_1` is 0–9 points, `bin_11` 100 and more; `counted_at`: as of when."""
    row = await reader.row(_distribution_query(level), branch_id=branch_id, year=year, kind=kind)
    assert row is not None
    return row


_RULES = prepare(
    select(rule).where(rule.c.scheme_id == place("scheme_id", Uuid())).order_by(rule.c.code, rule.c.version)
)


async def rules(reader: Reader, scheme_id: UUID) -> list[Row]:
    """Every version of every rule of a scheme, by code."""
    return await reader.rows(_RULES, scheme_id=scheme_id)


_EVENTS = prepare(select(event).where(event.c.objection_id == place("objection_id", Uuid())).order_by(event.c.sequence))


async def events(reader: Reader, objection_id: UUID) -> list[Row]:
    """An objection's history, oldest first. The caller has checked that the actor may see it."""
    return await reader.rows(_EVENTS, objection_id=objection_id)
