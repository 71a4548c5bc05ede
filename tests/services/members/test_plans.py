"""How PostgreSQL reads the register: by index, wherever one looks and whatever one searches.

Few rows make this the harder test, not the easier one: reading a small table from end to end, or sorting it, costs so
little that only an index that fits is chosen instead. `bench/` looks at the same plans at the size of a city.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from models.enums.members import Stage, Standing
from services.kit.names import person_grams, person_pinyin
from services.kit.reader import Query
from services.members import duplicates, queries
from services.members.filters import MemberFilter, Sight, View, make_filter
from services.members.vault import Vault
from tests.support.people import Offices

ROWS = 4_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧单曾仇解区"
GIVEN = "建国军华明芳丽伟"
COLUMNS = (
    "id", "version", "created_at", "updated_at", "branch_id", "l1", "l2", "l3", "l4", "l5", "name", "pinyin", "grams",
    "id_number", "id_number_hash", "id_tail_hash", "sex", "ethnicity", "birth_date", "stage", "joined_on", "full_on",
    "probation_extended", "phone", "phone_hash", "phone_tail_hash", "standing", "lost_contact", "floating",
)  # fmt: skip


def rows(vault: Vault, offices: Offices, levels: list[list[UUID]]) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(20261121)
    spelled: dict[str, tuple[str, list[str]]] = {}
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    sealed = b"x" * 51
    for number in range(ROWS):
        weights = range(len(SURNAMES), 0, -1)
        name = chance.choices(SURNAMES, weights)[0] + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        if name not in spelled:
            spelled[name] = person_pinyin(name), person_grams(name)
        pinyin, grams = spelled[name]
        joined = date(1980, 1, 1) + timedelta(days=chance.randrange(14_000))
        at = begun + timedelta(seconds=number)
        tails = vault.tail_values(f"{number % 10_000:04}")
        yield (
            uuid7(), 1, at, at, offices.lead.id, offices.root.id, *(ids[number % len(ids)] for ids in levels), name,
            pinyin, grams, sealed, number.to_bytes(32, "big"), tails["id_tail"], "1", "01",
            joined - timedelta(days=8000), Stage.FULL.value, joined, joined + timedelta(days=366), False, sealed,
            vault.phone_hash(f"138{number:08}"), tails["phone_tail"], Standing.NORMAL.value, False, False,
        )  # fmt: skip


@pytest.fixture
async def levels(offices: Offices) -> list[list[UUID]]:
    """Members spread over districts, sub-districts, committees and branches."""
    ids = [[uuid4() for _ in range(count)] for count in (10, 50, 200, 500)]
    reader: Any = offices.city.platform.database.reader
    connection = reader._connection
    # The levels here stand for a tree of thousands of branches, which need not be planted for it.
    await connection.execute("ALTER TABLE members DISABLE TRIGGER members_levels")
    await connection.copy_records_to_table(
        "members", records=list(rows(offices.city.platform.vault, offices, ids)), columns=COLUMNS
    )
    # As after autovacuum: what other tests have left in the lists of new entries would count as a part of each search.
    for index in ("ix_members_grams", "ix_members_placed_pieces"):
        await connection.execute(f"SELECT gin_clean_pending_list('{index}')")
    await connection.execute("ANALYZE members")
    return ids


def nodes(plan: Any) -> Iterator[dict[str, Any]]:
    if isinstance(plan, list):
        for part in plan:
            yield from nodes(part)
    else:
        yield plan
        yield from nodes(plan.get("Plans", []))


async def explained(reader: Any, query: Query, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes of the plan that is made for these values."""
    plan = await reader._connection.fetchval(f"EXPLAIN (FORMAT JSON) {query.sql}", *query.arguments(values))
    return list(nodes([plan[0]["Plan"]]))


async def planned(reader: Any, view: View, chosen: MemberFilter, sort: str, **edge: Any) -> tuple[set[str], list[str]]:
    """Kinds of nodes and names of indexes in the plan of a page; `edge` is where a following page begins."""
    query = queries.page_query(view, chosen, sort, after=bool(edge))
    found = await explained(reader, query, {**view.values, **chosen.values, **edge})
    return {node["Node Type"] for node in found}, [node["Index Name"] for node in found if "Index Name" in node]


async def check_rare_filters(vault: Vault, reader: Any, views: dict[int, View]) -> None:
    """Of a few among many, or of nobody: gathered and sorted, not looked for along the whole order of the list."""
    for chosen in (
        make_filter(vault, lost_contact=True, floating=True),
        make_filter(vault, stage=[Stage.PROBATIONARY], sex=["2"], lost_contact=True),
        make_filter(vault, standing=[Standing.REMOVED]),
    ):
        for level, view in views.items():
            kinds, indexes = await planned(reader, view, chosen, queries.DEFAULT_SORT)
            assert "Seq Scan" not in kinds, f"level {level}, {chosen.names}: {kinds} {indexes}"
            assert level > 2 or indexes == ["ix_members_figures"], f"level {level}, {chosen.names}: {indexes}"


async def check_pieces_by_place(vault: Vault, reader: Any, views: dict[int, View]) -> None:
    """Pairs of characters in a district or sub-district, and single ones in the latter: only their own rows are met,
    and the plan can be kept. Whatever the way, the same people are found."""
    placed = {("建国", 2), ("建国", 3), ("王", 3)}
    for q in ("建国", "王"):
        chosen = make_filter(vault, q=q)
        for level in (2, 3):
            view, where = views[level], f"{q}, level {level}"
            _, indexes = await planned(reader, view, chosen, queries.DEFAULT_SORT)
            assert (indexes == ["ix_members_placed_pieces"]) is ((q, level) in placed), f"{where}: {indexes}"
            assert queries.page_query(view, chosen, None, after=False).planned_anew is ((q, level) not in placed)
            found = await queries.page(reader, view, chosen, sort=None, cursor=None, limit=20, with_total=True)
            there = await reader._connection.fetch(
                f"SELECT id FROM members WHERE l{level} = $1 AND name LIKE $2 ORDER BY created_at DESC, id DESC",
                view.values["within"],
                f"%{q}%",
            )
            assert [item["id"] for item in found.items] == [row["id"] for row in there[:20]] != [], where
            assert found.total == len(there)


@pytest.mark.usefixtures("as_owner")
async def test_every_page_and_search_goes_by_an_index(offices: Offices, levels: list[list[UUID]]) -> None:
    platform = offices.city.platform
    reader: Any = platform.database.reader

    views = {1: View(Sight(), {})}
    for level, ids in enumerate(levels, 2):
        views[level] = View(Sight((level,), single=True), {"within": ids[0]})
    everybody = make_filter(platform.vault)
    edges: dict[str, Any] = {
        "created_at": datetime(2026, 1, 1, 5, tzinfo=UTC), "name": "wang jian", "joined_on": date(2000, 1, 1),
        "birth_date": date(1975, 1, 1), "updated_at": datetime(2026, 1, 1, 5, tzinfo=UTC),
    }  # fmt: skip
    in_order = {(level, "created_at") for level in range(1, 6)} | {
        (1, "name"), (2, "name"), (3, "name"), (1, "joined_on"), (2, "joined_on"), (1, "birth_date"), (2, "birth_date"),
        (1, "updated_at"),
    }  # fmt: skip
    for level, view in views.items():
        for name, value in edges.items():
            for sort in (name, f"-{name}"):
                for edge in ({}, {"after_value": value, "after_id": uuid7()}):
                    kinds, indexes = await planned(reader, view, everybody, sort, **edge)
                    where = f"level {level}, {sort}, {'behind' if edge else 'first'}: {kinds} {indexes}"
                    assert "Seq Scan" not in kinds, where
                    if (level, name) in in_order:
                        assert "Sort" not in kinds, where
    for q in (
        "王",
        "区",
        "建国",
        "王建国",
        "单国",
        "wjg",
        "zeng",
        "wang",
        "0042",
        "13800000042",
        "11010519491231002X",
        "王jg",
    ):
        for level, view in views.items():
            chosen = make_filter(platform.vault, q=q)
            assert chosen.searches
            kinds, indexes = await planned(reader, view, chosen, queries.DEFAULT_SORT)
            assert "Seq Scan" not in kinds, f"level {level}, {q}: {kinds} {indexes}"

    for level, view in views.items():
        found = await explained(reader, duplicates.page_query(view), {**view.values, "limit": 21})
        assert "Seq Scan" not in {node["Node Type"] for node in found}, f"duplicates at level {level}: {found}"
        probes = {node.get("Index Name") for node in found}
        assert {"ix_members_birth_date_pinyin_id", "ix_members_phone_hash"} <= probes, f"level {level}: {probes}"
    await check_rare_filters(platform.vault, reader, views)
    await check_pieces_by_place(platform.vault, reader, views)
    # In the city they are gathered: along its order twenty would be met behind some thousand others.
    _, indexes = await planned(reader, views[1], make_filter(platform.vault, q="建国"), queries.DEFAULT_SORT)
    assert indexes == ["ix_members_grams"]

    # A subtree without an index of its own is sorted: along the city's index it would be met with here and there.
    for level in (3, 4, 5):
        edge = {"after_value": date(2000, 1, 1), "after_id": uuid7()}
        kinds, indexes = await planned(reader, views[level], everybody, "joined_on", **edge)
        assert [index[:14] for index in indexes] == [f"ix_members_l{level}_"], f"level {level}: {kinds} {indexes}"

    # Read along the order of names, 王 would be found after nearly everybody else.
    chosen = make_filter(platform.vault, q="王")
    query = queries.page_query(View(Sight(), {}), chosen, "name", after=False)
    assert query.planned_anew
    used = [node.get("Index Name") for node in await explained(reader, query, chosen.values)]
    assert "ix_members_pinyin_id" not in used
    page = await queries.page(reader, View(Sight(), {}), chosen, sort="name", cursor=None, limit=20, with_total=True)
    assert [item["name"][0] for item in page.items] == ["王"] * 20
    ordered = [item["pinyin"] for item in page.items]
    assert ordered == sorted(ordered)
    following = await queries.page(
        reader, View(Sight(), {}), chosen, sort="name", cursor=page.next_cursor, limit=20, with_total=False
    )
    assert following.items[0]["pinyin"] >= ordered[-1]
    assert not {item["id"] for item in following.items} & {item["id"] for item in page.items}
