"""Posts in a branch and how they are filled (rules §3.1, §3.2)."""

from enum import StrEnum


class Office(StrEnum):
    SECRETARY = "secretary"  # 书记
    DEPUTY_SECRETARY = "deputy_secretary"  # 副书记
    ORGANISATION = "organisation"  # 组织委员
    PUBLICITY = "publicity"  # 宣传委员
    DISCIPLINE = "discipline"  # 纪检委员
    COMMITTEE_MEMBER = "committee_member"  # 委员


class Selection(StrEnum):
    ELECTED = "elected"  # 选举
    BY_ELECTED = "by_elected"  # 补选
    APPOINTED = "appointed"  # 任命、指派
