"""An auditor has a day compared with its seals; that it was done, and what was found, is on record too."""

from datetime import date
from typing import Any

from services.access import audit
from services.access.actor import Actor
from services.audit_entries.verifying import verify
from services.kit.database import WriteSession
from services.kit.errors import NOT_FOUND, Text

DAY = Text("该日的封存", "A seal of that day")


async def check_day(session: WriteSession, actor: Actor, key: bytes, day: date) -> dict[str, Any]:
    """Errors: `not_found` for a day without seals."""
    verified = await verify(session, key, day=day)
    if not verified.seals:
        raise NOT_FOUND(what=DAY)
    audit.record(
        session,
        actor,
        "audit.verify",
        entity_kind="audit_seal",
        entity_id=None,
        entity_name=day.isoformat(),
        succeeded=not verified.found,
    )
    return {
        "day": day,
        "seals": verified.seals,
        "entries": verified.entries,
        "sound": not verified.found,
        "findings": [
            {"wrong": finding.wrong.value, "sequence": finding.sequence, "entry_id": finding.entry_id}
            for finding in verified.found
        ],
    }
