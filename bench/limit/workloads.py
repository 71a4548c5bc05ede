"""The eight kinds of work: requests for whoever serves them, and the best SQL for the same."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from random import Random
from urllib.parse import quote
from uuid import UUID

from bench.limit import sql
from bench.limit.city import PASSWORD, SIGNERS, Tokens
from bench.limit.load import Request
from bench.limit.pgbench import CLIENTS, MOST_SCRIPTS, literal
from bench.limit.samples import Samples, Supply
from services.members import queries as member_queries
from services.members.filters import MemberFilter, Sight, View, name_search
from services.points import queries as point_queries
from services.tickets import queries as ticket_queries
from services.tickets.filters import Sight as TicketSight
from services.tickets.filters import needed_values

API = "/api/v1"
_TICKETS_A_CLIENT = 100
_STEPS, _RANGES = 6_000, 4
_PAGE = MemberFilter(frozenset({"on_register"}))


@dataclass(frozen=True, slots=True)
class Scripts:
    """What pgbench runs, and counters to begin with."""

    texts: list[str]
    counters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workload:
    """`plan` makes the requests of one turn, `sql` the scripts for the limit; `each` requests are one unit."""

    key: str
    name: str
    plan: Callable[[], Awaitable[list[Request]]]
    sql: Callable[[], Awaitable[Scripts]] | None
    each: int = 1
    share_reach: float | None = None
    ratio_reach: float | None = None
    others: dict[str, str] = field(default_factory=dict)
    """More SQL to be timed beside it, by name: the design that is not ours."""


class Work:
    """Everything that is measured, for the rows drawn."""

    def __init__(self, samples: Samples, supply: Supply, tokens: Tokens, today: date) -> None:
        self._samples = samples
        self._supply = supply
        self._tokens = tokens
        self._today = today
        self._count = self._ranges = 0

    def all(self) -> list[Workload]:
        samples = self._samples
        place = samples.large_places[0]
        live = sql.LIVE.format(place=place, year=samples.year)
        trigram = sql.TRIGRAM.format(place=place, name=samples.names[0])
        return [
            Workload("a", "member by id", self._member, self._member_sql, share_reach=0.08, ratio_reach=8),
            Workload("b", "page of 20 in a sub-district", self._page, self._page_sql, share_reach=0.12, ratio_reach=8),
            Workload(
                "c", "two-character name in a district", self._search, self._search_sql,
                others={"trigram SQL": trigram},
            ),
            Workload("d", "award one entry", self._award, self._award_sql, share_reach=0.2, ratio_reach=10),
            Workload("e", "ticket transition", self._step, self._step_sql, share_reach=0.2, ratio_reach=8),
            Workload(
                "f", "district points dashboard", self._figures, self._figures_sql, others={"live aggregate": live}
            ),
            Workload("g", "sign-in", self._sign_in, None),
            Workload("h", "ticket page (3 calls)", self._ticket_page, self._ticket_page_sql, each=3),
        ]  # fmt: skip

    def _get(self, who: str, paths: list[str]) -> list[Request]:
        tokens = cycle(self._tokens.of(who))
        return [Request("GET", API + path, {"Authorization": f"Bearer {next(tokens)}"}) for path in paths]

    def _post(self, who: str, path: str, version: int, body: str, token: str) -> Request:
        self._count += 1
        return Request(
            "POST",
            API + path,
            {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "If-Match": f'"{version}"',
                "Idempotency-Key": f"{who}-{self._samples.year}-{Random().getrandbits(64):x}-{self._count}",
            },
            body,
        )

    async def _member(self) -> list[Request]:
        return self._get("bench-reader", [f"/members/{one}" for one in self._samples.members])

    async def _member_sql(self) -> Scripts:
        return Scripts([literal(member_queries._ONE, id=one) for one in self._samples.members])

    async def _page(self) -> list[Request]:
        return self._get("bench-reader", [f"/members?branch_id={place}" for place in self._samples.small_places])

    async def _page_sql(self) -> Scripts:
        found = []
        for place in self._samples.small_places:
            view = View(Sight((3,), single=True), {"within": place})
            query = member_queries.page_query(view, _PAGE, None, after=False)
            found.append(literal(query, **view.values))
        return Scripts(found)

    def _searched(self) -> list[tuple[UUID, str]]:
        return [
            (place, name) for name, place in zip(self._samples.names, cycle(self._samples.large_places), strict=False)
        ]

    async def _search(self) -> list[Request]:
        return self._get(
            "bench-reader", [f"/members?branch_id={place}&q={quote(name)}" for place, name in self._searched()]
        )

    async def _search_sql(self) -> Scripts:
        found = []
        for place, name in self._searched():
            view = View(Sight((2,), single=True), {"within": place})
            search, values = name_search(name)
            query = member_queries.page_query(view, MemberFilter(_PAGE.names | search), None, after=False)
            found.append(literal(query, **view.values, **values))
        return Scripts(found)

    async def _award(self) -> list[Request]:
        _, claims = await self._supply.claims(6_000)
        tokens = cycle(self._tokens.of("bench-keeper"))
        return [self._post("d", f"/point-entries/{one}/confirm", 1, "", next(tokens)) for one in claims]

    async def _award_sql(self) -> Scripts:
        base, _ = await self._supply.claims(60_000)
        return Scripts([sql.AWARD.format(year=self._samples.year)], {"base": base, "k": 0})

    async def _step(self) -> list[Request]:
        tokens = cycle(self._tokens.of("bench-keeper"))
        return [
            self._post(
                "e", f"/tickets/{one.id}/transitions", one.version,
                f'{{"action": "report", "progress_percent": {10 + one.version % 80}, "comment": "按计划推进。"}}',
                next(tokens),
            )
            for one in await self._supply.tickets(_STEPS, behind=self._next_range())
        ]  # fmt: skip

    def _next_range(self) -> int:
        """Tickets that the target before did not touch: what it had under way may still be moving them."""
        self._ranges += 1
        return self._ranges % _RANGES * _STEPS

    async def _step_sql(self) -> Scripts:
        tickets = await self._supply.tickets(CLIENTS * _TICKETS_A_CLIENT, behind=_RANGES * _STEPS)
        listed = "{" + ",".join(str(one.id) for one in tickets) + "}"
        return Scripts([sql.STEP.format(tickets=listed, each=_TICKETS_A_CLIENT)])

    async def _figures(self) -> list[Request]:
        places = self._samples.large_places
        return self._get("bench-reader", [f"/branches/{place}/points/distribution" for place in places])

    async def _figures_sql(self) -> Scripts:
        year = self._samples.year
        query = point_queries._distribution_query(2)
        return Scripts(
            [literal(query, branch_id=place, year=year, kind="member") for place in self._samples.large_places]
        )

    async def _sign_in(self) -> list[Request]:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return [
            Request("POST", f"{API}/auth/token", form, f"grant_type=password&username=bench-{n}&password={PASSWORD}")
            for n in range(SIGNERS)
        ]

    async def _ticket_page(self) -> list[Request]:
        parts = ("", "/events", "/progress")
        tickets = await self._supply.tickets(1_000)
        return self._get("bench-reader", [f"/tickets/{one.id}{part}" for one in tickets for part in parts])

    async def _ticket_page_sql(self) -> Scripts:
        everywhere = TicketSight((1,), (), (), (), None)
        query, found = ticket_queries._one_query(everywhere), []
        for one in await self._supply.tickets(MOST_SCRIPTS):
            values = needed_values(query.names, {"id": one.id}, today=self._today)
            events = literal(ticket_queries._EVENTS, ticket_id=one.id)
            found.append(f"{literal(query, **values)};\n{events};")
        return Scripts(found)
