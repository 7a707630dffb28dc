"""Request in, the signed-in person's tokens and name out; they live in the server's session."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


def signed_in(request: HttpRequest) -> dict[str, object]:
    """Give every page the signed-in person as `person` (a dict or None)."""
    return {"person": request.session.get("person")}
