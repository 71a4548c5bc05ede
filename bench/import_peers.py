"""The peers of imports and exports: openpyxl with the ORM, xlsxwriter over a server cursor; each a process of its own.

All are spared what the platform does besides. An import checks nothing and stages nothing: it reads the cells, makes
what the table demands (spelling, sealed values, keyed hashes, codes) and adds all to one session; `import` writes the
members alone, `import_whole` leaves the same rows as the platform, history and audit log included, as the peers of
`bench.limit` do. The export writes the platform's own lines and records nothing.
"""

import asyncio
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from sqlalchemy import select, text

from bench.import_measures import FIELD_KEYS, LOOKUP_KEY, Watch
from models.accounts import Account
from models.audit import AuditEntry
from models.enums import utc_now
from models.enums.members import Stage, Standing
from models.members import Member, MemberChange
from services.access.acting import actor_of
from services.access.tree import load_tree
from services.imports.fields import TEMPLATE
from services.kit.database import Database
from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members.codes import code_of
from services.members.exporting import Lines, batches
from services.members.filters import make_filter, view_of
from services.members.id_numbers import IdNumber
from services.members.labels import FIELD_LABELS, STAGE_LABELS, STANDING_LABELS
from services.members.life import state_of
from services.members.registration import spelled
from services.members.vault import Vault
from services.members.views import Onlooker

_STAGES = {label.zh: stage for stage, label in STAGE_LABELS.items()}
_STANDINGS = {label.zh: standing for standing, label in STANDING_LABELS.items()}


def _vault() -> Vault:
    return Vault(Sealer(FIELD_KEYS), Lookup(LOOKUP_KEY))


def _member(vault: Vault, branches: dict[str, UUID], cells: tuple[Any, ...]) -> Member:
    row = dict(zip(TEMPLATE, cells, strict=True))
    pinyin, grams = spelled(row["name"])
    number = IdNumber.checked_before(row["id_number"])
    return Member(
        branch_id=branches[row["branch"]],
        name=row["name"],
        pinyin=pinyin,
        grams=grams,
        **vault.id_number(number),
        **vault.phone(row["phone"]),
        address=vault.text(row["address"]),
        sex=code_of("sex", row["sex"]),
        ethnicity=code_of("ethnicity", row["ethnicity"]),
        education=code_of("education", row["education"]),
        birth_date=date.fromisoformat(row["birth_date"]),
        joined_on=date.fromisoformat(row["joined_on"]),
        full_on=date.fromisoformat(row["full_on"]),
        stage=_STAGES.get(row["stage"], Stage.FULL),
        standing=_STANDINGS.get(row["standing"], Standing.NORMAL),
        post=row["post"],
        lost_contact=row["lost_contact"] == "是",
        floating=row["floating"] == "是",
    )


def _on_record(actor: Account, member: Member, file: str) -> tuple[MemberChange, AuditEntry]:
    """What the platform writes of a new record besides it."""
    now, state, paper = utc_now(), state_of(member.stage, member.standing), f"批量导入：{Path(file).name}"
    change = MemberChange(
        member_id=member.id, sequence=1, at=now, action="register", to_state=state, document=paper, actor_id=actor.id,
        actor_name=actor.display_name, branch_id=member.branch_id,
    )  # fmt: skip
    audit = AuditEntry(
        at=now, action="member.register", actor_id=actor.id, actor_name=actor.display_name, entity_kind="member",
        entity_id=member.id, entity_name=member.name, branch_id=member.branch_id,
        changes={"state": [None, state], "document": [None, paper]},
    )  # fmt: skip
    return change, audit


async def import_by_orm(url: str, file: str, *, whole: bool) -> None:
    """openpyxl's read-only rows → ORM objects → `add_all` → commit. `whole`: history and audit rows, too."""
    database = await Database.connect(url, pool_size=1, reader_size=1)
    vault = _vault()
    watch = Watch()
    async with database.transaction() as session:
        branches = {name: key for key, name in await session.execute(text("SELECT id, name FROM branches"))}
        sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
        rows = sheet.iter_rows(min_row=2, values_only=True)
        members = [_member(vault, branches, row) for row in rows]
        session.add_all(members)
        if whole:
            await session.flush()  # gives the members their ids
            actor = (await session.execute(select(Account))).scalar_one()
            for member in members:
                session.add_all(_on_record(actor, member, file))
    watch.tell()
    await database.close()


async def export_by_xlsxwriter(url: str, account_id: str, target: str) -> None:
    """The platform's lines from its server cursor, written cell by cell."""
    database = await Database.connect(url, pool_size=1, reader_size=2)
    actor = await actor_of(database.reader, await load_tree(database.reader), UUID(account_id))
    assert actor is not None
    vault = _vault()
    lines = Lines(Onlooker(actor, vault), reveal=False)
    watch = Watch()
    book = xlsxwriter.Workbook(
        str(Path(target)), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    form, sheet = book.add_format({"num_format": "@"}), book.add_worksheet()
    for column, name in enumerate(TEMPLATE):
        sheet.write_string(0, column, FIELD_LABELS[name].zh, form)
    number = 1
    async for rows in batches(database.reader, view_of(actor), make_filter(vault)):
        for row in rows:
            for column, value in enumerate(lines.of(row)):
                if value:
                    sheet.write_string(number, column, value, form)
            number += 1
    book.close()
    watch.tell()
    await database.close()


async def main(what: str, *given: str) -> None:
    """`import` or `import_whole` URL FILE; `export` URL ACCOUNT FILE."""
    if what == "export":
        await export_by_xlsxwriter(*given)
    else:
        await import_by_orm(*given, whole=what == "import_whole")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
