"""Request in, the signed-in person out; names and tokens live in the server's session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saleor_w2p_plugin.demo.northwind import CONTOSO, NORTHWIND
from saleor_w2p_plugin.models import Role
from sandbox.seed import STAFF
from sandbox.shop.client import ApiProblem

_DOES = {
    Role.BUYER: "fills in cards and asks for them",
    Role.APPROVER: "says yes or no",
    Role.BRAND_OWNER: "may change locked fields",
    Role.COMPANY_ADMIN: "runs the company",
}
PEOPLE = (
    *(
        (person.email, person.role.label, "Northwind Traders", _DOES[person.role])
        for person in NORTHWIND
    ),
    *((person.email, person.role.label, "Contoso", "does not see that card") for person in CONTOSO),
    (STAFF, "Printer's staff", "The printer", "sees everything, confirms orders"),
)


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Give every page the signed-in person as `person`: email, name, role, company; or None."""
    return {"person": request.session.get("person")}


def remember(request: HttpRequest, payload: dict[str, Any]) -> None:
    """Store who signed in, in a new session: an old one may be known to somebody else."""
    request.session.flush()
    user = payload["user"]
    member = next(iter(user["w2pMemberships"]), None)
    request.session["access"] = payload["token"]
    request.session["refresh"] = payload["refreshToken"]
    request.session["person"] = {
        "email": user["email"],
        "first_name": user["firstName"],
        "last_name": user["lastName"],
        "name": f"{user['firstName']} {user['lastName']}".strip() or user["email"],
        "role": member["role"].replace("_", " ").lower() if member else "",
        "company": member["company"]["name"] if member else "",
        "is_staff": user["isStaff"],
        "decides": bool(member) and member["role"] != "BUYER",
    }


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show what the API refuses as a page, and send browsers a policy against foreign content."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except ApiProblem as problem:
            context = {"messages_of_api": problem.messages}
            response = render(request, "shop/problem.html", context, status=400)
        except Http404:
            # Else DEBUG shows Django's page for developers.
            response = render(request, "404.html", status=404)
        # The API gives pictures by PUBLIC_URL, which a browser may know by another name.
        response["Content-Security-Policy"] = (
            f"default-src 'self'; img-src 'self' {settings.PUBLIC_URL}; "
            "frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
        )
        response["X-Frame-Options"] = "DENY"
        # Every page is somebody's: none is for a shared cache or the next person's Back button.
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def members_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send guests to the sign-in page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.session.get("person"):
            return redirect("sign-in")
        return view(request, *args, **kwargs)

    return page(wrapped)
