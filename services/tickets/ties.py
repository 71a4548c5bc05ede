"""Tickets not yet ended in which a branch takes part: before the branch goes, a person settles them."""

from sqlalchemy import ScalarSelect, func, select

from models.enums.tickets import Part
from models.tickets import Ticket, TicketParty
from services.branches.ties import Fate, Tie, Ties, the_branch
from services.kit.errors import Text
from services.tickets.loading import ENDED_STATES

_ticket, _party = Ticket.__table__, TicketParty.__table__
_LABELS: dict[Part, Text] = {
    Part.ISSUING: Text("未办结的交办事项", "open tickets issued"),
    Part.LEAD: Text("未办结的牵头事项", "open tickets led"),
    Part.SUPPORTING: Text("未办结的协办事项", "open tickets supported"),
}


def _open(part: Part) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(_party.join(_ticket, _ticket.c.id == _party.c.ticket_id))
        .where(_party.c.branch_id == the_branch(), _party.c.part == part, _ticket.c.state.not_in(ENDED_STATES))
        .scalar_subquery()
    )


TIES: Ties = tuple(
    Tie(f"tickets_{part.value}", label, _open(part), on_dissolution=Fate.BLOCKS, on_merger=Fate.BLOCKS)
    for part, label in _LABELS.items()
)
