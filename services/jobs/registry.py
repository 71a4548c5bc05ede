"""All jobs of the platform, and those that run at fixed times."""

from datetime import time

from services.jobs.housekeeping import HOUSEKEEPING
from services.jobs.imports import COMMIT_IMPORT, PURGE_IMPORTS, READ_IMPORT
from services.jobs.lamps import REPLAN_LAMPS
from services.kit.periodic import Daily

JOBS = (COMMIT_IMPORT, HOUSEKEEPING, PURGE_IMPORTS, READ_IMPORT, REPLAN_LAMPS)
SCHEDULES = (Daily(HOUSEKEEPING, time(3, 10)), Daily(PURGE_IMPORTS, time(3, 20)))
