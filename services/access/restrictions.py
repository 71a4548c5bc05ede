"""What an account owes before it may do anything else. Pure."""

from collections.abc import Iterable
from datetime import date

from models.enums.accounts import Role
from services.access.roles import SECOND_FACTOR_ROLES


def owes_password_change(must_change: bool, expires_on: date | None, today: date) -> bool:
    """A first password, or one whose last day has passed."""
    return must_change or (expires_on is not None and expires_on < today)


def owes_second_factor(has_second_factor: bool, roles: Iterable[Role]) -> bool:
    """An administrator or approver who has not set up a second factor yet (8.1.4.1 d)."""
    return not has_second_factor and not SECOND_FACTOR_ROLES.isdisjoint(roles)
