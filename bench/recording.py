"""A Reader that remembers what it was asked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

from services.kit.reader import Query, Reader, Row


@dataclass(frozen=True, slots=True)
class Call:
    """One query with its values, as a request made it."""

    kind: Literal["rows", "row", "value", "stream"]
    query: Query
    values: dict[str, Any]


@dataclass(slots=True)
class Recorder:
    """Passes everything on to the Reader of the platform."""

    inner: Reader
    calls: list[Call] = field(default_factory=list)

    async def rows(self, query: Query, **values: Any) -> list[Row]:
        self.calls.append(Call("rows", query, values))
        return await self.inner.rows(query, **values)

    async def row(self, query: Query, **values: Any) -> Row | None:
        self.calls.append(Call("row", query, values))
        return await self.inner.row(query, **values)

    async def value(self, query: Query, **values: Any) -> Any:
        self.calls.append(Call("value", query, values))
        return await self.inner.value(query, **values)

    async def stream(self, query: Query, **values: Any) -> AsyncIterator[Row]:
        self.calls.append(Call("stream", query, values))
        async for row in self.inner.stream(query, **values):
            yield row

    async def close(self) -> None:
        await self.inner.close()

    async def again(self, call: Call) -> None:
        """Ask the same once more, unrecorded."""
        if call.kind == "stream":
            async for _ in self.inner.stream(call.query, **call.values):
                pass
        else:
            await getattr(self.inner, call.kind)(call.query, **call.values)
