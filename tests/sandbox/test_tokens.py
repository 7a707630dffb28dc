"""Signing in, staying signed in, and what a bad token does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.conf import settings

from sandbox.account.models import User
from sandbox.account.tokens import create_token
from tests.sandbox.conftest import Caller, Store

SIGN_IN = """mutation($email: String!, $password: String!) {
    tokenCreate(email: $email, password: $password) {
    token refreshToken user { email } errors { field code } } }"""
REFRESH = """mutation($token: String!) { tokenRefresh(refreshToken: $token) {
    token user { email } errors { field code } } }"""
ME = "{ me { email } shop { name } }"


@pytest.fixture
def ada(store: Store) -> User:
    return User.objects.create_user("ada@example.com", "demo")


def test_token_works_when_the_password_is_right(ada: User, guest: Caller) -> None:
    signed_in = guest.ask(SIGN_IN, email="Ada@Example.com", password="demo")

    assert signed_in["errors"] == []
    assert Caller(signed_in["token"]).post(ME)["data"]["me"] == {"email": "ada@example.com"}
    assert guest.ask(REFRESH, token=signed_in["refreshToken"])["user"] == {
        "email": "ada@example.com"
    }


@pytest.mark.parametrize(
    ("email", "password", "is_active"),
    [
        ("ada@example.com", "wrong", True),
        ("bob@example.com", "demo", True),
        ("ada@example.com", "demo", False),
    ],
)
def test_token_is_refused_when_credentials_are_wrong(
    ada: User, guest: Caller, email: str, password: str, is_active: bool
) -> None:
    User.objects.update(is_active=is_active)

    refused = guest.ask(SIGN_IN, email=email, password=password)

    error = {"field": "email", "code": "INVALID_CREDENTIALS"}
    assert refused == {"token": None, "refreshToken": None, "user": None, "errors": [error]}


def forged(user: User) -> str:
    claims = jwt.decode(create_token(user, "access"), options={"verify_signature": False})
    return jwt.encode(claims, "x" * 40, algorithm="HS256")


def old_key(user: User) -> str:
    token = create_token(user, "access")
    User.objects.update(jwt_token_key="changed")
    return token


def unsigned(user: User) -> str:
    claims = jwt.decode(create_token(user, "access"), options={"verify_signature": False})
    return jwt.encode(claims, None, algorithm="none")


def refresh(user: User) -> str:
    return create_token(user, "refresh")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (forged, "InvalidSignatureError"),
        (old_key, "InvalidTokenError"),
        (unsigned, "InvalidAlgorithmError"),
        (refresh, "InvalidTokenError"),
    ],
)
def test_only_what_depends_on_the_person_fails_when_a_token_is_bad(
    ada: User, make: Any, code: str
) -> None:
    answer = Caller(make(ada)).post(ME)

    assert answer["data"] == {"me": None, "shop": {"name": "Print sandbox"}}
    assert [e["extensions"]["exception"]["code"] for e in answer["errors"]] == [code]
    assert answer["errors"][0]["path"] == ["me"]


def test_expiry_is_told_when_a_token_is_too_old(ada: User, settings: Any) -> None:
    settings.JWT_TTL_ACCESS = timedelta(seconds=-1)
    settings.DEBUG = False

    answer = Caller(create_token(ada, "access")).post(ME)

    (error,) = answer["errors"]
    assert error["message"] == "Signature has expired"
    assert error["extensions"] == {"exception": {"code": "ExpiredSignatureError"}}


def test_caller_is_a_guest_when_the_token_is_somebody_elses(store: Store) -> None:
    foreign = jwt.encode({"owner": "other", "email": "a@b.example"}, "x" * 40, algorithm="HS256")

    assert Caller(foreign).post(ME)["data"]["me"] is None
    assert Caller("no token at all").post(ME)["data"]["me"] is None


@pytest.mark.parametrize(("token", "code"), [("", "JWT_MISSING_TOKEN"), ("x", "JWT_INVALID_TOKEN")])
def test_refresh_is_refused_when_the_token_is_bad(guest: Caller, token: str, code: str) -> None:
    assert guest.ask(REFRESH, token=token)["errors"] == [{"field": "refreshToken", "code": code}]


def test_refresh_is_refused_when_it_is_too_old(ada: User, guest: Caller, settings: Any) -> None:
    settings.JWT_TTL_REFRESH = timedelta(seconds=-1)

    refused = guest.ask(REFRESH, token=create_token(ada, "refresh"))

    assert refused["errors"] == [{"field": "refreshToken", "code": "JWT_SIGNATURE_EXPIRED"}]


def test_lifetime_of_a_token_is_short_when_nothing_is_set() -> None:
    assert timedelta(minutes=5) == settings.JWT_TTL_ACCESS
