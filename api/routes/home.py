"""The home page of whoever is signed in."""

from api.deps import CurrentActor, CurrentReader
from api.routes.tickets import Look
from api.routing import SIGNED_IN, SecuredRouter
from schemas.home import Home
from services.tickets import queues, views

SHOWN = 10
router = SecuredRouter(prefix="/home", tag="home")


@router.operation("GET", "", permission=SIGNED_IN)
async def get_home(reader: CurrentReader, actor: CurrentActor, look: Look) -> Home:
    """Three queues: what waits for a step of mine, what I handled and is not finished, what is due or late."""
    answer: dict[str, object] = {"counts": await queues.counts(reader, actor, today=look.today)}
    for name in queues.QUEUES:
        rows = await queues.rows(reader, actor, name, limit=SHOWN, today=look.today)
        answer[name] = [views.summary(row, look) for row in rows]
    return Home.model_validate(answer)
