"""The same operations in Django REST Framework."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import jwt
from argon2 import PasswordHasher
from django.db import transaction
from django.db.models import Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from shared import (
    AUDIENCE,
    ISSUER,
    SECRET,
    distribution_view,
    entry_view,
    event_view,
    member_summary,
    member_whole,
    progress_points,
    ticket_view,
)  # fmt: skip

from drf.models import (
    Account,
    AuditEntry,
    Branch,
    Member,
    PointBalance,
    PointClaim,
    PointEntry,
    SignInSession,
    Ticket,
    TicketEvent,
)  # fmt: skip

hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Conflict(APIException):
    status_code = 409


class Stale(APIException):
    status_code = 412


def livez(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def require(user: Account, branch: Branch) -> None:
    """The branch lies where one of the user's grants holds."""
    granted = user.grants.filter(revoked_at=None).select_related("branch")
    if not any(branch.path.startswith(grant.branch.path) for grant in granted):
        raise Http404


def audit(
    user: Account, action: str, kind: str, identity: uuid.UUID, name: str, branch_id: uuid.UUID | None, **changes: Any
) -> None:
    AuditEntry.objects.create(
        at=datetime.now(UTC), action=action, actor_id=user.id, actor_name=user.display_name, entity_kind=kind,
        entity_id=identity, entity_name=name, branch_id=branch_id, changes=changes or None,
    )  # fmt: skip


class SignIn(APIView):
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    @transaction.atomic
    def post(self, request: Request) -> Response:
        user = get_object_or_404(Account, username=request.data["username"])
        hasher.verify(user.password_hash, request.data["password"])
        now = datetime.now(UTC)
        opened = SignInSession.objects.create(
            id=uuid.uuid4(), account=user, device="peer", address="127.0.0.1", started_at=now, last_used_at=now,
            expires_at=now + timedelta(hours=12),
        )  # fmt: skip
        audit(user, "auth.sign_in", "account", user.id, user.username, user.branch_id)
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": str(user.id), "sid": str(opened.id), "stamp": user.stamp}
        token = jwt.encode({**claims, "exp": now + timedelta(minutes=15)}, SECRET, algorithm="HS256")
        return Response({"access_token": token, "token_type": "bearer", "expires_in": 900})


class Members(APIView):
    def get(self, request: Request) -> Response:
        branch = get_object_or_404(Branch, id=request.query_params["branch_id"])
        require(request.user, branch)
        rows = Member.objects.select_related("branch").filter(
            **{f"l{branch.level}": branch.id}, standing__in=["normal", "suspended"]
        )
        if q := request.query_params.get("q"):
            rows = rows.filter(name__contains=q)
        limit = int(request.query_params.get("limit", 20))
        found = list(rows.order_by("-created_at", "-id")[: limit + 1])
        cursor = str(found[limit - 1].id) if len(found) > limit else None
        items = [member_summary(row, row.branch.name) for row in found[:limit]]
        return Response({"items": items, "next_cursor": cursor, "total": None})


class OneMember(APIView):
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        member = get_object_or_404(Member.objects.select_related("branch"), id=pk)
        require(request.user, member.branch)
        return Response(member_whole(member, member.branch.name))


class Confirm(APIView):
    @transaction.atomic
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        user = request.user
        claim = get_object_or_404(PointClaim.objects.select_for_update(), id=pk)
        require(user, claim.branch)
        if claim.state != "pending" or claim.entered_by == user.id:
            raise Conflict
        if f'"{claim.version}"' != request.headers["if-match"]:
            raise Stale
        now, today, rule, year = datetime.now(UTC), date.today(), claim.rule, claim.occurred_on.year
        balance = PointBalance.objects.select_for_update().get(member_id=claim.member_id, year=year, kind="member")
        points = rule.points if rule.direction == "plus" else -rule.points
        entry = PointEntry.objects.create(
            id=claim.id, member_id=claim.member_id, scheme_id=claim.scheme_id, rule=rule, rule_code=rule.code,
            year=year, kind="member", sequence=balance.entries + 1, source_kind="manual", source_id=claim.id,
            asked=points, points=points, occurred_on=claim.occurred_on, effective_on=today, recorded_at=now,
            branch_id=claim.branch_id, evidence=claim.evidence, entered_by=claim.entered_by,
            entered_name=claim.entered_name, confirmed_by=user.id, confirmed_name=user.display_name,
        )  # fmt: skip
        balance.entries += 1
        balance.total += points
        balance.save(update_fields=["entries", "total"])
        claim.state, claim.version, claim.updated_at = "confirmed", claim.version + 1, now
        claim.decided_by, claim.decided_name = user.id, user.display_name
        claim.save(update_fields=["state", "version", "updated_at", "decided_by", "decided_name"])
        name = f"{claim.member.name}：{rule.title}"
        audit(user, "point_entry.confirm", "point_entry", claim.id, name, claim.branch_id, points=[None, points])
        return Response(entry_view(entry, rule))


class Step(serializers.Serializer):
    action = serializers.CharField()
    progress_percent = serializers.IntegerField(min_value=0, max_value=100)
    comment = serializers.CharField()


class Move(APIView):
    @transaction.atomic
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        step = Step(data=request.data)
        step.is_valid(raise_exception=True)
        given, user = step.validated_data, request.user
        ticket = get_object_or_404(Ticket.objects.select_for_update(), id=pk)
        require(user, ticket.lead_branch)
        if f'"{ticket.version}"' != request.headers["if-match"]:
            raise Stale
        if ticket.state != "in_progress" or given["action"] != "report":
            raise Conflict
        now, changes = datetime.now(UTC), {"progress_percent": [ticket.progress_percent, given["progress_percent"]]}
        last = ticket.events.aggregate(last=Max("sequence"))["last"] or 0
        ticket.progress_percent, ticket.version, ticket.updated_at = given["progress_percent"], ticket.version + 1, now
        ticket.save(update_fields=["progress_percent", "version", "updated_at"])
        TicketEvent.objects.create(
            id=uuid.uuid4(), ticket=ticket, sequence=last + 1, at=now, action="report", from_state=ticket.state,
            to_state=ticket.state, actor_id=user.id, actor_name=user.display_name, branch_id=ticket.lead_branch_id,
            comment=given["comment"], progress_percent=given["progress_percent"], changes=changes,
        )  # fmt: skip
        audit(user, "ticket.report", "ticket", ticket.id, ticket.title, ticket.lead_branch_id, **changes)
        return Response(_ticket(ticket))


def _ticket(ticket: Ticket) -> dict[str, Any]:
    supporting = [party.branch for party in ticket.parties.filter(part="supporting").select_related("branch")]
    last = ticket.events.last()
    return ticket_view(
        ticket, ticket.issuing_branch, ticket.lead_branch, supporting, ticket.drafter, last, date.today()
    )


def _seen(user: Account, pk: uuid.UUID) -> Ticket:
    ticket = get_object_or_404(Ticket.objects.select_related("issuing_branch", "lead_branch", "drafter"), id=pk)
    require(user, ticket.issuing_branch)
    return ticket


class OneTicket(APIView):
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        return Response(_ticket(_seen(request.user, pk)))


class Events(APIView):
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        events = _seen(request.user, pk).events.select_related("branch")
        return Response({"items": [event_view(event, event.branch.name if event.branch else None) for event in events]})


class Progress(APIView):
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        ticket = _seen(request.user, pk)
        return Response({"points": progress_points(ticket, list(ticket.events.all()))})


class Distribution(APIView):
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        branch = get_object_or_404(Branch, id=pk)
        require(request.user, branch)
        year = date.today().year
        totals = (
            PointEntry.objects.filter(member__l2=pk, year=year, kind="member")
            .values("member_id").annotate(total=Sum("points")).values_list("total", flat=True)
        )  # fmt: skip
        return Response(distribution_view(branch, year, [max(0, 60 + total) for total in totals]))
