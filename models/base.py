"""What every table shares: naming of constraints, key, optimistic version, times."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Integer, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from uuid_utils.compat import uuid7

from models.enums import utc_now

MAX_LEVEL = 6
"""Depth of the branch tree: city, district, sub-district, committee, branch, group."""

LEVEL_COLUMNS = tuple(f"l{level}" for level in range(1, MAX_LEVEL + 1))


class Base(DeclarativeBase):
    """The one metadata of the platform."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {
        str: Text(),
        UUID: Uuid(),
        datetime: TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


class Record(Base):
    """A mutable resource: opaque time-sortable id, version for `If-Match`, times of writing."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy's own convention
        return {"version_id_col": cls.version}


class Levels:
    """The ancestors of a row's branch by level, so that a subtree is one indexed equality."""

    l1: Mapped[UUID | None]
    l2: Mapped[UUID | None]
    l3: Mapped[UUID | None]
    l4: Mapped[UUID | None]
    l5: Mapped[UUID | None]
    l6: Mapped[UUID | None]


def one_of(column: str, values: type[Any]) -> CheckConstraint:
    """A CHECK that `column` holds one of a StrEnum's values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def branch_key(*, nullable: bool = False, index: bool = False) -> Mapped[Any]:
    """A foreign key to a branch; branches are dissolved, never deleted."""
    return mapped_column(ForeignKey("branches.id", ondelete="RESTRICT"), nullable=nullable, index=index)


def account_key(*, nullable: bool = False, index: bool = False) -> Mapped[Any]:
    """A foreign key to an account; accounts are closed, never deleted."""
    return mapped_column(ForeignKey("accounts.id", ondelete="RESTRICT"), nullable=nullable, index=index)
