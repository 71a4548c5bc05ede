"""What confirmed study earns: its facts go to the ledger of points, in the transaction of the command.

The caller (a route, the demonstration) runs the command, then this. docs/study.md says which fact has which source.
"""

from datetime import datetime
from typing import Any

from models.enums.points import SchemeKind
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.points.awarding import Fact, award
from services.points.posting import Outcome
from services.points.revoking import revoke
from services.study.facts import Followed, StudyFact


async def credit(session: WriteSession, actor: Actor, followed: Followed, *, now: datetime) -> dict[str, Any]:
    """Post what the facts earn, take back what does not stand any more; gives a `CreditOutcome`."""
    taken = 0
    if followed.revoked:
        taken = await revoke(session, actor, followed.revoked, followed.reason or "", now=now)
    awarded = await award(session, [_fact(each) for each in followed.facts], now=now)
    return {
        "records": followed.records,
        "hours": followed.hours,
        "points": sum(each.points for each in awarded) - taken,
        "waiting": followed.waiting,
        "unrewarded": sum(1 for each in awarded if each.outcome in (Outcome.NO_RULE, Outcome.FROZEN)),
    }


async def foresee(session: WriteSession, actor: Actor, followed: Followed, *, now: datetime) -> dict[str, Any]:
    """The same without a trace: posted, looked at, undone. So what is foreseen is what will be."""
    async with session.begin_nested() as attempt:
        outcome = await credit(session, actor, followed, now=now)
        await attempt.rollback()
    return outcome


def _fact(fact: StudyFact) -> Fact:
    return Fact(
        source_kind=fact.source_kind,
        source_id=fact.source_id,
        member_id=fact.member_id,
        occurred_on=fact.occurred_on,
        quantity=fact.hours,
        evidence=fact.evidence,
        confirmed_by=fact.confirmed_by,
        confirmed_name=fact.confirmed_name,
        kinds=(SchemeKind.MEMBER, SchemeKind.YOUTH) if fact.of_group else (SchemeKind.MEMBER,),
    )
