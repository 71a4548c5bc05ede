"""Plain StrEnums of the domain, free of any library, so that `schemas` may use them."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present instant. Everything below `api/` takes its time from here, so that tests can travel."""
    return datetime.now(UTC)
