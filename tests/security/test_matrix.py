"""Every operation × every role × own, inside, outside: the application answers as the reviewed table says."""

from collections.abc import AsyncIterator

import pytest

from models.enums.accounts import Role
from tests.security.matrix import COLUMNS, DRAFT, NOBODY, cell, load, opened
from tests.security.world import World
from tests.support.contract import SECURED

TABLE = load()


@pytest.fixture(scope="module")
async def world(offices_url: str) -> AsyncIterator[World]:
    async with opened(offices_url) as made:
        yield made


def test_every_operation_has_a_reviewed_row() -> None:
    there, listed = {str(operation) for operation in SECURED}, set(TABLE)
    missing = sorted(there - listed)
    assert not missing, f"not in the table: {missing}; run `python -m tests.security.matrix --draft` and read the rows"
    assert not listed - there, f"gone from the contract: {sorted(listed - there)}"
    drafts = [name for name, row in TABLE.items() if DRAFT in row["note"]]
    assert not drafts, f"not reviewed yet: {drafts}"
    words = {word for row in TABLE.values() for column in COLUMNS for word in row[column].split()}
    assert words == {"ok", "403", "404", "422"}


@pytest.mark.parametrize("column", COLUMNS)
async def test_the_answers_are_those_of_the_table(world: World, column: str) -> None:
    role = None if column == NOBODY else Role(column)
    await world.wear(role)
    wrong = []
    for operation in SECURED:
        expected = TABLE[str(operation)][column]
        found = await cell(world, role, operation)
        if found != expected:
            wrong.append(f"{operation}: {expected} expected, {found} found")
    assert not wrong, f"{column}: " + "; ".join(wrong)
