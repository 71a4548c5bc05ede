"""Accounts, the duties granted to them, their sign-in sessions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from models.base import Base, Record, account_key, branch_key, one_of
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role, SessionEnd

USERNAME_HASH = r"sha256(CAST(replace(username, '\', '\\') AS bytea))"
"""SHA-256 of the UTF-8 bytes, in words that an index may hold: convert_to() counts as changeable."""


class Account(Record):
    """Somebody, or a connected system, that can sign in. Closed, never deleted."""

    __tablename__ = "accounts"
    __table_args__ = (
        one_of("kind", AccountKind),
        Index("ix_accounts_branch_id", "branch_id"),
        Index("ix_accounts_member_id", "member_id"),
        Index("ix_accounts_created_at_id", "created_at", "id"),
        Index("ix_accounts_updated_at_id", "updated_at", "id"),
        Index("ix_accounts_grams", "grams", postgresql_using="gin"),
        # Locks are kept by the hash of a user name (`SignInThrottle`).
        Index("ix_accounts_username_hash", text(USERNAME_HASH)),
    )

    username: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AccountKind] = mapped_column(default=AccountKind.PERSON)
    display_name: Mapped[str]
    grams: Mapped[list[str]]
    """Pieces of user name and display name, by which the account is found."""
    branch_id: Mapped[UUID | None] = branch_key(nullable=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id", ondelete="RESTRICT"))
    """The person on the register to whom the account belongs, where that is known."""
    password_hash: Mapped[str]
    password_set_at: Mapped[datetime]
    password_expires_on: Mapped[date | None]
    must_change_password: Mapped[bool]
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    stamp: Mapped[int] = mapped_column(default=0)
    """Raised when everything signed before must stop being valid; carried in access tokens."""


class FormerPassword(Base):
    """Hashes of passwords used before, so that the last five are not taken again (rules §13)."""

    __tablename__ = "former_passwords"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = account_key(index=True)
    password_hash: Mapped[str]
    replaced_at: Mapped[datetime] = mapped_column(default=utc_now)


class Grant(Base):
    """A role given to an account on a branch with its subtree."""

    __tablename__ = "grants"
    __table_args__ = (
        one_of("role", Role),
        Index(
            "uq_grants_living",
            "account_id",
            "role",
            "branch_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index("ix_grants_branch_id", "branch_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = account_key()
    role: Mapped[Role]
    branch_id: Mapped[UUID] = branch_key()
    granted_at: Mapped[datetime] = mapped_column(default=utc_now)
    granted_by: Mapped[UUID | None] = account_key(nullable=True)
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None] = account_key(nullable=True)


class SignInSession(Base):
    """One sign-in on one device: a family of rotating refresh tokens."""

    __tablename__ = "sign_in_sessions"
    __table_args__ = (
        CheckConstraint(
            "end_reason IS NULL OR end_reason IN (" + ", ".join(f"'{reason}'" for reason in SessionEnd) + ")",
            name="end_reason",
        ),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = account_key(index=True)
    device: Mapped[str]
    address: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    last_used_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[SessionEnd | None]


class RefreshToken(Base):
    """A refresh token by its SHA-256; used once, a second use ends its session."""

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sign_in_sessions.id", ondelete="CASCADE"), index=True)
    issued_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInThrottle(Base):
    """Failed sign-ins per user name, known or not, so that a lock tells nothing about who exists."""

    __tablename__ = "sign_in_throttles"

    username_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    last_failure_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
