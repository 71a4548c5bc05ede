"""The account behind a sign-in session, remembered for a few seconds; a revoked grant must bite at once."""

from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, func, select
from sqlalchemy.dialects.postgresql import JSONB

from models.accounts import Account, Grant, SignInSession
from models.enums.accounts import AccountKind, Role
from services.access.actor import Duty
from services.access.restrictions import owes_second_factor
from services.kit.reader import Reader, place, prepare

CHANNEL = "principals"
"""Announced with an account's id whenever its password, grants, sessions or state change."""

_duties = (
    select(func.jsonb_agg(func.jsonb_build_array(Grant.role, Grant.branch_id)))
    .where(Grant.account_id == Account.id, Grant.revoked_at.is_(None))
    .scalar_subquery()
)
_BY_SESSION = prepare(
    select(
        Account.id.label("account_id"),
        Account.username,
        Account.display_name,
        Account.kind,
        Account.branch_id,
        Account.stamp,
        Account.must_change_password,
        Account.password_expires_on,
        Account.totp_confirmed_at,
        SignInSession.expires_at,
        func.coalesce(_duties, func.jsonb_build_array(), type_=JSONB).label("duties"),
    )
    .join(SignInSession, SignInSession.account_id == Account.id)
    .where(
        SignInSession.id == place("session_id", Uuid()),
        SignInSession.ended_at.is_(None),
        Account.closed_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Principal:
    """What the database says of a living session's account."""

    account_id: UUID
    username: str
    display_name: str
    kind: AccountKind
    branch_id: UUID | None
    stamp: int
    must_change_password: bool
    password_expires_on: date | None
    has_second_factor: bool
    expires_at: datetime
    duties: tuple[Duty, ...]

    @property
    def owes_second_factor(self) -> bool:
        """An administrator or approver who has not set up a second factor yet."""
        return owes_second_factor(self.has_second_factor, (duty.role for duty in self.duties))


class Principals:
    """Looks accounts up by session id and remembers them for `seconds` (0 in tests)."""

    def __init__(self, reader: Reader, *, seconds: float = 5) -> None:
        self._reader = reader
        self._seconds = seconds
        self._known: dict[UUID, tuple[Principal, float]] = {}

    async def by_session(self, session_id: UUID) -> Principal | None:
        """The living session's account, or None if the session or the account has ended."""
        known = self._known.get(session_id)
        if known is not None and monotonic() - known[1] < self._seconds:
            return known[0]
        row = await self._reader.row(_BY_SESSION, session_id=session_id)
        if row is None:
            self._known.pop(session_id, None)
            return None
        principal = _principal(row)
        if len(self._known) > 20_000:
            self._known.clear()
        self._known[session_id] = (principal, monotonic())
        return principal

    def forget(self, account_id: UUID) -> None:
        for session_id in [key for key, (known, _) in self._known.items() if known.account_id == account_id]:
            del self._known[session_id]

    def forget_all(self) -> None:
        self._known.clear()


def _principal(row: dict[str, Any]) -> Principal:
    return Principal(
        account_id=row["account_id"],
        username=row["username"],
        display_name=row["display_name"],
        kind=AccountKind(row["kind"]),
        branch_id=row["branch_id"],
        stamp=row["stamp"],
        must_change_password=row["must_change_password"],
        password_expires_on=row["password_expires_on"],
        has_second_factor=row["totp_confirmed_at"] is not None,
        expires_at=row["expires_at"],
        duties=tuple(Duty(Role(role), UUID(branch_id)) for role, branch_id in row["duties"]),
    )
