import base64
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from api.secret_keys import SecretKeyError, load_secret_keys
from api.settings import Settings
from models.accounts import Account
from models.enums.accounts import Role
from models.members import Member
from services.field_keys.rotation import rotate
from services.kit.sealing import Sealer
from tests.conftest import TEST_KEY
from tests.factories.members import body, id_number
from tests.support.people import Offices

OLD, NEW = base64.b64decode(TEST_KEY), b"n" * 32


async def test_everything_is_sealed_anew_and_nothing_else_changes(offices: Offices) -> None:
    clerk = await offices.as_(Role.BRANCH_CLERK)
    made = [(await clerk.post("/api/v1/members", json=body(offices.lead, serial))).json() for serial in range(1, 6)]
    database = offices.city.platform.database
    async with database.transaction() as session:
        holder = update(Account).where(Account.id == offices.id_of(Role.MEMBER))
        await session.execute(holder.values(totp_secret=offices.city.platform.sealer.seal("JBSWY3DP")))
    counted: list[int] = []
    both = Sealer([NEW, OLD])
    assert await rotate(database, both, counted.append, batch=2) == 6
    assert counted[-1] == 6
    assert await rotate(database, both, counted.append) == 0
    new = Sealer([NEW])
    async with database.transaction() as session:
        stored = list(await session.scalars(select(Member).order_by(Member.created_at)))
        account = await session.get_one(Account, offices.id_of(Role.MEMBER), populate_existing=True)
        await session.refresh(account)
        assert account.totp_secret is not None
        assert new.open(account.totp_secret) == "JBSWY3DP"
        for member in stored:
            await session.refresh(member)
    assert [new.open(member.id_number) for member in stored] == [id_number(serial) for serial in range(1, 6)]
    assert [(str(member.id), member.version) for member in stored] == [(item["id"], 1) for item in made]
    assert [member.updated_at for member in stored] == [datetime.fromisoformat(item["updated_at"]) for item in made]
    with pytest.raises(ValueError, match="not configured"):
        await rotate(database, Sealer([OLD]), counted.append)


def test_former_field_keys_follow_the_present_one(tmp_path: Path) -> None:
    keys = "\n".join(base64.b64encode(key).decode() for key in (NEW, OLD))
    named = tmp_path / "field_key"
    named.write_text(keys + "\n")
    jwt, lookup = SecretStr("s" * 40), SecretStr(TEST_KEY)
    loaded = load_secret_keys(Settings(var_dir=tmp_path, jwt_secret=jwt, lookup_key=lookup, field_key_file=named))
    assert (loaded.field, loaded.former_fields) == (NEW, (OLD,))
    wrong = SecretStr(f"{keys} short")
    with pytest.raises(SecretKeyError, match="field_key"):
        load_secret_keys(Settings(var_dir=tmp_path, jwt_secret=jwt, lookup_key=lookup, field_key=wrong))
