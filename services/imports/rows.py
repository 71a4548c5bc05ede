"""A row of the file: what its cells state, and what is wrong with it in itself. Pure; the register is not asked."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.imports import errors
from services.imports.cell_text import plain
from services.imports.cells import UNSTATED, Read, precision, read_cell
from services.imports.dates import Partial, is_usual_day
from services.imports.fields import DATES, FIELDS
from services.imports.findings import Finding, found, of_fault
from services.imports.places import Places
from services.kit.errors import Fault
from services.members.id_numbers import IdNumber, parse

_REMEMBERED = frozenset(FIELDS) - {"name", "id_number", "branch", "phone", "address"}
"""Fields whose few values come again and again, and that name nobody."""
_MOST_REMEMBERED = 50_000


@dataclass(slots=True)
class Reading:
    """What a row says.

    `written`: the cells as text, by field; only those that are not empty. `values`: what they state, as plain JSON
    (dates as ISO text); None says that there is none. `number` is None when there is no valid ID number.
    """

    written: dict[str, str]
    values: dict[str, Any]
    number: IdNumber | None
    findings: list[Finding] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)


class RowReader:
    """Reads the rows of one import; remembers what the cells of a column meant before."""

    def __init__(self, places: Places, today: date, defaults: dict[str, str], *, since_1904: bool = False) -> None:
        self._places = places
        self._today = today
        self._since_1904 = since_1904
        self._known: dict[str, dict[str, Read]] = {name: {} for name in _REMEMBERED}
        self._defaults = {name: text for name, text in defaults.items() if plain(text)}

    def read(self, cells: dict[str, str]) -> Reading:
        """`cells`: the texts by field."""
        stated = cells if all(cells.values()) else {name: text for name, text in cells.items() if text}
        reading = Reading(stated, {}, None)
        written = {**self._defaults, **reading.written} if self._defaults else reading.written
        self._read_id_number(reading, written.get("id_number", ""))
        for name, text in written.items():
            if name == "id_number":
                continue
            value, finding = self._places.read(text) if name == "branch" else self._cell(name, text)
            if finding is not None:
                reading.findings.append(finding)
            if isinstance(value, Partial):
                self._complete_birth(reading, value, text)
            elif value is not UNSTATED:
                reading.values[name] = value
        return reading

    def _cell(self, name: str, text: str) -> Read:
        if name in DATES and is_usual_day(text):
            return text, None
        known = self._known.get(name)
        if known is None:
            return read_cell(name, text, since_1904=self._since_1904)
        read = known.get(text)
        if read is None:
            value, finding = read_cell(name, text, since_1904=self._since_1904)
            read = (value.isoformat() if name in DATES and isinstance(value, date) else value, finding)
            if len(known) < _MOST_REMEMBERED:
                known[text] = read
        return read

    def _read_id_number(self, reading: Reading, text: str) -> None:
        given = plain(text)
        if not given:
            return
        if "***" in given:
            reading.findings.append(found("id_number", errors.CELL_MASKED))
            return
        try:
            reading.number = number = parse(given, self._today)
        except Fault as fault:
            reading.findings.append(of_fault("id_number", fault))
            return
        reading.values["id_number"] = number.text
        if number.text.endswith("000"):
            reading.findings.append(found("id_number", errors.ID_NUMBER_ZEROS, level="warning"))

    def _complete_birth(self, reading: Reading, partial: Partial, text: str) -> None:
        """The day of birth is told by the ID number; month or year alone must agree with it."""
        number = reading.number
        if number is not None and partial.holds(number.birth_date):
            reading.findings.append(
                found(
                    "birth_date",
                    errors.BIRTH_FROM_ID_NUMBER,
                    level="warning",
                    precision=precision(partial),
                    taken=number.birth_date,
                )
            )
            return
        reading.findings.append(
            found("birth_date", errors.DATE_WITHOUT_DAY, given=plain(text), precision=precision(partial))
        )
