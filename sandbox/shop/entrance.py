"""A click on a demo person in, a signed-in session out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from saleor_w2p_plugin.demo.northwind import PASSWORD
from sandbox.shop.client import change
from sandbox.shop.session import PEOPLE, page, remember


@page
def sign_in(request: HttpRequest) -> HttpResponse:
    """List the demo people; sign in the one that was clicked."""
    if request.method == "POST":
        email = request.POST.get("email", "")
        payload, errors = change(request, "SignIn", email=email, password=PASSWORD)
        if not errors:
            remember(request, payload)
            return redirect("products")
        for error in errors:
            messages.error(request, error["message"])
    return render(request, "shop/sign_in.html", {"people": PEOPLE})


@require_POST
@page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget the session."""
    request.session.flush()
    return redirect("sign-in")
