"""Putting the cells of one row right in place: it is read and checked again, and so are its twins."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from models.enums.imports import RowState
from models.imports import Import, ImportRow
from services.access.actor import Actor
from services.imports import progress
from services.imports.commands import check_previewed, load
from services.imports.judging import Judge
from services.imports.matching import registered
from services.imports.places import Places
from services.imports.reading import judge_of
from services.imports.rows import Reading, RowReader
from services.imports.staging import Content, stage
from services.kit.database import WriteSession, reader_in
from services.kit.errors import NOT_FOUND, STALE
from services.members.id_numbers import parse
from services.members.vault import Vault


async def amend_row(
    session: WriteSession,
    vault: Vault,
    actor: Actor,
    import_id: UUID,
    number: int,
    version: int,
    texts: dict[str, str],
    *,
    today: date,
) -> None:
    """Write the texts into the cells and look at the row again.

    Errors: `not_found`, `stale_version`, `import.state` unless it is previewed.
    """
    found = await load(session, actor, import_id, None)
    check_previewed(found)
    row = await session.get(ImportRow, (import_id, number), with_for_update=True, populate_existing=True)
    if row is None:
        raise NOT_FOUND(what="这一行")
    if row.version != version:
        raise STALE(current=row.version, given=version)
    content = Content.opened(vault.sealer, row.content)
    cells = {**content.written, **texts}
    places = Places(actor, found.branch_id)
    since_1904 = bool((found.layout or {}).get("since_1904"))
    reading = RowReader(places, today, found.defaults, since_1904=since_1904).read(cells)
    former = row.id_number_hash
    judge = judge_of(vault, actor, places, today)
    await restage(session, vault, judge, row, reading)
    row.version += 1
    await session.flush()
    touched = [digest for digest in {former, row.id_number_hash} if digest is not None]
    await _look_at_twins(session, vault, judge, import_id, touched)
    await recount(session, found)


async def _look_at_twins(
    session: WriteSession, vault: Vault, judge: Judge, import_id: UUID, hashes: Sequence[bytes]
) -> None:
    """Rows that shared an ID number with the corrected row, or do now: alone they are judged, together invalid."""
    found = await session.scalars(
        select(ImportRow)
        .where(ImportRow.import_id == import_id, ImportRow.id_number_hash.in_(hashes))
        .order_by(ImportRow.number)
        .with_for_update()
    )
    rows = found.all()
    for digest in hashes:
        same = [row for row in rows if row.id_number_hash == digest]
        if len(same) == 1 and same[0].twins:
            content = Content.opened(vault.sealer, same[0].content)
            number = parse(content.values["id_number"], judge.today)
            kept = [finding for finding in content.findings if finding.level == "warning"]
            await restage(session, vault, judge, same[0], Reading(content.written, content.values, number, kept))
        elif len(same) > 1:
            for row in same:
                row.twins = [other.number for other in same if other is not row]
                row.state, row.conflict = RowState.INVALID, None
    await session.flush()


async def restage(session: WriteSession, vault: Vault, judge: Judge, row: ImportRow, reading: Reading) -> None:
    """Decide over the row anew, as if it stood alone in its file."""
    digest = vault.id_number_hash(reading.number.text) if reading.number is not None else None
    known = await registered(await reader_in(session), [digest] if digest else [])
    staged = stage(vault, row.number, reading, digest, judge.decide(reading, known.get(digest) if digest else None))
    row.state, row.conflict, row.id_number_hash = staged.state, staged.conflict, digest
    row.member_id, row.member_version, row.weighty = staged.member_id, staged.member_version, staged.weighty
    row.content, row.twins = staged.content, None
    await session.flush()


async def recount(session: WriteSession, found: Import) -> None:
    """The figures of the preview. Not a new version of the import: other rows may be put right at the same time."""
    counts = await progress.counted(session, found.id)
    await session.execute(update(Import).where(Import.id == found.id).values(**counts, updated_at=Import.updated_at))
