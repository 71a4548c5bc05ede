"""Posts and terms of the small city: most branches are in order, a few give each reminder something to remind of."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from models.enums.branches import BranchKind
from models.enums.posts import Office, Selection
from services.access.actor import Actor
from services.demo.names import invented_name
from services.kit.database import WriteSession
from services.kit.dates import add_months, add_years
from services.posts.commands import NewPost, NewTerm, Postponement, begin_term, postpone, take_up
from services.posts.term_rules import TERM_LENGTHS
from services.posts.warnings import COMMITTEE_OFFICES, WITH_COMMITTEE

_DUE_IN = {"离退休干部第一党支部": -40, "组织二处党支部": 100, "青禾区直属机关委员会": 30}
"""Days from today to the end of the term; of the others it is far away."""
_USUAL_DUE_IN = 500
_POSTPONED = {"石桥社区党支部": -60}
"""Days from today to the end of a term whose next election was put off by ten months."""
_POSTPONED_BY_MONTHS = 10
_VACANT = {"组织一处党支部": Office.SECRETARY, "督查室党支部": Office.DISCIPLINE}


@dataclass(frozen=True, slots=True)
class Site:
    """A branch that gets its posts; `secretary` is the person who has that account."""

    id: UUID
    name: str
    kind: BranchKind
    secretary: str | None


async def fill_posts(session: WriteSession, actor: Actor, sites: list[Site], today: date, seed: int) -> None:
    """Enter an election and those elected for each branch; groups have neither."""
    chance = Random(seed)
    for site in sites:
        if site.kind is BranchKind.GROUP:
            continue
        since = await _term(session, actor, site, today)
        selection = Selection.ELECTED if site.kind in TERM_LENGTHS else Selection.APPOINTED
        for office in _offices(site):
            name = invented_name(chance)
            if office is Office.SECRETARY and site.secretary is not None:
                name = site.secretary
            await take_up(session, actor, site.id, NewPost(office, name, selection, since))


def _offices(site: Site) -> list[Office]:
    more = COMMITTEE_OFFICES if site.kind in WITH_COMMITTEE else (Office.DEPUTY_SECRETARY,)
    return [office for office in (Office.SECRETARY, *more) if office is not _VACANT.get(site.name)]


async def _term(session: WriteSession, actor: Actor, site: Site, today: date) -> date:
    """The present term; gives the day since which the posts are held."""
    put_off = site.name in _POSTPONED
    due_in = _POSTPONED[site.name] if put_off else _DUE_IN.get(site.name, _USUAL_DUE_IN)
    due_on = today + timedelta(days=due_in)
    usual = TERM_LENGTHS.get(site.kind)
    if usual is None:
        return add_years(due_on, -3)
    elected_on = add_years(due_on, -usual.years)
    term = await begin_term(session, actor, site.id, NewTerm(elected_on), today)
    if put_off:
        approval = Postponement(add_months(due_on, _POSTPONED_BY_MONTHS), "青组复〔2026〕7号", add_months(due_on, -1))
        await postpone(session, actor, site.id, term.id, term.version, approval)
    return elected_on
