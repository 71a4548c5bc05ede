"""What a request says to the database: its statements, in order, each a round trip."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from services.kit.reader import ConnectionReader
from tests.support.people import City

_REMEMBERED = ("FROM accounts JOIN sign_in_sessions", "FROM branches ORDER BY", "FROM calendar_days")
"""Who asks, the tree, the calendar: asked each time here, remembered by the running platform."""
_ONCE = ("WITH RECURSIVE typeinfo_tree", "SELECT current_setting('jit')", "SELECT set_config('jit'")
"""What the driver asks once a connection, about types."""


@asynccontextmanager
async def statements(city: City) -> AsyncIterator[list[str]]:
    """Collects them; those whose answers the running platform or the driver remembers are left out."""
    reader = city.platform.database.reader
    assert isinstance(reader, ConnectionReader)
    heard: list[str] = []

    def hear(query: Any) -> None:
        text = " ".join(query.query.split())
        if not any(known in text for known in (*_REMEMBERED, *_ONCE)):
            heard.append(text)

    with reader._connection.query_logger(hear):
        yield heard
        await asyncio.sleep(0)  # the driver tells of a statement after it has given the answer
