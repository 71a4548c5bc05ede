"""Names of states."""

from models.enums.imports import ImportState, RowState
from services.kit.errors import Text

STATE_LABELS: dict[ImportState, Text] = {
    ImportState.READING: Text("正在读取", "Reading"),
    ImportState.PREVIEWED: Text("待确认", "Previewed"),
    ImportState.COMMITTING: Text("正在写入", "Committing"),
    ImportState.DONE: Text("已完成", "Done"),
    ImportState.FAILED: Text("未能读取", "Failed"),
}
ROW_LABELS: dict[RowState, Text] = {
    RowState.NEW: Text("新增", "New"),
    RowState.CHANGED: Text("有变动", "Changed"),
    RowState.UNCHANGED: Text("无变动", "Unchanged"),
    RowState.CONFLICT: Text("冲突", "Conflict"),
    RowState.INVALID: Text("有错误", "Invalid"),
}
