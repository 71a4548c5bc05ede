"""Filling an empty database: a small city by the commands that people's clicks run, a whole one beside it in bulk."""

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from uuid_utils.compat import uuid7

from models.accounts import Account
from models.branches import Branch
from models.enums import utc_now
from models.enums.accounts import AccountKind, Role
from models.enums.members import Stage
from models.enums.tickets import SourceKind
from services.access import tree
from services.access.actor import Actor, Duty
from services.access.passwords import Passwords, one_time_password
from services.access.tree import BranchTree, load_tree
from services.accounts.commands import open_account
from services.branches.commands import NewBranch, plant
from services.demo.bulk import Advance, Order, fill_register, settle
from services.demo.city import CITY, PEOPLE, PLAN, PLAN_TITLE, DemoBranch, DemoPerson
from services.demo.ledgers import Ledgers, fill_ledgers
from services.demo.members import invented_member
from services.demo.names import invented_name
from services.demo.points import Stage as PointsStage
from services.demo.points import keep_points
from services.demo.posts import Site, fill_posts
from services.demo.registers import Clerk, FieldKeys
from services.demo.stories import STORIES, Step, Story
from services.demo.study import fill_study
from services.demo.study_requirements import fill_requirements
from services.demo.study_years import StudyYears, fill_study_years
from services.kit.clock import OFFICE_ZONE, office_day
from services.kit.database import Database, WriteSession, announce, reader_in
from services.kit.files import FileStore
from services.kit.work_calendar import WorkCalendar
from services.members.registration import TAKES_MEMBERS, register
from services.source_documents.commands import ReadDocument, upload
from services.source_documents.outline import parse_outline
from services.source_documents.reading import read_text
from services.tickets.drafting import Draft, draft
from services.tickets.transitions import transition

SEED = 20260101
MEMBERS_A_BRANCH = 12
ACCOUNTS_FILE = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class _Stage:
    """The city as it stands: branches and accounts by name."""

    tree: BranchTree
    branches: dict[str, UUID]
    accounts: dict[str, Account]

    def actor(self, username: str) -> Actor:
        person = next(person for person in PEOPLE if person.username == username)
        account = self.accounts[username]
        return Actor(
            account_id=account.id,
            session_id=uuid7(),
            username=account.username,
            display_name=account.display_name,
            kind=AccountKind(account.kind),
            home_branch_id=account.branch_id,
            duties=(Duty(person.role, self.branches[person.branch]),),
            tree=self.tree,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """How large the city is to be. With as many `members` as the small one has, or fewer, it is the small one alone."""

    keys: FieldKeys
    members: int = 0
    seed: int = SEED
    processes: int = 0
    points: int = 0
    """About so many entries in the ledgers of all Party members over three years; 0: those of a few, told by hand."""
    study: int = 0
    """About so many study records of all branches over three years, beside those of a few that are told by hand."""


def _unwatched(_done: int, _all: int) -> None:
    """Nobody looks at the progress."""


async def fill(
    database_url: str,
    var_dir: Path,
    progress: Callable[[str], None],
    wanted: Wanted,
    *,
    advance: Advance = _unwatched,
) -> bool:
    """Fill the database if it is empty; writes `demo-accounts.json` (0600) into `var_dir`.

    Returns whether it filled. All or nothing: one transaction.
    """
    database = await Database.connect(database_url, pool_size=1, reader_size=1)
    try:
        async with database.transaction() as session:
            if await session.scalar(select(exists(select(Branch.id)))):
                return False
            progress("正在建立演示城市… / Making the demonstration city …")
            files = FileStore(str(var_dir / "files"))
            listed, enlarged = await build(session, files, wanted, utc_now(), advance)
            # Written before the commit: accounts whose passwords nobody knows would be worse than an unused file.
            _write_accounts(var_dir / ACCOUNTS_FILE, listed)
        if enlarged:
            progress("正在整理数据库… / Settling the database …")
            await settle(database_url)
        return True
    finally:
        await database.close()


async def build(
    session: WriteSession, files: FileStore, wanted: Wanted, now: datetime, advance: Advance = _unwatched
) -> tuple[list[dict[str, str]], bool]:
    """Make the city in the session; gives the accounts with their passwords, and whether members came in bulk."""
    branches: dict[str, UUID] = {}
    await _plant(session, CITY, None, branches)
    accounts, listed = await _open_accounts(session, branches)
    stage = _Stage(await load_tree(await reader_in(session)), branches, accounts)
    registered = await _register_members(session, stage, wanted, now)
    await _fill_posts(session, stage, now)
    await _upload_plan(session, stage, files)
    for story in STORIES:
        await _tell(session, stage, story, now)
    tied = {name: account.member_id for name, account in accounts.items() if account.member_id is not None}
    if not wanted.points:
        await keep_points(session, PointsStage(stage.actor, branches, CITY.name, tied), now, wanted.seed)
    await fill_study(session, stage.actor, stage.accounts, stage.branches, now=now)
    await fill_requirements(session, stage.actor, stage.branches, now=now)
    order = Order(wanted.members - registered, registered, wanted.seed, wanted.keys, wanted.processes)
    if order.members > 0:
        root = await session.get_one(Branch, branches[CITY.name], populate_existing=True)
        registrar, today = stage.accounts["committee"], office_day(now)
        # From the beginning of the day, so that the same seed gives the same keys all day long.
        morning = datetime.combine(today, time(), OFFICE_ZONE)
        await fill_register(session, root, order, Clerk(registrar.id, registrar.display_name, morning, today), advance)
        await announce(session, tree.CHANNEL)
    if wanted.points:
        await _fill_ledgers(session, stage, wanted, now)
    if wanted.study:
        await _fill_study_years(session, stage, wanted, now)
    return listed, order.members > 0 or wanted.points > 0 or wanted.study > 0


async def _fill_study_years(session: WriteSession, stage: _Stage, wanted: Wanted, now: datetime) -> None:
    await session.flush()
    clerk, secretary = stage.accounts["clerk"], stage.accounts["secretary"]
    by = (clerk.id, clerk.display_name), (secretary.id, secretary.display_name)
    await fill_study_years(session, StudyYears(wanted.study, wanted.seed, *by), now=now)


async def _fill_ledgers(session: WriteSession, stage: _Stage, wanted: Wanted, now: datetime) -> None:
    await session.flush()
    clerk, secretary = stage.accounts["clerk"], stage.accounts["secretary"]
    order = Ledgers(wanted.points, wanted.seed, (clerk.id, clerk.display_name), (secretary.id, secretary.display_name))
    await fill_ledgers(session, stage.actor("staff"), stage.branches[CITY.name], order, now=now, advance=_unwatched)


async def _plant(session: WriteSession, branch: DemoBranch, parent_id: UUID | None, made: dict[str, UUID]) -> None:
    planted = await plant(session, NewBranch(branch.name, branch.kind, parent_id, branch.short_name))
    made[branch.name] = planted.id
    for child in branch.children:
        await _plant(session, child, planted.id, made)


async def _open_accounts(
    session: WriteSession, branches: dict[str, UUID]
) -> tuple[dict[str, Account], list[dict[str, str]]]:
    chance, passwords = Random(SEED), Passwords()
    accounts: dict[str, Account] = {}
    listed = []
    chosen = [one_time_password() for _ in PEOPLE]
    hashes = await asyncio.gather(*(passwords.hash(password) for password in chosen))
    for person, password, hashed in zip(PEOPLE, chosen, hashes, strict=True):
        accounts[person.username] = await open_account(
            session,
            username=person.username,
            display_name=_display_name(person, chance),
            kind=AccountKind.CLIENT if person.role is Role.INTEGRATION else AccountKind.PERSON,
            home_branch_id=branches[person.home or person.branch],
            password_hash=hashed,
            must_change_password=False,
            grants=[Duty(person.role, branches[person.branch])],
        )
        listed.append(
            {
                "username": person.username,
                "password": password,
                "role": person.role.value,
                "branch_id": str(branches[person.branch]),
                "branch_name": person.branch,
            }
        )
    return accounts, listed


def _display_name(person: DemoPerson, chance: Random) -> str:
    return "市级综合平台（对接）" if person.role is Role.INTEGRATION else invented_name(chance)


async def _register_members(session: WriteSession, stage: _Stage, wanted: Wanted, now: datetime) -> int:
    """A dozen people for each branch that takes members, and how many that are.

    The account of a demo member belongs to the first full member of its branch.
    """
    chance, today, vault = Random(wanted.seed), office_day(now), wanted.keys.vault()
    registrar = replace(stage.actor("committee"), duties=(Duty(Role.COMMITTEE_ADMIN, stage.branches[CITY.name]),))
    tied = {person.branch: stage.accounts[person.username] for person in PEOPLE if person.role is Role.MEMBER}
    number = 0
    for name, branch_id in stage.branches.items():
        if stage.tree[branch_id].kind not in TAKES_MEMBERS:
            continue
        for _ in range(MEMBERS_A_BRANCH):
            person = invented_member(chance, number, branch_id, today).person
            account = tied.pop(name, None) if person.stage is Stage.FULL else None
            if account is not None:
                person = replace(person, name=account.display_name)
            member = await register(session, vault, registrar, person, now=now)
            if account is not None:
                account.member_id = member.id
            number += 1
    return number


async def _fill_posts(session: WriteSession, stage: _Stage, now: datetime) -> None:
    secretaries = {person.branch: person.username for person in PEOPLE if person.role is Role.BRANCH_SECRETARY}
    sites = [
        Site(
            id=branch_id,
            name=name,
            kind=stage.tree[branch_id].kind,
            secretary=stage.accounts[secretaries[name]].display_name if name in secretaries else None,
        )
        for name, branch_id in stage.branches.items()
    ]
    await fill_posts(session, stage.actor("admin"), sites, office_day(now), SEED)


async def _upload_plan(session: WriteSession, stage: _Stage, files: FileStore) -> None:
    content = PLAN.encode()
    source = read_text("示例要点.txt", content)
    read = ReadDocument("示例要点.txt", content, source, parse_outline(source.text))
    await upload(
        session,
        stage.actor("staff"),
        files,
        read,
        title=PLAN_TITLE,
        document_no="云组机党〔2026〕1号",
        kind=SourceKind.WORK_PLAN,
    )


async def _tell(session: WriteSession, stage: _Stage, story: Story, now: datetime) -> None:
    drafted_at = now - timedelta(days=story.days_ago)
    ticket = await draft(
        session,
        stage.actor("staff"),
        Draft(
            title=story.title,
            requirement=story.requirement,
            kind=story.kind,
            urgency=story.urgency,
            lead_branch_id=stage.branches[story.lead],
            supporting_branch_ids=tuple(stage.branches[name] for name in story.supports),
            owner=story.owner,
            due_on=office_day(now) + timedelta(days=story.due_in),
        ),
        now=drafted_at,
    )
    calendar = WorkCalendar()
    for minutes, step in enumerate(story.steps, start=1):
        await transition(
            session,
            stage.actor(step.who),
            ticket.id,
            ticket.version,
            step.action,
            _fields(step, now),
            now=now - timedelta(days=step.days_ago) + timedelta(minutes=minutes),
            last_working_day=calendar.last_working_day_until,
        )


def _fields(step: Step, now: datetime) -> dict[str, Any]:
    if step.due_in is None:
        return step.fields
    return {**step.fields, "due_on": office_day(now) + timedelta(days=step.due_in)}


def _write_accounts(path: Path, listed: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft_path = path.with_suffix(".part")
    descriptor = os.open(draft_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(listed, file, ensure_ascii=False, indent=2)
    draft_path.replace(path)
