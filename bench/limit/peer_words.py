"""The platform's labels as a file for the peers, so that they answer with the same words."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from services.members.codes import LISTS, label_of
from services.members.labels import STAGE_LABELS, STANDING_LABELS, STATE_LABELS
from services.points.labels import ENTRY_STATE_LABELS, HEAD_LABELS, SOURCE_LABELS
from services.tickets import labels as tickets


def write(path: Path) -> None:
    words: dict[str, Any] = {
        "state": STATE_LABELS,
        "stage": STAGE_LABELS,
        "standing": STANDING_LABELS,
        "head": HEAD_LABELS,
        "entry_state": ENTRY_STATE_LABELS,
        "source": SOURCE_LABELS,
        "ticket_kind": tickets.KIND_LABELS,
        "urgency": tickets.URGENCY_LABELS,
        "ticket_state": tickets.STATE_LABELS,
        "ticket_event": tickets.EVENT_LABELS,
        "lamp": tickets.LAMP_LABELS,
    }
    found = {name: {_code(code): text.render("zh") for code, text in each.items()} for name, each in words.items()}
    for name, codes in LISTS.items():
        found[name] = {code: label_of(name, code, "zh") or "" for code in codes}
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _code(code: object) -> str:
    return code.value if isinstance(code, StrEnum) else str(code)
