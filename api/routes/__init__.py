"""All routers, one module a feature."""

from fastapi import APIRouter

from api.routes import accounts, audit_entries, auth, health, me

PREFIXED_ROUTERS: tuple[APIRouter, ...] = (auth.router, me.router, accounts.router, audit_entries.router)
ROOT_ROUTERS: tuple[APIRouter, ...] = (health.router,)
