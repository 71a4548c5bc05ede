"""Filters of a list kept under a name."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record


class SavedView(Record):
    """A list's filters as they stand in the address line, for the one who saved them."""

    __tablename__ = "saved_views"
    __table_args__ = (Index("uq_saved_views_account_id_page_name", "account_id", "page", "name", unique=True),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
