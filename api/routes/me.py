"""One's own account: who I am, my password, my second factor, my sessions."""

from typing import Any

from api.deps import CurrentActor, CurrentReader
from api.routing import SIGNED_IN, SecuredRouter
from schemas.me import Me
from services.accounts import queries

router = SecuredRouter(prefix="/me", tag="me")


@router.operation("GET", "", permission=SIGNED_IN, even_restricted=True, response_model=Me)
async def me(actor: CurrentActor, reader: CurrentReader) -> dict[str, Any]:
    """Who is signed in, what they may do, what waits for them."""
    return {**await queries.own_profile(reader, actor), "todo": await waiting_counts()}


async def waiting_counts() -> dict[str, int]:
    """How much waits for the actor; there is nothing to count before the tickets feature is joined in here."""
    return {"mine": 0, "handled": 0, "soon": 0}
