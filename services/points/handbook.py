"""docs/points.md: who takes which step on an objection, in words."""

from services.kit import handbook
from services.points.workflow import WORKFLOW, Context

WHO: handbook.Who = {
    Context.answers: "支部书记、干事；提请上级后由上级党委管理员（本人除外）",
    Context.objects: "提出异议的人",
}


def refreshed(page: str) -> str:
    """The page with its generated parts drawn anew."""
    return handbook.refreshed(page, WORKFLOW, WHO)
