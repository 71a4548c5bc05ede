"""The letter of a transfer, for printing and sealing."""

from datetime import date
from uuid import UUID

from services.access.audit import SYSTEM_NAME
from services.kit.reader import Reader
from services.papers.transfer_letter import TransferLetter, transfer_letter
from services.transfers import errors, views
from services.transfers.letters import month_text, number_text
from services.transfers.snapshots import labelled
from services.transfers.views import Onlooker


async def letter(reader: Reader, onlooker: Onlooker, transfer_id: UUID) -> tuple[str, bytes]:
    """Number of the 介绍信, and the paper as `.docx`. Errors: `not_found`, `transfer.no_letter`."""
    row = await views.visible(reader, onlooker, transfer_id)
    if not views.has_letter(row):
        raise errors.NO_LETTER()
    person = labelled(row["person"], "zh")
    facts = views.facts_in(row, onlooker.actor)
    receiver = onlooker.branch(row["to_branch_id"])
    above = onlooker.branch(facts.receiver_committee_id)
    source, issuer = onlooker.branch(row["from_branch_id"]), onlooker.branch(row["issuing_branch_id"])
    outside = row["outside_name"]
    paper = TransferLetter(
        number=number_text(row["number_year"], row["number_serial"]) or "",
        addressee=above["name"] if above else outside,
        to=receiver["name"] if receiver else outside,
        source=source["name"] if source else "",
        issuer=issuer["name"] if issuer else SYSTEM_NAME,
        name=person["name"],
        sex=person["sex_label"],
        birth_date=date.fromisoformat(person["birth_date"]),
        ethnicity=person["ethnicity_label"],
        stage=person["stage_label"],
        masked_id_number=person["id_number"],
        joined_on=_day(person["joined_on"]),
        full_on=_day(person["full_on"]),
        dues_paid_until=month_text(row["dues_paid_until"]),
        reason=row["reason"],
        issued_on=row["issued_on"],
        valid_until=row["valid_until"],
        letter_days=(row["valid_until"] - row["issued_on"]).days,
    )
    return paper.number, transfer_letter(paper, onlooker.today)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
