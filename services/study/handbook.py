"""docs/study.md: who takes which step on a session, a record or an outcome, in words."""

from services.kit import handbook
from services.study import declaration_workflow, session_workflow

SESSION_WHO: handbook.Who = {
    session_workflow.Context.keeps: "支部书记、干事；党委自己组织的，为该党委的党委管理员",
}
DECLARATION_WHO: handbook.Who = {
    declaration_workflow.Context.decides: "支部书记、干事或上级党委管理员（本人、申报人除外）",
    declaration_workflow.Context.withdraws: "待确认时：本人、申报人、支部；确认后：支部或上级党委管理员（须写理由）",
}


def refreshed(page: str) -> str:
    """The page with its generated parts drawn anew."""
    return handbook.redrawn(
        page,
        {
            **handbook.drawings(session_workflow.WORKFLOW, SESSION_WHO, "session_"),
            **handbook.drawings(declaration_workflow.WORKFLOW, DECLARATION_WHO, "declaration_"),
        },
    )
