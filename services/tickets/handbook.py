"""docs/workflow.md: who takes which step on a ticket, in words."""

from services.kit import handbook
from services.tickets.workflow import WORKFLOW, Context, may_report, may_withdraw

WHO: handbook.Who = {
    Context.drafts: "交办单位范围内的工作人员、督查员",
    Context.approves: "交办单位范围内的督查员",
    Context.supervises: "交办单位范围内的督查员",
    Context.carries_out: "承办单位的书记、干事",
    may_report: "承办单位、协办单位的书记、干事",
    may_withdraw: "督查员；交办前也可由工作人员",
}


def refreshed(page: str) -> str:
    """The page with its generated parts drawn anew."""
    return handbook.refreshed(page, WORKFLOW, WHO)


def actions_table() -> str:
    return handbook.actions_table(WORKFLOW, WHO)
