"""Ledgers by the million add up as those do that were posted one by one."""

from datetime import UTC, datetime

from sqlalchemy import text

from models.enums.accounts import Role
from services.access.actor import Actor, Duty
from services.demo.ledgers import YEARS, Ledgers, fill_ledgers
from services.points.checking import faults
from tests.support.offices import Offices
