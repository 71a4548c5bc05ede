"""All jobs of the platform, and those that run at fixed times."""

from datetime import time

from services.jobs.audit import PURGE_AUDIT, SEAL_AUDIT
from services.jobs.folding import FOLD_SUMMARIES
from services.jobs.housekeeping import HOUSEKEEPING
from services.jobs.imports import COMMIT_IMPORT, PURGE_IMPORTS, READ_IMPORT
from services.jobs.lamps import REPLAN_LAMPS
from services.kit.erasing import ERASE_FILE
from services.kit.periodic import Daily, EveryMinute, Hourly, Schedule
from services.points.checking import CHECK_POINTS
from services.study.checking import CHECK_STUDY
from services.study.tallying import RECKON_STUDY
from services.transfers.expiry import EXPIRE_LETTERS
from services.transfers.requests import MATCH_REQUEST

JOBS = (
    CHECK_POINTS,
    CHECK_STUDY,
    COMMIT_IMPORT,
    ERASE_FILE,
    EXPIRE_LETTERS,
    FOLD_SUMMARIES,
    HOUSEKEEPING,
    MATCH_REQUEST,
    PURGE_AUDIT,
    PURGE_IMPORTS,
    READ_IMPORT,
    RECKON_STUDY,
    REPLAN_LAMPS,
    SEAL_AUDIT,
)
SCHEDULES: tuple[Schedule, ...] = (
    EveryMinute(FOLD_SUMMARIES),
    Hourly(SEAL_AUDIT, 12),
    Daily(EXPIRE_LETTERS, time(0, 5)),
    Daily(HOUSEKEEPING, time(3, 10)),
    Daily(PURGE_IMPORTS, time(3, 20)),
    Daily(CHECK_POINTS, time(3, 40)),
    Daily(CHECK_STUDY, time(3, 50)),
    Daily(RECKON_STUDY, time(4, 0)),
    Daily(PURGE_AUDIT, time(4, 10)),
)
