"""Whether the database can be reached and stands at the newest migration."""

from sqlalchemy import column, select, table

from services.kit.reader import Reader, prepare

_REVISION = prepare(select(column("version_num")).select_from(table("alembic_version")))


async def database_revision(reader: Reader) -> str | None:
    """The migration the database stands at. Errors: whatever the driver says when it is away."""
    revision: str | None = await reader.value(_REVISION)
    return revision
