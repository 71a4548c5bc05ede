"""The yearly requirement as a client sees it: what is asked of a member, what is missing, on which rule, what to do."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from models.enums.members import Stage
from models.enums.posts import Office
from models.enums.study_requirements import Confidence, ExemptionGround, RequirementCode, TrainingLevel
from services.access.tree import BranchTree
from services.kit.errors import Text
from services.kit.reader import Reader, Row
from services.posts.warnings import OFFICE_LABELS
from services.study import requirement_queries as queries
from services.study.figures import HOURS, Figure, Figures, in_force
from services.study.requirement import Counted, Exemption, HeldPost, Item, Person, Requirement, reckon
from services.study.requirement_labels import (
    ADVICE,
    DOUBTS,
    EXEMPTION_RULE,
    GROUND_LABELS,
    REMARKS,
    REQUIREMENT_LABELS,
    REQUIREMENT_STATE_LABELS,
)
from services.study.views import Onlooker, View

_MISSING = {
    True: Text(
        "{label}还差 {missing} 学时（要求 {required}，已有 {done}），{due_on}前完成",
        "{label}: {missing} hours missing ({done} of {required}), until {due_on}",
    ),
    False: Text(
        "{label}还差 {missing} 次（要求 {required}，已有 {done}），{due_on}前完成",
        "{label}: {missing} missing ({done} of {required}), until {due_on}",
    ),
}


def person_of(row: Row) -> Person:
    """The member of a row as the pure rules look at them."""
    return Person(
        stage=Stage(row["stage"]),
        joined_on=row["joined_on"],
        full_on=row["full_on"],
        probation_ends_on=row["probation_ends_on"],
        posts=tuple(HeldPost(Office(p["office"]), p["from_on"], p["to_on"]) for p in row["posts"]),
        exemptions=tuple(
            Exemption(ExemptionGround(e["ground"]), e["from_on"], e["ended_on"]) for e in row["exemptions"]
        ),
        namesakes=row["namesakes"],
    )


def counted(row: Row, year: int) -> list[Counted]:
    """Its trainings one by one, and all other organised study of the year as one sum."""
    trainings = [
        Counted(
            item["occurred_on"],
            Decimal(str(item["hours"])),
            organised=True,
            training=True,
            level=TrainingLevel(item["level"]) if item["level"] else None,
        )
        for item in row["trainings"]
    ]
    within = sum((item.hours for item in trainings if item.occurred_on.year == year), Decimal(0))
    others = Counted(date(year, 1, 1), max(Decimal(0), row["organised_hours"] - within), organised=True)
    return [*trainings, others]


def figure_of(row: Row) -> Figure:
    """A stored setting as the pure rules look at it."""
    return Figure(
        RequirementCode(row["code"]),
        row["amount"],
        row["basis"],
        Confidence(row["confidence"]),
        row["from_year"],
        row["months"],
        row["branch_id"],
    )


class FigureBook:
    """The figures that hold for the branches at hand, each looked up once."""

    def __init__(self, tree: BranchTree, settings: Iterable[Figure], year: int) -> None:
        self._tree, self._settings, self._year = tree, list(settings), year
        self._known: dict[UUID, Figures] = {}

    @classmethod
    async def of(cls, reader: Reader, tree: BranchTree, branch_ids: Iterable[UUID], year: int) -> "FigureBook":
        """One query for whatever is set on these branches and above them."""
        nodes = [node for node in map(tree.get, branch_ids) if node is not None]
        rows = await queries.figures(reader, {above for node in nodes for above in node.lineage})
        return cls(tree, map(figure_of, rows), year)

    def __getitem__(self, branch_id: UUID) -> Figures:
        if branch_id not in self._known:
            node = self._tree.get(branch_id)
            self._known[branch_id] = in_force(self._settings, node.lineage if node else (), self._year)
        return self._known[branch_id]


def reckoned(row: Row, book: FigureBook, year: int, day: date) -> Requirement:
    """The requirement of the member of a row."""
    return reckon(person_of(row), counted(row, year), book[row["branch_id"]], year, day)


async def of_member(reader: Reader, look: Onlooker, member_id: UUID, year: int) -> View:
    """`requirement` and `missing` of one member's year. Two queries; the caller has checked that they may be seen."""
    row = await queries.one(reader, member_id, year, look.today)
    if row is None:
        return {"requirement": _view(Requirement(year, False, None, None, (), ()), look), "missing": []}
    book = await FigureBook.of(reader, look.actor.tree, [row["branch_id"]], year)
    shown = _view(reckoned(row, book, year, look.today), look)
    return {"requirement": shown, "missing": [item for item in shown["items"] if item["missing"] > 0]}


async def of_branch(
    reader: Reader, look: Onlooker, branch_id: UUID, year: int, *, cursor: str | None, limit: int
) -> View:
    """Who lacks what, by name in the order of pinyin. Two queries; the caller has checked that names may be seen."""
    node = look.actor.tree[branch_id]
    page = await queries.page(reader, node.level, branch_id, year, look.today, cursor=cursor, limit=limit)
    book = await FigureBook.of(reader, look.actor.tree, {row["branch_id"] for row in page.items} or {branch_id}, year)
    return {"members": [_line(row, book, year, look) for row in page.items], "next_cursor": page.next_cursor}


def _line(row: Row, book: FigureBook, year: int, look: Onlooker) -> View:
    shown = _view(reckoned(row, book, year, look.today), look)
    return {
        "member": {"id": row["id"], "name": row["name"]},
        "branch": look.branch(row["branch_id"]),
        "organised_hours": row["organised_hours"],
        "exemption": shown["exemption"],
        "missing": [item for item in shown["items"] if item["missing"] > 0],
        "notes": shown["notes"],
    }


def _view(found: Requirement, look: Onlooker) -> View:
    return {
        "year": found.year,
        "owed": found.owed,
        "exemption": _exemption(found.exemption, look) if found.exemption else None,
        "office": found.office,
        "office_label": look.say(OFFICE_LABELS[found.office]) if found.office else None,
        "items": [_item(item, look) for item in found.items],
        "notes": [
            {"code": remark.value, "text": look.say(REMARKS[remark]), "doubt": remark in DOUBTS}
            for remark in found.remarks
        ],
    }


def _exemption(exemption: Exemption, look: Onlooker) -> View:
    return {
        "ground": exemption.ground,
        "ground_label": look.say(GROUND_LABELS[exemption.ground]),
        "from_on": exemption.from_on,
        "until": exemption.until,
        "rule": EXEMPTION_RULE,
    }


def _item(item: Item, look: Onlooker) -> View:
    label = look.say(REQUIREMENT_LABELS[item.code])
    hours = item.code in HOURS
    amounts = {
        "required": _shortest(item.figure.amount),
        "done": _shortest(item.done),
        "missing": _shortest(item.missing),
    }
    words = _MISSING[hours].render(look.actor.locale, {"label": label, **amounts, "due_on": item.due_on})
    return {
        "code": item.code,
        "label": label,
        "unit": "hours" if hours else "times",
        **amounts,
        "from_on": item.from_on,
        "due_on": item.due_on,
        "state": item.state,
        "state_label": look.say(REQUIREMENT_STATE_LABELS[item.state]),
        "rule": item.figure.basis,
        "confidence": item.figure.confidence,
        "set_by": look.branch(item.figure.branch_id) if item.figure.branch_id else None,
        "detail": words if item.missing > 0 else None,
        "advice": look.say(ADVICE[item.code]) if item.missing > 0 else None,
    }


def _shortest(amount: Decimal) -> Decimal:
    """32, 0.5: without idle places and without an exponent."""
    return Decimal(f"{amount.normalize():f}")


async def distribution(reader: Reader, look: Onlooker, branch_id: UUID, year: int) -> View:
    """How the branch and all below it stand, without names, as last reckoned. One query."""
    node = look.actor.tree[branch_id]
    row = await queries.tallied(reader, node.level, branch_id, year)
    missing = [row[f"missing_{n}"] for n in range(len(RequirementCode))]
    bins = [row[f"hours_bins_{n}"] for n in range(len(BIN_EDGES) + 1)]
    return {
        "reckoned_at": row["reckoned_at"],
        **{name: row[name] for name in ("members", "exempt", "complete", "doubts")},
        "missing": [
            {"code": code, "label": look.say(REQUIREMENT_LABELS[code]), "members": count}
            for code, count in zip(RequirementCode, missing, strict=True)
            if count
        ],
        "hours": [
            {"from_percent": low, "below_percent": high, "members": count}
            for low, high, count in zip((0, *BIN_EDGES), (*BIN_EDGES, None), bins, strict=True)
        ],
    }


BIN_EDGES = (1, 25, 50, 75, 100)
"""Percent of the hours asked for, at which bins of the distribution begin."""
