"""User in, signed tokens out, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import graphene
import jwt
from django.conf import settings

from sandbox.account.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest

ALGORITHM = "HS256"
OWNER = "sandbox"
TokenType = Literal["access", "refresh"]


def create_token(user: User, type_: TokenType) -> str:
    """Sign a token with the claims that Saleor's tokens carry."""
    ttl: timedelta = settings.JWT_TTL_ACCESS if type_ == "access" else settings.JWT_TTL_REFRESH
    now = datetime.now(UTC)
    claims = {
        "iat": now,
        "exp": now + ttl,
        "owner": OWNER,
        "token": user.jwt_token_key,
        "email": user.email,
        "type": type_,
        "user_id": graphene.Node.to_global_id("User", user.pk),
        "is_staff": user.is_staff,
    }
    return jwt.encode(claims, settings.SECRET_KEY, algorithm=ALGORITHM)


def user_of(token: str, type_: TokenType) -> User:
    """Return the active user of a token; raises jwt.PyJWTError when it is expired or not ours."""
    claims = jwt.decode(token, settings.SECRET_KEY, algorithms=[ALGORITHM])
    user = User.objects.filter(email=claims.get("email", ""), is_active=True).first()
    if not user or claims.get("type") != type_ or claims.get("token") != user.jwt_token_key:
        raise jwt.InvalidTokenError("Invalid token. Sign in again by tokenCreate.")
    return user


def requestor_of(request: HttpRequest) -> User | None:
    """Return who sends a request, None for guests; a token that is not ours makes a guest.

    Raises jwt.PyJWTError for a token of ours that is expired or forged.
    """
    token = _token_from(request.META)
    return user_of(token, "access") if token and _is_ours(token) else None


def _token_from(meta: dict[str, Any]) -> str | None:
    if own := meta.get("HTTP_AUTHORIZATION_BEARER"):
        return own
    scheme, _, token = meta.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.upper() in {"BEARER", "JWT"} else None


def _is_ours(token: str) -> bool:
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return False
    return claims.get("owner") == OWNER
