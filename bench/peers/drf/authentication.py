"""Bearer tokens, the user and their session loaded in each request."""

from typing import Any

import jwt
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from shared import AUDIENCE, ISSUER, SECRET

from drf.models import Account, SignInSession


class Bearer(BaseAuthentication):
    def authenticate(self, request: Any) -> tuple[Account, None] | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER)
        except jwt.InvalidTokenError as error:
            raise AuthenticationFailed from error
        user = Account.objects.filter(id=claims["sub"], closed_at=None, stamp=claims["stamp"]).first()
        if user is None or not SignInSession.objects.filter(id=claims["sid"], ended_at=None).exists():
            raise AuthenticationFailed
        return user, None

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"


class SignedIn(BasePermission):
    def has_permission(self, request: Any, view: Any) -> bool:
        return request.user is not None
