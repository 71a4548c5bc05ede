"""The small demonstration city: its member has studied, by the commands people use, and the points followed."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from models.enums.study import SessionState
from models.study import StudySession
from models.study_records import StudyRecord
from services.access.tree import load_tree
from services.demo import commands
from services.demo.commands import Wanted, build
from services.demo.registers import FieldKeys
from services.kit.clock import OFFICE_ZONE, office_day
from services.kit.database import reader_in
from services.kit.files import FileStore
from services.points.checking import faults
from services.study.checking import differing
from tests.support.people import City

KEYS = FieldKeys((b"A" * 32,), b"A" * 32)
NOW = datetime(2026, 11, 22, 10, tzinfo=OFFICE_ZONE)


async def test_the_demo_member_has_studied_and_earned_and_something_is_asked(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MEMBERS_A_BRANCH", 6)  # half of what the city has: twice as quick
    async with city.platform.database.transaction() as session:
        listed, _ = await build(session, FileStore(str(tmp_path)), Wanted(KEYS), NOW)
        assert not await differing(session)
        assert not await faults(session)
        states = dict(
            (await session.execute(select(StudySession.state, func.count()).group_by(StudySession.state))).all()
        )
        assert states == {SessionState.CONFIRMED: 11, SessionState.HELD: 3, SessionState.PLANNED: 3}
        assert (await session.scalar(select(func.count()).select_from(StudyRecord)) or 0) > 80
        assert len(await load_tree(await reader_in(session))) > 10
    for account in (each for each in listed if each["role"] == "member"):
        signed_in = await city.sign_in(account["username"], account["password"])
        client = city.bearer(signed_in.json()["access_token"])
        year = {"year": office_day(NOW).year}
        study = (await client.get("/api/v1/me/study", params=year)).json()
        assert (study["trainings"], {record["state"] for record in study["records"]}) == (
            int(account["username"] == "member"),
            {"confirmed", "submitted"},
        )
        points = (await client.get("/api/v1/me/points", params=year)).json()
        assert {entry["source"]["kind"].partition(".")[0] for entry in points["entries"]} >= {
            "study_session",
            "study_record",
            "study_output",
        }
        assert points["score"] > 65
    await _see_what_is_asked(city, next(each for each in listed if each["role"] == "branch_secretary"))


async def _see_what_is_asked(city: City, account: dict[str, str]) -> None:
    """The secretary of the demo branch has reminders, members who lack something, and a youth group with points."""
    with time_machine.travel(NOW):
        signed_in = await city.sign_in(account["username"], account["password"])
        client = city.bearer(signed_in.json()["access_token"])
        reminders = (await client.get(f"/api/v1/branches/{account['branch_id']}/study/reminders")).json()["items"]
        assert [item["overdue"] for item in reminders] == [True, False]
        study = (await client.get(f"/api/v1/branches/{account['branch_id']}/study")).json()
        assert (study["requirement"]["exempt"], len(study["members"]) > 5) == (1, True)
        asked = {item["code"] for line in study["members"] for item in line["missing"]}
        assert {"member_hours", "officer_hours"} <= asked
        [group] = (await client.get("/api/v1/study-groups")).json()["items"]
        assert (group["members"] > 1, group["sessions"], group["leader"] is not None) == (True, 1, True)
        url = f"/api/v1/members/{group['leader']['id']}/points"
        youth = (await client.get(url, params={"kind": "youth"})).json()
        assert [entry["points"] for entry in youth["entries"]] == [2]
