"""How many rows each table holds: a refused request must leave all of them as they were."""

from sqlalchemy import func, literal, select, union_all

from models.base import Base
from services.kit.reader import prepare
from tests.support.people import City

_COUNTS = prepare(
    union_all(
        *(
            select(literal(table.name).label(f"name_{place}"), func.count().label("rows")).select_from(table)
            for place, table in enumerate(Base.metadata.sorted_tables)
        )
    )
)


async def row_counts(city: City) -> dict[str, int]:
    """Rows by table, over the whole schema."""
    return {row["name_0"]: row["rows"] for row in await city.platform.database.reader.rows(_COUNTS)}
