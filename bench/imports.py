"""Import and export at city size: `python -m bench.imports --rows 300000`. Figures are ratios within one run.

The file is invented: no row is of anybody. The floor is the fastest reader reading the file plus a raw COPY of its
cells as they are; once into a plain table (primary key, unique number, foreign key, one index), once into a copy of
`members` with all of its indexes, from records that are ready.
"""

import argparse
import asyncio
import resource
import tempfile
from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from functools import partial
from os import getloadavg
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import asyncpg
import xlsxwriter  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from uuid_utils.compat import uuid7

from bench.import_measures import FIELD_KEYS, LOOKUP_KEY, Cost, alone, database_cpu, memory_of_imports
from models.accounts import Account, Grant
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from models.enums.branches import BranchKind
from models.enums.imports import CommitMode, ImportKind, ImportState
from models.imports import Import
from services.access.acting import actor_of
from services.access.tree import load_tree
from services.branches.commands import NewBranch, plant
from services.imports import commands
from services.imports.apart import Task, run_apart
from services.imports.commands import Upload
from services.imports.fields import TEMPLATE, label
from services.kit import migrating
from services.kit.database import Database, driver_url, reader_in
from services.kit.files import FileStore
from services.kit.jobs import Keys, Means
from services.kit.local_postgres import LocalPostgres
from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members.id_numbers import check_digit
from services.members.vault import Vault

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力玲建国华红梅春海燕云飞龙志永福贵德生玉萍新利清金"
    "鹏宇浩然子轩雨泽佳怡欣思嘉琪诗涵梦洁博俊豪天佑晨曦睿宁远哲瀚松柏青山川江河岩峰岭石林森立群世昌兴旺祥瑞"
)
BRANCHES = 1_500
IMPORT_PEERS = {"import": "openpyxl + ORM, members alone", "import_whole": "openpyxl + ORM, the same rows"}


def invented_rows(count: int) -> list[list[str]]:
    chance = Random(2026)
    rows = []
    for serial in range(count):
        born = date(1940, 1, 1) + timedelta(days=serial % 22_000)
        seventeen = f"99{serial // 22_000 % 10000:04}{born:%Y%m%d}{chance.randrange(1, 999):03}"
        joined = born + timedelta(days=365 * 20 + chance.randrange(1500))
        rows.append(
            [
                chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2, 2)))),
                seventeen + check_digit(seventeen),
                "男" if int(seventeen[16]) % 2 else "女",
                "汉族",
                born.isoformat(),
                chance.choice(("大学本科毕业", "大学专科毕业", "普通高中毕业", "硕士研究生毕业")),
                "正式党员",
                f"测量第{serial % BRANCHES:04}支部",
                joined.isoformat(),
                (joined + timedelta(days=365)).isoformat(),
                chance.choice(("科员", "工人", "教师", "退休", "农民")),
                f"1990{serial % 10**7:07}",
                f"某省某市某区某路 {serial % 997} 号 {serial % 31} 幢",
                "正常",
                "否",
                "否",
            ]
        )
    return rows


def write_file(path: Path, rows: list[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate([[label(name).zh for name in TEMPLATE], *rows]):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)
    book.close()


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    result = what()
    return perf_counter() - began, result


def read_with_calamine(path: Path) -> list[list[Any]]:
    return list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())


async def copy_plain(url: str, rows: list[list[Any]], branch_id: UUID) -> float:
    connection = await asyncpg.connect(driver_url(url))
    names = [name for name in TEMPLATE if name != "branch"]
    columns = ", ".join(f"{name} text" for name in names)
    await connection.execute(
        f"CREATE TABLE bench_plain (id uuid PRIMARY KEY, branch_id uuid REFERENCES branches, {columns},"
        " UNIQUE (id_number)); CREATE INDEX ON bench_plain (branch_id, joined_on)"
    )
    place = TEMPLATE.index("branch")
    began = perf_counter()
    records = ((uuid7(), branch_id, *row[:place], *row[place + 1 :]) for row in rows)
    await connection.copy_records_to_table("bench_plain", records=records, columns=["id", "branch_id", *names])
    seconds = perf_counter() - began
    await connection.execute("DROP TABLE bench_plain")
    await connection.close()
    return seconds


async def copy_ready_members(url: str) -> float:
    """The members that were imported, once more into an empty table with the same indexes."""
    connection = await asyncpg.connect(driver_url(url))
    await connection.execute("CREATE TABLE bench_members (LIKE members INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
    names = [row["attname"] for row in await connection.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'bench_members'::regclass AND attnum > 0"
    )]  # fmt: skip
    for number, row in enumerate(await connection.fetch("SELECT indexdef FROM pg_indexes WHERE tablename = 'members'")):
        definition = row["indexdef"].replace(" ON public.members ", " ON public.bench_members ")
        head, tail = definition.split(" ON public.", 1)
        await connection.execute(f"{head.rsplit(' ', 1)[0]} bench_{number} ON public.{tail}")
    ready = [tuple(row) for row in await connection.fetch(f"SELECT {', '.join(names)} FROM members")]
    began = perf_counter()
    await connection.copy_records_to_table("bench_members", records=ready, columns=names)
    seconds = perf_counter() - began
    await connection.execute("DROP TABLE bench_members")
    await connection.close()
    return seconds


async def prepare(database: Database) -> tuple[UUID, UUID]:
    """A tree and somebody who keeps its register; gives the account and a branch."""
    async with database.transaction() as session:
        root = await plant(session, NewBranch("测量市委", BranchKind.COMMITTEE, None))
        account = Account(
            username="bench", kind=AccountKind.PERSON, display_name="测量", grams=[], branch_id=root.id,
            password_hash="-", password_set_at=utc_now(), must_change_password=False,
        )  # fmt: skip
        session.add(account)
        await session.flush()
        session.add(Grant(account_id=account.id, role=Role.COMMITTEE_ADMIN, branch_id=root.id))
        await session.execute(
            text(
                """
                INSERT INTO branches (id, version, created_at, updated_at, parent_id, kind, name, short_name, level,
                    position, path, lft, rgt, pinyin, grams, l1, l2)
                SELECT id, 1, now(), now(), :root, 'branch', name, name, 2, n, :root || '/' || id, 2 * n + 2, 2 * n + 3,
                    '', '{}', :root, id
                FROM (SELECT n, gen_random_uuid() AS id, '测量第' || lpad(n::text, 4, '0') || '支部' AS name
                      FROM generate_series(0, :last) AS n) AS made
                """.replace(":root", f"'{root.id}'").replace(":last", str(BRANCHES - 1))
            )
        )
        await session.execute(text(f"UPDATE branches SET lft = 1, rgt = {2 * BRANCHES + 2} WHERE parent_id IS NULL"))
    return account.id, root.id


async def twin_of(url: str, peer: str) -> str:
    """The same empty register once more, for a peer."""
    here, _, name = url.rpartition("/")
    connection = await asyncpg.connect(driver_url(f"{here}/postgres"))
    await connection.execute(f'CREATE DATABASE {peer} TEMPLATE "{name}"')
    await connection.close()
    return f"{here}/{peer}"


async def uploaded(database: Database, means: Means, account_id: UUID, path: Path) -> UUID:
    vault = Vault(Sealer(FIELD_KEYS), Lookup(LOOKUP_KEY))
    async with database.transaction() as session:
        reader = await reader_in(session)
        actor = await actor_of(reader, await load_tree(reader), account_id)
        assert actor is not None
        given = Upload(ImportKind.MEMBERS, path.name, path.read_bytes(), None, {})
        files = FileStore(means.files_url)
        found = await commands.upload(session, actor, files, vault.sealer, given, now=utc_now(), days=1)
    return found.id


async def previewed(means: Means, import_id: UUID) -> float:
    """Seconds until the preview, the start of the process included."""
    began = perf_counter()
    await run_apart(means, Task(ImportState.READING, import_id, None, None, None))
    return perf_counter() - began


async def committed(database: Database, means: Means, account_id: UUID, import_id: UUID) -> float:
    """Seconds of the commit."""
    await told(database, import_id)
    actor = await actor_of(database.reader, await load_tree(database.reader), account_id)
    assert actor is not None
    async with database.transaction() as session:
        await commands.ask_for_commit(session, actor, import_id, None, CommitMode.VALID_ONLY, None)
    began = perf_counter()
    await run_apart(means, Task(ImportState.COMMITTING, import_id, account_id, None, None))
    return perf_counter() - began


async def told(database: Database, import_id: UUID) -> None:
    async with database.transaction() as session:
        stored = await session.get_one(Import, import_id)
        print(f"  {stored.state}: new={stored.new} unchanged={stored.unchanged} invalid={stored.invalid}")


async def watched(folder: Path, step: Coroutine[Any, Any, float]) -> Cost:
    """A step of the import, which runs in processes of its own."""
    watching = asyncio.create_task(memory_of_imports())
    database, children = database_cpu(folder), _children_cpu()
    wall = await step
    watching.cancel()
    return Cost(wall, _children_cpu() - children, database_cpu(folder) - database, await watching)


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


async def measure(server_url: str, folder: Path, count: int) -> None:
    path = folder / "bench.xlsx"
    seconds, _ = timed(partial(write_file, path, invented_rows(count)))
    print(f"file of {count} rows, {path.stat().st_size / 1e6:.1f} MB (written in {seconds:.1f} s), load {getloadavg()}")
    means = Means(server_url, str(folder / "files"), lambda: Keys(FIELD_KEYS, LOOKUP_KEY))
    database = await Database.connect(server_url, pool_size=2, reader_size=2)
    account_id, root_id = await prepare(database)
    await database.close()
    twins = {peer: await twin_of(server_url, peer) for peer in IMPORT_PEERS}
    database = await Database.connect(server_url, pool_size=2, reader_size=2)
    try:
        reader_s, cells = timed(lambda: read_with_calamine(path))
        copy_s = await copy_plain(server_url, cells[1:], root_id)
        del cells
        import_id = await uploaded(database, means, account_id, path)
        preview = await watched(folder / "pg", previewed(means, import_id))
        commit = await watched(folder / "pg", committed(database, means, account_id, import_id))
        whole = preview.wall + commit.wall
        print(f"import: preview {preview}\n        commit  {commit}")
        cpu = preview.all_cpu + commit.all_cpu
        for name, said in IMPORT_PEERS.items():
            peer = await alone("bench.import_peers", name, twins[name], str(path), folder=folder / "pg")
            print(f"{said}: {peer}, load {getloadavg()}")
            print(f"import is {peer.wall / whole:.2f} times as fast; {peer.all_cpu / cpu:.2f} by CPU ({cpu:.1f} s)")
        ready_s = await copy_ready_members(server_url)
        print(f"reader {reader_s:.2f} s, raw COPY plain {copy_s:.2f} s, of ready records, all indexes {ready_s:.2f} s")
        print(f"ratio to reader + plain COPY: {whole / (reader_s + copy_s):.2f}")
        print(f"ratio to reader + COPY with all indexes: {whole / (reader_s + ready_s):.2f}")
        await compare_exports(server_url, account_id, folder)
        again = await uploaded(database, means, account_id, folder / "out.xlsx")
        print(f"the export read again: {await watched(folder / 'pg', previewed(means, again))}")
        await told(database, again)
    finally:
        await database.close()


async def compare_exports(url: str, account_id: UUID, folder: Path) -> None:
    peer = await alone(
        "bench.import_peers", "export", url, str(account_id), str(folder / "peer.xlsx"), folder=folder / "pg"
    )
    print(f"xlsxwriter over a server cursor: {peer}, load {getloadavg()}")
    for form, reveal in (("csv", ""), ("xlsx", ""), ("xlsx", "reveal")):
        ours = await alone(
            "bench.export_alone", url, str(account_id), str(folder / f"out.{form}"), form, reveal,
            folder=folder / "pg",
        )  # fmt: skip
        print(f"export {form} {reveal}: {ours}; {peer.wall / ours.wall:.2f}, by CPU {peer.all_cpu / ours.all_cpu:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dangjian-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with LocalPostgres(folder / "pg") as server:
            migrating.upgrade(server.url)
            asyncio.run(measure(server.url, folder, given.rows))


if __name__ == "__main__":
    main()
