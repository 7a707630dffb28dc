"""Name of a stored operation and variables in, data out, as any outside storefront gets it.

The pages use nothing of the shop but its public API and what is in the visitor's session.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from sandbox.views import execute

OPERATIONS = Path(__file__).parent / "operations"
CHANNEL = "default-channel"


class ApiProblem(Exception):
    """The API refused the whole operation; carries sentences for people."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def ask(request: HttpRequest, operation: str, **variables: Any) -> dict[str, Any]:
    """Run an operation as the signed-in person; files among its variables are sent beside it.

    Raises ApiProblem for top-level errors.
    """
    answer = _run(request, operation, variables)
    if _is_expired(answer):
        request.session["access"] = _fresh_token(request)
        answer = _run(request, operation, variables)
    if errors := answer.get("errors"):
        raise ApiProblem([error["message"] for error in errors])
    return answer["data"]


def change(request: HttpRequest, operation: str, **variables: Any) -> tuple[Any, list[Any]]:
    """Run an operation of one mutation or several; return the last payload and all errors."""
    payloads = list(ask(request, operation, **variables).values())
    return payloads[-1], [error for payload in payloads for error in payload["errors"]]


@cache
def _document(operation: str) -> str:
    return (OPERATIONS / f"{operation}.graphql").read_text()


def _run(request: HttpRequest, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
    sent = HttpRequest()
    sent.method = "POST"
    sent.META = dict(request.META)
    if token := request.session.get("access"):
        sent.META["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    files = {name: value for name, value in variables.items() if isinstance(value, UploadedFile)}
    sent.FILES = MultiValueDict({name: [file] for name, file in files.items()})
    parts = {name: name for name in files}
    answer, _ = execute(sent, _document(operation), {**variables, **parts}, operation)
    return answer


def _is_expired(answer: dict[str, Any]) -> bool:
    codes = (error["extensions"]["exception"]["code"] for error in answer.get("errors", ()))
    return "ExpiredSignatureError" in codes


def _fresh_token(request: HttpRequest) -> str | None:
    """Return a new access token; a visitor whose refresh token has expired too becomes a guest."""
    refresh = request.session.get("refresh") or ""
    request.session["access"] = None
    payload, errors = change(request, "StaySignedIn", refreshToken=refresh)
    if errors:
        request.session.flush()
    return payload["token"]
