from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text, update

from models.enums import utc_now
from models.enums.accounts import Role
from models.enums.tickets import TicketState
from models.tickets import Ticket, TicketMilestone
from services.jobs.lamps import REPLAN_LAMPS, ChangedDay
from services.jobs.registry import JOBS, SCHEDULES
from services.kit.clock import today
from services.kit.jobs import JobContext
from services.kit.work_calendar import WorkCalendar
from tests.support.people import Offices

DAY = timedelta(days=1)


def due_after(days: int) -> date:
    """A day about so far ahead, three days before which are worked."""
    calendar, day = WorkCalendar({}), today() + days * DAY
    while not calendar.is_working(day - 3 * DAY) or not calendar.is_working(day - 4 * DAY):
        day += DAY
    return day


async def approved(offices: Offices, due_on: date) -> dict[str, Any]:
    supervisor = await offices.as_(Role.SUPERVISOR)
    given = {
        "title": "健全第一议题制度",
        "requirement": "建立督办清单",
        "kind": "work_point",
        "lead_branch_id": str(offices.lead.id),
        "due_on": due_on.isoformat(),
    }
    ticket: dict[str, Any] = (await supervisor.post("/api/v1/tickets", json=given)).json()
    for action in ("submit", "approve"):
        answer = await supervisor.post(
            f"/api/v1/tickets/{ticket['id']}/transitions",
            json={"action": action},
            headers={"If-Match": f'"{ticket["version"]}"'},
        )
        assert answer.status_code == 200, answer.text
        ticket = answer.json()
    # Far along, so that only the nearness of the due date turns the lamp.
    async with offices.city.platform.database.transaction() as session:
        await session.execute(
            update(Ticket)
            .where(Ticket.id == ticket["id"])
            .values(progress_percent=100, yellow_on=due_on - 3 * DAY, red_on=due_on + DAY, updated_at=Ticket.updated_at)
        )
    return ticket


async def facts(offices: Offices, ticket: dict[str, Any]) -> tuple[date | None, date | None, int, datetime]:
    async with offices.city.platform.database.transaction() as session:
        row = (
            await session.execute(
                select(Ticket.yellow_on, Ticket.red_on, Ticket.version, Ticket.updated_at).where(
                    Ticket.id == ticket["id"]
                )
            )
        ).one()
    return row.yellow_on, row.red_on, row.version, row.updated_at


async def queued(offices: Offices) -> list[bytes]:
    async with offices.city.platform.database.transaction() as session:
        found = await session.scalars(
            text("SELECT payload FROM jobs.pgqueuer WHERE entrypoint = 'replan_lamps' ORDER BY id")
        )
        return list(found)


async def run_queued(offices: Offices) -> None:
    """Everything queued, in order, each in its own transaction; as often as a worker might."""
    for payload in await queued(offices):
        for _ in range(2):
            async with offices.city.platform.database.transaction() as session:
                given = REPLAN_LAMPS.adapter.validate_json(payload)
                await REPLAN_LAMPS.run(JobContext(session, utc_now(), 1), given)


async def set_off(client: httpx.AsyncClient, day: date) -> httpx.Response:
    return await client.put(
        f"/api/v1/calendar/days/{day}", json={"working": False, "name": "临时放假", "source": "市政府办公室通知"}
    )


async def test_warnings_follow_the_calendar_without_touching_the_ticket(offices: Offices) -> None:
    due_on = due_after(20)
    near, far = await approved(offices, due_on), await approved(offices, due_after(80))
    near_before, far_before = await facts(offices, near), await facts(offices, far)
    assert near_before[0] == due_on - 3 * DAY
    admin = await offices.as_(Role.ADMIN)

    answer = await set_off(admin, due_on - 3 * DAY)
    assert answer.status_code == 201, answer.text
    await run_queued(offices)
    assert await facts(offices, near) == (due_on - 4 * DAY, *near_before[1:])
    assert await facts(offices, far) == far_before

    gone = await admin.delete(f"/api/v1/calendar/days/{due_on - 3 * DAY}", headers={"If-Match": answer.headers["ETag"]})
    assert gone.status_code == 204, gone.text
    await run_queued(offices)
    assert await facts(offices, near) == near_before


async def test_refused_change_of_the_calendar_queues_nothing(offices: Offices) -> None:
    day = due_after(20)
    admin = await offices.as_(Role.ADMIN)
    await set_off(admin, day)
    assert len(await queued(offices)) == 1
    assert (await set_off(admin, day)).status_code == 428
    secretary = await offices.as_(Role.BRANCH_SECRETARY)
    assert (await set_off(secretary, day + DAY)).status_code == 403
    assert len(await queued(offices)) == 1


@pytest.mark.parametrize("days", [30, 31])
async def test_reach_is_thirty_days(offices: Offices, days: int) -> None:
    due_on = due_after(40)
    ticket = await approved(offices, due_on)
    async with offices.city.platform.database.transaction() as session:
        stale = {"yellow_on": due_on, "updated_at": Ticket.updated_at}
        await session.execute(update(Ticket).where(Ticket.id == ticket["id"]).values(**stale))
        await REPLAN_LAMPS.run(JobContext(session, utc_now(), 1), ChangedDay(due_on - days * DAY))
    assert (await facts(offices, ticket))[0] == (due_on - 3 * DAY if days == 30 else due_on)


async def test_ended_tickets_keep_their_lamps_and_milestones_count(offices: Offices) -> None:
    due_on = due_after(20)
    closed, planned = await approved(offices, due_on), await approved(offices, due_on)
    async with offices.city.platform.database.transaction() as session:
        await session.execute(
            update(Ticket)
            .where(Ticket.id == closed["id"])
            .values(
                state=TicketState.CLOSED, closed_on=today(), closed_in_time=True, yellow_on=due_on, red_on=due_on + DAY
            )
        )
        await session.execute(update(Ticket).where(Ticket.id == planned["id"]).values(progress_percent=50))
        session.add(TicketMilestone(ticket_id=planned["id"], due_on=today() + 5 * DAY, percent=90, title="初稿"))
        await session.flush()
        await REPLAN_LAMPS.run(JobContext(session, utc_now(), 1), ChangedDay(due_on))
    assert (await facts(offices, closed))[0] == due_on
    red_on = (await facts(offices, planned))[1]
    assert red_on is not None
    assert red_on <= today() + 5 * DAY


def test_every_job_has_its_own_name_and_every_schedule_its_job() -> None:
    names = [job.name for job in JOBS]
    assert len(set(names)) == len(names)
    assert all(schedule.job in JOBS for schedule in SCHEDULES)
