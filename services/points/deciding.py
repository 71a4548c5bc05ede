"""The branch's check of points entered by hand, by somebody else than who entered them.

Who may decide, and on what, is said once, in `point_claim_verdict` of the database: the check is one round trip, which
it shares with others that come at once (docs/adr/0009, 0014). What a claim asks for, and within which days its cap
holds, was worked out when it was entered.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Integer, Text, Uuid, column, func, select
from sqlalchemy.dialects.postgresql import JSONB

from models.enums.points import ClaimState
from models.members import Member
from models.points import PointClaim
from services.access.actor import Actor
from services.access.permissions import Permission
from services.kit.clock import office_day
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, STALE, Fault
from services.kit.idempotency import KEY_PLACES, Key, key_values
from services.kit.reader import Row, place, prepare
from services.kit.writer import Writer, many
from services.points import errors
from services.points.entering import ENTRY, audit_entry

_JUDGED = (place("claim", Uuid()), place("seen", Integer()), place("kept", ARRAY(Uuid())), place("decider", Uuid()))
_key, _fingerprint, _moment, _lapsed = KEY_PLACES
_CONFIRMING = (
    *_JUDGED,
    place("decider_name", Text()),
    place("effective", Date()),
    _moment,
    _key,
    _fingerprint,
    _lapsed,
    place("request", Text()),
    place("origin", Text()),
)
_CONFIRM = prepare(select(func.confirm_point_claim(*_CONFIRMING, type_=JSONB()).label("done")))
_done = func.confirm_point_claims(*map(many, _CONFIRMING)).table_valued(
    column("place", Integer()), column("done", JSONB())
)
_CONFIRM_MANY = prepare(select(_done.c.place, _done.c.done))
_judged = func.judge_point_claim(*_JUDGED).table_valued("verdict", "held")
_JUDGE = select(_judged.c.verdict)

_REFUSALS: dict[str, Callable[[Row, int], Fault]] = {
    "not_found": lambda _done, _given: NOT_FOUND(what=ENTRY),
    "own_points": lambda _done, _given: errors.OWN_POINTS(),
    "same_person": lambda _done, _given: errors.SAME_PERSON(),
    "decided_already": lambda _done, _given: errors.DECIDED_ALREADY(),
    "stale": lambda done, given: STALE(current=done["version"], given=given),
    "year_frozen": lambda done, _given: errors.YEAR_FROZEN(year=done["year"]),
}


async def confirm(
    writer: Writer, actor: Actor, claim_id: UUID, version: int, *, now: datetime, key: Key | None = None
) -> Row | None:
    """The points become effective, as far as the cap goes, with the key that came along.

    One statement, together with the checks of others that come at once; one more for whatever does not go smoothly.

    Gives the row of the ledger as `queries.entry_of` does, None when the key has been used before. Errors:
    `not_found`, `points.own_points`, `points.same_person`, `points.decided_already`, `stale_version`,
    `points.year_frozen`.
    """
    values = {
        **_judging(actor, claim_id, version),
        **key_values(key, now),
        "decider_name": actor.display_name,
        "effective": office_day(now),
        "request": actor.request_id,
        "origin": actor.address,
    }
    smooth = await writer.together(_CONFIRM_MANY, **{**values, "kept": f"{{{','.join(map(str, values['kept']))}}}"})
    if smooth is not None:
        posted: Row = smooth["done"]
        return posted
    done: Row = (await writer.row(_CONFIRM, **values))["done"]
    if done["verdict"] == "key_used":
        return None
    if done["verdict"] != "free":
        raise _REFUSALS[done["verdict"]](done, version)
    return done


async def refuse(
    session: WriteSession, actor: Actor, claim_id: UUID, version: int, reason: str, *, now: datetime
) -> None:
    """The points are not given. Errors: those of `confirm` but for the frozen year."""
    verdict: str = (await session.execute(_JUDGE, _judging(actor, claim_id, version))).scalar_one()
    claim = await session.get(PointClaim, claim_id, populate_existing=True)
    if claim is None or verdict != "free":
        raise _REFUSALS[verdict]({"version": claim.version if claim else None}, version)
    claim.state, claim.decision, claim.updated_at = ClaimState.REFUSED, reason, now
    claim.decided_by, claim.decided_name = actor.account_id, actor.display_name
    member = await session.get_one(Member, claim.member_id)
    await session.flush()
    audit_entry(session, actor, "refuse", claim.id, member, reason)


def _judging(actor: Actor, claim_id: UUID, version: int) -> dict[str, Any]:
    kept = [root.id for root in actor.scope(Permission.POINT_KEEP).roots]
    return {"claim": claim_id, "seen": version, "kept": kept, "decider": actor.account_id}
