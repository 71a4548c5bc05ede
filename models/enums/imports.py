"""Words of imports: files that become records."""

from enum import StrEnum


class ImportKind(StrEnum):
    """What the rows of the file are."""

    MEMBERS = "members"


class ImportState(StrEnum):
    """How far an import has come."""

    READING = "reading"  # 正在读取
    PREVIEWED = "previewed"  # 待确认
    COMMITTING = "committing"  # 正在写入
    DONE = "done"  # 已完成
    FAILED = "failed"  # 未能读取


class RowState(StrEnum):
    """What a row would do to the register."""

    NEW = "new"  # 新增
    CHANGED = "changed"  # 有变动
    UNCHANGED = "unchanged"  # 无变动
    CONFLICT = "conflict"  # 冲突
    INVALID = "invalid"  # 有错误


class CellState(StrEnum):
    """What was made of a cell."""

    OK = "ok"
    CHANGED = "changed"
    CORRECTED = "corrected"
    WARNING = "warning"
    ERROR = "error"


class ConflictKind(StrEnum):
    """Why a row that is right in itself does not fit the register."""

    REGISTERED_ELSEWHERE = "registered_elsewhere"  # outside of the caller's branches
    OTHER_BRANCH = "other_branch"  # in another branch of the caller's
    LIFE_CYCLE = "life_cycle"  # stage, standing or lost contact differ: steps of the life cycle, not of a file
    CHANGED_MEANWHILE = "changed_meanwhile"  # the record changed between preview and commit


class CommitMode(StrEnum):
    """Whether one bad row holds back all others."""

    ALL = "all"
    VALID_ONLY = "valid_only"
