"""What one running process holds: connections, remembered facts, keys. Made once by `create_app`."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from fastapi import Request

from api.secret_keys import load_secret_keys
from api.settings import Settings
from services.access import principals, tree
from services.access.passwords import Passwords
from services.access.policy import AccessPolicy
from services.access.principals import Principals
from services.access.tokens import TokenSigner
from services.access.tree import RememberedTree
from services.audit_entries.seal_rules import seal_key
from services.calendar import remembered as calendar
from services.calendar.remembered import RememberedCalendar
from services.kit.database import Database
from services.kit.files import FileStore
from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members.vault import Vault


@dataclass(frozen=True, slots=True)
class Platform:
    """The parts that routes are given."""

    settings: Settings
    database: Database
    tree: RememberedTree
    calendar: RememberedCalendar
    principals: Principals
    signer: TokenSigner
    passwords: Passwords
    policy: AccessPolicy
    sealer: Sealer
    vault: Vault
    files: FileStore
    audit_key: bytes = field(repr=False)
    """Of the seals over the audit log."""

    @classmethod
    def assemble(cls, settings: Settings, database: Database, *, remember: bool = True) -> "Platform":
        keys = load_secret_keys(settings)
        sealer = Sealer([keys.field, *keys.former_fields])
        platform = cls(
            settings=settings,
            database=database,
            tree=RememberedTree(database.reader, seconds=300 if remember else 0),
            calendar=RememberedCalendar(database.reader, seconds=300 if remember else 0),
            principals=Principals(database.reader, seconds=5 if remember else 0),
            signer=TokenSigner(keys.jwt, minutes=settings.access_token_minutes),
            passwords=Passwords(memory_kib=settings.argon2_memory_kib, passes=settings.argon2_passes),
            policy=access_policy(settings),
            sealer=sealer,
            vault=Vault(sealer, Lookup(keys.lookup)),
            files=FileStore(settings.store_url),
            audit_key=seal_key(keys.lookup),
        )
        database.on_announcement(platform.heed)
        return platform

    def heed(self, channel: str, payload: str) -> None:
        """Forget what an announcement (own commit, or NOTIFY from another process) says has changed."""
        if channel == tree.CHANNEL:
            self.tree.forget()
        elif channel == calendar.CHANNEL:
            self.calendar.forget()
        elif channel == principals.CHANNEL:
            self.principals.forget(UUID(payload))

    def forget_everything(self) -> None:
        """After announcements may have been missed."""
        self.tree.forget()
        self.calendar.forget()
        self.principals.forget_all()


def access_policy(settings: Settings) -> AccessPolicy:
    """The figures of sign-in and passwords as this installation sets them."""
    return AccessPolicy(
        failures_before_lock=settings.sign_in_failures,
        lock=timedelta(minutes=settings.sign_in_lock_minutes),
        idle=timedelta(minutes=settings.session_idle_minutes),
        session=timedelta(hours=settings.session_hours),
        refresh_retry=timedelta(seconds=settings.refresh_retry_seconds),
        password_length=settings.password_length,
        password_days=settings.password_days,
        password_history=settings.password_history,
        second_factor_required=settings.second_factor == "required",
    )


def platform_of(request: Request) -> Platform:
    """Kept with the request: Starlette's state is looked through anew each time."""
    scope = request.scope
    platform: Platform | None = scope.get("platform")
    if platform is None:
        platform = scope["platform"] = request.app.state.platform
    return platform
