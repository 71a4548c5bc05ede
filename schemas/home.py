"""The home page: what waits for me."""

from pydantic import BaseModel

from schemas.tickets import TicketSummary


class QueueCounts(BaseModel):
    """待我办理, 我办未结, 即将到期."""

    mine: int
    handled: int
    soon: int


class Home(BaseModel):
    """The first ten of each queue, nearest due date first, with how many there are."""

    counts: QueueCounts
    mine: list[TicketSummary]
    handled: list[TicketSummary]
    soon: list[TicketSummary]
