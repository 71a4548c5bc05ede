"""Transfer of the Party relation (组织关系转接)."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Query, Response

from api.deps import CurrentActor, CurrentPlatform, CurrentReader, IfMatch, Paging, WriteSession, tagged
from api.routing import SIGNED_IN, SecuredRouter
from models.enums.transfers import Direction, TransferState
from schemas.common import SearchText
from schemas.transfers import (
    ArrivalInput,
    Destinations,
    OutsideInput,
    OwnTransfers,
    Transfer,
    TransferAmendment,
    TransferEvents,
    TransferInput,
    TransferPage,
    TransferRequestInput,
    TransferRequestReceived,
    TransferStep,
    WishInput,
)
from services.access.permissions import Permission
from services.kit.clock import today, utc_now
from services.kit.database import reader_in
from services.kit.errors import Text
from services.members.registration import NewMember
from services.transfers import destinations, drafting, papers, queries, requests, transitions, views
from services.transfers.drafting import ForeignLetter, Outside, Wish
from services.transfers.filters import TransferFilter, View, make_filter, view_of
from services.transfers.views import Onlooker

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOCX: dict[int | str, dict[str, Any]] = {200: {"content": {DOCX: {}}, "description": "The letter"}}
_RECEIVED = Text(
    "已受理。如所填信息与某位在册党员相符，其所在党支部会收到您的请求；介绍信开具后，您可在“转接”中看到。",
    "Received. If this is a member on some branch's register, that branch sees your request; once a letter is issued, "
    "you see it among your transfers.",
)

router = SecuredRouter(prefix="/transfers", tag="transfers")
own_router = SecuredRouter(prefix="/me/transfers", tag="transfers")


async def _onlooker(actor: CurrentActor) -> Onlooker:
    return Onlooker(actor, today())


Look = Annotated[Onlooker, Depends(_onlooker)]


async def _filter(
    paging: Paging,
    state: Annotated[list[TransferState], Query()] = [],  # noqa: B006 - FastAPI copies it
    member_id: UUID | None = None,
    q: Annotated[SearchText | None, Query(description="Part of the name, pinyin, initials")] = None,
    mine: Annotated[bool, Query(description="Only what waits for a step of mine")] = False,
) -> TransferFilter:
    return make_filter(state=state, q=q, mine=mine, member_id=member_id, updated_since=paging.updated_since)


async def _view(
    actor: CurrentActor,
    branch_id: Annotated[UUID | None, Query(description="A branch with all below it, on either side")] = None,
    direction: Annotated[Direction | None, Query(description="Out of the caller's branches, or into them")] = None,
) -> View:
    return view_of(actor, within=branch_id, direction=direction)


@router.operation("GET", "", permission=Permission.TRANSFER_READ, errors=(404,))
async def list_transfers(
    reader: CurrentReader,
    look: Look,
    paging: Paging,
    view: Annotated[View, Depends(_view)],
    chosen: Annotated[TransferFilter, Depends(_filter)],
) -> TransferPage:
    """Transfers out of and into the caller's branches. Sorts: created_at, updated_at, valid_until."""
    page = await queries.page(
        reader,
        look.actor,
        view,
        chosen,
        sort=paging.sort,
        cursor=paging.cursor,
        limit=paging.limit,
        with_total=paging.with_total,
    )
    items = [views.summary(row, look) for row in page.items]
    return TransferPage.model_validate({"items": items, "next_cursor": page.next_cursor, "total": page.total})


@router.operation("POST", "", permission=Permission.TRANSFER_DRAFT, status_code=201, errors=(409,))
async def draft_transfer(
    session: WriteSession, look: Look, platform: CurrentPlatform, wanted: TransferInput, response: Response
) -> Transfer:
    """Write down that a member of the caller's branch shall go elsewhere."""
    made = await drafting.draft(session, platform.vault, look.actor, wanted.member_id, _wish(wanted), now=utc_now())
    response.headers["Location"] = f"/api/v1/transfers/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("POST", "/arrivals", permission=Permission.TRANSFER_DRAFT, status_code=201, errors=(404, 409))
async def announce_arrival(
    session: WriteSession, look: Look, platform: CurrentPlatform, given: ArrivalInput, response: Response
) -> Transfer:
    """Enter a letter brought from outside of the city; the register learns of the person at the end."""
    made = await drafting.announce_arrival(
        session,
        platform.vault,
        look.actor,
        NewMember(**given.person.model_dump(), branch_id=given.to_branch_id),
        _outside(given.source),
        ForeignLetter(**given.letter.model_dump()),
        given.reason,
        letter_days=platform.settings.transfer_letter_days,
        now=utc_now(),
    )
    response.headers["Location"] = f"/api/v1/transfers/{made.id}"
    return await _answer(session, look, made.id, response)


@router.operation("POST", "/requests", permission=Permission.TRANSFER_DRAFT, status_code=202, errors=(404,))
async def request_transfer(
    session: WriteSession, look: Look, platform: CurrentPlatform, wanted: TransferRequestInput
) -> TransferRequestReceived:
    """Ask for somebody of another branch. Answered alike whether or not there is such a person."""
    await requests.request(session, platform.vault, look.actor, **wanted.model_dump(), now=utc_now())
    return TransferRequestReceived(message=_RECEIVED.render(look.actor.locale))


@router.operation("GET", "/destinations", permission=SIGNED_IN)
async def find_destinations(
    reader: CurrentReader,
    look: Look,
    q: Annotated[SearchText, Query(description="Part of the branch's name, pinyin, initials")] = "",
) -> Destinations:
    """Branches of the whole city that a relation can go to, by name; the first twenty."""
    return Destinations.model_validate({"items": await destinations.search(reader, look.actor, q)})


@router.operation("GET", "/{transfer_id}", permission=SIGNED_IN, errors=(404,))
async def get_transfer(reader: CurrentReader, look: Look, transfer_id: UUID, response: Response) -> Transfer:
    """A transfer, for both ends and for the person; with what the caller may do now."""
    return Transfer.model_validate(tagged(response, await views.one(reader, look, transfer_id)))


@router.operation("PATCH", "/{transfer_id}", permission=Permission.TRANSFER_DRAFT, errors=(404, 409, 412, 428))
async def amend_transfer(
    session: WriteSession,
    look: Look,
    transfer_id: UUID,
    version: IfMatch,
    changes: TransferAmendment,
    response: Response,
) -> Transfer:
    """Change destination or reason while it is a draft or has been returned."""
    values: dict[str, Any] = {name: getattr(changes, name) for name in changes.model_fields_set}
    if changes.outside is not None:
        values["outside"] = _outside(changes.outside)
    await drafting.amend(session, look.actor, transfer_id, version, values, now=utc_now())
    return await _answer(session, look, transfer_id, response)


@router.operation("POST", "/{transfer_id}/transitions", permission=SIGNED_IN, errors=(404, 409, 412, 428))
async def move_transfer(
    session: WriteSession,
    look: Look,
    platform: CurrentPlatform,
    transfer_id: UUID,
    version: IfMatch,
    step: TransferStep,
    response: Response,
) -> Transfer:
    """Carry out one of `available_actions`. Of two people acting at once one wins, the other learns what happened."""
    await transitions.transition(
        session,
        platform.vault,
        look.actor,
        transfer_id,
        version,
        step.action,
        step.model_dump(exclude={"action"}, exclude_none=True),
        letter_days=platform.settings.transfer_letter_days,
        now=utc_now(),
    )
    return await _answer(session, look, transfer_id, response)


@router.operation("GET", "/{transfer_id}/events", permission=SIGNED_IN, errors=(404,))
async def list_transfer_events(reader: CurrentReader, look: Look, transfer_id: UUID) -> TransferEvents:
    """The history, oldest first; for the receiving side from the letter on."""
    return TransferEvents.model_validate({"items": await views.events(reader, look, transfer_id)})


@router.operation(
    "GET", "/{transfer_id}/letter.docx", permission=Permission.TRANSFER_READ, errors=(404, 409), responses=_DOCX
)
async def print_letter(reader: CurrentReader, look: Look, transfer_id: UUID) -> Response:
    """介绍信 with 存根 and 回执, for printing and sealing."""
    number, content = await papers.letter(reader, look, transfer_id)
    name = quote(f"{number}组织关系介绍信.docx")
    return Response(content, media_type=DOCX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


@own_router.operation("GET", "", permission=SIGNED_IN)
async def list_own_transfers(reader: CurrentReader, look: Look) -> OwnTransfers:
    """Where one's own relation goes, the newest first."""
    return OwnTransfers.model_validate({"items": await views.own(reader, look)})


@own_router.operation("POST", "", permission=SIGNED_IN, status_code=201, errors=(404, 409))
async def ask_for_transfer(
    session: WriteSession, look: Look, platform: CurrentPlatform, wanted: WishInput, response: Response
) -> Transfer:
    """Ask the own branch to transfer one's relation."""
    made = await drafting.ask(session, platform.vault, look.actor, _wish(wanted), now=utc_now())
    response.headers["Location"] = f"/api/v1/transfers/{made.id}"
    return await _answer(session, look, made.id, response)


async def _answer(session: WriteSession, look: Onlooker, transfer_id: UUID, response: Response) -> Transfer:
    seen = await views.one(await reader_in(session), look, transfer_id)
    return Transfer.model_validate(tagged(response, seen))


def _wish(wanted: WishInput) -> Wish:
    return Wish(wanted.reason, wanted.to_branch_id, _outside(wanted.outside) if wanted.outside else None)


def _outside(given: OutsideInput) -> Outside:
    return Outside(given.name, given.kind, given.region)
