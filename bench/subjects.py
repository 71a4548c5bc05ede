"""What is measured: places of every size in the city, and the requests that people make there."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from bench.measuring import Case, Params
from bench.place import Stage
from models.enums.accounts import AccountKind, Role
from services.access.actor import Actor, Duty
from services.access.tree import BranchNode, BranchTree
from services.kit.reader import prepare
from services.members import queries
from services.members.filters import View, make_filter, member, view_of
from services.posts.conditions import ReminderCode

PAGE = 20
DEEP = 1_000
"""The page that must cost as little as the first."""
SORTS = ("-created_at", "name", "joined_on", "birth_date", "updated_at")
_SEARCHES = {
    "一个字 one character, frequent": "王",
    "一个字 one character, rare": "邝",
    "两个字 two characters": "建国",
    "三个字 three characters": "王建国",
    "首字母 initials": "wjg",
    "全拼 pinyin": "wang",
    "全拼 pinyin, whole": "wangjianguo",
    "混合 mixed": "王jg",
    "尾号 tail of telephone or ID number": "0117",
}
_FILTERS: dict[str, Params] = {
    "预备党员 stage": {"stage": "probationary"},
    "出党 standing": {"standing": "removed"},
    "女 sex": {"sex": "2"},
    "流动 floating": {"floating": True},
    "失联 lost contact": {"lost_contact": True},
    "女+流动 sex, floating": {"sex": "2", "floating": True},
    "失联+流动 (nobody)": {"lost_contact": True, "floating": True},
    "三项 stage, sex, lost contact (nobody)": {"stage": "probationary", "sex": "2", "lost_contact": True},
}


@dataclass(frozen=True, slots=True)
class Place:
    """A branch with everything below it, or (`direct`) without."""

    name: str
    node: BranchNode
    members: int
    direct: bool = False

    @property
    def params(self) -> Params:
        return {"branch_id": str(self.node.id), **({"direct": True} if self.direct else {})}


async def places(stage: Stage) -> list[Place]:
    """The largest subtree of each level, and the largest branch alone."""
    tree = await stage.platform.tree.current()
    found = []
    for level in range(1, 7):
        column = member.c[f"l{level}"]
        largest = select(column.label("id"), func.count().label("n")).where(column.is_not(None)).group_by(column)
        row = await stage.recorder.inner.row(prepare(largest.order_by(func.count().desc()).limit(1)))
        if row is not None:
            found.append(Place(f"l{level}", tree[row["id"]], row["n"]))
    largest = select(member.c.branch_id.label("id"), func.count().label("n")).group_by(member.c.branch_id)
    row = await stage.recorder.inner.row(prepare(largest.order_by(func.count().desc()).limit(1)))
    assert row is not None, "the city has members"
    return [*found, Place("本支部 direct", tree[row["id"]], row["n"], direct=True)]


async def member_cases(stage: Stage) -> list[Case]:
    """Pages, filters, searches and totals of the register."""
    found = await places(stage)
    cases = [case for place in found for case in await _pages(stage, place)]
    for place in (found[0], found[1], found[4]):
        plain = f"{_PAGES} · {place.name} {SORTS[0]} p1"
        for name, params in _FILTERS.items():
            cases.append(Case("筛选 filters", f"{place.name} {name}", "members", {**place.params, **params}, plain))
        for name, q in _SEARCHES.items():
            cases.append(Case("搜索 search", f"{place.name} {name}", "members", {**place.params, "q": q}, plain))
        for also in ({}, {"q": "王"}, {"q": "建国"}, {"stage": "probationary"}):
            name = f"{place.name} {' '.join(also.values()) or 'all'}"
            cases.append(Case("总数 with_total", name, "members", {**place.params, "with_total": True, **also}, plain))
    return cases


_PAGES = "名册 page of 20"


async def _pages(stage: Stage, place: Place) -> list[Case]:
    cases = []
    for sort in (*SORTS, "created_at", *(f"-{sort}" for sort in SORTS[1:])):
        timed = sort in SORTS
        first = Case(_PAGES, f"{place.name} {sort} p1", "members", {**place.params, "sort": sort}, timed=timed)
        cases.append(first)
        number = min(DEEP, place.members * 19 // 20 // PAGE)  # one in twenty may no longer be on the register
        cursor = await _cursor(stage, place, sort, number - 1) if number > 1 else None
        if cursor is not None:
            params = {**first.params, "cursor": cursor}
            cases.append(Case(_PAGES, f"{place.name} {sort} p{number}", "members", params, first.key, timed))
    return cases


async def _cursor(stage: Stage, place: Place, sort: str, pages: int) -> str | None:
    """The cursor behind so many pages, without turning them one by one."""
    view = _view(await stage.platform.tree.current(), place)
    chosen = make_filter(stage.platform.vault)
    page = await queries.page(
        stage.recorder.inner, view, chosen, sort=sort, cursor=None, limit=pages * PAGE, with_total=False
    )
    return page.next_cursor


def _view(tree: BranchTree, place: Place) -> View:
    root = next(iter(tree))
    duty = Duty(Role.STAFF, root.id)
    actor = Actor(uuid7(), uuid7(), "bench", "bench", AccountKind.PERSON, None, (duty,), tree)
    return view_of(actor, within=place.node.id, direct=place.direct)


async def other_cases(stage: Stage) -> list[Case]:
    """Figures, birthdays, the tree, reminders, the pages of one branch and of one member."""
    found = (await places(stage))[:6]
    return [*_figures(found), *_branches(found), *_reminders(found), *await _single(stage, found)]


def _figures(found: list[Place]) -> Iterator[Case]:
    for place in found[:5]:
        yield Case("结构 structure", place.name, f"branches/{place.node.id}/structure")
    for place in (found[0], found[1], found[4]):
        yield Case("政治生日 birthdays", place.name, "members/birthdays", {**place.params, "month": 7})


def _branches(found: list[Place]) -> Iterator[Case]:
    for place in found[:5]:
        yield Case("组织 branches", f"下级 children of {place.name}", "branches", {"parent_id": str(place.node.id)})
    for q in ("望", "望江", "第三党支部", "wj", "wangjiang", "不存在"):
        yield Case("组织 branches", f"搜索 {q}", "branches", {"q": q})
        yield Case("组织 branches", f"搜索 {q} within l3", "branches", {"q": q, "within": str(found[2].node.id)})
    yield Case("组织 branches", "第一页 by pinyin", "branches", {"sort": "pinyin"})
    yield Case("组织 branches", "全部 with_total", "branches", {"with_total": True})


def _reminders(found: list[Place]) -> Iterator[Case]:
    for place in (found[0], found[1], found[3]):
        within = {"within": str(place.node.id)}
        yield Case("提醒 warnings", f"{place.name} 全部 all", "branches/warnings", within)
        for code in ReminderCode if place is found[0] else ():
            yield Case("提醒 warnings", f"{place.name} {code}", "branches/warnings", {**within, "code": code.value})


async def _single(stage: Stage, found: list[Place]) -> list[Case]:
    someone: UUID = await stage.recorder.inner.value(prepare(select(member.c.id).order_by(member.c.id).limit(1)))
    branch = found[4].node.id
    parts = ("", "/posts", "/terms", "/warnings")
    return [
        *(Case("组织页 branch page", part or "/", f"branches/{branch}{part}") for part in parts),
        Case("党员页 member page", "/", f"members/{someone}"),
        Case("党员页 member page", "/history", f"members/{someone}/history"),
        Case("督办 tickets", "/", "tickets"),
    ]
