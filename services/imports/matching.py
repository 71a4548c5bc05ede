"""Who of the register has the ID numbers of a batch of rows: one statement a batch, wherever they are registered."""

from collections.abc import Sequence

from sqlalchemy import ARRAY, LargeBinary, any_, literal_column, select

from models.enums.members import TOMBSTONES
from models.members import Member
from services.kit.reader import Reader, Row, place, prepare

_member = Member.__table__
_COLUMNS = (
    "id", "version", "branch_id", "name", "id_number_hash", "ethnicity", "education", "stage", "stage_since",
    "joined_on", "full_on", "post", "phone", "phone_hash", "address", "standing", "lost_contact", "lost_contact_since",
    "floating", "floating_to",
)  # fmt: skip
_BY_HASH = prepare(
    select(*(_member.c[name] for name in _COLUMNS)).where(
        _member.c.id_number_hash == any_(place("hashes", ARRAY(LargeBinary()))),
        # Literal, as the unique index is partial on just these words.
        _member.c.standing.not_in([literal_column(f"'{standing.value}'") for standing in TOMBSTONES]),
    )
)


async def registered(reader: Reader, hashes: Sequence[bytes]) -> dict[bytes, Row]:
    """The living records by the hash of their ID number."""
    if not hashes:
        return {}
    return {row["id_number_hash"]: row for row in await reader.rows(_BY_HASH, hashes=list(hashes))}
