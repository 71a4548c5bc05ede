"""FastAPI as its tutorials teach it: `def` endpoints, a SQLModel session and the user loaded in each request."""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from argon2 import PasswordHasher
from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from jose import JWTError, jwt
from pydantic import BaseModel
from shared import (
    AUDIENCE,
    ISSUER,
    SECRET,
    distribution_view,
    entry_view,
    event_view,
    member_summary,
    member_whole,
    progress_points,
    ticket_view,
)  # fmt: skip
from sqlmodel import Session, col, create_engine, func, select

from tutorial.models import (
    Account,
    AuditEntry,
    Branch,
    Member,
    PointBalance,
    PointClaim,
    PointEntry,
    SignInSession,
    Ticket,
    TicketEvent,
)  # fmt: skip

engine = create_engine(
    os.environ["BENCH_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"), pool_size=20, max_overflow=0
)
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token")
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


Db = Annotated[Session, Depends(get_session)]


def current_user(token: Annotated[str, Depends(scheme)], session: Db) -> Account:
    try:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER)
    except JWTError:
        raise HTTPException(401) from None
    user = session.get(Account, uuid.UUID(claims["sub"]))
    sign_in = session.get(SignInSession, uuid.UUID(claims["sid"]))
    if user is None or user.closed_at or user.stamp != claims["stamp"] or sign_in is None or sign_in.ended_at:
        raise HTTPException(401)
    return user


User = Annotated[Account, Depends(current_user)]


def require(user: Account, branch: Branch) -> None:
    """The branch lies where one of the user's grants holds."""
    granted = [grant.branch for grant in user.grants if grant.revoked_at is None]
    if not any(place is not None and branch.path.startswith(place.path) for place in granted):
        raise HTTPException(404)


@app.get("/livez")
def livez() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/api/v1/auth/token")
def sign_in(form: Annotated[OAuth2PasswordRequestForm, Depends()], session: Db) -> dict[str, Any]:
    user = session.exec(select(Account).where(Account.username == form.username)).first()
    if user is None:
        raise HTTPException(401)
    hasher.verify(user.password_hash, form.password)
    now = datetime.now(UTC)
    opened = SignInSession(
        id=uuid.uuid4(), account_id=user.id, device="peer", address="127.0.0.1", started_at=now, last_used_at=now,
        expires_at=now + timedelta(hours=12),
    )  # fmt: skip
    session.add(opened)
    session.add(_audit(user, "auth.sign_in", "account", user.id, user.username, user.branch_id))
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": str(user.id), "sid": str(opened.id), "stamp": user.stamp}
    session.commit()
    token = jwt.encode({**claims, "exp": now + timedelta(minutes=15)}, SECRET, algorithm="HS256")
    return {"access_token": token, "token_type": "bearer", "expires_in": 900}


def _audit(
    user: Account, action: str, kind: str, identity: uuid.UUID, name: str, branch_id: uuid.UUID | None, **changes: Any
) -> AuditEntry:
    return AuditEntry(
        at=datetime.now(UTC), action=action, actor_id=user.id, actor_name=user.display_name, entity_kind=kind,
        entity_id=identity, entity_name=name, branch_id=branch_id, changes=changes or None,
    )  # fmt: skip


@app.get("/api/v1/members")
def list_members(
    user: User, session: Db, branch_id: uuid.UUID, q: str | None = None, limit: int = 20
) -> dict[str, Any]:
    branch = session.get(Branch, branch_id)
    if branch is None:
        raise HTTPException(404)
    require(user, branch)
    column = Member.l2 if branch.level == 2 else Member.l3
    wanted = select(Member).where(col(column) == branch_id, col(Member.standing).in_(["normal", "suspended"]))
    if q:
        wanted = wanted.where(col(Member.name).contains(q))
    wanted = wanted.order_by(col(Member.created_at).desc(), col(Member.id).desc()).limit(limit + 1)
    rows = session.exec(wanted).all()
    items = [member_summary(row, row.branch.name) for row in rows[:limit]]
    return {"items": items, "next_cursor": str(rows[limit - 1].id) if len(rows) > limit else None, "total": None}


@app.get("/api/v1/members/{member_id}")
def get_member(user: User, session: Db, member_id: uuid.UUID) -> dict[str, Any]:
    member = session.get(Member, member_id)
    if member is None:
        raise HTTPException(404)
    require(user, member.branch)
    return member_whole(member, member.branch.name)


@app.post("/api/v1/point-entries/{entry_id}/confirm")
def confirm(user: User, session: Db, entry_id: uuid.UUID, if_match: Annotated[str, Header()]) -> dict[str, Any]:
    claim = session.get(PointClaim, entry_id, with_for_update=True)
    if claim is None:
        raise HTTPException(404)
    require(user, claim.branch)
    if claim.state != "pending" or claim.entered_by == user.id:
        raise HTTPException(409)
    if f'"{claim.version}"' != if_match:
        raise HTTPException(412)
    now, today = datetime.now(UTC), date.today()
    rule, year = claim.rule, claim.occurred_on.year
    balance = session.get(PointBalance, (claim.member_id, year, "member"), with_for_update=True)
    if balance is None:
        raise HTTPException(409)
    points = rule.points if rule.direction == "plus" else -rule.points
    entry = PointEntry(
        id=claim.id, member_id=claim.member_id, scheme_id=claim.scheme_id, rule_id=rule.id, rule_code=rule.code,
        year=year, kind="member", sequence=balance.entries + 1, source_kind="manual", source_id=claim.id,
        asked=points, points=points, occurred_on=claim.occurred_on, effective_on=today, recorded_at=now,
        branch_id=claim.branch_id, evidence=claim.evidence, entered_by=claim.entered_by,
        entered_name=claim.entered_name, confirmed_by=user.id, confirmed_name=user.display_name,
    )  # fmt: skip
    balance.entries += 1
    balance.total += points
    claim.state, claim.version, claim.updated_at = "confirmed", claim.version + 1, now
    claim.decided_by, claim.decided_name = user.id, user.display_name
    session.add_all([entry, balance, claim])
    name = f"{claim.member.name}：{rule.title}"
    session.add(
        _audit(user, "point_entry.confirm", "point_entry", claim.id, name, claim.branch_id, points=[None, points])
    )
    session.commit()
    session.refresh(entry)
    return entry_view(entry, rule)


class Step(BaseModel):
    action: str
    progress_percent: int
    comment: str


@app.post("/api/v1/tickets/{ticket_id}/transitions")
def move(
    user: User, session: Db, ticket_id: uuid.UUID, step: Step, if_match: Annotated[str, Header()]
) -> dict[str, Any]:
    ticket = session.get(Ticket, ticket_id, with_for_update=True)
    if ticket is None:
        raise HTTPException(404)
    require(user, ticket.lead_branch)
    if f'"{ticket.version}"' != if_match:
        raise HTTPException(412)
    if ticket.state != "in_progress" or step.action != "report":
        raise HTTPException(409)
    now, before = datetime.now(UTC), ticket.progress_percent
    last = session.exec(select(func.max(TicketEvent.sequence)).where(TicketEvent.ticket_id == ticket.id)).one()
    ticket.progress_percent, ticket.version, ticket.updated_at = step.progress_percent, ticket.version + 1, now
    changes = {"progress_percent": [before, step.progress_percent]}
    event = TicketEvent(
        id=uuid.uuid4(), ticket_id=ticket.id, sequence=(last or 0) + 1, at=now, action="report",
        from_state=ticket.state, to_state=ticket.state, actor_id=user.id, actor_name=user.display_name,
        branch_id=ticket.lead_branch_id, comment=step.comment, progress_percent=step.progress_percent, changes=changes,
    )  # fmt: skip
    session.add_all(
        [
            ticket,
            event,
            _audit(user, "ticket.report", "ticket", ticket.id, ticket.title, ticket.lead_branch_id, **changes),
        ]
    )
    session.commit()
    session.refresh(ticket)
    return _ticket(ticket)


def _ticket(ticket: Ticket) -> dict[str, Any]:
    supporting = [party.branch for party in ticket.parties if party.part == "supporting"]
    last = ticket.events[-1] if ticket.events else None
    return ticket_view(
        ticket, ticket.issuing_branch, ticket.lead_branch, supporting, ticket.drafter, last, date.today()
    )


def _seen(user: Account, session: Session, ticket_id: uuid.UUID) -> Ticket:
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise HTTPException(404)
    require(user, ticket.issuing_branch)
    return ticket


@app.get("/api/v1/tickets/{ticket_id}")
def get_ticket(user: User, session: Db, ticket_id: uuid.UUID) -> dict[str, Any]:
    return _ticket(_seen(user, session, ticket_id))


@app.get("/api/v1/tickets/{ticket_id}/events")
def list_events(user: User, session: Db, ticket_id: uuid.UUID) -> dict[str, Any]:
    ticket = _seen(user, session, ticket_id)
    return {"items": [event_view(event, event.branch.name if event.branch else None) for event in ticket.events]}


@app.get("/api/v1/tickets/{ticket_id}/progress")
def get_progress(user: User, session: Db, ticket_id: uuid.UUID) -> dict[str, Any]:
    ticket = _seen(user, session, ticket_id)
    return {"points": progress_points(ticket, ticket.events)}


@app.get("/api/v1/branches/{branch_id}/points/distribution")
def distribution(user: User, session: Db, branch_id: uuid.UUID) -> dict[str, Any]:
    branch = session.get(Branch, branch_id)
    if branch is None:
        raise HTTPException(404)
    require(user, branch)
    year = date.today().year
    totals = session.exec(
        select(func.sum(PointEntry.points))
        .join(Member, col(Member.id) == PointEntry.member_id)
        .where(col(Member.l2) == branch_id, PointEntry.year == year, PointEntry.kind == "member")
        .group_by(col(PointEntry.member_id))
    ).all()
    return distribution_view(branch, year, [max(0, 60 + total) for total in totals])
