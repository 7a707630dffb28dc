"""Orders of a person, or all for the printer, in; their pages with job tickets and files out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sandbox.shop.client import ask, change
from sandbox.shop.session import members_only


@members_only
def order_list(request: HttpRequest) -> HttpResponse:
    """List this person's orders, or everybody's for staff, newest first."""
    if request.session["person"]["is_staff"]:
        found = ask(request, "AllOrders")["orders"]
    else:
        me = ask(request, "MyOrders")["me"]
        found = me["orders"] if me else {"edges": []}
    orders = [edge["node"] for edge in found["edges"]]
    return render(request, "shop/orders.html", {"orders": orders})


@members_only
def order(request: HttpRequest, id: str) -> HttpResponse:
    """Show an order: what was bought, how far production is, and the files; staff confirm it."""
    if request.method == "POST":
        _, errors = change(request, "OrderConfirm", id=id)
        for error in errors:
            messages.error(request, error["message"])
        return redirect("order", id)
    found = ask(request, "Order", id=id)["order"]
    if found is None:
        raise Http404
    return render(request, "shop/order.html", {"order": found})
