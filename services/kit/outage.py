"""Telling a database that is away from a mistake of ours: the one is waited for, the other is reported."""

import errno

import asyncpg
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_FILE_TROUBLE = FileNotFoundError | PermissionError | IsADirectoryError | NotADirectoryError
_DISK_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_OUT_OF_REACH = (OSError, PoolTimeout, InterfaceError, OperationalError, asyncpg.InterfaceError)
_STATES = ("08", "57P", "53", "25006")
"""SQLSTATE: connection exception, operator intervention, insufficient resources; a standby that cannot write (yet)."""


def sqlstate(error: BaseException) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlstate", None)


def is_out_of_reach(error: BaseException) -> bool:
    """Whether the database could not be reached, went away or had no room: the same may succeed a little later."""
    if isinstance(error, IntegrityError | _FILE_TROUBLE) or is_disk_trouble(error):
        return False
    if isinstance(error, _OUT_OF_REACH) or _is_dying(error):
        return True
    return (sqlstate(error) or "").startswith(_STATES)


def is_disk_trouble(error: BaseException) -> bool:
    """Whether a disk of ours is full, worn out or read-only; the database tells of its own (`is_database_full`)."""
    return isinstance(error, OSError) and error.errno in _DISK_TROUBLE


def is_database_full(error: BaseException) -> bool:
    """Whether the database has no room left on its disk."""
    return sqlstate(error) == "53100"


def _is_dying(error: BaseException) -> bool:
    """A statement met a connection that had just been told of its end: asyncpg calls that an error of its own."""
    cause = error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig is not None else error
    return isinstance(cause, asyncpg.exceptions.InternalClientError)
