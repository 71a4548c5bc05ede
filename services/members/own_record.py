"""One's own record as a file to keep: in the clear, with its history and who looked (个人信息保护法第四十五条)."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from services.access import audit
from services.kit.clock import OFFICE_ZONE, office_day
from services.kit.database import WriteSession, reader_in
from services.kit.dates import long_date
from services.members import correction_queries, queries, views
from services.members.codes import ListName, label_of
from services.members.labels import FIELD_LABELS, STAGE_LABELS, STANDING_LABELS
from services.members.views import Onlooker
from services.papers.member_record import MemberRecordPaper, RecordedAct, member_record

_LABELLED = {
    "sex": "sex_label",
    "ethnicity": "ethnicity_label",
    "education": "education_label",
    "stage": "stage_label",
    "standing": "standing_label",
}
_FACTS = (
    "name", "sex", "birth_date", "ethnicity", "education", "stage", "standing", "joined_on", "full_on",
    "probation_ends_on", "post", "phone", "pay_base", "floating", "lost_contact", "lost_contact_since",
)  # fmt: skip
_LISTS: dict[str, ListName] = {"sex": "sex", "ethnicity": "ethnicity", "education": "education"}
_WORDS: dict[str, dict[str, str]] = {
    "stage": {stage.value: label.zh for stage, label in STAGE_LABELS.items()},
    "standing": {standing.value: label.zh for standing, label in STANDING_LABELS.items()},
}
_WIDE = ("id_number", "branch", "address", "floating_to")


async def taken(session: WriteSession, onlooker: Onlooker, file_format: str) -> dict[str, Any]:
    """The record with its history; that it was taken stands in the audit log. Errors: `not_found`."""
    if file_format == "docx":
        onlooker = replace(onlooker, actor=replace(onlooker.actor, locale="zh"))  # an official paper is Chinese
    reader = await reader_in(session)
    row = await correction_queries.own_record(reader, onlooker.actor)
    acts = [views.entry(act, onlooker) for act in await queries.history(reader, row["id"])]
    audit.record(
        session,
        onlooker.actor,
        "member.download_own",
        entity_kind="member",
        entity_id=row["id"],
        entity_name=row["name"],
        branch_id=row["branch_id"],
        changes={"format": [None, file_format]},
    )
    await session.flush()
    return {"member": views.own(row, onlooker), "history": acts}


async def as_paper(record: dict[str, Any], *, now: datetime) -> bytes:
    """The record as `.docx` in official form."""
    member, acts = record["member"], record["history"]
    looks = [act for act in acts if act["action"] == "reveal"]
    paper = MemberRecordPaper(
        branch=member["branch"]["name"],
        printed_on=office_day(now),
        facts=tuple((FIELD_LABELS[name].zh, _words(name, member)) for name in _FACTS),
        wide=tuple((FIELD_LABELS[name].zh, _words(name, member)) for name in _WIDE),
        acts=tuple(_act(act) for act in acts if act["action"] != "reveal"),
        looks=tuple(_act(act) for act in looks),
    )
    return await asyncio.to_thread(member_record, paper)


def _words(name: str, member: dict[str, Any]) -> str | None:
    if name == "branch":
        branch: str = member["branch"]["name"]
        return branch
    return _plain(member[_LABELLED.get(name, name)])


def _plain(value: Any) -> str | None:
    """A value as people write it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    return long_date(value) if isinstance(value, date) else str(value)


def _act(act: dict[str, Any]) -> RecordedAct:
    named = [_plain(act[name]) for name in ("ground_label", "document", "reason")]
    if act["action"] == "reveal":
        fields = (act["changes"] or {}).get("fields", [None, []])[1]
        named.append("、".join(FIELD_LABELS[name].zh for name in fields))
    else:
        named += [_changed(name, values) for name, values in (act["changes"] or {}).items() if name in FIELD_LABELS]
    return RecordedAct(
        on=act["occurred_on"] or act["at"].astimezone(OFFICE_ZONE).date(),
        by=act["actor"]["name"],
        label=act["action_label"],
        told="\n".join(text for text in named if text),
    )


def _changed(name: str, values: list[Any]) -> str:
    before, after = (_plain(_named(name, value)) or "（空）" for value in values)
    return f"{FIELD_LABELS[name].zh}：{before} → {after}"


def _named(name: str, value: Any) -> Any:
    """A code as people know it."""
    if value is None:
        return None
    if name in _LISTS:
        return label_of(_LISTS[name], value, "zh")
    return _WORDS.get(name, {}).get(value, value)
