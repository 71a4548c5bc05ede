"""Imports that write in transactions of their own: the city is really there, and goes at the end."""

import httpx
import pytest

from models.enums.accounts import Role
from tests.support.people import City, Offices, build_offices


@pytest.fixture
async def offices(live_city: City) -> Offices:
    return await build_offices(live_city)


@pytest.fixture
async def clerk(offices: Offices) -> httpx.AsyncClient:
    return await offices.as_(Role.BRANCH_CLERK)
