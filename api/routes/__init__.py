"""All routers, one module a feature."""

from fastapi import APIRouter

from api.routes import (
    accounts,
    audit_entries,
    auth,
    branches,
    calendar,
    health,
    home,
    imports,
    me,
    member_corrections,
    member_duplicates,
    member_photos,
    members,
    point_entries,
    point_objections,
    point_publications,
    point_schemes,
    points,
    posts,
    saved_views,
    source_documents,
    tickets,
    transfers,
)

PREFIXED_ROUTERS: tuple[APIRouter, ...] = (
    accounts.router,
    audit_entries.router,
    auth.router,
    posts.router,  # before the branches: `/branches/warnings` is no id
    branches.router,
    calendar.router,
    home.router,
    imports.router,
    me.router,
    member_corrections.own_router,
    member_photos.own_router,
    member_photos.router,
    member_corrections.router,
    member_duplicates.router,  # before the members: `/members/duplicates` is no id
    members.router,
    point_entries.router,
    point_objections.router,
    point_publications.router,
    point_schemes.router,
    points.router,
    saved_views.router,
    source_documents.router,
    tickets.router,
    transfers.own_router,
    transfers.router,
)
ROOT_ROUTERS: tuple[APIRouter, ...] = (health.router,)
