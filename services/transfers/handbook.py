"""docs/transfers.md: who takes which step on a transfer, in words."""

from services.kit import handbook
from services.transfers.workflow import WORKFLOW, Context, nobody

WHO: handbook.Who = {
    Context.submits: "转出支部的书记、干事，或本人；市外转入的，转入支部的书记、干事",
    Context.answers_request: "转出支部的书记、干事",
    Context.approves: "转出支部书记",
    Context.issues: "转出党委的党委管理员",
    Context.receives: "接收党委的党委管理员",
    Context.incorporates: "接收支部书记",
    Context.records_receipt: "转出党委的党委管理员（转往市外的）",
    Context.sends_back: "当前环节的审核人：转出支部书记、转出党委、接收党委或接收支部书记",
    Context.withdraws: "转出支部或本人；介绍信开出后由转出党委；市外转入的由转入支部",
    nobody: "系统（有效期届满的次日）",
}


def refreshed(page: str) -> str:
    """The page with its generated parts drawn anew."""
    return handbook.refreshed(page, WORKFLOW, WHO)
