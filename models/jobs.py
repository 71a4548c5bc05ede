"""Jobs that run at fixed times. The queue itself is pgqueuer's (schema `jobs`, services/kit/jobs.py)."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class PeriodicRun(Base):
    """The due time for which a periodic job was last put into the queue, by whichever worker came first."""

    __tablename__ = "periodic_runs"

    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
