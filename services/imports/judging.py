"""A row against the register: new, changed, unchanged, conflict or invalid. Pure; what is registered is handed in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from models.enums.imports import ConflictKind, RowState
from models.enums.members import ON_REGISTER, Stage, Standing
from services.imports import errors
from services.imports.fields import label
from services.imports.findings import Finding, found, of_field
from services.imports.rows import Reading
from services.kit.errors import Text
from services.kit.reader import Row
from services.members.amending import WEIGHTY
from services.members.consistency import Said, faults
from services.members.id_numbers import IdNumber
from services.members.labels import STAGE_LABELS, STANDING_LABELS
from services.members.vault import Vault

DATE_FIELDS = ("joined_on", "full_on", "stage_since", "lost_contact_since")
_PLAIN = ("name", "ethnicity", "education", "post", "floating", "floating_to")
_YES, _NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a row would do.

    `before`: of the fields that change, what the register says. `branch_id`: where a new record goes. A record that
    the uploader may not see leaves no trace here but the kind of the conflict.
    """

    state: RowState
    findings: list[Finding]
    conflict: ConflictKind | None = None
    conflict_finding: Finding | None = None
    member_id: UUID | None = None
    member_version: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    branch_id: str | None = None

    @property
    def weighty(self) -> bool:
        return any(name in WEIGHTY for name in self.before)


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides over the rows of one import. `visible`: whether the uploader keeps the register of a branch;
    `branch_name` names one that is visible; `target`: the branch of rows that name none."""

    vault: Vault
    today: date
    visible: Callable[[UUID], bool]
    branch_name: Callable[[UUID], str]
    target: UUID | None

    def decide(self, reading: Reading, registered: Row | None) -> Judgement:
        """`registered`: the living record with the row's ID number, wherever it is."""
        findings = list(reading.findings)
        if registered is not None and not self.visible(registered["branch_id"]):
            finding = found("id_number", errors.REGISTERED_ELSEWHERE)
            return Judgement(RowState.CONFLICT, findings, ConflictKind.REGISTERED_ELSEWHERE, finding)
        if registered is None:
            return self._new(reading, findings)
        return self._known(reading, registered, findings)

    def _new(self, reading: Reading, findings: list[Finding]) -> Judgement:
        values = reading.values
        faulty = {finding.field for finding in findings if finding.level == "error"}
        branch_id = values.get("branch") or (str(self.target) if self.target else None)
        for name, value in (
            ("id_number", reading.number),
            ("branch", branch_id),
            *((n, values.get(n)) for n in ("name", "stage")),
        ):
            if value is None and name not in faulty:
                findings.append(found(name, errors.CELL_REQUIRED, field=label(name)))
        if values.get("ethnicity") is None and "ethnicity" not in faulty:
            findings.append(found("ethnicity", errors.ETHNICITY_ASSUMED, level="warning"))
        if reading.number is not None and values.get("stage"):
            said = said_of(reading.number, values)
            findings += [of_field(fault) for fault in faults(said, self.today) if fault.pointer[1:] not in faulty]
        invalid = any(finding.level == "error" for finding in findings)
        return Judgement(RowState.INVALID if invalid else RowState.NEW, findings, branch_id=branch_id)

    def _known(self, reading: Reading, registered: Row, findings: list[Finding]) -> Judgement:
        member_id, version = UUID(bytes=registered["id"].bytes), registered["version"]
        before = self._changes(reading.values, registered)
        conflict, said = self._conflict(reading.values, registered, changes=bool(before))
        if conflict is None and not reading.wrong:
            findings += self._faults(reading, registered, changes=bool(before))
        if any(finding.level == "error" for finding in findings):
            state, conflict, said = RowState.INVALID, None, None
        elif conflict is not None:
            state = RowState.CONFLICT
        else:
            state = RowState.CHANGED if before else RowState.UNCHANGED
        return Judgement(state, findings, conflict, said, member_id, version, before)

    def _conflict(
        self, values: dict[str, Any], registered: Row, *, changes: bool
    ) -> tuple[ConflictKind | None, Finding | None]:
        stated = values.get("branch") or (str(self.target) if self.target else None)
        if stated is not None and stated != str(registered["branch_id"]):
            name = self.branch_name(registered["branch_id"])
            return ConflictKind.OTHER_BRANCH, found("branch", errors.OTHER_BRANCH, branch=name)
        steps: dict[str, tuple[Any, Text]] = {
            "stage": (registered["stage"], STAGE_LABELS[Stage(registered["stage"])]),
            "standing": (registered["standing"], STANDING_LABELS[Standing(registered["standing"])]),
            "lost_contact": (registered["lost_contact"], _YES if registered["lost_contact"] else _NO),
        }
        for name, (value, said) in steps.items():
            if values.get(name) is not None and values[name] != value:
                return ConflictKind.LIFE_CYCLE, found(name, errors.LIFE_CYCLE, field=label(name), registered=said)
        if registered["standing"] not in ON_REGISTER and changes:
            return ConflictKind.LIFE_CYCLE, found("standing", errors.LEFT_REGISTER, registered=steps["standing"][1])
        return None, None

    def _changes(self, values: dict[str, Any], registered: Row) -> dict[str, Any]:
        """What the register says of each field that the row says otherwise."""
        before: dict[str, Any] = {}
        for name in _PLAIN:
            if name in values and values[name] != registered[name] and values[name] != "":
                before[name] = registered[name]
        if values.get("floating") is False and registered["floating_to"] is not None:
            before["floating_to"] = registered["floating_to"]
        for name in DATE_FIELDS:
            day = registered[name]
            if name in values and values[name] != (day.isoformat() if day else None):
                before[name] = day.isoformat() if day else None
        if "phone" in values:
            phone = values["phone"]
            if (self.vault.phone_hash(phone) if phone else None) != registered["phone_hash"]:
                before["phone"] = self.vault.opened(registered["phone"])
        if "address" in values:
            address = self.vault.opened(registered["address"])
            if address != values["address"]:
                before["address"] = address
        return before

    def _faults(self, reading: Reading, registered: Row, *, changes: bool) -> list[Finding]:
        """What the row itself says must fit; the record as a whole must when it is changed."""
        assert reading.number is not None
        values = reading.values
        if changes:
            return [of_field(fault) for fault in faults(said_of(reading.number, values, registered), self.today)]
        number = reading.number
        said = Said(number, Stage(registered["stage"]), values.get("sex"), _day(values.get("birth_date")))
        return [of_field(fault) for fault in faults(said, self.today) if fault.pointer in {"/sex", "/birth_date"}]


def said_of(number: IdNumber, values: dict[str, Any], registered: Row | None = None) -> Said:
    """The fields that hang together, of a new record or of one that is changed."""

    def of(name: str, otherwise: Any = None) -> Any:
        if name in values and (values[name] is not None or registered is not None):
            return values[name]
        return registered[name] if registered is not None else otherwise

    def day(name: str) -> date | None:
        value = of(name)
        return _day(value) if isinstance(value, str) else value

    floating = of("floating", otherwise=False)
    return Said(
        id_number=number,
        stage=Stage(of("stage")),
        sex=values.get("sex"),
        birth_date=_day(values.get("birth_date")),
        joined_on=day("joined_on"),
        full_on=day("full_on"),
        # Standing other than normal came about by its own event, which is no matter of the file's.
        standing=Standing.NORMAL if registered is not None else Standing(of("standing", otherwise=Standing.NORMAL)),
        lost_contact=of("lost_contact", otherwise=False),
        lost_contact_since=day("lost_contact_since"),
        floating=floating,
        floating_to=of("floating_to") if floating or "floating_to" in values else None,
        stage_since=day("stage_since"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
