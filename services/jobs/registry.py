"""All jobs of the platform, and those that run at fixed times."""

from datetime import time

from services.jobs.housekeeping import HOUSEKEEPING
from services.jobs.lamps import REPLAN_LAMPS
from services.kit.periodic import Daily

JOBS = (HOUSEKEEPING, REPLAN_LAMPS)
SCHEDULES = (Daily(HOUSEKEEPING, time(3, 10)),)
