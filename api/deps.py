"""What routes ask for: the actor, a write session, the reader, preconditions, paging.

All of them are `async def`: FastAPI runs any other in a thread, which costs more than what most of them do.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response

from api.idempotency import claim_for
from api.platform import Platform, platform_of
from schemas.fields import Moment
from services.access.actor import Actor
from services.kit import database, paging
from services.kit.errors import Kind, declare
from services.kit.idempotency import Key
from services.kit.reader import Reader
from services.kit.writer import Writer

IF_MATCH_MISSING = declare(
    "precondition.if_match_missing",
    Kind.PRECONDITION_REQUIRED,
    "缺少 If-Match：请带上您看到的版本号（ETag），以免覆盖他人的修改。",
    "If-Match is missing: send the version (ETag) you have seen, so that nobody's change is overwritten.",
)
IF_MATCH_INVALID = declare(
    "precondition.if_match_invalid",
    Kind.STALE,
    "If-Match 不是有效的版本号，请刷新后再试。",
    "If-Match is no version of this record; reload and try again.",
)


async def _actor(request: Request) -> Actor:
    actor: Actor = request.scope["state"]["actor"]
    return actor


CurrentActor = Annotated[Actor, Depends(_actor)]


@asynccontextmanager
async def _transaction(request: Request) -> AsyncIterator[database.WriteSession]:
    async with platform_of(request).database.transaction() as session:
        request.state.write_session = session
        await claim_for(request, session, request.state.actor)
        yield session


async def _write_session(request: Request) -> AsyncIterator[database.WriteSession]:
    """One transaction for the request, committed before the answer is sent."""
    async with _transaction(request) as session:
        yield session


WriteSession = Annotated[database.WriteSession, Depends(_write_session, scope="function")]
Opener = Callable[[], Awaitable[database.WriteSession]]


async def _opener(request: Request) -> AsyncIterator[Opener]:
    async with AsyncExitStack() as ending:
        yield lambda: ending.enter_async_context(_transaction(request))


OpenSession = Annotated[Opener, Depends(_opener, scope="function")]
"""The same, opened only when it is called: for commands that mostly do without."""


async def _writer(request: Request) -> Writer:
    return platform_of(request).database.writer


CurrentWriter = Annotated[Writer, Depends(_writer)]
"""For commands of one statement, which claim the key of the request themselves."""


async def _key(request: Request) -> Key | None:
    return getattr(request.state, "idempotency", None)


GivenKey = Annotated[Key | None, Depends(_key)]


async def _reader(request: Request) -> Reader:
    return platform_of(request).database.reader


async def _platform(request: Request) -> Platform:
    return platform_of(request)


CurrentReader = Annotated[Reader, Depends(_reader)]
CurrentPlatform = Annotated[Platform, Depends(_platform)]


async def _overview_reader(request: Request) -> Reader:
    return platform_of(request).database.overview


OverviewReader = Annotated[Reader, Depends(_overview_reader)]
"""For dashboards and figures, which may be some seconds old: answered by a replica where there is one."""


async def _if_match_given(
    if_match: Annotated[str | None, Header(description="The version you have seen, as given in `ETag`")] = None,
) -> int | None:
    if if_match is None:
        return None
    found = re.fullmatch(r'\s*(?:W/)?(?:"([0-9]{1,9})"|([0-9]{1,9}))\s*', if_match)
    if found is None:
        raise IF_MATCH_INVALID()
    return int(found[1] or found[2])


IfMatchGiven = Annotated[int | None, Depends(_if_match_given)]
"""For PUT, which makes or replaces: the command knows whether a version is needed."""


async def _if_match(given: IfMatchGiven) -> int:
    if given is None:
        raise IF_MATCH_MISSING()
    return given


IfMatch = Annotated[int, Depends(_if_match)]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The paging parameters of every list."""

    limit: int
    cursor: str | None
    sort: str | None
    with_total: bool
    updated_since: datetime | None


async def _page_request(
    limit: Annotated[int, Query(ge=1, le=paging.MAX_LIMIT)] = paging.USUAL_LIMIT,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
    sort: Annotated[str | None, Query(max_length=60, description="A field, `-` before it for descending")] = None,
    with_total: bool = False,
    updated_since: Annotated[
        Moment | None, Query(description="Only what changed since; oldest change first, deletions included")
    ] = None,
) -> PageRequest:
    return PageRequest(limit, cursor, sort, with_total, updated_since)


Paging = Annotated[PageRequest, Depends(_page_request)]


def tagged(response: Response, resource: dict[str, Any]) -> dict[str, Any]:
    """The resource, with its version as ETag."""
    response.headers["ETag"] = f'"{resource["version"]}"'
    return resource
