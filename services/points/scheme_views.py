"""Schemes and rules as a client sees them."""

from uuid import UUID

from models.enums.points import Head, SchemeState
from services.access.permissions import Permission
from services.kit.errors import NOT_FOUND
from services.kit.reader import Reader, Row
from services.points import lists
from services.points.labels import HEAD_LABELS, SCHEME_STATE_LABELS
from services.points.schemes import SCHEME
from services.points.views import Onlooker, View


def scheme(row: Row, look: Onlooker) -> View:
    return {
        **row,
        "state_label": look.say(SCHEME_STATE_LABELS[SchemeState(row["state"])]),
        "branch": look.branch(row["branch_id"]),
        "manageable": look.actor.covers(Permission.POINT_MANAGE, row["branch_id"]),
    }


async def one_scheme(reader: Reader, look: Onlooker, scheme_id: UUID) -> View:
    """Errors: `not_found`."""
    row = await lists.one(reader, look.actor, "scheme", scheme_id)
    if row is None:
        raise NOT_FOUND(what=SCHEME)
    return scheme(row, look)


def rule(row: Row, look: Onlooker) -> View:
    return {**row, "head_label": look.say(HEAD_LABELS[Head(row["head"])])}
