"""What study leaves in a place: a session, records, a group, material, figures, an exemption, each made as people would.

Names that other resources use too (`session_id`, `file_id`) carry the resource: `study-sessions.session_id`.
"""

from datetime import timedelta
from typing import Any, Protocol

from models.accounts import Account
from models.branches import Branch
from models.enums.accounts import Role
from services.kit.clock import today, utc_now
from tests.support.tickets import match

NOTE = {"file": ("笔记.pdf", b"%PDF-1.7 note")}


class Maker(Protocol):
    """Sends a POST as somebody and gives the answer."""

    async def post(self, who: Account | Role, path: str, status: int = 201, **options: Any) -> dict[str, Any]: ...


async def study(make: Maker, clerk: Account, branch: Branch, member_id: str, *, serial: int) -> dict[str, str]:
    """Of a branch whose clerk keeps it, about one of its members; a branch may have several, each of another `serial`."""
    begun, day = utc_now() - timedelta(hours=3), today().isoformat()
    planned = {
        "branch_id": str(branch.id), "kind": "seminar", "topic": "学习党章", "expected": "named",
        "member_ids": [member_id], "starts_at": begun.isoformat(), "ends_at": (begun + timedelta(hours=2)).isoformat(),
    }  # fmt: skip
    session = await make.post(clerk, "study-sessions", json=planned)
    session = await _with_file(make, clerk, f"study-sessions/{session['id']}", session)
    declared = {"member_id": member_id, "kind": "self_study", "title": "自学党章", "hours": 2, "occurred_on": day}
    record = await make.post(clerk, "study-records", json=declared)
    record = await _with_file(make, clerk, f"study-records/{record['id']}", record)
    written = {"member_id": member_id, "kind": "reflection", "title": "学习心得", "occurred_on": day}
    output = await make.post(clerk, "study-outputs", json=written)
    output = await _with_file(make, clerk, f"study-outputs/{output['id']}", output)
    formed = {"branch_id": str(branch.id), "name": f"青年学习小组{serial}", "field": "基层治理", "formed_on": day}
    group = await make.post(clerk, "study-groups", json={**formed, "member_ids": [member_id]})
    published = {"branch_id": str(branch.id), "title": "党章", "due_on": (today() + timedelta(days=30)).isoformat()}
    material = await make.post(clerk, "study-materials", json=published)
    await make.post(clerk, f"study-materials/{material['id']}/file", 200, files=NOTE, headers=match(material))
    excused = {
        "member_id": member_id, "ground": "aged", "from_on": day, "decided_on": day, "decision": "支委会", "reason": "年老",
    }  # fmt: skip
    exemption = await make.post(clerk, "study-exemptions", json=excused)
    figure = await make.post(Role.STAFF, "study-figures", json={
        "branch_id": str(branch.id), "code": "member_hours", "amount": 40, "from_year": today().year + serial,
        "basis": "工作安排",
    })  # fmt: skip
    return {
        "study-sessions.session_id": session["id"],
        "study-sessions.file_id": session["files"][0]["id"],
        "record_id": record["id"],
        "study-records.file_id": record["files"][0]["id"],
        "output_id": output["id"],
        "study-outputs.file_id": output["files"][0]["id"],
        "group_id": group["id"],
        "material_id": material["id"],
        "exemption_id": exemption["id"],
        "figure_id": figure["id"],
    }


async def _with_file(make: Maker, who: Account, url: str, seen: dict[str, Any]) -> dict[str, Any]:
    return await make.post(who, f"{url}/files", files=NOTE, headers=match(seen))
